"""Python and JavaScript agree: on the vectors, and on rules made at random."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from collections.abc import Mapping
from datetime import date
from datetime import datetime
from datetime import time
from decimal import Decimal
from decimal import InvalidOperation
from imio.guichet.rules import Rule
from imio.guichet.rules.operators import OPERATORS
from pathlib import Path
from random import Random

import json
import pytest
import shutil
import subprocess


HERE = Path(__file__).parent
FRONTEND = HERE.parents[2] / "frontend" / "rules"
VECTORS = json.loads((HERE / "vectors.json").read_text(encoding="utf-8"))
CASES = [vector for vector in VECTORS["vectors"] if "rule" in vector]
NODE = shutil.which("node")
needs_node = pytest.mark.skipif(NODE is None, reason="Node is not installed")


class Upload:
    """Some file: a rule only knows that it is there."""


class Priced(str):
    """A choice that has a price, as the server holds it."""

    price: Decimal


def to_python(answers: Mapping[str, object], types: Mapping[str, str]) -> dict:
    """What the server would hold for these answers."""
    return {name: _to_python(name, value, types) for name, value in answers.items()}


def with_prices(answers: dict, prices: Mapping[str, Mapping[str, object]]) -> dict:
    """The same answers, those chosen among choices with prices having theirs."""

    def priced(item: object, known: Mapping[str, object]) -> object:
        if not isinstance(item, str) or item not in known:
            return item
        found = Priced(item)
        found.price = Decimal(str(known[item]))
        return found

    for name, known in prices.items():
        value = answers.get(name)
        if isinstance(value, list):
            answers[name] = [priced(item, known) for item in value]
        elif value is not None:
            answers[name] = priced(value, known)
    return answers


def _to_python(name: str, value: object, types: Mapping[str, str]) -> object:
    kind = types.get(name)
    if not isinstance(value, list):
        return _scalar(value, kind)
    if kind in ("file", "place"):
        return [_scalar(item, kind) for item in value]
    return [
        {key: _scalar(cell, types.get(f"{name}.{key}")) for key, cell in item.items()}
        if isinstance(item, dict)
        else item
        for item in value
    ]


def _scalar(value: object, kind: str | None) -> object:
    if value in (None, ""):
        return None
    if kind in ("file", "place"):
        return Upload()
    if not isinstance(value, str):
        return value
    try:
        if kind == "number":
            return Decimal(value)
        if kind == "date":
            return datetime.fromisoformat(value)
        if kind == "time":
            return time.fromisoformat(value)
    except (ValueError, InvalidOperation):
        return None
    return value


def to_json(value: object) -> object:
    """A result as `evaluate` of ``rules.js`` gives it."""
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, list):
        return [to_json(item) for item in value]
    return value


def evaluate(case: Mapping) -> list:
    """``[result, test]`` of a case in Python."""
    rule = Rule.parse(json.dumps(case["rule"]))
    answers = to_python(case.get("answers", {}), case.get("types", {}))
    answers = with_prices(answers, case.get("prices", {}))
    today = date.fromisoformat(case.get("today", VECTORS["today"]))
    return [
        to_json(rule.evaluate(answers, today=today)),
        rule.test(answers, today=today),
    ]


def in_node(cases: list[dict]) -> list[list]:
    """``[result, test]`` of each case in Node, in one call."""
    sent = json.dumps([{"today": VECTORS["today"]} | case for case in cases])
    done = subprocess.run(
        [str(NODE), str(HERE / "evaluate.mjs")],
        input=sent,
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    return json.loads(done.stdout)


def same(left: object, right: object) -> bool:
    """Equal in JSON: ``True`` is not 1."""
    return (
        json.dumps(left) == json.dumps(right)
        or (
            type(left) in (int, float) and type(right) in (int, float) and left == right
        )
        or (
            isinstance(left, list)
            and isinstance(right, list)
            and len(left) == len(right)
            and all(map(same, left, right))
        )
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: json.dumps(case["rule"])[:80])
def test_vector(case: dict) -> None:
    result, holds = evaluate(case)
    assert same(result, case["result"])
    assert holds is (case["result"] is True)


def test_vectors_use_each_operator() -> None:
    text = json.dumps(CASES)
    assert [name for name in OPERATORS if f'{{"{name}": ' not in text] == []


@needs_node
def test_vectors_in_node() -> None:
    done = subprocess.run(
        [str(NODE), "--test", str(FRONTEND / "rules.test.mjs")],
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout


@needs_node
def test_ten_thousand_rules_agree(make_generator: Callable) -> None:
    """Rules that make sense, and rules that do not, in one process of Node."""
    sensible, astray = make_generator(2026), make_generator(1830, astray=0.4)
    cases = [sensible.case() for _ in range(7000)]
    cases += [astray.case() for _ in range(3000)]
    found = in_node(cases)
    assert len(found) == 10_000
    kinds: Counter[str] = Counter()
    for case, theirs in zip(cases, found, strict=True):
        ours = evaluate(case)
        assert same(ours, theirs), json.dumps(case)
        kinds[type(ours[0]).__name__] += 1
    # The sample is worth something: all sorts of results, not mostly null.
    assert kinds["NoneType"] < 4000, kinds
    assert min(kinds[kind] for kind in ("bool", "str", "list")) > 500, kinds
    assert kinds["int"] + kinds["float"] > 500, kinds
    text = json.dumps([case["rule"] for case in cases])
    assert [name for name in OPERATORS if f'"{name}": ' not in text] == []


@needs_node
def test_canonical_json_means_the_same(make_generator: Callable) -> None:
    generator = make_generator(7)
    cases = [generator.case() for _ in range(1000)]
    canonical = [
        case | {"rule": Rule.parse(json.dumps(case["rule"])).data} for case in cases
    ]
    assert in_node(cases) == in_node(canonical)
    assert [evaluate(case) for case in cases] == [evaluate(case) for case in canonical]


@needs_node
def test_each_number_written_agrees() -> None:
    random = Random(3)
    cases = []
    for _ in range(3000):
        digits = random.randint(1, 20)
        text = str(random.randint(0, 10**digits))
        point = random.randint(0, len(text))
        text = f"{random.choice(('', '-'))}{text[:point] or '0'}"
        rest = str(random.randint(0, 10 ** random.randint(0, 14)))
        cases.append(
            {
                "rule": {"var": "n"},
                "answers": {"n": f"{text}.{rest}"},
                "types": {"n": "number"},
            }
        )
        cases.append({"rule": {"var": "n"}, "answers": {"n": random.uniform(-1, 1)}})
    for case, theirs in zip(cases, in_node(cases), strict=True):
        assert same(evaluate(case), theirs), case
