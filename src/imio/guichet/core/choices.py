"""Choices that people are offered, and what is kept of those they make. Pure.

A table of choices is written in a form, in a CSV, or kept elsewhere (a list of the
site, a web service: ``IChoiceSource``).
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from decimal import Decimal
from functools import cached_property
from imio.guichet.rules import Rule
from typing import Any

import re
import unicodedata


MOST = 20_000
"""Choices in one table."""

LONGEST_KEY = 200
LONGEST_TITLE = 500


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice. Only key and title are always there."""

    key: str
    title: str
    price: Decimal | None = None
    """In euros."""

    parents: tuple[str, ...] = ()
    """Keys of another field's choices: offered only when that answer is among them."""

    group: str = ""
    """Heading under which it stands."""

    help: str = ""
    image: str = ""
    """Path of an image within the site, without a slash in front."""

    alt: str = ""
    """What the image shows, for those who do not see it."""

    show: Rule | None = None
    """Offered only while this holds."""

    other: bool = False
    """Asks for words of one's own ("another: …")."""

    alone: bool = False
    """Excludes all others ("none of these")."""

    @property
    def is_conditional(self) -> bool:
        return bool(self.parents) or self.show is not None


class Chosen(str):
    """The key of a choice, with what must be kept with it.

    For rules and comparisons with a ``str`` it is its key. ``title`` is kept when the
    source may change, ``price`` because it counts, ``said`` is what a person wrote
    beside "another". Two of them are equal when all of that is.
    """

    title: str
    price: Decimal | None
    said: str
    parents: tuple[str, ...]

    def __new__(
        cls,
        key: str,
        title: str = "",
        price: Decimal | None = None,
        said: str = "",
        parents: tuple[str, ...] = (),
    ) -> Chosen:
        made = super().__new__(cls, key)
        made.title, made.price, made.said, made.parents = title, price, said, parents
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (str(self), *self._kept())

    def _kept(self) -> tuple[object, ...]:
        return self.title, self.price, self.said, self.parents

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Chosen) and self._kept() != other._kept():
            return False
        return str.__eq__(self, other) if isinstance(other, str) else False

    def __ne__(self, other: object) -> bool:
        return not self == other

    __hash__ = str.__hash__


@dataclass(frozen=True)
class ChoiceTable:
    """Choices in their order. ``public`` ones may be shown to anybody."""

    choices: tuple[Choice, ...] = ()
    title: str = ""
    public: bool = True
    by_key: Mapping[str, Choice] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_key", {one.key: one for one in self.choices})

    @cached_property
    def folded(self) -> tuple[str, ...]:
        return tuple(f" {fold(one.title)}" for one in self.choices)

    @cached_property
    def has_prices(self) -> bool:
        return any(one.price is not None for one in self.choices)

    @cached_property
    def is_conditional(self) -> bool:
        return any(one.is_conditional for one in self.choices)

    def search(
        self, text: str, parents: Iterable[str] | None = None
    ) -> Iterable[Choice]:
        """The choices in whose title each word of a text begins a word.

        Those that begin with the text come first. ``parents``: only those for these
        answers, and those for any.
        """
        sought = fold(text)
        words = [f" {word}" for word in sought.split()]
        wanted = None if parents is None else set(parents)
        later = []
        for choice, folded in zip(self.choices, self.folded, strict=True):
            if wanted is not None and choice.parents:
                if wanted.isdisjoint(choice.parents):
                    continue
            if not all(word in folded for word in words):
                continue
            if folded.startswith(f" {sought}"):
                yield choice
            else:
                later.append(choice)
        yield from later

    def named(self, text: str, parents: Iterable[str] | None = None) -> list[Choice]:
        """The choices whose title is just this text (accents and capitals apart)."""
        sought = fold(text)
        return [
            choice
            for choice in self.search(text, parents)
            if fold(choice.title) == sought
        ]


NO_CHOICES = ChoiceTable()


def fold(text: str) -> str:
    """A text as it is searched: small letters without accents, words with one space."""
    plain = unicodedata.normalize("NFKD", text[:LONGEST_TITLE]).casefold()
    letters = "".join(char for char in plain if not unicodedata.combining(char))
    return " ".join(re.findall(r"\w+", letters))


_PRICE = re.compile(r"(-?\d{1,8})(?:[.,](\d{1,2}))?", re.ASCII)


def parse_price(text: str) -> Decimal | None:
    """``12``, ``12,50``, ``12.5 €`` -> euros; None for what is no price."""
    found = _PRICE.fullmatch(re.sub(r"[\s\u00a0\u202f€]", "", text))
    return (
        Decimal(f"{found[1]}.{found[2] or 0}").quantize(Decimal("0.01"))
        if found
        else None
    )


def format_price(price: Decimal) -> str:
    """``1 234,50 €``, with no-break spaces."""
    text = f"{abs(price):,.2f}".replace(",", "\u202f").replace(".", ",")
    return f"{'−' if price < 0 else ''}{text}\u00a0€"


_IMAGE = re.compile(r"[\w@+-][\w@+.-]*(?:/[\w@+-][\w@+.-]*)*", re.ASCII)


def is_image_path(path: str) -> bool:
    """True for a path within the site: no scheme, no other host, no way upwards."""
    return len(path) <= 500 and bool(_IMAGE.fullmatch(path))
