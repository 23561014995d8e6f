"""Kinds of fields that Plone lacks."""

from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from imio.guichet.forms.values import Address as AddressAnswer
from imio.guichet.forms.values import Period
from imio.guichet.i18n import _
from lxml import etree
from lxml.etree import _Element as Element
from plone.schemaeditor.fields import FieldFactory
from plone.supermodel import loadString
from plone.supermodel import serializeSchema
from plone.supermodel.debug import parseinfo
from plone.supermodel.exportimport import BaseHandler
from plone.supermodel.utils import ns
from zope.interface import Attribute
from zope.interface import implementer
from zope.interface.interface import InterfaceClass
from zope.schema import Date
from zope.schema import Field
from zope.schema import Time
from zope.schema.interfaces import IField
from zope.schema.interfaces import IFromUnicode


@dataclass(frozen=True)
class PlaceAnswer:
    """A place: an address as people write it, and its position when known.

    ``latitude`` and ``longitude`` are degrees (WGS 84), both or none.
    """

    address: str
    latitude: float | None = None
    longitude: float | None = None

    def __str__(self) -> str:
        return self.address

    @property
    def has_position(self) -> bool:
        return self.latitude is not None and self.longitude is not None


class IGrid(IField):
    """Choices on each of several rows."""


@implementer(IGrid)
class Grid(Field):
    """A grid of choices: the answer is a dict, row -> key of a column or keys."""

    _type = dict


GridFactory = FieldFactory(Grid, _("label_grid_field", default="Grille de choix"))
GridHandler = BaseHandler(Grid)


class IPlace(IField):
    """A place in the town."""


@implementer(IPlace, IFromUnicode)
class Place(Field):
    """A place: the answer is a ``PlaceAnswer``."""

    _type = PlaceAnswer

    def fromUnicode(self, text: str) -> PlaceAnswer:
        """Return a place known by its address only."""
        place = PlaceAnswer(text)
        self.validate(place)
        return place


class IPeriod(IField):
    """A period: from a day to another. ``min`` and ``max`` are days."""

    min = Date(title="First day", required=False, default=None)
    max = Date(title="Last day", required=False, default=None)


@implementer(IPeriod)
class DateRange(Field):
    """A period: the answer is a ``values.Period``."""

    _type = Period

    def __init__(
        self, min: date | None = None, max: date | None = None, **kw: object
    ) -> None:
        self.min, self.max = min, max
        super().__init__(**kw)


class IAddress(IField):
    """A Belgian address."""


@implementer(IAddress)
class Address(Field):
    """A Belgian address: the answer is a ``values.Address``."""

    _type = AddressAnswer


PeriodFactory = FieldFactory(DateRange, _("label_period_field", default="Période"))
PeriodHandler = BaseHandler(DateRange)
AddressFactory = FieldFactory(Address, _("label_address_field", default="Adresse"))
AddressHandler = BaseHandler(Address)
PlaceFactory = FieldFactory(Place, _("label_place_field", default="Lieu"))
PlaceHandler = BaseHandler(Place)

# plone.supermodel and plone.schemaeditor know no time of the day.
TimeFactory = FieldFactory(Time, _("label_time_field", default="Heure"))
TimeHandler = BaseHandler(Time)


class IBlock(IField):
    """Questions asked together, once or several times."""

    inner = Attribute("The schema of the questions inside.")


@implementer(IBlock)
class Block(Field):
    """A group of fields in rows: the answer is a tuple of rows.

    ``inner`` is a schema read from ``<fields>``, with its attributes as tagged values;
    None while the block has none of its own (it names one of the library).
    """

    _type = tuple
    inner: InterfaceClass | None = None


class BlockFieldHandler(BaseHandler):
    """Reads and writes ``<fields>``: a schema within a field."""

    def read(self, element: Element) -> Block:
        field = super().read(element)
        inside = element.find(ns("fields"))
        if inside is not None:
            field.inner = read_fields(inside)
        return field

    def write(
        self, field: Block, name: str, type: str, elementName: str = "field"
    ) -> Element:
        element = super().write(field, name, type, elementName)
        if field.inner is not None:
            element.append(write_fields(field.inner))
        return element


def read_fields(inside: Element) -> InterfaceClass:
    """Return the schema of the ``<field>`` elements in a ``<fields>``."""
    model = etree.Element(ns("model"), nsmap=inside.nsmap)
    schema = etree.SubElement(model, ns("schema"))
    for found in inside.findall(ns("field")):
        schema.append(deepcopy(found))
    domain = parseinfo.i18n_domain
    try:
        return loadString(etree.tostring(model, encoding="unicode")).schema
    finally:
        parseinfo.i18n_domain = domain  # a model within a model has ended


def write_fields(schema: InterfaceClass) -> Element:
    """Return the ``<fields>`` of a schema, as supermodel writes its elements."""
    written = etree.fromstring(serializeSchema(schema).encode("utf-8"))
    inside = etree.Element("fields")
    for found in written.iter(etree.Element):
        # supermodel gives its elements no namespace before they are a document.
        found.tag = etree.QName(found).localname
    for found in written.findall("schema/field"):
        inside.append(found)
    return inside


BlockFactory = FieldFactory(Block, _("label_block_field", default="Bloc de questions"))
BlockHandler = BlockFieldHandler(Block)
