"""HTML to PDF, by WeasyPrint: on this machine alone, a few at a time.

The HTML holds what citizens and managers wrote. Nothing in it is fetched: no address, no
file; only what the caller gives under a name (``guichet:logo``) and small images in the
HTML itself. Without the libraries of Pango there is no PDF, and all else works.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from functools import cache
from functools import lru_cache
from imio.guichet.core.types import DocumentUnavailable
from threading import BoundedSemaphore
from typing import Any

import base64
import binascii
import logging
import re


PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
"""What Debian calls the libraries."""

AT_A_TIME = 2
PATIENCE = 20
"""Seconds for which one waits for one's turn."""

LARGEST_HTML = 3_000_000
LARGEST_IMAGE = 2_000_000
_DATA = re.compile(r"data:(image/(?:png|jpeg));base64,([A-Za-z0-9+/=\s]*)")
_turns = BoundedSemaphore(AT_A_TIME)

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Resource:
    """Something that the HTML names ``guichet:<name>``."""

    content: bytes
    mime: str


@dataclass(frozen=True)
class Html:
    """A whole page of HTML and what it names."""

    text: str
    resources: Mapping[str, Resource] = field(default_factory=dict, hash=False)


@cache
def _weasyprint() -> Any:
    try:
        import weasyprint
    except (ImportError, OSError) as error:
        logger.warning("No PDF: install %s (%s)", PACKAGES, error)
        return None
    for name in ("weasyprint", "weasyprint.progress", "fontTools"):
        logging.getLogger(name).setLevel(logging.ERROR)
    return weasyprint


def is_available() -> bool:
    """True when PDF can be made here."""
    return _weasyprint() is not None


def _fetcher(resources: Mapping[str, Resource]) -> Any:
    """Return what WeasyPrint asks for addresses: it answers names and small images."""
    from weasyprint.urls import URLFetcher
    from weasyprint.urls import URLFetcherResponse

    class Nothing(URLFetcher):
        def fetch(self, url: str, headers: Any = None) -> Any:
            scheme, _colon, name = url.partition(":")
            found = resources.get(name) if scheme == "guichet" else image(url)
            if found is None:
                raise ValueError("nothing is fetched")
            return URLFetcherResponse(
                url, body=found.content, headers={"Content-Type": found.mime}
            )

    return Nothing(allowed_protocols=("guichet", "data"), allow_redirects=False)


def image(url: str) -> Resource | None:
    """Return a small raster image that the HTML itself holds, or None."""
    if len(url) > LARGEST_IMAGE * 4 // 3 + 100:
        return None
    found = _DATA.fullmatch(url)
    if found is None:
        return None
    try:
        return Resource(base64.b64decode(found[2]), found[1])
    except (binascii.Error, ValueError):
        return None


def render(html: Html) -> bytes:
    """Return a tagged PDF (PDF/UA-1); raises DocumentUnavailable."""
    weasyprint = _weasyprint()
    if weasyprint is None or len(html.text) > LARGEST_HTML:
        raise DocumentUnavailable(PACKAGES)
    if not _turns.acquire(timeout=PATIENCE):
        raise DocumentUnavailable("too many at a time")
    try:
        document = weasyprint.HTML(
            string=html.text,
            base_url="guichet:",
            url_fetcher=_fetcher(html.resources),
        )
        return document.write_pdf(pdf_variant="pdf/ua-1", uncompressed_pdf=False)
    finally:
        _turns.release()


@lru_cache(maxsize=32)
def render_once(html: Html) -> bytes:
    """Return a PDF that many ask for, made once while its HTML stays the same."""
    return render(html)
