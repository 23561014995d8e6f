"""The catalog of dossiers: apart from the site's, so that no public search sees it.

A dossier is indexed once per transaction, when it commits or when somebody in it
searches. Drafts are not indexed: ``core.store`` keeps the drafts of each person.
"""

from __future__ import annotations

from AccessControl import ClassSecurityInfo
from AccessControl import getSecurityManager
from AccessControl.class_init import InitializeClass
from Acquisition import aq_base
from Acquisition import aq_inner
from Acquisition import aq_parent
from BTrees.IIBTree import IISet
from BTrees.IIBTree import intersection
from imio.guichet.core.permissions import VIEW_ALL_DOSSIERS
from imio.guichet.core.types import Side
from Products.CMFCore.utils import getToolByName
from Products.ZCatalog.ZCatalog import ZCatalog
from typing import Any
from typing import TYPE_CHECKING
from zExceptions import NotFound

import transaction


if TYPE_CHECKING:
    from collections.abc import Iterable
    from imio.guichet.core.content.dossier import Dossier

CATALOG_ID = "guichet_catalog"
_PENDING = object()

FIELD_INDEXES = (
    "reference",
    "procedure_uid",
    "phase",
    "step",
    "service",
    "handler",
    "applicant",
    "applicant_key",
    "channel",
    "revision",
)
KEYWORD_INDEXES = ("readers", "waiting_for", "words")
DATE_INDEXES = ("submitted", "deadline", "changed")
METADATA = (
    "reference",
    "title",
    "procedure_uid",
    "phase",
    "step",
    "step_title",
    "citizen_step_title",
    "service",
    "handler",
    "applicant",
    "applicant_name",
    "channel",
    "submitted",
    "deadline",
    "changed",
    "unread",
    "listed",
)


def _pending() -> dict[str, Any]:
    """Return path -> dossier to index at the end of this transaction."""
    current = transaction.get()
    try:
        return current.data(_PENDING)
    except KeyError:
        pending: dict[str, Any] = {}
        current.set_data(_PENDING, pending)
        current.addBeforeCommitHook(_flush, (pending,))
        return pending


def _flush(pending: dict[str, Any]) -> None:
    while pending:
        path, dossier = pending.popitem()
        catalog = getToolByName(dossier, CATALOG_ID, None)
        if catalog is None:
            continue
        parent = aq_parent(aq_inner(dossier))
        present = parent is not None and dossier.getId() in aq_base(parent)
        if present and dossier.indexed():
            catalog.catalog_object(IndexedDossier(dossier), path)
        elif catalog.getrid(path) is not None:
            catalog.uncatalog_object(path)


def flush() -> None:
    """Index now what this transaction changed."""
    try:
        pending = transaction.get().data(_PENDING)
    except KeyError:
        return
    _flush(pending)


class DossierCatalogAware:
    """Mix-in: index in the catalog of dossiers instead of the site's."""

    def indexed(self) -> bool:
        """True when this object belongs in the catalog now."""
        return not self.is_draft  # type: ignore[attr-defined]

    def indexObject(self) -> None:
        if self.indexed():
            self._queue()

    def reindexObject(
        self, idxs: Iterable[str] = (), update_metadata: int = 1, uid: object = None
    ) -> None:
        if self.indexed():
            self._queue()

    def reindexObjectSecurity(self, skip_self: bool = False) -> None:
        self.reindexObject()

    def unindexObject(self) -> None:
        self._queue()

    def _queue(self) -> None:
        path = "/".join(self.getPhysicalPath())  # type: ignore[attr-defined]
        _pending()[path] = self


class IndexedDossier:
    """What the catalog reads of a dossier."""

    def __init__(self, dossier: Dossier) -> None:
        self._dossier = dossier

    def __getattr__(self, name: str) -> object:
        if name.startswith("_"):
            raise AttributeError(name)
        value = getattr(aq_base(self._dossier), name)
        if name in FIELD_INDEXES and value is None:
            return ""
        if name == "phase":
            return str(value)
        return value

    def readers(self) -> tuple[str, ...]:
        from imio.guichet.core.roles import readers

        return readers(self._dossier)

    def words(self) -> tuple[str, ...]:
        """Folded words by which agents find it: reference, applicant, for whom."""
        from imio.guichet.core.text import words

        dossier = aq_base(self._dossier)
        whom = dossier.behalf.name if dossier.behalf is not None else ""
        return words(dossier.reference, dossier.applicant_name, dossier.title, whom)

    def applicant_key(self) -> str:
        """The applicant's name as lists sort it."""
        from imio.guichet.core.text import fold

        return fold(aq_base(self._dossier).applicant_name)

    def unread(self) -> int:
        """How many of the applicant's messages no agent has seen."""
        journal = aq_base(self._dossier).journal
        if journal is None:
            return 0
        return sum(
            entry.read is None and entry.side == Side.APPLICANT
            for entry in journal.messages()
        )

    def listed(self) -> tuple[tuple[str, str], ...]:
        """Question and answer of what lists show."""
        from imio.guichet.core.interfaces import IDossierForm

        form = IDossierForm(self._dossier, None)
        return tuple(form.listed()) if form is not None else ()

    def getPhysicalPath(self) -> tuple[str, ...]:
        return self._dossier.getPhysicalPath()


class DossierCatalog(ZCatalog):
    """Catalog of dossiers. ``search`` shows what the current user may read."""

    id = CATALOG_ID
    meta_type = "Guichet Dossier Catalog"
    security = ClassSecurityInfo()
    security.setDefaultAccess("deny")

    def __init__(self) -> None:
        super().__init__(CATALOG_ID, "Dossiers")

    security.declarePrivate("search")

    def search(self, query: dict[str, Any]) -> Any:
        """Return brains of the dossiers that match and the current user may read."""
        flush()
        return super().searchResults(self._gated(query))

    security.declarePrivate("matching")

    def matching(self, query: dict[str, Any]) -> Any:
        """Return the record ids that match and the current user may read.

        A set of the BTrees family II, unsorted; nothing is loaded of the dossiers.
        It may be an index's own set: never change it.
        """
        flush()
        result = None
        for name, value in self._gated(query).items():
            index = self._catalog.getIndex(name)
            found, _ = index._apply_index({name: value}, result)
            result = found if result is None else intersection(result, found)
            if not result:
                return IISet()
        if result is None:  # all of them: each has a moment of submission
            return self._catalog.getIndex("submitted").documentToKeyMap()
        return result

    security.declarePrivate("count")

    def count(self, query: dict[str, Any]) -> int:
        """Return how many dossiers match that the current user may read."""
        if not self._gated(query):
            flush()
            return len(self)
        return len(self.matching(query))

    security.declarePrivate("records")

    def records(self, rids: Iterable[int]) -> list[Any]:
        """Return the brains of record ids, in their order."""
        return [self._catalog[rid] for rid in rids]

    def _gated(self, query: dict[str, Any]) -> dict[str, Any]:
        user = getSecurityManager().getUser()
        if user.has_permission(VIEW_ALL_DOSSIERS, self):
            return query
        return {**query, "readers": principals_of(user)}

    security.declarePrivate("search_all")

    def search_all(self, query: dict[str, Any]) -> Any:
        """Return brains of all dossiers that match; for the system's own work."""
        flush()
        return super().searchResults(query)

    def __before_publishing_traverse__(self, catalog: Any, request: Any) -> None:
        """The catalog has no page: searching is for our own code."""
        if not request["TraversalRequestNameStack"]:
            raise NotFound(request["URL"])

    # Not declareProtected: that would declare the permission with Zope's default
    # roles, before permissions.zcml gives it its own.
    security.declarePrivate("searchResults")

    def searchResults(self, query: Any = None, **kw: Any) -> Any:
        return self.search({**(query or {}), **kw})

    __call__ = searchResults


InitializeClass(DossierCatalog)


def principals_of(user: Any) -> list[str]:
    """Return the ids of a user and of its groups; [] for anonymous."""
    user_id = user.getId()
    if user_id is None:
        return []
    return [user_id, *(getattr(user, "getGroups", tuple)() or ())]


def get_catalog(context: Any) -> DossierCatalog:
    """Return the catalog of dossiers of the site around ``context``."""
    return getToolByName(context, CATALOG_ID)
