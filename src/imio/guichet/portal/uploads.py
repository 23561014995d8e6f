"""What documents an applicant may add to a dossier. Pure: bytes in, a reason out."""

from __future__ import annotations

from dataclasses import dataclass
from imio.guichet.i18n import _
from pathlib import PurePosixPath
from typing import Any

import filetype
import re


MAX_BYTES = 15 * 1024 * 1024
MAX_NAME = 120
TYPES = {
    "pdf": "application/pdf",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "heic": "image/heic",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""MIME types by extension."""

ACCEPT = ",".join(f".{name}" for name in TYPES)
_SEEN_AS_ZIP = frozenset({"odt", "ods", "docx", "xlsx"})


@dataclass(frozen=True)
class Upload:
    """A document that may be kept."""

    filename: str
    content_type: str


class UploadRefused(ValueError):
    """A document may not be kept; ``message`` says why, for the applicant."""

    def __init__(self, message: Any) -> None:
        super().__init__(str(message))
        self.message = message


def clean_name(name: str) -> str:
    """Return a file name without folders, control characters or excess length."""
    name = PurePosixPath(name.replace("\\", "/")).name
    name = re.sub(r"[\x00-\x1f\x7f]", "", name).strip(" .")
    stem, dot, extension = name.rpartition(".")
    if dot and len(name) > MAX_NAME:
        name = f"{stem[: MAX_NAME - len(extension) - 1]}.{extension}"
    return name[:MAX_NAME]


def examine(filename: str, head: bytes, size: int) -> Upload:
    """Return what the document is; raises UploadRefused.

    ``head`` is its beginning (4 kB are enough), ``size`` its length in bytes. Its
    content must be what its name says.
    """
    name = clean_name(filename)
    if size == 0:
        raise UploadRefused(
            _(
                "error_upload_empty",
                default="Ce fichier est vide : choisissez-en un autre.",
            )
        )
    if size > MAX_BYTES:
        raise UploadRefused(
            _(
                "error_upload_too_large",
                default="Ce fichier est trop lourd : ${max} Mo au plus.",
                mapping={"max": MAX_BYTES // 1024 // 1024},
            )
        )
    extension = name.rpartition(".")[2].lower()
    expected = TYPES.get(extension)
    if expected is None:
        raise UploadRefused(
            _(
                "error_upload_type",
                default="Ce type de fichier n'est pas accepté. Envoyez un PDF, une photo "
                "ou un document de bureautique.",
            )
        )
    kind = filetype.guess(head)
    found = kind.mime if kind is not None else ""
    zipped = extension in _SEEN_AS_ZIP and found == "application/zip"
    if found != expected and not zipped:
        raise UploadRefused(
            _(
                "error_upload_disguised",
                default="Le contenu de ce fichier ne correspond pas à son nom.",
            )
        )
    return Upload(name, expected)
