from datetime import date
from datetime import datetime
from datetime import UTC
from imio.guichet.desk import dates
from imio.guichet.desk import uploads
from zoneinfo import ZoneInfo

import pytest


BRUSSELS = ZoneInfo("Europe/Brussels")
PDF = b"%PDF-1.4\n"
ZIP = b"PK\x03\x04" + b"\0" * 60


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


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("plan.pdf", PDF),
        ("PLAN.PDF", PDF),
        ("note.odt", ZIP),
        ("photo.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 20),
        ("list.csv", b"a;b\n1;2\n"),
    ],
)
def test_files_that_are_taken(name, head):
    assert uploads.refusal(name, len(head), head) is None


@pytest.mark.parametrize(
    ("name", "size", "head"),
    [
        ("empty.pdf", 0, b""),
        ("large.pdf", uploads.LARGEST + 1, PDF),
        ("page.html", 9, b"<html></html>"),
        ("image.svg", 9, b"<svg/>"),
        ("virus.exe", 99, b"MZ" + b"\0" * 97),
        ("virus.pdf", 99, b"MZ" + b"\0" * 97),
        ("text.pdf", 9, b"not a pdf"),
        ("photo.jpg", len(PDF), PDF),
        ("binary.txt", 5, b"a\0b\0c"),
        ("none", 3, b"abc"),
    ],
)
def test_files_that_are_refused(name, size, head):
    assert uploads.refusal(name, size, head) is not None
