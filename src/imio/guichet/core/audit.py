"""Who read or changed a dossier, and when: append-only, one trail per dossier.

Source: GDPR (Regulation (EU) 2016/679) art. 5(2) and 32. Repeated reads by one
person within a quarter of an hour are one line.
"""

from BTrees.LOBTree import LOBTree
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from datetime import UTC
from persistent import Persistent

import time


READ = "read"
READ_AGAIN_AFTER = 15 * 60 * 10**9
"""Nanoseconds after which a read by the same person is written anew."""


@dataclass(frozen=True)
class Line:
    """One line: who did what. ``user`` is a user id, or "" for the system."""

    when: datetime
    user: str
    action: str
    detail: str = ""


class Trail(Persistent):
    """The trail of a dossier."""

    def __init__(self) -> None:
        self._lines = LOBTree()

    def record(self, user: str, action: str, detail: str = "") -> bool:
        """Append a line; return False when a recent read already says it."""
        now = time.time_ns()
        if action == READ and self._read_since(user, now - READ_AGAIN_AFTER):
            return False
        while now in self._lines:
            now += 1
        self._lines[now] = (user, action, detail)
        return True

    def _read_since(self, user: str, moment: int) -> bool:
        return any(
            line[0] == user and line[1] == READ
            for line in self._lines.values(min=moment)
        )

    def __iter__(self) -> Iterator[Line]:
        for moment, (user, action, detail) in self._lines.items():
            when = datetime.fromtimestamp(moment / 10**9, UTC)
            yield Line(when, user, action, detail)

    def __len__(self) -> int:
        return len(self._lines)
