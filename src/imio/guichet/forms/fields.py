"""Kinds of fields that Plone lacks."""

from dataclasses import dataclass
from imio.guichet.i18n import _
from plone.schemaeditor.fields import FieldFactory
from plone.supermodel.exportimport import BaseHandler
from zope.interface import implementer
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


PlaceFactory = FieldFactory(Place, _("label_place_field", default="Lieu"))
PlaceHandler = BaseHandler(Place)

# plone.supermodel and plone.schemaeditor know no time of the day.
TimeFactory = FieldFactory(Time, _("label_time_field", default="Heure"))
TimeHandler = BaseHandler(Time)
