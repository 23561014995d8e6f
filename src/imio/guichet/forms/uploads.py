"""What a citizen may send as a file: known kinds, honest about what they are."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from imio.guichet.i18n import _

import filetype
import re
import unicodedata


HEAD = 8192
"""How many first bytes say what a file is."""

MAX_SIZE = 10 * 1024 * 1024
"""Bytes a file may have when the field does not say."""

LONGEST_NAME = 120

OFFICE = "application/vnd.openxmlformats-officedocument."
ODF = "application/vnd.oasis.opendocument."
ZIP = "application/zip"
OLE = "application/x-ole-storage"


@dataclass(frozen=True)
class Kind:
    """A kind of file: its type, its extensions, what its first bytes may be."""

    mime: str
    extensions: tuple[str, ...]
    sniffed: tuple[str, ...]
    word: str


KINDS = (
    Kind("application/pdf", ("pdf",), ("application/pdf",), "PDF"),
    Kind("image/jpeg", ("jpg", "jpeg"), ("image/jpeg",), "JPEG"),
    Kind("image/png", ("png",), ("image/png",), "PNG"),
    Kind("image/webp", ("webp",), ("image/webp",), "WebP"),
    Kind("image/gif", ("gif",), ("image/gif",), "GIF"),
    Kind("image/heic", ("heic", "heif"), ("image/heic",), "HEIC"),
    Kind(
        OFFICE + "wordprocessingml.document",
        ("docx",),
        (OFFICE + "wordprocessingml.document", ZIP),
        "Word",
    ),
    Kind(
        OFFICE + "spreadsheetml.sheet",
        ("xlsx",),
        (OFFICE + "spreadsheetml.sheet", ZIP),
        "Excel",
    ),
    Kind(ODF + "text", ("odt",), (ODF + "text", ZIP), "OpenDocument"),
    Kind(ODF + "spreadsheet", ("ods",), (ODF + "spreadsheet", ZIP), "OpenDocument"),
)
BY_MIME = {kind.mime: kind for kind in KINDS}
DEFAULT = tuple(kind.mime for kind in KINDS)

_SIZE = re.compile(r"\s*(\d+(?:[.,]\d+)?)\s*([kmg]?)(?:i?[bo])?\s*", re.IGNORECASE)
_UNITS = {"": 1, "k": 1024, "m": 1024**2, "g": 1024**3}


def parse_size(text: str) -> int | None:
    """Return the bytes of ``10MB``, ``500 ko`` or ``2048``, or None."""
    found = _SIZE.fullmatch(text)
    if not found:
        return None
    return int(float(found[1].replace(",", ".")) * _UNITS[found[2].lower()])


def format_size(size: int) -> str:
    """Return a size as people say it: ``240 ko``, ``1,5 Mo``."""
    if size < 1024:
        return f"{size} octets"
    if size < 1024**2:
        return f"{round(size / 1024)} ko"
    return f"{size / 1024**2:.1f} Mo".replace(".0 ", " ").replace(".", ",")


def clean_name(name: str) -> str:
    """Return a file's name without path, control characters or oddities."""
    name = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    name = "".join(
        char for char in name if char.isprintable() and char not in '<>:"|?*'
    )
    name = re.sub(r"\s+", " ", name).strip(" .")
    stem, dot, extension = name.rpartition(".")
    if dot and len(name) > LONGEST_NAME:
        name = stem[: LONGEST_NAME - len(extension) - 1].rstrip(" .") + dot + extension
    return name[:LONGEST_NAME] or "document"


def extension_of(name: str) -> str:
    """Return the extension of a file's name, in small letters without its dot."""
    return name.rpartition(".")[2].lower() if "." in name else ""


def accepted_kinds(mimes: Collection[str]) -> tuple[Kind, ...]:
    """Return the kinds that a field accepts; ``image/*`` stands for all images."""
    return tuple(
        kind
        for kind in KINDS
        if kind.mime in mimes or f"{kind.mime.split('/')[0]}/*" in mimes
    )


def refusal(
    name: str, size: int, head: bytes, kinds: Collection[Kind], max_size: int
) -> str | None:
    """Return why a file is refused, or None. ``head`` is its first bytes."""
    if size == 0:
        return _(
            "error_file_empty",
            default="Le fichier « ${name} » est vide. Choisissez-en un autre.",
            mapping={"name": name},
        )
    if size > max_size:
        return _(
            "error_file_too_large",
            default="Le fichier « ${name} » pèse ${size} ; il peut peser ${max} au "
            "plus.",
            mapping={
                "name": name,
                "size": format_size(size),
                "max": format_size(max_size),
            },
        )
    kind = kind_of(name, kinds)
    if kind is None:
        return _(
            "error_file_kind",
            default="Le fichier « ${name} » n'est pas d'un type accepté : ${kinds}.",
            mapping={"name": name, "kinds": words(kinds)},
        )
    if sniff(head) not in kind.sniffed:
        return _(
            "error_file_disguised",
            default="Le contenu de « ${name} » n'est pas celui d'un fichier ${kind}. "
            "Enregistrez-le à nouveau dans ce format, ou choisissez-en un autre.",
            mapping={"name": name, "kind": kind.word},
        )
    return None


def kind_of(name: str, kinds: Collection[Kind] = KINDS) -> Kind | None:
    """Return the kind that a name announces, among those accepted."""
    extension = extension_of(name)
    return next((kind for kind in kinds if extension in kind.extensions), None)


def sniff(head: bytes) -> str | None:
    """Return the type that first bytes betray, or None."""
    found = filetype.guess(head)
    return found.mime if found else None


def words(kinds: Collection[Kind]) -> str:
    """Return the kinds in words: ``PDF, JPEG, PNG``."""
    return ", ".join(dict.fromkeys(kind.word for kind in kinds))
