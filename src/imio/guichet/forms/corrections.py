"""Correcting what was sent, while the dossier's step lets the applicant.

A correction is a copy of the answers, filled page by page like a draft; agents go on
reading what was sent until it is kept. The former answers stay with the dossier.
"""

from __future__ import annotations

from datetime import date
from datetime import datetime
from datetime import UTC
from imio.guichet.core import dossiers
from imio.guichet.core.content.dossier import Dossier
from imio.guichet.core.content.dossier import Former
from imio.guichet.core.interfaces import IDossierLifecycle
from imio.guichet.core.journal import Kind
from imio.guichet.core.types import Side
from imio.guichet.forms import drafts
from imio.guichet.forms import filling
from imio.guichet.forms.checking import places
from imio.guichet.forms.types import Form
from imio.guichet.i18n import _
from persistent import Persistent
from persistent.mapping import PersistentMapping
from zope.annotation.interfaces import IAnnotations
from zope.annotation.interfaces import IAttributeAnnotatable
from zope.component import queryAdapter
from zope.i18n import translate
from zope.interface import implementer


KEY = "imio.guichet.forms.correction"
LONGEST = 300
"""Characters of an answer in the message that tells of a correction."""


@implementer(IAttributeAnnotatable)
class Correction(Persistent):
    """The answers as the applicant corrects them. Filled as a draft is."""

    is_draft = False
    option_set = 0

    def __init__(self, dossier: Dossier, pages: tuple[str, ...]) -> None:
        self.reference = dossier.reference
        self.applicant = dossier.applicant
        self.secret = dossier.secret
        self.channel = dossier.channel
        self.revision = dossier.revision
        self.option_set = dossier.option_set
        self.procedure_uid = dossier.procedure_uid
        self.answers = PersistentMapping(dossier.answers)
        self.progress = pages
        self.changed = datetime.now(UTC)


def is_allowed(dossier: Dossier) -> bool:
    """Return whether the step lets the applicant correct the answers."""
    lifecycle = queryAdapter(dossier, IDossierLifecycle)
    return (
        lifecycle is not None
        and not dossier.is_draft
        and dossier.signing is None  # what others signed stays as they read it
        and lifecycle.step.edits == "applicant"
    )


def begun(dossier: Dossier) -> Correction | None:
    """Return the correction that was begun, allowed or not any more."""
    return IAnnotations(dossier).get(KEY)


def current(dossier: Dossier) -> Correction | None:
    """Return the correction that was begun and is still allowed."""
    return begun(dossier) if is_allowed(dossier) else None


def begin(dossier: Dossier, form: Form, today: date) -> Correction:
    """Return the correction of a dossier, begun when there is none."""
    found = begun(dossier)
    if found is None:
        asked = filling.ask(form, dossier.answers, today)
        pages = tuple(page.id for page in asked.pages)
        found = IAnnotations(dossier)[KEY] = Correction(dossier, pages)
    return found


def drop(dossier: Dossier) -> None:
    """Forget a correction that was begun."""
    IAnnotations(dossier).pop(KEY, None)


def keep(dossier: Dossier, form: Form, today: date, user: str) -> bool:
    """Make a complete correction the dossier's answers; False when nothing changed.

    Agents are told by a message with each answer before and after; the former values
    are kept in ``dossier.former``.
    """
    found = begun(dossier)
    if found is None:
        return False
    before = filling.ask(form, dossier.answers, today).answers
    after = filling.ask(form, found.answers, today).answers
    drop(dossier)
    changed = [
        name
        for name in (field.name for field in form.fields())
        if not drafts.same_answers({name: before.get(name)}, {name: after.get(name)})
        and (before.get(name) is not None or after.get(name) is not None)
        and before.get(name) is not after.get(name)
    ]
    if not changed:
        return False
    former = Former(
        datetime.now(UTC), user, {name: before.get(name) for name in changed}
    )
    dossier.former = (*dossier.former, former)
    dossier.answers.clear()
    dossier.answers.update(after)
    drafts.identify(dossier, form)
    dossiers.record(dossier, user, "correct", ", ".join(changed))
    dossiers.say(
        dossier,
        _told(form, changed, before, after),
        kind=Kind.MESSAGE,
        side=Side.APPLICANT,
        author=user or None,
        author_name=dossier.applicant_name,
    )
    dossier.reindexObject()
    return True


def _told(
    form: Form,
    changed: list[str],
    before: dict[str, object],
    after: dict[str, object],
) -> str:
    """Return what a correction changed, a line each, in the reference language.

    What is confidential or will be erased before the dossier is not quoted: messages
    stay.
    """
    brief = {
        name.partition(".")[0]
        for name, one in places(form)
        if one.keep or one.control.confidential
    }

    def said(name: str, values: dict[str, object]) -> str:
        control = form.by_name[name].control
        value = values.get(name)
        if control.is_empty(value):
            return "–"
        text = translate(control.text(value), target_language="fr")
        return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"

    intro = _("msg_corrected", default="J'ai corrigé ma demande :")
    unquoted = _("msg_corrected_unquoted", default="réponse modifiée")

    def line(name: str) -> str:
        title = translate(form.by_name[name].title, target_language="fr")
        if name in brief:
            return f"- {title} : {translate(unquoted, target_language='fr')}"
        return f"- {title} : {said(name, before)} → {said(name, after)}"

    lines = map(line, changed)
    return "\n".join([translate(intro, target_language="fr"), *lines])
