"""A dossier as JSON, for who reads it: the applicant or an agent."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from datetime import datetime
from imio.guichet.core import dossiers
from imio.guichet.core import references
from imio.guichet.core.content.dossier import Dossier
from imio.guichet.core.interfaces import IDossierForm
from imio.guichet.core.interfaces import IDossierLifecycle
from imio.guichet.core.store import STORE_ID
from imio.guichet.core.types import AnsweredField
from imio.guichet.core.types import AnsweredPage
from imio.guichet.core.types import TimelineEntry
from typing import Any
from zope.component import queryAdapter


Translate = Callable[[Any], str]
Json = dict[str, object]


def moment(value: date | datetime | None) -> str | None:
    """Return a day or a moment in ISO 8601; moments have their time zone."""
    return value.isoformat() if value is not None else None


class DossierRecord:
    """One dossier. ``internal`` says that the reader may read what agents read."""

    def __init__(self, dossier: Dossier, internal: bool, translate: Translate) -> None:
        self.dossier = dossier
        self.internal = internal
        self.translate = translate
        self.url = dossier.absolute_url()

    def data(self) -> Json:
        """Return all that the reader may know."""
        dossier = self.dossier
        procedure = dossiers.procedure_of(dossier)
        found: Json = {
            "@id": self.url,
            "reference": dossier.reference,
            "title": dossier.title,
            "procedure": {
                "@id": procedure.absolute_url() if procedure is not None else None,
                "uid": dossier.procedure_uid,
                "title": dossier.title,
                "revision": dossier.revision,
            },
            "channel": dossier.channel,
            "phase": str(dossier.phase),
            "step": self._step(),
            "submitted": moment(dossier.submitted),
            "changed": moment(dossier.changed),
            "deadline": moment(dossier.deadline),
            "applicant": self._applicant(),
            "behalf": self._behalf(),
            "pages": [self._page(page) for page in self._pages()],
            "documents": self._documents(),
            "timeline": [self._entry(entry) for entry in self._timeline()],
        }
        if self.internal:
            found["service"] = dossier.service or None
            found["handler"] = dossier.handler
        return found

    def _step(self) -> Json:
        dossier = self.dossier
        title = dossier.step_title if self.internal else dossier.citizen_step_title
        return {"id": dossier.step, "title": title or None}

    def _applicant(self) -> Json:
        form = self._form
        return {
            "name": form.contact_name() if form is not None else "",
            "email": form.contact_email() if form is not None else "",
        }

    def _behalf(self) -> Json | None:
        """Return whom the applicant acts for; None for the applicant."""
        whom = self.dossier.behalf
        return {"kind": whom.kind, "name": whom.name} if whom is not None else None

    @property
    def _form(self) -> Any:
        return queryAdapter(self.dossier, IDossierForm)

    def _pages(self) -> list[AnsweredPage]:
        form = self._form
        return list(form.pages(internal=self.internal)) if form is not None else []

    def _page(self, page: AnsweredPage) -> Json:
        fields = [self._field(field) for field in page.fields]
        return {"id": page.id, "title": page.title, "fields": fields}

    def _field(self, field: AnsweredField) -> Json:
        found: Json = {
            "name": field.name,
            "label": field.label,
            "value": field.data,
            "text": field.text,
        }
        if field.internal:
            found["internal"] = True
        if field.is_file:
            urls = [
                self._download("answer", field.name + end) for end, _ in field.files
            ]
            several = isinstance(field.data, list)
            found["download"] = urls if several else urls[0]
        return found

    def _download(self, kind: str, name: str) -> str:
        """Return an address for the reader: agents' downloads are recorded."""
        if self.internal:
            return f"{self.url}/@@desk-{kind}/{name}"
        site = self.url.partition(f"/{STORE_ID}/")[0]
        return f"{site}/guichet/@@dossier/{self.dossier.reference}/{kind}/{name}"

    def _documents(self) -> list[Json]:
        return [
            {
                "id": item.getId(),
                "title": item.title,
                "side": str(item.side),
                "for_applicant": bool(item.for_applicant),
                "added": moment(item.created().asdatetime()),
                "size": item.file.getSize(),
                "content_type": item.file.contentType,
                "download": self._download("file", item.getId()),
            }
            for item in dossiers.files_of(self.dossier, not self.internal)
            if item.file is not None
        ]

    def _timeline(self) -> list[TimelineEntry]:
        lifecycle = queryAdapter(self.dossier, IDossierLifecycle)
        if lifecycle is None or self.dossier.is_draft:
            return []
        return list(lifecycle.timeline(internal=self.internal))

    def _entry(self, entry: TimelineEntry) -> Json:
        return {
            "title": self.translate(entry.title),
            "state": entry.state,
            "when": moment(entry.when),
            "who": self.translate(entry.who),
            "detail": self.translate(entry.detail),
            "phase": str(entry.phase) if entry.phase else None,
        }


def listed(brain: Any, site_url: str, user_id: str) -> Json:
    """Return a line of the list; one's own dossiers as citizens see them."""
    year, month = references.bucket(brain.reference)
    own = brain.applicant == user_id
    title = brain.citizen_step_title if own else brain.step_title
    found: Json = {
        "@id": f"{site_url}/{STORE_ID}/{year}/{month}/{brain.reference}",
        "reference": brain.reference,
        "title": brain.title,
        "procedure": brain.procedure_uid,
        "phase": str(brain.phase),
        "step": {"id": brain.step, "title": title or None},
        "submitted": moment(brain.submitted or None),
        "changed": moment(brain.changed or None),
        "deadline": moment(brain.deadline or None),
        "applicant": brain.applicant_name,
        "channel": brain.channel,
    }
    if not own:
        found["service"] = brain.service or None
        found["handler"] = brain.handler or None
    return found
