"""What procedures share and take along: lifecycles, blocks of the library."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Sequence
from imio.guichet.core.content.procedure import Procedure
from imio.guichet.core.types import Problem
from imio.guichet.exchange.package import dumps
from imio.guichet.forms import library
from imio.guichet.forms.kinds import BY_ID
from imio.guichet.forms.studio import links
from imio.guichet.forms.studio.errors import Refused
from imio.guichet.forms.studio.shape import properties_of
from imio.guichet.forms.studio.values import empty
from imio.guichet.i18n import _
from imio.guichet.lifecycle import reader
from imio.guichet.lifecycle import registry
from imio.guichet.lifecycle.content import FOLDER_ID
from plone import api
from typing import Any
from typing import Protocol

import json


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

    def canonical(self, text: str) -> str:
        """Return a text that was checked as ``read`` would give it."""

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

    def canonical(self, text: str) -> str:
        return text

    def install(self, site: Any, id_: str, text: str) -> None:
        registry.install(site, text)


class Blocks:
    """``blocks/``: what forms copied from the library of questions.

    ``{"title", "fields"}``: FIELDs of docs/reference/studio-rest.md without what is empty.
    """

    name = "blocks"

    def used_by(self, procedure: Procedure) -> Sequence[str]:
        return sorted(links.used_in(procedure.fields_model or ""))

    def read(self, site: Any, id_: str) -> str | None:
        block = library.find(site, id_)
        return None if block is None else _written(block)

    def title(self, text: str) -> str:
        return str(json.loads(text)["title"])

    def check(self, site: Any, id_: str, text: str) -> Sequence[Problem]:
        block = json.loads(text)
        if set(block) != {"title", "fields"}:
            message = _(
                "error_package_block",
                default="Un bloc a un titre et des questions, rien d'autre.",
            )
            return (Problem("", message),)
        try:
            library.check(block["title"], block["fields"])
        except Refused as refused:
            return (Problem(refused.place, refused.message),)
        return ()

    def canonical(self, text: str) -> str:
        block = json.loads(text)
        fields = library.check(block["title"], block["fields"])
        return _written({"title": block["title"].strip(), "fields": fields})

    def install(self, site: Any, id_: str, text: str) -> None:
        block = json.loads(text)
        author = api.user.get_current().getId() or ""
        library.put(site, id_, block["title"], block["fields"], author)


def _written(block: Mapping[str, Any]) -> str:
    fields = [_full(field) for field in block["fields"]]
    return dumps({"title": block["title"], "fields": fields})


def _full(field: Mapping[str, Any]) -> dict[str, Any]:
    """Return a FIELD without what is empty, its keys in one order."""
    found = {"name": field["name"], "kind": field["kind"], "title": field["title"]}
    for key in ("description", "required"):
        if field.get(key):
            found[key] = field[key]
    known = properties_of(BY_ID.get(field["kind"] or ""))
    given = {
        name: value
        for name, value in sorted((field.get("properties") or {}).items())
        if name not in known or value != empty(known[name])
    }
    if given:
        found["properties"] = given
    if field.get("fields"):
        found["fields"] = [_full(inner) for inner in field["fields"]]
    if field.get("opaque"):
        found["opaque"] = field["opaque"]
    return found


SHELVES: tuple[Shelf, ...] = (Lifecycles(), Blocks())
BY_NAME = {shelf.name: shelf for shelf in SHELVES}
