"""Filling a form as a browser would: posted texts, read and checked page by page."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Mapping
from datetime import date
from imio.guichet.core import dossiers
from imio.guichet.core.content.dossier import Dossier
from imio.guichet.core.content.procedure import Procedure
from imio.guichet.forms import drafts
from imio.guichet.forms import filling
from imio.guichet.forms.controls.base import Post
from imio.guichet.forms.controls.base import PREFIX
from imio.guichet.forms.types import Field
from imio.guichet.forms.types import Form
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from ZPublisher.HTTPRequest import FileUpload


class SampleRefused(ValueError):
    """Sample answers that the form does not take."""


def upload(path: Path) -> FileUpload:
    """Return a file as Zope gives an upload."""
    part = SimpleNamespace(
        file=BytesIO(path.read_bytes()), headers={}, filename=path.name, name="file"
    )
    return FileUpload(part)


Moment = Callable[[str], date]
"""Turns ``+12`` (days from today) or an ISO date into a date."""


def posted(
    form: Form, answers: Mapping[str, object], files: Path, day: Moment
) -> dict[str, object]:
    """Return what a browser posts for JSON answers, for all pages at once.

    Raises SampleRefused for an answer to a question that the form does not have.
    """
    values: dict[str, object] = {}
    for name, answer in answers.items():
        field = form.by_name.get(name)
        if field is None or not field.is_asked:
            raise SampleRefused(f"{form.title}: no question {name!r}")
        values |= _inputs(field, answer, files, day)
    return values


def _inputs(
    field: Field, answer: object, files: Path, day: Moment
) -> dict[str, object]:
    name = PREFIX + field.name
    kind = field.control.kind
    if kind == "file" and isinstance(answer, dict):
        return {name: upload(files / answer["file"])}
    if kind == "place" and isinstance(answer, dict):
        return {
            name: answer["address"],
            f"{name}.lat": str(answer.get("latitude", "")),
            f"{name}.lon": str(answer.get("longitude", "")),
        }
    if kind == "boolean":
        return {name: "yes" if answer else "no"}
    if kind == "date":
        return {name: day(str(answer)).isoformat()}
    if isinstance(answer, list):
        return {name: [str(item) for item in answer]}
    return {name: str(answer)}


def fill(
    procedure: Procedure,
    answers: Mapping[str, object],
    *,
    files: Path,
    day: Moment,
    applicant: str | None = None,
    channel: str = "web",
    until: str | None = None,
) -> Dossier:
    """Return a dossier submitted with these answers, or a draft up to a page.

    Raises SampleRefused with the page and the reason when the form refuses, and for
    answers to questions that it does not ask.
    """
    draft = dossiers.create_draft(procedure, applicant=applicant, channel=channel)
    form = drafts.form_of(draft)
    if form is None:
        raise SampleRefused(f"{procedure.getId()}: no form")
    post = Post(posted(form, answers, files, day))
    today = day("+0")
    for page in form.pages:
        if page.id == until:
            return draft
        asked = filling.ask(form, draft.answers, today).page(page.id)
        if asked is None:
            continue
        _save_page(draft, form, page.id, post, today)
    if until is not None:
        raise SampleRefused(f"{procedure.getId()}: no page {until!r}")
    missing = drafts.incomplete(draft, form, today)
    if missing is not None:
        raise SampleRefused(f"{procedure.getId()}: {missing[0].id}: {missing[1]}")
    asked_names = {
        field.name
        for asked in filling.ask(form, draft.answers, today).pages
        for field in asked.fields
    }
    unasked = set(answers) - asked_names
    if unasked:
        raise SampleRefused(f"{procedure.getId()}: not asked: {sorted(unasked)}")
    drafts.submit(draft, form, today)
    return draft


def _save_page(
    draft: Dossier, form: Form, page_id: str, post: Post, today: date
) -> None:
    page = form.page(page_id)
    assert page is not None
    values, faults = filling.read(page, post, draft.answers)
    given = {
        name: value
        for name, value in {**draft.answers, **values}.items()
        if value is not None
    }
    asked = filling.ask(form, given, today)
    found = asked.page(page_id)
    if found is not None:
        faults = filling.check(found, asked.answers, today, faults)
    if faults:
        raise SampleRefused(f"{form.title}: {page_id}: {faults}")
    drafts.save(draft, page_id, values, complete=True)
