"""The applicant's page of a dossier, its confirmation, files and acts.

To anybody else it does not exist: the answer is that of a reference never given.
"""

from __future__ import annotations

from AccessControl import getSecurityManager
from dataclasses import replace
from datetime import datetime
from datetime import UTC
from functools import cached_property
from imio.guichet.core import access
from imio.guichet.core import dossiers
from imio.guichet.core import maps
from imio.guichet.core import uploads
from imio.guichet.core.answers import find_answer
from imio.guichet.core.downloads import content_disposition
from imio.guichet.core.downloads import send_file
from imio.guichet.core.filenames import format_size
from imio.guichet.core.files import file_at
from imio.guichet.core.gate import may_read
from imio.guichet.core.interfaces import IDocuments
from imio.guichet.core.interfaces import IDossierForm
from imio.guichet.core.interfaces import IDossierLifecycle
from imio.guichet.core.settings import town_map
from imio.guichet.core.types import AnsweredPage
from imio.guichet.core.types import DocumentUnavailable
from imio.guichet.core.types import Phase
from imio.guichet.core.types import Side
from imio.guichet.core.types import TimelineEntry
from imio.guichet.core.types import Transition
from imio.guichet.i18n import _
from imio.guichet.portal import csrf
from imio.guichet.portal.browser.acts import Acts
from imio.guichet.portal.browser.base import PortalPage
from imio.guichet.portal.browser.transition import TransitionForm
from imio.guichet.portal.phases import phase_title
from plone.protect.utils import safeWrite
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from zExceptions import NotFound
from zope.component import queryAdapter
from zope.component import queryUtility
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse


WAITING = frozenset({Phase.WAITING_APPLICANT, Phase.WAITING_PAYMENT})


@implementer(IPublishTraverse)
class DossierPage(Acts, PortalPage):
    """``/guichet/@@dossier/<reference>`` and what is below it."""

    index = ViewPageTemplateFile("templates/dossier.pt")
    submitted_page = ViewPageTemplateFile("templates/submitted.pt")

    def __init__(self, context: Any, request: Any) -> None:
        super().__init__(context, request)
        self.path: list[str] = []

    def publishTraverse(self, request: Any, name: str) -> DossierPage:
        if len(self.path) >= 3:
            raise NotFound(self, name, request)
        self.path.append(name)
        return self

    def __call__(self) -> Any:
        headers = self.request.response
        headers.setHeader("Cache-Control", "private, no-store")
        headers.setHeader("Referrer-Policy", "same-origin")
        reference, *below = self.path or [""]
        dossier = dossiers.find(reference, self.context)
        if dossier is None or not access.is_applicant(dossier, self.request):
            return self._other(dossier, below)
        self.dossier = dossier
        if self.path[0] != dossier.reference:
            return self._go(self.url)
        match below:
            case []:
                return self._page()
            case ["submitted"]:
                return self._page(self.submitted_page)
            case ["file", name]:
                return self._file(name)
            case ["answer", name]:
                return self._answer(name)
            case ["answers.pdf"]:
                return self._pdf()
            case ["answer", name, number]:
                return self._answer(name, number)
            case ["message"]:
                return self._act(self.say)
            case ["transition", name]:
                return self._act(lambda: self.move(name))
        raise NotFound(self.request["URL"])

    def _other(self, dossier: Any, below: list[str]) -> str:
        """Answer who is not the applicant: readers go to the desk, others nowhere."""
        user = getSecurityManager().getUser()
        reader = (
            dossier is not None and user.getId() is not None and may_read(dossier, user)
        )
        if not reader or below or dossier.is_draft:
            raise NotFound(self.request["URL"])
        return self._go(f"{dossier.absolute_url()}/@@desk-dossier")

    def _go(self, url: str) -> str:
        self.request.response.redirect(url, status=303)
        return ""

    def _page(self, template: Any = None) -> Any:
        """Show the dossier; a draft's applicant goes on filling it."""
        if self.dossier.is_draft:
            if self.form is None:
                raise NotFound(self.request["URL"])
            return self._go(self.form.form_url())
        self._note_reading()
        return (template or self.index)()

    def _act(self, act: Any) -> Any:
        """Carry out a POST, once it is proven to come from our page."""
        if self.request.get("REQUEST_METHOD") != "POST" or self.dossier.is_draft:
            return self._go(self.url)
        if not csrf.is_valid(self.request, self.user_id):
            message = _(
                "error_form_expired",
                default="Cette page a expiré. Recommencez : rien n'a été changé.",
            )
            return self.again(message, "error")
        return act()

    # What the templates show

    @property
    def page_title(self) -> str:  # type: ignore[override]
        return f"{self.dossier.title} ({self.dossier.reference})"

    def crumbs(self) -> list[tuple[str, str]]:  # type: ignore[override]
        """Return the way here: through my space for who is signed in."""
        found = []
        if self.user_id is not None:
            title = self.translate(_("title_my_space", default="Mon espace"))
            found.append((title, f"{self.counter_url}/@@my-space"))
        return [*found, (self.dossier.reference, self.url)]

    @cached_property
    def url(self) -> str:
        return f"{self.counter_url}/@@dossier/{self.dossier.reference}"

    @cached_property
    def form(self) -> IDossierForm | None:
        return queryAdapter(self.dossier, IDossierForm)

    @cached_property
    def lifecycle(self) -> IDossierLifecycle | None:
        """The lifecycle, acting as the applicant."""
        found = queryAdapter(self.dossier, IDossierLifecycle)
        return found.as_applicant() if found is not None else None

    @cached_property
    def token(self) -> str:
        return csrf.token(self.request, self.user_id)

    @cached_property
    def answers(self) -> list[AnsweredPage]:
        """The pages as they were asked, without what was left empty."""
        if self.form is None:
            return []
        pages = (
            replace(page, fields=tuple(field for field in page.fields if field.text))
            for page in self.form.pages()
        )
        return [page for page in pages if page.fields]

    @cached_property
    def has_map(self) -> bool:
        """True when an answer is a point on the map."""
        return maps.shows_map(self.answers)

    @property
    def csp(self) -> dict[str, str]:
        return town_map().policy if self.has_map else {}

    @cached_property
    def timeline(self) -> list[TimelineEntry]:
        return list(self.lifecycle.timeline()) if self.lifecycle is not None else []

    @cached_property
    def step_title(self) -> Any:
        return self.dossier.citizen_step_title or phase_title(self.dossier.phase)

    @property
    def waiting(self) -> bool:
        """True when something is expected of the applicant."""
        return self.dossier.phase in WAITING

    @cached_property
    def question(self) -> str:
        """What the agents asked, as the timeline tells it."""
        current = [entry for entry in self.timeline if entry.state == "current"]
        return current[-1].detail if current else ""

    @cached_property
    def forms(self) -> list[TransitionForm]:
        """The acts open to the applicant; the one that was refused shows why."""
        found = []
        for transition in self.transitions():
            form = self.refused
            if form is None or form.transition.id != transition.id:
                form = self.transition_form(transition)
                form.prepare()
            found.append(form)
        return found

    def expected(self) -> list[TransitionForm]:
        """Return the acts that answer what is expected."""
        return [form for form in self.forms if self._is_expected(form)]

    def possible(self) -> list[TransitionForm]:
        """Return the acts that are possible without being expected."""
        return [form for form in self.forms if not self._is_expected(form)]

    def _is_expected(self, form: TransitionForm) -> bool:
        return self.waiting and form.transition.style != "danger"

    def transitions(self) -> list[Transition]:
        return list(self.lifecycle.transitions()) if self.lifecycle is not None else []

    def transition_form(self, transition: Transition) -> TransitionForm:
        url = f"{self.url}/transition/{transition.id}"
        return TransitionForm(self.dossier, self.request, transition, url)

    @cached_property
    def messages(self) -> list[dict[str, Any]]:
        """What was said, the oldest first."""
        if self.dossier.journal is None:
            return []
        titles = {item["id"]: item for item in self.documents}
        return [
            {
                "mine": entry.side == Side.APPLICANT,
                "text": entry.text,
                "when": self.long_moment(entry.created),
                "iso": self.iso(entry.created),
                "files": [titles[name] for name in entry.files if name in titles],
            }
            for entry in self.dossier.journal.messages()
        ]

    @cached_property
    def documents(self) -> list[dict[str, Any]]:
        """The documents that the applicant may see, the oldest first."""
        return [
            {
                "id": item.getId(),
                "title": item.title,
                "url": f"{self.url}/file/{item.getId()}",
                "size": format_size(item.file.getSize()),
                "mine": item.side == Side.APPLICANT,
                "when": self.long_date(item.created().asdatetime()),
            }
            for item in dossiers.files_of(self.dossier, for_applicant=True)
            if item.file is not None
        ]

    @property
    def accept(self) -> str:
        return uploads.accept(uploads.DOCUMENTS)

    @cached_property
    def procedure(self) -> Any:
        return dossiers.procedure_of(self.dossier)

    def after(self) -> str:
        """Return what happens next, as safe markup, or ''."""
        text = getattr(self.procedure, "after", None)
        return text.output_relative_to(self.site) if text and text.raw else ""

    @cached_property
    def email(self) -> str:
        return self.form.contact_email() if self.form is not None else ""

    @property
    def is_anonymous(self) -> bool:
        return self.dossier.applicant is None

    # Files

    def _file(self, name: str) -> Any:
        for item in dossiers.files_of(self.dossier, for_applicant=True):
            if item.getId() == name and item.file is not None:
                return send_file(self.request, item.file, inline=True)
        raise NotFound(self.request["URL"])

    def _answer(self, name: str, number: str = "") -> Any:
        for page in self.answers:
            for field in page.fields:
                answer = find_answer({field.name: field.value}, name)
                if (file := file_at(answer, number)) is not None:
                    return send_file(self.request, file, inline=True)
        raise NotFound(self.request["URL"])

    @property
    def correct_url(self) -> str:
        return self.form.correct_url() if self.form is not None else ""

    @property
    def again_url(self) -> str:
        return self.form.again_url() if self.form is not None else ""

    @property
    def has_pdf(self) -> bool:
        """True when the answers can be had as PDF."""
        documents = queryUtility(IDocuments)
        return documents is not None and documents.is_available()

    def _pdf(self) -> Any:
        documents = queryUtility(IDocuments)
        if documents is None or self.dossier.is_draft:
            raise NotFound(self.request["URL"])
        try:
            content = documents.answers(self.dossier, self.request)
        except DocumentUnavailable:
            message = _(
                "error_pdf_unavailable",
                default="Le PDF n'est pas disponible pour le moment. Imprimez la page, "
                "ou réessayez plus tard.",
            )
            return self.again(message, "warning")
        response = self.request.response
        name = f"{self.dossier.reference}.pdf"
        response.setHeader("Content-Type", "application/pdf")
        response.setHeader("Content-Disposition", content_disposition(name, True))
        response.setHeader("X-Content-Type-Options", "nosniff")
        return content

    def _note_reading(self) -> None:
        """Note that the agents' messages were seen, once."""
        for entry in self.dossier.journal.messages() if self.dossier.journal else ():
            if entry.side == Side.AGENT and entry.read is None:
                entry.read = datetime.now(UTC)
                safeWrite(entry, self.request)
