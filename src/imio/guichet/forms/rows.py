"""Rows of answers: their ids, where they are in a post, what buttons do to them.

Pure. Inputs of a row are named ``f.<block>.<row>.<field>``; ``f.<block>.rows`` gives
the rows' ids in order. A place inside a block is written ``<block>.<row>.<field>``.
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Mapping
from collections.abc import Sequence
from imio.guichet.core.answers import ROW_ID
from imio.guichet.core.answers import rows_of
from imio.guichet.forms.controls.base import Post
from imio.guichet.forms.controls.base import PREFIX
from imio.guichet.forms.controls.base import Typed
from markupsafe import Markup
from secrets import token_hex

import re


ID = ROW_ID
of = rows_of

ROWS = ".rows"
"""End of the name of the inputs that give the rows' ids."""

MOST = 50
"""Rows of a block that does not say."""

HARD_MOST = 500
"""Rows that no block may pass."""

ROW_ID = re.compile(r"[a-z][a-z0-9]{0,15}")

ACT = re.compile(
    r"rows\.(add|copy|remove|up|down):([A-Za-z][A-Za-z0-9_]{0,63})"
    r"(?::([a-z][a-z0-9]{0,15}))?"
)
"""What a row's buttons post as ``act``."""

NOT_COPIED = ("remove", "drawn")
"""Parts of a field that stay with its row: files taken away, a signature."""

Row = Mapping[str, object]

Link = Callable[[str, str], Markup]
"""From the place of a file in a block (``row.field``) and its words to a link."""


def ids(texts: Sequence[str]) -> tuple[str, ...]:
    """Return the ids among texts, each once, in order; at most one too many."""
    found = dict.fromkeys(text for text in texts if ROW_ID.fullmatch(text))
    return tuple(found)[: HARD_MOST + 1]


def posted(post: Post, name: str) -> tuple[str, ...]:
    """Return the ids of the rows posted for a block."""
    return ids(post.texts(PREFIX + name + ROWS))


def typed_ids(typed: Typed) -> tuple[str, ...]:
    """Return the ids of the rows that a block's inputs hold."""
    return ids(typed.get(ROWS, ()))


def by_place(name: str, typed: Typed) -> dict[str, dict[str, tuple[str, ...]]]:
    """Return a block's inputs by place: ``.r1.spot.lat`` is ``b.r1.spot``'s ``.lat``."""
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for end, texts in typed.items():
        parts = end.split(".", 3)
        if len(parts) > 2:
            place = f"{name}.{parts[1]}.{parts[2]}"
            rest = f".{parts[3]}" if len(parts) > 3 else ""
            found.setdefault(place, {})[rest] = texts
    return found


def arranged(post: Post, act: str, most: Callable[[str], int]) -> tuple[Post, str]:
    """Return a post as a row's button changes it, and the place to go on from.

    ``most`` gives how many rows a block may have (0 for what is no block). A button
    that cannot act (forged, or there is no more room) changes nothing.
    """
    found = ACT.fullmatch(act)
    limit = most(found[2]) if found else 0
    if not found or not limit:
        return post, ""
    verb, name, row_id = found.groups()
    known = list(posted(post, name))
    values = dict(post.values)
    if verb in ("add", "copy"):
        if len(known) >= limit or (verb == "copy" and row_id not in known):
            return post, name
        new = f"n{token_hex(5)}"
        known.insert(known.index(row_id) + 1 if verb == "copy" else len(known), new)
        if verb == "copy":
            values.update(_copied(values, f"{PREFIX}{name}.", row_id, new))
        focus = f"{name}.{new}"
    elif row_id not in known:
        return post, name
    else:
        focus = _moved(known, verb, row_id, name)
    values[PREFIX + name + ROWS] = known
    return Post(values), focus


def _moved(known: list[str], verb: str, row_id: str, name: str) -> str:
    place = known.index(row_id)
    known.remove(row_id)
    if verb == "remove":
        return f"{name}.{known[min(place, len(known) - 1)]}" if known else name
    place += -1 if verb == "up" else 1
    known.insert(max(place, 0), row_id)
    return f"{name}.{row_id}"


def _copied(
    values: Mapping[str, object], start: str, row_id: str, new: str
) -> dict[str, object]:
    """Return the texts of a row under the names of another; files stay where they are."""
    old = f"{start}{row_id}."
    return {
        f"{start}{new}.{name.removeprefix(old)}": value
        for name, value in values.items()
        if name.startswith(old)
        and name.removeprefix(old).partition(".")[2] not in NOT_COPIED
        and _is_text(value)
    }


def _is_text(value: object) -> bool:
    items = value if isinstance(value, (list, tuple)) else [value]
    return all(isinstance(item, str) for item in items)
