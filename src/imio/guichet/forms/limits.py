"""Limits of dates said from today: ``+30d``, ``-18y``, ``+10wd``. Pure."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from datetime import timedelta
from imio.guichet.rules.workdays import add_working_days

import re


WRITTEN = re.compile(r"([+-]?)([0-9]{1,4})(d|wd|w|m|y)")
TODAY = "today"


@dataclass(frozen=True)
class Limit:
    """A day said from today: ``count`` days, weeks, months, years or working days.

    Working days are Monday to Friday without Belgium's legal holidays.
    """

    count: int
    unit: str

    @classmethod
    def parse(cls, text: str) -> Limit | None:
        """Return the limit of ``today``, ``+30d``, ``-2w``, ``6m``, ``-18y`` or
        ``+10wd``; None when it is none."""
        if text == TODAY:
            return cls(0, "d")
        found = WRITTEN.fullmatch(text)
        if not found:
            return None
        sign, count, unit = found.groups()
        return cls(-int(count) if sign == "-" else int(count), unit)

    def day(self, today: date) -> date | None:
        """Return the day it is, today; None when the calendar has no such day."""
        try:
            if self.unit == "wd":
                return add_working_days(today, self.count)
            if self.unit in "dw":
                return today + timedelta(self.count * (7 if self.unit == "w" else 1))
            return add_months(today, self.count * (12 if self.unit == "y" else 1))
        except (OverflowError, ValueError):
            return None


def add_months(day: date, months: int) -> date:
    """Return the same day of another month, or the last one that month has.

    Raises ValueError outside the calendar.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def bounds(
    today: date | None,
    lowest: date | None,
    highest: date | None,
    earliest: Limit | None,
    latest: Limit | None,
) -> tuple[date | None, date | None]:
    """Return the first and the last day allowed, from fixed and relative limits."""
    low, high = lowest, highest
    if today is not None:
        first = earliest.day(today) if earliest else None
        last = latest.day(today) if latest else None
        low = max(filter(None, (low, first)), default=None)
        high = min(filter(None, (high, last)), default=None)
    return low, high
