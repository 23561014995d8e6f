"""By when a step must be left."""

from __future__ import annotations

from datetime import date
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from imio.guichet.lifecycle.model import Count
from imio.guichet.rules.workdays import add_working_days
from zoneinfo import ZoneInfo


BELGIUM = ZoneInfo("Europe/Brussels")


def local_date(moment: datetime | None = None) -> date:
    """Return the day it is (or was) in Belgium."""
    return (moment or datetime.now(UTC)).astimezone(BELGIUM).date()


def deadline(start: date, days: int | None, count: Count = "calendar") -> date | None:
    """Return the last day of a delay that begins the day after ``start``.

    Working days leave out weekends and the legal holidays of Belgium.
    """
    if days is None:
        return None
    if count == "working":
        return add_working_days(start, days)
    return start + timedelta(days=days)
