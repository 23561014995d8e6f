"""Security headers of pages, and the addresses of Plone's own styles."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from zope.component import getMultiAdapter
from zope.component import queryMultiAdapter
from zope.contentprovider.interfaces import IContentProvider

import re


POLICY = {
    "default-src": "'self'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data: blob:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'self'",
}
"""Content-Security-Policy of pages for people who do not edit the site."""

EDITING_POLICY = "frame-ancestors 'self'; object-src 'none'; base-uri 'self'"
"""Plone's editor and patterns run inline styles and scripts."""

_HREF = re.compile(r'href="([^"]+)"')


def policy(extra: Mapping[str, str] | None = None) -> str:
    """Return the policy's text; ``extra`` adds sources to directives."""
    directives = dict(POLICY)
    for name, sources in (extra or {}).items():
        directives[name] = f"{directives.get(name, '')} {sources}".strip()
    return "; ".join(f"{name} {sources}" for name, sources in directives.items())


def set_page_headers(
    request: Any, *, editing: bool = False, csp: Mapping[str, str] | None = None
) -> None:
    """Set the headers that each HTML page has; what a view has set stays."""
    response = request.response
    for name, value in (
        ("Content-Type", "text/html;charset=utf-8"),
        ("Content-Security-Policy", EDITING_POLICY if editing else policy(csp)),
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "SAMEORIGIN"),
        ("Referrer-Policy", "strict-origin-when-cross-origin"),
        ("Permissions-Policy", "geolocation=(self), camera=(), microphone=()"),
        ("Cache-Control", "private, no-cache"),
    ):
        if name == "Content-Type" or not response.getHeader(name):
            response.setHeader(name, value)


def stylesheet_urls(context: Any, request: Any, view: Any) -> list[str]:
    """Return the addresses of the stylesheets that Plone would load."""
    plone = getMultiAdapter((context, request), name="plone")
    provider = queryMultiAdapter(
        (context, request, view or plone), IContentProvider, name="plone.htmlhead.links"
    )
    if provider is None:
        return []
    # Plone leaves its theme's stylesheet out when the theme's rules are off.
    off = request.response.headers.pop("x-theme-disabled", None)
    try:
        provider.update()
    finally:
        if off is not None:
            request.response.setHeader("X-Theme-Disabled", off)
    links = re.findall(r"<link[^>]*rel=\"stylesheet\"[^>]*>", provider.render())
    return [match.group(1) for link in links if (match := _HREF.search(link))]
