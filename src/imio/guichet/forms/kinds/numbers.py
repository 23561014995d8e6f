"""Kinds of numbers, dates and times."""

from __future__ import annotations

from imio.guichet.forms.kinds.base import Kind
from imio.guichet.forms.kinds.base import Property
from imio.guichet.forms.kinds.common import AUTOCOMPLETE
from imio.guichet.forms.kinds.common import BOUNDS
from imio.guichet.forms.kinds.common import UNIT
from imio.guichet.i18n import _


LIMIT_HELP = _(
    "prop_limit_help",
    default="À partir d'aujourd'hui : « +30d » (jours), « +10wd » (jours ouvrés), "
    "« -2w », « 6m », « -18y », « today ».",
)

#: Of dates: fixed limits, and limits said from today.
DAYS = (
    Property("min", _("prop_first_day", default="Pas avant le"), "date", "element"),
    Property("max", _("prop_last_day", default="Pas après le"), "date", "element"),
    Property(
        "earliest", _("prop_earliest", default="Pas avant (délai)"), help=LIMIT_HELP
    ),
    Property("latest", _("prop_latest", default="Pas après (délai)"), help=LIMIT_HELP),
)

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
        "money",
        _("kind_money", default="Montant en euros"),
        "number",
        "currency-euro",
        "zope.schema.Decimal",
        widget="money",
        properties=BOUNDS,
    ),
    Kind(
        "date",
        _("kind_date", default="Date"),
        "date",
        "calendar-date",
        "zope.schema.Date",
        properties=(*DAYS, AUTOCOMPLETE),
    ),
    Kind(
        "period",
        _("kind_period", default="Période"),
        "date",
        "calendar-range",
        "imio.guichet.forms.fields.DateRange",
        help=_(
            "kind_period_help",
            default="Du premier au dernier jour. Les règles lisent « NOM.start » et "
            "« NOM.end ».",
        ),
        properties=(
            *DAYS,
            Property(
                "min-days", _("prop_min_days", default="Jours au moins"), "number"
            ),
            Property("max-days", _("prop_max_days", default="Jours au plus"), "number"),
        ),
    ),
    Kind(
        "time",
        _("kind_time", default="Heure"),
        "date",
        "clock",
        "zope.schema.Time",
    ),
)
