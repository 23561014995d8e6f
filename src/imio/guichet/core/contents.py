"""What is inside a document: whether it is what it says, and nothing besides. Pure."""

from __future__ import annotations

from enum import Enum
from io import BytesIO

import re
import zipfile


MOST_ENTRIES = 10_000
LARGEST_UNPACKED = 300 * 1024 * 1024
"""Bytes of all that an office document holds, unpacked."""

_PARTS = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "word/",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xl/",
}
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
_OLE = {
    "application/msword": ("WordDocument",),
    "application/vnd.ms-excel": ("Workbook", "Book"),
}
_MARKUP = re.compile(rb"<(!doctype|html|head|body|script|svg|iframe|\?php)", re.I)
_TEXTS = frozenset({"text/plain", "text/csv", "message/rfc822"})


class Fault(Enum):
    """Why a document is not taken."""

    DISGUISED = "it is not what it says, or two things at once"
    BOMB = "it would fill the memory of whoever opens it"
    MACROS = "it holds programs"


def examine(data: bytes, mime: str) -> Fault | None:
    """Return what is wrong with a document, or None. Its first bytes fit its type."""
    if mime == "application/pdf":
        return _pdf(data)
    if mime in _PARTS or mime.startswith(_OPEN_DOCUMENT):
        return _zipped(data, mime)
    if mime in _OLE:
        if _stream("_VBA_PROJECT") in data:
            return Fault.MACROS
        good = any(_stream(name) in data for name in _OLE[mime])
        return None if good else Fault.DISGUISED
    if mime in _TEXTS:
        page = mime != "message/rfc822" and _MARKUP.match(data.lstrip()[:64])
        return Fault.DISGUISED if b"\0" in data or page else None
    return Fault.DISGUISED


def _stream(name: str) -> bytes:
    """Return how the directory of an OLE file writes the name of a stream."""
    return name.encode("utf-16-le")


def _pdf(data: bytes) -> Fault | None:
    """A PDF that is an archive or a web page as well is none."""
    second = _MARKUP.search(data[:1024]) or zipfile.is_zipfile(BytesIO(data))
    return Fault.DISGUISED if second else None


def _zipped(data: bytes, mime: str) -> Fault | None:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            entries = archive.infolist()
            unpacked = sum(entry.file_size for entry in entries)
            if len(entries) > MOST_ENTRIES or unpacked > LARGEST_UNPACKED:
                return Fault.BOMB
            names = {entry.filename for entry in entries}
            if any(_escapes(name) for name in names):
                return Fault.DISGUISED
            return _office(archive, names, mime)
    except (zipfile.BadZipFile, ValueError, OSError, RuntimeError, KeyError):
        return Fault.DISGUISED
    except NotImplementedError:
        return Fault.DISGUISED


def _office(archive: zipfile.ZipFile, names: set[str], mime: str) -> Fault | None:
    lower = {name.lower() for name in names}
    if any(name.rpartition("/")[2] == "vbaproject.bin" for name in lower):
        return Fault.MACROS
    if mime in _PARTS:
        part = _PARTS[mime]
        whole = "[Content_Types].xml" in names
        good = whole and any(name.startswith(part) for name in names)
        return None if good else Fault.DISGUISED
    if any(name.startswith(("basic/", "scripts/")) for name in lower):
        return Fault.MACROS
    with archive.open("mimetype") as stream:
        said = stream.read(200).decode("ascii", "replace").strip()
    return None if said == mime else Fault.DISGUISED


def _escapes(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return ".." in parts or name.startswith("/")
