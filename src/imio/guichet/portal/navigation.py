"""The site's main sections, computed once for all who may see the same."""

from __future__ import annotations

from AccessControl import getSecurityManager
from dataclasses import dataclass
from imio.guichet.portal.changes import content_version
from plone.registry.interfaces import IRegistry
from Products.CMFCore.utils import getToolByName
from typing import Any
from zope.component import getUtility


@dataclass(frozen=True)
class NavigationItem:
    """One section: title, address, description."""

    title: str
    url: str
    description: str = ""


MAX_CACHED = 64
_cache: dict[tuple[Any, ...], tuple[NavigationItem, ...]] = {}


def main_navigation(root: Any) -> tuple[NavigationItem, ...]:
    """Return the sections below a navigation root that the current user may see.

    They are remembered until something is indexed again or the registry changes.
    """
    catalog = getToolByName(root, "portal_catalog")
    registry = getUtility(IRegistry)
    user = getSecurityManager().getUser()
    key = (
        root.absolute_url(),
        "/".join(root.getPhysicalPath()),
        *content_version(),
        frozenset(catalog._listAllowedRolesAndUsers(user)),
    )
    found = _cache.get(key)
    if found is None:
        found = tuple(_sections(root, catalog, registry))
        if len(_cache) >= MAX_CACHED:
            _cache.clear()
        _cache[key] = found
    return found


def _sections(root: Any, catalog: Any, registry: Any) -> list[NavigationItem]:
    query: dict[str, Any] = {
        "path": {"query": "/".join(root.getPhysicalPath()), "depth": 1},
        "portal_type": list(registry.get("plone.displayed_types") or ()),
        "sort_on": "getObjPositionInParent",
    }
    if registry.get("plone.filter_on_workflow"):
        query["review_state"] = list(
            registry.get("plone.workflow_states_to_show") or ()
        )
    return [
        NavigationItem(brain.Title, brain.getURL(), brain.Description)
        for brain in catalog(query)
        if not brain.exclude_from_nav
    ]
