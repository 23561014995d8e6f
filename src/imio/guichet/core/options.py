"""The values that a procedure gives to the options of its form, in numbered sets.

A form declares options (see ``forms.options``); each procedure sets their values. Setting
them makes a new set, with its author and moment; a dossier keeps the number of the set in
force when it was begun, so that it reads the same for ever.
"""

from __future__ import annotations

from BTrees.IOBTree import IOBTree
from collections.abc import Mapping
from datetime import datetime
from datetime import UTC
from persistent import Persistent
from types import MappingProxyType
from typing import TYPE_CHECKING


if TYPE_CHECKING:
    from imio.guichet.core.content.procedure import Procedure


NONE: Mapping[str, str] = MappingProxyType({})


class OptionSet(Persistent):
    """Values by name of option, as canonical text; never changed once it is made."""

    def __init__(self, number: int, values: Mapping[str, str], author: str) -> None:
        self.number = number
        self.values = dict(values)
        self.author = author
        self.created = datetime.now(UTC)


def set_of(procedure: Procedure, number: int | None = None) -> OptionSet | None:
    """Return a set by number, or the one in force; None when there is none."""
    number = procedure.option_set if number is None else number
    if procedure.option_sets is None:
        return None
    return procedure.option_sets.get(number)


def values_of(procedure: Procedure, number: int | None = None) -> Mapping[str, str]:
    """Return the values of a set, those in force by default."""
    found = set_of(procedure, number)
    return NONE if found is None else MappingProxyType(found.values)


def set_values(
    procedure: Procedure, values: Mapping[str, str], author: str = ""
) -> int:
    """Put values in force and return the number of their set; '' is no value.

    What says the same as before makes no new set.
    """
    given = {name: values[name] for name in sorted(values) if values[name] != ""}
    if given == dict(values_of(procedure)):
        return procedure.option_set
    if procedure.option_sets is None:
        procedure.option_sets = IOBTree()
    number = max(procedure.option_sets, default=0) + 1
    procedure.option_sets[number] = OptionSet(number, given, author)
    procedure.option_set = number
    return number
