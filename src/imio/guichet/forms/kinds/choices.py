"""Kinds of choices."""

from __future__ import annotations

from imio.guichet.forms.kinds.base import Kind
from imio.guichet.forms.kinds.base import Property
from imio.guichet.i18n import _


#: What each choice may carry besides its key and title: attributes ``guichet:NAME`` of
#: its ``<element>``, entries of its object in the studio. All are texts but ``show``.
CHOICE = (
    Property("price", _("choice_price", default="Prix (€)")),
    Property("group", _("choice_group", default="Sous le titre")),
    Property("help", _("choice_help", default="Explication")),
    Property("image", _("choice_image", default="Image (chemin dans le site)")),
    Property("alt", _("choice_alt", default="Ce que montre l'image")),
    Property(
        "parent",
        _(
            "choice_parent",
            default="Proposé si l'autre réponse est (clés séparées par |)",
        ),
    ),
    Property("show", _("choice_show", default="Proposé quand"), "rule"),
    Property("other", _("choice_other", default="Demande de préciser"), "boolean"),
    Property("alone", _("choice_alone", default="Exclut les autres choix"), "boolean"),
)

CHOICES = Property(
    "values",
    _("prop_choices", default="Choix"),
    "choices",
    "element",
    help=_(
        "prop_choices_help",
        default="Une clé (gardée, lue par les règles) et un titre. Chaque choix peut avoir "
        "un prix, une explication, une image, un titre de groupe, une condition, et demander "
        "de préciser.",
    ),
)

ELSEWHERE = (
    Property(
        "csv",
        _("prop_csv", default="Choix collés d'un tableur (CSV)"),
        "lines",
        help=_(
            "prop_csv_help",
            default="Colonnes « clé;titre;prix;parent;groupe;aide;image;alt », ou un titre par "
            "ligne. Remplace la liste ci-dessus.",
        ),
        section="more",
    ),
    Property(
        "source",
        _("prop_source", default="Liste du site"),
        help=_(
            "prop_source_help",
            default="Nom d'une liste tenue dans « Listes de choix ». Remplace la liste "
            "ci-dessus ; le dossier garde le titre et le prix de ce qui a été choisi.",
        ),
        section="more",
    ),
    Property(
        "depends",
        _("prop_depends", default="Les choix dépendent de la réponse à"),
        "field",
        help=_(
            "prop_depends_help",
            default="Un choix qui a un « parent » n'est proposé que si cette réponse en est.",
        ),
        section="rules",
    ),
)


def look(*some: str) -> Property:
    """Return the property that says how choices are shown."""
    titles = {
        "": _("look_best", default="Ce qui convient le mieux"),
        "radio": _("look_radio", default="Boutons"),
        "select": _("look_select", default="Liste déroulante"),
        "autocomplete": _("look_autocomplete", default="Liste où l'on cherche"),
        "images": _("look_images", default="Images"),
    }
    return Property(
        "widget",
        _("prop_look", default="Présentation"),
        "one",
        options=tuple((name, titles[name]) for name in ("", *some)),
        section="question",
    )


COUNTS = (
    Property(
        "min_length",
        _("prop_min_choices", default="Choix au moins"),
        "number",
        "element",
    ),
    Property(
        "max_length",
        _("prop_max_choices", default="Choix au plus"),
        "number",
        "element",
    ),
)

KINDS = (
    Kind(
        "yes-no",
        _("kind_yes_no", default="Oui ou non"),
        "choice",
        "toggle-on",
        "zope.schema.Bool",
    ),
    Kind(
        "consent",
        _("kind_consent", default="Consentement"),
        "choice",
        "check-square",
        "zope.schema.Bool",
        widget="consent",
    ),
    Kind(
        "one",
        _("kind_one", default="Un choix"),
        "choice",
        "ui-radios",
        "zope.schema.Choice",
        properties=(
            CHOICES,
            look("radio", "select", "autocomplete", "images"),
            *ELSEWHERE,
        ),
    ),
    Kind(
        "some",
        _("kind_some", default="Plusieurs choix"),
        "choice",
        "ui-checks",
        "zope.schema.Set",
        value_type="zope.schema.Choice",
        properties=(CHOICES, look("autocomplete", "images"), *COUNTS, *ELSEWHERE),
    ),
    Kind(
        "ranked",
        _("kind_ranked", default="Choix par ordre de préférence"),
        "choice",
        "list-ol",
        "zope.schema.List",
        widget="ranked",
        value_type="zope.schema.Choice",
        properties=(CHOICES, *COUNTS, *ELSEWHERE),
    ),
    Kind(
        "grid",
        _("kind_grid", default="Grille de choix"),
        "choice",
        "grid-3x3",
        "imio.guichet.forms.fields.Grid",
        properties=(
            Property("rows", _("prop_grid_rows", default="Lignes"), "choices"),
            Property("columns", _("prop_grid_columns", default="Colonnes"), "choices"),
            Property(
                "several",
                _("prop_grid_several", default="Plusieurs colonnes par ligne"),
                "boolean",
            ),
        ),
    ),
)
