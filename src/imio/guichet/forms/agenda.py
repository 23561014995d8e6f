"""When to look at which dossier: one index by time, so that nothing is searched."""

from __future__ import annotations

from BTrees.LOBTree import LOBTree
from datetime import datetime
from imio.guichet.core import dossiers
from imio.guichet.core.content.dossier import Dossier
from imio.guichet.core.interfaces import IMaintenance
from imio.guichet.core.outbox.store import end_of
from imio.guichet.core.outbox.store import place_at
from itertools import islice
from typing import Any
from zope.annotation.interfaces import IAnnotations
from zope.component.hooks import getSite
from zope.interface import implementer


BATCH = 50
GUARD = -1
"""Keeps the tree from being empty: two first entries would fight over it."""


class Agenda:
    """References of dossiers by the moment to look at them, kept with the site.

    ``key`` names it among the site's annotations.
    """

    def __init__(self, key: str) -> None:
        self.key = key

    def index(self) -> Any:
        """Return the tree of the current site, to change it."""
        annotations = IAnnotations(getSite())
        if self.key not in annotations:
            annotations[self.key] = LOBTree({GUARD: ""})
        return annotations[self.key]

    def note(self, reference: str, moment: datetime) -> None:
        """Look at a dossier then."""
        index = self.index()
        place = place_at(moment.timestamp())
        while place in index:
            place += 1
        index[place] = reference

    def take(self, now: datetime) -> list[str]:
        """Return those to look at now, ``BATCH`` at most, and strike them out."""
        index = self.index()
        due = list(islice(index.items(0, end_of(now.timestamp())), BATCH))
        for place, _reference in due:
            del index[place]
        return [reference for _place, reference in due]

    def forget(self, site: object) -> None:
        """Remove it from a site."""
        IAnnotations(site).pop(self.key, None)


@implementer(IMaintenance)
class Attending:
    """Maintenance that attends to each dossier of an agenda when its time comes."""

    every = 3600.0
    agenda: Agenda

    def run(self, now: datetime) -> bool:
        due = self.agenda.take(now)
        for reference in due:
            dossier = dossiers.find(reference)
            if dossier is not None:
                self.attend(dossier, now)
        return len(due) == BATCH

    def attend(self, dossier: Dossier, now: datetime) -> None:
        """Do what is due now; note the dossier again if there is more to come."""
        raise NotImplementedError
