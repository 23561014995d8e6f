"""Dates as the desk shows and compares them. Pure."""

from __future__ import annotations

from datetime import date
from datetime import datetime
from datetime import time
from datetime import timedelta
from datetime import tzinfo
from typing import Literal


SOON = 3
"""Days before a deadline from which it is shown as near."""

Due = Literal["", "soon", "today", "late"]


def start_of(day: date, zone: tzinfo) -> datetime:
    """Return the first moment of a day."""
    return datetime.combine(day, time.min, zone)


def end_of(day: date, zone: tzinfo) -> datetime:
    """Return the last minute of a day."""
    return start_of(day + timedelta(days=1), zone) - timedelta(minutes=1)


def short(moment: date | datetime | None, zone: tzinfo) -> str:
    """Return "23/11/2026", or "" for None."""
    if moment is None:
        return ""
    if isinstance(moment, datetime):
        moment = moment.astimezone(zone)
    return moment.strftime("%d/%m/%Y")


def exact(moment: date | datetime | None, zone: tzinfo) -> str:
    """Return "23/11/2026 14:05", or the day alone for a date."""
    if isinstance(moment, datetime):
        return moment.astimezone(zone).strftime("%d/%m/%Y %H:%M")
    return short(moment, zone)


def due(deadline: date | None, today: date) -> Due:
    """Tell how near a deadline of an open dossier is."""
    if deadline is None:
        return ""
    days = (deadline - today).days
    if days < 0:
        return "late"
    if days == 0:
        return "today"
    return "soon" if days <= SOON else ""
