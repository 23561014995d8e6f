"""The content type Lifecycle and the hidden folder that holds them."""

from __future__ import annotations

from imio.guichet.core.annotatable import annotatable
from imio.guichet.lifecycle import reader
from imio.guichet.lifecycle.interfaces import ILifecycle
from imio.guichet.lifecycle.model import Lifecycle as Definition
from plone.dexterity.content import Item
from Products.BTreeFolder2.BTreeFolder2 import BTreeFolder2
from zope.interface import implementer
from zope.interface import Interface


FOLDER_ID = "lifecycles"
LIFECYCLE_TYPE = "imio.guichet.Lifecycle"


@annotatable
@implementer(ILifecycle)
class Lifecycle(Item):
    """A lifecycle as content; its id is the lifecycle's."""

    source: str = ""

    @property
    def definition(self) -> Definition:
        """What the source says, read once per process and text."""
        return reader.cached(self.source)


class ILifecycleFolder(Interface):
    """The folder of lifecycles."""


@implementer(ILifecycleFolder)
class LifecycleFolder(BTreeFolder2):
    """Where lifecycles are: no page of the site, read by form managers only."""

    meta_type = "Guichet Lifecycle Folder"
