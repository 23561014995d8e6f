"""The ``guichet:`` attributes of supermodel XML, kept as they are written.

Plone's and easyform's own editors read a model, change it and write it again;
these handlers carry our attributes along. ``reading`` gives them a meaning.
"""

from __future__ import annotations

from collections.abc import Iterator
from lxml.etree import _Element as Element
from plone.supermodel.interfaces import FIELDSETS_KEY
from plone.supermodel.interfaces import IFieldMetadataHandler
from plone.supermodel.interfaces import ISchemaMetadataHandler
from plone.supermodel.utils import ns
from zope.interface import implementer
from zope.interface.interface import InterfaceClass
from zope.schema.interfaces import IField

import json


NAMESPACE = "http://namespaces.imio.be/guichet"
PREFIX = "guichet"
FIELDS_KEY = "imio.guichet.forms.fields"
PAGES_KEY = "imio.guichet.forms.pages"
FORM_KEY = "imio.guichet.forms.form"
OPTIONS = "options"
"""Attribute of the schema that declares the form's options, as JSON."""

CHOICES = "choices"
"""What is said beside the choices of a field, as JSON by key, while it is in memory:
in XML these are attributes of each ``<element>``."""


def _attributes(element: Element) -> dict[str, str]:
    start = f"{{{NAMESPACE}}}"
    return {
        name.removeprefix(start): value
        for name, value in element.attrib.items()
        if name.startswith(start)
    }


def _write(element: Element, attributes: dict[str, str]) -> None:
    for name, value in sorted(attributes.items()):
        element.set(ns(name, NAMESPACE), value)


def _elements(node: Element) -> Iterator[Element]:
    """Return each ``<element>`` of a field's list of choices."""
    yield from node.iterfind("{*}values/{*}element")
    yield from node.iterfind("{*}value_type/{*}values/{*}element")


def _choices(node: Element) -> dict[str, dict[str, str]]:
    """Return the attributes of the choices that a field lists, by key."""
    found = {
        element.get("key") or element.text or "": _attributes(element)
        for element in _elements(node)
    }
    return {key: attributes for key, attributes in found.items() if attributes}


def choice_attributes(text: str) -> dict[str, dict[str, str]]:
    """Return what is said beside each choice, by key, of attribute ``choices``."""
    try:
        found = json.loads(text) if text else {}
    except ValueError:
        return {}
    return {
        key: {str(name): str(value) for name, value in said.items()}
        for key, said in (found.items() if isinstance(found, dict) else ())
        if isinstance(said, dict)
    }


def field_attributes(schema: InterfaceClass, name: str) -> dict[str, str]:
    """Return the attributes of a field, by name without prefix."""
    return dict(schema.queryTaggedValue(FIELDS_KEY, {}).get(name, {}))


def page_attributes(schema: InterfaceClass, name: str) -> dict[str, str]:
    """Return the attributes of a fieldset, by name without prefix."""
    return dict(schema.queryTaggedValue(PAGES_KEY, {}).get(name, {}))


def form_attributes(schema: InterfaceClass) -> dict[str, str]:
    """Return the attributes of the schema itself, by name without prefix."""
    return dict(schema.queryTaggedValue(FORM_KEY, {}))


@implementer(IFieldMetadataHandler)
class FieldMetadata:
    """Attributes of ``<field>``."""

    namespace = NAMESPACE
    prefix = PREFIX

    def read(self, node: Element, schema: InterfaceClass, field: IField) -> None:
        found = _attributes(node)
        if chosen := _choices(node):
            found[CHOICES] = json.dumps(chosen, ensure_ascii=False)
        if found:
            known = schema.queryTaggedValue(FIELDS_KEY, {})
            schema.setTaggedValue(FIELDS_KEY, {**known, field.__name__: found})

    def write(self, node: Element, schema: InterfaceClass, field: IField) -> None:
        attributes = field_attributes(schema, field.__name__)
        chosen = choice_attributes(attributes.pop(CHOICES, ""))
        _write(node, attributes)
        for element in _elements(node):
            _write(element, chosen.get(element.get("key") or element.text or "", {}))


@implementer(ISchemaMetadataHandler)
class PageMetadata:
    """Attributes of ``<schema>`` and ``<fieldset>``."""

    namespace = NAMESPACE
    prefix = PREFIX

    def read(self, node: Element, schema: InterfaceClass) -> None:
        found: dict[str, dict[str, str]] = {}
        for element in node.findall(ns("fieldset")):
            attributes = _attributes(element)
            found.setdefault(element.get("name", ""), {}).update(attributes)
        schema.setTaggedValue(PAGES_KEY, found)
        if own := _attributes(node):
            schema.setTaggedValue(FORM_KEY, own)

    def write(self, node: Element, schema: InterfaceClass) -> None:
        _write(node, form_attributes(schema))
        known = {
            fieldset.__name__ for fieldset in schema.queryTaggedValue(FIELDSETS_KEY, ())
        }
        for element in node.findall("fieldset"):
            name = element.get("name")
            if name in known:
                _write(element, page_attributes(schema, name))
