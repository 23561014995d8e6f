"""The form model: what a procedure's XML says, read once, never changed."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from functools import cached_property
from imio.guichet.rules import FieldType
from imio.guichet.rules import Rule
from typing import TYPE_CHECKING


if TYPE_CHECKING:
    from imio.guichet.forms.controls.base import Control


WIDTHS = ("three-quarters", "two-thirds", "half", "third", "quarter")


@dataclass(frozen=True)
class Refusal:
    """While ``when`` holds, the page (or the field) is refused with ``message``."""

    when: Rule
    message: str
    fields: tuple[str, ...] = ()


@dataclass(frozen=True)
class Field:
    """One question, one computed value or one note of a page."""

    name: str
    title: str
    control: Control
    required: bool = False
    description: str = ""
    """Safe HTML."""

    show: Rule | None = None
    require: Rule | None = None
    compute: Rule | None = None
    checks: tuple[Refusal, ...] = ()
    visible: bool = False
    """Whether a computed value is shown to the citizen."""

    default: object = None
    example: str = ""
    prefill: str = ""
    role: str = ""
    width: str = ""
    """One of ``WIDTHS``: the part of a line that the question takes on wide screens."""

    error: str = ""
    """What is said instead of our own words when the answer is missing or wrong."""

    locked: bool = False
    """Whether what the prefill gives is shown, and cannot be changed."""

    keep: str = ""
    """Until when the answer is kept: '' as long as the dossier, "decision", or a number
    of months after it."""

    listed: bool = False
    """Whether the answer is shown in the desk's lists."""

    channel: str = ""
    """Of whom it is asked: '' everybody, "online" or "counter"."""

    query: str = ""
    """Name of the value of the form's address that is the answer; '' when asked."""

    @property
    def is_note(self) -> bool:
        """True for what is only read."""
        return self.control.kind is None

    @property
    def is_asked(self) -> bool:
        """True for what the citizen answers."""
        return self.compute is None and not self.is_note and not self.query

    @property
    def is_answer(self) -> bool:
        """True for what has a value: asked or computed."""
        return not self.is_note

    @property
    def is_displayed(self) -> bool:
        """True when a page with this field alone is worth showing."""
        return (self.compute is None and not self.query) or self.visible


@dataclass(frozen=True)
class Page:
    """A fieldset: what is shown, posted and validated at a time."""

    id: str
    title: str
    fields: tuple[Field, ...] = ()
    description: str = ""
    """Safe HTML."""

    help: str = ""
    """Safe HTML."""

    show: Rule | None = None
    refusals: tuple[Refusal, ...] = ()
    order: tuple[str, ...] = ()
    """Names of the fields, each after those its rules read."""

    @cached_property
    def by_name(self) -> dict[str, Field]:
        return {field.name: field for field in self.fields}

    def most_rows(self, name: str) -> int:
        """Return how many rows a block of this page may have; 0 for what is none."""
        found = self.by_name.get(name)
        return getattr(found.control, "max_rows", 0) if found is not None else 0


@dataclass(frozen=True)
class Form:
    """A whole form. Pages and fields have distinct names once it is published."""

    title: str = ""
    pages: tuple[Page, ...] = field(default=())
    options: Mapping[str, object] = field(default_factory=dict)
    """Typed values of the form's options for rules, by ``options.NAME``."""

    option_types: Mapping[str, FieldType] = field(default_factory=dict)
    """Of every option that is declared, by ``options.NAME``."""

    def fields(self) -> Iterator[Field]:
        """Each field, page after page."""
        for page in self.pages:
            yield from page.fields

    @cached_property
    def by_name(self) -> dict[str, Field]:
        return {found.name: found for found in self.fields()}

    @cached_property
    def asks_place(self) -> bool:
        """True when a question is a place, alone or in a block."""
        controls = [found.control for found in self.fields()]
        inside = [one for control in controls for one in getattr(control, "fields", ())]
        kinds = [control.kind for control in (*controls, *(f.control for f in inside))]
        return "place" in kinds

    @cached_property
    def listed(self) -> tuple[Field, ...]:
        """The fields whose answers lists show."""
        return tuple(
            found
            for found in self.fields()
            if found.listed and not found.control.confidential
        )

    @cached_property
    def query_names(self) -> frozenset[str]:
        """The values of the form's address that its fields read."""
        asked = {found.query for found in self.fields() if found.query}
        prefilled = {
            found.prefill.removeprefix("query.")
            for found in self.fields()
            if found.prefill.startswith("query.")
        }
        return frozenset(asked | prefilled)

    def for_channel(self, channel: str) -> Form:
        """Return the form as it is asked when a dossier comes through a channel.

        ``channel`` is a dossier's: "web" is online, any other is the counter's.
        """
        return self._online if channel == "web" else self._at_counter

    @cached_property
    def _online(self) -> Form:
        return self._without("counter")

    @cached_property
    def _at_counter(self) -> Form:
        return self._without("online")

    def _without(self, channel: str) -> Form:
        gone = {found.name for found in self.fields() if found.channel == channel}
        if not gone:
            return self
        pages = tuple(
            replace(
                page,
                fields=tuple(one for one in page.fields if one.name not in gone),
                order=tuple(name for name in page.order if name not in gone),
            )
            for page in self.pages
        )
        return replace(self, pages=pages)

    def page(self, page_id: str) -> Page | None:
        """Return a page by its id."""
        return next((page for page in self.pages if page.id == page_id), None)

    @cached_property
    def types(self) -> dict[str, FieldType]:
        """The types of the answers and options, as the rule language knows them."""
        found = dict(self.option_types)
        found |= {one.name: one.control.type for one in self.fields() if one.is_answer}
        for one in self.fields():
            for part, kind in one.control.parts.items():
                found[f"{one.name}.{part}"] = FieldType(kind)  # type: ignore[arg-type]
        return found

    def with_role(self, role: str) -> Field | None:
        """Return the field that plays a role, ``applicant-email`` for example."""
        return next((found for found in self.fields() if found.role == role), None)
