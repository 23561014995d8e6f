"""The outbox as a manager sees it: rows of plain values."""

from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from datetime import UTC
from imio.guichet.core.outbox.interfaces import IOutboxHandler
from imio.guichet.core.outbox.store import Outbox
from imio.guichet.core.outbox.store import Record
from zope.component import queryUtility

import time


SIZE = 50
"""Rows shown of each list."""


@dataclass(frozen=True)
class Row:
    """One piece of work. ``state`` is "waiting", "running", "failing" or "dead"."""

    id: str
    kind: str
    what: str
    state: str
    created: datetime
    due: datetime
    """When it is tried next, or when it died."""

    attempts: int
    error: str


@dataclass(frozen=True)
class Overview:
    """What waits (the next first) and the dead letters (the latest first)."""

    waiting: Sequence[Row]
    dead: Sequence[Row]
    more_waiting: bool
    more_dead: bool


def overview(outbox: Outbox, size: int = SIZE) -> Overview:
    """Return the first rows of the outbox; reads no more than it shows."""
    waiting = outbox.waiting(size + 1)
    dead = outbox.dead(size + 1)
    return Overview(
        [_row(record, _state(record)) for record in waiting[:size]],
        [_row(record, "dead") for record in dead[:size]],
        len(waiting) > size,
        len(dead) > size,
    )


def _state(record: Record) -> str:
    if record.lease and record.due > time.time():
        return "running"
    return "failing" if record.error else "waiting"


def _row(record: Record, state: str) -> Row:
    handler = queryUtility(IOutboxHandler, name=record.kind)
    return Row(
        id=str(record.place),
        kind=record.kind if handler is None else handler.title,
        what=_what(handler, record.payload),
        state=state,
        created=datetime.fromtimestamp(record.created, UTC),
        due=datetime.fromtimestamp(record.due or record.created, UTC),
        attempts=record.attempts,
        error=record.error,
    )


def _what(handler: IOutboxHandler | None, payload: Mapping[str, object]) -> str:
    return "" if handler is None else handler.describe(payload)
