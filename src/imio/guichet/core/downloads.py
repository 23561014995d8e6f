"""Sending a stored file to a browser, whatever somebody put in it."""

from __future__ import annotations

from imio.guichet.core import images
from imio.guichet.core.files import state_of
from imio.guichet.core.files import WAITING
from imio.guichet.i18n import _
from plone.namedfile.utils import stream_data
from typing import Any
from typing import TYPE_CHECKING
from urllib.parse import quote
from zExceptions import NotFound
from zope.i18n import translate

import re


if TYPE_CHECKING:
    from plone.namedfile.file import NamedBlobFile

INLINE_TYPES = frozenset(
    {"image/png", "image/jpeg", "image/webp", "image/gif", "application/pdf"}
)
"""Types that a browser shows without running anything in them."""


def content_disposition(filename: str, inline: bool = False) -> str:
    """Return the header's value (RFC 6266, RFC 5987) for any file name."""
    kind = "inline" if inline else "attachment"
    plain = re.sub(r"[^A-Za-z0-9._ -]", "_", filename) or "document"
    return f"{kind}; filename=\"{plain}\"; filename*=UTF-8''{quote(filename, safe='')}"


def send_file(request: Any, file: NamedBlobFile, inline: bool = False) -> Any:
    """Set safe headers and return the body to publish (bytes or an iterator).

    A file that was not scanned yet, or held a virus, is not sent: a line says so.
    Only harmless types are shown inline; others are always saved by the browser.
    """
    response = request.response
    state = state_of(file)
    if state:
        return _held_back(request, state)
    content_type = file.contentType or "application/octet-stream"
    inline = inline and content_type in INLINE_TYPES
    if not inline and content_type.startswith(("text/", "image/svg")):
        content_type = "application/octet-stream"
    response.setHeader("Content-Type", content_type)
    response.setHeader("Content-Length", str(file.getSize()))
    response.setHeader(
        "Content-Disposition", content_disposition(file.filename or "", inline)
    )
    response.setHeader("X-Content-Type-Options", "nosniff")
    response.setHeader("Content-Security-Policy", "sandbox; default-src 'none'")
    response.setHeader("Cache-Control", "private, no-store")
    return stream_data(file)


def send_small(request: Any, file: NamedBlobFile) -> bytes:
    """Set safe headers and return a picture made small; raises NotFound for others."""
    try:
        if state_of(file) or file.contentType not in images.REWRITTEN:
            raise images.Unreadable("no picture")
        data = images.small(file.data, file.contentType)
    except images.Unreadable as error:
        raise NotFound(file.filename) from error
    response = request.response
    response.setHeader("Content-Type", "image/jpeg")
    response.setHeader("X-Content-Type-Options", "nosniff")
    response.setHeader("Content-Security-Policy", "sandbox; default-src 'none'")
    response.setHeader("Cache-Control", "private, no-store")
    return data


def _held_back(request: Any, state: str) -> bytes:
    response = request.response
    waiting = state == WAITING
    response.setStatus(503 if waiting else 410)
    if waiting:
        response.setHeader("Retry-After", "60")
    response.setHeader("Content-Type", "text/plain; charset=utf-8")
    response.setHeader("X-Content-Type-Options", "nosniff")
    response.setHeader("Cache-Control", "private, no-store")
    message = (
        _(
            "msg_file_waiting",
            default="Ce fichier attend son contrôle antivirus. Il est gardé : revenez "
            "dans quelques minutes.",
        )
        if waiting
        else _(
            "msg_file_infected",
            default="Ce fichier contenait un virus : il a été retiré. Demandez à son "
            "auteur d'en envoyer un autre.",
        )
    )
    return translate(message, context=request).encode("utf-8")
