"""Values of properties between the XML of a model and the JSON of the studio. Pure."""

from __future__ import annotations

from imio.guichet.forms.kinds.base import Property
from imio.guichet.forms.studio.shape import JSON
from imio.guichet.forms.studio.xmltext import attribute
from imio.guichet.forms.studio.xmltext import GUICHET
from imio.guichet.forms.studio.xmltext import is_element
from imio.guichet.forms.studio.xmltext import tag
from lxml import etree
from typing import Final

import json


EMPTY: Final[dict[str, JSON]] = {
    "boolean": False,
    "some": [],
    "choices": [],
    "rule": None,
    "refusals": [],
}
"""What a property that is not set holds, by editor; '' for the others."""

UNREADABLE: Final = object()
"""An attribute that cannot be told as JSON: it is left as it stands."""


def empty(prop: Property) -> JSON:
    """Return what a property that is not set holds."""
    value = EMPTY.get(prop.editor, "")
    return list(value) if isinstance(value, list) else value


def is_nothing(value: JSON) -> bool:
    """True for what is written as nothing at all."""
    return value is None or value == "" or value == []


def dump(value: JSON) -> str:
    """Return JSON as it stands in an attribute: one line that people can read."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def load(text: str) -> JSON:
    """Return the JSON in an attribute, or UNREADABLE."""
    try:
        return json.loads(text, parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        return UNREADABLE


def _refuse_constant(name: str) -> None:
    raise ValueError(name)


def from_text(prop: Property, text: str) -> JSON:
    """Return the value that an attribute or element holds, or UNREADABLE."""
    if prop.editor == "boolean":
        return text.strip().lower() == "true"
    if prop.editor == "some":
        return [part.strip() for part in text.split(",") if part.strip()]
    if prop.editor == "rule":
        found = load(text)
        return UNREADABLE if is_nothing(found) else found
    if prop.editor == "refusals":
        found = load(text)
        return found if _are_refusals(found) else UNREADABLE
    if prop.editor == "choices":
        found = load(text)
        return found if _are_choices(found) else UNREADABLE
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _are_refusals(found: JSON) -> bool:
    return isinstance(found, list) and all(
        isinstance(item, dict)
        and set(item) <= {"when", "message", "fields"}
        and isinstance(item.get("message", ""), str)
        and isinstance(item.get("fields", []), list)
        and all(isinstance(name, str) for name in item.get("fields", []))
        for item in found
    )


def _are_choices(found: JSON) -> bool:
    return isinstance(found, list) and all(
        isinstance(item, dict)
        and isinstance(item.get("key"), str)
        and isinstance(item.get("title"), str)
        for item in found
    )


def to_text(prop: Property, value: JSON) -> str:
    """Return what an attribute or element holds for a value; '' for nothing."""
    if is_nothing(value):
        return ""
    if prop.editor == "boolean":
        return "true" if value else ""
    if prop.editor == "some":
        return ",".join(part.replace(",", " ").strip() for part in value)
    if prop.editor in ("rule", "refusals", "choices"):
        return dump(value)
    return str(value)


def take_choices(values: etree._Element) -> list[dict[str, JSON]]:
    """Take the choices out of ``<values>`` and return them.

    ``guichet:`` attributes go by their name; ``show`` and other JSON objects as JSON.
    """
    elements = values.findall(tag("element"))
    keyed = any(element.get("key") for element in elements)
    found = []
    for element in elements:
        title = element.text or ""
        choice: dict[str, JSON] = {
            "key": element.get("key", "") if keyed else title,
            "title": title,
        }
        for name, text in sorted(element.attrib.items()):
            if name == "key":
                continue
            short = name.removeprefix(attribute(""))
            value = load(text) if text[:1] in "{[" else UNREADABLE
            choice[short] = text if value is UNREADABLE else value
        values.remove(element)
        found.append(choice)
    return found


def put_choices(values: etree._Element, choices: list[dict[str, JSON]]) -> None:
    """Write choices into ``<values>``."""
    for choice in choices:
        element = etree.SubElement(values, tag("element"), key=choice["key"])
        element.text = choice["title"] or None
        for name, value in choice.items():
            if name in ("key", "title") or value in ("", None):
                continue
            full = name if name.startswith("{") else f"{{{GUICHET}}}{name}"
            element.set(full, value if isinstance(value, str) else dump(value))


def take_text(field: etree._Element, name: str) -> str | None:
    """Take the text of a child element out of a field; None when it has none."""
    found = field.findall(tag(name))
    if len(found) != 1 or not found[0].text:
        return None
    text = found[0].text
    found[0].text = None
    tidy(found[0])
    return text.replace("\r\n", "\n")


def put_text(field: etree._Element, name: str, text: str) -> None:
    """Write the text of a child element of a field; nothing for ''."""
    found = field.find(tag(name))
    if found is None:
        if not text:
            return
        found = etree.SubElement(field, tag(name))
    found.text = text or None


def tidy(node: etree._Element) -> None:
    """Remove an element that holds nothing any more."""
    parent = node.getparent()
    empty_text = not (node.text or "").strip()
    if parent is not None and not len(node) and not node.attrib and empty_text:
        remove(node)


def remove(node: etree._Element) -> None:
    """Remove a node, but not the text after it."""
    parent = node.getparent()
    assert parent is not None
    node.tail = None
    parent.remove(node)


def comments(node: etree._Element) -> list[etree._Element]:
    """Return the comments and processing instructions right inside an element."""
    return [child for child in node if not is_element(child)]
