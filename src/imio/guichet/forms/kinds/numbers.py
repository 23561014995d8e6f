"""Kinds of numbers, dates and times."""

from __future__ import annotations

from imio.guichet.forms.kinds.base import Kind
from imio.guichet.forms.kinds.common import BOUNDS
from imio.guichet.forms.kinds.common import UNIT
from imio.guichet.i18n import _


KINDS = (
    Kind(
        "integer",
        _("kind_integer", default="Nombre entier"),
        "number",
        "123",
        "zope.schema.Int",
        properties=(*BOUNDS, UNIT),
    ),
    Kind(
        "decimal",
        _("kind_decimal", default="Nombre à virgule"),
        "number",
        "percent",
        "zope.schema.Decimal",
        properties=(*BOUNDS, UNIT),
    ),
    Kind(
        "date",
        _("kind_date", default="Date"),
        "date",
        "calendar-date",
        "zope.schema.Date",
    ),
    Kind(
        "time",
        _("kind_time", default="Heure"),
        "date",
        "clock",
        "zope.schema.Time",
    ),
)
