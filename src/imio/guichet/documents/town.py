"""What each document shows of the town: its names, its logo, its fonts."""

from __future__ import annotations

from collections.abc import Iterator
from imio.guichet.core.settings import town_settings
from imio.guichet.documents.rendering import Resource
from plone import api
from plone.formwidget.namedfile.converter import b64decode_file
from typing import Any


THEME = "++plone++imio.guichet.portal"
FONTS = {
    "text": "fonts/atkinson-next.woff2",
    "title": "fonts/bricolage.woff2",
}
"""The theme's fonts; without the theme, the machine's own are taken."""


def resources() -> dict[str, Resource]:
    """Return what the documents name: ``logo``, and ``text`` and ``title`` (fonts)."""
    found = dict(_fonts())
    logo = _logo()
    if logo is not None:
        found["logo"] = logo
    return found


def _fonts() -> Iterator[tuple[str, Resource]]:
    for name, path in FONTS.items():
        content = _static(path)
        if content:
            yield name, Resource(content, "font/woff2")


def _logo() -> Resource | None:
    """Return the logo of Plone's site control panel, or the theme's emblem."""
    encoded = api.portal.get_registry_record("plone.site_logo", default=None)
    if encoded:
        name, content = b64decode_file(encoded)
        kind = name.rpartition(".")[2].lower()
        mime = "image/svg+xml" if kind == "svg" else f"image/{kind or 'png'}"
        return Resource(content, mime)
    emblem = _static("emblem.svg")
    return Resource(emblem, "image/svg+xml") if emblem else None


def _static(path: str) -> bytes | None:
    """Return a static file of the theme, or None when there is no theme."""
    folder = api.portal.get().unrestrictedTraverse(THEME, None)
    if folder is None:
        return None
    try:
        for name in path.split("/"):
            folder = folder[name]
        with open(folder.path, "rb") as file:
            return file.read()
    except (AttributeError, KeyError, OSError):
        return None


def names() -> dict[str, Any]:
    """Return the town's name and how to reach it, for the head of a document."""
    settings = town_settings()
    return {
        "name": settings.administration_name or settings.town_name,
        "address": settings.address or "",
        "phone": settings.phone or "",
        "email": settings.email or "",
    }
