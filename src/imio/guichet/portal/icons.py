"""Bootstrap icons, as Plone ships them, as inline SVG."""

from functools import lru_cache
from importlib.resources import files

import re


_NAME = re.compile(r"^[a-z0-9-]+$")
_FALLBACK = "folder2-open"


@lru_cache(maxsize=512)
def icon(name: str) -> str:
    """Return the decorative ``<svg>`` of an icon; unknown names give a folder's."""
    folder = files("plone.staticresources") / "static" / "icons-bootstrap"
    source = folder / f"{name}.svg"
    if not _NAME.match(name or "") or not source.is_file():
        source = folder / f"{_FALLBACK}.svg"
    text = source.read_text(encoding="utf-8")
    inner = text[text.index(">") + 1 : text.rindex("</svg>")]
    return (
        '<svg class="g-icon" viewBox="0 0 16 16" aria-hidden="true" '
        f'focusable="false">{inner.strip()}</svg>'
    )
