"""The day and the hour in the town."""

from __future__ import annotations

from babel.dates import format_datetime
from datetime import date
from datetime import datetime
from plone.registry.interfaces import IRegistry
from zoneinfo import ZoneInfo
from zope.component import queryUtility


RECORD = "plone.portal_timezone"
DEFAULT = "Europe/Brussels"


def timezone() -> ZoneInfo:
    """Return the site's time zone; a site left on UTC is a Belgian one."""
    registry = queryUtility(IRegistry)
    name = registry.get(RECORD) if registry is not None else None
    if not name or name == "UTC":
        name = DEFAULT
    return ZoneInfo(name)


def now() -> datetime:
    """Return the moment, with the town's time zone."""
    return datetime.now(timezone())


def today() -> date:
    """Return the day it is in the town."""
    return now().date()


def local(moment: datetime) -> datetime:
    """Return a moment in the town's time zone; a naive one is taken as local."""
    if moment.tzinfo is None:
        return moment.replace(tzinfo=timezone())
    return moment.astimezone(timezone())


def written(moment: datetime, language: str = "fr") -> str:
    """Return "23 novembre 2026 à 14:05", in the town's time zone."""
    joint = "'à' " if language == "fr" else ""
    form = f"d MMMM y {joint}HH:mm"
    return format_datetime(local(moment), form, tzinfo=timezone(), locale=language)
