"""Setting what was just done back in time: sample dossiers have a past.

Only the demo does this, right after an act and within its transaction. The audit
trail is left alone: it tells when the demo was installed.
"""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from DateTime import DateTime
from datetime import date
from datetime import datetime
from datetime import timedelta
from imio.guichet.core.content.dossier import Dossier
from imio.guichet.core.content.opinion import IOpinion
from imio.guichet.core.types import Act


@dataclass
class Past:
    """Counts what a dossier holds, to tell what the next act adds."""

    dossier: Dossier
    acts: int = 0
    entries: int = 0
    history: int = 0

    def set_back(self, moment: datetime) -> None:
        """Date everything added since the last call at ``moment`` (with time zone)."""
        dossier = self.dossier
        now = datetime.now(moment.tzinfo)
        shift = now.date() - moment.date()
        dossier.changed = moment
        dossier.acts = (
            *dossier.acts[: self.acts],
            *(_shifted(act, moment, shift) for act in dossier.acts[self.acts :]),
        )
        added = len(dossier.acts) > self.acts
        self.acts = len(dossier.acts)
        if added and dossier.deadline is not None:
            dossier.deadline -= shift
        self._journal(moment)
        self._documents(moment, now)
        self._history(moment)
        dossier.reindexObject()

    def _journal(self, moment: datetime) -> None:
        journal = self.dossier.journal
        if journal is None:
            return
        entries = list(journal)
        for entry in entries[self.entries :]:
            entry.created = moment
        self.entries = len(entries)

    def _documents(self, moment: datetime, now: datetime) -> None:
        just_now = now - timedelta(minutes=10)
        for item in self.dossier.objectValues():
            if IOpinion.providedBy(item):
                shift = now.date() - moment.date()
                if item.asked is not None and item.asked > just_now:
                    item.asked = moment
                    if item.deadline is not None:
                        item.deadline -= shift
                if item.given is not None and item.given > just_now:
                    item.given = moment
            elif item.created().asdatetime() > just_now:
                item.creation_date = DateTime(moment.isoformat())

    def _history(self, moment: datetime) -> None:
        histories = getattr(self.dossier, "workflow_history", None) or {}
        for name, history in histories.items():
            lines = list(history)
            for line in lines[self.history :]:
                line["time"] = DateTime(moment.isoformat())
            histories[name] = tuple(lines)
            self.history = len(lines)


def _shifted(act: Act, moment: datetime, shift: timedelta) -> Act:
    """Return an act done at ``moment``; the days that it tells move with it."""
    values = {
        name: value - shift if isinstance(value, date) else value
        for name, value in act.values.items()
    }
    return replace(act, when=moment, values=values)
