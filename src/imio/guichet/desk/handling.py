"""What agents do in a dossier besides its lifecycle: messages, notes, documents.

Nothing here checks permissions. What is wrong in what was typed is told by
``TransitionRefused``, before anything is changed.
"""

from __future__ import annotations

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from imio.guichet.core import dossiers
from imio.guichet.core import files
from imio.guichet.core import uploads
from imio.guichet.core.audit import READ
from imio.guichet.core.content.dossier import Dossier
from imio.guichet.core.content.dossier import DossierFile
from imio.guichet.core.journal import Entry
from imio.guichet.core.journal import Kind
from imio.guichet.core.types import Side
from imio.guichet.core.types import TransitionRefused
from imio.guichet.i18n import _
from plone.namedfile.file import NamedBlobFile
from typing import Any


LONGEST = 20_000
TWICE = timedelta(minutes=2)
"""The same thing done again within this time is a double click."""


def clean_text(text: str, field: str = "text") -> str:
    """Return what was typed, without blanks around; raises TransitionRefused."""
    text = "\n".join(text.splitlines()).strip()
    if not text:
        message = _("error_text_missing", default="Écrivez votre texte.")
        raise TransitionRefused(message, {field: message})
    if len(text) > LONGEST:
        message = _(
            "error_text_long",
            default="Ce texte est trop long : ${most} caractères au plus.",
            mapping={"most": LONGEST},
        )
        raise TransitionRefused(message, {field: message})
    return text


def read_upload(upload: Any, field: str = "file") -> NamedBlobFile | None:
    """Return the file of an upload field, None when none was chosen.

    ``upload`` is a ``ZPublisher.HTTPRequest.FileUpload``. Raises TransitionRefused.
    """
    filename = getattr(upload, "filename", "") or ""
    if not filename:
        return None
    try:
        return files.keep(filename, upload, uploads.KINDS, uploads.AGENT_MAX_SIZE)
    except uploads.UploadRefused as error:
        raise TransitionRefused(error.message, {field: error.message}) from error


def say(
    dossier: Dossier,
    kind: Kind,
    text: str,
    author: str,
    author_name: str,
    file: NamedBlobFile | None = None,
) -> Entry:
    """Add a message to the applicant or an internal note; twice is once."""
    for entry in reversed(list(dossier.journal or ())):
        if datetime.now(UTC) - entry.created > TWICE:
            break
        if (entry.kind, entry.author, entry.text) == (kind, author, text):
            return entry
    added: tuple[str, ...] = ()
    if file is not None:
        for_applicant = kind == Kind.MESSAGE
        document = add_document(dossier, file, "", for_applicant, author)
        added = (document.getId(),)
    return dossiers.say(
        dossier,
        text,
        kind=kind,
        side=Side.AGENT,
        author=author,
        author_name=author_name,
        files=added,
    )


def add_document(
    dossier: Dossier,
    file: NamedBlobFile,
    title: str,
    for_applicant: bool,
    author: str,
) -> DossierFile:
    """Add a document of the agents; twice is once."""
    title = title.strip() or file.filename or ""
    for present in dossiers.files_of(dossier):
        recent = datetime.now(UTC) - present.created().utcdatetime().replace(tzinfo=UTC)
        same = (present.title, present.file.getSize()) == (title, file.getSize())
        if same and recent < TWICE and present.side == Side.AGENT:
            return present
    return dossiers.add_file(
        dossier,
        file,
        side=Side.AGENT,
        title=title,
        for_applicant=for_applicant,
        author=author,
    )


def note_reading(dossier: Dossier, user: str, handles: bool) -> list[Any]:
    """Record that somebody read the dossier; return the objects that were written.

    The applicant's messages become read when one who handles the dossier sees them.
    """
    written: list[Any] = []
    if dossier.audit is None:
        written.append(dossier)
    if dossiers.record(dossier, user, READ):
        written += [dossier.audit, dossier.audit._lines]
    if handles and dossier.journal is not None:
        unread = [
            entry
            for entry in dossier.journal.messages()
            if entry.read is None and entry.side == Side.APPLICANT
        ]
        for entry in unread:
            entry.read = datetime.now(UTC)
        if unread:
            dossier.reindexObject()
            written += unread
    return written
