"""Plone's own pages for visitors, in the town's clothes."""

from __future__ import annotations

from AccessControl import getSecurityManager
from functools import cached_property
from imio.guichet.i18n import _
from imio.guichet.portal.browser.base import PortalPage
from imio.guichet.portal.catalogue import ProcedureCard
from imio.guichet.portal.search import highlight
from pathlib import Path
from plone.app.layout.viewlets.common import ViewletBase
from Products.CMFCore.permissions import ListPortalMembers
from Products.CMFCore.utils import getToolByName
from Products.CMFPlone.browser import author
from Products.CMFPlone.browser.author import AuthorView
from Products.CMFPlone.browser.login.login import LoginForm
from Products.CMFPlone.browser.search import Search
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from urllib.parse import urlencode
from zExceptions import NotFound


BATCH = 20
MAX_START = 2000


class SiteSearch(Search, PortalPage):
    """Search over the whole site; Plone's query, our page."""

    page_title = _("title_site_search", default="Rechercher dans le site")

    @cached_property
    def text(self) -> str:
        value = self.request.form.get("SearchableText", "")
        return " ".join(value.split())[:200] if isinstance(value, str) else ""

    @cached_property
    def start(self) -> int:
        value = self.request.form.get("b_start", 0)
        number = int(value) if str(value).isdecimal() else 0
        return min(number, MAX_START)

    @cached_property
    def found(self) -> Any:
        """The batch of results to show; [] when nothing was asked."""
        if not self.text:
            return []
        return self.results(b_size=BATCH, b_start=self.start)

    @property
    def procedures(self) -> list[ProcedureCard]:
        """The procedures that match best, shown first."""
        return self.catalogue.search(self.text)[:3] if self.text else []

    def marked(self, text: str) -> str:
        return highlight(text or "", self.text)

    def batch_url(self, start: int) -> str:
        query = urlencode({"SearchableText": self.text, "b_start": start})
        return f"{self.site_url}/@@search?{query}"

    def previous_url(self) -> str:
        return self.batch_url(max(0, self.start - BATCH)) if self.start else ""

    def next_url(self) -> str:
        total = getattr(self.found, "sequence_length", 0)
        return self.batch_url(self.start + BATCH) if self.start + BATCH < total else ""


class Login(LoginForm):
    """Plone's sign-in form, with what one may do without an account."""

    @property
    def counter_url(self) -> str:
        return f"{self.context.absolute_url()}/guichet"

    def redirect_after_login(
        self, came_from: str | None = None, is_initial_login: bool = False
    ) -> None:
        """Lead back to any page of the site, also to what is below a view.

        Plone follows the path of objects only: a form that waits would be lost from
        sight. What the address leads to is published anyway as for anybody.
        """
        is_own = getToolByName(self.context, "portal_url").isURLInPortal
        if came_from and "/@@" in came_from and is_own(came_from):
            self.request.response.redirect(came_from)
            return
        super().redirect_after_login(came_from, is_initial_login)


class NoSocialTags(ViewletBase):
    """Stands where Plone puts tags hidden by an inline style, which our policy
    for contents refuses."""

    def update(self) -> None:
        """Nothing to prepare."""

    def render(self) -> str:
        return ""


class Author(AuthorView):
    """Plone's page about a person. Citizens are members too: who may not list them
    gets the same answer for everybody, known or not, except about oneself."""

    index = ViewPageTemplateFile(
        str(Path(author.__file__).parent / "templates/author.pt")
    )

    def __call__(self) -> Any:
        manager = getSecurityManager()
        itself = self.username and self.username == manager.getUser().getUserName()
        if not itself and not manager.checkPermission(ListPortalMembers, self.context):
            raise NotFound(self.request["URL"])
        return super().__call__()
