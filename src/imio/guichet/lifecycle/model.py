"""A lifecycle as data: what a file says, read and checked. Pure, immutable.

See ``docs/reference/lifecycle-format.md`` for what each value means.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from functools import cached_property
from imio.guichet.core.types import Phase
from imio.guichet.rules import Rule
from typing import Literal


FORMAT = 1
"""Version of the file format."""

APPLICANT = "applicant"
FUNCTION_PREFIX = "function:"

Count = Literal["calendar", "working"]
"""How days are counted: all of them, or working days in Belgium."""

FieldKind = Literal["text", "longtext", "choice", "date", "number", "yesno", "file"]


@dataclass(frozen=True)
class Function:
    """Somebody's part in a dossier; each procedure says which services hold it.

    ``joins`` says when its holders get access: at "submission", when a "step" they
    handle is first entered, or when an "opinion" is asked of them.
    """

    id: str
    title: str
    role: str
    required: bool = True
    joins: str = "submission"


@dataclass(frozen=True)
class MailAction:
    """A mail queued when something happens. ``to`` is "applicant" or "function:x"."""

    to: str
    template: str


@dataclass(frozen=True)
class StepDef:
    """A step. ``handling`` is the function that acts in it, None when nobody must."""

    id: str
    title: str
    citizen_title: str
    phase: Phase
    handling: str | None = None
    edits: str = ""
    """"applicant" while the applicant may correct the answers."""

    deadline_days: int | None = None
    deadline_count: Count = "calendar"
    on_entry: tuple[MailAction, ...] = ()


@dataclass(frozen=True)
class Field:
    """Something a transition asks. ``reader`` is "applicant" (everybody) or "agents"."""

    id: str
    title: str
    kind: FieldKind
    help: str = ""
    required: bool = True
    reader: str = "agents"
    choices: tuple[tuple[str, str], ...] = ()
    """Values and their titles, of a choice."""

    minimum: str | None = None
    """Of a date: "today" or None."""

    accept: tuple[str, ...] = ()
    """Media types, of a file; empty for the usual documents and images."""


@dataclass(frozen=True)
class TransitionDef:
    """A way from some steps to another. ``target`` may be the step itself."""

    id: str
    title: str
    sources: tuple[str, ...]
    target: str
    who: tuple[str, ...] = ()
    """"applicant" and "function:<id>"; empty only when the system triggers it."""

    description: str = ""
    rule: Rule | None = None
    fields: tuple[Field, ...] = ()
    comment: str = "optional"
    comment_for: str = "agents"
    comment_title: str = ""
    confirm: str = ""
    style: str = "secondary"
    trigger: str = "manual"
    actions: tuple[MailAction, ...] = ()

    def field(self, name: str) -> Field | None:
        """Return a field by id."""
        return next((item for item in self.fields if item.id == name), None)


@dataclass(frozen=True)
class OpinionsDef:
    """Opinions that may be asked: of which function, by which, in which steps."""

    advisers: str
    asked_by: str
    steps: tuple[str, ...]
    days: int = 15
    count: Count = "calendar"


@dataclass(frozen=True)
class Milestone:
    """What the applicant sees ahead: a title for one step or several."""

    title: str
    steps: tuple[str, ...]


@dataclass(frozen=True)
class MailTemplate:
    """Subject and body, with placeholders."""

    subject: str
    body: str


@dataclass(frozen=True, eq=False)
class Lifecycle:
    """A whole lifecycle, without error: only the reader makes one."""

    id: str
    title: str
    description: str
    functions: tuple[Function, ...]
    steps: tuple[StepDef, ...]
    initial: str
    transitions: tuple[TransitionDef, ...]
    mails: Mapping[str, MailTemplate] = field(default_factory=dict)
    opinions: OpinionsDef | None = None
    milestones: tuple[Milestone, ...] = ()

    @cached_property
    def step(self) -> Mapping[str, StepDef]:
        """Steps by id."""
        return {step.id: step for step in self.steps}

    @cached_property
    def transition(self) -> Mapping[str, TransitionDef]:
        """Transitions by id."""
        return {transition.id: transition for transition in self.transitions}

    @cached_property
    def function(self) -> Mapping[str, Function]:
        """Functions by id."""
        return {function.id: function for function in self.functions}

    def leaving(self, step: str) -> tuple[TransitionDef, ...]:
        """Return the transitions out of a step, in the order of the file."""
        return tuple(item for item in self.transitions if step in item.sources)


def function_of(who: str) -> str | None:
    """Return the function that ``function:x`` names; None for the applicant."""
    return who[len(FUNCTION_PREFIX) :] if who.startswith(FUNCTION_PREFIX) else None
