"""Reading a lifecycle file: all of it is right, or nothing is returned.

Format: ``docs/reference/lifecycle-format.md``.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from imio.guichet.core.types import Phase
from imio.guichet.core.types import Problem
from imio.guichet.lifecycle import checks
from imio.guichet.lifecycle import model
from imio.guichet.lifecycle.cursor import Cursor
from imio.guichet.lifecycle.cursor import parse
from imio.guichet.lifecycle.cursor import ROOT
from imio.guichet.rules import Rule
from imio.guichet.rules import RuleError
from typing import get_args

import re


ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
ID_HINT = "des minuscules et des chiffres, séparés par des tirets (« a-completer »)"
NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
NAME_HINT = (
    "des minuscules et des chiffres, séparés par des soulignés (« date_prevue »)"
)
ROLES = ("Handler", "Advisor", "Reader")
JOINS = ("submission", "step", "opinion")
PHASES = tuple(str(phase) for phase in Phase if phase is not Phase.DRAFT)
EDITORS = (model.APPLICANT,)
COUNTS: tuple[model.Count, ...] = get_args(model.Count)
KINDS: tuple[model.FieldKind, ...] = get_args(model.FieldKind)
COMMENTS = ("none", "optional", "required")
READERS = ("applicant", "agents")
STYLES = ("primary", "secondary", "danger")
TRIGGERS = ("manual", "opinions")
MEDIA_TYPE = re.compile(r"[a-z]+/[a-z0-9.+-]+")


class LifecycleError(ValueError):
    """A lifecycle file that cannot be used; ``problems`` says where and why."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(
            "\n".join(f"{item.place} : {item.message}" for item in self.problems)
        )


def read(source: str | bytes) -> model.Lifecycle:
    """Return the lifecycle that a file says; raises LifecycleError with every problem."""
    value, problems = parse(source)
    root = Cursor(value, ROOT, problems)
    if problems or not root.is_object():
        raise LifecycleError(problems)
    lifecycle = _lifecycle(root)
    told = {problem.place for problem in problems}
    problems.extend(
        problem for problem in checks.check(lifecycle) if problem.place not in told
    )
    if any(problem.severity == "error" for problem in problems):
        raise LifecycleError(problems)
    return lifecycle


@lru_cache(maxsize=128)
def cached(source: str) -> model.Lifecycle:
    """Return the lifecycle of a text that was read before without error."""
    return read(source)


def _lifecycle(at: Cursor) -> model.Lifecycle:
    version = at.at("format")
    if version.value != model.FORMAT:
        version.wrong(f"seul le format {model.FORMAT} est connu")
    for option in at.at("options").items():
        option.wrong("les options n'existent pas dans le format 1")
    mails = at.at("mails")
    found = model.Lifecycle(
        id=at.at("id").id(ID, ID_HINT),
        title=at.at("title").text(),
        description=at.at("description").text(default="", longest=2000),
        functions=tuple(_function(item) for item in at.at("functions").items()),
        steps=tuple(_step(item) for item in at.at("steps").items()),
        initial=at.at("initial").text(),
        transitions=tuple(_transition(item) for item in at.at("transitions").items()),
        mails=_mails(mails) if mails.value is not None else {},
        opinions=_opinions(at.at("opinions")),
        milestones=tuple(_milestone(item) for item in at.at("milestones").items()),
    )
    at.close()
    return found


def _function(at: Cursor) -> model.Function:
    if not at.is_object():
        return model.Function("", "", "Reader")
    role = at.at("role").one_of(ROLES)
    found = model.Function(
        id=at.at("id").id(NAME, NAME_HINT),
        title=at.at("title").text(),
        role=role,
        required=at.at("required").boolean(default=True),
        joins=at.at("joins").one_of(
            JOINS, default="opinion" if role == "Advisor" else "submission"
        ),
    )
    at.close()
    return found


def _step(at: Cursor) -> model.StepDef:
    if not at.is_object():
        return model.StepDef("", "", "", Phase.IN_PROGRESS)
    title = at.at("title").text()
    found = model.StepDef(
        id=at.at("id").id(ID, ID_HINT),
        title=title,
        citizen_title=at.at("citizen_title").text(default=title),
        phase=Phase(at.at("phase").one_of(PHASES)),
        handling=at.at("handling").text(default="") or None,
        edits=at.at("edits").one_of(EDITORS, default=""),
        deadline_days=at.at("deadline_days").whole(1, 3650),
        deadline_count=at.at("deadline_count").one_of(COUNTS, default="calendar"),
        on_entry=_actions(at.at("on_entry")),
    )
    at.close()
    return found


def _actions(at: Cursor) -> tuple[model.MailAction, ...]:
    found = []
    for item in at.items():
        if item.is_object():
            item.at("action").one_of(("mail",))
            found.append(
                model.MailAction(
                    to=item.at("to").text(default=""),
                    template=item.at("template").text(),
                )
            )
            item.close()
    return tuple(found)


def _transition(at: Cursor) -> model.TransitionDef:
    if not at.is_object():
        return model.TransitionDef("", "", (), "")
    found = model.TransitionDef(
        id=at.at("id").id(ID, ID_HINT),
        title=at.at("title").text(),
        sources=at.at("from").texts(),
        target=at.at("to").text(),
        who=at.at("who").texts(),
        description=at.at("description").text(default="", longest=1000),
        rule=_rule(at.at("rule")),
        fields=tuple(_field(item) for item in at.at("fields").items()),
        comment=at.at("comment").one_of(COMMENTS, default="optional"),
        comment_for=at.at("comment_for").one_of(READERS, default="agents"),
        comment_title=at.at("comment_title").text(default=""),
        confirm=at.at("confirm").text(default="", longest=1000),
        style=at.at("style").one_of(STYLES, default="secondary"),
        trigger=at.at("trigger").one_of(TRIGGERS, default="manual"),
        actions=_actions(at.at("actions")),
    )
    at.close()
    return found


def _rule(at: Cursor) -> Rule | None:
    if at.value is None:
        return None
    try:
        return Rule.parse(at.value)
    except RuleError as error:
        place = re.sub(r"/(\d+)(?=/|$)", r"[\1]", error.path).replace("/", ".")
        Cursor(None, at.place + place, at.problems).wrong(
            f"la règle ne peut être lue : {error.message}"
        )
        return None


def _field(at: Cursor) -> model.Field:
    if not at.is_object():
        return model.Field("", "", "text")
    kind = at.at("type").one_of(KINDS)
    found = model.Field(
        id=at.at("id").id(NAME, NAME_HINT),
        title=at.at("title").text(),
        kind=kind,
        help=at.at("help").text(default="", longest=1000),
        required=at.at("required").boolean(default=True),
        reader=at.at("for").one_of(READERS, default="agents"),
        choices=_choices(at.at("choices")) if kind == "choice" else (),
        minimum=_minimum(at.at("min")) if kind == "date" else None,
        accept=_accept(at.at("accept")) if kind == "file" else (),
    )
    at.close()
    return found


def _choices(at: Cursor) -> tuple[tuple[str, str], ...]:
    found: dict[str, str] = {}
    for item in at.items():
        if not item.is_object():
            continue
        value = item.at("id").id(ID, ID_HINT)
        if value in found:
            item.wrong(f"le choix « {value} » est donné deux fois")
        found[value] = item.at("title").text()
        item.close()
    if len(found) < 2:
        at.wrong("deux choix au moins sont attendus")
    return tuple(found.items())


def _minimum(at: Cursor) -> str | None:
    return None if at.value is None else at.one_of(("today",))


def _accept(at: Cursor) -> tuple[str, ...]:
    found = at.texts()
    for media_type in found:
        if not MEDIA_TYPE.fullmatch(media_type):
            at.wrong(f"« {media_type} » n'est pas un type de fichier")
    return found


def _mails(at: Cursor) -> dict[str, model.MailTemplate]:
    found = {}
    if at.is_object():
        for key in at.value:
            item = at.at(key)
            if not ID.fullmatch(key):
                item.wrong(f"« {key} » n'est pas un identifiant : {ID_HINT}")
            if item.is_object():
                found[key] = model.MailTemplate(
                    item.at("subject").text(longest=150),
                    _body(item.at("body")),
                )
                item.close()
    return found


def _body(at: Cursor) -> str:
    """Return a text, or a list of lines as one text."""
    if not isinstance(at.value, list):
        return at.text(longest=10_000)
    return "\n".join(line.text(default="", longest=2000) for line in at.items())


def _opinions(at: Cursor) -> model.OpinionsDef | None:
    if at.value is None or not at.is_object():
        return None
    found = model.OpinionsDef(
        advisers=at.at("advisers").text(),
        asked_by=at.at("asked_by").text(),
        steps=at.at("steps").texts(),
        days=at.at("days").whole(1, 365) or 15,
        count=at.at("count").one_of(COUNTS, default="calendar"),
    )
    at.close()
    return found


def _milestone(at: Cursor) -> model.Milestone:
    if not at.is_object():
        return model.Milestone("", ())
    found = model.Milestone(at.at("title").text(), at.at("steps").texts())
    at.close()
    return found
