"""What travels between the rule language and those who use it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from types import MappingProxyType
from typing import get_args
from typing import Literal


Kind = Literal[
    "text",
    "number",
    "boolean",
    "date",
    "time",
    "choice",
    "choices",
    "grid",
    "file",
    "list",
    "place",
]
"""What a form's field can be, for a rule."""

KINDS: tuple[str, ...] = get_args(Kind)

Severity = Literal["error", "warning"]

NO_VALUES: Mapping[str, str] = MappingProxyType({})


class RuleError(ValueError):
    """A rule that cannot be read, with the place and the reason.

    ``message`` is French and meant for a form manager; ``code`` and
    ``values`` let an interface word it in another language.
    ``path`` is a JSON pointer inside the rule (``/and/0/>``), empty for the
    rule itself.
    """

    def __init__(
        self,
        message: str,
        path: str = "",
        *,
        code: str = "error_rule",
        values: Mapping[str, str] = NO_VALUES,
    ) -> None:
        super().__init__(f"{path}: {message}" if path else message)
        self.message = message
        self.path = path
        self.code = code
        self.values = values


@dataclass(frozen=True, slots=True)
class FieldType:
    """The type of one answer.

    ``choices`` are the values (not the titles) that a ``choice`` or
    ``choices`` field offers, or None when they are not known in advance; those of a
    ``grid`` are its rows. ``priced`` says that they may have prices. ``cell`` is the
    type of what is answered on one row of a grid.
    ``columns`` are the types of what the rows of a ``list`` hold, by name.
    """

    kind: Kind
    choices: tuple[str, ...] | None = None
    priced: bool = False
    cell: FieldType | None = None
    columns: tuple[tuple[str, FieldType], ...] | None = None

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"unknown kind of field: {self.kind!r}")


@dataclass(frozen=True, slots=True)
class Problem:
    """Something static analysis found in a rule or a form.

    An ``error`` must keep the form from being published; a ``warning`` may be
    what the manager wants. ``page``, ``field`` and ``aspect`` (``show``,
    ``require``, ``compute``, ``refuse``, ``choices``) say which rule of a form it is
    about; they are empty when a rule is checked alone.
    """

    code: str
    message: str
    path: str = ""
    severity: Severity = "error"
    values: Mapping[str, str] = field(default_factory=dict)
    page: str = ""
    field: str = ""
    aspect: str = ""
