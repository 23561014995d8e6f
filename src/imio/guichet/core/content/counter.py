"""The e-counter's root, ``/guichet``."""

from plone.dexterity.content import Container
from plone.supermodel import model
from zope.interface import implementer


class ICounter(model.Schema):
    """The e-counter: categories of procedures, and the citizen's pages."""


@implementer(ICounter)
class Counter(Container):
    """The e-counter's root."""
