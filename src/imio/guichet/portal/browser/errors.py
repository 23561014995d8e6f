"""The page people get when something is missing or went wrong."""

from __future__ import annotations

from functools import cached_property
from imio.guichet.i18n import _
from imio.guichet.portal.browser.base import PortalPage
from plone.rest.errors import ErrorHandling
from plone.rest.interfaces import IAPIRequest
from Products.CMFPlone.browser.exceptions import ExceptionView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from urllib.parse import quote
from zope.component.hooks import getSite


class ErrorPage(ExceptionView, PortalPage):
    """One page for all errors, around the site's home: it never shows a traceback, and
    for a missing page it depends on nothing but the address that was asked."""

    index = ViewPageTemplateFile("templates/error.pt")
    crumbs = False
    missing = False

    def __call__(self) -> Any:
        if IAPIRequest.providedBy(self.request):  # programs are told in their way
            return ErrorHandling(self.context, self.request)()
        self.missing = self.context.__class__.__name__ == "NotFound"
        self.request.response.setHeader("Cache-Control", "private, no-store")
        site = getSite()
        if site is None:
            return super().__call__()
        if not (self.missing and self._redirects()):
            self.__parent__ = site
            return super().__call__()
        return ""

    def _redirects(self) -> bool:
        return bool(self.plone_redirector_view.attempt_redirect())

    @property
    def page_title(self) -> Any:  # type: ignore[override]
        if self.missing:
            return _("title_not_found", default="Page introuvable")
        return _("title_error", default="Un problème est survenu")

    @cached_property
    def asked(self) -> str:
        """The address that was asked, when it is in the site."""
        url = self.request.get("ACTUAL_URL", "")
        return url if url.startswith(self.site_url) else self.site_url

    @property
    def about_dossier(self) -> bool:
        """True for addresses of dossiers, whether there is one or not."""
        below = self.asked[len(self.site_url) :]
        return below.startswith(("/guichet/@@dossier", "/guichet/dossier", "/dossiers"))

    @property
    def login_url(self) -> str:
        return f"{self.site_url}/login?came_from={quote(self.asked, safe='')}"
