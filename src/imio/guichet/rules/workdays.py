"""Working days in Belgium: Monday to Friday, without the ten legal holidays.

Source: law of 4 January 1974 on holidays; royal decree of 18 April 1974,
article 1. The holidays that a town or a Community adds are not among them.
"""

from __future__ import annotations

from datetime import date
from datetime import timedelta
from functools import lru_cache
from typing import Final


LONGEST_SPAN: Final = 36525
"""Days (a century) beyond which working days are not counted."""

MOST_DAYS: Final = 10000
"""Working days that can be added at most."""

_FIXED: Final = ((1, 1), (5, 1), (7, 21), (8, 15), (11, 1), (11, 11), (12, 25))
_FROM_EASTER: Final = (1, 39, 50)  # Easter Monday, Ascension, Whit Monday


def easter(year: int) -> date:
    """Easter Sunday in the Gregorian calendar (Meeus, Jones, Butcher)."""
    a = year % 19
    b, c = divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    r = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * r) // 451
    month, day = divmod(h + r - 7 * m + 114, 31)
    return date(year, month, day + 1)


@lru_cache(maxsize=256)
def holidays(year: int) -> frozenset[date]:
    """The legal holidays of a year, those that fall in a weekend included."""
    sunday = easter(year)
    return frozenset(date(year, month, day) for month, day in _FIXED) | {
        sunday + timedelta(days) for days in _FROM_EASTER
    }


@lru_cache(maxsize=256)
def _weekday_holidays(year: int) -> tuple[int, ...]:
    return tuple(day.toordinal() for day in holidays(year) if day.weekday() < 5)


def _weekdays_until(ordinal: int) -> int:
    """Mondays to Fridays up to and including this day since the calendar's start."""
    weeks, rest = divmod(ordinal - 1, 7)  # ordinal 1 is a Monday
    return weeks * 5 + min(rest + 1, 5)


def working_days_between(start: date, end: date) -> int | None:
    """Working days after ``start``, up to and including ``end``.

    Negative when ``end`` comes first; None over more than `LONGEST_SPAN` days.
    """
    if end < start:
        count = working_days_between(end, start)
        return None if count is None else -count
    first, last = start.toordinal(), end.toordinal()
    if last - first > LONGEST_SPAN:
        return None
    off = sum(
        first < day <= last
        for year in range(start.year, end.year + 1)
        for day in _weekday_holidays(year)
    )
    return _weekdays_until(last) - _weekdays_until(first) - off


def add_working_days(start: date, days: int) -> date | None:
    """The ``days``-th working day after ``start`` (before it when negative).

    ``start`` itself for 0; None when it would leave the calendar or needs more
    than `MOST_DAYS`.
    """
    if abs(days) > MOST_DAYS:
        return None
    step = 1 if days > 0 else -1
    reached, missing = start, abs(days)
    try:
        while missing:
            # At most one working day per day: this never jumps past the goal.
            reached += timedelta(step * missing)
            count = (
                working_days_between(start, reached)
                if step > 0
                else working_days_between(reached - timedelta(1), start - timedelta(1))
            )
            if count is None:
                return None
            missing = abs(days) - count
    except OverflowError:
        return None
    return reached
