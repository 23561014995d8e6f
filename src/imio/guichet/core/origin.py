"""Whether a post comes from a page of this site, as the browser says it.

For people who are not signed in: they have no token. ``Sec-Fetch-Site`` is sent by
every browser of today, ``Origin`` by the older ones (W3C Fetch Metadata; WHATWG Fetch).
A client that sends neither is no browser, and nobody's session is in it.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit


OURS = ("same-origin", "none")


def is_same_origin(request: Any, url: str) -> bool:
    """Return whether a post may come from this site. ``url`` is any address of it."""
    site = request.get_header("Sec-Fetch-Site")
    if site is not None:
        return site in OURS
    origin = request.get_header("Origin")
    return not origin or urlsplit(origin).netloc == urlsplit(url).netloc
