"""Numbers, dates and times, typed as people of Belgium do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from datetime import datetime
from datetime import time
from decimal import Decimal
from imio.guichet.forms.controls.base import Cell
from imio.guichet.forms.controls.base import Control
from imio.guichet.forms.controls.base import Message
from imio.guichet.forms.controls.base import Reading
from imio.guichet.forms.controls.base import Slot
from imio.guichet.forms.controls.base import Translate
from imio.guichet.forms.controls.base import Typed
from imio.guichet.forms.controls.texts import with_unit
from imio.guichet.forms.html import tag
from imio.guichet.forms.limits import bounds
from imio.guichet.forms.limits import Limit
from imio.guichet.i18n import _
from markupsafe import Markup

import re


LARGEST = Decimal(10) ** 11
"""The rule language knows no larger number."""

SPACES = re.compile(r"[\s\u00a0\u202f']")
GROUPED = re.compile(r"-?[0-9]{1,3}(?:\.[0-9]{3})+")
PLAIN = re.compile(r"-?[0-9]{1,18}(?:[.,][0-9]{1,10})?")
BELGIAN_DATE = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})")
TIME = re.compile(r"([0-9]{1,2})(?:[:hH.]([0-9]{2})?)?(?::[0-9]{2})?")


NOT_A_DATE = _(
    "error_date", default="Écrivez une date qui existe, par exemple 12/05/2027."
)


def parse_number(text: str) -> Decimal | None:
    """Return the number a text stands for, or None.

    ``1.000``, ``1 000`` and ``1000`` are a thousand; ``1,5`` and ``1.5`` one and
    a half; ``1.000,5`` a thousand and a half.
    """
    text = SPACES.sub("", text)
    whole, comma, decimals = text.partition(",")
    if GROUPED.fullmatch(whole):
        text = whole.replace(".", "") + comma + decimals
    if not PLAIN.fullmatch(text):
        return None
    number = Decimal(text.replace(",", "."))
    return number if abs(number) < LARGEST else None


def format_number(value: Decimal | int | float) -> str:
    """Return a number with a comma and, from 10,000 up, spaces between groups."""
    sign, digits = ("-", str(value)[1:]) if value < 0 else ("", str(value))
    whole, _point, decimals = digits.partition(".")
    if len(whole) > 4:
        whole = f"{int(whole):,}".replace(",", "\u202f")
    return sign + whole + ("," + decimals if decimals.strip("0") else "")


def parse_date(text: str) -> date | None:
    """Return the day of ``2027-05-12``, ``12/05/2027`` or ``12.5.2027``, or None."""
    found = BELGIAN_DATE.fullmatch(text)
    try:
        if found:
            day, month, year = map(int, found.groups())
            day_found = date(year, month, day)
        else:
            day_found = date.fromisoformat(text)
    except ValueError:
        return None
    return day_found if day_found.year >= 1000 else None


def parse_time(text: str) -> time | None:
    """Return the time of ``14:30``, ``14h30``, ``14h`` or ``14``, or None."""
    found = TIME.fullmatch(text.replace(" ", ""))
    if not found:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


@dataclass(frozen=True)
class Number(Control):
    """A number: whole (``int``) or with decimals (``Decimal``)."""

    whole: bool = True
    unit: str = ""

    kind = "number"

    @property
    def reading(self) -> str:  # type: ignore[override]
        return "whole" if self.whole else ""

    def convert(self, text: str) -> Reading:
        number = parse_number(text)
        if number is None:
            return Reading(
                error=_("error_number", default="Écrivez un nombre, par exemple 1 000.")
            )
        if not self.whole:
            return Reading(number)
        if number != number.to_integral_value():
            return Reading(
                error=_("error_whole_number", default="Écrivez un nombre entier.")
            )
        return Reading(int(number))

    def coerce(self, value: object) -> object:
        if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
            return None
        number = Decimal(str(value))
        if not self.whole:
            return number
        return int(number) if number == number.to_integral_value() else None

    def draw(self, slot: Slot) -> Markup:
        return with_unit(
            tag(
                "input",
                type="text",
                inputmode="numeric" if self.whole else "decimal",
                id=slot.id,
                name=slot.input_name,
                value=slot.first(),
                class_="g-input g-input--short",
                maxlength=20,
                autocomplete="off",
                **slot.aria(self.unit),
            ),
            slot,
            self.unit,
        )

    def write(self, value: object) -> Typed:
        return {"": (format_number(value),)} if value is not None else {}

    def text(self, value: object) -> str:
        if value is None:
            return ""
        return format_number(value) + (f" {self.unit}" if self.unit else "")

    def limit_text(self, value: object) -> str:
        """Without the unit: it stands beside the input, and "1 personnes" is wrong."""
        return format_number(value)

    def blank(self, translate: Translate) -> Markup:
        """Return a short line, its unit beside it."""
        line = tag("span", class_="b-line b-short")
        return tag("div", line, self.unit or None, class_="b-unit")

    def cells(self, value: object) -> tuple[Cell, ...]:
        """One cell, without unit or spaces: spreadsheets calculate with it."""
        return (("", "" if value is None else str(value).replace(".", ",")),)


@dataclass(frozen=True)
class Day(Control):
    """A day, within fixed limits (the schema's) and limits said from today."""

    autocomplete: str = ""
    earliest: str = ""
    latest: str = ""

    kind = "date"

    def convert(self, text: str) -> Reading:
        day = parse_date(text)
        if day is None:
            return Reading(error=NOT_A_DATE)
        return Reading(day)

    def coerce(self, value: object) -> object:
        return value if isinstance(value, date) else None

    def problems(self) -> tuple[Message, ...]:
        return tuple(
            _(
                "error_limit",
                default="« ${limit} » n'est pas une limite : écrivez par exemple "
                "« +30d », « -18y », « +10wd » ou « today ».",
                mapping={"limit": text},
            )
            for text in (self.earliest, self.latest)
            if text and Limit.parse(text) is None
        )

    def bounds(self, today: date | None) -> tuple[date | None, date | None]:
        """Return the first and the last day allowed on a day."""
        return bounds(
            today,
            self.schema.min,
            self.schema.max,
            Limit.parse(self.earliest),
            Limit.parse(self.latest),
        )

    def outside(self, value: date, today: date | None) -> Message | None:
        """Return why a day is too early or too late, or None."""
        low, high = self.bounds(today)
        if low is not None and value < low:
            return _(
                "error_date_too_early",
                default="Choisissez une date à partir du ${min}.",
                mapping={"min": f"{low:%d/%m/%Y}"},
            )
        if high is not None and value > high:
            return _(
                "error_date_too_late",
                default="Choisissez une date jusqu'au ${max}.",
                mapping={"max": f"{high:%d/%m/%Y}"},
            )
        return None

    def check(self, value: object) -> Message | None:
        if not isinstance(value, date) or isinstance(value, datetime):
            return NOT_A_DATE
        return self.outside(value, None)

    def judge(self, value: object, today: date) -> Message | None:
        return self.check(value) or self.outside(value, today)  # type: ignore[arg-type]

    def write(self, value: object) -> Typed:
        return {"": (value.isoformat(),)} if isinstance(value, date) else {}

    def draw(self, slot: Slot) -> Markup:
        low, high = self.bounds(slot.today)
        return tag(
            "input",
            type="date",
            id=slot.id,
            name=slot.input_name,
            value=slot.first(),
            class_="g-input g-input--short",
            min=low and low.isoformat(),
            max=high and high.isoformat(),
            autocomplete=self.autocomplete or None,
            **slot.aria(),
        )

    def text(self, value: object) -> str:
        return f"{value:%d/%m/%Y}" if isinstance(value, date) else ""

    def blank(self, translate: Translate) -> Markup:
        """Return boxes for day, month and year."""
        said = _(
            "label_blank_day", default="____ / ____ / ________ (jour, mois, année)"
        )
        return tag("div", translate(said))

    def data(self, value: object) -> str | None:
        return value.isoformat() if isinstance(value, date) else None

    def cells(self, value: object) -> tuple[Cell, ...]:
        """One cell, in ISO 8601: read as a date whatever the spreadsheet's country."""
        return (("", self.data(value) or ""),)


@dataclass(frozen=True)
class Clock(Control):
    """A time of the day, to the minute."""

    kind = "time"

    def convert(self, text: str) -> Reading:
        moment = parse_time(text)
        if moment is None:
            return Reading(
                error=_("error_time", default="Écrivez une heure, par exemple 14:30.")
            )
        return Reading(moment)

    def coerce(self, value: object) -> object:
        return value if isinstance(value, time) else None

    def write(self, value: object) -> Typed:
        return {"": (f"{value:%H:%M}",)} if isinstance(value, time) else {}

    def draw(self, slot: Slot) -> Markup:
        return tag(
            "input",
            type="time",
            id=slot.id,
            name=slot.input_name,
            value=slot.first(),
            class_="g-input g-input--short",
            **slot.aria(),
        )

    def text(self, value: object) -> str:
        return f"{value:%H:%M}" if isinstance(value, time) else ""

    def blank(self, translate: Translate) -> Markup:
        """Return boxes for hour and minutes."""
        return tag("div", translate(_("label_blank_time", default="____ h ____")))

    def data(self, value: object) -> str | None:
        return self.text(value) or None
