"""The operators: how many arguments, of what types, and what they give.

The list is fixed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING
from decimal import ROUND_FLOOR
from imio.guichet.rules import functions
from imio.guichet.rules import moments
from imio.guichet.rules import workdays
from imio.guichet.rules.functions import Run
from operator import ge
from operator import gt
from operator import le
from operator import lt
from typing import Final


@dataclass(frozen=True, slots=True)
class Operator:
    """One operator.

    ``takes`` names the type of each argument, the last one repeated:
    ``any``, a value's type, or a group of types of `checks.FIT`. ``gives`` names
    the type of the result (``ordered`` and ``any``: that of the arguments).
    ``run`` is None for those that do not need all their arguments.
    """

    name: str
    least: int
    most: int | None
    takes: tuple[str, ...]
    gives: str
    run: Run | None = None
    same: bool = False  # all arguments must be of one type


# fmt: off
_ALL: Final = (
    Operator("var", 1, 2, ("any",), "any"),
    Operator("and", 1, None, ("boolean",), "boolean"),
    Operator("or", 1, None, ("boolean",), "boolean"),
    Operator("!", 1, 1, ("boolean",), "boolean"),
    Operator("if", 2, None, ("any",), "any"),
    Operator("==", 2, 2, ("scalar",), "boolean", functions.equal, same=True),
    Operator("!=", 2, 2, ("scalar",), "boolean", functions.different, same=True),
    Operator("<", 2, 3, ("ordered",), "boolean", functions.chain(lt), same=True),
    Operator("<=", 2, 3, ("ordered",), "boolean", functions.chain(le), same=True),
    Operator(">", 2, 3, ("ordered",), "boolean", functions.chain(gt), same=True),
    Operator(">=", 2, 3, ("ordered",), "boolean", functions.chain(ge), same=True),
    Operator("in", 2, 2, ("scalar", "container"), "boolean", functions.contained),
    Operator("contains_any", 2, 2, ("list",), "boolean", functions.contains_any),
    Operator("contains_all", 2, 2, ("list",), "boolean", functions.contains_all),
    Operator("empty", 1, 1, ("any",), "boolean", functions.empty),
    Operator("filled", 1, 1, ("any",), "boolean", functions.filled),
    Operator("+", 1, None, ("number",), "number", functions.add),
    Operator("-", 1, 2, ("number",), "number", functions.subtract),
    Operator("*", 1, None, ("number",), "number", functions.multiply),
    Operator("/", 2, 2, ("number",), "number", functions.divide),
    Operator("min", 1, None, ("ordered",), "ordered", functions.extreme(lt), same=True),
    Operator("max", 1, None, ("ordered",), "ordered", functions.extreme(gt), same=True),
    Operator("round", 1, 2, ("number",), "number", functions.rounded),
    Operator("floor", 1, 1, ("number",), "number", functions.whole(ROUND_FLOOR)),
    Operator("ceil", 1, 1, ("number",), "number", functions.whole(ROUND_CEILING)),
    Operator("count", 1, 1, ("countable",), "number", functions.count),
    Operator("sum", 1, 2, ("list", "text"), "number", functions.total_of),
    Operator("price", 1, 1, ("chosen",), "number"),
    Operator("row", 2, 2, ("list", "text"), "any"),
    Operator("lowest", 2, 2, ("list", "text"), "any", functions.best_of(lt)),
    Operator("highest", 2, 2, ("list", "text"), "any", functions.best_of(gt)),
    Operator("some", 2, 2, ("list", "boolean"), "boolean"),
    Operator("all", 2, 2, ("list", "boolean"), "boolean"),
    Operator("none", 2, 2, ("list", "boolean"), "boolean"),
    Operator("filter", 2, 2, ("list", "boolean"), "list"),
    Operator("length", 1, 1, ("text",), "number", functions.length),
    Operator("cat", 1, None, ("any",), "text", functions.cat),
    Operator("lower", 1, 1, ("text",), "text", functions.to_lower),
    Operator("starts_with", 2, 2, ("text",), "boolean", functions.starts_with),
    Operator("today", 0, 0, (), "date", lambda v, today: today),
    Operator("date", 1, 1, ("moment",), "date", moments.as_date),
    Operator("time", 1, 1, ("moment",), "time", moments.as_time),
    Operator("days_between", 2, 2, ("date",), "number", moments.days_between),
    Operator("add_days", 2, 2, ("date", "number"), "date", moments.later(moments.add_days)),
    Operator("working_days_between", 2, 2, ("date",), "number", moments.working_days_between),
    Operator("add_working_days", 2, 2, ("date", "number"), "date", moments.later(workdays.add_working_days)),
    Operator("year", 1, 1, ("date",), "number", moments.part(lambda day: day.year)),
    Operator("month", 1, 1, ("date",), "number", moments.part(lambda day: day.month)),
    Operator("weekday", 1, 1, ("date",), "number", moments.part(date.isoweekday)),
    Operator("age", 1, 2, ("date",), "number", moments.age),
)
# fmt: on

OF_ROWS: Final = ("some", "all", "none", "filter")
"""Those whose second argument is asked of each row of the first."""

WITH_COLUMN: Final = ("sum", "lowest", "highest")
"""Those whose second argument is the name of a column."""

OPERATORS: Final = {operator.name: operator for operator in _ALL}
