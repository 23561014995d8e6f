"""Frozen revisions of a procedure's form.

Editing changes the working model; publishing freezes it. Citizens fill the live
revision; a dossier keeps the number of its own for ever.
"""

from __future__ import annotations

from BTrees.IOBTree import IOBTree
from collections.abc import Mapping
from copy import deepcopy
from datetime import datetime
from datetime import UTC
from imio.guichet.core.events import ProcedurePublished
from persistent import Persistent
from types import MappingProxyType
from typing import Any
from typing import TYPE_CHECKING
from zope.event import notify


if TYPE_CHECKING:
    from imio.guichet.core.content.procedure import Procedure


class Revision(Persistent):
    """An immutable copy of a form: supermodel XML, lifecycle, translations, tests."""

    translations: Mapping[str, Mapping[str, Mapping[str, str]]] = MappingProxyType({})
    tests: tuple[Mapping[str, Any], ...] = ()

    def __init__(self, number: int, procedure: Procedure, author: str) -> None:
        self.number = number
        self.model: str = procedure.fields_model
        self.title: str = procedure.title
        self.lifecycle: str | None = procedure.lifecycle
        self.translations = deepcopy(procedure.translations)
        self.tests = deepcopy(procedure.tests)
        self.created = datetime.now(UTC)
        self.author = author


def freeze(procedure: Procedure, author: str = "") -> Revision:
    """Freeze the working model as the new live revision and return it.

    When nothing changed since the live revision, that one is returned.
    """
    _retitle(procedure)
    live = get_revision(procedure)
    if live is not None and not has_changed(procedure, live):
        return live
    if procedure.revisions is None:
        procedure.revisions = IOBTree()
    number = max(procedure.revisions, default=0) + 1
    revision = Revision(number, procedure, author)
    procedure.revisions[number] = revision
    procedure.live_revision = number
    notify(ProcedurePublished(procedure, revision))
    return revision


def has_changed(procedure: Procedure, revision: Revision) -> bool:
    """True when the working model is not what a revision froze."""
    frozen = (
        revision.title,
        revision.model,
        revision.lifecycle,
        dict(revision.translations),
        tuple(revision.tests),
    )
    return frozen != (
        procedure.draft_title or procedure.title,
        procedure.fields_model,
        procedure.lifecycle,
        dict(procedure.translations),
        tuple(procedure.tests),
    )


def _retitle(procedure: Procedure) -> None:
    """Show citizens the title that managers worked on."""
    if procedure.draft_title:
        procedure.title = procedure.draft_title
        procedure.draft_title = ""
        procedure.reindexObject(idxs=["Title", "sortable_title", "SearchableText"])


def get_revision(procedure: Procedure, number: int | None = None) -> Revision | None:
    """Return a revision by number, or the live one; None when there is none."""
    number = procedure.live_revision if number is None else number
    if procedure.revisions is None or number is None:
        return None
    return procedure.revisions.get(number)
