"""The ``guichet:`` attributes of supermodel XML, kept as they are written.

Plone's and easyform's own editors read a model, change it and write it again;
these handlers carry our attributes along. ``reading`` gives them a meaning.
"""

from __future__ import annotations

from lxml.etree import _Element as Element
from plone.supermodel.interfaces import FIELDSETS_KEY
from plone.supermodel.interfaces import IFieldMetadataHandler
from plone.supermodel.interfaces import ISchemaMetadataHandler
from plone.supermodel.utils import ns
from zope.interface import implementer
from zope.interface.interface import InterfaceClass
from zope.schema.interfaces import IField


NAMESPACE = "http://namespaces.imio.be/guichet"
PREFIX = "guichet"
FIELDS_KEY = "imio.guichet.forms.fields"
PAGES_KEY = "imio.guichet.forms.pages"


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


def field_attributes(schema: InterfaceClass, name: str) -> dict[str, str]:
    """Return the attributes of a field, by name without prefix."""
    return dict(schema.queryTaggedValue(FIELDS_KEY, {}).get(name, {}))


def page_attributes(schema: InterfaceClass, name: str) -> dict[str, str]:
    """Return the attributes of a fieldset, by name without prefix."""
    return dict(schema.queryTaggedValue(PAGES_KEY, {}).get(name, {}))


@implementer(IFieldMetadataHandler)
class FieldMetadata:
    """Attributes of ``<field>``."""

    namespace = NAMESPACE
    prefix = PREFIX

    def read(self, node: Element, schema: InterfaceClass, field: IField) -> None:
        found = _attributes(node)
        if found:
            known = schema.queryTaggedValue(FIELDS_KEY, {})
            schema.setTaggedValue(FIELDS_KEY, {**known, field.__name__: found})

    def write(self, node: Element, schema: InterfaceClass, field: IField) -> None:
        _write(node, field_attributes(schema, field.__name__))


@implementer(ISchemaMetadataHandler)
class PageMetadata:
    """Attributes of ``<fieldset>``."""

    namespace = NAMESPACE
    prefix = PREFIX

    def read(self, node: Element, schema: InterfaceClass) -> None:
        found: dict[str, dict[str, str]] = {}
        for element in node.findall(ns("fieldset")):
            attributes = _attributes(element)
            found.setdefault(element.get("name", ""), {}).update(attributes)
        schema.setTaggedValue(PAGES_KEY, found)

    def write(self, node: Element, schema: InterfaceClass) -> None:
        known = {
            fieldset.__name__ for fieldset in schema.queryTaggedValue(FIELDSETS_KEY, ())
        }
        for element in node.findall("fieldset"):
            name = element.get("name")
            if name in known:
                _write(element, page_attributes(schema, name))
