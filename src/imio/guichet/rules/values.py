"""The values of the rule language, and how Python's become them.

===========  ==========================================================
null         no answer; also an empty text
boolean      ``bool``
number       ``Decimal``, at most `DECIMALS` decimals, below `BOUND`
text         ``str``
date         ``date``, from the year 1000 to 9999
time         ``time``, to the minute
list         ``tuple`` of values, or of rows (``Row``)
`OPAQUE`     a file, a place: something, of which a rule only knows
             that it is there
===========  ==========================================================

``frontend/rules/rules.js`` does the same in the browser. Change both.
"""

from __future__ import annotations

from collections.abc import Hashable
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from datetime import date
from datetime import datetime
from datetime import time
from decimal import Context
from decimal import Decimal
from decimal import ROUND_HALF_UP
from typing import Final
from typing import TypeAlias

import re


DECIMALS: Final = 10
"""Decimals kept while calculating."""

RESULT_DECIMALS: Final = 4
"""Decimals of a number that leaves a rule: with 11 digits before the point
it is the most that survives a JSON number in every browser."""

BOUND: Final = Decimal(10) ** 11
"""A number must be smaller than this, in absolute value; else it is null."""

FIRST_DAY: Final = date(1000, 1, 1)

CONTEXT: Final = Context(prec=60, rounding=ROUND_HALF_UP)
_STEP: Final = Decimal(1).scaleb(-DECIMALS)
_ZERO: Final = Decimal(0)


class _Opaque:
    __slots__ = ()

    def __repr__(self) -> str:
        return "OPAQUE"


OPAQUE: Final = _Opaque()


class Row(dict[str, "Value"]):
    """One row of an answer that is a table: values by column."""


Value: TypeAlias = (
    None | bool | Decimal | str | date | time | tuple["Value", ...] | Row | _Opaque
)
Result: TypeAlias = None | bool | int | Decimal | str | date | time | list["Result"]


def number(value: Decimal) -> Decimal | None:
    """``value`` rounded half up to `DECIMALS`; None when it is out of bounds."""
    if not value.is_finite() or value.copy_abs() >= BOUND:
        return None
    value = value.quantize(_STEP, context=CONTEXT)
    return None if value.copy_abs() >= BOUND else CONTEXT.add(value, _ZERO)


def round_to(value: Decimal, decimals: int) -> Decimal:
    """``value`` rounded to so many decimals, halves away from zero."""
    return value.quantize(Decimal(1).scaleb(-decimals), context=CONTEXT)


def kind_of(value: Value) -> str:
    """The name of the value's type: two values compare only within one."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, Decimal):
        return "number"
    if isinstance(value, str):
        return "text"
    if isinstance(value, date):
        return "date"
    if isinstance(value, time):
        return "time"
    if isinstance(value, tuple):
        return "list"
    return "opaque"


def key(value: Value) -> Hashable:
    """What makes two values equal; None for what equals nothing."""
    kind = kind_of(value)
    return None if kind in ("null", "list", "opaque") else (kind, value)


def keys(values: Iterable[Value]) -> set[Hashable]:
    return {found for found in map(key, values) if found is not None}


def read(value: object) -> Value:
    """An answer as Python holds it -> a value of the language. Never fails."""
    if isinstance(value, (list, tuple)):
        return tuple(_item(item) for item in value)
    if isinstance(value, (set, frozenset)):
        return tuple(sorted(map(_item, value), key=_order))
    if isinstance(value, Mapping):  # a grid: its rows that are answered
        return tuple(sorted(str(row) for row, cell in value.items() if cell))
    return _scalar(value)


def _order(value: Value) -> tuple[bool, str]:
    """Texts by their characters, as browsers put them; others after."""
    return (not isinstance(value, str), str(value))


def _item(value: object) -> Value:
    if isinstance(value, Mapping):
        return Row(_cells(value))
    return _scalar(value)


def _cells(row: Mapping[object, object]) -> Iterator[tuple[str, Value]]:
    """What a row holds, by column; the parts of a cell are columns too."""
    for name, cell in row.items():
        yield str(name), _cell(cell)
        parts = getattr(cell, "parts", None)
        if callable(parts):
            for part, value in parts().items():
                yield f"{name}.{part}", _scalar(value)


def _cell(value: object) -> Value:
    """What a row holds in a column: a value, or several choices."""
    if isinstance(value, (list, tuple)):
        return tuple(map(_scalar, value))
    if isinstance(value, (set, frozenset)):
        return tuple(sorted(map(_scalar, value), key=_order))
    return _scalar(value)


def _scalar(value: object) -> Value:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return str(value) or None
    if isinstance(value, int):
        return number(Decimal(value)) if abs(value) < BOUND else None
    if isinstance(value, float):
        return number(Decimal(repr(value)))
    if isinstance(value, Decimal):
        return number(value)
    if isinstance(value, date):
        day = value.date() if isinstance(value, datetime) else value
        return day if day >= FIRST_DAY else None
    if isinstance(value, time):
        return time(value.hour, value.minute)
    return OPAQUE


def write(value: Value) -> Result:
    """A value of the language -> what `Rule.evaluate` gives to its caller."""
    if isinstance(value, Decimal):
        rounded = round_to(value, RESULT_DECIMALS)
        if rounded == rounded.to_integral_value():
            return int(rounded)
        return rounded.normalize(CONTEXT)
    if isinstance(value, tuple):
        return [write(item) for item in value]
    if isinstance(value, (Row, _Opaque)):
        return None
    return value


def text_of(value: Value) -> str | None:
    """A value inside a sentence, as Belgians write it; None if it has no words.

    ``1234,5``, ``31/12/2026``, ``22:00``; nothing for null.
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, Decimal):
        return (
            f"{round_to(value, RESULT_DECIMALS) + _ZERO:f}".rstrip("0")
            .rstrip(".")
            .replace(".", ",")
        )
    if isinstance(value, date):
        return f"{value.day:02}/{value.month:02}/{value.year}"
    if isinstance(value, time):
        return f"{value.hour:02}:{value.minute:02}"
    if isinstance(value, tuple):
        words = [text_of(item) for item in value]
        return None if None in words else ", ".join(str(word) for word in words)
    return None


_DATE: Final = re.compile(r"([1-9]\d{3})-(\d\d)-(\d\d)", re.ASCII)
_TIME: Final = re.compile(r"([01]\d|2[0-3]):([0-5]\d)", re.ASCII)


def parse_date(text: str) -> date | None:
    """``2026-12-31`` -> a date, or None."""
    found = _DATE.fullmatch(text)
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def parse_time(text: str) -> time | None:
    """``22:00`` -> a time, or None."""
    found = _TIME.fullmatch(text)
    return time(int(found[1]), int(found[2])) if found else None
