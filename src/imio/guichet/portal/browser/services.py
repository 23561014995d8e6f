"""The town's services, and folders of pages as cards."""

from __future__ import annotations

from functools import cached_property
from imio.guichet.core.interfaces import IPublicPage
from imio.guichet.portal.browser.base import PortalPage
from imio.guichet.portal.catalogue import ProcedureCard
from plone.app.contenttypes.browser.folder import FolderView
from typing import Any
from zope.interface import implementer

import re


@implementer(IPublicPage)
class ServiceView(PortalPage):
    """How to reach a service, and the procedures it handles."""

    @property
    def phone_url(self) -> str:
        """Return the address that dials the service's number; '' without one."""
        number = re.sub(r"[^\d+]", "", self.context.phone or "")
        return f"tel:{number}" if number else ""

    @cached_property
    def procedures(self) -> list[ProcedureCard]:
        """The published procedures whose functions name the service."""
        service = self.context.getId()
        return [card for card in self.catalogue.procedures if service in card.services]

    @property
    def has_contact(self) -> bool:
        service = self.context
        return bool(
            service.email or service.phone or service.address or service.opening_hours
        )


class FolderListing(FolderView, PortalPage):
    """The pages of a folder as cards; Plone's query, batch and permissions."""

    def __call__(self) -> Any:
        return PortalPage.__call__(self)

    @cached_property
    def rows(self) -> list[dict[str, str]]:
        """Title, description, address and dates of what the reader may see."""
        return [self._row(item) for item in self.batch()]

    def _row(self, item: Any) -> dict[str, str]:
        news = item.PortalType() == "News Item"
        day = item.effective.asdatetime() if news else None
        return {
            "title": item.Title(),
            "text": item.Description(),
            "url": item.getURL(),
            "date": self.long_date(day),
            "iso": self.iso(day),
        }
