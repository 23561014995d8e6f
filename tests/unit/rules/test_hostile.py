"""Rules and answers made to harm."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from decimal import localcontext
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from imio.guichet.rules import Rule
from imio.guichet.rules import RuleError
from imio.guichet.rules.operators import OPERATORS

import json
import pytest


TODAY = date(2026, 11, 23)
X = {"var": "x"}

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from(("x", "2026-01-01")),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=3), inner, max_size=2)
        | st.builds(
            lambda name, value: {name: value}, st.sampled_from(sorted(OPERATORS)), inner
        )
    ),
    max_leaves=12,
)


@settings(max_examples=400, deadline=None)
@given(JSON, st.dictionaries(st.just("x"), JSON))
def test_anything_is_refused_or_evaluated(source: object, answers: dict) -> None:
    try:
        rule = Rule.parse(json.dumps(source))
    except RuleError as error:
        assert error.message
        return
    rule.evaluate(answers, today=TODAY)
    rule.check({})
    assert Rule.parse(str(rule)) == rule


@settings(max_examples=200, deadline=None)
@given(st.text())
def test_any_text_is_refused_or_a_rule(source: str) -> None:
    try:
        Rule.parse(source)
    except RuleError:
        pass


@pytest.mark.parametrize(
    "rule",
    [
        {"cat": [{"cat": [X] * 20}] * 20},
        {
            "+": [{"working_days_between": [{"date": "1930-01-01"}, {"today": []}]}]
            * 120
        },
        {"count": [[{"add_working_days": [{"today": []}, -9999]}] * 120]},
        {"count": [[{"contains_all": [X, X]}] * 160]},
        {"count": [[{"in": ["zz", X]}] * 160]},
    ],
    ids=lambda rule: str(rule)[:40],
)
@pytest.mark.parametrize("answer", ["x" * 50_000, [str(n) for n in range(2_000)]])
def test_cost(rule: object, answer: object) -> None:
    parsed = Rule.parse(rule)
    parsed.evaluate({"x": answer}, today=TODAY)  # or else the suite hangs


def test_the_callers_decimal_context_does_not_matter() -> None:
    rule = Rule.parse({"/": [{"+": [X, 0.0001]}, 3]})
    expected = rule.evaluate({"x": Decimal("12345678901.5")}, today=TODAY)
    with localcontext() as context:
        context.prec = 3
        found = rule.evaluate({"x": Decimal("12345678901.5")}, today=TODAY)
    assert found == expected == Decimal("4115226300.5")


def test_answers_are_not_changed() -> None:
    answers = {"x": [3, 1, 2], "y": {"b", "a"}}
    Rule.parse({"sum": [X]}).evaluate(answers, today=TODAY)
    assert answers == {"x": [3, 1, 2], "y": {"b", "a"}}
