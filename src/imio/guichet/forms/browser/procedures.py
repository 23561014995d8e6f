"""``@@procedures`` of the counter: where a form manager begins."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from imio.guichet.core import revisions
from imio.guichet.core.content.category import Category
from imio.guichet.core.content.counter import Counter
from imio.guichet.core.content.procedure import Procedure
from imio.guichet.core.permissions import MANAGE_FORMS
from imio.guichet.i18n import _
from plone import api
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zope.component import queryMultiAdapter


STATES = {
    "private": _("studio_ui_review_private", default="Brouillon"),
    "pending": _("studio_ui_review_pending", default="À approuver"),
    "published": _("studio_ui_review_published", default="Publiée"),
    "retired": _("studio_ui_review_retired", default="Retirée"),
}


@dataclass(frozen=True)
class Row:
    """A procedure in the list. ``changed``: citizens do not fill its last version."""

    title: str
    url: str
    state: str
    asked: bool
    changed: bool


class Procedures(BrowserView):
    """The procedures that the manager builds, by category, with their state."""

    context: Counter
    index = ViewPageTemplateFile("templates/procedures.pt")
    page_title = _("title_manage_procedures", default="Gérer les démarches")

    def __call__(self) -> str:
        self.request.response.setHeader("Cache-Control", "private, no-store")
        return self.index()

    @cached_property
    def groups(self) -> list[tuple[str, list[Row]]]:
        """Each category that has procedures, with these."""
        found = [
            (category.title, list(self._rows(category)))
            for category in self.context.objectValues()
            if isinstance(category, Category)
        ]
        return [(title, rows) for title, rows in found if rows]

    def _rows(self, category: Category) -> Iterator[Row]:
        for item in category.objectValues():
            if isinstance(item, Procedure) and api.user.has_permission(
                MANAGE_FORMS, obj=item
            ):
                yield self._row(item)

    def _row(self, item: Procedure) -> Row:
        state = api.content.get_state(item, "private")
        asked = bool(item.asked)
        live = revisions.get_revision(item)
        return Row(
            title=item.title,
            url=item.absolute_url(),
            state=STATES["pending" if asked else state],
            asked=asked,
            changed=live is not None and revisions.has_changed(item, live),
        )

    def url_of(self, name: str, context: object = None) -> str:
        """Return the address of a view that may not be installed here, or ''."""
        context = self.context if context is None else context
        if queryMultiAdapter((context, self.request), name=name) is None:
            return ""
        return f"{context.absolute_url()}/@@{name}"

    @property
    def exchange_url(self) -> str:
        return self.url_of("guichet-exchange")

    @property
    def lists_url(self) -> str:
        return self.url_of("guichet-lists", api.portal.get())
