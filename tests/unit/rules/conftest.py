"""Rules made at random, the same each time."""

from __future__ import annotations

from datetime import date
from imio.guichet.rules.operators import OF_ROWS
from imio.guichet.rules.operators import OPERATORS
from imio.guichet.rules.operators import WITH_COLUMN
from random import Random

import pytest


TYPES = {
    "n": "number",
    "m": "number",
    "t": "text",
    "b": "boolean",
    "d": "date",
    "e": "date",
    "h": "time",
    "s": "choices",
    "c": "choice",
    "r": "list",
    "r.p": "number",
    "f": "file",
    "p": "place",
    "g": "grid",
}
ROWS = ("été", "b", "10", "9", "z")
PRICES = {
    name: {"a": "12.50", "b": 3, "été": "0.005", "7": "-1", "a😀b": "99999999999"}
    for name in ("s", "c", "t")
}
GIVES: dict[str, list[str]] = {}
for _operator in OPERATORS.values():
    GIVES.setdefault(_operator.gives, []).append(_operator.name)
WORDS = ("", "a", "b", "été", "ÀB", "a😀b", "İ", "Œuvre", "2026-01-01", "10:30", "7")
FITS = {
    "any": ("number", "text", "boolean", "date", "time", "list"),
    "scalar": ("number", "text", "boolean", "date", "time"),
    "ordered": ("number", "date", "time"),
    "container": ("list", "text"),
    "moment": ("text", "date", "time"),
    "countable": ("list",),
    "chosen": ("text", "list"),
}


class Generator:
    """Rules that mostly make sense; a share of them (``astray``) does not."""

    types = TYPES

    def __init__(self, seed: int, astray: float = 0.06) -> None:
        self.random = Random(seed)
        self.astray = astray
        self.in_row = False

    def case(self) -> dict:
        kind = self.random.choice(FITS["any"])
        return {
            "rule": self.node(kind, self.random.choice((1, 2, 2, 3, 4))),
            "answers": self.answers(),
            "types": TYPES,
            "prices": PRICES,
            "today": self.day(),
        }

    def number(self) -> float | int:
        pick = self.random
        return pick.choice(
            (
                pick.randint(-3, 12),
                pick.randint(-99999999999, 99999999999),
                round(pick.uniform(-20, 20), pick.randint(0, 10)),
                pick.choice((0.5, 0.05, 0.00005, -2.5, 1.005, 1e-10, 1e10, 0)),
            )
        )

    def day(self) -> str:
        pick = self.random
        first, last = pick.choice(
            ((2020, 2030), (2020, 2030), (1900, 2100), (1000, 9999))
        )
        start = date(first, 1, 1).toordinal()
        end = date(last, 12, 31).toordinal()
        return date.fromordinal(pick.randint(start, end)).isoformat()

    def clock(self) -> str:
        return f"{self.random.randint(0, 23):02}:{self.random.choice((0, 5, 30)):02}"

    def words(self) -> list[str]:
        return self.random.sample(WORDS, self.random.randint(0, 4))

    def answers(self) -> dict:
        pick = self.random
        given = {
            "n": pick.choice((self.number(), str(pick.randint(-9, 9)), "12.345")),
            "m": self.number(),
            "t": pick.choice(WORDS),
            "b": pick.random() < 0.5,
            "d": self.day(),
            "e": self.day(),
            "h": self.clock(),
            "s": self.words(),
            "c": pick.choice(WORDS),
            "r": [
                {"p": self.number(), "q": pick.choice(WORDS)}
                for _ in range(pick.randint(0, 3))
            ]
            + pick.choice(([], [1, "x", None, [1]])),
            "f": pick.choice(("plan.pdf", ["a.pdf", "b.pdf"])),
            "p": {"lat": 50.41, "lng": 4.44},
            "g": {
                row: pick.choice((pick.choice(WORDS), self.words()))
                for row in pick.sample(ROWS, pick.randint(0, 5))
            },
        }
        return {
            name: pick.choice((value, None)) if pick.random() < 0.2 else value
            for name, value in given.items()
            if pick.random() < 0.85
        }

    def node(self, kind: str, depth: int) -> object:
        pick = self.random
        if pick.random() < self.astray:
            kind = pick.choice(FITS["any"])
        kind = pick.choice(FITS.get(kind, (kind,)))
        if depth <= 0 or pick.random() < 0.1:
            return self.leaf(kind)
        names = GIVES.get(kind, []) + GIVES["any"]
        if kind in FITS["ordered"]:
            names = names + GIVES["ordered"]
        if kind == "list" and pick.random() < 0.8:
            return self.leaf(kind)
        return self.call(pick.choice(names), kind, depth)

    def leaf(self, kind: str) -> object:
        pick = self.random
        if pick.random() < 0.04:
            return None
        if pick.random() < 0.5:
            fields = {
                "number": "nm",
                "text": "tc",
                "boolean": "b",
                "date": "de",
                "time": "h",
                "list": "srfpg",
            }
            return {"var": pick.choice(fields[kind])}
        if kind == "number":
            return self.number()
        if kind == "text":
            return pick.choice(WORDS)
        if kind == "boolean":
            return pick.random() < 0.5
        if kind == "date":
            return {"date": self.day()}
        if kind == "time":
            return {"time": self.clock()}
        inner = pick.choice(("text", "number", "date"))
        return [self.leaf(inner) for _ in range(pick.randint(0, 3))]

    def call(self, name: str, kind: str, depth: int) -> object:
        pick = self.random
        operator = OPERATORS[name]
        if name == "var":
            name = pick.choice("nmtbdehscrfpg")
            return {"var": [name, self.node(kind, depth - 1)]}
        if name in ("price", "row"):
            names = "scsct" + ("nmtbdehrfpg" if pick.random() < 0.2 else "")
            if name == "price":
                return {"price": [{"var": pick.choice(names)}]}
            return {"row": [{"var": pick.choice("ggg" + names)}, pick.choice(ROWS)]}
        if name in ("lowest", "highest"):
            if kind != "number" and pick.random() < 0.9:
                return self.leaf(kind)
            rows = {"var": "r"} if pick.random() < 0.8 else self.node("list", depth - 1)
            return {name: [rows, pick.choice("pppqz")]}
        if name in OF_ROWS:
            if self.in_row:  # never one within another
                return self.leaf(kind)
            given = self.node("list", depth - 1)
            self.in_row = True
            condition = self.node("boolean", depth - 1)
            if pick.random() < 0.7:
                column = {"var": pick.choice(("p", "q", "z"))}
                condition = pick.choice(
                    (
                        {">": [column, self.number()]},
                        {"==": [column, pick.choice(WORDS)]},
                    )
                )
            self.in_row = False
            return {name: [given, condition]}
        if name == "if":
            branches: list[object] = []
            for _ in range(pick.randint(1, 2)):
                branches.append(self.node("boolean", depth - 1))
                branches.append(self.node(kind, depth - 1))
            return {"if": [*branches, self.node(kind, depth - 1)]}
        most = operator.most if operator.most is not None else 3
        count = pick.randint(operator.least, most)
        takes = operator.takes
        if operator.same:
            takes = (
                pick.choice(FITS[takes[0]]) if operator.gives != "ordered" else kind,
            )
        arguments = [
            self.node(takes[min(index, len(takes) - 1)], depth - 1)
            for index in range(count)
        ]
        if name == "round" and count == 2:
            arguments[1] = pick.randint(0, 10)
        if name in WITH_COLUMN and count == 2:
            arguments[1] = pick.choice(("p", "q", "z"))
        if name in ("add_days", "add_working_days") and pick.random() < 0.8:
            arguments[1] = pick.choice(
                (pick.randint(-30, 30), pick.randint(-11000, 11000))
            )
        if name in ("date", "time") and not isinstance(arguments[0], dict):
            arguments[0] = self.day() if name == "date" else self.clock()
        return {name: arguments}


@pytest.fixture
def make_generator() -> type[Generator]:
    return Generator
