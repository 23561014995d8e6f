"""A number that moves whenever the registry does: caches read it."""

from __future__ import annotations

from plone.registry.interfaces import IRecordEvent
from plone.registry.interfaces import IRegistry
from Products.CMFCore.utils import getToolByName
from zope.component import queryUtility
from zope.component.hooks import getSite


RECORD = "imio.guichet.portal.changes"


def changes() -> int:
    """Return how often a record of the registry changed."""
    registry = queryUtility(IRegistry)
    return (registry.get(RECORD) or 0) if registry is not None else 0


def count(event: IRecordEvent) -> None:
    """Count a change of the registry; subscriber."""
    registry = queryUtility(IRegistry)
    if registry is None or event.record.__name__ == RECORD or RECORD not in registry:
        return
    registry[RECORD] = (registry[RECORD] or 0) + 1


def content_version() -> tuple[int, int]:
    """Return numbers of which one moves when content or a setting changes."""
    catalog = getToolByName(getSite(), "portal_catalog")
    return catalog.getCounter(), changes()
