"""Answers that are more than one text, number or date: small immutable values.

They are stored: never move or rename them without an upgrade step. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType


@dataclass(frozen=True)
class Period:
    """From a day to another, both included."""

    start: date
    end: date

    @property
    def days(self) -> int:
        """How many days, the first and the last included; less than 1 for none."""
        return (self.end - self.start).days + 1

    def parts(self) -> Mapping[str, object]:
        """What a rule may read of it."""
        return {"start": self.start, "end": self.end}

    def __str__(self) -> str:
        return f"{self.start.isoformat()}/{self.end.isoformat()}"


@dataclass(frozen=True)
class Address:
    """A Belgian address. ``postal_code`` has four digits; ``box`` may be ''."""

    street: str
    number: str
    box: str
    postal_code: str
    locality: str

    def parts(self) -> Mapping[str, object]:
        return {
            "street": self.street,
            "number": self.number,
            "box": self.box,
            "postal-code": self.postal_code,
            "locality": self.locality,
        }

    @property
    def lines(self) -> tuple[str, str]:
        """As it is written on a letter (bpost: street, number, box; code, locality)."""
        box = f" bte {self.box}" if self.box else ""
        return (
            f"{self.street} {self.number}{box}".strip(),
            f"{self.postal_code} {self.locality}".strip(),
        )

    def __str__(self) -> str:
        return ", ".join(filter(None, self.lines))


NOTHING: Mapping[str, object] = MappingProxyType({})


class ConfirmedEmail(str):
    """An e-mail address to which a code was sent, and given back."""

    __slots__ = ()


class Effective(dict[str, object]):
    """Answers that count, for rules: ``period.start`` is a part of ``period``.

    ``known`` is what rules read besides, and nobody answers: the form's options.
    """

    known: Mapping[str, object] = NOTHING

    def get(self, name: str, default: object = None) -> object:
        if name in self:
            return self[name]
        base, dot, part = name.partition(".")
        parts = getattr(super().get(base), "parts", None) if dot else None
        if parts is None:
            return self.known.get(name, default)
        return parts().get(part, default)


class Scope(Effective):
    """The answers of a row that count; a rule reads those of the form after them."""

    def __init__(self, outer: Mapping[str, object]) -> None:
        super().__init__()
        self.outer = outer

    def get(self, name: str, default: object = None) -> object:
        found = super().get(name)
        return self.outer.get(name, default) if found is None else found
