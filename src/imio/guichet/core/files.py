"""Files as they are kept: checked once, when they come in."""

from __future__ import annotations

from collections.abc import Collection
from imio.guichet.core import uploads
from plone.namedfile.file import NamedBlobFile


class KeptFile(NamedBlobFile):
    """A file that was checked."""


def keep(
    filename: str,
    stream: uploads.Stream,
    kinds: Collection[uploads.Kind] = uploads.DOCUMENTS,
    max_size: int = uploads.MAX_SIZE,
) -> KeptFile:
    """Return an upload as a file to store; raises ``uploads.UploadRefused``."""
    taken = uploads.take(filename, stream, kinds, max_size)
    return KeptFile(taken.data, contentType=taken.type, filename=taken.name)


def keep_again(
    file: NamedBlobFile,
    kinds: Collection[uploads.Kind] = uploads.KINDS,
    max_size: int = uploads.AGENT_MAX_SIZE,
) -> KeptFile:
    """Return a file that something else made of an upload, checked.

    One checked already, of a kind and size that fit, is returned as it is. Raises
    ``uploads.UploadRefused``.
    """
    fits = any(kind.mime == file.contentType for kind in kinds)
    if isinstance(file, KeptFile) and fits and file.getSize() <= max_size:
        return file
    with file.open() as stream:
        return keep(file.filename or "", stream, kinds, max_size)
