"""Contracts within the room, and for those who add kinds of fields."""

from imio.guichet.core.interfaces import ICoreLayer
from imio.guichet.core.interfaces import IPublicPage
from zope.interface import Interface


class IFormsLayer(ICoreLayer):
    """Browser layer of the room."""


class IAttributes(Interface):
    """The ``guichet:`` attributes of one field: see ``reading.Attributes``."""


class IControl(Interface):
    """How a kind of field is asked, read and shown: see ``controls.base.Control``.

    A multi-adapter of (the zope.schema field, its attributes) makes one when a
    form is read. Another room that brings a kind of field registers its own.
    """


class IFirstPage(IPublicPage):
    """A form's first page as anonymous people ask for it: may be kept in caches."""
