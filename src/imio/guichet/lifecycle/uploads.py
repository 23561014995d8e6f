"""A file given in a transition: its size, its type, and that it is what it says."""

from __future__ import annotations

from collections.abc import Sequence
from imio.guichet.i18n import _
from plone.namedfile.file import NamedBlobFile
from zope.i18nmessageid import Message

import filetype


LARGEST = 10 * 1024 * 1024
DOCUMENTS = (
    "application/pdf",
    "image/jpeg",
    "image/png",
    "image/webp",
    "image/heic",
    "application/msword",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.ms-excel",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.oasis.opendocument.text",
    "application/vnd.oasis.opendocument.spreadsheet",
)
_ZIPPED = "application/zip"
_OLD_OFFICE = "application/x-ole-storage"


class UploadRefused(Exception):
    """A file that is not taken; ``message`` is for people."""

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message


def check_upload(file: NamedBlobFile, accept: Sequence[str] = ()) -> str:
    """Return the media type a file really has; raises UploadRefused.

    ``accept`` lists media types; empty means the usual documents and images.
    """
    size = file.getSize()
    if not size:
        raise UploadRefused(_("error_file_empty", default="Ce fichier est vide."))
    if size > LARGEST:
        raise UploadRefused(
            _("error_file_size", default="Ce fichier est trop grand : 10 Mo au plus.")
        )
    with file.open() as stream:
        kind = filetype.guess(stream.read(8192))
    found = kind.mime if kind is not None else ""
    said = (file.contentType or "").partition(";")[0].strip().lower()
    if found in (_ZIPPED, _OLD_OFFICE, "application/x-msi") and said in DOCUMENTS:
        office = "openxml" in said or "opendocument" in said
        if office == (found == _ZIPPED) and not said.startswith(("image/",)):
            found = said
    if found not in (accept or DOCUMENTS):
        raise UploadRefused(
            _(
                "error_file_type",
                default="Ce type de fichier n'est pas accepté ici, ou le contenu ne "
                "correspond pas au nom du fichier.",
            )
        )
    return found
