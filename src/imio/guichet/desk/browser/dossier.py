"""``@@desk-dossier``: one dossier, as agents read and handle it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from functools import cached_property
from imio.guichet.core import dossiers
from imio.guichet.core import maps
from imio.guichet.core.interfaces import IAssignment
from imio.guichet.core.interfaces import IDocuments
from imio.guichet.core.interfaces import IDossierForm
from imio.guichet.core.interfaces import IDossierLifecycle
from imio.guichet.core.interfaces import IOpinions
from imio.guichet.core.permissions import HANDLE_DOSSIER
from imio.guichet.core.permissions import MANAGE_GUICHET
from imio.guichet.core.permissions import READ_INTERNAL
from imio.guichet.core.types import AnsweredPage
from imio.guichet.core.types import OPEN_PHASES
from imio.guichet.core.types import Side
from imio.guichet.core.types import TimelineEntry
from imio.guichet.core.types import Transition
from imio.guichet.desk import dates
from imio.guichet.desk import handling
from imio.guichet.desk.browser.base import DeskView
from imio.guichet.desk.browser.transition import TransitionForm
from imio.guichet.i18n import _
from plone import api
from plone.protect.authenticator import createToken
from plone.protect.utils import safeWrite
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from zExceptions import NotFound
from zope.component import queryAdapter
from zope.component import queryUtility


ADVICES = {
    "favourable": _("label_advice_favourable", default="Favorable"),
    "conditional": _("label_advice_conditional", default="Favorable sous conditions"),
    "unfavourable": _("label_advice_unfavourable", default="Défavorable"),
    "none": _("label_advice_none", default="Sans avis"),
}
OPINION_STATES = {
    "requested": _("label_opinion_requested", default="Demandé"),
    "given": _("label_opinion_given", default="Rendu"),
    "withdrawn": _("label_opinion_withdrawn", default="Retiré"),
}


@dataclass(frozen=True)
class Typed:
    """What somebody typed in a form that could not be carried out, and why."""

    act: str
    id: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    errors: Mapping[str, Any] = field(default_factory=dict)
    message: Any = ""


NOTHING = Typed("")


class DossierPage(DeskView):
    """The page of a dossier at the desk."""

    template = ViewPageTemplateFile("templates/dossier.pt")
    typed = NOTHING

    def __call__(self) -> str:
        if not self._enter():
            return ""
        for written in handling.note_reading(
            self.context, self.agent.id, self.may_handle
        ):
            safeWrite(written, self.request)
        return self.render()

    def _enter(self) -> bool:
        """Let agents in; show the applicant the way to the citizen's page."""
        dossier = self.context
        if dossier.is_draft:
            raise NotFound(dossier.reference)
        if api.user.has_permission(READ_INTERNAL, obj=dossier):
            return True
        self.request.response.redirect(
            f"{self.site_url}/guichet/@@dossier/{dossier.reference}"
        )
        return False

    def render(self, typed: Typed = NOTHING) -> str:
        """Return the page; ``typed`` is kept in its form, with its errors."""
        self.prepare()
        self.typed = typed
        if typed.act:
            self.request.response.setStatus(422)
        return self.template()

    # What each part shows

    @property
    def page_title(self) -> str:
        return f"{self.context.reference} – {self.context.title}"

    @cached_property
    def url(self) -> str:
        return self.context.absolute_url()

    def act_url(self, act: str, id: str = "") -> str:
        """Return the address a form is posted to."""
        return f"{self.url}/@@desk-act/{act}" + (f"/{id}" if id else "")

    @cached_property
    def token(self) -> str:
        """The token that each form carries against forgery."""
        return createToken()

    @property
    def has_pdf(self) -> bool:
        """True when the answers can be had as PDF."""
        documents = queryUtility(IDocuments)
        return documents is not None and documents.is_available()

    @cached_property
    def may_handle(self) -> bool:
        return api.user.has_permission(HANDLE_DOSSIER, obj=self.context)

    @cached_property
    def may_audit(self) -> bool:
        return api.user.has_permission(MANAGE_GUICHET, obj=self.context)

    @cached_property
    def applicant(self) -> dict[str, str]:
        form = self._form
        name = self.context.applicant_name or (form.contact_name() if form else "")
        email = self.context.applicant_email or (form.contact_email() if form else "")
        return {"name": name, "email": email}

    @property
    def due(self) -> dates.Due:
        if self.context.phase not in OPEN_PHASES:
            return ""
        return dates.due(self.context.deadline, self.today)

    @cached_property
    def _form(self) -> Any:
        return queryAdapter(self.context, IDossierForm)

    @cached_property
    def pages(self) -> list[AnsweredPage]:
        """The answers as they were asked; [] when no form reads them."""
        return list(self._form.pages(internal=True)) if self._form else []

    @property
    def has_map(self) -> bool:
        return maps.shows_map(self.pages)

    # Lifecycle

    @cached_property
    def _lifecycle(self) -> Any:
        return queryAdapter(self.context, IDossierLifecycle)

    @cached_property
    def transitions(self) -> list[Transition]:
        return list(self._lifecycle.transitions()) if self._lifecycle else []

    def timeline(self) -> list[TimelineEntry]:
        if self._lifecycle is None:
            return []
        return list(self._lifecycle.timeline(internal=True))

    @cached_property
    def chosen(self) -> Transition | None:
        """The transition whose form is open, when the agent may do it."""
        wanted = self.request.form.get("transition")
        if self.typed.act == "transition":
            wanted = self.typed.id
        found = [item for item in self.transitions if item.id == wanted]
        return found[0] if found else None

    def is_direct(self, transition: Transition) -> bool:
        """True when a transition asks nothing: its button does it at once."""
        asks = transition.schema is not None or transition.comment != "none"
        return not asks and not transition.confirm

    def fields(self) -> list[dict[str, Any]]:
        """Return the fields of the open transition."""
        assert self.chosen is not None
        form = TransitionForm(self.context, self.request, self.chosen)
        form.prepare(typed=bool(self.typed.act))
        return form.rows(dict(self.typed.errors))

    def kept(self) -> list[str]:
        """Return the texts typed for a transition that is no longer possible."""
        if self.typed.act != "transition" or self.chosen is not None:
            return []
        texts = self.typed.values.values()
        return [text for text in texts if isinstance(text, str) and text.strip()]

    # Assignment

    @cached_property
    def assignment(self) -> Any:
        return queryAdapter(self.context, IAssignment)

    def candidates(self) -> list[tuple[str, str]]:
        """Return (user id, name) of those it can be handed over to."""
        found = self.assignment.candidates() if self.assignment else ()
        return [item for item in found if item[0] != self.context.handler]

    # Opinions

    @cached_property
    def opinions(self) -> Any:
        return queryAdapter(self.context, IOpinions)

    def opinion_rows(self) -> list[dict[str, Any]]:
        """Return the opinions, oldest first, with what the agent may do."""
        if self.opinions is None:
            return []
        return [self._opinion(opinion) for opinion in self.opinions.all()]

    def _opinion(self, opinion: Any) -> dict[str, Any]:
        state = self.opinions.state(opinion)
        waits = state == "requested"
        return {
            "id": opinion.getId(),
            "opinion": opinion,
            "service": self.service_title(opinion.service),
            "state": state,
            "state_title": OPINION_STATES.get(state, state),
            "advice": ADVICES.get(opinion.advice, ""),
            "files": opinion.objectValues(),
            "due": dates.due(opinion.deadline, self.today) if waits else "",
            "may_give": waits and self.opinions.can_give(opinion),
            "may_manage": waits and self.may_ask,
        }

    @cached_property
    def may_ask(self) -> bool:
        return bool(self.opinions is not None and self.opinions.can_ask())

    def advisers(self) -> list[tuple[str, str]]:
        return list(self.opinions.advisers())

    @property
    def advices(self) -> list[tuple[str, Any]]:
        return list(ADVICES.items())

    # Journal and documents

    def messages_exchanged(self) -> list[Any]:
        journal = self.context.journal
        return journal.messages() if journal is not None else []

    def notes(self) -> list[Any]:
        journal = self.context.journal
        return journal.notes() if journal is not None else []

    def author_of(self, entry: Any) -> str:
        """Return the name of who wrote a message or note."""
        if entry.side == Side.APPLICANT:
            return entry.author_name or self.applicant["name"]
        return entry.author_name or self.name_of(entry.author)

    @cached_property
    def documents(self) -> list[Any]:
        return dossiers.files_of(self.context)

    def file_of(self, id: str) -> Any:
        """Return a document by id, or None."""
        return next((item for item in self.documents if item.getId() == id), None)

    def file_url(self, document: Any, opinion: str = "") -> str:
        """Return the address of a document, of one that came with an opinion."""
        place = f"{opinion}/" if opinion else ""
        return f"{self.url}/@@desk-file/{place}{document.getId()}"

    def file_size(self, file: Any) -> str:
        """Return a size for people: "34 ko", "1,2 Mo"."""
        size = file.getSize()
        if size < 1024 * 1024:
            return f"{max(1, round(size / 1024))} ko"
        return f"{size / 1024 / 1024:.1f} Mo".replace(".", ",")

    # Forms

    def value(self, act: str, name: str, id: str = "") -> Any:
        """Return what was typed in a field of a form, or ''."""
        if (self.typed.act, self.typed.id) != (act, id):
            return ""
        return self.typed.values.get(name, "")

    def error(self, act: str, name: str, id: str = "") -> Any:
        """Return the error of a field of a form, or None."""
        if (self.typed.act, self.typed.id) != (act, id):
            return None
        return self.typed.errors.get(name)

    def is_open(self, act: str, id: str = "") -> str | None:
        """Return "open" for the form that has an error: attribute of details."""
        return "open" if (self.typed.act, self.typed.id) == (act, id) else None
