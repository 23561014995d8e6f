"""The life of a dossier, as other rooms begin, find and end it.

Nothing here checks permissions: callers have done so (views and services).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from datetime import UTC
from imio.guichet.core import events
from imio.guichet.core import references
from imio.guichet.core.audit import Trail
from imio.guichet.core.content.dossier import Dossier
from imio.guichet.core.content.dossier import DossierFile
from imio.guichet.core.journal import Entry
from imio.guichet.core.journal import Journal
from imio.guichet.core.journal import Kind
from imio.guichet.core.revisions import get_revision
from imio.guichet.core.roles import INTERNAL_ROLES
from imio.guichet.core.store import get_store
from imio.guichet.core.types import Phase
from imio.guichet.core.types import Side
from plone.app.uuid.utils import uuidToObject
from plone.uuid.interfaces import IUUID
from Products.CMFCore.permissions import View
from typing import Any
from typing import TYPE_CHECKING
from zope.component.hooks import getSite
from zope.event import notify
from zope.lifecycleevent import ObjectCreatedEvent


if TYPE_CHECKING:
    from imio.guichet.core.content.procedure import Procedure
    from plone.namedfile.file import NamedBlobFile

DOSSIER_TYPE = "imio.guichet.Dossier"
FILE_TYPE = "imio.guichet.File"


def create_draft(
    procedure: Procedure,
    *,
    applicant: str | None = None,
    channel: str = "web",
    language: str = "fr",
) -> Dossier:
    """Begin a draft of the procedure's live revision and return it.

    Raises ValueError when the procedure was never published.
    """
    if procedure.live_revision is None:
        raise ValueError("procedure has no live revision")
    store = get_store(procedure)
    reference = references.new_reference(procedure.code, datetime.now(UTC))
    while store.find(reference) is not None:
        reference = references.new_reference(procedure.code, datetime.now(UTC))
    dossier = Dossier(reference)
    dossier.portal_type = DOSSIER_TYPE
    dossier.reference = reference
    dossier.title = procedure.title
    dossier.language = language
    dossier.procedure_uid = IUUID(procedure)
    dossier.revision = procedure.live_revision
    dossier.option_set = procedure.option_set
    revision = get_revision(procedure, procedure.live_revision)
    dossier.lifecycle = (revision.lifecycle if revision else None) or ""
    dossier.channel = channel
    dossier.applicant = applicant
    dossier.secret = references.new_secret()
    dossier.changed = datetime.now(UTC)
    notify(ObjectCreatedEvent(dossier))
    folder = store.folder_for(reference)
    folder._setObject(reference, dossier, set_owner=0)
    dossier = folder._getOb(reference)
    if applicant:
        store.note_draft(applicant, reference)
    notify(events.DossierCreated(dossier))
    return dossier


def submit(dossier: Dossier) -> bool:
    """Turn a draft into a submitted dossier; False when it already was.

    Asking twice is harmless: the second submission changes nothing. The lifecycle
    enters its first step as subscriber of IDossierSubmitted.
    """
    if not dossier.is_draft:
        return False
    now = datetime.now(UTC)
    dossier.phase = Phase.SUBMITTED
    dossier.submitted = now
    dossier.changed = now
    if dossier.applicant:
        get_store(dossier).forget_draft(dossier.applicant, dossier.reference)
    record(dossier, dossier.applicant or "", "submit")
    notify(events.DossierSubmitted(dossier))
    dossier.indexObject()
    return True


def discard(dossier: Dossier) -> None:
    """Remove a draft for good; raises ValueError for a submitted dossier.

    One that others are to sign is taken back first.
    """
    if not dossier.is_draft or dossier.awaits_signatures:
        raise ValueError("only drafts are discarded")
    store = get_store(dossier)
    notify(events.DossierDiscarded(dossier))
    if dossier.applicant:
        store.forget_draft(dossier.applicant, dossier.reference)
    store.folder_for(dossier.reference)._delObject(dossier.reference)


def find(reference: str, context: Any = None) -> Dossier | None:
    """Return the dossier a person means by a reference, whoever asks, or None."""
    normal = references.normalize(reference)
    if normal is None:
        return None
    return get_store(context if context is not None else getSite()).find(normal)


def drafts_of(user_id: str, context: Any = None) -> list[Dossier]:
    """Return the drafts of a person, the last changed first."""
    store = get_store(context if context is not None else getSite())
    found = [store.find(reference) for reference in store.drafts.get(user_id, ())]
    drafts = [dossier for dossier in found if dossier is not None]
    return sorted(drafts, key=lambda dossier: dossier.changed, reverse=True)


def procedure_of(dossier: Dossier) -> Procedure | None:
    """Return the procedure of a dossier, also when the reader may not view it."""
    return uuidToObject(dossier.procedure_uid, unrestricted=True)


def set_functions(dossier: Dossier, functions: Mapping[str, tuple[str, ...]]) -> None:
    """Set who holds which function now; {} takes everybody out."""
    if dict(dossier.functions) != dict(functions):
        dossier.functions.clear()
        dossier.functions.update(functions)
        dossier.reindexObject()


def get_journal(dossier: Dossier) -> Journal:
    """Return the journal of a dossier, made when missing."""
    if dossier.journal is None:
        dossier.journal = Journal()
    return dossier.journal


def say(
    dossier: Dossier,
    text: str,
    *,
    kind: Kind = Kind.MESSAGE,
    side: Side = Side.AGENT,
    author: str | None = None,
    author_name: str = "",
    files: tuple[str, ...] = (),
) -> Entry:
    """Add a message or note and tell subscribers."""
    entry = Entry(kind, side, text, author, author_name, files)
    get_journal(dossier).add(entry)
    record(dossier, author or "", str(kind))
    if kind == Kind.MESSAGE:
        dossier.changed = entry.created
        dossier.reindexObject()
    notify(events.DossierCommented(dossier, entry))
    return entry


def add_file(
    dossier: Dossier,
    file: NamedBlobFile,
    *,
    side: Side = Side.APPLICANT,
    title: str = "",
    for_applicant: bool = True,
    author: str = "",
) -> DossierFile:
    """Put a document into a dossier and return it."""
    number = len(dossier) + 1
    while (name := f"document-{number}") in dossier:
        number += 1
    document = DossierFile(name)
    document.portal_type = FILE_TYPE
    document.title = title or file.filename or name
    document.file = file
    document.side = str(side)
    document.for_applicant = for_applicant
    if not for_applicant:
        document.manage_permission(View, INTERNAL_ROLES, acquire=0)
    notify(ObjectCreatedEvent(document))
    dossier._setObject(name, document, set_owner=0)
    record(dossier, author, "add-document", document.title)
    return dossier._getOb(name)


def files_of(dossier: Dossier, for_applicant: bool = False) -> list[DossierFile]:
    """Return the documents of a dossier, oldest first."""
    found = [item for item in dossier.objectValues() if item.portal_type == FILE_TYPE]
    if for_applicant:
        found = [item for item in found if item.for_applicant]
    return sorted(found, key=lambda item: item.created())


def record(dossier: Dossier, user: str, action: str, detail: str = "") -> bool:
    """Write a line in the audit trail; False when a recent read already says it."""
    if dossier.audit is None:
        dossier.audit = Trail()
    return dossier.audit.record(user, action, detail)
