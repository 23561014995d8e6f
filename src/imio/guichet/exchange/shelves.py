"""What procedures share and take along: lifecycles, blocks, sources of choices."""

from __future__ import annotations

from collections.abc import Sequence
from imio.guichet.core.content.procedure import Procedure
from imio.guichet.core.types import Problem
from imio.guichet.lifecycle import reader
from imio.guichet.lifecycle import registry
from imio.guichet.lifecycle.content import FOLDER_ID
from typing import Any
from typing import Protocol


class Shelf(Protocol):
    """One folder of a package. Texts are those of its files."""

    name: str

    def used_by(self, procedure: Procedure) -> Sequence[str]:
        """Return the ids of what a procedure needs from here."""

    def read(self, site: Any, id_: str) -> str | None:
        """Return the text of what the site has, None when it has none."""

    def title(self, text: str) -> str:
        """Return what people call it."""

    def check(self, site: Any, id_: str, text: str) -> Sequence[Problem]:
        """Return why it cannot be installed."""

    def install(self, site: Any, id_: str, text: str) -> None:
        """Install or update it; it was checked."""


class Lifecycles:
    """``lifecycles/``: docs/reference/lifecycle-format.md."""

    name = "lifecycles"

    def used_by(self, procedure: Procedure) -> Sequence[str]:
        return (procedure.lifecycle,) if procedure.lifecycle else ()

    def read(self, site: Any, id_: str) -> str | None:
        folder = getattr(site, FOLDER_ID, None)
        content = folder._getOb(id_, None) if folder is not None else None
        return content.source if content is not None else None

    def title(self, text: str) -> str:
        return reader.cached(text).title

    def check(self, site: Any, id_: str, text: str) -> Sequence[Problem]:
        problems = registry.check(text)
        if problems:
            return problems
        definition = reader.cached(text)
        if definition.id != id_:
            return (Problem("$.id", f"« {definition.id} » ≠ « {id_} »"),)
        return registry.lost_steps(site, definition)

    def install(self, site: Any, id_: str, text: str) -> None:
        registry.install(site, text)


SHELVES: tuple[Shelf, ...] = (Lifecycles(),)
BY_NAME = {shelf.name: shelf for shelf in SHELVES}
