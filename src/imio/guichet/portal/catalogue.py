"""The published procedures by category, read once for all visitors.

It is remembered until something is indexed again or the registry changes; only what
anonymous people may view is in it, so it can be shown to anybody.
"""

from __future__ import annotations

from dataclasses import dataclass
from imio.guichet.portal.changes import content_version
from imio.guichet.portal.search import Entry
from imio.guichet.portal.search import find
from plone.base.utils import safe_text
from Products.CMFCore.utils import getToolByName
from typing import Any
from zope.component.hooks import getSite

import re


PROCEDURE = "imio.guichet.Procedure"
CATEGORY = "imio.guichet.Category"
_TAGS = re.compile(r"<[^>]+>")


@dataclass(frozen=True)
class ProcedureCard:
    """A procedure as lists show it."""

    uid: str
    path: str
    """Below the e-counter: "evenements/organiser-un-evenement"."""

    title: str
    description: str
    url: str
    category: str
    icon: str
    delay: str
    cost: str
    services: frozenset[str]
    """Ids of the services that hold one of its functions."""

    entry: Entry


@dataclass(frozen=True)
class CategoryCard:
    """A category with its procedures, in their order."""

    id: str
    title: str
    description: str
    url: str
    icon: str
    procedures: tuple[ProcedureCard, ...]


@dataclass(frozen=True)
class Catalogue:
    """What the e-counter offers."""

    categories: tuple[CategoryCard, ...]

    @property
    def procedures(self) -> tuple[ProcedureCard, ...]:
        return tuple(card for group in self.categories for card in group.procedures)

    def by_path(self, path: str) -> ProcedureCard | None:
        """Return the procedure at a path below the e-counter, or None."""
        wanted = path.strip("/")
        return next((card for card in self.procedures if card.path == wanted), None)

    def category(self, name: str) -> CategoryCard | None:
        """Return a category by id, or None."""
        return next((group for group in self.categories if group.id == name), None)

    def search(self, query: str) -> list[ProcedureCard]:
        """Return the procedures that match, the best first."""
        cards = self.procedures
        found = find([card.entry for card in cards], query)
        return [cards[item.position] for item in found]


MAX_CACHED = 32
_cache: dict[tuple[Any, ...], Catalogue] = {}


def get_catalogue(counter: Any) -> Catalogue:
    """Return what an e-counter offers to everybody."""
    key = (counter.absolute_url(), counter.getPhysicalPath(), *content_version())
    found = _cache.get(key)
    if found is None:
        if len(_cache) >= MAX_CACHED:
            _cache.clear()
        found = _cache[key] = _read(counter)
    return found


def get_counter(context: Any = None) -> Any:
    """Return the site's e-counter, whoever asks, or None."""
    site = getSite()
    return site["guichet"] if "guichet" in site.objectIds() else None


def _read(counter: Any) -> Catalogue:
    catalog = getToolByName(counter, "portal_catalog")
    root = "/".join(counter.getPhysicalPath())

    def brains(kind: str) -> list[Any]:
        return catalog.unrestrictedSearchResults(
            portal_type=kind,
            path=root,
            allowedRolesAndUsers=["Anonymous"],
            sort_on="getObjPositionInParent",
        )

    by_category: dict[str, list[ProcedureCard]] = {}
    groups = {brain.getPath(): brain for brain in brains(CATEGORY)}
    icons = {
        path: brain._unrestrictedGetObject().icon for path, brain in groups.items()
    }
    for brain in brains(PROCEDURE):
        parent = brain.getPath().rpartition("/")[0]
        if parent in groups and brain.review_state == "published":
            title = groups[parent].Title
            card = _card(brain, root, title, icons[parent])
            by_category.setdefault(parent, []).append(card)
    return Catalogue(
        tuple(
            CategoryCard(
                id=brain.getId,
                title=brain.Title,
                description=brain.Description,
                url=brain.getURL(),
                icon=icons[path] or "folder2-open",
                procedures=tuple(by_category.get(path, ())),
            )
            for path, brain in groups.items()
        )
    )


def _card(brain: Any, root: str, category: str, icon: str | None) -> ProcedureCard:
    procedure = brain._unrestrictedGetObject()
    who = _TAGS.sub(" ", safe_text(procedure.who.raw)) if procedure.who else ""
    return ProcedureCard(
        uid=brain.UID,
        path=brain.getPath()[len(root) + 1 :],
        title=brain.Title,
        description=brain.Description,
        url=brain.getURL(),
        category=category,
        icon=icon or "folder2-open",
        delay=procedure.delay or "",
        cost=procedure.cost or "",
        services=frozenset(
            service
            for services in (procedure.functions or {}).values()
            for service in services
        ),
        entry=Entry.of(
            (brain.Title, 10),
            (" ".join(procedure.keywords or ()), 7),
            (category, 4),
            (brain.Description, 3),
            (who, 1),
        ),
    )
