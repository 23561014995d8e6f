"""Answers that are not kept as long as their dossier: which, and erasing them.

A field says until when (``guichet:keep``): "decision", or a number of months after it.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection
from collections.abc import Mapping
from collections.abc import MutableMapping
from dataclasses import replace
from datetime import date
from datetime import datetime
from datetime import time
from imio.guichet.core import dossiers
from imio.guichet.core.content.dossier import Dossier
from imio.guichet.core.interfaces import IDossierStepChanged
from imio.guichet.core.types import Side
from imio.guichet.forms import clock
from imio.guichet.forms import corrections
from imio.guichet.forms import drafts
from imio.guichet.forms import rows
from imio.guichet.forms.agenda import Agenda
from imio.guichet.forms.agenda import Attending
from imio.guichet.forms.checking import places
from imio.guichet.forms.types import Form
from imio.guichet.i18n import _
from zope.annotation.interfaces import IAnnotations


KEY = "imio.guichet.forms.erased"
DECIDED = "imio.guichet.forms.decided"
"""The day of the decision, kept with the dossier."""

DECISION = "decision"
AGENDA = Agenda("imio.guichet.forms.erasing")

ERASED = _("label_answer_erased", default="Réponse effacée, comme annoncé.")


def forgettable(form: Form, decided: date | None, today: date) -> frozenset[str]:
    """Return the names of the fields whose answers are no longer to be kept.

    ``block.field`` is a field inside a block.
    ``decided`` is the day of the decision (the first final phase), None before it.
    """
    if decided is None:
        return frozenset()
    return frozenset(
        place
        for place, found in places(form)
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
    cells = {name: cells_of(dossier.answers, name) for name in names}
    gone = frozenset(name for name in names if cells[name])
    _forget_copies(dossier, names)
    if not gone:
        return gone
    form = drafts.form_of(dossier)
    for name in gone:
        _forget(dossier.answers, name)
    told = {cell for name in gone for cell in cells[name]}
    IAnnotations(dossier)[KEY] = tuple(sorted(told | erased(dossier)))
    titles = [
        found.title for place, found in (places(form) if form else ()) if place in gone
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


def cells_of(answers: Mapping[str, object], name: str) -> tuple[str, ...]:
    """Return the places of the answers there are to a field, one for each row."""
    block, _dot, inner = name.partition(".")
    if not inner:
        return (name,) if name in answers else ()
    return tuple(
        f"{block}.{row[rows.ID]}.{inner}"
        for row in rows.of(answers.get(block))
        if inner in row
    )


def _forget(answers: MutableMapping[str, object], name: str) -> None:
    """Take a field out of answers; a row stays, with its other cells."""
    block, _dot, inner = name.partition(".")
    if not inner:
        answers.pop(name, None)
    elif cells_of(answers, name):
        answers[block] = tuple(
            {key: value for key, value in row.items() if key != inner}
            for row in rows.of(answers[block])
        )


def _forget_copies(dossier: Dossier, names: Collection[str]) -> None:
    """Take fields out of former answers and of a correction that was begun."""
    kept = []
    for former in dossier.former:
        values = dict(former.values)
        for name in names:
            _forget(values, name)
        kept.append(replace(former, values=values))
    if kept and tuple(kept) != tuple(dossier.former):
        dossier.former = tuple(kept)
    correction = corrections.begun(dossier)
    if correction is not None:
        for name in names:
            _forget(correction.answers, name)


def erased(dossier: Dossier) -> frozenset[str]:
    """Return the answers of a dossier that were erased: ``field``, ``block.row.field``."""
    return frozenset(IAnnotations(dossier).get(KEY, ()))


def erase_due(dossier: Dossier, decided: date | None, today: date) -> frozenset[str]:
    """Erase what a dossier need not keep any more; return the names of what went."""
    form = drafts.form_of(dossier)
    if form is None:
        return frozenset()
    return erase(dossier, forgettable(form, decided, today))


def erase_at_decision(dossier: Dossier, event: IDossierStepChanged) -> None:
    """What is kept until the decision goes once it is taken; what is kept some months
    longer is noted in the agenda; subscriber."""
    if event.new_step is None or not event.new_step.phase.is_final:
        return
    form = drafts.form_of(dossier)
    if form is None:
        return
    today = clock.today()
    decided = IAnnotations(dossier).get(DECIDED)
    if decided is None:
        decided = IAnnotations(dossier)[DECIDED] = today
        for months in sorted(months_of(form)):
            AGENDA.note(dossier.reference, _begin(months_after(decided, months)))
    erase_due(dossier, decided, today)


def months_of(form: Form) -> frozenset[int]:
    """Return after how many months something of a form is erased."""
    kept = {found.keep for _place, found in places(form)}
    return frozenset(int(keep) for keep in kept if keep.isdecimal())


def _begin(day: date) -> datetime:
    return clock.local(datetime.combine(day, time()))


class EraseAnswers(Attending):
    """Erases the answers whose months are over."""

    agenda = AGENDA

    def attend(self, dossier: Dossier, now: datetime) -> None:
        decided = IAnnotations(dossier).get(DECIDED)
        erase_due(dossier, decided, clock.local(now).date())
