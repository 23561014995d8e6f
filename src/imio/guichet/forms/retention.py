"""Answers that are not kept as long as their dossier: which, and erasing them.

A field says until when (``guichet:keep``): "decision", or a number of months after it.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection
from datetime import date
from imio.guichet.core import dossiers
from imio.guichet.core.content.dossier import Dossier
from imio.guichet.core.interfaces import IDossierStepChanged
from imio.guichet.core.types import Side
from imio.guichet.forms import clock
from imio.guichet.forms import drafts
from imio.guichet.forms.types import Form
from imio.guichet.i18n import _
from zope.annotation.interfaces import IAnnotations


KEY = "imio.guichet.forms.erased"
DECISION = "decision"

ERASED = _("label_answer_erased", default="Réponse effacée, comme annoncé.")


def forgettable(form: Form, decided: date | None, today: date) -> frozenset[str]:
    """Return the names of the fields whose answers are no longer to be kept.

    ``decided`` is the day of the decision (the first final phase), None before it.
    """
    if decided is None:
        return frozenset()
    return frozenset(
        found.name
        for found in form.fields()
        if found.keep and _over(found.keep, decided, today)
    )


def _over(keep: str, decided: date, today: date) -> bool:
    if keep == DECISION:
        return True
    return keep.isdecimal() and today >= months_after(decided, int(keep))


def months_after(day: date, months: int) -> date:
    """Return the same day of a later month, or the last one it has."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def erase(dossier: Dossier, names: Collection[str]) -> frozenset[str]:
    """Erase answers, their files included, and say so in the trail and the notes.

    Return the names of those that were there.
    """
    gone = frozenset(name for name in names if name in dossier.answers)
    if not gone:
        return gone
    form = drafts.form_of(dossier)
    for name in gone:
        del dossier.answers[name]
    IAnnotations(dossier)[KEY] = tuple(sorted(gone | erased(dossier)))
    titles = [
        found.title for found in (form.fields() if form else ()) if found.name in gone
    ]
    dossiers.record(dossier, "", "erase-answers", ", ".join(sorted(gone)))
    dossiers.say(
        dossier,
        f"Réponses effacées, leur durée de conservation étant atteinte : "
        f"{' ; '.join(titles)}.",
        kind=dossiers.Kind.NOTE,
        side=Side.SYSTEM,
    )
    dossier.reindexObject()
    return gone


def erased(dossier: Dossier) -> frozenset[str]:
    """Return the names of the answers of a dossier that were erased."""
    return frozenset(IAnnotations(dossier).get(KEY, ()))


def erase_due(dossier: Dossier, decided: date | None, today: date) -> frozenset[str]:
    """Erase what a dossier need not keep any more; return the names of what went."""
    form = drafts.form_of(dossier)
    if form is None:
        return frozenset()
    return erase(dossier, forgettable(form, decided, today))


def erase_at_decision(dossier: Dossier, event: IDossierStepChanged) -> None:
    """What is kept until the decision goes once it is taken; subscriber."""
    if event.new_step is not None and event.new_step.phase.is_final:
        today = clock.today()
        erase_due(dossier, today, today)
