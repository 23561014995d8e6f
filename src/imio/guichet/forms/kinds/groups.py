"""Kinds of groups of fields: asked once or several times, row after row."""

from __future__ import annotations

from imio.guichet.forms.kinds.base import Kind
from imio.guichet.forms.kinds.base import Property
from imio.guichet.i18n import _


FIELDS = Property(
    "fields",
    _("prop_block_fields", default="Questions du bloc"),
    "fields",
    "element",
    section="question",
)
ROWS = (
    Property("min-rows", _("prop_min_rows", default="Lignes au moins"), "number"),
    Property(
        "max-rows",
        _("prop_max_rows", default="Lignes au plus"),
        "number",
        help=_(
            "prop_max_rows_help",
            default="50 si vous ne dites rien, 500 au plus. Avec 1 au moins et 1 au "
            "plus, les questions sont posées une fois.",
        ),
    ),
    Property(
        "row-title",
        _("prop_row_title", default="Titre d'une ligne"),
        help=_(
            "prop_row_title_help",
            default="« Activité » donne « Activité 1 », « Activité 2 »…",
        ),
        section="question",
    ),
    Property(
        "add-label",
        _("prop_add_label", default="Bouton qui ajoute une ligne"),
        help=_("prop_add_label_help", default="Par exemple « Ajouter une activité »."),
        section="question",
    ),
)

KINDS = (
    Kind(
        "block",
        _("kind_block", default="Bloc de questions à répéter"),
        "many",
        "collection",
        "imio.guichet.forms.fields.Block",
        help=_(
            "kind_block_help",
            default="Des questions posées autant de fois qu'il faut : une par activité, "
            "par enfant, par véhicule…",
        ),
        properties=(FIELDS, *ROWS),
    ),
    Kind(
        "table",
        _("kind_table", default="Tableau dont on ajoute les lignes"),
        "many",
        "table",
        "imio.guichet.forms.fields.Block",
        widget="table",
        properties=(FIELDS, *ROWS),
        defaults={"widget": "table"},
    ),
)
