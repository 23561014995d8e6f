"""What is wrong in a form, told to whoever builds it: where, why and what repairs it."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from imio.guichet.core.types import Problem
from imio.guichet.forms.checking import check_rules
from imio.guichet.forms.controls.base import Translate
from imio.guichet.forms.reading import FIELD_NAME
from imio.guichet.forms.reading import PAGE_ID
from imio.guichet.forms.reading import Reader
from imio.guichet.forms.studio.model import fields_of
from imio.guichet.forms.studio.model import write_form
from imio.guichet.forms.studio.shape import JSON
from imio.guichet.forms.types import Form
from imio.guichet.i18n import _
from imio.guichet.rules import Rule
from imio.guichet.rules import RuleError

import difflib
import re


_PLACE = re.compile(r"([^.()\s]*)(?:\.(\S+))?(?: \((\w+)\))?")

RULES = ("show", "require", "compute")


@dataclass(frozen=True)
class Place:
    """Where something is: a page, a field of it (or ''), a property of that (or '')."""

    page: str = ""
    field: str = ""
    property: str = ""


def read(
    form: dict[str, JSON], clean: Callable[[str], str]
) -> tuple[Form | None, list[Problem]]:
    """Return the form that citizens would fill, and all that is wrong with it."""
    reader = Reader(clean)
    found = reader.read(write_form(form), form["title"])
    if found is None:
        return None, reader.problems
    return found, [*reader.problems, *check_rules(found)]


def told(
    form: dict[str, JSON], problems: Iterable[Problem], translate: Translate
) -> list[dict[str, JSON]]:
    """Return problems as PROBLEM of the contract; errors first."""
    pages = {page["id"]: page for page in form["pages"]}
    homes = {field["name"]: page["id"] for page, field in fields_of(form)}
    fixes = Fixes(form)
    found = []
    for problem in problems:
        place = locate(problem.place, pages, homes)
        fix = fixes.of(problem, place)
        found.append(
            {
                "place": place.field or place.page,
                "page": place.page,
                "property": place.property,
                "message": translate(problem.message),
                "severity": problem.severity,
                "fix": {**fix, "title": translate(fix["title"])} if fix else None,
            }
        )
    rank = {"error": 0, "warning": 1}
    return sorted(found, key=lambda item: rank.get(item["severity"], 2))


def locate(text: str, pages: Iterable[str], homes: dict[str, str]) -> Place:
    """Return the place that a check names: ``page``, ``field``, ``page.field (show)``."""
    found = _PLACE.fullmatch(text)
    if found is None:
        return Place(field=text, page=homes.get(text, ""))
    head, field, aspect = (part or "" for part in found.groups())
    if not field and head in homes and head not in pages:
        head, field = "", head
    if aspect == "refuse" and field:
        aspect = "check"
    return Place(head or homes.get(field, ""), field, aspect)


class Fixes:
    """What repairs a problem, when that is certain enough to offer it."""

    def __init__(self, form: dict[str, JSON]) -> None:
        self.pages = {page["id"]: page for page in form["pages"]}
        self.fields = {field["name"]: field for _page, field in fields_of(form)}

    def of(self, problem: Problem, place: Place) -> dict[str, JSON] | None:
        """Return {"title", "operation"} or None."""
        fix = getattr(problem, "fix", None)
        if fix is not None:
            return fix
        name = place.field or place.page
        return next(iter(self._fixes(problem, place, name)), None)

    def _fixes(
        self, problem: Problem, place: Place, name: str
    ) -> Iterator[dict[str, JSON]]:
        code = getattr(problem.message, "default", None) and str(problem.message)
        if code == "error_page_empty" and len(self.pages) > 1:
            yield _fix(
                _("fix_remove_page", default="Supprimer la page"),
                {"op": "remove", "place": name},
            )
        if code == "error_field_twice" and name in self.fields:
            yield self._rename(name)
        if code == "error_field_name" and not FIELD_NAME.fullmatch(name):
            yield self._rename(name)
        if code == "error_page_name" and not PAGE_ID.fullmatch(name):
            yield self._rename(name)
        if place.property in RULES and problem.severity == "error":
            yield from self._rule(place, name)

    def _rename(self, name: str) -> dict[str, JSON]:
        plain = re.sub(r"[^A-Za-z0-9_]+", "_", name).strip("_")[:50] or "question"
        if not plain[0].isalpha():
            plain = f"q_{plain}"
        number = 2
        taken = {*self.fields, *self.pages}
        wanted = plain
        while wanted in taken:
            wanted, number = f"{plain}_{number}", number + 1
        return _fix(
            _(
                "fix_rename",
                default="Renommer en « ${name} »",
                mapping={"name": wanted},
            ),
            {"op": "rename", "place": name, "value": wanted},
        )

    def _rule(self, place: Place, name: str) -> Iterator[dict[str, JSON]]:
        if place.field:
            data = self.fields.get(name, {}).get("properties", {}).get(place.property)
        else:
            data = self.pages.get(name, {}).get(place.property)
        try:
            rule = Rule.parse(data)
        except RuleError:
            rule = None
        unknown = sorted(rule.fields - set(self.fields)) if rule is not None else []
        operation = {"op": "set", "place": name, "property": place.property}
        for wrong in unknown:
            close = difflib.get_close_matches(wrong, sorted(self.fields), 1, 0.75)
            if close:
                yield _fix(
                    _(
                        "fix_read_instead",
                        default="Lire plutôt « ${name} »",
                        mapping={"name": close[0]},
                    ),
                    {**operation, "value": renamed(data, wrong, close[0])},
                )
        yield _fix(
            _("fix_remove_rule", default="Retirer la règle"),
            {**operation, "value": None},
        )


def _fix(title: str, operation: dict[str, JSON]) -> dict[str, JSON]:
    return {"title": title, "operation": operation}


def renamed(data: JSON, old: str, new: str) -> JSON:
    """Return a rule that reads the answer ``new`` where it read ``old``."""
    if isinstance(data, list):
        return [renamed(item, old, new) for item in data]
    if not isinstance(data, dict):
        return data
    if set(data) == {"var"}:
        read = data["var"]
        if read == old:
            return {"var": new}
        if isinstance(read, list) and read[:1] == [old]:
            return {"var": [new, *renamed(read[1:], old, new)]}
        return data
    return {key: renamed(value, old, new) for key, value in data.items()}
