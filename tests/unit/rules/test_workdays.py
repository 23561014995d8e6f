"""Working days in Belgium, against the ``holidays`` package and a plain count."""

from __future__ import annotations

from datetime import date
from datetime import timedelta
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from imio.guichet.rules.workdays import add_working_days
from imio.guichet.rules.workdays import easter
from imio.guichet.rules.workdays import holidays
from imio.guichet.rules.workdays import working_days_between

import holidays as library
import pytest


DAYS = st.dates(date(1950, 1, 1), date(2090, 12, 31))
DAY = timedelta(1)


@pytest.mark.parametrize(
    ("year", "month", "day"),
    [(1818, 3, 22), (1943, 4, 25), (2000, 4, 23), (2026, 4, 5), (2285, 3, 22)],
)
def test_easter(year: int, month: int, day: int) -> None:
    assert easter(year) == date(year, month, day)


def test_holidays_are_those_of_the_library() -> None:
    """Which also counts the two feasts that always fall on a Sunday."""
    for year in range(1950, 2100):
        sundays = {easter(year), easter(year) + 49 * DAY}
        assert holidays(year) | sundays == set(
            library.country_holidays("BE", years=year)
        )


def plain_count(start: date, end: date) -> int:
    count, day = 0, start
    while day < end:
        day += DAY
        count += day.weekday() < 5 and day not in holidays(day.year)
    return count


@settings(max_examples=60, deadline=None)
@given(DAYS, st.integers(0, 1500))
def test_between_is_a_plain_count(start: date, days: int) -> None:
    end = start + days * DAY
    assert working_days_between(start, end) == plain_count(start, end)
    assert working_days_between(end, start) == -plain_count(start, end)


@settings(max_examples=100, deadline=None)
@given(DAYS, st.integers(1, 3000))
def test_adding_ends_on_the_nth_working_day(start: date, days: int) -> None:
    end = add_working_days(start, days)
    assert end is not None
    assert working_days_between(start, end) == days
    assert working_days_between(end - DAY, end) == 1
    back = add_working_days(start, -days)
    assert back is not None
    assert working_days_between(back - DAY, start - DAY) == days
    assert working_days_between(back - DAY, back) == 1


def test_limits() -> None:
    assert add_working_days(date(2026, 1, 1), 10001) is None
    assert add_working_days(date.max, 1) is None
    assert add_working_days(date.min, -1) is None
    assert working_days_between(date.min, date.max) is None
