"""``${options.NAME}`` in the texts and limits of a FORM: found, and replaced by values.

Nothing is evaluated, and what a value holds is never read as a placeholder.
``$${options.NAME}`` is written as it stands, without its first dollar. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from imio.guichet.forms import options
from imio.guichet.forms.controls.base import Translate
from imio.guichet.forms.kinds import BY_ID
from imio.guichet.forms.studio import model
from imio.guichet.forms.studio.errors import Refused
from imio.guichet.forms.studio.places import page_place
from imio.guichet.forms.studio.places import placed
from imio.guichet.forms.studio.shape import JSON
from imio.guichet.forms.studio.shape import properties_of
from imio.guichet.forms.studio.texts import change_texts
from lxml import etree
from lxml import html
from markupsafe import escape
from typing import Final

import copy
import re


PLACEHOLDER = re.compile(r"(\$?)\$\{options\.([A-Za-z0-9_]{1,64})\}")

LIMITS: Final = ("earliest", "latest", "value")
"""Properties that are no texts for people and may hold a value all the same: limits of a
date, and what a constant is."""

_MARKUP = re.compile(r"<[A-Za-z/!]|&[a-z#0-9]+;")
_UNSEEN = ("script", "style", "template")
_BLOCKS = ("p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6")

Values = Mapping[str, str]


def names_in(text: str) -> list[str]:
    """Return the names of the options that a text holds."""
    return [name for mark, name in PLACEHOLDER.findall(text) if not mark]


def plain_of(markup: str) -> str:
    """Return the text of HTML, a line for each of its blocks."""
    if not markup.strip():
        return ""
    root = html.fragment_fromstring(markup, create_parent="div")
    etree.strip_elements(root, etree.Comment, *_UNSEEN, with_tail=False)
    for node in root.iter(*_BLOCKS):
        node.tail = f"\n{node.tail or ''}"
        if node.tag == "li":
            node.text = f"- {node.text or ''}"
    lines = (" ".join(line.split()) for line in root.text_content().split("\n"))
    return "\n".join(filter(None, lines))


def said(
    declared: Iterable[options.Option], values: Values, translate: Translate
) -> dict[str, tuple[str, str]]:
    """Return {name: (plain text, HTML)} of what people read for each option."""
    found = {}
    for option in declared:
        text = option.said(options.text_of(option, values), translate)
        if option.type == "html":
            found[option.name] = (plain_of(text), text)
        else:
            found[option.name] = (text, str(escape(text)).replace("\n", "<br>"))
    return found


def places(form: dict[str, JSON]) -> Iterator[tuple[str, str, list[str]]]:
    """Yield (place, property, names) of each text or limit that names options."""
    found: list[tuple[str, str, list[str]]] = []

    def note(key: str, text: str) -> str:
        kind, place, *rest = key.split(":")
        if (names := names_in(text)) and kind != "form":
            prop = rest[0] if rest else ""
            where = page_place(place) if kind == "page" else place
            found.append((where, prop, names))
        return text

    change_texts(form, note)
    for _page, place, field in placed(form):
        for name in LIMITS:
            text = field["properties"].get(name)
            if isinstance(text, str) and (names := names_in(text)):
                found.append((place, name, names))
        for choice in _choices(field):
            if names := names_in(choice.get("help") or ""):
                found.append((place, "values", names))
    yield from found


def fill(
    form: dict[str, JSON], values: Values, translate: Translate
) -> dict[str, JSON]:
    """Return a FORM with the values in its texts and limits; rules stay."""
    declared = options.declared(form.get("options", []))
    told = said(declared, values, translate)
    canonical = {option.name: options.text_of(option, values) for option in declared}

    def change(key: str, text: str) -> str:
        if key.startswith("form:") or not PLACEHOLDER.search(text):
            return text
        return _markup(text, told) if _is_html(key, form_kinds) else _plain(text, told)

    form = copy.deepcopy(form)
    form_kinds = {place: field["kind"] for _page, place, field in placed(form)}
    change_texts(form, change)
    for _page, _place, field in placed(form):
        properties = field["properties"]
        for name in LIMITS:
            text = properties.get(name)
            if isinstance(text, str) and names_in(text):
                properties[name] = _limit(text, canonical)
        for choice in _choices(field):
            if names_in(choice.get("help") or ""):
                choice["help"] = _plain(choice["help"], told)
    return form


def fill_model(source: str, values: Values, translate: Translate) -> str:
    """Return a model's XML with the values of its options in its texts.

    A model that names none, or that the studio cannot read, stays as it is.
    """
    if "${options." not in source:
        return source
    try:
        form = model.read(source)
        return model.write_form(fill(form, values, translate))
    except Refused:
        return source


def _choices(field: dict[str, JSON]) -> Iterator[dict[str, JSON]]:
    for value in field["properties"].values():
        if isinstance(value, list):
            for item in value:
                if isinstance(item, dict) and isinstance(item.get("help"), str):
                    yield item


def _is_html(key: str, kinds: Mapping[str, str | None]) -> bool:
    """True for a text that is shown as HTML: cleaned when the form is read."""
    _kind, place, *rest = key.split(":")
    prop = rest[0] if rest else ""
    if prop in ("description", "help"):
        return True
    known = properties_of(BY_ID.get(kinds.get(place) or ""))
    return prop in known and known[prop].editor == "html"


def _put(text: str, told: Mapping[str, str]) -> str:
    def put(match: re.Match[str]) -> str:
        return match.group(0)[1:] if match[1] else told.get(match[2], "")

    return PLACEHOLDER.sub(put, text)


def _plain(text: str, told: Mapping[str, tuple[str, str]]) -> str:
    plain = {name: one for name, (one, _html) in told.items()}
    filled = _put(text, plain)
    return filled if "\n" in text else " ".join(filled.split("\n"))


def _markup(text: str, told: Mapping[str, tuple[str, str]]) -> str:
    """Return HTML: a plain text becomes HTML first, so that no value makes it some."""
    if not _MARKUP.search(text):
        text = str(escape(text)).replace("\n", "<br>")
    return _put(text, {name: one for name, (_plain, one) in told.items()})


def _limit(text: str, canonical: Values) -> str:
    """Return a limit with values; none at all when one of them is not there."""
    if any(not canonical.get(name) for name in names_in(text)):
        return ""
    return _put(text, canonical)
