"""What an agent can filter on: only what occurs in dossiers that agent may read.

Kept for some minutes: a new procedure may appear a little later in the choices.
"""

from __future__ import annotations

from BTrees.IIBTree import intersection
from collections.abc import Callable
from collections.abc import Iterator
from dataclasses import dataclass
from imio.guichet.core.catalog import DossierCatalog
from imio.guichet.desk.agents import Agent
from imio.guichet.desk.agents import name_of
from imio.guichet.desk.agents import REMEMBER
from imio.guichet.desk.agents import service_titles
from itertools import islice
from plone.memoize import ram
from typing import Any

import time


PROBE = 50
"""Records tried one by one before two sets are compared whole."""

Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Facets:
    """(value, title) pairs of each filter, by title."""

    procedures: Choices
    steps: Choices
    services: Choices
    handlers: Choices


def _key(function: object, catalog: DossierCatalog, agent: Agent) -> tuple[Any, ...]:
    site = "/".join(catalog.getPhysicalPath())
    return site, agent, int(time.time()) // REMEMBER


@ram.cache(_key)
def get_facets(catalog: DossierCatalog, agent: Agent) -> Facets:
    """Return the choices of an agent's filters."""
    readable = None if agent.sees_all else catalog.matching({})
    titles = service_titles()

    def column(name: str) -> Callable[[str, int], str]:
        return lambda value, rid: getattr(catalog.records([rid])[0], name) or value

    def choices(index: str, title: Callable[[str, int], str]) -> Choices:
        found = (
            (value, title(value, rid))
            for value, rid in _values(catalog, index, readable)
        )
        return tuple(sorted(found, key=lambda item: item[1].lower()))

    return Facets(
        procedures=choices("procedure_uid", column("title")),
        steps=choices("step", column("step_title")),
        services=choices("service", lambda value, rid: titles.get(value, value)),
        handlers=choices("handler", lambda value, rid: name_of(value)),
    )


def _values(
    catalog: DossierCatalog, name: str, readable: Any
) -> Iterator[tuple[str, int]]:
    """Return each value that occurs, with the id of one readable record."""
    index = catalog._catalog.getIndex(name)
    for value, members in index._index.items():
        if value:
            rid = _common(members, readable)
            if rid is not None:
                yield value, rid


def _common(members: Any, readable: Any) -> int | None:
    """Return a record that is in both sets, or None."""
    if isinstance(members, int):
        return members if readable is None or members in readable else None
    for rid in islice(members, PROBE):
        if readable is None or rid in readable:
            return rid
    both = intersection(members, readable)
    return both[0] if both else None
