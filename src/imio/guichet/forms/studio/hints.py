"""What makes a form harder to read or to hear: hints for whoever writes it. Pure.

Sources: WCAG 2.2 (1.3.1, 2.4.4, 2.4.6, 3.3.2), and the plain-language advice of the
Fédération Wallonie-Bruxelles ("Écrire pour être lu"). The words are in jargon.json.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from html import unescape
from imio.guichet.core.types import Problem
from imio.guichet.forms.kinds import BY_ID
from imio.guichet.forms.studio.places import joined
from imio.guichet.forms.studio.places import page_place
from imio.guichet.forms.studio.places import placed
from imio.guichet.forms.studio.shape import JSON
from imio.guichet.i18n import _
from importlib.resources import files
from typing import Final

import json
import re


LONGEST_LABEL: Final = 120
"""Characters of a question; a screen reader says them at once."""

LONGEST_SENTENCE: Final = 30
"""Words of a sentence of help."""

SHORTEST_SHOUT: Final = 8
"""Characters of a title in capitals; a shorter one may be an abbreviation."""

MOST_JARGON: Final = 3
"""Hints about words in one text."""

CAPITALS = re.compile(
    r"(?:\b[A-ZÀ-Þ]{2,}\b[\s'’-]+){2,}[A-ZÀ-Þ]{2,}\b|\b[A-ZÀ-Þ]{7,}\b"
)
"""Three words in capitals, or a long one: shorter ones may be abbreviations."""

CLICK = re.compile(
    r"\b(?:cliquez|cliquer|clique)\s+(?:ici|là)\b|>\s*(?:ici|lien)\s*<", re.I
)
MARKS = re.compile(
    r"\s*(?:\*+|\((?:obligatoire|requis|facultatif|optionnel)\))\s*:?\s*$", re.I
)
PLACEHOLDER = re.compile(
    r"^\s*(?:votre|vos|entrez|saisissez|indiquez|tapez|[ée]crivez|x{3,}|\.{3}|…|lorem\b|todo\b|test\b)",
    re.I,
)
HEADING = re.compile(r"<h([1-6])\b", re.I)
ELEMENT = re.compile(r"<[^>]*>")
SENTENCE = re.compile(r"[.!?;:]+\s+|\n+|</(?:p|li|h\d|div)>|<br\s*/?>", re.I)
IMAGE = re.compile(r"<img\b(?![^>]*\balt\s*=)", re.I)


@dataclass(frozen=True)
class Hint(Problem):
    """Advice: nothing is refused for it. ``fix`` repairs it, when that is certain."""

    severity: str = "hint"
    fix: dict[str, JSON] | None = None


@cache
def jargon() -> tuple[tuple[re.Pattern[str], str, str], ...]:
    """Return (pattern, word, plainer words)."""
    source = files("imio.guichet.forms.studio") / "jargon.json"
    words = json.loads(source.read_text("utf-8"))
    return tuple(
        (re.compile(rf"(?<!\w){re.escape(word)}(?:e?s)?(?!\w)", re.I), word, plain)
        for word, plain in sorted(words.items())
    )


def hints(form: dict[str, JSON]) -> list[Hint]:
    """Return the hints for a form, in its order."""
    return [*_same_titles(form), *_pages(form), *_fields(form)]


def _same_titles(form: dict[str, JSON]) -> Iterator[Hint]:
    for page in form["pages"]:
        yield from _same_among(page["fields"], "")
        for _page, place, field in placed({"pages": [page]}):
            yield from _same_among(field.get("fields") or (), place)
    titles = Counter(page["title"].strip().lower() for page in form["pages"])
    for page in form["pages"]:
        if page["title"].strip() and titles[page["title"].strip().lower()] > 1:
            yield Hint(
                page_place(page["id"]),
                _("hint_same_page", default="Deux pages ont le même titre."),
            )


def _same_among(fields: Sequence[dict[str, JSON]], block: str) -> Iterator[Hint]:
    """Questions that follow each other, on a page or in a row of a block."""
    titles = Counter(_plain(field["title"]).lower() for field in fields)
    for field in fields:
        title = _plain(field["title"])
        if title and titles[title.lower()] > 1 and _is_asked(field):
            yield Hint(
                joined(block, field["name"]),
                _(
                    "hint_same_title",
                    default="Deux questions de cette page s'appellent « ${title} » : "
                    "on ne peut les distinguer à l'oreille.",
                    mapping={"title": title},
                ),
            )


def _pages(form: dict[str, JSON]) -> Iterator[Hint]:
    for page in form["pages"]:
        place = page_place(page["id"])
        if not page["title"].strip() and len(form["pages"]) > 1:
            yield Hint(place, _("hint_page_title", default="La page n'a pas de titre."))
        yield from _label(place, page["title"])
        for text in (page["description"], page["help"]):
            yield from _prose(place, text)
        yield from _headings(place, page)


def _headings(place: str, page: dict[str, JSON]) -> Iterator[Hint]:
    """The page's title is the first level, a note's the second."""
    last = 1
    texts = [page["description"], page["help"]]
    for _page, _place, field in placed({"pages": [page]}):
        if not _is_asked(field):
            texts.append("<h2>" if field["title"] else "")
            texts.append(field["properties"].get("rich_label") or "")
    for text in texts:
        for found in HEADING.finditer(text):
            level = int(found.group(1))
            if level == 1 or level > last + 1:
                yield Hint(
                    place,
                    _(
                        "hint_heading",
                        default="Un titre de niveau ${level} vient après un titre de "
                        "niveau ${last} : descendez d'un niveau à la fois, à partir de 2.",
                        mapping={"level": level, "last": last},
                    ),
                )
            last = level


def _fields(form: dict[str, JSON]) -> Iterator[Hint]:
    for _page, name, field in placed(form):
        properties = field["properties"]
        hidden = properties.get("compute") is not None and not properties.get("visible")
        if _is_asked(field) and not hidden:
            if not _plain(field["title"]):
                yield Hint(
                    name,
                    _(
                        "hint_no_label",
                        default="La question n'a pas de titre : un lecteur d'écran n'a "
                        "rien à lire.",
                    ),
                    "warning",
                )
            yield from _marks(name, field)
        yield from _label(name, field["title"])
        yield from _prose(name, field["description"])
        yield from _prose(name, properties.get("rich_label") or "")
        example = properties.get("example") or ""
        if PLACEHOLDER.search(example):
            yield Hint(
                name,
                _(
                    "hint_example",
                    default="L'exemple devrait être une vraie réponse, pas une consigne : "
                    "« ${text} ».",
                    mapping={"text": example},
                ),
            )


def _is_asked(field: dict[str, JSON]) -> bool:
    kind = BY_ID.get(field["kind"] or "")
    return kind is None or kind.asked


def _marks(place: str, field: dict[str, JSON]) -> Iterator[Hint]:
    title = field["title"]
    if MARKS.search(title):
        better = MARKS.sub("", title).rstrip(" :")
        yield Hint(
            place,
            _(
                "hint_marks",
                default="Le formulaire dit lui-même ce qui est obligatoire ou facultatif : "
                "retirez-le du titre.",
            ),
            fix=_set_title(place, better),
        )


def _set_title(place: str, title: str) -> dict[str, JSON]:
    return {
        "title": _(
            "fix_title", default="Écrire « ${title} »", mapping={"title": title}
        ),
        "operation": {"op": "set", "place": place, "property": "title", "value": title},
    }


def _label(place: str, title: str) -> Iterator[Hint]:
    plain = _plain(title)
    shouted = plain.isupper() and len(plain) >= SHORTEST_SHOUT
    if shouted or CAPITALS.search(plain):
        yield Hint(
            place,
            _(
                "hint_capitals",
                default="Les majuscules se lisent mal, et parfois lettre par lettre.",
            ),
            fix=_set_title(place, plain.capitalize()) if plain.isupper() else None,
        )
    if len(plain) > LONGEST_LABEL:
        yield Hint(
            place,
            _(
                "hint_long_label",
                default="Le titre compte ${count} caractères : mettez le détail dans "
                "l'aide.",
                mapping={"count": len(plain)},
            ),
        )
    yield from _words(place, plain)


def _prose(place: str, text: str) -> Iterator[Hint]:
    if not text:
        return
    plain = _plain(text)
    if CLICK.search(text) or CLICK.search(plain):
        yield Hint(
            place,
            _(
                "hint_click",
                default="Un lien doit dire où il mène : « cliquez ici » ne dit rien.",
            ),
        )
    if IMAGE.search(text):
        yield Hint(
            place,
            _("hint_image", default="Une image n'a pas de texte de remplacement."),
        )
    longest = max(
        (len(_plain(part).split()) for part in SENTENCE.split(text)), default=0
    )
    if longest > LONGEST_SENTENCE:
        yield Hint(
            place,
            _(
                "hint_sentence",
                default="Une phrase compte ${count} mots : coupez-la.",
                mapping={"count": longest},
            ),
        )
    if CAPITALS.search(plain):
        yield Hint(
            place,
            _(
                "hint_capitals",
                default="Les majuscules se lisent mal, et parfois lettre par lettre.",
            ),
        )
    yield from _words(place, plain)


def _words(place: str, plain: str) -> Iterator[Hint]:
    found = [(w, better) for pattern, w, better in jargon() if pattern.search(plain)]
    for word, better in found[:MOST_JARGON]:
        yield Hint(
            place,
            _(
                "hint_jargon",
                default="« ${word} » : plus simplement, « ${plain} ».",
                mapping={"word": word, "plain": better},
            ),
        )


def _plain(text: str) -> str:
    return " ".join(unescape(ELEMENT.sub(" ", text)).split())
