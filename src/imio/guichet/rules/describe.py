"""A rule as a plain French sentence, for managers and lists of problems."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Sequence
from decimal import Decimal
from imio.guichet.rules.operators import OPERATORS
from imio.guichet.rules.rule import Rule
from imio.guichet.rules.tree import Answer
from imio.guichet.rules.tree import Call
from imio.guichet.rules.tree import Constant
from imio.guichet.rules.tree import Items
from imio.guichet.rules.tree import Node
from imio.guichet.rules.values import parse_date
from imio.guichet.rules.values import text_of
from typing import Final


NARROW_SPACE: Final = "\u202f"  # between thousands, as French typography asks

_COMPARE: Final = {
    "==": ("est égal à", "est"),
    "!=": ("est différent de", "n'est pas"),
    "<": ("est inférieur à", "est avant"),
    "<=": ("est inférieur ou égal à", "est au plus tard"),
    ">": ("est supérieur à", "est après"),
    ">=": ("est supérieur ou égal à", "est au plus tôt"),
}
_SIGNS: Final = {"+": " + ", "-": " − ", "*": " × ", "/": " ÷ "}
_OF_ONE: Final = {
    "floor": "{0} arrondi vers le bas",
    "ceil": "{0} arrondi vers le haut",
    "price": "le prix de {0}",
    "count": "le nombre d'éléments de {0}",
    "length": "le nombre de caractères de {0}",
    "lower": "{0} en minuscules",
    "date": "la date {0}",
    "time": "l'heure {0}",
    "year": "l'année de {0}",
    "month": "le mois de {0}",
    "weekday": "le jour de la semaine de {0}",
    "empty": "{0} n'est pas rempli",
    "filled": "{0} est rempli",
}
_OF_ROWS: Final = {
    "some": "au moins une ligne de {0} répond à : {1}",
    "all": "chaque ligne de {0} répond à : {1}",
    "none": "aucune ligne de {0} ne répond à : {1}",
    "filter": "les lignes de {0} où {1}",
}
_OF_MANY: Final = {
    "starts_with": "{0} commence par {1}",
    "days_between": "le nombre de jours entre {0} et {1}",
    "working_days_between": "le nombre de jours ouvrés entre {0} et {1}",
}


def describe(rule: Rule, labels: Mapping[str, str]) -> str:
    """The rule in words: « nombre de participants est supérieur à 1 000 ».

    ``labels`` gives the title of each field (``name``), and of each choice
    (``name=value``); what has no title keeps its name.
    """
    node = rule.tree
    words = _Words(labels)
    return words.condition(node) if _is_condition(node) else words.term(node)


def _is_condition(node: Node) -> bool:
    if isinstance(node, Constant):
        return isinstance(node.value, bool)
    return isinstance(node, Call) and OPERATORS[node.operator].gives == "boolean"


def _number(value: Decimal) -> str:
    text = str(text_of(value))
    sign, digits = ("−", text[1:]) if text.startswith("-") else ("", text)
    whole, comma, part = digits.partition(",")
    return sign + f"{int(whole):,}".replace(",", NARROW_SPACE) + comma + part


def _is_moment(node: Node) -> bool:
    return isinstance(node, Call) and OPERATORS[node.operator].gives in ("date", "time")


def _list(words: Sequence[str], last: str) -> str:
    if len(words) < 2:
        return "".join(words) or "(liste vide)"
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


class _Words:
    def __init__(self, labels: Mapping[str, str]) -> None:
        self.labels = labels

    # Conditions

    def condition(self, node: Node) -> str:
        if isinstance(node, Constant):
            return "toujours" if node.value is True else "jamais"
        if isinstance(node, Answer):
            return f"la réponse à « {self._label(node)} » est oui"
        if not isinstance(node, Call):
            return self.term(node)
        operator, given = node.operator, node.arguments
        if operator in ("and", "or"):
            return (" et " if operator == "and" else " ou ").join(
                self._grouped(item) for item in given
            )
        if operator == "!":
            return self._not(given[0])
        if operator in _COMPARE:
            return self._compare(operator, given)
        if operator in ("in", "contains_any", "contains_all"):
            return self._contains(operator, given)
        return self.term(node)

    def _grouped(self, node: Node) -> str:
        words = self.condition(node)
        if isinstance(node, Call) and node.operator in ("and", "or", "if"):
            return f"({words})" if len(node.arguments) > 1 else words
        return words

    def _not(self, node: Node) -> str:
        if isinstance(node, Answer):
            return f"la réponse à « {self._label(node)} » n'est pas oui"
        if isinstance(node, Call) and node.operator in ("empty", "filled"):
            other = "filled" if node.operator == "empty" else "empty"
            return self.term(Call(other, node.arguments, node.path))
        return f"il n'est pas vrai que {self._grouped(node)}"

    def _compare(self, operator: str, given: tuple[Node, ...]) -> str:
        if len(given) == 3:
            return self._between(operator, given)
        left, right = given
        if isinstance(left, Constant) and not isinstance(right, Constant):
            mirror = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
            return self._compare(mirror.get(operator, operator), (right, left))
        plain, other = _COMPARE[operator]
        if _is_moment(left) or _is_moment(right):
            return f"{self.term(left)} {other} {self._moment(right)}"
        value = right.value if isinstance(right, Constant) else None
        if isinstance(value, (str, bool)):
            return f"{self.term(left)} {other} {self._value(right, left)}"
        return f"{self.term(left)} {plain} {self.term(right)}"

    def _between(self, operator: str, given: tuple[Node, ...]) -> str:
        low, middle, high = given if operator[0] == "<" else given[::-1]
        strictly = "" if operator.endswith("=") else "strictement "
        moments = any(map(_is_moment, given))
        write = self._moment if moments else self.term
        return (
            f"{self.term(middle)} est {strictly}compris entre"
            f" {write(low)} et {write(high)}"
        )

    def _contains(self, operator: str, given: tuple[Node, ...]) -> str:
        left, right = given
        if operator == "in" and not isinstance(right, Items):
            return f"{self.term(right)} contient {self._value(left, right)}"
        items = right.items if isinstance(right, Items) else (right,)
        values = [self._value(item, left) for item in items]
        name = self.term(left)
        if operator == "in":
            return f"{name} est {_list(values, 'ou')}"
        if operator == "contains_any":
            return f"{name} contient {_list(values, 'ou')}"
        return f"{name} contient {_list(values, 'et')}"

    # Values

    def term(self, node: Node) -> str:
        if isinstance(node, Constant):
            return self._value(node)
        if isinstance(node, Items):
            return _list([self.term(item) for item in node.items], "et")
        if isinstance(node, Answer):
            if node.default is None:
                return self._label(node)
            return f"{self._label(node)} (à défaut {self.term(node.default)})"
        return self._call(node)

    def _label(self, node: Answer) -> str:
        return self.labels.get(node.name, node.name)

    def _value(self, node: Node, field: Node | None = None) -> str:
        """A constant, by its title when it is a choice of the field."""
        if not isinstance(node, Constant):
            return self.term(node)
        value = node.value
        if value is None:
            return "rien"
        if isinstance(value, bool):
            return "oui" if value else "non"
        if isinstance(value, Decimal):
            return _number(value)
        text = str(value)
        if isinstance(field, Answer):
            text = self.labels.get(f"{field.name}={text}", text)
        return f"« {text} »"

    def _moment(self, node: Node) -> str:
        """A date after a preposition: « le 31/12/2026 », « aujourd'hui »."""
        if isinstance(node, Call) and node.operator in ("add_days", "add_working_days"):
            return f"la date située {self.term(node)}"
        return self.term(node)

    def _call(self, node: Call) -> str:
        operator, given = node.operator, node.arguments
        if operator == "if":
            return self._if(given)
        if operator == "today":
            return "aujourd'hui"
        if operator in ("date", "time") and isinstance(given[0], Constant):
            return self._written(operator, str(given[0].value))
        if operator in _SIGNS:
            terms = [self._factor(item) for item in given]
            return _SIGNS[operator].join(terms) if len(terms) > 1 else f"− {terms[0]}"
        if operator in ("add_days", "add_working_days"):
            return self._shifted(operator, given)
        if _is_condition(node) and operator not in (*_OF_ONE, *_OF_MANY, *_OF_ROWS):
            return self.condition(node)
        if operator in _OF_ROWS:
            words = self._grouped(given[1])
            return _OF_ROWS[operator].format(self.term(given[0]), words)
        if operator == "row":
            return f"{self.term(given[0])}, ligne {self._value(given[1], given[0])}"
        terms = [self.term(item) for item in given]
        if operator in _OF_ONE:
            return _OF_ONE[operator].format(*terms)
        if operator in _OF_MANY:
            return _OF_MANY[operator].format(*terms)
        return self._other(operator, terms)

    def _other(self, operator: str, terms: list[str]) -> str:
        if operator in ("min", "max"):
            size = "petit" if operator == "min" else "grand"
            return f"le plus {size} de {_list(terms, 'et')}"
        if operator == "round":
            decimals = terms[1] if len(terms) == 2 else "0"
            plural = "s" if decimals not in ("0", "1") else ""
            if decimals == "0":
                return f"{terms[0]} arrondi à l'unité"
            return f"{terms[0]} arrondi à {decimals} décimale{plural}"
        if operator in ("lowest", "highest"):
            size = "petite" if operator == "lowest" else "grande"
            column = f" de la colonne {terms[1]}" if len(terms) == 2 else ""
            return f"la plus {size} valeur{column} de {terms[0]}"
        if operator == "sum":
            if len(terms) == 2:
                return f"le total de la colonne {terms[1]} de {terms[0]}"
            return f"le total de {terms[0]}"
        if operator == "age":
            at = f" au {terms[1].removeprefix('le ')}" if len(terms) == 2 else ""
            return f"l'âge selon {terms[0]}{at}"
        return f"le texte {' suivi de '.join(terms)}"

    def _written(self, operator: str, text: str) -> str:
        if operator == "time":
            return text.replace(":", "\u202fh\u202f")
        return f"le {text_of(parse_date(text))}"

    def _factor(self, node: Node) -> str:
        words = self.term(node)
        nested = isinstance(node, Call) and node.operator in (*_SIGNS, "if")
        return f"({words})" if nested else words

    def _shifted(self, operator: str, given: tuple[Node, ...]) -> str:
        start, days = given
        count, side = self.term(days), "après"
        plural = True
        if isinstance(days, Constant) and isinstance(days.value, Decimal):
            count = _number(abs(days.value))
            side = "avant" if days.value < 0 else "après"
            plural = abs(days.value) > 1
        words = "jours" if plural else "jour"
        if operator == "add_working_days":
            words = "jours ouvrés" if plural else "jour ouvré"
        return f"{count} {words} {side} {self.term(start)}"

    def _if(self, given: tuple[Node, ...]) -> str:
        phrases = [
            f"si {self.condition(given[index])}, {self.term(given[index + 1])}"
            for index in range(0, len(given) - 1, 2)
        ]
        if len(given) % 2:
            phrases.append(self.term(given[-1]))
        return " ; sinon ".join(phrases)
