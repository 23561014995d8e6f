"""What static analysis says of one rule, and that it says the truth."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from imio.guichet.rules import FieldType
from imio.guichet.rules import Rule
from imio.guichet.rules import RuleError
from imio.guichet.rules.outcomes import outcomes
from imio.guichet.rules.values import kind_of
from imio.guichet.rules.values import read

import json
import pytest


TYPES = {
    "n": FieldType("number"),
    "t": FieldType("text"),
    "b": FieldType("boolean"),
    "d": FieldType("date"),
    "h": FieldType("time"),
    "c": FieldType("choice", ("x", "y", "z")),
    "s": FieldType("choices", ("x", "y", "z")),
    "o": FieldType("choice"),
    "f": FieldType("file"),
    "l": FieldType("list"),
    "p": FieldType("place"),
}
N = {"var": "n"}
C = {"var": "c"}
S = {"var": "s"}
D = {"var": "d"}


def codes(rule: object, expects: str | None = None) -> list[str]:
    return [found.code for found in Rule.parse(rule).check(TYPES, expects=expects)]


def test_a_kind_of_field_must_exist() -> None:
    with pytest.raises(ValueError, match="colour"):
        FieldType("colour")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("rule", "expects"),
    [
        ({">": [N, 10]}, "boolean"),
        ({"<=": [1, N, 10]}, "boolean"),
        ({"var": "b"}, "boolean"),
        ({"==": [C, "x"]}, "boolean"),
        ({"in": [C, ["x", "y"]]}, "boolean"),
        ({"in": ["x", S]}, "boolean"),
        ({"in": ["x", {"var": "t"}]}, "boolean"),
        ({"in": [C, "x y"]}, "boolean"),
        ({"contains_any": [S, ["x", "y"]]}, "boolean"),
        ({"==": [{"var": "o"}, "anything"]}, "boolean"),
        ({"<": [D, {"add_working_days": [{"today": []}, 20]}]}, "boolean"),
        ({"filled": {"var": "f"}}, "boolean"),
        ({">": [{"count": {"var": "f"}}, 1]}, "boolean"),
        ({"+": [{"var": ["n", 0]}, {"sum": [{"var": "l"}, "price"]}]}, "number"),
        ({"if": [{"var": "b"}, 10, None]}, "number"),
        ({"if": [{"var": "b"}, "x", "y"]}, "choice"),
        ({"max": [D, {"today": []}]}, "date"),
        ({"cat": ["a", N, D]}, "text"),
        ({"var": "s"}, "choices"),
        ({"date": {"var": "t"}}, "date"),
    ],
)
def test_nothing_to_say(rule: object, expects: str) -> None:
    assert codes(rule, expects) == []


@pytest.mark.parametrize(
    ("rule", "expects", "code"),
    [
        ({"==": [{"var": "nope"}, 1]}, None, "error_rule_field"),
        ({">": [N, "10"]}, None, "error_rule_type"),
        ({"==": [N, "10"]}, None, "error_rule_mixed"),
        ({"==": [D, "2026-01-01"]}, None, "error_rule_mixed"),
        ({"<": [D, {"var": "h"}]}, None, "error_rule_mixed"),
        ({"==": [N, None]}, None, "error_rule_null"),
        ({"+": [N, None]}, None, "error_rule_null"),
        ({"==": [S, "x"]}, None, "error_rule_type"),
        ({"==": [{"var": "f"}, "x"]}, None, "error_rule_type"),
        ({"contains_any": [C, ["x"]]}, None, "error_rule_type"),
        ({"in": [C, N]}, None, "error_rule_type"),
        ({"and": [N]}, None, "error_rule_type"),
        ({"!": [{"var": "t"}]}, None, "error_rule_type"),
        ({"if": [N, 1, 2]}, None, "error_rule_type"),
        ({"+": [{"var": "t"}, 1]}, None, "error_rule_type"),
        ({"add_days": [N, 1]}, None, "error_rule_type"),
        ({"date": N}, None, "error_rule_type"),
        ({"==": [C, "w"]}, None, "error_rule_choice"),
        ({"in": [C, ["x", "w"]]}, None, "error_rule_choice"),
        ({"in": ["w", S]}, None, "error_rule_choice"),
        ({"contains_all": [S, ["w"]]}, None, "error_rule_choice"),
        ({"var": ["n", "0"]}, None, "error_rule_default"),
        ({"if": [{"var": "b"}, 1, "x"]}, None, "error_rule_branches"),
        (N, "boolean", "error_rule_result"),
        ({"==": [C, "x"]}, "number", "error_rule_result"),
        ("x", "choices", "error_rule_result"),
        (True, "boolean", "warning_rule_always"),
        (None, "boolean", "warning_rule_never"),
        ({"<": [2, 1]}, None, "warning_rule_never"),
        ({"and": [{">": [N, 10]}, {"<": [N, 5]}]}, None, "warning_rule_never"),
        ({"and": [{">=": [N, 5]}, {"<": [N, 5]}]}, None, "warning_rule_never"),
        ({"and": [{"==": [C, "x"]}, {"==": [C, "y"]}]}, None, "warning_rule_never"),
        ({"and": [{"in": [C, ["x"]]}, {"empty": C}]}, None, "warning_rule_never"),
        ({"or": [{"empty": C}, {"filled": C}]}, None, "warning_rule_always"),
        ({"or": [{"var": "b"}, {"!": {"var": "b"}}]}, None, "warning_rule_always"),
        (
            {"and": [{"contains_all": [S, ["x", "y"]]}, {"!": {"in": ["x", S]}}]},
            None,
            "warning_rule_never",
        ),
        (
            {
                "and": [
                    {">": [D, {"date": "2026-01-02"}]},
                    {"<": [D, {"date": "2026-01-02"}]},
                ]
            },
            None,
            "warning_rule_never",
        ),
        (
            {
                "and": [
                    {">": [{"var": "h"}, {"time": "23:59"}]},
                    {"filled": {"var": "h"}},
                ]
            },
            None,
            "warning_rule_never",
        ),
    ],
)
def test_told(rule: object, expects: str | None, code: str) -> None:
    assert codes(json.dumps(rule), expects) == [code]


@pytest.mark.parametrize(
    "rule",
    [
        {"and": [{">": [N, 10]}, {"<": [N, 11]}]},
        {"and": [{">": [D, {"date": "2026-01-02"}]}, {"!=": [C, "x"]}]},
        {"and": [{"in": ["x", S]}, {"in": ["y", S]}]},
        {"<": [D, {"today": []}]},
        {"and": [{">": [N, {"+": [N, 1]}]}]},  # never, but we do not claim to know
        {">": [D, {"date": "9999-12-30"}]},
        {"<": [D, {"date": "1000-01-02"}]},
        {"and": [{"in": [{"var": "t"}, "abc"]}, {"filled": {"var": "t"}}]},
    ],
)
def test_not_told_without_proof(rule: object) -> None:
    assert codes(rule, "boolean") == []


def test_a_problem_says_where_and_how_to_repair() -> None:
    (problem,) = Rule.parse({"and": [True, {"<": [D, "2026-01-01"]}]}).check(TYPES)
    assert problem.path == "/and/1/</1"
    assert problem.severity == "error"
    assert '{"date": "AAAA-MM-JJ"}' in problem.message
    assert problem.values["found"] == "text"


def test_a_large_rule_is_checked_quickly() -> None:
    wide = {"and": [{"!=": [C, "x"]} for _ in range(120)]}
    assert codes(wide) == []
    many = {"or": [{"==": [{"var": f"f{index}"}, "x"]} for index in range(100)]}
    types = {f"f{index}": FieldType("text") for index in range(100)}
    assert Rule.parse(many).check(types) == []


def test_types_are_what_evaluation_gives(make_generator: Callable) -> None:
    """A rule checked for a type gives that type, or null, whatever the answers."""
    generator = make_generator(11, astray=0.0)
    types = {name: FieldType(kind) for name, kind in generator.types.items()}
    checked = 0
    for _ in range(3000):
        case = generator.case()
        rule = Rule.parse(json.dumps(case["rule"]))
        for expects in ("number", "text", "boolean", "date", "time", "list"):
            told = rule.check(types, expects=expects)
            if any(problem.severity == "error" for problem in told):
                continue
            answers = _typed(case["answers"])
            found = rule.evaluate(answers, today=date.fromisoformat(case["today"]))
            assert kind_of(read(found)) in ("null", expects), case
            checked += 1
    assert checked > 800


def _typed(answers: dict) -> dict:
    found = dict(answers)
    for name in ("d", "e"):
        if found.get(name):
            found[name] = date.fromisoformat(found[name])
    if found.get("h"):
        found["h"] = None
    if isinstance(found.get("n"), str):
        found["n"] = float(found["n"])
    for name in ("f", "p"):
        if isinstance(found.get(name), (str, dict)):
            found[name] = object()
    return found


def test_outcomes_are_true(make_generator: Callable) -> None:
    """What is said to be always or never true is so for answers at random."""
    generator = make_generator(12, astray=0.0)
    types = {name: FieldType(kind) for name, kind in generator.types.items()}
    judged = 0
    for _ in range(3000):
        pick = generator.random
        parts = [_simple(generator) for _ in range(pick.randint(1, 4))]
        rule = Rule.parse({pick.choice(("and", "or")): parts})
        possible = outcomes(rule.tree, types)
        if possible is None:
            continue
        judged += 1
        for _ in range(8):
            answers = _typed(generator.answers())
            assert rule.test(answers, today=date(2026, 1, 1)) in possible, (
                str(rule),
                answers,
            )
    assert judged > 2500


def _simple(generator) -> object:
    pick = generator.random
    asked = pick.choice(
        (
            {
                pick.choice(("<", ">=", "==", "!=")): [
                    {"var": "n"},
                    pick.randint(-3, 3),
                ]
            },
            {pick.choice(("==", "!=")): [{"var": "t"}, pick.choice(("a", "b"))]},
            {"in": [pick.choice(("a", "b")), {"var": "s"}]},
            {"in": [{"var": "c"}, generator.words()]},
            {"contains_all": [{"var": "s"}, generator.words()]},
            {pick.choice(("empty", "filled")): {"var": pick.choice("ntsfdb")}},
            {"var": "b"},
            {pick.choice(("<", ">")): [{"var": "d"}, {"date": generator.day()}]},
        )
    )
    return {"!": asked} if pick.random() < 0.3 else asked


CHOSEN = {
    "hall": FieldType("choice", ("big", "small"), priced=True),
    "free": FieldType("choices", ("a", "b")),
    "n": FieldType("number"),
    "grid": FieldType(
        "grid", ("noise", "dust"), cell=FieldType("choice", ("good", "bad"))
    ),
}


@pytest.mark.parametrize(
    "rule,code",
    [
        ({">": [{"price": [{"var": "hall"}]}, 100]}, None),
        ({"price": [{"var": "free"}]}, "error_rule_price"),
        ({"price": [{"var": "n"}]}, "error_rule_type"),
        ({"price": [{"var": "nobody"}]}, "error_rule_field"),
        ({"==": [{"var": "hall"}, "huge"]}, "error_rule_choice"),
        ({"in": ["c", {"var": "free"}]}, "error_rule_choice"),
        ({"==": [{"row": [{"var": "grid"}, "noise"]}, "bad"]}, None),
        ({"==": [{"row": [{"var": "grid"}, "noise"]}, "ugly"]}, "error_rule_choice"),
        ({"==": [{"row": [{"var": "grid"}, "smell"]}, "bad"]}, "error_rule_choice"),
        ({"row": [{"var": "hall"}, "noise"]}, "error_rule_grid"),
        ({"row": [{"var": "nobody"}, "noise"]}, "error_rule_field"),
        ({">=": [{"count": [{"var": "grid"}]}, 2]}, None),
        ({"in": ["noise", {"var": "grid"}]}, None),
        ({"in": ["smell", {"var": "grid"}]}, "error_rule_choice"),
    ],
)
def test_choices_prices_and_grids(rule: object, code: str | None) -> None:
    found = [problem.code for problem in Rule.parse(rule).check(CHOSEN)]
    assert found == ([code] if code else [])


@pytest.mark.parametrize(
    "rule",
    [
        {"price": ["hall"]},
        {"price": [{"var": ["hall", "x"]}]},
        {"price": [{"cat": ["hall"]}]},
        {"row": [{"var": "grid"}, {"var": "hall"}]},
        {"row": [{"var": "grid"}, 1]},
        {"row": ["grid", "noise"]},
    ],
)
def test_prices_and_rows_are_of_a_field(rule: object) -> None:
    with pytest.raises(RuleError):
        Rule.parse(rule)
