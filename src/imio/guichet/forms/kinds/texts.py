"""Kinds of texts."""

from __future__ import annotations

from imio.guichet.forms.kinds.base import Kind
from imio.guichet.forms.kinds.base import Property
from imio.guichet.forms.kinds.common import AUTOCOMPLETE
from imio.guichet.forms.kinds.common import LENGTHS
from imio.guichet.forms.kinds.common import PATTERN
from imio.guichet.forms.kinds.common import UNIT
from imio.guichet.i18n import _


KINDS = (
    Kind(
        "text",
        _("kind_text", default="Texte court"),
        "text",
        "input-cursor-text",
        "zope.schema.TextLine",
        properties=(*LENGTHS, PATTERN, UNIT, AUTOCOMPLETE),
    ),
    Kind(
        "long-text",
        _("kind_long_text", default="Texte long"),
        "text",
        "text-paragraph",
        "zope.schema.Text",
        properties=LENGTHS,
    ),
    Kind(
        "email",
        _("kind_email", default="Adresse e-mail"),
        "text",
        "envelope",
        "plone.schema.email.Email",
        properties=(
            Property(
                "confirm",
                _("prop_confirm", default="Confirmée par un code"),
                "boolean",
                help=_(
                    "prop_confirm_help",
                    default="Un code est envoyé à l'adresse, et redemandé sur la page.",
                ),
            ),
        ),
    ),
    Kind(
        "phone",
        _("kind_phone", default="Téléphone"),
        "text",
        "telephone",
        "zope.schema.TextLine",
        widget="tel",
        properties=(
            Property("mobile", _("prop_mobile", default="GSM seulement"), "boolean"),
        ),
    ),
)
