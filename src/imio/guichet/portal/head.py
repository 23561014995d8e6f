"""HEAD answers as GET does, without a body.

Zope makes the page and sends it: dropping it is left to the server in front.
"""

from __future__ import annotations

from imio.guichet.portal.interfaces import IPortalLayer
from typing import Any


def drop_body(event: Any) -> None:
    """Keep the headers of a page, the length among them; subscriber."""
    request = event.request
    if request.get("REQUEST_METHOD") != "HEAD" or not IPortalLayer.providedBy(request):
        return
    response = request.response
    if isinstance(response.body, bytes) and response.body:
        response.setHeader("Content-Length", str(len(response.body)))
        response.body = b""
