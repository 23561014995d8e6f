"""A rule: reading, asking, refusing."""

from __future__ import annotations

from datetime import date
from datetime import datetime
from datetime import time
from decimal import Decimal
from imio.guichet.rules import Rule
from imio.guichet.rules import RuleError
from types import MappingProxyType

import json
import pytest


TODAY = date(2026, 11, 23)


def ask(source: object, **answers: object) -> object:
    return Rule.parse(source).evaluate(answers, today=TODAY)


def test_text_and_object_give_the_same_rule() -> None:
    text = '{">": [{"var": "people"}, 1000.50]}'
    assert Rule.parse(text) == Rule.parse(json.loads(text))
    assert str(Rule.parse(text)) == '{">":[{"var":"people"},1000.5]}'
    assert hash(Rule.parse(text)) == hash(Rule.parse(json.loads(text)))


def test_canonical_form() -> None:
    rule = Rule.parse({"not": {"empty": {"var": ["a"]}}})
    assert rule.data == {"!": [{"empty": [{"var": "a"}]}]}
    assert Rule.parse(rule.data) == rule
    assert Rule.parse(str(rule)) == rule


def test_fields() -> None:
    rule = Rule.parse(
        {"if": [{"var": "a"}, {"var": ["b", {"var": "c"}]}, [{"var": "d"}]]}
    )
    assert rule.fields == {"a", "b", "c", "d"}


@pytest.mark.parametrize(
    ("value", "result"),
    [
        (12, 12),
        (0.1, Decimal("0.1")),
        (Decimal("12.50"), Decimal("12.5")),
        (Decimal("12.00"), 12),
        (10**11, None),
        (10**400, None),
        (float("nan"), None),
        (float("inf"), None),
        (Decimal("sNaN"), None),
        (Decimal("1e999999"), None),
        (Decimal("1e-999999"), 0),
        ("", None),
        ("x", "x"),
        (True, True),
        (date(2026, 1, 2), date(2026, 1, 2)),
        (datetime(2026, 1, 2, 3, 4), date(2026, 1, 2)),
        (date(999, 12, 31), None),
        (time(22, 30, 59), time(22, 30)),
        ((1, "a"), [1, "a"]),
        ({"b", "a"}, ["a", "b"]),
        (frozenset(), []),
        ([{"price": 3}, [1], object()], [None, None, None]),
        (object(), None),
        ({"noise": "bad", "dust": ""}, ["noise"]),
        (b"bytes", None),
    ],
)
def test_answers_of_any_kind(value: object, result: object) -> None:
    found = ask({"var": "a"}, a=value)
    assert found == result
    assert type(found) is type(result)


def test_a_file_is_something_filled() -> None:
    assert ask({"filled": {"var": "a"}}, a=object()) is True
    assert ask({"==": [{"var": "a"}, {"var": "a"}]}, a=object()) is False


def test_answers_are_any_mapping() -> None:
    rule = Rule.parse({"+": [{"var": "a"}, 1]})
    assert rule.evaluate(MappingProxyType({"a": 1}), today=TODAY) == 2


def test_only_true_is_true() -> None:
    for value in (1, "yes", [True], None, date(2026, 1, 1)):
        assert not Rule.parse({"var": "a"}).test({"a": value}, today=TODAY)
    assert Rule.parse({"var": "a"}).test({"a": True}, today=TODAY)


def test_today_may_be_a_datetime() -> None:
    rule = Rule.parse({"today": []})
    assert rule.evaluate({}, today=datetime(2026, 11, 23, 12)) == TODAY


@pytest.mark.parametrize(
    ("source", "code", "path"),
    [
        ("{", "error_rule_json", ""),
        (b"\xff", "error_rule_json", ""),
        ("[" * 15000, "error_rule_too_deep", ""),
        (" " * 20001, "error_rule_too_long", ""),
        ('{"a": 1, "a": 2}', "error_rule_shape", ""),
        ("NaN", "error_rule_number", ""),
        ("1e400", "error_rule_number", ""),
        ("0.12345678901", "error_rule_number", ""),
        ("12345678.12345678", "error_rule_number", ""),
        (float("inf"), "error_rule_number", ""),
        (10**400, "error_rule_number", ""),
        ({}, "error_rule_shape", ""),
        ({"+": [1], "-": [1]}, "error_rule_shape", ""),
        ({"and": [True, {"nope": 1}]}, "error_rule_operator", "/and/1"),
        ({1: 2}, "error_rule_operator", ""),
        ({"__proto__": 1}, "error_rule_operator", ""),
        ({"map": [[], {}]}, "error_rule_operator", ""),
        ({"==": [1]}, "error_rule_arguments", "/=="),
        ({"<": [1, 2, 3, 4]}, "error_rule_arguments", "/<"),
        ({"today": [1]}, "error_rule_arguments", "/today"),
        ({"and": []}, "error_rule_arguments", "/and"),
        ({"var": 1}, "error_rule_name", "/var"),
        ({"var": "a b"}, "error_rule_name", "/var"),
        ({"var": {"var": "a"}}, "error_rule_name", "/var"),
        ({"var": ""}, "error_rule_name", "/var"),
        ({"date": "2026-02-30"}, "error_rule_moment", "/date/0"),
        ({"date": "2026-W01-1"}, "error_rule_moment", "/date/0"),
        ({"time": "24:00"}, "error_rule_moment", "/time/0"),
        ({"round": [1, 11]}, "error_rule_decimals", "/round/1"),
        ({"round": [1, {"var": "a"}]}, "error_rule_decimals", "/round/1"),
        ({"sum": [{"var": "a"}, 1]}, "error_rule_name", "/sum/1"),
        ({"cat": "\ud800"}, "error_rule_text", "/cat/0"),
        ({"cat": "x" * 2001}, "error_rule_too_long", "/cat/0"),
        ({"cat": object()}, "error_rule_shape", "/cat/0"),
        ({"cat": list(range(600))}, "error_rule_too_large", "/cat/499"),
    ],
)
def test_refused(source: object, code: str, path: str) -> None:
    if isinstance(source, str):
        source = source.encode()
    with pytest.raises(RuleError) as caught:
        Rule.parse(source)
    assert caught.value.code == code
    assert caught.value.path == path
    assert caught.value.message


def test_a_near_name_is_proposed() -> None:
    with pytest.raises(RuleError, match="Vouliez-vous « == »"):
        Rule.parse({"===": [1, 1]})
    with pytest.raises(RuleError, match="Vouliez-vous « contains_any »"):
        Rule.parse({"contain_any": [1, 1]})


def test_too_deep() -> None:
    rule: object = True
    for _ in range(5000):
        rule = {"!": rule}
    with pytest.raises(RuleError) as caught:
        Rule.parse(rule)
    assert caught.value.code == "error_rule_too_deep"
