"""What is only read."""

from __future__ import annotations

from imio.guichet.forms.kinds.base import Kind
from imio.guichet.forms.kinds.base import Property
from imio.guichet.i18n import _


KINDS = (
    Kind(
        "heading",
        _("kind_heading", default="Titre"),
        "layout",
        "type-h2",
        "collective.easyform.fields.Label",
        help=_(
            "kind_heading_help",
            default="Un titre entre les questions d'une page.",
        ),
        asked=False,
    ),
    Kind(
        "note",
        _("kind_note", default="Texte explicatif"),
        "layout",
        "info-circle",
        "collective.easyform.fields.RichLabel",
        properties=(
            Property(
                "rich_label",
                _("prop_note", default="Texte"),
                "html",
                "element",
                section="question",
            ),
        ),
        asked=False,
    ),
)
