"""What a kind of field is, for those who choose one: the studio, the checks, the docs.

Pure. A kind says how its field is written in the model (``type``, ``widget``,
``value_type``) and which properties a manager may set; how it is asked and read is its
control's (``forms.controls``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from imio.guichet.forms.controls.base import Message
from typing import Literal


Editor = Literal[
    "text",  # one line
    "lines",  # several lines of plain text
    "html",  # several lines with simple markup
    "number",
    "boolean",
    "date",
    "size",  # of a file: "10MB"
    "one",  # one of ``options``
    "some",  # several of ``options``, written with commas between
    "choices",  # the list of choices of the field: key, title and what goes with it
    "rule",
    "refusals",  # list of {"when": rule, "message": text}
    "field",  # the name of another field
    "fields",  # questions inside this one: columns of a table, fields of a block
]
"""What a property is edited with."""

Where = Literal["attribute", "element"]
"""``guichet:NAME`` on ``<field>``, or a ``<NAME>`` inside it (Plone's own)."""


@dataclass(frozen=True)
class Property:
    """One thing that a manager may set on a field."""

    name: str
    title: Message
    editor: Editor = "text"
    where: Where = "attribute"
    help: Message = ""
    options: tuple[tuple[str, Message], ...] = ()
    """Value and title, for ``one`` and ``some``."""

    section: Literal["question", "answer", "rules", "more"] = "answer"
    """Where the studio shows it."""


Group = Literal[
    "text",
    "number",
    "date",
    "choice",
    "file",
    "place",
    "identity",
    "computed",
    "many",
    "layout",
]
"""The shelf of the palette on which a kind lies."""


@dataclass(frozen=True)
class Kind:
    """One kind of field. (``type``, ``widget``, ``value_type``) tells it from others."""

    id: str
    title: Message
    group: Group
    icon: str
    """Name of a Bootstrap icon: ``calendar-date``."""

    type: str
    """Dotted name of the zope.schema field: attribute ``type`` of ``<field>``."""

    widget: str = ""
    """Value of ``guichet:widget`` that makes it this kind."""

    value_type: str = ""
    """Dotted name of the field inside a collection."""

    help: Message = ""
    properties: tuple[Property, ...] = ()
    """Its own properties, besides those of all kinds (``common``)."""

    asked: bool = True
    """False for notes, headings and what is never asked."""

    defaults: Mapping[str, str] = field(default_factory=dict)
    """``guichet:`` attributes that a new field of this kind begins with."""
