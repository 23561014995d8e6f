"""One page of a sorted set of records, without sorting the set.

Pages begin after a key, not at a number: rows that come or go meanwhile make no row
appear twice or be skipped. Records without a key come last, whatever the order.

The index of the key is walked from where the page begins, as long as that is
cheaper than looking at each record of the set.
"""

from __future__ import annotations

from BTrees.IIBTree import difference
from BTrees.IIBTree import IIBTree
from BTrees.IIBTree import intersection
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

import heapq


Key = int | str
FEW = 500
"""Sets up to this size are looked at whole."""


@dataclass(frozen=True)
class Cursor:
    """A place between two rows: key and id of a record, and its row number."""

    key: Key | None
    rid: int
    row: int

    def __str__(self) -> str:
        text = f"{self.row}.{self.rid}"
        return text if self.key is None else f"{text}.{self.key}"


def read_cursor(text: str, numeric: bool) -> Cursor | None:
    """Return the cursor that a text stands for, or None.

    ``numeric`` says that keys are integers.
    """
    parts = text.split(".", 2)
    try:
        row, rid = int(parts[0]), int(parts[1])
        key: Key | None = None
        if len(parts) == 3:
            key = int(parts[2]) if numeric else parts[2]
    except (ValueError, IndexError):
        return None
    bounds = [rid, key] if isinstance(key, int) else [rid]
    if row < 0 or any(abs(number) >= 2**31 for number in bounds):
        return None
    return Cursor(key, rid, row)


@dataclass(frozen=True)
class Page:
    """``rids`` in order; ``first`` is the number (from 1) of the first row."""

    rids: tuple[int, ...]
    total: int
    first: int = 1
    previous: Cursor | None = None
    """Where the page before this one ends, or None on the first page."""

    next: Cursor | None = None
    """Where the page after this one begins, or None on the last page."""


@dataclass(frozen=True)
class SortKey:
    """An index as a sort key: ``forward`` maps keys to a record id or a set of ids,
    ``backward`` record ids to keys."""

    forward: Any
    backward: Any

    @property
    def partial(self) -> bool:
        """True when some records may have no key."""
        return isinstance(self.backward, IIBTree)


def get_page(
    rids: Any,
    key: SortKey,
    size: int,
    descending: bool = False,
    after: Cursor | None = None,
    before: Cursor | None = None,
) -> Page:
    """Return a page of at most ``size`` rows of the set ``rids``.

    It begins after a cursor, or ends before one, or is the first.
    """
    total = len(rids)
    if before is not None:
        found = _collect(rids, total, key, size + 1, descending, before, True)
        if len(found) > size:
            page = found[:size][::-1]
            first = max(before.row - size, 1)
            return _page(page, total, first, key, previous=True, following=True)
        after = None  # the beginning is reached: show the first page whole
    found = _collect(rids, total, key, size + 1, descending, after, False)
    following = len(found) > size
    first = after.row + 1 if after is not None else 1
    return _page(found[:size], total, first, key, after is not None, following)


def _page(
    rids: list[int],
    total: int,
    first: int,
    key: SortKey,
    previous: bool,
    following: bool,
) -> Page:
    def cursor(position: int, row: int) -> Cursor:
        rid = rids[position]
        return Cursor(key.backward.get(rid), rid, row)

    if not rids:
        return Page((), total, first)
    return Page(
        tuple(rids),
        total,
        first,
        cursor(0, first) if previous else None,
        cursor(-1, first + len(rids) - 1) if following else None,
    )


def _collect(
    rids: Any,
    total: int,
    key: SortKey,
    wanted: int,
    descending: bool,
    start: Cursor | None,
    backwards: bool,
) -> list[int]:
    """Return up to ``wanted`` ids from ``start`` on, nearest first."""
    down = descending != backwards
    found: list[int] = []
    for keyed in (False, True) if backwards else (True, False):
        if start is not None and (start.key is not None) != keyed:
            # the cursor stands in the other part
            if keyed != backwards:
                continue
            origin = None
        else:
            origin = start
        if keyed:
            need = wanted - len(found)
            found += _keyed(rids, total, key, need, down, origin)
        elif key.partial:
            found += _keyless(rids, key, down, origin)[: wanted - len(found)]
        if len(found) >= wanted:
            break
    return found


def _keyless(rids: Any, key: SortKey, down: bool, start: Cursor | None) -> list[int]:
    missing = list(difference(rids, key.backward))
    if down:
        missing.reverse()
    if start is None:
        return missing
    if down:
        return [rid for rid in missing if rid < start.rid]
    return [rid for rid in missing if rid > start.rid]


def _keyed(
    rids: Any, total: int, key: SortKey, wanted: int, down: bool, start: Cursor | None
) -> list[int]:
    if total > FEW:
        walked = _walk(rids, key, wanted, down, start, total // 2)
        if walked is not None:
            return walked
    return _select(rids, key, wanted, down, start)


def _walk(
    rids: Any,
    key: SortKey,
    wanted: int,
    down: bool,
    start: Cursor | None,
    patience: int,
) -> list[int] | None:
    """Follow the index; None when it takes too long."""
    found: list[int] = []
    steps = _descend if down else _ascend
    entries = steps(key.forward, start.key if start is not None else None)
    for value, members in islice(entries, patience):
        if isinstance(members, int):
            here = [members] if members in rids else []
        else:
            # intersection() goes through the whole of both sets
            if len(members) <= FEW:
                here = [rid for rid in members if rid in rids]
            else:
                here = list(intersection(rids, members))
            if down:
                here.reverse()
        if here and start is not None and value == start.key:
            here = [r for r in here if (r < start.rid if down else r > start.rid)]
        found += here
        if len(found) >= wanted:
            return found[:wanted]
    if next(entries, None) is None:
        return found
    return None


LOWEST = -(2**31)
"""The least key of a BTree of integers."""


def _ascend(tree: Any, start: Key | None) -> Iterator[tuple[Key, Any]]:
    return iter(tree.items() if start is None else tree.items(start))


def _descend(tree: Any, start: Key | None) -> Iterator[tuple[Key, Any]]:
    """BTrees have no backward iteration: ask for the next lower key each time."""
    try:
        value = tree.maxKey() if start is None else tree.maxKey(start)
        while True:
            yield value, tree[value]
            value = tree.maxKey(_below(value))
    except ValueError:  # nothing lower
        return


def _below(value: Any) -> Any:
    """Return the largest key below ``value``."""
    if isinstance(value, int):
        if value <= LOWEST:
            raise ValueError("nothing below the lowest integer")
        return value - 1
    if not value:
        raise ValueError("nothing below the empty text")
    head, last = value[:-1], ord(value[-1])
    return head + chr(last - 1) + "\U0010ffff" if last else head


def _select(
    rids: Any, key: SortKey, wanted: int, down: bool, start: Cursor | None
) -> list[int]:
    """Look at each record of the set."""
    backward = key.backward

    def pairs() -> Iterator[tuple[Any, int]]:
        for rid in rids:
            value = backward.get(rid)
            if value is not None:
                yield value, rid

    candidates = pairs()
    if start is not None:
        edge = (start.key, start.rid)
        if down:
            candidates = (pair for pair in candidates if pair < edge)
        else:
            candidates = (pair for pair in candidates if pair > edge)
    best = heapq.nlargest if down else heapq.nsmallest
    return [rid for _, rid in best(wanted, candidates)]
