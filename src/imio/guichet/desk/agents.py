"""Who works at the desk: the services of an agent, the names of people."""

from __future__ import annotations

from dataclasses import dataclass
from imio.guichet.core.content.service import GROUP_PREFIX
from imio.guichet.core.permissions import VIEW_ALL_DOSSIERS
from plone import api
from plone.memoize import ram

import time


REMEMBER = 300
"""Seconds for which names and lists of choices are kept."""


@dataclass(frozen=True)
class Agent:
    """Somebody at the desk. ``groups`` are all ids of groups, ``services`` those of
    the services (without the prefix of their groups)."""

    id: str
    groups: tuple[str, ...]
    services: tuple[str, ...]
    sees_all: bool = False

    @property
    def principals(self) -> tuple[str, ...]:
        """The agent's own id and those of the groups."""
        return (self.id, *self.groups)


def current_agent() -> Agent:
    """Return who is signed in."""
    user = api.user.get_current()
    groups = tuple(sorted(user.getGroups()))
    services = tuple(
        group.removeprefix(GROUP_PREFIX)
        for group in groups
        if group.startswith(GROUP_PREFIX)
    )
    sees_all = bool(user.has_permission(VIEW_ALL_DOSSIERS, api.portal.get()))
    return Agent(user.getId() or "", groups, services, sees_all)


def _key(function: object, *args: object) -> tuple[object, ...]:
    site = "/".join(api.portal.get().getPhysicalPath())
    return (site, *args, int(time.time()) // REMEMBER)


@ram.cache(_key)
def name_of(user_id: str) -> str:
    """Return the name of a user, or its id when nothing better is known."""
    if not user_id:
        return ""
    user = api.user.get(userid=user_id)
    name = user.getProperty("fullname", "") if user is not None else ""
    return name or user_id


@ram.cache(_key)
def service_titles() -> dict[str, str]:
    """Return titles of the services by id."""
    catalog = api.portal.get_tool("portal_catalog")
    brains = catalog.unrestrictedSearchResults(portal_type="imio.guichet.Service")
    return {brain.getId: brain.Title for brain in brains}
