"""From the JSON of a rule to its tree.

Everything that can be refused is refused here: unknown operators, wrong
numbers of arguments, and rules too large or too deep to be cheap.
"""

from __future__ import annotations

from decimal import Decimal
from difflib import get_close_matches
from imio.guichet.rules.model import RuleError
from imio.guichet.rules.operators import OF_ROWS
from imio.guichet.rules.operators import OPERATORS
from imio.guichet.rules.operators import WITH_COLUMN
from imio.guichet.rules.tree import Answer
from imio.guichet.rules.tree import Call
from imio.guichet.rules.tree import Constant
from imio.guichet.rules.tree import Items
from imio.guichet.rules.tree import Node
from imio.guichet.rules.values import BOUND
from imio.guichet.rules.values import DECIMALS
from imio.guichet.rules.values import number
from imio.guichet.rules.values import parse_date
from imio.guichet.rules.values import parse_time
from imio.guichet.rules.values import Value
from typing import Final
from typing import NoReturn

import json
import re


LONGEST_SOURCE: Final = 20_000
"""Characters of a rule's JSON text."""

MOST_NODES: Final = 500
"""Values, names and operators in a rule."""

DEEPEST: Final = 24
"""Operators (or lists) inside one another."""

LONGEST_LITERAL: Final = 2_000
"""Characters of a text in a rule."""

_DIGITS: Final = 15  # what a JSON number keeps in every browser
_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_.:-]{0,99}", re.ASCII)
_ALIASES: Final = {"not": "!", "?:": "if"}


def load(text: str) -> object:
    """The JSON in ``text``; numbers with a point become ``Decimal``."""
    if len(text) > LONGEST_SOURCE:
        refuse("error_rule_too_long", "La règle est trop longue.")
    try:
        return json.loads(
            text,
            parse_float=Decimal,
            parse_constant=_no_constant,
            object_pairs_hook=_object,
        )
    except RecursionError:
        refuse("error_rule_too_deep", "La règle est trop imbriquée.")
    except RuleError:
        raise
    except ValueError as error:
        refuse(
            "error_rule_json",
            f"La règle n'est pas du JSON valable : {error}.",
            reason=str(error),
        )


def refuse(code: str, message: str, path: str = "", **values: str) -> NoReturn:
    """Raise the `RuleError` that says this."""
    raise RuleError(message, path, code=code, values=values)


def _no_constant(name: str) -> NoReturn:
    refuse("error_rule_number", f"« {name} » n'est pas un nombre.", name=name)


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        refuse("error_rule_shape", "Un même nom figure deux fois dans un objet JSON.")
    return found


class Reader:
    """Reads one rule; counts its nodes."""

    def __init__(self) -> None:
        self.nodes = 0
        self.in_row = False

    def node(self, data: object, path: str = "", depth: int = 0) -> Node:
        """The tree of ``data``, a JSON value. Raises RuleError."""
        self.nodes += 1
        if self.nodes > MOST_NODES:
            refuse("error_rule_too_large", "La règle a trop d'éléments.", path)
        if depth > DEEPEST:
            refuse("error_rule_too_deep", "La règle est trop imbriquée.", path)
        if isinstance(data, (list, tuple)):
            return Items(
                tuple(
                    self.node(item, f"{path}/{index}", depth + 1)
                    for index, item in enumerate(data)
                ),
                path,
            )
        if isinstance(data, dict):
            return self._call(data, path, depth)
        return Constant(_constant(data, path), path)

    def _call(self, data: dict[object, object], path: str, depth: int) -> Node:
        if len(data) != 1:
            refuse(
                "error_rule_shape",
                "Chaque objet d'une règle contient un opérateur, et un seul.",
                path,
            )
        ((name, given),) = data.items()
        operator = OPERATORS.get(_ALIASES.get(str(name), str(name)))
        if operator is None:
            _unknown(str(name), path)
        path = f"{path}/{name}"
        arguments = list(given) if isinstance(given, (list, tuple)) else [given]
        count = len(arguments)
        if (
            count < operator.least
            or (operator.most or count) < count
            or (operator.most == 0 and count)
        ):
            refuse(
                "error_rule_arguments",
                f"L'opérateur « {operator.name} » attend {_expected(operator.name)} ;"
                f" il en reçoit {count}.",
                path,
                operator=operator.name,
                count=str(count),
            )
        if operator.name == "var":
            return self._answer(arguments, path, depth)
        if operator.name in OF_ROWS:
            return self._of_rows(operator.name, arguments, path, depth)
        nodes = tuple(
            self.node(item, f"{path}/{index}", depth + 1)
            for index, item in enumerate(arguments)
        )
        _check_written(operator.name, nodes, path)
        return Call(operator.name, nodes, path)

    def _of_rows(
        self, name: str, arguments: list[object], path: str, depth: int
    ) -> Node:
        """Rows and a condition on each: never one within another, which would cost
        rows times rows."""
        if self.in_row:
            refuse(
                "error_rule_nested",
                "Une condition sur les lignes ne peut en contenir une autre.",
                path,
            )
        given = self.node(arguments[0], f"{path}/0", depth + 1)
        self.in_row = True
        condition = self.node(arguments[1], f"{path}/1", depth + 1)
        self.in_row = False
        return Call(name, (given, condition), path)

    def _answer(self, arguments: list[object], path: str, depth: int) -> Node:
        name = arguments[0]
        if not isinstance(name, str) or not _NAME.fullmatch(name):
            refuse(
                "error_rule_name",
                "« var » attend le nom d'un champ.",
                path,
            )
        default = None
        if len(arguments) == 2:
            default = self.node(arguments[1], f"{path}/1", depth + 1)
        return Answer(name, default, path)


def _expected(name: str) -> str:
    operator = OPERATORS[name]
    if operator.most is None:
        return f"au moins {operator.least} valeur(s)"
    if operator.most == operator.least:
        return f"{operator.least or 'aucune'} valeur(s)"
    return f"de {operator.least} à {operator.most} valeurs"


def _unknown(name: str, path: str) -> NoReturn:
    message = f"L'opérateur « {name[:40]} » n'existe pas."
    near = {"===": ["=="], "!==": ["!="]}.get(name) or get_close_matches(
        name[:40], OPERATORS, 1
    )
    if near:
        message += f" Vouliez-vous « {near[0]} » ?"
    refuse("error_rule_operator", message, path, operator=name[:40])


def _constant(data: object, path: str) -> Value:
    if data is None or isinstance(data, bool):
        return data
    if isinstance(data, str):
        if len(data) > LONGEST_LITERAL:
            refuse("error_rule_too_long", "Ce texte est trop long.", path)
        if any("\ud800" <= char <= "\udfff" for char in data):
            refuse("error_rule_text", "Ce texte n'est pas de l'Unicode.", path)
        return data
    if isinstance(data, (int, float, Decimal)):
        return _number(data, path)
    refuse(
        "error_rule_shape",
        f"Une règle ne peut contenir de valeur « {type(data).__name__} ».",
        path,
        type=type(data).__name__,
    )


def _number(data: int | float | Decimal, path: str) -> Decimal:
    if isinstance(data, int):
        exact = Decimal(data) if abs(data) < BOUND else BOUND
    else:
        exact = Decimal(repr(data)) if isinstance(data, float) else data
    value = number(exact)
    if value is None:
        refuse("error_rule_number", "Ce nombre est trop grand.", path)
    if value != exact or len(value.normalize().as_tuple().digits) > _DIGITS:
        refuse(
            "error_rule_number",
            f"Un nombre a au plus {DECIMALS} décimales et {_DIGITS} chiffres.",
            path,
        )
    return value


def _check_written(name: str, nodes: tuple[Node, ...], path: str) -> None:
    """What must be written in the rule itself, and not calculated."""
    if name in ("date", "time") and isinstance(nodes[0], Constant):
        parse = parse_date if name == "date" else parse_time
        value = nodes[0].value
        if not isinstance(value, str) or parse(value) is None:
            refuse(
                "error_rule_moment",
                "Une date s'écrit AAAA-MM-JJ."
                if name == "date"
                else "Une heure s'écrit HH:MM.",
                f"{path}/0",
            )
    if name == "round" and len(nodes) == 2:
        digits = nodes[1].value if isinstance(nodes[1], Constant) else None
        if digits not in range(DECIMALS + 1) or isinstance(digits, bool):
            refuse(
                "error_rule_decimals",
                f"« round » attend un nombre de décimales, de 0 à {DECIMALS}.",
                f"{path}/1",
            )
    if name in ("price", "row"):
        answer = nodes[0]
        if not isinstance(answer, Answer) or answer.default is not None:
            refuse(
                "error_rule_answer",
                f"« {name} » attend un champ.",
                f"{path}/0",
                operator=name,
            )
    if name == "row":
        row = nodes[1].value if isinstance(nodes[1], Constant) else None
        if not isinstance(row, str) or not row:
            refuse("error_rule_name", "« row » attend une ligne.", f"{path}/1")
    if name in WITH_COLUMN and len(nodes) == 2:
        column = nodes[1].value if isinstance(nodes[1], Constant) else None
        if not isinstance(column, str) or not _NAME.fullmatch(column):
            refuse(
                "error_rule_name",
                f"« {name} » attend le nom d'une colonne.",
                f"{path}/1",
            )
