"""When a procedure can be begun, and the places of a quota."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from datetime import datetime
from datetime import UTC
from imio.guichet.forms import availability
from imio.guichet.forms.availability import State
from imio.guichet.forms.quota import Places
from ZODB import DB
from ZODB.MappingStorage import MappingStorage
from ZODB.POSException import ConflictError
from zoneinfo import ZoneInfo

import pytest
import transaction


TOWN = ZoneInfo("Europe/Brussels")
NOW = datetime(2026, 11, 23, 14, 5, tzinfo=TOWN)


@pytest.mark.parametrize(
    ("opens", "closes", "live", "expected"),
    [
        (None, None, True, State.OPEN),
        (None, None, False, State.UNAVAILABLE),
        (datetime(2027, 1, 1), None, True, State.NOT_YET),
        (None, datetime(2026, 1, 1), True, State.OVER),
        (None, NOW, True, State.OVER),
        (NOW, None, True, State.OPEN),
        # A moment without time zone is the town's; 13:05 in London is 14:05 here.
        (datetime(2026, 11, 23, 14, 6), None, True, State.NOT_YET),
        (datetime(2026, 11, 23, 13, 5, tzinfo=UTC), None, True, State.OPEN),
    ],
)
def test_window(opens, closes, live, expected):
    assert availability.window(opens, closes, NOW, live=live).state == expected


@pytest.mark.parametrize(
    ("kind", "name", "after"),
    [
        ("total", "", None),
        ("year", "2026", date(2027, 1, 1)),
        ("month", "2026-12", date(2027, 1, 1)),
        ("week", "2026-W53", date(2027, 1, 4)),
        ("day", "2026-12-31", date(2027, 1, 1)),
    ],
)
def test_periods(kind, name, after):
    moment = datetime(2026, 12, 31, 23, 30, tzinfo=TOWN)
    assert availability.period_of(kind, moment.date()) == name
    found = availability.next_period(kind, moment)
    assert (found.date() if found else None) == after


def test_places_are_taken_given_back_and_counted_by_period():
    places = Places()
    assert [places.take("2026", 2, name) for name in "abc"] == [True, True, False]
    assert places.take("2026", 2, "a"), "a second time it keeps its place"
    assert places.count("2026") == 2
    assert places.take("2027", 2, "c")
    assert places.give_back("a")
    assert not places.give_back("a")
    assert places.take("2026", 2, "d")


def test_lowered_quota_counts_what_was_taken():
    places = Places()
    assert all(places.take("", 10, str(number)) for number in range(8))
    assert not places.take("", 8, "late")
    assert places.take("", 9, "last")
    assert not places.take("", 9, "late")
    assert places.count("") == 9


def test_never_more_than_the_quota_however_many_come_at_once():
    db = DB(MappingStorage())
    with db.transaction() as connection:
        connection.root.places = Places()

    def come(number: int) -> tuple[bool, int]:
        conflicts = 0
        while True:
            manager = transaction.TransactionManager()
            connection = db.open(manager)
            try:
                manager.begin()
                taken = connection.root.places.take("2026", 25, f"R{number}")
                manager.commit()
                return taken, conflicts
            except ConflictError:
                conflicts += 1
                manager.abort()
            finally:
                connection.close()

    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(come, range(40)))
    assert sum(taken for taken, _conflicts in results) == 25
    with db.transaction() as connection:
        assert connection.root.places.count("2026") == 25
