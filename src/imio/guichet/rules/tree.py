"""The tree of a rule, and its canonical JSON."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from imio.guichet.rules.values import Value
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Constant:
    """A text, a number, true, false or null written in the rule."""

    value: Value
    path: str


@dataclass(frozen=True, slots=True)
class Items:
    """A list written in the rule."""

    items: tuple[Node, ...]
    path: str


@dataclass(frozen=True, slots=True)
class Answer:
    """``var``: an answer, and what stands for it while there is none."""

    name: str
    default: Node | None
    path: str


@dataclass(frozen=True, slots=True)
class Call:
    """An operator and its arguments."""

    operator: str
    arguments: tuple[Node, ...]
    path: str


Node: TypeAlias = Constant | Items | Answer | Call

JSON: TypeAlias = None | bool | int | float | str | list["JSON"] | dict[str, "JSON"]


def walk(node: Node) -> Iterator[Node]:
    """The node, then all those below it."""
    yield node
    for child in children(node):
        yield from walk(child)


def children(node: Node) -> tuple[Node, ...]:
    """The nodes right below this one."""
    if isinstance(node, Items):
        return node.items
    if isinstance(node, Call):
        return node.arguments
    if isinstance(node, Answer) and node.default is not None:
        return (node.default,)
    return ()


def data_of(node: Node) -> JSON:
    """The canonical JSON of a tree."""
    if isinstance(node, Constant):
        value = node.value
        if isinstance(value, Decimal):
            whole = value == value.to_integral_value()
            return int(value) if whole else float(value)
        assert value is None or isinstance(value, (bool, str))
        return value
    if isinstance(node, Items):
        return [data_of(item) for item in node.items]
    if isinstance(node, Answer):
        if node.default is None:
            return {"var": node.name}
        return {"var": [node.name, data_of(node.default)]}
    return {node.operator: [data_of(item) for item in node.arguments]}
