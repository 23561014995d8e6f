"""The places of a quota, and one open dossier per person: never too many.

Each submission takes a place of its own, chosen at random among the free ones: two at
the same time take two different entries of a BTree, which the database merges, or the
same one, and then the second is run again. So the quota holds over any number of
processes without a number that all would write. Without quota nothing is written.
"""

from __future__ import annotations

from BTrees.IOBTree import IOBTree
from BTrees.OOBTree import OOBTree
from datetime import datetime
from imio.guichet.core import dossiers
from imio.guichet.core.catalog import get_catalog
from imio.guichet.core.content.dossier import Dossier
from imio.guichet.core.content.procedure import Procedure
from imio.guichet.core.interfaces import IDossierStepChanged
from imio.guichet.core.types import OPEN_PHASES
from imio.guichet.core.types import Phase
from imio.guichet.forms import availability
from imio.guichet.forms import behalf
from imio.guichet.forms import clock
from imio.guichet.forms import filling
from imio.guichet.forms import models
from imio.guichet.forms.availability import Availability
from imio.guichet.forms.availability import NotOpen
from imio.guichet.forms.availability import State
from persistent import Persistent
from plone.uuid.interfaces import IUUID

import random


GUARD = -1
"""A tree that is never empty can always be merged."""

TRIES = 16


class Places(Persistent):
    """Who took which place, by period; who has which dossier."""

    def __init__(self) -> None:
        self._periods = OOBTree()
        """period -> IOBTree of place -> reference"""
        self._taken = OOBTree()
        """reference -> (period, place)"""
        self.holders = OOBTree()
        """user id -> reference of the last dossier, when one may have only one"""

    def count(self, period: str) -> int:
        """Return how many places of a period are taken."""
        taken = self._periods.get(period)
        return len(taken) - 1 if taken is not None else 0

    def take(self, period: str, quota: int, reference: str) -> bool:
        """Take a place for a dossier; False when there is none."""
        if reference in self._taken:
            return True
        if self.count(period) >= quota:
            return False
        taken = self._periods.get(period)
        if taken is None:
            taken = self._periods[period] = IOBTree({GUARD: ""})
        place = _free(taken, quota)
        taken[place] = reference
        self._taken[reference] = (period, place)
        return True

    def give_back(self, reference: str) -> bool:
        """Free the place of a dossier; False when it had none."""
        period, place = self._taken.pop(reference, ("", GUARD))
        taken = self._periods.get(period)
        if taken is None or taken.get(place) != reference:
            return False
        del taken[place]
        return True


def _free(taken: IOBTree, quota: int) -> int:
    """Return a free place such that all that may be taken with it are ``quota``.

    Places beyond a quota that was lowered count: as many low ones stay empty.
    """
    limit = quota
    while limit + len(taken.keys(limit)) > quota:
        limit -= 1
    for _try in range(TRIES):
        place = random.randrange(limit)
        if place not in taken:
            return place
    return random.choice([place for place in range(limit) if place not in taken])


def look(
    procedure: Procedure, user_id: str | None = None, now: datetime | None = None
) -> Availability:
    """Return whether somebody may begin, or send, now. Without ``user_id``: anybody."""
    now = now or clock.now()
    live = procedure.live_revision is not None
    found = availability.window(procedure.opens, procedure.closes, now, live=live)
    if not found.is_open:
        return found
    if user_id and is_personal(procedure):
        already = _already(procedure, user_id)
        if already is not None:
            return already
    if is_full(procedure, now):
        return _full(procedure, now)
    return found


def is_full(procedure: Procedure, now: datetime) -> bool:
    """Return whether no place is left in the period of a moment."""
    if procedure.quota is None or procedure.places is None:
        return False
    return procedure.places.count(_period(procedure, now)) >= procedure.quota


def _full(procedure: Procedure, now: datetime) -> Availability:
    again = availability.next_period(procedure.quota_period, now)
    return Availability(State.FULL, again)


def _period(procedure: Procedure, now: datetime) -> str:
    return availability.period_of(procedure.quota_period, now.date())


def is_personal(procedure: Procedure) -> bool:
    """Return whether a person may have one open, and asks only for oneself.

    Where one may act for others it is one for each of them: known once it is filled.
    """
    return bool(procedure.one_open) and not behalf.kinds(procedure.behalf)


def _already(
    procedure: Procedure, user_id: str, dossier: Dossier | None = None
) -> Availability | None:
    """Return what a person has open, or sent to be signed, for a procedure.

    With ``dossier``: for the same person or enterprise as this one.
    """
    wanted = _whom(procedure, dossier) if dossier is not None else None
    query = {
        "procedure_uid": IUUID(procedure),
        "applicant": user_id,
        "phase": sorted(map(str, OPEN_PHASES)),
    }
    brains = get_catalog(procedure).search_all(query)
    opened = (dossiers.find(brain.reference, procedure) for brain in brains)
    uid = query["procedure_uid"]
    waiting = (
        draft
        for draft in dossiers.drafts_of(user_id, procedure)
        if draft.procedure_uid == uid and draft.awaits_signatures
    )
    for found in (*opened, *waiting):
        if found is None:
            continue
        if wanted is None or _whom(procedure, found) == wanted:
            return Availability(
                State.ALREADY, reference=found.reference, is_draft=found.is_draft
            )
    return None


def _whom(procedure: Procedure, dossier: Dossier) -> str:
    """Return what tells whom a dossier is for; '' for its applicant."""
    form = models.form_of(procedure, dossier.revision, dossier.option_set)
    if form is None:
        return ""
    asked = filling.ask(form, dossier.answers, clock.today())
    return behalf.identity(form, asked.answers)


def open_draft(procedure: Procedure, user_id: str) -> Dossier | None:
    """Return the last draft of a person for a procedure, or None."""
    uid = IUUID(procedure)
    drafts = dossiers.drafts_of(user_id, procedure)
    return next((draft for draft in drafts if draft.procedure_uid == uid), None)


def claim(procedure: Procedure, dossier: Dossier) -> None:
    """Take what a submission needs; raises NotOpen, having changed nothing."""
    now = clock.now()
    found = look(procedure, dossier.applicant, now)
    if not found.is_open:
        raise NotOpen(found)
    if dossier.applicant and procedure.one_open and not is_personal(procedure):
        already = _already(procedure, dossier.applicant, dossier)
        if already is not None:
            raise NotOpen(already)
    if procedure.quota is None and not procedure.one_open:
        return
    if procedure.places is None:
        procedure.places = Places()
    if procedure.quota is not None:
        period = _period(procedure, now)
        if not procedure.places.take(period, procedure.quota, dossier.reference):
            raise NotOpen(_full(procedure, now))
    if procedure.one_open and dossier.applicant:
        procedure.places.holders[dossier.applicant] = dossier.reference


def give_back(dossier: Dossier, event: IDossierStepChanged) -> None:
    """A request that is cancelled gives its place back; subscriber."""
    if event.new_step is None or event.new_step.phase != Phase.CANCELLED:
        return
    release(dossier)


def release(dossier: Dossier) -> None:
    """Give back the place of a dossier, if it has one."""
    procedure = dossiers.procedure_of(dossier)
    if procedure is not None and getattr(procedure, "places", None) is not None:
        procedure.places.give_back(dossier.reference)
