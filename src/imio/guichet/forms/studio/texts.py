"""The texts of a form in other languages, beside its model. Pure.

A translation is kept with the text it translates: when that changes, the translation
is stale, and citizens read the source again until it is looked at.

``{language: {id: {"text", "source"}}}``; an id is ``page:ID:title``, ``field:PLACE:title``,
``field:PLACE:PROPERTY``, ``field:PLACE:values:KEY``, ``field:PLACE:check:1``, ``form::title``;
a PLACE is ``name``, or ``block.name``. When a question got another name, or went into a
block, its translation goes with its text: see ``followed``.
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Mapping
from imio.guichet.forms.kinds import BY_ID
from imio.guichet.forms.studio.errors import Refused
from imio.guichet.forms.studio.places import page_place
from imio.guichet.forms.studio.places import placed
from imio.guichet.forms.studio.shape import JSON
from imio.guichet.forms.studio.shape import json_value
from imio.guichet.forms.studio.shape import properties_of
from imio.guichet.i18n import _
from typing import Final

import copy
import re


Translations = Mapping[str, Mapping[str, str]]
"""{id: {"text", "source"}} of one language."""

LINES: Final = frozenset(
    "add-label consent-text error example label row-title text unit".split()
)
"""Properties of one line that citizens read; those of several lines all are."""

MOST: Final = 20_000
LANGUAGE = re.compile(r"[a-z]{2}(?:-[a-z]{2})?")

Change = Callable[[str, str], str]
"""From a text's id and source to what is written in its place."""


def texts_of(form: dict[str, JSON]) -> list[dict[str, str]]:
    """Return [{"id", "place", "source"}] of each text, in the form's order."""
    found: list[dict[str, str]] = []

    def note(key: str, source: str) -> str:
        kind, place = key.split(":")[:2]
        place = page_place(place) if kind == "page" else place
        found.append({"id": key, "place": place, "source": source})
        return source

    change_texts(copy.deepcopy(form), note)
    return found


def translated(form: dict[str, JSON], known: Translations) -> dict[str, JSON]:
    """Return a form in another language: what is missing or stale stays."""
    if not known:
        return form
    known = followed({text["id"]: text["source"] for text in texts_of(form)}, known)

    def change(key: str, source: str) -> str:
        entry = known.get(key)
        fresh = entry is not None and entry.get("source") == source
        return (entry["text"] if fresh and entry else "") or source

    return change_texts(copy.deepcopy(form), change)


def followed(sources: Mapping[str, str], known: Translations) -> Translations:
    """Return the translations of one language, each under the id of its text now.

    ``sources`` are a form's texts by id. A text that is not translated takes the
    translation of one that is no more in the form and said the same in the same role.
    """
    lost = {
        (_role(key), entry.get("source", "")): entry
        for key, entry in known.items()
        if key not in sources
    }
    if not lost:
        return known
    found = {
        key: lost[_role(key), source]
        for key, source in sources.items()
        if key not in known and (_role(key), source) in lost
    }
    return {**known, **found} if found else known


def _role(key: str) -> tuple[str, ...]:
    """Return what a text is, wherever: ``("field", "title")``."""
    kind, _place, *role = key.split(":")
    return (kind, *role)


def state_of(source: str, entry: Mapping[str, str] | None) -> str:
    """Return "missing", "stale" or "ok"."""
    if entry is None or not entry.get("text"):
        return "missing"
    return "ok" if entry.get("source") == source else "stale"


def side_by_side(
    form: dict[str, JSON],
    translations: Mapping[str, Translations],
    languages: list[str],
) -> list[dict[str, JSON]]:
    """Return each text with its translations and their state."""
    items = []
    found = texts_of(form)
    sources = {text["id"]: text["source"] for text in found}
    known = {one: followed(sources, translations.get(one, {})) for one in languages}
    for text in found:
        item: dict[str, JSON] = {**text, "state": {}}
        for language in languages:
            entry = known[language].get(text["id"])
            item[language] = entry["text"] if entry else ""
            item["state"][language] = state_of(text["source"], entry)
        items.append(item)
    return items


def taken(
    items: JSON,
    form: dict[str, JSON],
    stored: Mapping[str, Translations],
    languages: list[str],
) -> dict[str, dict[str, dict[str, str]]]:
    """Return translations with posted items; raises Refused.

    An item's "source" is the text that was translated, the form's own when it is not
    given. A text sent as it is stored keeps its source, unless its state is said to be
    "ok": so a stale one is looked at once and for all. Texts of what is no more in the
    form are forgotten.
    """
    if not isinstance(items, list) or len(items) > MOST:
        raise _unreadable("")
    sources = {text["id"]: text["source"] for text in texts_of(form)}
    kept: dict[str, dict[str, dict[str, str]]] = {
        language: {
            key: dict(entry)
            for key, entry in followed(sources, known).items()
            if key in sources
        }
        for language, known in stored.items()
    }
    for item in items:
        key = item.get("id") if isinstance(item, dict) else None
        if not isinstance(key, str) or key not in sources:
            raise _unreadable(str(key or "")[:100])
        states = item.get("state") if isinstance(item.get("state"), dict) else {}
        source = item.get("source") or sources[key]
        if not isinstance(source, str):
            raise _unreadable(key)
        for language in languages:
            if language not in item:
                continue
            text = json_value(item[language], key)
            if not isinstance(text, str):
                raise _unreadable(key)
            known = kept.setdefault(language, {})
            before = known.get(key)
            if not text.strip():
                known.pop(key, None)
            elif (
                before is None or before["text"] != text or states.get(language) == "ok"
            ):
                known[key] = {"text": text, "source": source}
    return {language: known for language, known in sorted(kept.items()) if known}


def _unreadable(place: str) -> Refused:
    return Refused(_("studio_text", default="Une traduction ne peut être lue."), place)


def change_texts(form: dict[str, JSON], change: Change) -> dict[str, JSON]:
    """Change each text of a form in place and return it."""
    _set(form, "title", "form::title", change)
    for page in form["pages"]:
        start = f"page:{page['id']}"
        for name in ("title", "description", "help"):
            _set(page, name, f"{start}:{name}", change)
        _refusals(page["refuse"], f"{start}:refuse", change)
        for _page, place, field in placed({"pages": [page]}):
            _field(place, field, change)
    return form


def _field(place: str, field: dict[str, JSON], change: Change) -> None:
    start = f"field:{place}"
    for name in ("title", "description"):
        _set(field, name, f"{start}:{name}", change)
    properties = field["properties"]
    for name in text_properties(field["kind"]):
        if isinstance(properties.get(name), str):
            _set(properties, name, f"{start}:{name}", change)
    _refusals(properties.get("check") or [], f"{start}:check", change)
    for name, value in properties.items():
        if _is_choices(value):
            for choice in value:
                _set(choice, "title", f"{start}:{name}:{choice['key']}", change)


def text_properties(kind_id: str | None) -> Iterator[str]:
    """Names of the properties of a kind that hold a text for people."""
    for name, prop in properties_of(BY_ID.get(kind_id or "")).items():
        if prop.editor == "html" or (
            prop.editor in ("text", "lines") and name in LINES
        ):
            yield name


def _is_choices(value: JSON) -> bool:
    return isinstance(value, list) and all(
        isinstance(item, dict) and "key" in item and "title" in item for item in value
    )


def _refusals(refusals: list[dict[str, JSON]], start: str, change: Change) -> None:
    for number, refusal in enumerate(refusals, 1):
        _set(refusal, "message", f"{start}:{number}", change)


def _set(item: dict[str, JSON], name: str, key: str, change: Change) -> None:
    if item.get(name):
        item[name] = change(key, item[name])
