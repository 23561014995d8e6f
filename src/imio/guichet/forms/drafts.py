"""Drafts: begun, saved page by page, submitted once. No HTTP here."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping
from datetime import date
from datetime import datetime
from datetime import UTC
from imio.guichet.core import dossiers
from imio.guichet.core import revisions
from imio.guichet.core.content.dossier import Dossier
from imio.guichet.core.content.procedure import Procedure
from imio.guichet.forms import behalf
from imio.guichet.forms import filling
from imio.guichet.forms import models
from imio.guichet.forms import prefill
from imio.guichet.forms import quota
from imio.guichet.forms.confirming import KEY as CODES
from imio.guichet.forms.controls.given import files_of
from imio.guichet.forms.types import Form
from plone import api
from plone.uuid.interfaces import IUUID
from zope.annotation.interfaces import IAnnotations


def form_of(dossier: Dossier, language: str | None = None) -> Form | None:
    """Return the form that a dossier is, or was, filled with.

    Its texts are in a language, the visitor's when none is given.
    """
    procedure = dossiers.procedure_of(dossier)
    if procedure is None:
        return None
    form = models.form_of(procedure, dossier.revision, dossier.option_set, language)
    return form.for_channel(dossier.channel) if form is not None else None


def begin(
    procedure: Procedure,
    candidates: Iterable[Dossier | None],
    page_id: str,
    values: Mapping[str, object],
    *,
    applicant: str | None,
    language: str,
) -> Dossier:
    """Return the draft that a first page begins.

    A first page sent twice (double click, resent) gives one draft: among
    ``candidates``, the person's own dossiers, one that holds just these answers.
    """
    revision = revisions.get_revision(procedure)
    for draft in candidates:
        if (
            draft is not None
            and draft.is_draft
            and not draft.awaits_signatures
            and draft.procedure_uid == IUUID(procedure)
            and revision is not None
            and draft.revision == revision.number
            and set(draft.progress) <= {page_id}
            and same_answers(draft.answers, values)
        ):
            return draft
    return dossiers.create_draft(procedure, applicant=applicant, language=language)


def same_answers(one: Mapping[str, object], other: Mapping[str, object]) -> bool:
    """Return whether two sets of answers say the same; None says nothing."""

    def told(values: Mapping[str, object]) -> dict[str, object]:
        return {
            name: [(file.filename, file.getSize()) for file in files_of(value)] or value
            for name, value in values.items()
            if value is not None and value != frozenset()
        }

    return told(one) == told(other)


def save(
    dossier: Dossier, page_id: str, values: Mapping[str, object], *, complete: bool
) -> None:
    """Write the answers of a page into a draft; ``complete`` ones count as done."""
    changed = False
    for name, value in values.items():
        if value is None:
            changed |= dossier.answers.pop(name, None) is not None
        elif not _same(dossier.answers.get(name), value):
            dossier.answers[name] = value
            changed = True
    if complete and page_id not in dossier.progress:
        dossier.progress = (*dossier.progress, page_id)
        changed = True
    elif not complete and page_id in dossier.progress and changed:
        dossier.progress = tuple(done for done in dossier.progress if done != page_id)
    if changed:
        dossier.changed = datetime.now(UTC)


def _same(one: object, other: object) -> bool:
    """An address that was confirmed is not the same as before it was."""
    return one == other and type(one) is type(other)


def incomplete(
    dossier: Dossier, form: Form, today: date
) -> tuple[filling.AskedPage, filling.Faults] | None:
    """Return the first page of a draft that keeps it from being submitted."""
    asked = filling.ask(form, dossier.answers, today)
    return filling.first_incomplete(asked, dossier.progress, today)


def submit(dossier: Dossier, form: Form, today: date) -> None:
    """Submit a draft that is complete; one that was submitted stays as it is.

    Only what was asked is kept. Two submissions at the same time conflict in the
    database: the second is run again and finds the dossier submitted. Raises NotOpen,
    having changed nothing, when it comes too late.
    """
    if not dossier.is_draft:
        return
    procedure = dossiers.procedure_of(dossier)
    if procedure is not None:
        quota.claim(procedure, dossier)
    freeze(dossier, form, today)
    count(dossier)


def freeze(dossier: Dossier, form: Form, today: date) -> None:
    """Keep only what was asked, and write down who asks."""
    asked = filling.ask(form, dossier.answers, today)
    for name in set(dossier.answers) - set(asked.answers):
        del dossier.answers[name]
    dossier.answers.update(asked.answers)
    identify(dossier, form)


def identify(dossier: Dossier, form: Form) -> None:
    """Write down who asks, and for whom, as the answers that count say."""
    dossier.applicant_name = contact(dossier, form, "applicant-name", "fullname")
    dossier.applicant_email = contact(dossier, form, "applicant-email", "email")
    dossier.behalf = behalf.represented(form, dossier.answers)


def count(dossier: Dossier) -> None:
    """A dossier that was frozen counts from now on: its lifecycle begins."""
    prefill.forget(dossier)
    IAnnotations(dossier).pop(CODES, None)
    dossiers.submit(dossier)


def contact(dossier: Dossier, form: Form | None, role: str, profile: str) -> str:
    """Return what an applicant answered to the field of a role, else what the
    profile of the signed-in applicant says; ''."""
    found = form.with_role(role) if form is not None else None
    said = dossier.answers.get(found.name) if found is not None else None
    if isinstance(said, str) and said:
        return said
    user = api.user.get(userid=dossier.applicant) if dossier.applicant else None
    return (user.getProperty(profile, "") or "") if user is not None else ""
