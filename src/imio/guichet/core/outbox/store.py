"""What waits, in the ZODB.

One index by due time for each kind of work: taking what is due costs by what is
due, not by what waits. Work that a runner took stays in the index at the moment its
lease ends, so what a killed process left behind is simply due again.

Writers do not disturb each other: keys are random below the millisecond, changes of
different keys are merged by BTrees' conflict resolution, and a guard entry keeps a
small tree from becoming empty, which could not be merged. What changes under a key
is never a persistent object: those cannot be compared while merging.
"""

from __future__ import annotations

from BTrees.LOBTree import LOBTree
from BTrees.OOBTree import OOBTree
from BTrees.OOBTree import OOTreeSet
from collections.abc import Iterator
from itertools import islice
from persistent import Persistent
from typing import Any

import hashlib
import secrets
import time


RANDOM_BITS = 20
GUARD = -1
NO_ORDER = ""
REMEMBER = 30 * 24 * 3600.0
"""Seconds during which the key of work that is done is still known."""


def place_at(moment: float) -> int:
    """Return a place in an index by time for a moment (seconds since the epoch)."""
    return (int(moment * 1000) << RANDOM_BITS) | secrets.randbits(RANDOM_BITS)


def end_of(moment: float) -> int:
    """Return the last place of a moment (seconds since the epoch)."""
    return (int(moment * 1000) + 1 << RANDOM_BITS) - 1


def moment_of(place: int) -> float:
    """Return the moment (seconds since the epoch) of a place."""
    return (place >> RANDOM_BITS) / 1000


def digest_of(key: str) -> str:
    """Return what is kept of a caller's key, which may name people."""
    return hashlib.blake2b(key.encode(), digest_size=16).hexdigest()


def _guarded_index() -> LOBTree:
    index = LOBTree()
    index[GUARD] = None
    return index


class Record(Persistent):
    """One piece of work. Moments are seconds since the epoch."""

    place: int = 0
    """Its place in the index it is in: when it is due, or when its lease ends."""

    attempts: int = 0
    interruptions: int = 0
    lease: str = ""
    """Token of the runner that took it, "" while it waits."""

    error: str = ""
    """Why the last attempt failed."""

    failing_since: float | None = None
    """When it failed first."""

    def __init__(
        self, kind: str, payload: dict[str, Any], key: str, order: str = NO_ORDER
    ) -> None:
        self.kind = kind
        self.payload = payload
        self.key = key
        self.order = order
        self.created = time.time()
        self.id = place_at(self.created)

    @property
    def due(self) -> float:
        """When it is due, or when its lease ends."""
        return moment_of(self.place)


class Outbox(Persistent):
    """The outbox of a site."""

    def __init__(self) -> None:
        self._queues = OOBTree()
        """kind -> index by due time"""
        self._lanes = OOBTree({NO_ORDER: ()})
        """order -> ids of the records with that order; only the first is in a queue"""
        self._behind = _guarded_index()
        """by id: the records behind the first of their lane"""
        self._keys = OOTreeSet()
        """digests of the keys that callers gave, while the work waits and for a while after it"""
        self._done = _guarded_index()
        """by time of completion: keys to forget one day"""
        self._dead = _guarded_index()
        """by time of death: records"""

    # What callers do.

    def add(
        self,
        kind: str,
        payload: dict[str, Any],
        key: str | None = None,
        order: str = NO_ORDER,
        delay: float = 0.0,
    ) -> str:
        """Put work in and return the digest of its key.

        With a ``key`` that is known (waiting, dead, or done of late) nothing is
        added. Work with the same ``order`` is done one by one, in the order of
        addition. ``delay`` is in seconds.
        """
        digest = secrets.token_hex(16) if key is None else digest_of(key)
        if key is not None and not self._keys.insert(digest):
            return digest
        record = Record(kind, payload, digest, order)
        self._line_up(record, delay)
        return record.key

    def _line_up(self, record: Record, delay: float = 0.0) -> None:
        if record.order == NO_ORDER:
            self._schedule(record, time.time() + delay)
            return
        lane = self._lanes.get(record.order, ())
        self._lanes[record.order] = (*lane, record.id)
        if lane:
            self._behind[record.id] = record
        else:
            self._schedule(record, time.time() + delay)

    def _schedule(self, record: Record, moment: float) -> None:
        queue = self._queue(record.kind)
        place = place_at(moment)
        while place in queue:
            place += 1
        queue[place] = record
        record.place = place

    def _queue(self, kind: str) -> LOBTree:
        queue = self._queues.get(kind)
        if queue is None:
            queue = self._queues[kind] = _guarded_index()
        return queue

    # What runners do, each in its own transaction.

    def kinds(self) -> list[str]:
        """Return the kinds that ever had work."""
        return list(self._queues)

    def has_due(self, kind: str) -> bool:
        """True when work of a kind is due now."""
        queue = self._queues.get(kind)
        return queue is not None and bool(queue.keys(0, end_of(time.time())))

    def claim(self, kind: str, token: str, lease: float, size: int) -> list[Record]:
        """Take up to ``size`` records that are due, for ``lease`` seconds.

        They are the caller's once this transaction is committed; of two runners that
        take the same, one gets a conflict error.
        """
        now = time.time()
        queue = self._queues.get(kind)
        if queue is None:
            return []
        taken = list(islice(queue.values(0, end_of(now)), size))
        for record in taken:
            if record.lease:
                record.interruptions += 1
            self._move(record, now + lease)
            record.lease = token
            record.attempts += 1
        return taken

    def _move(self, record: Record, moment: float) -> None:
        del self._queues[record.kind][record.place]
        self._schedule(record, moment)

    def is_mine(self, record: Record, token: str) -> bool:
        """True while a record is still taken by the runner with this token."""
        queue = self._queues.get(record.kind, {})
        return record.lease == token and queue.get(record.place) is record

    def finish(self, record: Record) -> None:
        """Note work as done: it is removed, its key remembered for a while."""
        self._leave(record)
        self._remember(record)

    def release(self, record: Record, delay: float, error: str = "") -> None:
        """Put a record back that was taken but not tried, ``delay`` seconds on."""
        record.lease = ""
        record.attempts -= 1
        record.error = error or record.error
        self._move(record, time.time() + delay)

    def postpone(self, record: Record, delay: float, error: str) -> None:
        """Note a failure; the next attempt is ``delay`` seconds away."""
        record.lease = ""
        record.error = error
        record.failing_since = record.failing_since or time.time()
        self._move(record, time.time() + delay)

    def bury(self, record: Record, error: str) -> None:
        """Move a record to the dead letters; what waited behind it goes on."""
        self._leave(record)
        record.lease = ""
        record.error = error
        record.place = place_at(time.time())
        self._dead[record.place] = record

    def _leave(self, record: Record) -> None:
        del self._queues[record.kind][record.place]
        if record.order == NO_ORDER:
            return
        rest = tuple(id_ for id_ in self._lanes[record.order] if id_ != record.id)
        if rest:
            self._lanes[record.order] = rest
            self._schedule(self._behind.pop(rest[0]), time.time())
        else:
            del self._lanes[record.order]

    def _remember(self, record: Record) -> None:
        if record.key in self._keys:
            self._done[place_at(time.time())] = record.key

    def forget_old_keys(self, older_than: float = REMEMBER, size: int = 100) -> int:
        """Forget keys of work done more than ``older_than`` seconds ago."""
        limit = end_of(time.time() - older_than)
        old = list(islice(self._done.items(0, limit), size))
        for place, key in old:
            del self._done[place]
            if key in self._keys:
                self._keys.remove(key)
        return len(old)

    # What managers see and do.

    def waiting(self, size: int = 50) -> list[Record]:
        """Return the records that wait or are being carried out, the next first."""
        heads: list[Record] = []
        for queue in self._queues.values():
            heads.extend(islice(queue.values(0), size))
        heads.sort(key=lambda record: record.place)
        return list(islice(self._with_followers(heads), size))

    def _with_followers(self, heads: list[Record]) -> Iterator[Record]:
        for record in heads:
            yield record
            if record.order != NO_ORDER:
                for id_ in self._lanes[record.order][1:]:
                    yield self._behind[id_]

    def dead(self, size: int = 50) -> list[Record]:
        """Return the dead letters, the latest first."""
        found: list[Record] = []
        place = self._dead.maxKey()
        while place != GUARD and len(found) < size:
            found.append(self._dead[place])
            place = self._dead.maxKey(place - 1)
        return found

    def revive(self, place: int) -> Record | None:
        """Put a dead letter back in line; None when there is none at this place."""
        record = self._dead.pop(place, None)
        if record is None:
            return None
        record.attempts = record.interruptions = 0
        record.failing_since = None
        self._line_up(record)
        return record

    def drop(self, place: int) -> Record | None:
        """Give a dead letter up for good; None when there is none at this place."""
        record = self._dead.pop(place, None)
        if record is not None:
            self._remember(record)
        return record

    def clear(self) -> None:
        """Remove everything."""
        self.__init__()
