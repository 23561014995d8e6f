"""The pages that become PDF: HTML for paper, escaped by their templates."""

from __future__ import annotations

from base64 import b64encode
from datetime import datetime
from functools import cached_property
from imio.guichet.core import dossiers
from imio.guichet.core import images
from imio.guichet.core.files import state_of
from imio.guichet.core.interfaces import IDossierForm
from imio.guichet.core.interfaces import IFormModel
from imio.guichet.core.types import AnsweredField
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
MOST_PICTURES = 10
"""Pictures shown in the answers of one dossier; of others the name stands there."""

PICTURE = 600
"""Points of a picture, at most, each way."""


def _files(value: object) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else (value,)


def picture_of(file: Any) -> str:
    """Return a picture made small as a ``data:`` address; '' for what is none, or may
    not be had (``core.files.state_of``)."""
    if file.contentType not in images.REWRITTEN or state_of(file):
        return ""
    try:
        data = images.small(file.data, file.contentType, PICTURE)
    except images.Unreadable:
        return ""
    return f"data:image/jpeg;base64,{b64encode(data).decode()}"


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

    @cached_property
    def _pictures(self) -> dict[str, list[dict[str, str]]]:
        """Addresses and words of the pictures given as answers, by field."""
        found: dict[str, list[dict[str, str]]] = {}
        left = MOST_PICTURES
        fields = [field for page in self.pages for field in page.fields]
        for field in (field for field in fields if field.files):
            for (_end, said), file in zip(
                field.files, _files(field.value), strict=True
            ):
                source = picture_of(file) if left else ""
                if source:
                    left -= 1
                    found.setdefault(field.name, []).append(
                        {"source": source, "said": f"{field.label} : {said}"}
                    )
        return found

    def pictures(self, field: AnsweredField) -> list[dict[str, str]]:
        """Return the pictures of an answer: a signature, photos."""
        return self._pictures.get(field.name, [])

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
