"""A procedure: an EasyForm with what a request to the town needs around it."""

from collective.easyform.content import EasyForm
from collective.easyform.interfaces import IEasyForm
from imio.guichet.core import references
from imio.guichet.core.annotatable import annotatable
from imio.guichet.i18n import _
from plone.app.textfield import RichText
from plone.autoform import directives
from plone.supermodel import model
from zope import schema
from zope.interface import implementer
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary


ASSURANCE_NONE = 0
ASSURANCE_ACCOUNT = 100

AUDIENCES = SimpleVocabulary(
    [
        SimpleTerm("citizen", title=_("audience_citizen", default="Citoyens")),
        SimpleTerm("enterprise", title=_("audience_enterprise", default="Entreprises")),
        SimpleTerm(
            "association", title=_("audience_association", default="Associations")
        ),
    ]
)

ASSURANCE_LEVELS = SimpleVocabulary(
    [
        SimpleTerm(
            ASSURANCE_NONE, title=_("assurance_none", default="Aucune identification")
        ),
        SimpleTerm(
            ASSURANCE_ACCOUNT,
            title=_("assurance_account", default="Compte avec mot de passe"),
        ),
    ]
)


class IProcedure(IEasyForm):
    """What a citizen can ask of the town, and how."""

    model.fieldset(
        "guichet",
        label=_("label_procedure_fieldset", default="Démarche"),
        fields=[
            "code",
            "lifecycle",
            "functions",
            "assurance",
            "audience",
            "keywords",
            "who",
            "needed",
            "cost",
            "delay",
            "legal_basis",
            "after",
            "opens",
            "closes",
            "retention_months",
        ],
        order=-10,
    )
    code = schema.TextLine(
        title=_("label_procedure_code", default="Code"),
        description=_(
            "help_procedure_code",
            default="Deux à six majuscules: le début des références, « EVT » "
            "par exemple.",
        ),
        constraint=lambda value: bool(references.CODE.match(value)),
        default="DOS",
    )
    lifecycle = schema.Choice(
        title=_("label_procedure_lifecycle", default="Cycle de vie"),
        vocabulary="imio.guichet.lifecycles",
        required=False,
    )
    directives.omitted("functions")
    functions = schema.Dict(
        title=_("label_procedure_functions", default="Qui tient chaque fonction"),
        key_type=schema.ASCIILine(),
        value_type=schema.List(value_type=schema.ASCIILine()),
        required=False,
        default={},
    )
    assurance = schema.Choice(
        title=_("label_procedure_assurance", default="Identification demandée"),
        vocabulary=ASSURANCE_LEVELS,
        default=ASSURANCE_NONE,
    )
    audience = schema.Set(
        title=_("label_procedure_audience", default="Pour qui"),
        value_type=schema.Choice(vocabulary=AUDIENCES),
        required=False,
    )
    keywords = schema.Tuple(
        title=_("label_procedure_keywords", default="Autres mots pour la trouver"),
        value_type=schema.TextLine(),
        required=False,
        missing_value=(),
    )
    who = RichText(
        title=_("label_procedure_who", default="Pour qui, dans quels cas"),
        required=False,
    )
    needed = RichText(
        title=_("label_procedure_needed", default="Ce dont vous avez besoin"),
        required=False,
    )
    cost = schema.TextLine(
        title=_("label_procedure_cost", default="Coût"), required=False
    )
    delay = schema.TextLine(
        title=_("label_procedure_delay", default="Délai"), required=False
    )
    legal_basis = RichText(
        title=_("label_procedure_legal_basis", default="Base légale"), required=False
    )
    after = RichText(
        title=_("label_procedure_after", default="Et après?"),
        description=_(
            "help_procedure_after",
            default="Ce qui se passe après l'envoi; montré aussi à la confirmation.",
        ),
        required=False,
    )
    opens = schema.Datetime(
        title=_("label_procedure_opens", default="Ouverte à partir du"), required=False
    )
    closes = schema.Datetime(
        title=_("label_procedure_closes", default="Ouverte jusqu'au"), required=False
    )
    retention_months = schema.Int(
        title=_("label_procedure_retention", default="Conservation (mois)"),
        min=1,
        default=24,
    )


@annotatable
@implementer(IProcedure)
class Procedure(EasyForm):
    """A procedure of the e-counter.

    ``revisions`` maps revision numbers to frozen models (see
    ``core.revisions``); ``live_revision`` is the number citizens fill, or None.
    """

    code = "DOS"
    lifecycle = None
    functions: dict[str, list[str]] = {}
    assurance = ASSURANCE_NONE
    audience = None
    keywords: tuple[str, ...] = ()
    who = None
    needed = None
    cost = None
    delay = None
    legal_basis = None
    after = None
    opens = None
    closes = None
    retention_months = 24
    revisions = None
    live_revision: int | None = None
