"""Whether a procedure can be begun now, and why not: window, quota. No Zope.

Moments without time zone are the town's: that is how Plone's edit form stores them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from datetime import datetime
from datetime import time
from datetime import timedelta
from enum import StrEnum
from imio.guichet.i18n import _


Message = str


class State(StrEnum):
    """Where a procedure stands for somebody who wants to begin."""

    OPEN = "open"
    NOT_YET = "not_yet"
    OVER = "over"
    FULL = "full"
    ALREADY = "already"
    """The person has one open, and may have only one."""

    UNAVAILABLE = "unavailable"
    """It was never published."""


@dataclass(frozen=True)
class Availability:
    """A state. ``when``: the opening, the closing, or when places come back.

    ``reference`` is the dossier, or draft, that the person has already.
    """

    state: State
    when: datetime | None = None
    reference: str = ""
    is_draft: bool = False

    @property
    def is_open(self) -> bool:
        return self.state == State.OPEN


OPEN = Availability(State.OPEN)


class NotOpen(Exception):
    """A submission came too late; nothing was changed."""

    def __init__(self, availability: Availability) -> None:
        super().__init__(str(availability.state))
        self.availability = availability


def window(
    opens: datetime | None, closes: datetime | None, now: datetime, *, live: bool
) -> Availability:
    """Return the state that dates give. ``now`` has the town's time zone."""
    if not live:
        return Availability(State.UNAVAILABLE)
    if opens is not None and now < (opening := _local(opens, now)):
        return Availability(State.NOT_YET, opening)
    if closes is not None and now >= (closing := _local(closes, now)):
        return Availability(State.OVER, closing)
    return OPEN


def _local(moment: datetime, now: datetime) -> datetime:
    if moment.tzinfo is None:
        return moment.replace(tzinfo=now.tzinfo)
    return moment.astimezone(now.tzinfo)


def period_of(kind: str, day: date) -> str:
    """Return the name of the period of a quota: "2026", "2026-11", "2026-W48"…"""
    match kind:
        case "year":
            return f"{day:%Y}"
        case "month":
            return f"{day:%Y-%m}"
        case "week":
            year, week, _weekday = day.isocalendar()
            return f"{year}-W{week:02}"
        case "day":
            return day.isoformat()
    return ""


def next_period(kind: str, now: datetime) -> datetime | None:
    """Return when the next period begins; None when there is only one."""
    day = now.date()
    match kind:
        case "year":
            first = date(day.year + 1, 1, 1)
        case "month":
            first = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
        case "week":
            first = day + timedelta(days=7 - day.weekday())
        case "day":
            first = day + timedelta(days=1)
        case _:
            return None
    return datetime.combine(first, time(), now.tzinfo)


def reason(found: Availability, write: Callable[[datetime], str]) -> Message:
    """Return in one sentence why it cannot be begun; '' when it can.

    ``write`` says a moment in words.
    """
    when = write(found.when) if found.when is not None else ""
    match found.state:
        case State.NOT_YET:
            return _(
                "msg_procedure_opens",
                default="Cette démarche ouvre le ${when}.",
                mapping={"when": when},
            )
        case State.OVER:
            return _(
                "msg_procedure_closed",
                default="Cette démarche est fermée depuis le ${when}.",
                mapping={"when": when},
            )
        case State.FULL if when:
            return _(
                "msg_procedure_full_until",
                default="Toutes les places sont prises. Il y en aura de nouvelles à "
                "partir du ${when}.",
                mapping={"when": when},
            )
        case State.FULL:
            return _("msg_procedure_full", default="Toutes les places sont prises.")
        case State.ALREADY:
            return _(
                "msg_procedure_already",
                default="Vous avez déjà une demande en cours pour cette démarche, et "
                "on ne peut en avoir qu'une à la fois.",
            )
        case State.UNAVAILABLE:
            return _(
                "msg_procedure_unavailable",
                default="Cette démarche n'est pas encore disponible en ligne.",
            )
    return ""
