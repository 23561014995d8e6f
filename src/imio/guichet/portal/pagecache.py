"""Whole public pages kept in the memory of the process.

A view that provides ``core.interfaces.IPublicPage`` looks the same to everybody who is
not signed in. Its page is kept until content is indexed, the object itself or a setting
changes, the view's ``page_version()`` (where it has one) says something else, or a
minute ends (some pages depend on the hour). Each process reads the database's own
counters: all see a change at their next transaction. Nothing is kept or served for who
is signed in, holds an anonymous dossier open, has a message waiting, or sends anything
but a plain GET; nor is an answer that sets a cookie or says "no-store".
"""

from __future__ import annotations

from AccessControl import getSecurityManager
from Acquisition import aq_base
from collections import OrderedDict
from dataclasses import dataclass
from imio.guichet.core.access import COOKIE
from imio.guichet.core.interfaces import IPublicPage
from imio.guichet.portal.changes import content_version
from imio.guichet.portal.interfaces import IPortalLayer
from plone.caching.hooks import Intercepted
from plone.transformchain.interfaces import DISABLE_TRANSFORM_REQUEST_KEY
from plone.transformchain.interfaces import ITransform
from Products.CMFCore.utils import getToolByName
from threading import Lock
from typing import Any
from zope.component import adapter
from zope.component.hooks import getSite
from zope.interface import implementer
from ZPublisher.interfaces import IPubAfterTraversal

import hashlib
import time


MAX_PAGES = 500
MAX_BYTES = 300_000
MAX_QUERY = 200
SECONDS = 60
KEY = "imio.guichet.portal.page"
MARK = "X-Guichet-Cache"
PRIVATE_COOKIES = (COOKIE, "statusmessages", "__ac")
HARMLESS_COOKIES = frozenset({"I18N_LANGUAGE"})
"""Zope reads parameters from cookies too (``ajax_load``): a page made for a browser
that sends any other cookie is never kept for others."""

KEPT_HEADERS = (
    "Cache-Control",
    "Content-Type",
    "Content-Language",
    "Content-Security-Policy",
    "Permissions-Policy",
    "Referrer-Policy",
    "X-Content-Type-Options",
    "X-Frame-Options",
)
ASK_EACH_TIME = "private, max-age=0, must-revalidate"
FOR_EVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True)
class Page:
    """A rendered page: its headers and body."""

    headers: tuple[tuple[str, str], ...]
    body: bytes


class Pages:
    """The pages kept, the least used forgotten first; safe between threads."""

    def __init__(self, limit: int = MAX_PAGES) -> None:
        self._limit = limit
        self._pages: OrderedDict[str, Page] = OrderedDict()
        self._lock = Lock()

    def get(self, key: str) -> Page | None:
        """Return a page, or None."""
        with self._lock:
            if key in self._pages:
                self._pages.move_to_end(key)
            return self._pages.get(key)

    def put(self, key: str, page: Page) -> None:
        """Keep a page."""
        with self._lock:
            self._pages[key] = page
            self._pages.move_to_end(key)
            while len(self._pages) > self._limit:
                self._pages.popitem(last=False)

    def clear(self) -> None:
        """Forget all pages."""
        with self._lock:
            self._pages.clear()


pages = Pages()


class PageServed(Intercepted):
    """Ends the publication of a page that is already there; never logged."""


@adapter(IPubAfterTraversal)
def serve(event: Any) -> None:
    """Answer with the page kept, when there is one; subscriber."""
    request = event.request
    if not IPortalLayer.providedBy(request):
        return
    _keep_static(request)
    key = key_of(request)
    if key is None:
        return
    if HARMLESS_COOKIES.issuperset(request.cookies):
        request.environ[KEY] = key
    response = request.response
    response.setHeader("ETag", f'"{key}"')
    if f'"{key}"' in request.environ.get("HTTP_IF_NONE_MATCH", ""):
        response.setHeader("Cache-Control", ASK_EACH_TIME)
        _answer(request, 304, b"")
    page = pages.get(key)
    if page is not None:
        for name, value in page.headers:
            response.setHeader(name, value)
        response.setHeader(MARK, "hit")
        _answer(request, 200, page.body)


def key_of(request: Any) -> str | None:
    """Return the key of the page asked for; None when it may not be shared."""
    view = request.get("PUBLISHED")
    if not IPublicPage.providedBy(view) or request.get("REQUEST_METHOD") != "GET":
        return None
    query = request.environ.get("QUERY_STRING", "")
    if len(query) > MAX_QUERY or "set_language" in query:
        return None
    if any(request.cookies.get(name) for name in PRIVATE_COOKIES):
        return None
    if getSecurityManager().getUser().getId() is not None:
        return None
    site = getSite()
    tool = getToolByName(site, "portal_languages")
    parts = (
        request.get("ACTUAL_URL", ""),
        query,
        "/".join(site.getPhysicalPath()),
        request.get("HTTP_X_REQUESTED_WITH", ""),
        tool.getPreferredLanguage(request),
        *content_version(),
        getattr(aq_base(view.context), "_p_serial", b""),
        view.page_version() if hasattr(view, "page_version") else "",
        int(time.time() // SECONDS),
    )
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:32]


def _answer(request: Any, status: int, body: bytes) -> None:
    request.environ[DISABLE_TRANSFORM_REQUEST_KEY] = True
    request.response.setStatus(status, lock=True)
    raise PageServed(status, body)


def _keep_static(request: Any) -> None:
    """Let browsers keep the versioned files of our rooms for good."""
    path = request.get("PATH_INFO", "")
    if "/++plone++imio.guichet." in path and request.form.get("v"):
        request.response.setHeader("Cache-Control", FOR_EVER)


@implementer(ITransform)
class Keep:
    """Last link of the chain: keeps what is about to be sent."""

    order = 95000

    def __init__(self, published: Any, request: Any) -> None:
        self.request = request

    def transformUnicode(self, result: str, encoding: str) -> None:
        self._keep(result.encode(encoding))

    def transformBytes(self, result: bytes, encoding: str) -> None:
        self._keep(result)

    def transformIterable(self, result: Any, encoding: str) -> Any:
        if KEY not in self.request.environ:
            return None
        body = b"".join(
            part.encode(encoding) if isinstance(part, str) else part for part in result
        )
        self._keep(body)
        return [body]

    def _keep(self, body: bytes) -> None:
        key = self.request.environ.get(KEY)
        response = self.request.response
        if key is None:
            return
        said = response.getHeader("Cache-Control") or ""
        cookies = [c for c in response.cookies.values() if c.get("value") != "deleted"]
        if response.getStatus() != 200 or "no-store" in said or cookies:
            response.headers.pop("etag", None)
            return
        if not said.startswith("public"):
            response.setHeader("Cache-Control", ASK_EACH_TIME)
        if len(body) <= MAX_BYTES:
            headers = [(name, response.getHeader(name)) for name in KEPT_HEADERS]
            kept = tuple((name, value) for name, value in headers if value)
            pages.put(key, Page(kept, body))
