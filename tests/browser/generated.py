"""Forms made at random, with what people answer in them: the same for the same seed.

Each field reads only what comes before it in an order that is not the page's, so that
no form has a circle; everything else is left to chance.
"""

from dataclasses import dataclass
from datetime import date
from datetime import timedelta
from decimal import Decimal
from imio.guichet.core.choices import Choice
from imio.guichet.forms import fields as schemas
from imio.guichet.forms.controls import addresses
from imio.guichet.forms.controls import base
from imio.guichet.forms.controls import choices
from imio.guichet.forms.controls import files
from imio.guichet.forms.controls import identities
from imio.guichet.forms.controls import money
from imio.guichet.forms.controls import numbers
from imio.guichet.forms.controls import periods
from imio.guichet.forms.controls import phones
from imio.guichet.forms.controls import places
from imio.guichet.forms.controls import texts
from imio.guichet.forms.controls.grids import Grid
from imio.guichet.forms.controls.groups import Block
from imio.guichet.forms.controls.ranked import Ranked
from imio.guichet.forms.reading import ordered
from imio.guichet.forms.types import Field
from imio.guichet.forms.types import Form
from imio.guichet.forms.types import Page
from imio.guichet.forms.values import Period as PeriodAnswer
from imio.guichet.rules import Rule
from imio.guichet.rules import RuleError
from plone.namedfile.field import NamedBlobFile
from random import Random
from zope import schema as zs

import json


TODAY = date(2026, 11, 23)
KEYS = ("a", "b", "c", "z10", "é")
WORDS = ("a", "b", "Été", " un  deux ", "a,b", "1", "\u00a0x\u00a0", "deux\nlignes")
NUMBERS = (
    "0",
    "1",
    "2",
    "5",
    "12",
    "-3",
    "1.000",
    "1 250,5",
    "1,5",
    "0,25",
    "x",
    "1.0",
)
DAYS = tuple((TODAY + timedelta(n)).isoformat() for n in (-400, -1, 0, 1, 5, 40))
TIMES = ("00:00", "09:30", "14:00", "23:59")


def one(values):
    """An answer in one input."""
    return lambda pick: {"": pick.choice(values)}


def each(**values):
    """An answer in several inputs, by the end of their names."""
    return lambda pick: {
        "." + name.replace("_", "-"): pick.choice(found)
        for name, found in values.items()
    }


def some(values, most):
    return lambda pick: pick.sample(values, pick.randint(0, most))


def grid(most):
    def answer(pick):
        return {f".{row}": some("xy", most)(pick) for row in ("r1", "r2")}

    return answer


ADDRESS = each(
    street=("Rue Haute", "Rue Haute", "Rue  Haute 12", "Quai, 3 B", ""),
    number=("", "7", "12A"),
    box=("", "3"),
    postal_code=("6000", "B-6000", "b1000", "600"),
    locality=("Charleroi", " Mont  sur  Marchienne ", "Charleroi", ""),
)


def ranks(pick):
    first, second = pick.sample(KEYS, 2)
    return {".1": first, ".2": pick.choice((second, ""))}


GRID_ROWS = (Choice("r1", "Un"), Choice("r2", "Deux"))
GRID_COLUMNS = (Choice("x", "X"), Choice("y", "Y"))

#: name -> (kind of answer for rules, control, what is answered); choices are apart
KINDS = {
    "line": ("text", lambda: texts.Text(zs.TextLine()), one(WORDS)),
    "lines": ("text", lambda: texts.Text(zs.Text(), multiline=True), one(WORDS)),
    "email": (
        "text",
        lambda: texts.Email(zs.TextLine()),
        one(("a@example.be", " b @example.be")),
    ),
    "phone": (
        "text",
        lambda: phones.Phone(zs.TextLine()),
        one(
            (
                "071 86 06 11",
                "+32 (0)470/12.34.56",
                "0032470123456",
                "+33 1 23 45 67 89",
            )
        ),
    ),
    "nn": (
        "text",
        lambda: identities.NationalNumber(zs.TextLine()),
        one(("85.07.30-033.28", "85073003328")),
    ),
    "enterprise": (
        "text",
        lambda: identities.EnterpriseNumber(zs.TextLine()),
        one(("0403.170.701", "BE 0403 170 701", "403170701")),
    ),
    "iban": (
        "text",
        lambda: identities.Iban(zs.TextLine()),
        one(("be68 5390 0754 7034", "BE68-5390-0754-7034")),
    ),
    "plate": (
        "text",
        lambda: identities.Plate(zs.TextLine()),
        one(("1abc234", "1-ABC-234")),
    ),
    "whole": ("number", lambda: numbers.Number(zs.Int(), unit="u"), one(NUMBERS)),
    "decimal": (
        "number",
        lambda: numbers.Number(zs.Decimal(), whole=False),
        one(NUMBERS),
    ),
    "money": (
        "number",
        lambda: money.Money(zs.Decimal()),
        one((*NUMBERS, "€ 12", "1.234,50 EUR", "0,255")),
    ),
    "yes_no": (
        "boolean",
        lambda: choices.YesNo(zs.Bool()),
        lambda pick: {"": [pick.choice(("yes", "no"))]},
    ),
    "consent": (
        "boolean",
        lambda: choices.Consent(zs.Bool(), label="Oui"),
        one((["yes"], [])),
    ),
    "day": ("date", lambda: numbers.Day(zs.Date()), one(DAYS)),
    "time": ("time", lambda: numbers.Clock(zs.Time()), one(TIMES)),
    "period": (
        "place",
        lambda: periods.Period(schemas.DateRange()),
        each(start=DAYS, end=DAYS),
    ),
    "address": ("place", lambda: addresses.Address(schemas.Address()), ADDRESS),
    "place": (
        "place",
        lambda: places.Place(schemas.Place()),
        lambda pick: pick.choice(
            (
                {"": "Place Verte"},
                {".lat": "50.41", ".lon": "4.44"},
                {".lat": "50.41"},
                {"": "", ".lat": "", ".lon": ""},
            )
        ),
    ),
    "file": (
        "file",
        lambda: files.File(NamedBlobFile()),
        one((["a.pdf"], [])),
    ),
    "files": (
        "file",
        lambda: files.File(NamedBlobFile(), multiple=True, max_files=2),
        one((["a.pdf"], ["a.pdf", "b.pdf"], [])),
    ),
    "grid": (
        "grid",
        lambda: Grid(zs.TextLine(required=False), GRID_ROWS, GRID_COLUMNS),
        grid(1),
    ),
    "grids": (
        "grid",
        lambda: Grid(zs.TextLine(required=False), GRID_ROWS, GRID_COLUMNS, True),
        grid(2),
    ),
}
CHOOSING = {
    "radio": (
        "choice",
        choices.OneOf,
        {"look": "radio"},
        lambda pick: {"": [pick.choice(KEYS)]},
    ),
    "select": ("choice", choices.OneOf, {"look": "select"}, one(KEYS)),
    "combo": ("choice", choices.OneOf, {"look": "autocomplete"}, one(KEYS)),
    "boxes": ("choices", choices.SomeOf, {}, lambda pick: {"": some(KEYS, 3)(pick)}),
    "ranked": (
        "choices",
        Ranked,
        {"look": "ranked"},
        ranks,
    ),
}
COMPUTED = {
    "number": lambda: numbers.Number(zs.Decimal(), whole=False, unit="km"),
    "integer": lambda: numbers.Number(zs.Int()),
    "money": lambda: money.Money(zs.Decimal()),
    "text": lambda: texts.Text(zs.TextLine()),
    "date": lambda: numbers.Day(zs.Date()),
    "time": lambda: numbers.Clock(zs.Time()),
    "boolean": lambda: choices.YesNo(zs.Bool()),
    "choice": lambda: choices.OneOf(
        zs.TextLine(), (Choice("a", "A", Decimal("12.5")), Choice("b", "B"))
    ),
    "choices": lambda: choices.SomeOf(
        zs.TextLine(),
        (Choice("b", "B", Decimal(3)), Choice("a", "A"), Choice("é", "É")),
    ),
}
GIVEN = {
    "line": ("a", "Été"),
    "whole": (0, 5),
    "day": (TODAY, TODAY + timedelta(5)),
    "radio": ("a", "b"),
    "boxes": (frozenset({"a", "é"}),),
    "yes_no": (True, False),
    "period": (PeriodAnswer(TODAY, TODAY + timedelta(1)),),
}
COMPUTED_KINDS = {"integer": "number", "money": "number"}


def rule_of(data):
    """A rule; what the language refuses is always true."""
    try:
        return Rule.parse(json.dumps(data))
    except RuleError:
        return Rule.parse("true")


@dataclass(frozen=True)
class Known:
    """What a rule may read: an answer, and where it is."""

    name: str
    kind: str
    columns: tuple["Known", ...] = ()


class Rules:
    """Rules over known answers."""

    def __init__(self, random, known):
        self.random = random
        self.known = list(known)

    def pick(self, *values):
        return self.random.choice(values)

    def some(self, *kinds):
        """A ``var`` of one of some kinds; None when there is none."""
        found = [one for one in self.known if one.kind in kinds]
        return {"var": self.pick(*found).name} if found else None

    def value(self, kind, depth=2):
        """A rule of a kind."""
        make = getattr(self, f"_{kind}", None)
        if depth and make and self.pick(True, True, False):
            found = make(depth - 1)
            if found is not None:
                return found
        var = self.some(kind) if self.pick(True, True, True, False) else None
        if var is not None:
            return var
        return {
            "number": self.pick(0, 1, 2, 5, 12, 0.25, -3, 1000),
            "text": self.pick("a", "b", "Été", "1", "+32", "un deux", "BE"),
            "boolean": self.pick(True, False),
            "date": {"date": [self.pick(*DAYS)]},
            "time": {"time": [self.pick(*TIMES)]},
            "choice": self.pick(*KEYS),
            "choices": [self.pick(*KEYS), self.pick(*KEYS)],
        }[kind]

    def _number(self, depth):
        chosen = self.some("choice", "choices")
        rows = self._rows()
        options = [
            lambda: {self.pick("+", "*"): [self.value("number", depth) for _ in "ab"]},
            lambda: {"-": [self.value("number", depth), self.value("number", depth)]},
            lambda: {"/": [self.value("number", depth), self.pick(3, 7, 0)]},
            lambda: {self.pick("floor", "ceil"): [self.value("number", depth)]},
            lambda: {"round": [self.value("number", depth), self.pick(0, 2)]},
            lambda: {
                "if": [
                    self.condition(depth),
                    self.value("number", depth),
                    self.value("number", depth),
                ]
            },
            lambda: {"length": [self.value("text", depth)]},
            lambda: {"days_between": [self.value("date", depth), {"today": []}]},
            lambda: {"working_days_between": [{"today": []}, self.value("date", 0)]},
        ]
        if chosen:
            options += [lambda: {"price": [chosen]}, lambda: {"count": [chosen]}]
        files_ = self.some("file", "grid")
        if files_:
            options.append(lambda: {"count": [files_]})
        var = self.some("number")
        if var:
            options.append(lambda: {"var": [var["var"], 5]})
        if rows:
            options += [
                lambda: {"count": [{"var": rows.name}]},
                lambda: {"count": [self._filter(rows)]},
                lambda: self._column(rows),
            ]
        return self.pick(*options)()

    def _rows(self):
        found = [one for one in self.known if one.kind == "list"]
        return self.pick(*found) if found else None

    def _column(self, rows):
        columns = [one.name for one in rows.columns if one.kind == "number"]
        if not columns:
            return {"count": [{"var": rows.name}]}
        operator = self.pick("sum", "lowest", "highest")
        return {operator: [{"var": rows.name}, self.pick(*columns)]}

    def _inner(self, rows):
        """A condition on a row, which reads other answers too."""
        return Rules(self.random, (*rows.columns, *rows.columns, *self._flat()))

    def _flat(self):
        return [one for one in self.known if one.kind != "list"]

    def _filter(self, rows):
        return {"filter": [{"var": rows.name}, self._inner(rows).condition(1, True)]}

    def _text(self, depth):
        parts = [self.value(self.pick("text", "number", "date", "choice"), depth)]
        several = self.some("choices")
        if several:
            parts.append(several)
        return self.pick(
            {"cat": [*parts, self.pick(" - ", "\n", ",")]},
            {"lower": [self.value("text", depth)]},
            {"if": [self.condition(depth), self.value("text", depth)]},
        )

    def _boolean(self, depth):
        return self.condition(depth)

    def _date(self, depth):
        return self.pick(
            {"today": []},
            {"add_days": [self.value("date", depth), self.pick(1, -7, 30)]},
            {"add_working_days": [self.value("date", depth), self.pick(3, -2)]},
        )

    def _choice(self, depth):
        return {"if": [self.condition(depth), self.pick(*KEYS), self.pick(*KEYS)]}

    def condition(self, depth=2, in_row=False):
        """A condition that mostly reads an answer."""
        if depth and self.pick(True, False, False):
            inner = [self.condition(depth - 1, in_row) for _ in range(self.pick(1, 2))]
            return self.pick({"and": inner}, {"or": inner}, {"!": inner[:1]})
        known = [one for one in self.known if not (in_row and one.kind == "list")]
        if not known:
            return self.pick(True, True, False)
        asked = self.pick(*known)
        tests = getattr(self, f"_on_{asked.kind}", self._on_some)(asked, in_row)
        presence = {self.pick("filled", "empty"): [{"var": asked.name}]}
        found = self.pick(*tests, *tests, presence)
        return self.pick(found, found, {"!": [found]})

    def _on_number(self, asked, in_row):
        other = self.value("number", 0 if in_row else 1)
        operator = self.pick("==", "!=", "<", ">=", ">")
        return ({operator: [{"var": asked.name}, other]},)

    def _on_text(self, asked, in_row):
        var, other = {"var": asked.name}, self.value("text", 0 if in_row else 1)
        return (
            {self.pick("==", "!="): [var, other]},
            {"in": [other, var]},
            {"starts_with": [var, self.pick("+32", "BE", "0", "a", "Été", "1-")]},
            {">": [{"length": [var]}, self.pick(0, 1, 8, 9, 12)]},
        )

    def _on_boolean(self, asked, in_row):
        var = {"var": asked.name}
        return (var, {self.pick("==", "!="): [var, self.pick(True, False)]})

    def _on_date(self, asked, in_row):
        operator = self.pick("==", "<", ">=")
        return ({operator: [{"var": asked.name}, self.value("date", 1)]},)

    def _on_time(self, asked, in_row):
        operator = self.pick("==", "<", ">=")
        return ({operator: [{"var": asked.name}, self.value("time", 0)]},)

    def _on_choice(self, asked, in_row):
        var = {"var": asked.name}
        return (
            {self.pick("==", "!="): [var, self.value("choice", 0)]},
            {"in": [var, self.value("choices", 0)]},
            {">": [{"price": [var]}, self.pick(0, 3, 12)]},
        )

    def _on_choices(self, asked, in_row):
        var = {"var": asked.name}
        several = self.pick("contains_any", "contains_all")
        return (
            {"in": [self.value("choice", 0), var]},
            {several: [var, [self.pick(*KEYS), self.pick(*KEYS)]]},
            {">": [{"count": [var]}, self.pick(0, 1)]},
            {">": [{"price": [var]}, self.pick(0, 3, 12)]},
        )

    def _on_grid(self, asked, in_row):
        var = {"var": asked.name}
        cell = {"row": [var, self.pick("r1", "r2")]}
        return (
            {"==": [cell, self.pick("x", "y")]},
            {"in": [self.pick("x", "y"), cell]},
            {"in": ["r1", var]},
            {">": [{"count": [var]}, 1]},
        )

    def _on_list(self, asked, in_row):
        var = {"var": asked.name}
        operator = self.pick("some", "all", "none")
        return (
            {operator: [var, self._inner(asked).condition(1, True)]},
            {operator: [var, self._inner(asked).condition(1, True)]},
            {">": [{"count": [var]}, self.pick(0, 1, 2)]},
            {">=": [self._column(asked), self.pick(0, 2, 5)]},
            {"==": [{"count": [self._filter(asked)]}, self.pick(1, 2)]},
        )

    def _on_some(self, asked, in_row):
        return ({">": [{"count": [{"var": asked.name}]}, self.pick(0, 1)]},)


def parts(field):
    """What rules read of a field: itself and its parts; a note is nothing."""
    if field.is_note:
        return
    yield Known(field.name, field.control.type.kind)
    for name, kind in field.control.parts.items():
        yield Known(f"{field.name}.{name}", kind)


class Maker:
    """Makes one form. A rule reads only what is ``known`` where it stands."""

    def __init__(self, seed):
        self.random = Random(seed)
        self.given = {}
        """Answers known before: of locked fields, and of those read in the address."""

    def chance(self, among):
        return self.random.randrange(among) == 0

    def rule(self, known, chances, depth=2):
        """A condition, once in so many times; else None."""
        rules = Rules(self.random, known)
        return rule_of(rules.condition(depth)) if self.chance(chances) else None

    def choosing(self, sort, known):
        _kind, control, look, answers = CHOOSING[sort]
        parents = [one.name for one in known if one.kind in ("choice", "choices")]
        depends = self.random.choice(parents) if parents and self.chance(3) else ""
        listed = tuple(
            Choice(
                key,
                f"Choix {number}",
                price=self.random.choice((None, None, Decimal("12.50"), Decimal(3))),
                parents=tuple(some(KEYS, 2)(self.random)) if depends else (),
                show=self.rule(known, 6, 1),
            )
            for number, key in enumerate(KEYS)
        )
        return control(zs.TextLine(), listed, depends=depends, **look), answers

    def question(self, name, known):
        """A field, and what makes an answer to it."""
        pick = self.random
        chosen = pick.choice((KINDS, KINDS, CHOOSING, CHOOSING, COMPUTED, ("note",)))
        sort = pick.choice(tuple(chosen))
        show = self.rule(known, 3)
        if sort == "note":
            return Field(name, name, base.Note(body="Une note"), show=show), None
        if sort in COMPUTED:
            kind = COMPUTED_KINDS.get(sort, sort)
            compute = rule_of(Rules(pick, known).value(kind, 2))
            visible = not self.chance(3)
            control = COMPUTED[sort]()
            more = {"compute": compute, "visible": visible, "show": show}
            return Field(name, name, control, **more), None
        if sort in CHOOSING:
            control, answers = self.choosing(sort, known)
        else:
            _kind, make, answers = KINDS[sort]
            control = make()
        required, require = self.chance(2), self.rule(known, 3)
        more = {"required": required, "require": require, "show": show}
        if sort in GIVEN and known is self.known and self.chance(4):
            self.given[name] = control.coerce(pick.choice(GIVEN[sort]))
            if sort == "line" and self.chance(2):
                return Field(name, name, control, query="q", show=show), None
            more["locked"] = True
        return Field(name, name, control, **more), answers

    def block(self, name, known):
        inner, answers = self.questions(f"{name}i", known, inside=True)
        least = self.random.randint(0, 2)
        made = Block(
            schemas.Block(),
            fields=inner,
            order=ordered(inner),
            min_rows=least,
            max_rows=self.random.randint(max(least, 1), 4),
        )
        required, show = self.chance(2), self.rule(known, 4)
        first = made.initial(required)
        field = Field(name, name, made, required=required, default=first, show=show)
        return field, answers

    def questions(self, start, known, inside=False):
        """Fields in a page's order, and what makes their answers, by name."""
        known = list(known)
        if not inside:
            self.known = known
        made, answers = [], {}
        for number in range(self.random.randint(2, 5 if inside else 8)):
            name = f"{start}{number}"
            if not inside and self.chance(4):
                field, answers[name] = self.block(name, known)
                columns = (
                    one for inner in field.control.fields for one in parts(inner)
                )
                known.append(Known(name, "list", tuple(columns)))
            else:
                field, answers[name] = self.question(name, known)
                known += parts(field)
            made.append(field)
        if inside and not any(field.is_asked for field in made):
            made.append(Field(f"{start}x", "X", texts.Text(zs.TextLine())))
            answers[f"{start}x"] = one(WORDS)
        self.random.shuffle(made)
        return tuple(made), answers

    def form(self):
        """A form of one or two pages, what is done in each step by step, and what is
        known before."""
        pages, steps, known = [], {}, []
        for number in range(self.random.randint(1, 2)):
            fields, answers = self.questions(f"p{number}q", known)
            show = self.rule(known, 4) if number else None
            page = Page(
                f"p{number}", f"P{number}", fields, show=show, order=ordered(fields)
            )
            pages.append(page)
            many = self.random.randint(4, 20)
            steps[page.id] = [self.step(fields, answers) for _ in range(many)]
            for field in fields:
                if not isinstance(field.control, Block):
                    known += parts(field)
        return Form("Essai", tuple(pages)), steps, self.given

    def step(self, fields, answers):
        """One thing that somebody does in a page."""
        pick = self.random
        field = pick.choice(fields)
        if not isinstance(field.control, Block):
            answer = answers[field.name]
            return {"place": field.name, "said": answer(pick) if answer else {}}
        step = {"block": field.name, "at": pick.randint(0, 3)}
        if self.chance(3):
            return {**step, "act": pick.choice(ACTS)}
        inner = pick.choice(field.control.fields).name
        answer = answers[field.name][inner]
        return {**step, "field": inner, "said": answer(pick) if answer else {}}


ACTS = ("add", "add", "add", "copy", "remove", "undo", "up", "down")
