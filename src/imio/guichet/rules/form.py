"""Static analysis of all the rules of a form together.

The order of pages, who depends on whom, and what can never be shown.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from graphlib import CycleError
from graphlib import TopologicalSorter
from imio.guichet.rules.model import FieldType
from imio.guichet.rules.model import Problem
from imio.guichet.rules.outcomes import outcomes
from imio.guichet.rules.rule import Rule
from typing import Final


MOST_CYCLES: Final = 10


@dataclass(frozen=True, slots=True)
class FieldRules:
    """The rules of one field.

    ``show`` and ``require`` are conditions, ``compute`` gives the field's value,
    each of ``refuse`` is a condition under which the answer is refused, each of
    ``choices`` one under which a choice is offered. ``reads`` names other fields
    whose answers decide what is offered.
    """

    name: str
    show: Rule | None = None
    require: Rule | None = None
    compute: Rule | None = None
    refuse: tuple[Rule, ...] = ()
    choices: tuple[Rule, ...] = ()
    reads: frozenset[str] = frozenset()
    inner: tuple[FieldRules, ...] = ()
    """Those of the fields in each row of a block."""

    def rules(self) -> Iterator[tuple[str, Rule]]:
        """Each rule with its aspect."""
        yield from _given(show=self.show, require=self.require, compute=self.compute)
        for rule in self.refuse:
            yield "refuse", rule
        for rule in self.choices:
            yield "choices", rule


@dataclass(frozen=True, slots=True)
class PageRules:
    """The rules of one page, and those of its fields, in the form's order."""

    name: str
    fields: tuple[FieldRules, ...] = ()
    show: Rule | None = None
    refuse: tuple[Rule, ...] = ()

    def rules(self) -> Iterator[tuple[str, Rule]]:
        """Each rule of the page itself with its aspect."""
        yield from _given(show=self.show)
        for rule in self.refuse:
            yield "refuse", rule


@dataclass(frozen=True, slots=True)
class _Place:
    page: PageRules
    number: int
    field: FieldRules | None
    aspect: str

    def problem(
        self, code: str, message: str, severity: str = "error", **values: str
    ) -> Problem:
        return self.mark(
            Problem(
                code,
                message,
                severity="error" if severity == "error" else "warning",
                values=values,
            )
        )

    def mark(self, problem: Problem) -> Problem:
        return replace(
            problem,
            page=self.page.name,
            field=self.field.name if self.field else "",
            aspect=self.aspect,
        )


def check_form(
    pages: Sequence[PageRules], types: Mapping[str, FieldType]
) -> list[Problem]:
    """Everything wrong with the rules of a form.

    ``types`` gives the type of each field, and of each other name that rules may
    read (the applicant's data, a lifecycle's options): those on no page are
    known before the first one.
    """
    found = [
        *_check_names(pages),
        *_check_rules(pages, types),
        *_check_order(pages),
        *_check_reads(pages, types),
        *_check_cycles(pages),
        *_check_never(pages, types),
    ]
    return found


def _given(**rules: Rule | None) -> Iterator[tuple[str, Rule]]:
    for aspect, rule in rules.items():
        if rule is not None:
            yield aspect, rule


def _places(pages: Iterable[PageRules]) -> Iterator[tuple[_Place, Rule]]:
    for number, page in enumerate(pages):
        for aspect, rule in page.rules():
            yield _Place(page, number, None, aspect), rule
        for field in page.fields:
            for aspect, rule in field.rules():
                yield _Place(page, number, field, aspect), rule
            for inner in field.inner:
                within = replace(inner, name=f"{field.name}.{inner.name}")
                for aspect, rule in inner.rules():
                    yield _Place(page, number, within, aspect), rule


def _page_of(pages: Iterable[PageRules]) -> dict[str, int]:
    """The number of the page on which each field first is."""
    found: dict[str, int] = {}
    for number, page in enumerate(pages):
        for field in page.fields:
            found.setdefault(field.name, number)
    return found


def _check_names(pages: Sequence[PageRules]) -> Iterator[Problem]:
    seen_pages: set[str] = set()
    seen_fields: set[str] = set()
    for number, page in enumerate(pages):
        if page.name in seen_pages:
            yield _Place(page, number, None, "").problem(
                "error_form_page_twice",
                f"Deux pages portent le nom « {page.name} ».",
                name=page.name,
            )
        seen_pages.add(page.name)
        for field in page.fields:
            if field.name in seen_fields:
                yield _Place(page, number, field, "").problem(
                    "error_form_field_twice",
                    f"Deux champs portent le nom « {field.name} ».",
                    name=field.name,
                )
            seen_fields.add(field.name)


def _check_rules(
    pages: Sequence[PageRules], types: Mapping[str, FieldType]
) -> Iterator[Problem]:
    for place, rule in _places(pages):
        known = types
        name = place.field.name if place.field is not None else ""
        block, dot, inner = name.partition(".")
        if dot and (found := types.get(block)) is not None:
            known = {**types, **dict(found.columns or ())}
            name = inner
        expects: str | None = "boolean"
        if place.aspect == "compute" and place.field is not None:
            field = known.get(name)
            expects = field.kind if field else None
        for problem in rule.check(known, expects=expects):
            if place.aspect == "show" and problem.code == "warning_rule_never":
                continue  # told of the page or the field, below
            yield place.mark(problem)


def _check_order(pages: Sequence[PageRules]) -> Iterator[Problem]:
    page_of = _page_of(pages)
    for place, rule in _places(pages):
        for name in sorted(rule.fields):
            number = page_of.get(name, -1)
            if number > place.number:
                yield place.problem(
                    "error_rule_later",
                    f"Le champ « {name} » est sur une page qui vient après.",
                    name=name,
                    on=pages[number].name,
                )
            elif (
                number == place.number
                and place.field is None
                and place.aspect == "show"
            ):
                yield place.problem(
                    "error_rule_own_page",
                    f"La page ne peut dépendre du champ « {name} », qui s'y trouve.",
                    name=name,
                )


def _check_reads(
    pages: Sequence[PageRules], types: Mapping[str, FieldType]
) -> Iterator[Problem]:
    """Fields on which choices depend: there, before, and choices themselves."""
    page_of = _page_of(pages)
    for number, page in enumerate(pages):
        for field in page.fields:
            place = _Place(page, number, field, "choices")
            for name in sorted(field.reads):
                kind = types[name].kind if name in types else None
                if kind is None:
                    yield place.problem(
                        "error_rule_field",
                        f"Le champ « {name} » n'existe pas.",
                        name=name,
                    )
                elif kind not in ("choice", "choices", "text"):
                    yield place.problem(
                        "error_form_parent",
                        f"Le champ « {name} » n'est pas un choix.",
                        name=name,
                    )
                elif page_of.get(name, -1) > number:
                    yield place.problem(
                        "error_rule_later",
                        f"Le champ « {name} » est sur une page qui vient après.",
                        name=name,
                    )


def _check_cycles(pages: Sequence[PageRules]) -> Iterator[Problem]:
    """Fields whose being shown or computed depends on themselves."""
    page_of = _page_of(pages)
    needs: dict[str, set[str]] = {}
    owner: dict[str, _Place] = {}
    for number, page in enumerate(pages):
        shown = page.show.fields if page.show else frozenset[str]()
        before = {name for name in shown if page_of.get(name, -1) != number}
        for field in page.fields:
            owner.setdefault(field.name, _Place(page, number, field, "show"))
            reads = needs.setdefault(field.name, set())
            reads |= before
            for _, rule in _given(show=field.show, compute=field.compute):
                reads |= rule.fields
            reads |= field.reads
            for rule in field.choices:
                reads |= rule.fields
            _inner_needs(page, number, field, needs, owner)
    for _ in range(MOST_CYCLES):
        try:
            TopologicalSorter(needs).prepare()
        except CycleError as error:
            # Each node comes before those that need it.
            cycle = list(reversed(error.args[1]))
            names = " → ".join(cycle)
            yield owner[cycle[0]].problem(
                "error_form_cycle",
                f"Ces champs dépendent les uns des autres en rond : {names}."
                if len(cycle) > 2
                else f"Le champ « {cycle[0]} » dépend de lui-même.",
                names=names,
            )
            needs[cycle[0]].discard(cycle[1])
        else:
            return


def _inner_needs(
    page: PageRules,
    number: int,
    field: FieldRules,
    needs: dict[str, set[str]],
    owner: dict[str, _Place],
) -> None:
    """Add what the fields of a block need: the block needs what they read outside."""
    names = {inner.name for inner in field.inner}
    for inner in field.inner:
        place = f"{field.name}.{inner.name}"
        owner.setdefault(place, _Place(page, number, field, "show"))
        reads = needs.setdefault(place, set())
        for _, rule in _given(show=inner.show, compute=inner.compute):
            reads |= {f"{field.name}.{name}" for name in rule.fields & names}
            needs[field.name] |= rule.fields - names


def _check_never(
    pages: Sequence[PageRules], types: Mapping[str, FieldType]
) -> Iterator[Problem]:
    """Pages and fields that no answers can make appear."""
    never_pages: set[int] = set()
    never: set[str] = set()
    fresh: set[str] | None = None  # found in the last round; None: judge all

    def cannot(rule: Rule | None) -> bool:
        if rule is None or (fresh is not None and fresh.isdisjoint(rule.fields)):
            return False
        return outcomes(rule.tree, types, without=never) == frozenset({False})

    while fresh is None or fresh:
        before = set(never)
        for number, page in enumerate(pages):
            if number in never_pages or cannot(page.show):
                never_pages.add(number)
                never.update(field.name for field in page.fields)
                continue
            never.update(field.name for field in page.fields if cannot(field.show))
        fresh = never - before
    for number, page in enumerate(pages):
        if number in never_pages:
            yield _Place(page, number, None, "show").problem(
                "warning_page_never",
                f"La page « {page.name} » ne peut jamais s'afficher.",
                "warning",
                name=page.name,
            )
            continue
        for field in page.fields:
            if field.name in never:
                yield _Place(page, number, field, "show").problem(
                    "warning_field_never",
                    f"Le champ « {field.name} » ne peut jamais s'afficher.",
                    "warning",
                    name=field.name,
                )
