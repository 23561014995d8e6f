"""Pages for everybody: home, e-counter, category, procedure, search."""

from __future__ import annotations

from datetime import datetime
from datetime import UTC
from functools import cached_property
from imio.guichet.core.content.procedure import AUDIENCES
from imio.guichet.core.dossiers import drafts_of
from imio.guichet.core.interfaces import IDocuments
from imio.guichet.core.interfaces import IDossierForm
from imio.guichet.core.interfaces import IPublicPage
from imio.guichet.core.permissions import MANAGE_FORMS
from imio.guichet.forms.availability import Availability
from imio.guichet.forms.availability import reason
from imio.guichet.forms.availability import State
from imio.guichet.forms.quota import look
from imio.guichet.i18n import _
from imio.guichet.portal import dates
from imio.guichet.portal.browser.base import PortalPage
from imio.guichet.portal.catalogue import CategoryCard
from imio.guichet.portal.catalogue import ProcedureCard
from imio.guichet.portal.search import highlight
from imio.guichet.portal.search import MAX_QUERY
from plone import api
from plone.uuid.interfaces import IUUID
from Products.CMFCore.utils import getToolByName
from typing import Any
from zope.component import queryAdapter
from zope.component import queryUtility
from zope.interface import implementer

import json


@implementer(IPublicPage)
class Home(PortalPage):
    """The town's home page; its texts are in the town's settings."""

    bleed = True
    page_title = ""
    crumbs = False

    def title(self) -> str:
        return self.settings.home_title or self.translate(
            _("title_home", default="Bienvenue")
        )

    @cached_property
    def news(self) -> list[dict[str, Any]]:
        """The three last published news items."""
        brains = self._brains("News Item", sort_on="effective", sort_order="reverse")
        return [
            {
                "title": brain.Title,
                "description": brain.Description,
                "url": brain.getURL(),
                "date": self.long_date(brain.effective.asdatetime()),
                "iso": brain.effective.asdatetime().date().isoformat(),
                "image": self._image(brain),
            }
            for brain in brains[:3]
        ]

    @cached_property
    def events(self) -> list[dict[str, Any]]:
        """The four next events."""
        now = datetime.now(UTC)
        brains = self._brains(
            "Event", sort_on="start", end={"query": now, "range": "min"}
        )
        found = []
        for brain in brains[:4]:
            start = _moment(brain.start)
            day, month = dates.day_month(start, self.language)
            hour = dates.hour(start, self.language)
            found.append(
                {
                    "title": brain.Title,
                    "url": brain.getURL(),
                    "day": day,
                    "month": month,
                    "iso": dates.iso(start),
                    "when": "" if hour == "00:00" else hour,
                    "where": getattr(brain, "location", "") or "",
                }
            )
        return found

    def news_url(self) -> str:
        return self._folder_url("actualites")

    def events_url(self) -> str:
        return self._folder_url("agenda")

    def _folder_url(self, name: str) -> str:
        return f"{self.site_url}/{name}" if name in self.site.objectIds() else ""

    def _brains(self, portal_type: str, **query: Any) -> list[Any]:
        catalog = getToolByName(self.context, "portal_catalog")
        return catalog(portal_type=portal_type, review_state="published", **query)

    def _image(self, brain: Any) -> str:
        if not getattr(brain, "image_scales", None):
            return ""
        return f"{brain.getURL()}/@@images/image/preview"


def _moment(value: Any) -> datetime:
    """Return a catalog's date, Zope's or Python's, as a datetime."""
    return value.asdatetime() if hasattr(value, "asdatetime") else value


@implementer(IPublicPage)
class CounterView(PortalPage):
    """The e-counter: search, categories, what is asked most."""

    bleed = True

    @cached_property
    def categories(self) -> tuple[CategoryCard, ...]:
        return tuple(group for group in self.catalogue.categories if group.procedures)


@implementer(IPublicPage)
class CategoryView(PortalPage):
    """A category and its procedures."""

    @cached_property
    def card(self) -> CategoryCard | None:
        return self.catalogue.category(self.context.getId())

    @cached_property
    def others(self) -> list[CategoryCard]:
        return [
            group
            for group in self.catalogue.categories
            if group.procedures and group.id != self.context.getId()
        ]


@implementer(IPublicPage)
class ProcedureView(PortalPage):
    """Everything about a procedure before one begins it."""

    @cached_property
    def availability(self) -> Availability:
        return look(self.context, self.user_id)

    def page_version(self) -> str:
        """What changes when the page does, apart from content: see pagecache."""
        return str(look(self.context).state)

    @property
    def is_open(self) -> bool:
        return self.availability.is_open

    @property
    def is_full(self) -> bool:
        return self.availability.state == State.FULL

    @property
    def calendar_url(self) -> str:
        """Address of the opening for calendars; '' when it is no coming moment."""
        if self.availability.state != State.NOT_YET:
            return ""
        return f"{self.context.absolute_url()}/opening.ics"

    @property
    def mine_url(self) -> str:
        """Address of the dossier that keeps the reader from beginning another."""
        reference = self.availability.reference
        return f"{self.counter_url}/@@dossier/{reference}" if reference else ""

    @property
    def start_url(self) -> str:
        return f"{self.context.absolute_url()}/@@form"

    @property
    def studio_url(self) -> str:
        """Where its form is built; '' for those who do not build forms."""
        builds = api.user.has_permission(MANAGE_FORMS, obj=self.context)
        return f"{self.context.absolute_url()}/@@form-studio" if builds else ""

    @property
    def paper_url(self) -> str:
        """Where the form for paper is, or ''."""
        made = queryUtility(IDocuments) is not None
        live = self.context.live_revision is not None
        return f"{self.context.absolute_url()}/@@blank-form" if made and live else ""

    @property
    def needs_account(self) -> bool:
        return self.context.needs_account

    def closed_reason(self) -> Any:
        """Return why the procedure cannot be begun now."""
        return reason(self.availability, self.long_moment)

    def rich(self, name: str) -> str:
        """Return a rich text's safe markup, or ''."""
        value = getattr(self.context, name, None)
        return value.output_relative_to(self.context) if value and value.raw else ""

    def audience(self) -> list[Any]:
        """Return the titles of who it is for, in the order of the vocabulary."""
        chosen = self.context.audience or ()
        return [term.title for term in AUDIENCES if term.value in chosen]

    @cached_property
    def draft(self) -> dict[str, str] | None:
        """The last draft of the signed-in reader for this procedure."""
        if self.user_id is None:
            return None
        uid = IUUID(self.context)
        for dossier in drafts_of(self.user_id, self.context):
            form = queryAdapter(dossier, IDossierForm)
            if dossier.procedure_uid == uid and form is not None:
                changed = self.long_moment(dossier.changed)
                return {"url": form.form_url(), "changed": changed}
        return None

    def related(self) -> list[ProcedureCard]:
        """Return other procedures of the same category."""
        uid = IUUID(self.context)
        for group in self.catalogue.categories:
            if any(card.uid == uid for card in group.procedures):
                return [card for card in group.procedures if card.uid != uid][:4]
        return []


@implementer(IPublicPage)
class SearchProcedures(PortalPage):
    """Search over procedures: a GET form."""

    page_title = _("title_search_procedures", default="Chercher une démarche")

    @cached_property
    def query(self) -> str:
        value = self.request.form.get("q", "")
        return " ".join(value.split())[:MAX_QUERY] if isinstance(value, str) else ""

    @cached_property
    def results(self) -> list[ProcedureCard]:
        return self.catalogue.search(self.query)

    def marked(self, text: str) -> str:
        """Return a text as safe HTML, the words that match marked."""
        return highlight(text, self.query)


class SuggestProcedures(SearchProcedures):
    """The same, as JSON, for suggestions while typing."""

    LIMIT = 6

    def __call__(self) -> str:
        response = self.request.response
        response.setHeader("Content-Type", "application/json")
        response.setHeader("X-Content-Type-Options", "nosniff")
        response.setHeader("Cache-Control", "public, max-age=60")
        return json.dumps(
            [
                {"title": card.title, "url": card.url, "category": card.category}
                for card in self.results[: self.LIMIT]
            ]
        )
