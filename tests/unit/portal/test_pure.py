from datetime import date
from datetime import datetime
from datetime import UTC
from imio.guichet.portal import dates
from imio.guichet.portal.headers import policy
from imio.guichet.portal.icons import icon
from imio.guichet.portal.pagecache import Page
from imio.guichet.portal.pagecache import Pages


NOW = datetime(2026, 11, 23, 13, 5, tzinfo=UTC)


def test_dates_are_local_and_in_words():
    assert dates.long_date(date(2026, 11, 1)) == "1 novembre 2026"
    assert dates.long_moment(NOW) == "23 novembre 2026, 14:05"
    assert dates.long_moment(NOW, "en") == "23 November 2026, 14:05"
    assert dates.long_moment(None) == ""
    assert dates.day_month(NOW) == ("23", "nov.")


def test_icons_never_fail():
    assert icon("calendar-event").startswith("<svg")
    assert icon("../../etc/passwd") == icon("folder2-open") == icon("")


def test_policy_takes_more_sources():
    assert "script-src 'self';" in policy()
    assert "img-src 'self' data: blob: https://x;" in policy({"img-src": "https://x"})


def test_the_least_used_page_is_forgotten():
    pages = Pages(limit=2)
    for name in "ab":
        pages.put(name, Page((), b""))
    pages.get("a")
    pages.put("c", Page((), b""))
    assert pages.get("b") is None
    assert pages.get("a") and pages.get("c")
