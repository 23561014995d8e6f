"""What the scenarios of every area are made of."""

from client import Visitor
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Facts:
    """What ``generate.py`` says of the database it filled."""

    site: str
    """Path of the site, ``/charleroi``."""

    procedure: str
    """Path of the procedure with two pages of ten fields."""

    forms: dict[str, str]
    """Paths of the procedures that are measured, by the id of ``generate.FORMS``."""

    agent: str
    password: str
    dossiers: int
    dossier: str
    """Path of a dossier that the agent handles."""


@dataclass(frozen=True)
class Stage:
    """Where scenarios play: one running site."""

    facts: Facts
    visitor: Callable[[], Visitor]
    """Makes a visitor who has not been here before."""

    reference: str
    """Path of Plone's own front page."""


@dataclass(frozen=True)
class Scenario:
    """One line of the table. ``sample`` plays it once and returns seconds."""

    name: str
    budget: float | None
    sample: Callable[[], float]


@dataclass(frozen=True)
class Comparison:
    """A line that divides one scenario's time by another's: both names, the budget."""

    name: str
    of: str
    by: str
    budget: float | None


Area = Callable[[Stage], list[Scenario]]
"""A module of ``scenarios`` offers ``scenarios(stage) -> [Scenario]``."""

Json = dict[str, Any]
