"""The pages that become PDF: HTML for paper, escaped by their templates."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property
from imio.guichet.core import dossiers
from imio.guichet.core.interfaces import IDossierForm
from imio.guichet.core.interfaces import IFormModel
from imio.guichet.core.types import AnsweredPage
from imio.guichet.documents import town
from pathlib import Path
from plone import api
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from zoneinfo import ZoneInfo
from zope.component import queryAdapter


CSS = Path(__file__).parent / "paper.css"
DEFAULT_ZONE = "Europe/Brussels"


class Paper(BrowserView):
    """What the pages share: the town's head, the style, dates."""

    @cached_property
    def town(self) -> dict[str, Any]:
        return town.names()

    @cached_property
    def css(self) -> str:
        return CSS.read_text(encoding="utf-8")

    @cached_property
    def language(self) -> str:
        return api.portal.get_current_language() or "fr"

    @cached_property
    def zone(self) -> ZoneInfo:
        name = api.portal.get_registry_record("plone.portal_timezone", default=None)
        return ZoneInfo(name or DEFAULT_ZONE)

    def moment(self, value: datetime | None) -> str:
        return f"{value.astimezone(self.zone):%d/%m/%Y %H:%M}" if value else ""

    @cached_property
    def printed(self) -> str:
        return f"{datetime.now(self.zone):%d/%m/%Y %H:%M}"


class AnswersPage(Paper):
    """A dossier's answers."""

    index = ViewPageTemplateFile("templates/answers.pt")

    def __init__(self, dossier: Any, request: Any, internal: bool) -> None:
        super().__init__(dossier, request)
        self.internal = internal

    def __call__(self) -> str:
        return self.index()

    @cached_property
    def form(self) -> Any:
        return queryAdapter(self.context, IDossierForm)

    @cached_property
    def pages(self) -> list[AnsweredPage]:
        found = self.form.pages(internal=self.internal) if self.form is not None else ()
        return [page for page in found if page.fields]

    @property
    def applicant(self) -> str:
        return self.form.contact_name() if self.form is not None else ""

    @property
    def email(self) -> str:
        return self.form.contact_email() if self.form is not None else ""

    @property
    def step(self) -> str:
        if self.internal:
            return self.context.step_title
        return self.context.citizen_step_title

    @cached_property
    def documents(self) -> list[str]:
        """Titles of the documents that the reader may see, the oldest first."""
        found = dossiers.files_of(self.context, for_applicant=not self.internal)
        return [item.title for item in found]


class BlankPage(Paper):
    """A procedure's questions, to be answered by hand."""

    index = ViewPageTemplateFile("templates/blank.pt")

    def __call__(self) -> str:
        return self.index()

    @cached_property
    def questions(self) -> str:
        return queryAdapter(self.context, IFormModel).blank(self.language)

    def text(self, name: str) -> str:
        """Return one of the procedure's own texts, as safe HTML, or ''."""
        value = getattr(self.context, name)
        return value.output_relative_to(self.context) if value and value.raw else ""
