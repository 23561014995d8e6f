"""``@@desk``: what waits, and every dossier an agent may read."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from imio.guichet.core import paging
from imio.guichet.core import references
from imio.guichet.core.catalog import get_catalog
from imio.guichet.core.store import STORE_ID
from imio.guichet.core.types import OPEN_PHASES
from imio.guichet.core.types import Phase
from imio.guichet.desk import dates
from imio.guichet.desk import filters
from imio.guichet.desk.browser.base import DeskView
from imio.guichet.desk.browser.export import parts
from imio.guichet.desk.facets import Facets
from imio.guichet.desk.facets import get_facets
from imio.guichet.desk.listing import Listing
from imio.guichet.desk.phases import PHASES
from imio.guichet.i18n import _
from plone.protect.authenticator import createToken
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from urllib.parse import parse_qsl
from zope.i18n import translate


TABS = {
    "todo": _("label_desk_todo", default="À traiter"),
    "mine": _("label_desk_mine", default="Mes dossiers"),
    "opinions": _("label_desk_opinions", default="Avis demandés"),
    "all": _("label_desk_all", default="Tous"),
}
EMPTY = {
    "todo": _("msg_desk_empty_todo", default="Rien n'attend vos services."),
    "mine": _("msg_desk_empty_mine", default="Vous n'avez pris aucun dossier."),
    "opinions": _("msg_desk_empty_opinions", default="Aucun avis ne vous est demandé."),
    "all": _("msg_desk_empty_all", default="Aucun dossier."),
}
COLUMNS = (
    ("reference", _("label_desk_reference", default="Référence")),
    ("", _("label_desk_procedure", default="Démarche")),
    ("applicant", _("label_desk_applicant", default="Demandeur")),
    ("", _("label_desk_step", default="Étape")),
    ("", _("label_desk_charge", default="En charge")),
    ("deadline", _("label_desk_deadline", default="Échéance")),
    ("submitted", _("label_desk_submitted", default="Introduit le")),
    ("changed", _("label_desk_changed", default="Modifié le")),
)
LABELS = {
    "deadline": _("label_desk_deadline_short", default="Échéance"),
    "late": _("label_desk_due_late", default="en retard"),
    "today": _("label_desk_due_today", default="aujourd'hui"),
    "soon": _("label_desk_due_soon", default="bientôt"),
    "unread": _("label_desk_unread", default="nouveaux messages"),
}


@dataclass(frozen=True)
class Row:
    """One line of the list."""

    reference: str
    url: str
    procedure: str
    applicant: str
    phase: str
    phase_title: str
    step: str
    service: str
    handler: str
    deadline: str
    due: dates.Due
    submitted: str
    changed: str
    unread: int
    listed: tuple[tuple[str, str], ...] = ()
    """Question and answer of what the form shows in lists."""


class Inbox(DeskView):
    """The list, its tabs and its filters."""

    template = ViewPageTemplateFile("templates/inbox.pt")

    def __call__(self) -> str:
        self.prepare()
        return self.template()

    @cached_property
    def filters(self) -> filters.Filters:
        default = "all" if self.agent.sees_all else "todo"
        return filters.parse(self.request.form, default)

    @cached_property
    def listing(self) -> Listing:
        return Listing(get_catalog(self.context), self.agent, self.today, self.zone)

    @cached_property
    def page(self) -> paging.Page:
        return self.listing.page(self.filters)

    @cached_property
    def facets(self) -> Facets:
        return get_facets(self.listing.catalog, self.agent)

    @cached_property
    def page_title(self) -> Any:
        return TABS[self.filters.tab]

    @property
    def empty(self) -> Any:
        return EMPTY[self.filters.tab]

    def address(self, wanted: filters.Filters) -> str:
        return f"{self.desk_url}?{wanted.query_string()}"

    def tabs(self) -> list[dict[str, Any]]:
        counts = self.listing.counts()
        return [
            {
                "id": tab,
                "title": title,
                "count": counts[tab],
                "current": tab == self.filters.tab,
                "url": self.address(self.filters.on_tab(tab)),
            }
            for tab, title in TABS.items()
        ]

    @cached_property
    def token(self) -> str:
        return createToken()

    def export_fields(self) -> list[tuple[str, str]]:
        """Return the filters, as hidden inputs of the export's form."""
        return parse_qsl(self.filters.query_string())

    def export_parts(self) -> list[dict[str, Any]]:
        return parts(self.page.total, bool(self.filters.procedure))

    def columns(self) -> list[dict[str, Any]]:
        found = []
        for name, title in COLUMNS:
            sorted_on = bool(name) and name == self.filters.sort_on
            order = "descending" if self.filters.descending else "ascending"
            url = self.address(self.filters.sorted_by(name)) if name else None
            found.append(
                {"title": title, "url": url, "sort": order if sorted_on else None}
            )
        return found

    def selects(self) -> list[dict[str, Any]]:
        """Return the filters with a fixed choice, in display order."""
        facets = self.facets
        phases = tuple(
            (str(phase), title)
            for phase, title in PHASES.items()
            if phase != Phase.DRAFT
        )
        named = (
            ("procedure", COLUMNS[1][1], facets.procedures),
            ("phase", _("label_desk_phase", default="Phase"), phases),
            ("step", COLUMNS[3][1], facets.steps),
            ("service", _("label_desk_service", default="Service"), facets.services),
            ("handler", _("label_desk_handler", default="Agent"), facets.handlers),
        )
        return [
            {
                "name": name,
                "title": title,
                "choices": choices,
                "value": getattr(self.filters, name),
            }
            for name, title, choices in named
            if choices
        ]

    @cached_property
    def labels(self) -> dict[str, str]:
        """Texts that each row repeats, translated once."""
        return {
            name: translate(label, context=self.request)
            for name, label in LABELS.items()
        }

    def rows(self) -> list[Row]:
        brains = self.listing.catalog.records(self.page.rids)
        return [self._row(brain) for brain in brains]

    @cached_property
    def _phases(self) -> dict[str, str]:
        return {
            str(phase): translate(title, context=self.request)
            for phase, title in PHASES.items()
        }

    def _row(self, brain: Any) -> Row:
        year, month = references.bucket(brain.reference)
        url = f"{self.site_url}/{STORE_ID}/{year}/{month}/{brain.reference}"
        deadline = brain.deadline or None
        still_open = brain.phase in OPEN_PHASES
        return Row(
            reference=brain.reference,
            url=f"{url}/@@desk-dossier",
            procedure=brain.title,
            applicant=brain.applicant_name,
            phase=brain.phase,
            phase_title=self._phases[brain.phase],
            step=brain.step_title,
            service=self.service_title(brain.service),
            handler=self.name_of(brain.handler),
            deadline=self.short_date(deadline),
            due=dates.due(deadline, self.today) if still_open else "",
            submitted=self.short_date(brain.submitted),
            changed=self.short_date(brain.changed),
            unread=brain.unread or 0,
            listed=brain.listed or (),
        )
