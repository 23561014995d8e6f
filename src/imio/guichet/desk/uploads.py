"""Whether a file an agent adds is one, and what it says it is. Pure."""

from __future__ import annotations

from imio.guichet.i18n import _
from pathlib import PurePath
from zope.i18nmessageid import Message

import filetype


LARGEST = 20 * 1024 * 1024
"""Bytes."""

HEAD = 8192
"""Bytes of the beginning that tell what a file is."""

_ZIP = "application/zip"
_OLE = frozenset({"application/x-ole-storage", "application/msword"})
_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."

KINDS: dict[str, frozenset[str | None]] = {
    ".pdf": frozenset({"application/pdf"}),
    ".jpg": frozenset({"image/jpeg"}),
    ".jpeg": frozenset({"image/jpeg"}),
    ".png": frozenset({"image/png"}),
    ".webp": frozenset({"image/webp"}),
    ".heic": frozenset({"image/heic"}),
    ".odt": frozenset({_ZIP, _OPEN + "text"}),
    ".ods": frozenset({_ZIP, _OPEN + "spreadsheet"}),
    ".docx": frozenset({_ZIP, _OFFICE + "wordprocessingml.document"}),
    ".xlsx": frozenset({_ZIP, _OFFICE + "spreadsheetml.sheet"}),
    ".doc": _OLE,
    ".xls": _OLE | {"application/vnd.ms-excel"},
    ".txt": frozenset({None}),
    ".csv": frozenset({None}),
    ".eml": frozenset({None}),
}
"""Endings of names that are taken -> what the content may then prove to be."""


def refusal(filename: str, size: int, head: bytes) -> Message | None:
    """Return why a file is refused, or None when it is fine.

    ``head`` is its first bytes (``HEAD`` of them).
    """
    if not size:
        return _("error_file_empty", default="Ce fichier est vide.")
    if size > LARGEST:
        return _(
            "error_file_large",
            default="Ce fichier est trop grand : ${most} Mo au plus.",
            mapping={"most": LARGEST // 1024 // 1024},
        )
    accepted = KINDS.get(PurePath(filename).suffix.lower())
    if accepted is None:
        return _(
            "error_file_kind",
            default="Ce type de fichier n'est pas accepté. Choisissez un PDF, une image "
            "ou un document bureautique.",
        )
    kind = filetype.guess(head)
    found = kind.mime if kind is not None else None
    if found not in accepted or (found is None and b"\0" in head):
        return _(
            "error_file_disguised",
            default="Le contenu de ce fichier ne correspond pas à son nom.",
        )
    return None
