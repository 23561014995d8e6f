"""What the portal's pages share."""

from __future__ import annotations

from AccessControl import getSecurityManager
from datetime import date
from datetime import datetime
from functools import cached_property
from imio.guichet.core.settings import town_settings
from imio.guichet.portal import dates
from imio.guichet.portal.catalogue import Catalogue
from imio.guichet.portal.catalogue import get_catalogue
from imio.guichet.portal.catalogue import get_counter
from imio.guichet.portal.icons import icon
from Products.CMFCore.utils import getToolByName
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from zope.component.hooks import getSite
from zope.i18n import translate


class PortalPage(BrowserView):
    """A page of the portal. Subclasses say ``page_title`` and have an ``index``."""

    shared = ViewPageTemplateFile("templates/macros.pt")
    page_title: Any = None
    crumbs: Any = None
    bleed = False

    def __call__(self) -> Any:
        return self.index()  # type: ignore[attr-defined]

    @property
    def macros(self) -> Any:
        """The parts that several pages show."""
        return self.shared.macros

    @cached_property
    def site(self) -> Any:
        return getSite()

    @cached_property
    def site_url(self) -> str:
        return self.site.absolute_url()

    @cached_property
    def counter_url(self) -> str:
        return f"{self.site_url}/guichet"

    @cached_property
    def settings(self) -> Any:
        return town_settings()

    @cached_property
    def catalogue(self) -> Catalogue:
        """What the e-counter offers; empty when the site has none."""
        counter = get_counter(self.context)
        return get_catalogue(counter) if counter is not None else Catalogue(())

    @cached_property
    def user_id(self) -> str | None:
        return getSecurityManager().getUser().getId()

    @cached_property
    def language(self) -> str:
        tool = getToolByName(self.site, "portal_languages")
        return (tool.getPreferredLanguage(self.request) or "fr").split("-")[0]

    def translate(self, message: Any) -> str:
        return translate(message, context=self.request)

    def icon(self, name: str) -> str:
        return icon(name)

    def long_date(self, value: date | datetime | None) -> str:
        return dates.long_date(value, self.language)

    def long_moment(self, value: date | datetime | None) -> str:
        return dates.long_moment(value, self.language)

    def iso(self, value: date | datetime | None) -> str:
        return dates.iso(value)

    def popular(self) -> list[Any]:
        """Return the procedures the town puts forward, or the first ones."""
        found = [
            card
            for path in self.settings.home_procedures or ()
            if (card := self.catalogue.by_path(path)) is not None
        ]
        return found or list(self.catalogue.procedures[:6])
