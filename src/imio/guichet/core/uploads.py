"""What people may send as a file, whoever they are: the one check of all rooms. Pure.

What a file holds decides, not what it says of itself: known kinds only, each looked
into, pictures made anew. Nothing that a browser would run is among them.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from imio.guichet.core import contents
from imio.guichet.core import images
from imio.guichet.core.filenames import clean_name
from imio.guichet.core.filenames import extension_of
from imio.guichet.core.filenames import format_size
from imio.guichet.i18n import _
from typing import Protocol

import filetype


HEAD = 8192
"""How many first bytes say what a file is."""

MAX_SIZE = 10 * 1024 * 1024
"""Bytes of a citizen's file where nothing else is said."""

AGENT_MAX_SIZE = 20 * 1024 * 1024
"""Bytes of a file that an agent adds."""

LARGEST = 50 * 1024 * 1024
"""Bytes that no setting goes beyond: a file is looked at in memory."""

_OFFICE = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."
_ZIP = "application/zip"
_OLE = "application/x-ole-storage"
_CONTAINERS = {b"PK\x03\x04": _ZIP, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": _OLE}
"""What office documents are kept in; ``contents`` tells which is which."""


class Stream(Protocol):
    """Something to read bytes from, from its beginning."""

    def read(self, size: int = -1, /) -> bytes: ...

    def seek(self, offset: int, whence: int = 0, /) -> int: ...


@dataclass(frozen=True)
class Kind:
    """A kind of file: its type, its extensions, what its first bytes may be."""

    mime: str
    extensions: tuple[str, ...]
    sniffed: tuple[str | None, ...]
    word: str


PICTURES = (
    Kind("image/jpeg", ("jpg", "jpeg", "jfif"), ("image/jpeg",), "JPEG"),
    Kind("image/png", ("png",), ("image/png",), "PNG"),
    Kind("image/webp", ("webp",), ("image/webp",), "WebP"),
    Kind("image/gif", ("gif",), ("image/gif",), "GIF"),
)
DOCUMENTS = (
    Kind("application/pdf", ("pdf",), ("application/pdf",), "PDF"),
    *PICTURES,
    Kind(
        _OFFICE + "wordprocessingml.document",
        ("docx",),
        (_ZIP,),
        "Word",
    ),
    Kind(
        _OFFICE + "spreadsheetml.sheet",
        ("xlsx",),
        (_ZIP,),
        "Excel",
    ),
    Kind(_ODF + "text", ("odt",), (_ZIP,), "OpenDocument"),
    Kind(_ODF + "spreadsheet", ("ods",), (_ZIP,), "OpenDocument"),
)
"""What a citizen may send."""

KINDS = (
    *DOCUMENTS,
    Kind("application/msword", ("doc",), (_OLE,), "Word"),
    Kind("application/vnd.ms-excel", ("xls",), (_OLE,), "Excel"),
    Kind("text/plain", ("txt",), (None,), "texte"),
    Kind("text/csv", ("csv",), (None,), "CSV"),
    Kind("message/rfc822", ("eml",), (None,), "courriel"),
)
"""What an agent may add: also what arrives by mail and from old offices."""

DEFAULT = tuple(kind.mime for kind in DOCUMENTS)


class UploadRefused(ValueError):
    """A file is not taken; ``message`` says why to whoever sent it."""

    def __init__(self, message: str) -> None:
        super().__init__(str(message))
        self.message = message


@dataclass(frozen=True)
class Taken:
    """A file that may be kept, as it is to be kept."""

    name: str
    type: str
    data: bytes


def take(
    filename: str,
    stream: Stream,
    kinds: Collection[Kind] = DOCUMENTS,
    max_size: int = MAX_SIZE,
) -> Taken:
    """Return a file as it may be kept; raises UploadRefused.

    ``filename`` is what the browser says, ``max_size`` bytes. A picture is written
    anew (see ``images``), so that its bytes are others than those sent.
    """
    name = clean_name(filename)
    max_size = min(max_size, LARGEST)
    data = _read(name, stream, max_size)
    kind = _kind(name, data[:HEAD], kinds)
    name = _with_extension(name, kind)
    if kind.mime in images.REWRITTEN:
        data = _picture(name, data, kind)
    else:
        _look_into(name, data, kind)
    return Taken(name, kind.mime, data)


def _read(name: str, stream: Stream, max_size: int) -> bytes:
    stream.seek(0)
    data = stream.read(max_size + 1)
    if not data:
        raise UploadRefused(
            _(
                "error_file_empty",
                default="Le fichier « ${name} » est vide. Choisissez-en un autre.",
                mapping={"name": name},
            )
        )
    if len(data) > max_size:
        raise UploadRefused(
            _(
                "error_file_too_large",
                default="Le fichier « ${name} » est trop lourd : il peut peser ${max} "
                "au plus.",
                mapping={"name": name, "max": format_size(max_size)},
            )
        )
    return data


def _kind(name: str, head: bytes, kinds: Collection[Kind]) -> Kind:
    """Return the kind of a file; a picture's extension may be another picture's."""
    named = kind_of(name, kinds)
    if named is None and extension_of(name) in ("heic", "heif"):
        raise UploadRefused(
            _(
                "error_file_heic",
                default="La photo « ${name} » est au format HEIC, que peu de programmes "
                "lisent. Enregistrez-la en JPEG, puis envoyez-la.",
                mapping={"name": name},
            )
        )
    if named is None:
        raise UploadRefused(
            _(
                "error_file_kind",
                default="Le fichier « ${name} » n'est pas d'un type accepté : ${kinds}.",
                mapping={"name": name, "kinds": words(kinds)},
            )
        )
    found = sniff(head)
    if found in named.sniffed:
        return named
    if named in PICTURES:
        for kind in PICTURES:
            if found in kind.sniffed and kind in kinds:
                return kind
    raise UploadRefused(disguised(name, named))


def disguised(name: str, kind: Kind) -> str:
    """Return the words for a file that is not what its name says."""
    message: str = _(
        "error_file_disguised",
        default="Le contenu de « ${name} » n'est pas celui d'un fichier ${kind}. "
        "Enregistrez-le à nouveau dans ce format, ou choisissez-en un autre.",
        mapping={"name": name, "kind": kind.word},
    )
    return message


def _picture(name: str, data: bytes, kind: Kind) -> bytes:
    try:
        return images.rewrite(data, kind.mime)
    except images.TooLarge as error:
        raise UploadRefused(
            _(
                "error_file_pixels",
                default="L'image « ${name} » est trop grande (${width} × ${height} "
                "points) : réduisez-la, ou envoyez-la en PDF.",
                mapping={
                    "name": name,
                    "width": error.args[0],
                    "height": error.args[1],
                },
            )
        ) from error
    except images.Unreadable as error:
        raise UploadRefused(disguised(name, kind)) from error


def _look_into(name: str, data: bytes, kind: Kind) -> None:
    match contents.examine(data, kind.mime):
        case contents.Fault.DISGUISED:
            raise UploadRefused(disguised(name, kind))
        case contents.Fault.BOMB:
            raise UploadRefused(
                _(
                    "error_file_bomb",
                    default="Le fichier « ${name} » est beaucoup trop grand une fois "
                    "ouvert.",
                    mapping={"name": name},
                )
            )
        case contents.Fault.MACROS:
            raise UploadRefused(
                _(
                    "error_file_macros",
                    default="Le fichier « ${name} » contient des macros, que nous "
                    "n'acceptons pas. Enregistrez-le sans elles, ou en PDF.",
                    mapping={"name": name},
                )
            )


def _with_extension(name: str, kind: Kind) -> str:
    if extension_of(name) in kind.extensions:
        return name
    return f"{name.rpartition('.')[0] or name}.{kind.extensions[0]}"


def accepted_kinds(mimes: Collection[str]) -> tuple[Kind, ...]:
    """Return the kinds of media types; ``image/*`` stands for all pictures."""
    return tuple(
        kind
        for kind in KINDS
        if kind.mime in mimes or f"{kind.mime.split('/')[0]}/*" in mimes
    )


def kind_of(name: str, kinds: Collection[Kind] = KINDS) -> Kind | None:
    """Return the kind that a name announces, among those accepted."""
    extension = extension_of(name)
    return next((kind for kind in kinds if extension in kind.extensions), None)


def sniff(head: bytes) -> str | None:
    """Return the type that first bytes betray, or None."""
    for start, container in _CONTAINERS.items():
        if head.startswith(start):
            return container
    found = filetype.guess(head)
    return found.mime if found else None


def words(kinds: Collection[Kind]) -> str:
    """Return the kinds in words: ``PDF, JPEG, PNG``."""
    return ", ".join(dict.fromkeys(kind.word for kind in kinds))


def accept(kinds: Collection[Kind]) -> str:
    """Return what an input's ``accept`` says.

    Extensions and exact types: with ``image/*``, telephones would send pictures of
    types that few programs read (HEIC) instead of turning them into JPEG.
    """
    extensions = [f".{extension}" for kind in kinds for extension in kind.extensions]
    return ",".join([*extensions, *(kind.mime for kind in kinds)])
