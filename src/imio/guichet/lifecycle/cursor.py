"""Reading JSON values of a known shape, noting every problem with its place."""

from __future__ import annotations

from collections.abc import Collection
from collections.abc import Iterator
from imio.guichet.core.types import Problem
from typing import Any
from typing import TypeVar

import json
import re


ROOT = "$"
MOST_CHARACTERS = 500_000

Word = TypeVar("Word", bound=str)


class Cursor:
    """A value at a place (JSON path). Wrong values are noted and read as a default.

    All cursors of a document share one list of problems.
    """

    def __init__(self, value: Any, place: str, problems: list[Problem]) -> None:
        self.value = value
        self.place = place
        self.problems = problems
        self._known: set[str] = set()

    def wrong(self, message: str) -> None:
        """Note a problem at this place."""
        self.problems.append(Problem(self.place, message))

    def at(self, key: str) -> Cursor:
        """Return the value of a key, None when missing; the key is then known."""
        self._known.add(key)
        value = self.value.get(key) if isinstance(self.value, dict) else None
        return Cursor(value, f"{self.place}.{key}", self.problems)

    def has(self, key: str) -> bool:
        """Return whether the object has a key."""
        return isinstance(self.value, dict) and key in self.value

    def is_object(self) -> bool:
        """Return whether this is an object; notes a problem when it is not."""
        if isinstance(self.value, dict):
            return True
        self.wrong("un objet { … } est attendu")
        return False

    def close(self) -> None:
        """Note every key that nobody asked for."""
        for key in self.value:
            if key not in self._known:
                known = ", ".join(sorted(self._known))
                Cursor(None, f"{self.place}.{key}", self.problems).wrong(
                    f"clé inconnue ; les clés admises ici sont : {known}"
                )

    def items(self) -> Iterator[Cursor]:
        """Yield the values of a list; nothing when missing."""
        if self.value is None:
            return
        if not isinstance(self.value, list):
            self.wrong("une liste [ … ] est attendue")
            return
        for index, value in enumerate(self.value):
            yield Cursor(value, f"{self.place}[{index}]", self.problems)

    def text(self, *, default: str | None = None, longest: int = 300) -> str:
        """Return a text; it must be there unless a ``default`` is given."""
        if self.value is None and default is not None:
            return default
        if not isinstance(self.value, str):
            self.wrong("manque" if self.value is None else "un texte est attendu")
        elif not self.value.strip() and default is None:
            self.wrong("le texte est vide")
        elif len(self.value) > longest:
            self.wrong(f"le texte est trop long : {longest} caractères au plus")
        else:
            return self.value
        return default or ""

    def id(self, pattern: re.Pattern[str], hint: str) -> str:
        """Return an identifier that matches ``pattern``; ``hint`` says its form."""
        text = self.text()
        if text and not pattern.fullmatch(text):
            self.wrong(f"« {text} » n'est pas un identifiant : {hint}")
        return text

    def one_of(self, choices: Collection[Word], *, default: Word | None = None) -> Word:
        """Return one of some words."""
        if self.value is None and default is not None:
            return default
        for choice in choices:
            if choice == self.value:
                return choice
        known = ", ".join(choices)
        if self.value is None:
            self.wrong(f"manque ; au choix : {known}")
        else:
            self.wrong(f"{_show(self.value)} n'est pas admis ; au choix : {known}")
        return default if default is not None else next(iter(choices))

    def boolean(self, *, default: bool) -> bool:
        """Return true or false."""
        if self.value is None:
            return default
        if not isinstance(self.value, bool):
            self.wrong("true ou false est attendu")
            return default
        return self.value

    def whole(self, low: int, high: int) -> int | None:
        """Return a whole number within bounds; None when missing."""
        if self.value is None:
            return None
        if not isinstance(self.value, int) or isinstance(self.value, bool):
            self.wrong("un nombre entier est attendu")
            return None
        if not low <= self.value <= high:
            self.wrong(f"un nombre de {low} à {high} est attendu")
            return None
        return self.value

    def texts(self) -> tuple[str, ...]:
        """Return a list of distinct texts."""
        found: list[str] = []
        for item in self.items():
            text = item.text()
            if text in found:
                item.wrong(f"« {text} » est donné deux fois")
            elif text:
                found.append(text)
        return tuple(found)


def _show(value: object) -> str:
    return f"« {value} »" if isinstance(value, str) else "cette valeur"


def parse(source: str | bytes) -> tuple[Any, list[Problem]]:
    """Return the JSON value of a text and the problems met; (None, …) when unreadable."""
    problems: list[Problem] = []

    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        seen: dict[str, Any] = {}
        for key, value in items:
            if key in seen:
                problems.append(Problem(ROOT, f"la clé « {key} » est donnée deux fois"))
            seen[key] = value
        return seen

    def constant(name: str) -> Any:
        raise ValueError(f"{name} n'est pas du JSON")

    try:
        text = source.decode("utf-8-sig") if isinstance(source, bytes) else source
        if len(text) > MOST_CHARACTERS:
            return None, [Problem(ROOT, "le fichier est trop grand")]
        value = json.loads(text, object_pairs_hook=pairs, parse_constant=constant)
    except json.JSONDecodeError as error:
        return None, [
            Problem(
                f"ligne {error.lineno}, colonne {error.colno}",
                f"ce n'est pas du JSON valable : {error.msg}",
            )
        ]
    except UnicodeDecodeError:
        return None, [Problem(ROOT, "le fichier n'est pas en UTF-8")]
    except (ValueError, RecursionError) as error:
        return None, [Problem(ROOT, f"ce n'est pas du JSON valable : {error}")]
    return value, problems
