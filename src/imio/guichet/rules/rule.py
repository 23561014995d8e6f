"""One rule: read once, then asked as often as needed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from imio.guichet.rules.checks import Checker
from imio.guichet.rules.evaluation import Evaluation
from imio.guichet.rules.model import FieldType
from imio.guichet.rules.model import Problem
from imio.guichet.rules.syntax import load
from imio.guichet.rules.syntax import Reader
from imio.guichet.rules.tree import Answer
from imio.guichet.rules.tree import data_of
from imio.guichet.rules.tree import JSON
from imio.guichet.rules.tree import Node
from imio.guichet.rules.tree import walk
from imio.guichet.rules.values import Result
from imio.guichet.rules.values import write

import json


class Rule:
    """An immutable rule. Two rules of the same canonical JSON are equal.

    >>> from datetime import date
    >>> rule = Rule.parse('{">": [{"var": "people"}, 1000]}')
    >>> rule.test({"people": 2000}, today=date(2026, 11, 23))
    True
    >>> rule.test({}, today=date(2026, 11, 23))
    False
    """

    def __init__(self, tree: Node) -> None:
        self.tree = tree

    @classmethod
    def parse(cls, source: object) -> Rule:
        """A rule from its JSON text (``str``, ``bytes``) or its JSON object.

        Raises `RuleError` with the place and the reason.
        """
        if isinstance(source, Rule):
            return cls(source.tree)
        if isinstance(source, bytes):
            source = source.decode("utf-8", "surrogateescape")
        if isinstance(source, str):
            source = load(source)
        return cls(Reader().node(source))

    @cached_property
    def data(self) -> JSON:
        """The canonical JSON object; the caller must not change it."""
        return data_of(self.tree)

    @cached_property
    def fields(self) -> frozenset[str]:
        """The names of the answers that the rule reads."""
        return frozenset(
            node.name for node in walk(self.tree) if isinstance(node, Answer)
        )

    def evaluate(self, answers: Mapping[str, object], *, today: date) -> Result:
        """The rule's value. Never raises, whatever the answers.

        Numbers come as ``int`` when whole, else as ``Decimal`` with at most
        four decimals; lists as ``list``; dates and times as Python's.
        """
        return write(Evaluation(answers, today).value(self.tree))

    def test(self, answers: Mapping[str, object], *, today: date) -> bool:
        """The rule as a condition: true only if its value is true."""
        return Evaluation(answers, today).holds(self.tree)

    def check(
        self, types: Mapping[str, FieldType], *, expects: str | None = None
    ) -> list[Problem]:
        """What is wrong with this rule in a form with these fields.

        ``expects`` is what its place needs: ``"boolean"`` for a condition, the
        kind of the field for a computed value, None for anything.
        """
        return Checker(types).check(self.tree, expects)

    def __str__(self) -> str:
        return json.dumps(self.data, ensure_ascii=False, separators=(",", ":"))

    def __repr__(self) -> str:
        return f"Rule.parse({str(self)!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Rule) and str(self) == str(other)

    def __hash__(self) -> int:
        return hash(str(self))
