"""XML of models as text: read without surprises, written in one canonical way.

One attribute a line, sorted; JSON in attributes stays readable. The same tree always
gives the same bytes, so that Git shows what a manager changed and nothing else.
"""

from __future__ import annotations

from imio.guichet.forms.studio.errors import Refused
from imio.guichet.i18n import _
from lxml import etree
from typing import Final

import re


SCHEMA: Final = "http://namespaces.plone.org/supermodel/schema"
GUICHET: Final = "http://namespaces.imio.be/guichet"
XML: Final = "http://www.w3.org/XML/1998/namespace"
PREFIXES: Final = {
    GUICHET: "guichet",
    XML: "xml",
    "http://namespaces.plone.org/supermodel/easyform": "easyform",
    "http://namespaces.plone.org/supermodel/form": "form",
    "http://namespaces.plone.org/supermodel/security": "security",
    "http://namespaces.plone.org/supermodel/users": "users",
    "http://namespaces.plone.org/supermodel/lingua": "lingua",
    "http://xml.zope.org/namespaces/i18n": "i18n",
    "http://namespaces.zope.org/i18n": "zi18n",
}
FIRST: Final = ("name", "type")
"""Attributes that stay on the line of the element's name."""

LARGEST: Final = 4_000_000
"""Characters of a model's XML."""

#: What makes Plone import code, whatever its namespace: it looks at local names.
CODE: Final = frozenset({"defaultFactory", "invariant", "source", "schema"})

ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML cannot hold."""


def tag(name: str) -> str:
    """Return the name of an element of a model as lxml knows it."""
    return f"{{{SCHEMA}}}{name}"


def attribute(name: str) -> str:
    """Return the name of a ``guichet:`` attribute as lxml knows it."""
    return f"{{{GUICHET}}}{name}"


def is_element(node: etree._Element) -> bool:
    """False for comments and processing instructions."""
    return isinstance(node.tag, str)


def local(node: etree._Element) -> str:
    return etree.QName(node).localname


def parse(source: str, place: str = "") -> etree._Element:
    """Return the root of some XML.

    Raises Refused for what is not XML, or declares a document type or entities.
    """
    if len(source) > LARGEST:
        raise Refused(_("studio_xml_large", default="Le XML est trop long."), place)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(source.encode("utf-8"), parser)
    except (etree.XMLSyntaxError, UnicodeEncodeError) as error:
        raise Refused(
            _(
                "studio_xml_unreadable",
                default="Le XML ne peut être lu : ${reason}.",
                mapping={"reason": str(error)},
            ),
            place,
        ) from None
    if root.getroottree().docinfo.doctype:
        raise Refused(
            _("studio_xml_doctype", default="Le XML ne peut déclarer de type (DTD)."),
            place,
        )
    return root


def code_of(root: etree._Element) -> etree._Element | None:
    """Return the first element that would make Plone import code, or None."""
    for node in root.iter(etree.Element):
        top = node.getparent() is root and node.tag == tag("schema")
        if (local(node) in CODE and not top) or node.get("based-on") is not None:
            return node
    return None


def refuse_code(root: etree._Element) -> None:
    """Raise Refused for a model that would make Plone import code."""
    node = code_of(root)
    if node is not None:
        raise Refused(
            _(
                "studio_xml_code",
                default="Un formulaire ne peut faire appel à du code (« ${name} »).",
                mapping={"name": local(node)},
            )
        )


def write(root: etree._Element, declare: bool = True) -> str:
    """Return the canonical text of a tree."""
    writer = _Writer(root)
    writer.node(root, 0, None)
    head = '<?xml version="1.0" encoding="utf-8"?>\n' if declare else ""
    return head + "".join(writer.parts) + ("\n" if declare else "")


def _escape(text: str) -> str:
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace("\r", "&#13;")


def _quoted(value: str) -> str:
    value = value.replace("&", "&amp;").replace("<", "&lt;").replace("\t", "&#9;")
    value = value.replace("\n", "&#10;").replace("\r", "&#13;")
    if value.count('"') > value.count("'"):
        return "'" + value.replace("'", "&#39;") + "'"
    return '"' + value.replace('"', "&quot;") + '"'


def _is_mixed(node: etree._Element) -> bool:
    texts = [node.text, *(child.tail for child in node)]
    return any(text and text.strip() for text in texts)


class _Writer:
    def __init__(self, root: etree._Element) -> None:
        self.parts: list[str] = []
        self.prefixes = _prefixes(root)
        used = {uri for uri in _uris(root) if uri not in (SCHEMA, XML)}
        if any(key.startswith(tag("")) for n in root.iter() for key in n.attrib):
            used.add(SCHEMA)
        self.declared = sorted((self.prefixes[uri], uri) for uri in used)

    def node(
        self, node: etree._Element, depth: int, default: str | None, raw: bool = False
    ) -> None:
        """Write a node; ``default`` is the default namespace around it."""
        if not is_element(node):
            self.parts.append(etree.tostring(node, with_tail=False, encoding=str))
            return
        uri = etree.QName(node).namespace
        plain = uri is None or uri == SCHEMA
        name = local(node) if plain else f"{self.prefixes[uri]}:{local(node)}"
        given = []
        if plain and (uri or "") != (default or ""):
            given.append(f"xmlns={_quoted(uri or '')}")
            default = uri
        if depth == 0:
            given += [f"xmlns:{p}={_quoted(uri)}" for p, uri in self.declared]
        self._open(name, given + self._attributes(node), depth)
        if len(node) == 0 and not node.text:
            self.parts.append("/>")
            return
        self.parts.append(">")
        if raw or len(node) == 0 or _is_mixed(node):
            self.parts.append(_escape(node.text or ""))
            for child in node:
                self.node(child, depth + 1, default, raw=True)
                self.parts.append(_escape(child.tail or ""))
        else:
            for child in node:
                self.parts.append("\n" + "  " * (depth + 1))
                self.node(child, depth + 1, default)
            self.parts.append("\n" + "  " * depth)
        self.parts.append(f"</{name}>")

    def _open(self, name: str, attributes: list[str], depth: int) -> None:
        column = "\n" + " " * (2 * depth + len(name) + 2)
        on_line = [text for text in attributes if text.split("=")[0] in FIRST]
        below = [text for text in attributes if text not in on_line]
        if not on_line and below:
            on_line, below = below[:1], below[1:]
        self.parts.append("<" + " ".join([name, *on_line]))
        self.parts.extend(column + text for text in below)

    def _attributes(self, node: etree._Element) -> list[str]:
        named = []
        for key, value in node.attrib.items():
            name = etree.QName(key)
            prefix = "" if name.namespace is None else self.prefixes[name.namespace]
            first = FIRST.index(key) if key in FIRST else len(FIRST)
            shown = f"{prefix}:{name.localname}" if prefix else name.localname
            named.append((first, prefix, shown, value))
        return [f"{shown}={_quoted(value)}" for _f, _p, shown, value in sorted(named)]


def _uris(root: etree._Element) -> set[str]:
    found = set()
    for node in root.iter(etree.Element):
        names = [etree.QName(node), *(etree.QName(key) for key in node.attrib)]
        found |= {name.namespace for name in names if name.namespace}
    return found


def _prefixes(root: etree._Element) -> dict[str, str]:
    """Return a prefix for each namespace: ours, the document's, or a number."""
    prefixes = {**PREFIXES, SCHEMA: "schema"}
    wished: dict[str, str] = {}
    for node in root.iter(etree.Element):
        for prefix, uri in node.nsmap.items():
            if prefix and uri not in wished:
                wished[uri] = prefix
    for uri in sorted(_uris(root) - set(prefixes)):
        wish = wished.get(uri, "")
        taken = set(prefixes.values())
        number = 0
        while not wish or wish in taken or wish.startswith("xml"):
            wish = f"ns{number}"
            number += 1
        prefixes[uri] = wish
    return prefixes
