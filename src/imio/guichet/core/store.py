"""Where dossiers live: ``/dossiers/<year>/<month>/<reference>``.

The store and its folders are unordered BTree folders outside the catalog and the
navigation. Whoever may not read a dossier gets "not found", never "forbidden": see
``core.gate``.
"""

from __future__ import annotations

from AccessControl import ClassSecurityInfo
from AccessControl.class_init import InitializeClass
from BTrees.LOBTree import LOBTree
from BTrees.OOBTree import OOBTree
from BTrees.OOBTree import OOTreeSet
from imio.guichet.core import references
from Products.BTreeFolder2.BTreeFolder2 import BTreeFolder2
from Products.CMFCore.interfaces import IContentish
from Products.CMFCore.utils import getToolByName
from typing import Any
from typing import TYPE_CHECKING
from zExceptions import NotFound
from zope.interface import implementer
from zope.interface import Interface

import secrets


if TYPE_CHECKING:
    from imio.guichet.core.content.dossier import Dossier

STORE_ID = "dossiers"


class IDossierFolder(Interface):
    """The store or one of its year and month folders."""


@implementer(IDossierFolder, IContentish)
class DossierFolder(BTreeFolder2):
    """An unordered folder of the store. It is contentish only so that REST
    traversal steps through it; no catalog and no workflow knows it."""

    meta_type = "Guichet Dossier Folder"
    security = ClassSecurityInfo()

    def __before_publishing_traverse__(self, folder: Any, request: Any) -> None:
        """Folders of the store have no page of their own."""
        if not request["TraversalRequestNameStack"]:
            raise NotFound(request["URL"])


InitializeClass(DossierFolder)


class DossierStore(DossierFolder):
    """The root of the store. ``drafts`` maps user ids to references of drafts."""

    meta_type = "Guichet Dossier Store"
    attempts = None
    acts = None
    """core.clients.Acts: what clients did of late; made on first use."""

    held = None
    """Random number -> core.files.KeptFile that waits to be scanned; on first use."""

    def __init__(self, id: str = STORE_ID) -> None:
        super().__init__(id)
        self.drafts = OOBTree()

    def folder_for(self, reference: str) -> DossierFolder:
        """Return the month folder of a reference, made when missing."""
        folder: Any = self
        for name in references.bucket(reference):
            if name not in folder:
                folder._setObject(name, DossierFolder(name))
            folder = folder._getOb(name)
        return folder

    def find(self, reference: str) -> Dossier | None:
        """Return the dossier with a normal reference, whoever asks, or None."""
        folder: Any = self
        try:
            path = references.bucket(reference)
        except ValueError:
            return None
        for name in (*path, reference):
            folder = folder._getOb(name, None)
            if folder is None:
                return None
        return folder

    def hold(self, file: Any) -> None:
        """Remember a file that waits to be scanned."""
        if self.held is None:
            self.held = LOBTree()
        self.held[secrets.randbits(62)] = file

    def note_draft(self, user_id: str, reference: str) -> None:
        """Remember a draft of a person."""
        drafts = self.drafts.get(user_id)
        if drafts is None:
            drafts = self.drafts[user_id] = OOTreeSet()
        drafts.insert(reference)

    def forget_draft(self, user_id: str, reference: str) -> None:
        """Forget a draft of a person; unknown ones are ignored."""
        drafts = self.drafts.get(user_id)
        if drafts is not None and reference in drafts:
            drafts.remove(reference)
            if not drafts:
                del self.drafts[user_id]


InitializeClass(DossierStore)


def get_store(context: Any) -> DossierStore:
    """Return the store of the site around ``context``."""
    return getToolByName(context, STORE_ID)
