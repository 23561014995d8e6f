"""Evaluation of a rule's tree. Never raises, never costs more than its size."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from datetime import datetime
from imio.guichet.rules.operators import OF_ROWS
from imio.guichet.rules.operators import OPERATORS
from imio.guichet.rules.prices import price_of
from imio.guichet.rules.tree import Answer
from imio.guichet.rules.tree import Call
from imio.guichet.rules.tree import Constant
from imio.guichet.rules.tree import Items
from imio.guichet.rules.tree import Node
from imio.guichet.rules.values import read
from imio.guichet.rules.values import Row
from imio.guichet.rules.values import Value


class Evaluation:
    """One evaluation: the answers (each read once) and the day."""

    def __init__(self, answers: Mapping[str, object], today: date) -> None:
        self.answers = answers
        self.today = today.date() if isinstance(today, datetime) else today
        self.known: dict[str, Value] = {}
        self.row: Row | None = None

    def value(self, node: Node) -> Value:
        """The value of a node."""
        if isinstance(node, Constant):
            return node.value
        if isinstance(node, Items):
            return tuple(self.value(item) for item in node.items)
        if isinstance(node, Answer):
            return self._answer(node)
        operator = OPERATORS[node.operator]
        if operator.run is not None:
            values = [self.value(item) for item in node.arguments]
            return operator.run(values, self.today)
        if node.operator in ("price", "row"):
            return self._inside(node)
        if node.operator in OF_ROWS:
            return self._of_rows(node)
        return self._choice(node.operator, node.arguments)

    def holds(self, node: Node) -> bool:
        """The node as a condition: only true is true."""
        return self.value(node) is True

    def _answer(self, node: Answer) -> Value:
        name = node.name
        if self.row is not None and name in self.row:
            value = self.row[name]
        else:
            if name not in self.known:
                self.known[name] = read(self.answers.get(name))
            value = self.known[name]
        if value is None and node.default is not None:
            return self.value(node.default)
        return value

    def _of_rows(self, node: Call) -> Value:
        """Rows that meet a condition, which reads the row, then the other answers."""
        given, condition = node.arguments
        found = self.value(given)
        values = found if isinstance(found, tuple) else ()
        rows = [value for value in values if isinstance(value, Row)]
        outer, kept = self.row, []
        for row in rows:
            self.row = row
            if self.holds(condition):
                kept.append(row)
        self.row = outer
        if node.operator == "filter":
            return tuple(kept) if isinstance(found, tuple) else None
        if node.operator == "all":
            return bool(values) and len(kept) == len(values)
        return bool(kept) is (node.operator == "some")

    def _inside(self, node: Call) -> Value:
        """What an answer holds besides its value: prices, the rows of a grid."""
        answer, *rest = node.arguments
        assert isinstance(answer, Answer)
        found = self.answers.get(answer.name)
        if node.operator == "price":
            return price_of(found)
        row = self.value(rest[0])
        return read(found.get(row)) if isinstance(found, Mapping) else None

    def _choice(self, operator: str, arguments: tuple[Node, ...]) -> Value:
        if operator == "and":
            return all(self.holds(item) for item in arguments)
        if operator == "or":
            return any(self.holds(item) for item in arguments)
        if operator == "!":
            return not self.holds(arguments[0])
        for index in range(0, len(arguments) - 1, 2):
            if self.holds(arguments[index]):
                return self.value(arguments[index + 1])
        return self.value(arguments[-1]) if len(arguments) % 2 else None
