"""Words of texts, folded for search."""

import re
import unicodedata


_WORD = re.compile(r"[0-9a-z]+")


def fold(text: str) -> str:
    """Return ``text`` in lower case without accents."""
    decomposed = unicodedata.normalize("NFKD", text.lower().replace("œ", "oe"))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def words(*texts: str | None) -> tuple[str, ...]:
    """Return the distinct folded words of ``texts``, sorted."""
    found: set[str] = set()
    for text in texts:
        found.update(_WORD.findall(fold(text or "")))
    return tuple(sorted(found))
