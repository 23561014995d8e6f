"""Kinds of places."""

from __future__ import annotations

from imio.guichet.forms.kinds.base import Kind
from imio.guichet.i18n import _


KINDS = (
    Kind(
        "place",
        _("kind_place", default="Lieu"),
        "place",
        "geo-alt",
        "imio.guichet.forms.fields.Place",
    ),
)
