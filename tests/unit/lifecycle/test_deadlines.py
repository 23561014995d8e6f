from datetime import date
from datetime import datetime
from datetime import UTC
from imio.guichet.lifecycle.deadlines import deadline
from imio.guichet.lifecycle.deadlines import local_date

import pytest


@pytest.mark.parametrize(
    ("start", "days", "count", "end"),
    [
        (date(2026, 11, 23), None, "calendar", None),
        (date(2026, 11, 23), 15, "calendar", date(2026, 12, 8)),
        (date(2026, 11, 23), 5, "working", date(2026, 11, 30)),
        (date(2026, 12, 24), 1, "working", date(2026, 12, 28)),  # Christmas, Friday
        (date(2026, 7, 20), 1, "working", date(2026, 7, 22)),  # National day
        (date(2026, 5, 13), 1, "working", date(2026, 5, 15)),  # Ascension
    ],
)
def test_deadline(start, days, count, end):
    assert deadline(start, days, count) == end


def test_the_day_is_the_one_in_belgium():
    assert local_date(datetime(2026, 11, 23, 23, 30, tzinfo=UTC)) == date(2026, 11, 24)
    assert local_date(datetime(2026, 7, 1, 22, 30, tzinfo=UTC)) == date(2026, 7, 2)
