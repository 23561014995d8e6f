"""Places in a form: how the studio's services name a page or a question. Pure.

``""`` is the form, ``"/ID"`` a page, ``"name"`` a question and ``"block.name"`` one
inside a block: two blocks may hold questions of one name, and a page may be called as
a question is.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from imio.guichet.forms.studio.shape import JSON


Item = dict[str, JSON]
Found = tuple[Item, str, Item]
"""A page, the place of a field on it, the field."""


def page_place(page_id: str) -> str:
    """Return the place of a page."""
    return f"/{page_id}"


def joined(block: str, name: str) -> str:
    """Return the place of a field inside the one at ``block`` ('' for none)."""
    return f"{block}.{name}" if block else name


def placed(form: Item) -> Iterator[Found]:
    """Each field of a form with its page and its place, blocks before their own."""
    for page in form["pages"]:
        for place, field in _walk(page["fields"], ""):
            yield page, place, field


def _walk(fields: Iterable[Item], block: str) -> Iterator[tuple[str, Item]]:
    for field in fields:
        place = joined(block, field["name"])
        yield place, field
        yield from _walk(field.get("fields") or (), place)
