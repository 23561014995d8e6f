"""From procedures of the site to a package."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from imio.guichet.core.content.procedure import Procedure
from imio.guichet.core.interfaces import ICategory
from imio.guichet.core.interfaces import ICounter
from imio.guichet.core.interfaces import IProcedure
from imio.guichet.exchange import values
from imio.guichet.exchange.package import Package
from imio.guichet.exchange.package import PackedProcedure
from imio.guichet.exchange.parts import PARTS
from imio.guichet.exchange.shelves import SHELVES
from plone import api
from typing import Any


COUNTER_ID = "guichet"
SERVICES_ID = "services"


def counter_of(site: Any) -> Any:
    """Return the e-counter of a site, None when it has none."""
    counter = site._getOb(COUNTER_ID, None)
    return counter if ICounter.providedBy(counter) else None


def procedures_of(site: Any) -> Iterator[Procedure]:
    """Yield each procedure of the e-counter, category after category."""
    counter = counter_of(site)
    for category in counter.objectValues() if counter is not None else ():
        if ICategory.providedBy(category):
            yield from filter(IProcedure.providedBy, category.objectValues())


def find_procedure(site: Any, category: str, id_: str) -> Procedure | None:
    """Return a procedure by its place, whoever asks, or None."""
    folder = category_of(site, category)
    found = folder._getOb(id_, None) if folder is not None else None
    return found if IProcedure.providedBy(found) else None


def category_of(site: Any, id_: str) -> Any:
    """Return a category by id, or None."""
    counter = counter_of(site)
    found = counter._getOb(id_, None) if counter is not None else None
    return found if ICategory.providedBy(found) else None


def service_titles(site: Any) -> dict[str, str]:
    """Return the titles of the town's services by id."""
    folder = site._getOb(SERVICES_ID, None)
    if folder is None:
        return {}
    return {service.getId(): service.title for service in folder.objectValues()}


def gather(procedures: Iterable[Procedure]) -> Package:
    """Return procedures with all that they need, as their working models are now."""
    site = api.portal.get()
    chosen = sorted(procedures, key=lambda item: item.getPhysicalPath())
    packed = tuple(pack_procedure(procedure) for procedure in chosen)
    categories = {
        procedure.aq_parent.getId(): procedure.aq_parent for procedure in chosen
    }
    shelves = {}
    for shelf in SHELVES:
        ids = sorted({id_ for procedure in chosen for id_ in shelf.used_by(procedure)})
        texts = {id_: shelf.read(site, id_) for id_ in ids}
        shelves[shelf.name] = {
            id_: text for id_, text in texts.items() if text is not None
        }
    titles = service_titles(site)
    named = {
        service
        for procedure in chosen
        for services in (procedure.functions or {}).values()
        for service in services
    }
    return Package(
        tuple(_category(categories[id_]) for id_ in sorted(categories)),
        packed,
        shelves,
        {service: titles.get(service, service) for service in sorted(named)},
    )


def pack_procedure(procedure: Procedure) -> PackedProcedure:
    """Return one procedure as it is written in a package."""
    texts = {name: part.read(procedure) for name, part in PARTS.items()}
    return PackedProcedure(
        procedure.aq_parent.getId(),
        procedure.getId(),
        values.to_json(procedure) | {"title": procedure.draft_title or procedure.title},
        {name: text for name, text in texts.items() if text},
    )


def _category(category: Any) -> dict[str, str]:
    found = {"id": category.getId(), "title": category.title}
    if category.description:
        found["description"] = category.description
    found["icon"] = category.icon
    return found
