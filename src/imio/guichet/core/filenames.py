"""Names and sizes of files, as people write and read them. Pure."""

from __future__ import annotations

import re
import unicodedata


LONGEST_NAME = 120

_SIZE = re.compile(r"\s*(\d{1,9}(?:[.,]\d+)?)\s*([kmg]?)(?:i?[bo])?\s*", re.IGNORECASE)
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
    """Return a file's name without path, control characters or oddities.

    Also gone: characters that turn the direction of text round, or are not seen.
    """
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
