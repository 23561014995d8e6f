"""Messages between applicant and agents, and the agents' internal notes."""

from BTrees.LOBTree import LOBTree
from collections.abc import Iterator
from datetime import datetime
from datetime import UTC
from enum import StrEnum
from imio.guichet.core.types import Side
from persistent import Persistent

import time


class Kind(StrEnum):
    """What an entry is; notes are never shown to the applicant."""

    MESSAGE = "message"
    NOTE = "note"


class Entry(Persistent):
    """One message or note. ``files`` are ids of documents in the dossier."""

    def __init__(
        self,
        kind: Kind,
        side: Side,
        text: str,
        author: str | None = None,
        author_name: str = "",
        files: tuple[str, ...] = (),
    ) -> None:
        self.kind = kind
        self.side = side
        self.text = text
        self.author = author
        self.author_name = author_name
        self.files = files
        self.created = datetime.now(UTC)
        self.read: datetime | None = None
        """First time somebody of the other side saw it."""


class Journal(Persistent):
    """Entries of a dossier by time; two people can write at the same moment."""

    def __init__(self) -> None:
        self._entries = LOBTree()

    def add(self, entry: Entry) -> Entry:
        """Append an entry and return it."""
        key = time.time_ns()
        while key in self._entries:
            key += 1
        self._entries[key] = entry
        return entry

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._entries.values())

    def __len__(self) -> int:
        return len(self._entries)

    def messages(self) -> list[Entry]:
        """Return what applicant and agents said to each other, oldest first."""
        return [entry for entry in self if entry.kind == Kind.MESSAGE]

    def notes(self) -> list[Entry]:
        """Return the internal notes, oldest first."""
        return [entry for entry in self if entry.kind == Kind.NOTE]
