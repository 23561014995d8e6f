"""A procedure: an EasyForm with what a request to the town needs around it."""

from collective.easyform.content import EasyForm
from collective.easyform.interfaces import IEasyForm
from imio.guichet.core import references
from imio.guichet.core.annotatable import annotatable
from imio.guichet.i18n import _
from plone.app.textfield import RichText
from plone.autoform import directives
from plone.supermodel import model
from z3c.form.browser.checkbox import CheckBoxFieldWidget
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

QUOTA_PERIODS = SimpleVocabulary(
    [
        SimpleTerm("total", title=_("quota_period_total", default="en tout")),
        SimpleTerm("year", title=_("quota_period_year", default="année")),
        SimpleTerm("month", title=_("quota_period_month", default="mois")),
        SimpleTerm("week", title=_("quota_period_week", default="semaine")),
        SimpleTerm("day", title=_("quota_period_day", default="jour")),
    ]
)

BEHALF = SimpleVocabulary(
    [
        SimpleTerm("self", title=_("behalf_self", default="Soi-même")),
        SimpleTerm(
            "child",
            title=_("behalf_child", default="Un enfant ou une personne sous sa garde"),
        ),
        SimpleTerm(
            "enterprise",
            title=_("behalf_enterprise", default="Une entreprise ou une association"),
        ),
        SimpleTerm(
            "mandate",
            title=_("behalf_mandate", default="Une autre personne, avec un mandat"),
        ),
    ]
)

COSIGN = SimpleVocabulary(
    [
        SimpleTerm("never", title=_("cosign_never", default="Non")),
        SimpleTerm("always", title=_("cosign_always", default="Toujours")),
        SimpleTerm(
            "asked",
            title=_(
                "cosign_asked",
                default="Quand le formulaire demande l'adresse de qui doit signer",
            ),
        ),
    ]
)

ROBOTS = SimpleVocabulary(
    [
        SimpleTerm("off", title=_("robots_off", default="Aucune")),
        SimpleTerm(
            "standard",
            title=_(
                "robots_standard", default="Discrète, pour qui n'est pas identifié"
            ),
        ),
        SimpleTerm(
            "strong",
            title=_("robots_strong", default="Renforcée, pour qui n'est pas identifié"),
        ),
        SimpleTerm(
            "everybody", title=_("robots_everybody", default="Renforcée, pour tous")
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
            "quota",
            "quota_period",
            "full_text",
            "one_open",
            "draft_days",
            "robots",
            "behalf",
            "cosign",
            "cosign_count",
            "cosign_days",
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
    quota = schema.Int(
        title=_("label_procedure_quota", default="Nombre maximal de demandes"),
        description=_(
            "help_procedure_quota",
            default="Vide : sans limite. Les brouillons ne comptent pas ; une demande "
            "annulée rend sa place.",
        ),
        min=1,
        max=1_000_000,
        required=False,
    )
    quota_period = schema.Choice(
        title=_("label_procedure_quota_period", default="Compté par"),
        vocabulary=QUOTA_PERIODS,
        default="total",
        required=False,
        missing_value="total",
    )
    full_text = schema.Text(
        title=_("label_procedure_full_text", default="Quand c'est complet"),
        description=_(
            "help_procedure_full_text",
            default="Ce que peut faire celui qui vient trop tard : une liste d'attente, "
            "une autre date, une autre démarche.",
        ),
        max_length=2000,
        required=False,
    )
    one_open = schema.Bool(
        title=_(
            "label_procedure_one_open",
            default="Une seule demande en cours par personne",
        ),
        description=_(
            "help_procedure_one_open",
            default="Il faut s'identifier. On peut en faire une autre quand la "
            "précédente est terminée.",
        ),
        default=False,
        required=False,
    )
    draft_days = schema.Int(
        title=_("label_procedure_draft_days", default="Garder les brouillons (jours)"),
        description=_(
            "help_procedure_draft_days",
            default="Depuis le dernier enregistrement. Vide : ce que dit « Ma commune ».",
        ),
        min=1,
        max=730,
        required=False,
    )
    robots = schema.Choice(
        title=_("label_procedure_robots", default="Protection contre les robots"),
        description=_(
            "help_procedure_robots",
            default="Personne ne doit rien recopier ni reconnaître. « Renforcée » fait "
            "calculer le navigateur quelques secondes pendant la relecture.",
        ),
        vocabulary=ROBOTS,
        default="standard",
        required=False,
        missing_value="standard",
    )
    directives.widget("behalf", CheckBoxFieldWidget)
    behalf = schema.Set(
        title=_("label_procedure_behalf", default="On peut la faire pour"),
        description=_(
            "help_procedure_behalf",
            default="Une première page du formulaire demande pour qui, et ce qu'il faut "
            "savoir de cette personne ou entreprise. Rien de choisi, ou seulement "
            "« Soi-même » : rien n'est demandé. Publiez ensuite le formulaire.",
        ),
        value_type=schema.Choice(vocabulary=BEHALF),
        required=False,
    )
    cosign = schema.Choice(
        title=_("label_procedure_cosign", default="Signature d'autres personnes"),
        description=_(
            "help_procedure_cosign",
            default="La demande ne compte qu'une fois signée par ceux dont le formulaire "
            "demande l'adresse : chacun s'identifie, relit les réponses, signe ou refuse. "
            "Pour ne la demander que dans certains cas, donnez une règle à la question "
            "de l'adresse et choisissez la dernière possibilité. Il faut s'identifier "
            "pour remplir la demande.",
        ),
        vocabulary=COSIGN,
        default="never",
        required=False,
        missing_value="never",
    )
    cosign_count = schema.Int(
        title=_("label_procedure_cosign_count", default="Combien, au moins"),
        description=_(
            "help_procedure_cosign_count",
            default="Tous ceux dont l'adresse est donnée doivent signer.",
        ),
        min=1,
        max=20,
        default=1,
        required=False,
        missing_value=1,
    )
    cosign_days = schema.Int(
        title=_("label_procedure_cosign_days", default="Délai pour signer (jours)"),
        description=_(
            "help_procedure_cosign_days",
            default="Ensuite, la demande redevient un brouillon. Chacun est prévenu avant.",
        ),
        min=1,
        max=365,
        default=30,
        required=False,
        missing_value=30,
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

    The form studio's: ``draft_title`` becomes the title when the form is published;
    ``saved_by`` and ``saved_on`` tell who saved the working model last, and when (UTC);
    ``tests`` are recorded plays of the form and ``translations`` its texts in other
    languages, ``{language: {key: {"text", "source"}}}``. Both are JSON and replaced,
    never changed in place; a revision freezes them with the model. ``asked`` is the
    open request for approval, ``{"by", "when", "comment"}``, and ``schedule`` what is
    planned, ``{"when", "until", "by", "version"}``.
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
    quota: int | None = None
    quota_period = "total"
    full_text: str | None = None
    one_open = False
    draft_days: int | None = None
    robots = "standard"
    behalf: set[str] | None = None
    behalf_asked: tuple[str, ...] = ()
    """What the working model asks since ``behalf`` was last changed."""

    cosign = "never"
    cosign_count = 1
    cosign_days = 30
    retention_months = 24
    revisions = None
    live_revision: int | None = None
    option_sets = None
    """core.options: numbered sets of values for the form's options; on first use."""

    option_set = 0
    """Number of the set in force; 0 before any."""

    draft_title = ""
    saved_by = ""
    saved_on = None
    asked: dict[str, str] | None = None
    schedule: dict[str, str] | None = None
    tests: tuple[dict, ...] = ()
    translations: dict[str, dict[str, dict[str, str]]] = {}
    places = None
    """forms.quota.Places: who took which place of the quota; made on first use."""

    @property
    def needs_account(self) -> bool:
        """True when one must sign in to fill it."""
        return (
            self.assurance >= ASSURANCE_ACCOUNT
            or bool(self.one_open)
            or self.cosign in ("always", "asked")
        )
