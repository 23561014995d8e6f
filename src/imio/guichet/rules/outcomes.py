"""Can a condition be true? Can it be false?

When a rule only compares answers with values written in it, the answers fall
into a few regions within which the rule cannot change. One candidate of each
region is tried: the result is then certain. Other rules are not judged.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from datetime import date
from datetime import time
from decimal import Decimal
from imio.guichet.rules.evaluation import Evaluation
from imio.guichet.rules.model import FieldType
from imio.guichet.rules.tree import Answer
from imio.guichet.rules.tree import Call
from imio.guichet.rules.tree import children
from imio.guichet.rules.tree import Items
from imio.guichet.rules.tree import Node
from imio.guichet.rules.tree import walk
from imio.guichet.rules.values import FIRST_DAY
from imio.guichet.rules.values import OPAQUE
from imio.guichet.rules.values import Value
from itertools import combinations
from itertools import pairwise
from itertools import product
from math import prod
from typing import Final


MOST_WORK: Final = 100_000
"""Nodes evaluated at most, over all trials."""

_LOGIC: Final = ("and", "or", "!", "if")
_COMPARE: Final = (
    "==",
    "!=",
    "<",
    "<=",
    ">",
    ">=",
    "contains_any",
    "contains_all",
    "empty",
    "filled",
)
_ELSEWHERE: Final = "\ue000"  # a text that no rule contains

_NOW: Final = date(2000, 1, 1)


def outcomes(
    tree: Node,
    types: Mapping[str, FieldType],
    *,
    without: Collection[str] = (),
) -> frozenset[bool] | None:
    """The values that the condition can take, or None when that is not known.

    ``without`` names fields that are never answered.
    """
    met: dict[str, set[Value]] = defaultdict(set)
    if not _simple(tree, met, types):
        return None
    names = list(met)
    candidates: list[Sequence[object]] = []
    for name in names:
        field = types.get(name)
        if field is None:
            return None
        if name in without:
            candidates.append([None])
            continue
        found = _candidates(field, met[name])
        if found is None:
            return None
        candidates.append([None, *found])
    size = sum(1 for _ in walk(tree))
    if size * prod(map(len, candidates)) > MOST_WORK:
        return None
    found_outcomes: set[bool] = set()
    for values in product(*candidates):
        answers = dict(zip(names, values, strict=True))
        found_outcomes.add(Evaluation(answers, _NOW).holds(tree))
        if len(found_outcomes) == 2:
            break
    return frozenset(found_outcomes)


def _simple(
    node: Node, met: dict[str, set[Value]], types: Mapping[str, FieldType]
) -> bool:
    """Whether the rule only asks simple things; ``met`` gathers what is compared."""
    if isinstance(node, Answer):
        met[node.name].add(True)
        return node.default is None
    if not isinstance(node, Call):
        return True
    if node.operator in _LOGIC:
        return all(_simple(child, met, types) for child in children(node))
    answers = [child for child in node.arguments if isinstance(child, Answer)]
    others = [child for child in node.arguments if not isinstance(child, Answer)]
    if any(_reads(other) for other in others):
        return False
    if not answers:
        return True
    if len(answers) > 1 or answers[0].default is not None:
        return False
    name = answers[0].name
    met[name].update(_constants(others))
    if node.operator == "in":
        container = node.arguments[1]
        field = types.get(name)
        return isinstance(container, Items) or (
            container is answers[0] and field is not None and field.kind == "choices"
        )
    return node.operator in _COMPARE


def _reads(node: Node) -> bool:
    return any(
        isinstance(found, Answer)
        or (isinstance(found, Call) and found.operator in ("today", "age"))
        for found in walk(node)
    )


def _constants(nodes: Iterable[Node]) -> list[Value]:
    values: list[Value] = []
    for node in nodes:
        value = Evaluation({}, _NOW).value(node)
        values.extend(value if isinstance(value, tuple) else (value,))
    return values


def _candidates(field: FieldType, met: set[Value]) -> Sequence[object] | None:
    """One answer of each region, besides no answer; None when they are too many."""
    kind = field.kind
    texts = sorted(value for value in met if isinstance(value, str))
    if field.choices is not None:
        others = [choice for choice in field.choices if choice not in texts]
        texts = [text for text in texts if text in field.choices] + others[:1]
    else:
        texts.append(_ELSEWHERE)
    if kind == "boolean":
        return (True, False)
    if kind in ("text", "choice"):
        return texts
    if kind == "choices":
        return _sets(texts) if len(texts) <= 8 else None
    if kind == "number":
        return _around(sorted(value for value in met if isinstance(value, Decimal)))
    if kind == "date":
        return _days({value for value in met if isinstance(value, date)})
    if kind == "time":
        return _minutes({value for value in met if isinstance(value, time)})
    if kind in ("file", "place"):
        return (OPAQUE,)
    return None


def _sets(texts: list[str]) -> list[tuple[str, ...]]:
    sizes = range(len(texts) + 1)
    return [found for size in sizes for found in combinations(texts, size)]


def _around(numbers: list[Decimal]) -> list[Decimal]:
    if not numbers:
        return [Decimal(0)]
    between = [(low + high) / 2 for low, high in pairwise(numbers)]
    return [numbers[0] - 1, *numbers, *between, numbers[-1] + 1]


def _days(days: set[date]) -> list[date]:
    first, last = FIRST_DAY.toordinal(), date.max.toordinal()
    near = {day.toordinal() + step for day in days for step in (-1, 0, 1)}
    inside = sorted(day for day in near if first <= day <= last)
    return [date.fromordinal(day) for day in inside] or [_NOW]


def _minutes(times: set[time]) -> list[time]:
    known = {moment.hour * 60 + moment.minute for moment in times}
    near = {minute + step for minute in known for step in (-1, 0, 1)}
    inside = sorted(minute for minute in near if 0 <= minute < 24 * 60)
    return [time(*divmod(minute, 60)) for minute in inside] or [time(12)]
