"""Kinds of choices."""

from __future__ import annotations

from imio.guichet.forms.kinds.base import Kind
from imio.guichet.forms.kinds.base import Property
from imio.guichet.i18n import _


CHOICES = Property("values", _("prop_choices", default="Choix"), "choices", "element")

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
        properties=(CHOICES,),
    ),
    Kind(
        "some",
        _("kind_some", default="Plusieurs choix"),
        "choice",
        "ui-checks",
        "zope.schema.Set",
        value_type="zope.schema.Choice",
        properties=(CHOICES,),
    ),
)
