"""Search over procedures: a few hundred titles, matched as people type them.

Accents, case and the plural do not matter; the last word may be begun only; one wrong
letter is forgiven in words of five letters or more. Pure: no Zope.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from imio.guichet.core.text import fold

import re


MAX_QUERY = 100
STOP_WORDS = frozenset(
    "a ai au aux avec ce ces d dans de des du en est et il j je l la le les ma mes moi "
    "mon n ne nous on ou par pas pour qu que qui se ses son sur un une veux voudrais "
    "vous y".split()
)
_WORD = re.compile(r"\w+")
_FOLDED = re.compile(r"[0-9a-z]+")


@dataclass(frozen=True)
class Found:
    """A thing that matches: its position in what was searched, and how well."""

    position: int
    score: float


@dataclass(frozen=True)
class Entry:
    """A thing to find: its texts with their weights, folded once."""

    words: tuple[tuple[str, float], ...]

    @classmethod
    def of(cls, *texts: tuple[str, float]) -> Entry:
        """Return the entry of ``(text, weight)`` pairs; a word keeps its best weight."""
        weights: dict[str, float] = {}
        for text, weight in texts:
            for word in _FOLDED.findall(fold(text or "")):
                if word not in STOP_WORDS:
                    stem = _stem(word)
                    weights[stem] = max(weight, weights.get(stem, 0))
        return cls(tuple(weights.items()))


def terms(query: str) -> list[str]:
    """Return the folded words of a query that mean something."""
    words = _FOLDED.findall(fold(query[:MAX_QUERY]))
    kept = [_stem(word) for word in words if word not in STOP_WORDS]
    return list(dict.fromkeys(kept or words))


def find(entries: Sequence[Entry], query: str) -> list[Found]:
    """Return what matches, the best first.

    Entries that match every term; when there is none, those that match some.
    """
    wanted = terms(query)
    if not wanted:
        return []
    scored = []
    for position, entry in enumerate(entries):
        scores = [_score(entry, term) for term in wanted]
        matched = sum(score > 0 for score in scores)
        if matched:
            scored.append((matched, Found(position, sum(scores))))
    most = max((matched for matched, _ in scored), default=0)
    found = [item for matched, item in scored if matched == most]
    return sorted(found, key=lambda item: (-item.score, item.position))


def highlight(text: str, query: str) -> str:
    """Return ``text`` as safe HTML with the words that match in ``<mark>``."""
    wanted = terms(query)
    parts: list[str] = []
    end = 0
    for match in _WORD.finditer(text):
        parts.append(escape(text[end : match.start()]))
        word = match.group()
        marked = any(_matches(_stem(fold(word)), term) for term in wanted)
        parts.append(f"<mark>{escape(word)}</mark>" if marked else escape(word))
        end = match.end()
    parts.append(escape(text[end:]))
    return "".join(parts)


def _stem(word: str) -> str:
    """Return a French word without its plural's mark."""
    if len(word) > 3 and word[-1] in "sx":
        return word[:-1]
    return word


def _matches(word: str, term: str) -> float:
    """Return how well a word of a text answers a term, 0 to 1."""
    if word == term:
        return 1.0
    if len(term) >= 2 and word.startswith(term):
        return 0.8
    if len(term) >= 5 and _one_letter_off(word, term):
        return 0.5
    return 0.0


def _score(entry: Entry, term: str) -> float:
    return max(
        (weight * _matches(word, term) for word, weight in entry.words), default=0
    )


def _one_letter_off(word: str, term: str) -> bool:
    """Return whether one letter changed, missing, added or two swapped makes ``word``."""
    if abs(len(word) - len(term)) > 1:
        return False
    for index, (a, b) in enumerate(zip(word, term, strict=False)):
        if a != b:
            rest, other = word[index:], term[index:]
            return (
                rest[1:] == other[1:]
                or rest[1:] == other
                or rest == other[1:]
                or (rest[2:] == other[2:] and rest[:2] == other[1::-1])
            )
    return True
