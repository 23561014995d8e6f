"""What travels between rooms: small immutable values, no Zope."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from datetime import datetime
from enum import StrEnum
from html import escape
from typing import Any


class Phase(StrEnum):
    """Where a dossier stands, in the fixed vocabulary lists and statistics share."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    IN_PROGRESS = "in_progress"
    WAITING_APPLICANT = "waiting_applicant"
    WAITING_PAYMENT = "waiting_payment"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    CLOSED = "closed"
    CANCELLED = "cancelled"

    @property
    def is_final(self) -> bool:
        """True once nobody is expected to act any more."""
        return self in FINAL_PHASES


FINAL_PHASES = frozenset({Phase.ACCEPTED, Phase.REFUSED, Phase.CLOSED, Phase.CANCELLED})
OPEN_PHASES = frozenset(set(Phase) - FINAL_PHASES - {Phase.DRAFT})


class Side(StrEnum):
    """Who speaks in a dossier."""

    APPLICANT = "applicant"
    AGENT = "agent"
    SYSTEM = "system"


@dataclass(frozen=True)
class Step:
    """A step of a lifecycle, as lists and timelines show it."""

    id: str
    title: str
    citizen_title: str
    phase: Phase
    handling: str | None = None
    """Function that acts in this step."""

    edits: str = ""
    """"applicant" while the applicant may correct the answers."""


@dataclass(frozen=True)
class Transition:
    """What somebody may do now with a dossier.

    ``schema`` is a zope.schema interface of the fields asked, or None.
    ``comment`` is "none", "optional" or "required"; ``comment_for`` says who
    reads it: "applicant" (everybody) or "agents" (internal); ``comment_title`` is
    the label to show above it, or "".
    ``style`` is "primary", "secondary" or "danger".
    """

    id: str
    title: str
    target: str
    description: str = ""
    schema: Any = None
    comment: str = "optional"
    comment_for: str = "agents"
    comment_title: str = ""
    confirm: str = ""
    style: str = "secondary"


@dataclass(frozen=True)
class Act:
    """A transition that was done. ``user`` is a user id, '' for none or the system.

    ``comment`` is what the applicant may read, ``note`` what only agents may.
    """

    when: datetime
    side: Side
    user: str
    transition: str
    source: str
    target: str
    values: Mapping[str, object] = field(default_factory=dict)
    comment: str = ""
    note: str = ""


@dataclass(frozen=True)
class TimelineEntry:
    """One line of a dossier's story.

    ``state`` is "done", "current" or "expected". ``detail`` is text that the
    reader may see (never an internal comment in the citizen's timeline).
    """

    title: str
    state: str
    when: datetime | date | None = None
    who: str = ""
    detail: str = ""
    phase: Phase | None = None


FILE_LINK = "answer-file:"
"""What the links to files begin with in ``AnsweredField.linked``."""


@dataclass(frozen=True)
class AnsweredField:
    """One answer as it was asked. ``html`` is safe markup, ``text`` is plain."""

    name: str
    label: str
    text: str
    html: str
    value: object = None
    files: tuple[tuple[str, str], ...] = ()
    """The files of the answer: (what follows the answer's address, text)."""

    data: object = None
    """The answer as JSON, for other programs; None without answer."""

    cells: tuple[tuple[str, str], ...] = ()
    """The answer in columns of a spreadsheet: (suffix of the column, text)."""

    internal: bool = False
    """True for what only agents read: a value that the form hides from citizens."""

    linked: str = ""
    """For an answer with files in it: ``html`` with a link to each."""

    has_map: bool = False
    """Whether a place in the answer has a position: ``html`` then holds its map."""

    def html_at(self, base: str) -> str:
        """Return the answer as safe markup; ``base`` is the address of the dossier's
        answers, to which the place of a file (``block.row.field``) is added."""
        if not self.linked:
            return self.html
        return self.linked.replace(f'href="{FILE_LINK}', f'href="{escape(base)}')

    @property
    def is_file(self) -> bool:
        """True when files were given."""
        return bool(self.files)


@dataclass(frozen=True)
class AnsweredPage:
    """A page that was asked, with the answers in the order they were asked."""

    id: str
    title: str
    fields: tuple[AnsweredField, ...] = field(default=())


@dataclass(frozen=True)
class Column:
    """A question as columns of a spreadsheet: one for each suffix ("" or "latitude")."""

    name: str
    label: str
    suffixes: tuple[str, ...] = ("",)
    heads: Mapping[str, str] = field(default_factory=dict)
    """What people read for a suffix, when not itself."""


@dataclass(frozen=True)
class Problem:
    """Something wrong in what a manager made: place, message, severity."""

    place: str
    message: str
    severity: str = "error"


class DocumentUnavailable(Exception):
    """A document cannot be made now: a library is missing, or too many are asked."""


class TransitionRefused(Exception):
    """A transition cannot be done now.

    ``str(error)`` is a message for people, already translated to the reference
    language or an i18n Message; ``errors`` maps field names to messages.
    """

    def __init__(self, message: str, errors: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.errors = dict(errors or {})
