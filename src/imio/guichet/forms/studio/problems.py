"""What is wrong in a form, told to whoever builds it: where, why and what repairs it."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Collection
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from imio.guichet.core.options import NONE
from imio.guichet.core.types import Problem
from imio.guichet.forms.checking import check_rules
from imio.guichet.forms.controls.base import Translate
from imio.guichet.forms.reading import FIELD_NAME
from imio.guichet.forms.reading import PAGE_ID
from imio.guichet.forms.reading import Reader
from imio.guichet.forms.studio import option_checks
from imio.guichet.forms.studio.model import write_form
from imio.guichet.forms.studio.option_checks import NO_READS
from imio.guichet.forms.studio.option_texts import fill
from imio.guichet.forms.studio.places import page_place
from imio.guichet.forms.studio.places import placed
from imio.guichet.forms.studio.shape import JSON
from imio.guichet.forms.types import Form
from imio.guichet.i18n import _
from imio.guichet.rules import Rule
from imio.guichet.rules import RuleError

import difflib
import re


_PLACE = re.compile(r"([^()]*?)(?: \((\w+)\))?")

RULES = ("show", "require", "compute")


@dataclass(frozen=True)
class Place:
    """Where something is: a page, a field of it (or ''), a property of that (or '').

    ``field`` is the field's own place: ``name``, or ``block.name``.
    """

    page: str = ""
    field: str = ""
    property: str = ""

    def __str__(self) -> str:
        """The place as the studio's services say it."""
        return self.field or (page_place(self.page) if self.page else "")


def read(
    form: dict[str, JSON],
    clean: Callable[[str], str],
    values: Mapping[str, str] = NONE,
    reads: Mapping[str, str] = NO_READS,
    translate: Translate = str,
) -> tuple[Form | None, list[Problem]]:
    """Return the form that citizens would fill, and all that is wrong with it.

    ``values`` are those of its options, ``reads`` the options that are read elsewhere.
    """
    reader = Reader(clean, values)
    found = reader.read(write_form(fill(form, values, translate)), form["title"])
    if found is None:
        return None, reader.problems
    known = option_checks.of_form(form, values, reads)
    return found, [*reader.problems, *check_rules(found), *known]


def told(
    form: dict[str, JSON], problems: Iterable[Problem], translate: Translate
) -> list[dict[str, JSON]]:
    """Return problems as PROBLEM of the contract; errors first."""
    pages = {page["id"]: page for page in form["pages"]}
    homes = {place: page["id"] for page, place, _field in placed(form)}
    fixes = Fixes(form)
    found = []
    for problem in problems:
        place = locate(problem.place, pages, homes, _is_of_page(problem))
        fix = fixes.of(problem, place)
        found.append(
            {
                "place": str(place),
                "page": place.page,
                "property": place.property,
                "message": translate(problem.message),
                "severity": problem.severity,
                "fix": {**fix, "title": translate(fix["title"])} if fix else None,
            }
        )
    rank = {"error": 0, "warning": 1}
    return sorted(found, key=lambda item: rank.get(item["severity"], 2))


def _is_of_page(problem: Problem) -> bool:
    return str(problem.message).startswith(("error_page", "error_refusal_field"))


def locate(
    text: str, pages: Collection[str], homes: Mapping[str, str], of_page: bool = False
) -> Place:
    """Return the place that a check names: ``page``, ``field``, ``/page``,
    ``block.field``, ``page.field (show)``, ``page.block.field (show)``.

    What is said of a part of an answer (``page.period.start``) is said of the answer.
    ``of_page`` settles what is the name of a page and of a field.
    """
    found = _PLACE.fullmatch(text)
    if text.startswith(option_checks.PLACE):
        return Place(field=text)
    if found is None:
        return Place(field=text)
    head, aspect = (part or "" for part in found.groups())
    page, _dot, rest = head.removeprefix("/").partition(".")
    if head.startswith("/"):
        return Place(head.removeprefix("/"), "", aspect)
    if head in pages and (aspect or of_page or head not in homes):
        return Place(head, "", aspect)
    if page in pages and (field := _known(rest, homes)):
        return Place(page, field, "check" if aspect == "refuse" else aspect)
    field = _known(head, homes) or head
    return Place(homes.get(field, ""), field, aspect)


def _known(field: str, homes: Mapping[str, str]) -> str:
    """Return the field of which a text is the place, or a part; '' when there is none."""
    while field and field not in homes:
        field = field.rpartition(".")[0]
    return field


class Fixes:
    """What repairs a problem, when that is certain enough to offer it."""

    def __init__(self, form: dict[str, JSON]) -> None:
        self.pages = {page["id"]: page for page in form["pages"]}
        self.fields = {place: field for _page, place, field in placed(form)}
        self.options = {f"options.{item['name']}" for item in form.get("options", [])}

    def of(self, problem: Problem, place: Place) -> dict[str, JSON] | None:
        """Return {"title", "operation"} or None."""
        fix = getattr(problem, "fix", None)
        if fix is not None:
            return fix
        return next(iter(self._fixes(problem, place)), None)

    def _fixes(self, problem: Problem, place: Place) -> Iterator[dict[str, JSON]]:
        name = place.field.rpartition(".")[2] or place.page
        code = getattr(problem.message, "default", None) and str(problem.message)
        if code == "error_page_empty" and len(self.pages) > 1:
            yield _fix(
                _("fix_remove_page", default="Supprimer la page"),
                {"op": "remove", "place": str(place)},
            )
        if code == "error_field_twice" and place.field in self.fields:
            yield self._rename(place, name)
        if code == "error_field_name" and not FIELD_NAME.fullmatch(name):
            yield self._rename(place, name)
        if code == "error_page_name" and not PAGE_ID.fullmatch(name):
            yield self._rename(place, name)
        if place.property in RULES and problem.severity == "error":
            yield from self._rule(place)

    def _rename(self, place: Place, name: str) -> dict[str, JSON]:
        plain = re.sub(r"[^A-Za-z0-9_]+", "_", name).strip("_")[:50] or "question"
        if not plain[0].isalpha():
            plain = f"q_{plain}"
        number = 2
        taken = {*self.pages, *(known.rpartition(".")[2] for known in self.fields)}
        wanted = plain
        while wanted in taken:
            wanted, number = f"{plain}_{number}", number + 1
        return _fix(
            _(
                "fix_rename",
                default="Renommer en « ${name} »",
                mapping={"name": wanted},
            ),
            {"op": "rename", "place": str(place), "value": wanted},
        )

    def _rule(self, place: Place) -> Iterator[dict[str, JSON]]:
        if place.field:
            field = self.fields.get(place.field, {})
            data = field.get("properties", {}).get(place.property)
        else:
            data = self.pages.get(place.page, {}).get(place.property)
        try:
            rule = Rule.parse(data)
        except RuleError:
            rule = None
        known = self._readable(place.field) | self.options
        read = rule.fields if rule is not None else ()
        unknown = sorted(
            name
            for name in read
            if name not in known and name.partition(".")[0] not in known
        )
        operation = {"op": "set", "place": str(place), "property": place.property}
        for wrong in unknown:
            close = difflib.get_close_matches(wrong, sorted(known), 1, 0.75)
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

    def _readable(self, place: str) -> set[str]:
        """Return the names that a rule of a field may read: also its block's."""
        start = place.rpartition(".")[0]
        inside = f"{start}." if start else ""
        return {known for known in self.fields if "." not in known} | {
            known.removeprefix(inside)
            for known in self.fields
            if inside and known.startswith(inside)
        }


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
