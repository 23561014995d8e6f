"""What a program asks of the list of dossiers: read strictly from an address.

A filter that is misspelt must not quietly answer with everything: what has no sense
is refused with its name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from imio.guichet.core.types import Phase

import re


SORTS = ("reference", "submitted", "deadline", "changed")
TOKENS = ("procedure", "step", "service", "handler", "channel")
LARGEST_PAGE = 100
LONGEST_SEARCH = 100
_TOKEN = re.compile(r"[\w.@+-]{1,100}")
_KNOWN = frozenset(
    {*TOKENS, "q", "phase", "since", "until", "mine", "sort", "order", "size", "after"}
)


class BadQuery(ValueError):
    """A parameter that cannot be read: its name and what it may be."""

    def __init__(self, name: str, expected: str) -> None:
        super().__init__(f"{name}: {expected}")
        self.name = name
        self.expected = expected


@dataclass(frozen=True)
class Query:
    """A list as asked for. Empty strings and None filter nothing.

    ``equal`` maps names of ``TOKENS`` and ``phase`` to values; ``size`` is the number
    of rows of a page, ``after`` the cursor where it begins.
    """

    equal: Mapping[str, str]
    q: str = ""
    since: date | None = None
    until: date | None = None
    mine: bool = False
    sort: str = "submitted"
    descending: bool = True
    size: int = 25
    after: str = ""


def parse(form: Mapping[str, object]) -> Query:
    """Return what an address asks for; raises BadQuery."""
    unknown = sorted(set(form) - _KNOWN)
    if unknown:
        raise BadQuery(unknown[0][:50], ", ".join(sorted(_KNOWN)))
    texts = {name: _text(form, name) for name in _KNOWN}
    equal = {name: texts[name] for name in TOKENS if texts[name]}
    for name, value in equal.items():
        if not _TOKEN.fullmatch(value):
            raise BadQuery(name, "identifier")
    if texts["phase"]:
        equal["phase"] = _one_of(texts, "phase", tuple(map(str, Phase)))
    if len(texts["q"]) > LONGEST_SEARCH:
        raise BadQuery("q", f"≤ {LONGEST_SEARCH}")
    return Query(
        equal,
        q=texts["q"],
        since=_day(texts, "since"),
        until=_day(texts, "until"),
        mine=_one_of(texts, "mine", ("", "0", "1")) == "1",
        sort=_one_of(texts, "sort", ("", *SORTS)) or "submitted",
        descending=_one_of(texts, "order", ("", "asc", "desc")) != "asc",
        size=_size(texts["size"]),
        after=texts["after"][:200],
    )


def _text(form: Mapping[str, object], name: str) -> str:
    value = form.get(name, "")
    if not isinstance(value, str):
        raise BadQuery(name, "1 × texte")
    return value.strip()


def _one_of(texts: Mapping[str, str], name: str, choices: tuple[str, ...]) -> str:
    if texts[name] not in choices:
        raise BadQuery(name, ", ".join(filter(None, choices)))
    return texts[name]


def _day(texts: Mapping[str, str], name: str) -> date | None:
    try:
        return date.fromisoformat(texts[name]) if texts[name] else None
    except ValueError:
        raise BadQuery(name, "AAAA-MM-JJ") from None


def _size(text: str) -> int:
    if not text:
        return 25
    good = text.isascii() and text.isdigit() and len(text) < 4
    if not good or not 1 <= int(text) <= LARGEST_PAGE:
        raise BadQuery("size", f"1–{LARGEST_PAGE}")
    return int(text)
