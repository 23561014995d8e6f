from datetime import date
from datetime import datetime
from datetime import UTC
from imio.guichet.desk import dates
from zoneinfo import ZoneInfo

import pytest


BRUSSELS = ZoneInfo("Europe/Brussels")


def test_moments_are_shown_in_local_time():
    late = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
    assert dates.short(late, BRUSSELS) == "24/11/2026"
    assert dates.exact(late, BRUSSELS) == "24/11/2026 00:30"
    assert dates.short(date(2026, 1, 2), BRUSSELS) == "02/01/2026"
    assert dates.short(None, BRUSSELS) == ""


def test_a_day_has_its_local_bounds():
    day = date(2026, 10, 25)  # 25 hours long
    assert dates.start_of(day, BRUSSELS).astimezone(UTC).hour == 22
    assert dates.end_of(day, BRUSSELS).astimezone(BRUSSELS).hour == 23


@pytest.mark.parametrize(
    ("days", "expected"), [(-1, "late"), (0, "today"), (3, "soon"), (4, "")]
)
def test_how_near_a_deadline_is(days, expected):
    today = date(2026, 11, 10)
    assert dates.due(date(2026, 11, 10 + days), today) == expected
