"""What taking a package would do here: what is new, what changes, what is missing.

Nothing is changed by making a plan. It is made again when the manager confirms: the site
may have changed in between.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from enum import StrEnum
from imio.guichet.core.content.procedure import Procedure
from imio.guichet.core.interfaces import IFormModel
from imio.guichet.core.options import set_values
from imio.guichet.core.options import values_of
from imio.guichet.core.types import Problem
from imio.guichet.exchange import values
from imio.guichet.exchange.gather import find_procedure
from imio.guichet.exchange.gather import pack_procedure
from imio.guichet.exchange.gather import procedures_of
from imio.guichet.exchange.gather import service_titles
from imio.guichet.exchange.package import FORM
from imio.guichet.exchange.package import OPTIONS
from imio.guichet.exchange.package import Package
from imio.guichet.exchange.package import PackedProcedure
from imio.guichet.exchange.parts import kept_options
from imio.guichet.exchange.parts import PARTS
from imio.guichet.exchange.shelves import BY_NAME
from imio.guichet.i18n import _
from typing import Any


class State(StrEnum):
    """What becomes of one thing of a package."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"


PROCEDURES = "procedures"


@dataclass(frozen=True)
class Item:
    """One procedure, or one thing of a shelf."""

    shelf: str
    """``procedures``, or the name of a shelf."""

    id: str
    title: str
    state: State
    changes: tuple[str, ...] = ()
    """What differs from what is here, in words."""

    problems: tuple[Problem, ...] = ()
    kept: tuple[str, ...] = ()
    """Options whose own value stays, unless the manager takes the package's."""

    @property
    def key(self) -> str:
        return f"{self.shelf}/{self.id}"

    @property
    def refused(self) -> bool:
        """True when it cannot be taken."""
        return any(problem.severity == "error" for problem in self.problems)


@dataclass(frozen=True)
class Need:
    """A service that the town does not have. ``used_by`` are titles of procedures."""

    id: str
    title: str
    used_by: tuple[str, ...]


@dataclass(frozen=True)
class Choices:
    """What the manager decided. A service given to '' is left for later."""

    leave: frozenset[str] = frozenset()
    """Keys of the items that are not taken."""

    services: Mapping[str, str] = field(default_factory=dict)
    values: frozenset[str] = frozenset()
    """Keys of the procedures that get the package's values of options."""


@dataclass(frozen=True)
class Plan:
    """What would be done."""

    items: tuple[Item, ...]
    needs: tuple[Need, ...]

    def taken(self, choices: Choices) -> tuple[Item, ...]:
        """Return the items that will be taken."""
        return tuple(
            item
            for item in self.items
            if item.key not in choices.leave and item.state is not State.SAME
        )

    def refused(self, choices: Choices) -> tuple[Item, ...]:
        """Return the items that stand in the way."""
        return tuple(item for item in self.taken(choices) if item.refused)


def make_plan(site: Any, package: Package) -> Plan:
    """Return what taking a package would do to a site."""
    shelves = tuple(
        _shared(site, name, id_, text)
        for name, held in package.shelves.items()
        for id_, text in held.items()
    )
    procedures = tuple(
        _procedure(site, package, packed) for packed in package.procedures
    )
    return Plan((*procedures, *shelves), tuple(_needs(site, package)))


def _shared(site: Any, name: str, id_: str, text: str) -> Item:
    shelf = BY_NAME[name]
    problems = tuple(shelf.check(site, id_, text))
    if problems:
        return Item(name, id_, id_, _state(shelf.read(site, id_), text), (), problems)
    state = _state(shelf.read(site, id_), shelf.canonical(text))
    return Item(name, id_, shelf.title(text), state)


def _state(here: str | None, there: str) -> State:
    if here is None:
        return State.NEW
    return State.SAME if here == there else State.CHANGED


def _procedure(site: Any, package: Package, packed: PackedProcedure) -> Item:
    here = find_procedure(site, packed.category, packed.id)
    found = [*check_procedure(site, package, packed, here)]
    kept: tuple[str, ...] = ()
    if here is None:
        found += _code_taken(site, packed)
        state, changes = State.NEW, ()
    else:
        mine = pack_procedure(here)
        changes = tuple(_changes(mine, packed))
        kept = kept_options(mine.parts.get(OPTIONS, ""), packed.parts.get(OPTIONS, ""))
        state = State.CHANGED if changes or kept else State.SAME
    return Item(
        PROCEDURES, packed.path, packed.title, state, changes, tuple(found), kept
    )


def _changes(here: PackedProcedure, there: PackedProcedure) -> Iterator[str]:
    fields = values.exchanged()
    for name in [*fields, *(set(there.values) - set(fields))]:
        if here.values.get(name) != there.values.get(name):
            yield fields[name].title if name in fields else name
    for name in PARTS:
        if PARTS[name].differs(here.parts.get(name, ""), there.parts.get(name, "")):
            yield PARTS[name].title


def check_procedure(
    site: Any,
    package: Package,
    packed: PackedProcedure,
    here: Procedure | None = None,
) -> Iterator[Problem]:
    """Yield what is wrong in a procedure of a package. Nothing is changed.

    ``here`` is the town's own: its values of options count. One that is still missing
    keeps nobody from taking the form, only from publishing it.
    """
    attributes, problems = values.from_json(
        packed.values, f"{packed.path}/procedure.json"
    )
    yield from problems
    lifecycle = attributes.get("lifecycle")
    known = BY_NAME["lifecycles"].read(site, lifecycle) if lifecycle else None
    if lifecycle and known is None and lifecycle not in package.shelf("lifecycles"):
        yield Problem(
            f"{packed.path}/procedure.json: lifecycle",
            _(
                "error_package_lifecycle",
                default="Le cycle de vie « ${id} » n'est ni dans le paquet ni sur ce site.",
                mapping={"id": str(lifecycle)},
            ),
        )
    trial = Procedure(packed.id).__of__(site)
    trial.portal_type = "imio.guichet.Procedure"
    trial.title = packed.title
    if here is not None:
        set_values(trial, values_of(here))
    for name, text in packed.parts.items():
        message = PARTS[name].check(text)
        if message is not None:
            yield Problem(f"{packed.path}/{name}", message)
        else:
            PARTS[name].write(trial, text)
    for problem in IFormModel(trial).check():
        severity = problem.severity
        if str(problem.message) in ("error_option_missing", "error_option_value"):
            severity = "warning"
        yield Problem(
            f"{packed.path}/{FORM}: {problem.place}", problem.message, severity
        )


def _code_taken(site: Any, packed: PackedProcedure) -> Iterator[Problem]:
    code = packed.values.get("code")
    for other in procedures_of(site):
        if other.code == code:
            yield Problem(
                f"{packed.path}/procedure.json: code",
                _(
                    "warning_package_code",
                    default="« ${title} » a déjà le code ${code} : les références des deux "
                    "démarches commenceront de la même façon.",
                    mapping={"title": other.title, "code": str(code)},
                ),
                "warning",
            )


def _needs(site: Any, package: Package) -> Iterator[Need]:
    here = service_titles(site)
    used: dict[str, list[str]] = {}
    for packed in package.procedures:
        for service in sorted(services_of(packed)):
            used.setdefault(service, []).append(packed.title)
    for service in sorted(set(used) - set(here)):
        title = package.services.get(service, service)
        yield Need(service, title, tuple(used[service]))


def services_of(packed: PackedProcedure) -> set[str]:
    """Return the ids of the services that a procedure names."""
    functions = packed.values.get("functions")
    held = functions.values() if isinstance(functions, dict) else ()
    return {
        service
        for services in held
        if isinstance(services, list)
        for service in services
        if isinstance(service, str)
    }
