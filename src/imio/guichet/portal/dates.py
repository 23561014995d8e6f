"""Dates as people read them, in the language of the page."""

from __future__ import annotations

from babel.dates import format_date
from babel.dates import format_datetime
from babel.dates import format_time
from datetime import date
from datetime import datetime
from datetime import UTC
from zoneinfo import ZoneInfo


DEFAULT_ZONE = "Europe/Brussels"


def local(moment: datetime, zone: str = DEFAULT_ZONE) -> datetime:
    """Return a moment in the town's time zone; naive ones are taken as UTC."""
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return moment.astimezone(ZoneInfo(zone))


def long_date(value: date | datetime | None, language: str = "fr") -> str:
    """Return "23 novembre 2026"; '' for None."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = local(value)
    return format_date(value, "long", locale=language)


def long_moment(value: date | datetime | None, language: str = "fr") -> str:
    """Return "23 novembre 2026 à 14:05"; a plain date has no hour; '' for None."""
    if not isinstance(value, datetime):
        return long_date(value, language)
    return format_datetime(local(value), "d MMMM y, HH:mm", locale=language)


def day_month(value: date | datetime, language: str = "fr") -> tuple[str, str]:
    """Return ("23", "nov.")."""
    if isinstance(value, datetime):
        value = local(value)
    return str(value.day), format_date(value, "MMM", locale=language)


def hour(value: datetime, language: str = "fr") -> str:
    """Return "14:05"."""
    return format_time(local(value), "HH:mm", locale=language)


def ago(value: datetime | None, now: datetime, language: str = "fr") -> str:
    """Return a date, without the year when it is this one; '' for None."""
    if value is None:
        return ""
    value = local(value)
    pattern = "d MMMM" if value.year == local(now).year else "d MMMM y"
    return format_date(value, pattern, locale=language)


def iso(value: date | datetime | None) -> str:
    """Return the value for ``<time datetime>``; '' for None."""
    return (
        value.isoformat(timespec="minutes")
        if isinstance(value, datetime)
        else (value.isoformat() if value else "")
    )
