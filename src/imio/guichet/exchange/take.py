"""Carrying out a plan: all of what was chosen, or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from datetime import UTC
from imio.guichet.core.content.procedure import Procedure
from imio.guichet.core.options import set_values
from imio.guichet.core.options import values_of
from imio.guichet.core.types import Problem
from imio.guichet.exchange import values
from imio.guichet.exchange.archive import PackageRefused
from imio.guichet.exchange.gather import category_of
from imio.guichet.exchange.gather import counter_of
from imio.guichet.exchange.gather import find_procedure
from imio.guichet.exchange.gather import service_titles
from imio.guichet.exchange.package import OPTIONS
from imio.guichet.exchange.package import Package
from imio.guichet.exchange.package import PackedProcedure
from imio.guichet.exchange.parts import PARTS
from imio.guichet.exchange.plan import Choices
from imio.guichet.exchange.plan import Item
from imio.guichet.exchange.plan import make_plan
from imio.guichet.exchange.plan import PROCEDURES
from imio.guichet.exchange.shelves import BY_NAME
from imio.guichet.i18n import _
from plone import api
from typing import Any
from zope.event import notify
from zope.lifecycleevent import ObjectModifiedEvent

import json


def take(
    site: Any, package: Package, choices: Choices | None = None
) -> tuple[Item, ...]:
    """Take a package into a site and return what was taken.

    Procedures get a new working model; what citizens fill stays until it is published.
    Raises PackageRefused, before anything is changed, when something stands in the way.
    """
    choices = choices or Choices()
    plan = make_plan(site, package)
    _check(site, plan.refused(choices), choices)
    taken = plan.taken(choices)
    for item in taken:
        if item.shelf != PROCEDURES:
            text = package.shelf(item.shelf)[item.id]
            BY_NAME[item.shelf].install(site, item.id, text)
    packed = {procedure.path: procedure for procedure in package.procedures}
    for item in taken:
        if item.shelf == PROCEDURES:
            procedure = _take_procedure(
                site, package, packed[item.id], choices.services
            )
            if item.key in choices.values:
                _take_values(procedure, packed[item.id].parts.get(OPTIONS, ""))
    return taken


def _check(site: Any, refused: tuple[Item, ...], choices: Choices) -> None:
    problems = [
        problem
        for item in refused
        for problem in item.problems
        if problem.severity == "error"
    ]
    if counter_of(site) is None:
        message = _("error_no_counter", default="Ce site n'a pas de guichet.")
        problems.append(Problem("guichet", message))
    here = service_titles(site)
    for service in choices.services.values():
        if service and service not in here:
            message = _(
                "error_package_service",
                default="Le service « ${id} » n'existe pas.",
                mapping={"id": service},
            )
            problems.append(Problem("services", message))
    if problems:
        raise PackageRefused(problems)


def _take_procedure(
    site: Any,
    package: Package,
    packed: PackedProcedure,
    services: Mapping[str, str],
) -> Procedure:
    attributes, _problems = values.from_json(packed.values)
    attributes["functions"] = _mapped(attributes["functions"], services)
    procedure = find_procedure(site, packed.category, packed.id)
    if procedure is None:
        category = _category(site, package, packed.category)
        procedure = api.content.create(
            category,
            "imio.guichet.Procedure",
            packed.id,
            title=packed.title,
            safe_id=False,
        )
    else:
        # What citizens read changes with the form, when it is published.
        procedure.draft_title = attributes.pop("title")
    for name, value in attributes.items():
        setattr(procedure, name, value)
    for name, part in PARTS.items():
        part.write(procedure, packed.parts.get(name, ""))
    procedure.saved_by = api.user.get_current().getId() or ""
    procedure.saved_on = datetime.now(UTC)
    notify(ObjectModifiedEvent(procedure))
    return procedure


def _take_values(procedure: Procedure, text: str) -> None:
    """Put the package's values of options in the place of the town's own."""
    given = json.loads(text) if text else {}
    user = api.user.get_current().getId() or ""
    set_values(procedure, {**values_of(procedure), **given}, user)


def _mapped(
    functions: Mapping[str, list[str]] | None, services: Mapping[str, str]
) -> dict[str, list[str]]:
    """Return who holds each function here; a service given to '' falls away."""
    found = {}
    for function, holders in (functions or {}).items():
        here = [services.get(holder, holder) for holder in holders]
        found[function] = list(dict.fromkeys(filter(None, here)))
    return found


def _category(site: Any, package: Package, id_: str) -> Any:
    category = category_of(site, id_)
    if category is not None:
        return category
    said = next((item for item in package.categories if item["id"] == id_), {})
    category = api.content.create(
        counter_of(site),
        "imio.guichet.Category",
        id_,
        title=said.get("title", id_),
        description=said.get("description", ""),
        safe_id=False,
    )
    if said.get("icon"):
        category.icon = said["icon"]
    if api.content.get_state(category, "") == "private":
        api.content.transition(category, "publish")
    return category
