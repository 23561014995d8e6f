"""What the operators of dates and times do with their values.

As in `imio.guichet.rules.functions`: any values in, null for what makes no sense.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from datetime import timedelta
from decimal import Decimal
from imio.guichet.rules import workdays
from imio.guichet.rules.functions import Arguments
from imio.guichet.rules.functions import Run
from imio.guichet.rules.values import FIRST_DAY
from imio.guichet.rules.values import kind_of
from imio.guichet.rules.values import parse_date
from imio.guichet.rules.values import parse_time
from imio.guichet.rules.values import Value


def as_date(arguments: Arguments, today: date) -> Value:
    (value,) = arguments
    if isinstance(value, str):
        return parse_date(value)
    return value if isinstance(value, date) else None


def as_time(arguments: Arguments, today: date) -> Value:
    (value,) = arguments
    if isinstance(value, str):
        return parse_time(value)
    return value if kind_of(value) == "time" else None


def days_between(arguments: Arguments, today: date) -> Value:
    start, end = arguments
    if not isinstance(start, date) or not isinstance(end, date):
        return None
    return Decimal((end - start).days)


def working_days_between(arguments: Arguments, today: date) -> Value:
    start, end = arguments
    if not isinstance(start, date) or not isinstance(end, date):
        return None
    count = workdays.working_days_between(start, end)
    return None if count is None else Decimal(count)


def later(add: Callable[[date, int], date | None]) -> Run:
    def run(arguments: Arguments, today: date) -> Value:
        start, days = arguments
        if not isinstance(start, date) or not isinstance(days, Decimal):
            return None
        if days != days.to_integral_value():
            return None
        day = add(start, int(days))
        return day if day and day >= FIRST_DAY else None

    return run


def add_days(start: date, days: int) -> date | None:
    try:
        return start + timedelta(days)
    except OverflowError:
        return None


def part(part: Callable[[date], int]) -> Run:
    def run(arguments: Arguments, today: date) -> Value:
        (value,) = arguments
        return Decimal(part(value)) if isinstance(value, date) else None

    return run


def age(arguments: Arguments, today: date) -> Value:
    born, at = arguments if len(arguments) == 2 else (*arguments, today)
    if not isinstance(born, date) or not isinstance(at, date):
        return None
    before = (at.month, at.day) < (born.month, born.day)
    return Decimal(at.year - born.year - before)
