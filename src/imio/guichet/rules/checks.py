"""Static analysis of one rule: what can be known to be wrong before any answer."""

from __future__ import annotations

from collections.abc import Collection
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import replace
from datetime import date
from imio.guichet.rules.evaluation import Evaluation
from imio.guichet.rules.functions import ORDERED
from imio.guichet.rules.model import FieldType
from imio.guichet.rules.model import Problem
from imio.guichet.rules.model import Severity
from imio.guichet.rules.operators import OF_ROWS
from imio.guichet.rules.operators import OPERATORS
from imio.guichet.rules.operators import WITH_COLUMN
from imio.guichet.rules.outcomes import outcomes
from imio.guichet.rules.tree import Answer
from imio.guichet.rules.tree import Call
from imio.guichet.rules.tree import Constant
from imio.guichet.rules.tree import Items
from imio.guichet.rules.tree import Node
from imio.guichet.rules.tree import walk
from imio.guichet.rules.values import kind_of
from typing import Final


_OF_FIELD: Final = {
    "choice": "text",
    "choices": "list",
    "grid": "list",
    "file": "opaque",
    "place": "opaque",
}

_WORDS: Final = {
    "null": "rien",
    "boolean": "une condition (oui ou non)",
    "number": "un nombre",
    "text": "un texte",
    "date": "une date",
    "time": "une heure",
    "list": "une liste",
    "opaque": "un fichier ou un lieu",
    "scalar": "une seule valeur",
    "ordered": "un nombre, une date ou une heure",
    "container": "une liste ou un texte",
    "moment": "un texte, une date ou une heure",
    "countable": "une liste, ou des fichiers",
    "chosen": "un choix, ou plusieurs",
}

FIT: Final = {
    "scalar": ("boolean", "number", "text", "date", "time"),
    "ordered": ORDERED,
    "container": ("list", "text"),
    "moment": ("text", "date", "time"),
    "countable": ("list", "opaque"),
    "chosen": ("text", "list"),
}


@dataclass(frozen=True, slots=True)
class _Type:
    kind: str  # a value's type, or "any" when an error has already been told
    choices: tuple[str, ...] | None = None
    field: str = ""
    columns: tuple[tuple[str, FieldType], ...] | None = None  # of rows


_ANY: Final = _Type("any")


def _hint(kinds: Collection[str]) -> str:
    """How to write what a text was probably meant to be."""
    if "text" in kinds and "date" in kinds:
        return ' (une date s\'écrit {"date": "AAAA-MM-JJ"})'
    if "text" in kinds and "time" in kinds:
        return ' (une heure s\'écrit {"time": "HH:MM"})'
    return ""


class Checker:
    """Checks rules against the fields of one form."""

    def __init__(self, types: Mapping[str, FieldType]) -> None:
        self.types = types
        self.problems: list[Problem] = []

    def check(self, tree: Node, expects: str | None = None) -> list[Problem]:
        """All problems of the rule, in reading order."""
        self.problems = []
        found = self._type(tree)
        wanted = _OF_FIELD.get(expects, expects) if expects else None
        if wanted and found.kind not in ("any", "null", wanted):
            self._add(
                "error_rule_result",
                f"La règle donne {_WORDS[found.kind]} ; il faut {_WORDS[wanted]}.",
                tree,
                found=found.kind,
                wanted=wanted,
            )
        if not self.problems and (wanted == "boolean" or found.kind == "boolean"):
            self._constant(tree)
        return self.problems

    def _constant(self, tree: Node) -> None:
        reads = any(
            isinstance(node, Answer)
            or (isinstance(node, Call) and node.operator in ("today", "age"))
            for node in walk(tree)
        )
        possible = (
            outcomes(tree, self.types)
            if reads
            else frozenset({Evaluation({}, date(2000, 1, 1)).holds(tree)})
        )
        if possible == frozenset({True}):
            self._add(
                "warning_rule_always",
                "Cette condition est toujours vraie.",
                tree,
                "warning",
            )
        elif possible == frozenset({False}):
            self._add(
                "warning_rule_never",
                "Cette condition ne peut jamais être vraie.",
                tree,
                "warning",
            )

    def _add(
        self,
        code: str,
        message: str,
        node: Node,
        severity: Severity = "error",
        **values: str,
    ) -> None:
        self.problems.append(Problem(code, message, node.path, severity, values))

    def _type(self, node: Node) -> _Type:
        if isinstance(node, Constant):
            return _Type(kind_of(node.value))
        if isinstance(node, Items):
            for item in node.items:
                self._type(item)
            return _Type("list")
        if isinstance(node, Answer):
            return self._answer(node)
        if node.operator in OF_ROWS:
            return self._of_rows(node)
        given = [self._type(item) for item in node.arguments]
        if node.operator == "if":
            return self._if(node, given)
        return self._call(node, given)

    def _answer(self, node: Answer) -> _Type:
        field = self.types.get(node.name)
        default = None if node.default is None else self._type(node.default)
        if field is None:
            option = node.name.removeprefix("options.")
            if option != node.name:
                self._add(
                    "error_rule_option",
                    f"L'option « {option} » n'existe pas.",
                    node,
                    name=option,
                )
                return _ANY
            self._add(
                "error_rule_field",
                f"Le champ « {node.name} » n'existe pas.",
                node,
                name=node.name,
            )
            return _ANY
        kind = _OF_FIELD.get(field.kind, field.kind)
        if default and default.kind not in ("any", "null", kind):
            self._add(
                "error_rule_default",
                f"La valeur par défaut de « {node.name} » est"
                f" {_WORDS[default.kind]} ; il faut {_WORDS[kind]}.",
                node,
                name=node.name,
                found=default.kind,
                wanted=kind,
            )
        return _Type(kind, field.choices, node.name, field.columns)

    def _of_rows(self, node: Call) -> _Type:
        """A condition on each row: it knows the columns too."""
        rows = self._type(node.arguments[0])
        if self._expect("list", rows, node, 0) and rows.kind == "list":
            if rows.columns is None:
                self._no_rows(node)
            else:
                outer = self.types
                inside = {
                    name: replace(column, priced=False, cell=None)
                    for name, column in rows.columns
                }
                self.types = {**outer, **inside}
                found = self._type(node.arguments[1])
                self._expect("boolean", found, node, 1)
                self.types = outer
        if node.operator == "filter":
            return replace(rows, kind="list")
        return _Type("boolean")

    def _no_rows(self, node: Call) -> None:
        self._add(
            "error_rule_rows", "Cette réponse n'a pas de lignes.", node.arguments[0]
        )

    def _column(self, node: Call, rows: _Type) -> _Type:
        """The type of the column that an operator reads."""
        if len(node.arguments) < 2 or rows.kind == "any":
            return _ANY
        if rows.columns is None:
            if node.operator != "sum":
                self._no_rows(node)
            return _ANY
        column = node.arguments[1]
        name = str(column.value) if isinstance(column, Constant) else ""
        found = dict(rows.columns).get(name)
        if found is None:
            self._add(
                "error_rule_column",
                f"« {rows.field} » n'a pas de colonne « {name} ».",
                column,
                name=rows.field,
                column=name,
            )
            return _ANY
        kind = _OF_FIELD.get(found.kind, found.kind)
        wanted = "number" if node.operator == "sum" else "ordered"
        if not self._expect(wanted, _Type(kind), node, 1):
            return _ANY
        return _Type(kind)

    def _if(self, node: Call, given: list[_Type]) -> _Type:
        last = len(given) - 1
        branches = []
        for index, found in enumerate(given):
            if index % 2 == 0 and index < last:
                self._expect("boolean", found, node, index)
            elif found.kind not in ("any", "null"):
                branches.append(found)
        if len({found.kind for found in branches}) > 1:
            self._add(
                "error_rule_branches",
                "Les résultats possibles ne sont pas tous du même type : "
                + ", ".join(_WORDS[found.kind] for found in branches)
                + ".",
                node,
            )
            return _ANY
        return _Type(branches[0].kind) if branches else _ANY

    def _expect(self, wanted: str, found: _Type, node: Call, index: int) -> bool:
        kind = found.kind
        if kind == "any" or wanted in ("any", kind) or kind in FIT.get(wanted, ()):
            return True
        argument = node.arguments[index]
        hint = _hint([kind, *self._moments(node)]) if wanted == "ordered" else ""
        if kind == "null":
            self._add(
                "error_rule_null",
                "Une comparaison ou un calcul avec « null » ne donne rien :"
                " utilisez « est vide » ou « est rempli ».",
                argument,
            )
        else:
            self._add(
                "error_rule_type",
                f"L'opérateur « {node.operator} » attend {_WORDS[wanted]} ;"
                f" il reçoit {_WORDS[kind]}{hint}.",
                argument,
                operator=node.operator,
                wanted=wanted,
                found=kind,
            )
        return False

    def _moments(self, node: Call) -> list[str]:
        """The kinds of the node's arguments that are plain answers."""
        fields = [
            self.types.get(item.name)
            for item in node.arguments
            if isinstance(item, Answer)
        ]
        return [field.kind for field in fields if field is not None]

    def _call(self, node: Call, given: list[_Type]) -> _Type:
        if node.operator == "row":
            return self._row(node)
        operator = OPERATORS[node.operator]
        fits = True
        for index, found in enumerate(given):
            wanted = operator.takes[min(index, len(operator.takes) - 1)]
            fits = self._expect(wanted, found, node, index) and fits
        if fits and node.operator == "price":
            self._price(node)
        if fits and node.operator in WITH_COLUMN:
            column = self._column(node, given[0])
            return column if node.operator != "sum" else _Type("number")
        if fits and operator.same:
            fits = self._same(node, given)
        if fits:
            self._choices(node, given)
        if operator.gives != "ordered":
            return _Type(operator.gives)
        return _Type(given[0].kind) if fits else _ANY

    def _price(self, node: Call) -> None:
        answer = node.arguments[0]
        assert isinstance(answer, Answer)
        field = self.types.get(answer.name)
        if field is not None and not field.priced:
            self._add(
                "error_rule_price",
                f"Les choix de « {answer.name} » n'ont pas de prix.",
                node,
                name=answer.name,
            )

    def _row(self, node: Call) -> _Type:
        """What is answered on a row: one column, or several."""
        answer, row = node.arguments
        assert isinstance(answer, Answer)
        field = self.types.get(answer.name)
        if field is None:
            return _ANY
        if field.cell is None:
            self._add(
                "error_rule_grid",
                f"« {answer.name} » n'est pas une grille.",
                node,
                name=answer.name,
            )
            return _ANY
        self._choice(row, _Type("list", field.choices, answer.name))
        kind = _OF_FIELD.get(field.cell.kind, field.cell.kind)
        return _Type(kind, field.cell.choices, answer.name)

    def _same(self, node: Call, given: list[_Type]) -> bool:
        kinds = [found.kind for found in given if found.kind != "any"]
        if len(set(kinds)) < 2:
            return True
        words = [_WORDS[kind] for kind in dict.fromkeys(kinds)]
        message = f"On ne peut comparer {' et '.join(words)}{_hint(kinds)}"
        self._add(
            "error_rule_mixed", message + ".", node, kinds=", ".join(sorted(kinds))
        )
        return False

    def _choices(self, node: Call, given: list[_Type]) -> None:
        """Texts compared with a field of choices must be among the choices."""
        if node.operator not in ("==", "!=", "in", "contains_any", "contains_all"):
            return
        if node.operator == "in" and given[1].kind == "text":
            return  # part of a text
        for found in given:
            if found.choices is None:
                continue
            for argument in node.arguments:
                items = argument.items if isinstance(argument, Items) else (argument,)
                for item in items:
                    self._choice(item, found)

    def _choice(self, item: Node, found: _Type) -> None:
        if not isinstance(item, Constant) or found.choices is None:
            return
        if item.value in found.choices:
            return
        self._add(
            "error_rule_choice",
            f"« {item.value} » n'est pas un choix de « {found.field} ».",
            item,
            name=found.field,
            value=str(item.value),
        )
