"""What each operator does with its values.

A function takes values that may be null or of a wrong type, and always gives a
value: null, or false for a question. It costs no more than the size of its values.
``frontend/rules/rules.js`` holds the same functions. Change both.
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from imio.guichet.rules.values import CONTEXT
from imio.guichet.rules.values import key
from imio.guichet.rules.values import keys
from imio.guichet.rules.values import kind_of
from imio.guichet.rules.values import number
from imio.guichet.rules.values import round_to
from imio.guichet.rules.values import Row
from imio.guichet.rules.values import text_of
from imio.guichet.rules.values import Value
from itertools import pairwise
from typing import Any
from typing import Final
from typing import TypeAlias


LONGEST_TEXT: Final = 100_000
"""Characters that `cat` makes at most; beyond, it gives null."""

ORDERED: Final = ("number", "date", "time")

Arguments: TypeAlias = Sequence[Value]
Run: TypeAlias = Callable[[Arguments, date], Value]

Order: TypeAlias = Callable[[Any, Any], bool]
"""One of Python's ``lt``, ``le``, ``gt``, ``ge``, given two values of one type."""


def equal(arguments: Arguments, today: date) -> Value:
    left, right = map(key, arguments)
    return left is not None and left == right


def different(arguments: Arguments, today: date) -> Value:
    left, right = arguments
    return key(left) is not None and kind_of(left) == kind_of(right) and left != right


def chain(holds: Order) -> Run:
    def run(arguments: Arguments, today: date) -> Value:
        return _of_one_kind(arguments) and all(
            holds(left, right) for left, right in pairwise(arguments)
        )

    return run


def _of_one_kind(arguments: Arguments) -> bool:
    kinds = {kind_of(value) for value in arguments}
    return len(kinds) == 1 and kinds.pop() in ORDERED


def contained(arguments: Arguments, today: date) -> Value:
    member, container = arguments
    if isinstance(container, str):
        return isinstance(member, str) and member in container
    found = key(member)
    return (
        isinstance(container, tuple)
        and found is not None
        and any(key(item) == found for item in container)
    )


def contains_any(arguments: Arguments, today: date) -> Value:
    values, wanted = arguments
    if not isinstance(values, tuple) or not isinstance(wanted, tuple):
        return False
    return not keys(values).isdisjoint(keys(wanted))


def contains_all(arguments: Arguments, today: date) -> Value:
    values, wanted = arguments
    if not isinstance(values, tuple) or not isinstance(wanted, tuple):
        return False
    found = keys(values)
    return all(key(item) in found for item in wanted)


def is_empty(value: Value) -> bool:
    """No answer, an empty text or an empty list. False and 0 are answers."""
    return value is None or value == "" or value == ()


def empty(arguments: Arguments, today: date) -> Value:
    return is_empty(arguments[0])


def filled(arguments: Arguments, today: date) -> Value:
    return not is_empty(arguments[0])


def _numbers(arguments: Arguments) -> list[Decimal] | None:
    found = [value for value in arguments if isinstance(value, Decimal)]
    return found if len(found) == len(arguments) else None


def add(arguments: Arguments, today: date) -> Value:
    terms = _numbers(arguments)
    return None if terms is None else _total(terms)


def _total(terms: list[Decimal]) -> Value:
    total = Decimal(0)
    for term in terms:
        total = CONTEXT.add(total, term)
    return number(total)


def subtract(arguments: Arguments, today: date) -> Value:
    terms = _numbers(arguments)
    if terms is None:
        return None
    first, second = terms if len(terms) == 2 else (Decimal(0), terms[0])
    return number(CONTEXT.subtract(first, second))


def multiply(arguments: Arguments, today: date) -> Value:
    terms = _numbers(arguments)
    if terms is None:
        return None
    product: Decimal | None = Decimal(1)
    for term in terms:
        if product is None:
            return None
        product = number(CONTEXT.multiply(product, term))
    return product


def divide(arguments: Arguments, today: date) -> Value:
    terms = _numbers(arguments)
    if terms is None or not terms[1]:
        return None
    return number(CONTEXT.divide(*terms))


def extreme(better: Order) -> Run:
    def run(arguments: Arguments, today: date) -> Value:
        if not _of_one_kind(arguments):
            return None
        best = arguments[0]
        for value in arguments[1:]:
            if better(value, best):
                best = value
        return best

    return run


def rounded(arguments: Arguments, today: date) -> Value:
    value, decimals = arguments if len(arguments) == 2 else (*arguments, Decimal(0))
    if not isinstance(value, Decimal) or not isinstance(decimals, Decimal):
        return None
    return number(round_to(value, int(decimals)))


def whole(rounding: str) -> Run:
    def run(arguments: Arguments, today: date) -> Value:
        (value,) = arguments
        if not isinstance(value, Decimal):
            return None
        return number(value.to_integral_value(rounding))

    return run


def count(arguments: Arguments, today: date) -> Value:
    (value,) = arguments
    if value is None:
        return Decimal(0)
    if kind_of(value) == "opaque":
        return Decimal(1)
    return Decimal(len(value)) if isinstance(value, tuple) else None


def total_of(arguments: Arguments, today: date) -> Value:
    if arguments[0] is None:
        return Decimal(0)
    values = _column(arguments)
    if values is None:
        return None
    return _total([value for value in values if isinstance(value, Decimal)])


def _column(arguments: Arguments) -> tuple[Value, ...] | None:
    """The items of a list, or one column of its rows; None for what is no list."""
    values = arguments[0]
    if not isinstance(values, tuple):
        return None
    if len(arguments) == 1:
        return values
    column = arguments[1]
    return tuple(
        item.get(column) if isinstance(item, Row) and isinstance(column, str) else None
        for item in values
    )


def best_of(better: Order) -> Run:
    """The lowest or highest of a list, or of a column; what is empty is skipped."""
    among = extreme(better)

    def run(arguments: Arguments, today: date) -> Value:
        values = [value for value in _column(arguments) or () if value is not None]
        return among(values, today) if values else None

    return run


def length(arguments: Arguments, today: date) -> Value:
    (value,) = arguments
    if value is None:
        return Decimal(0)
    return Decimal(len(value)) if isinstance(value, str) else None


def cat(arguments: Arguments, today: date) -> Value:
    total = ""
    for value in arguments:
        words = text_of(value)
        if words is None or len(total) + len(words) > LONGEST_TEXT:
            return None
        total += words
    return total


def lower(text: str) -> str:
    """Small letters for Latin ones (to U+017F), the same in every version."""
    return "".join(char.lower() if char <= "\u017f" else char for char in text)


def to_lower(arguments: Arguments, today: date) -> Value:
    (value,) = arguments
    return lower(value) if isinstance(value, str) else None


def starts_with(arguments: Arguments, today: date) -> Value:
    value, start = arguments
    return isinstance(value, str) and isinstance(start, str) and value.startswith(start)
