"""What all controls share: how a post is read, what a control is given to draw.

Nothing here knows of requests: a post is a mapping of names to texts, lists of
texts or uploads, and anything else in it is nobody's answer.
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from functools import cached_property
from imio.guichet.forms.html import lines
from imio.guichet.forms.html import tag
from imio.guichet.i18n import _
from imio.guichet.rules import FieldType
from imio.guichet.rules import Rule
from markupsafe import Markup
from typing import Any
from typing import ClassVar
from typing import Protocol
from zope import schema as zs
from zope.schema.interfaces import IField
from zope.schema.interfaces import ValidationError


Message = str
"""A text for people: a plain one or an i18n message."""

Translate = Callable[[Message], str]

Cell = tuple[str, Message]
"""Suffix of a column ("" or "latitude") and what is written in it."""

PREFIX = "f."
"""What the names of inputs begin with: a field may have any name."""

LONGEST_TEXT = 20_000
"""Characters of a text answer when the field sets no limit of its own."""


class Upload(Protocol):
    """A file in a post."""

    filename: str

    def read(self, size: int = -1, /) -> bytes: ...

    def seek(self, offset: int, whence: int = 0, /) -> int: ...

    def tell(self) -> int: ...


@dataclass(frozen=True)
class Post:
    """What was posted, whoever wrote it."""

    values: Mapping[str, object]

    def texts(self, name: str) -> tuple[str, ...]:
        """Return the texts posted under an input's name, without those empty."""
        value = self.values.get(name)
        found = value if isinstance(value, (list, tuple)) else [value]
        return tuple(
            item.replace("\x00", "").strip()
            for item in found
            if isinstance(item, str) and item.strip()
        )

    def text(self, name: str) -> str:
        """Return the one text posted under an input's name, or ''."""
        return next(iter(self.texts(name)), "")

    def uploads(self, name: str) -> tuple[Upload, ...]:
        """Return the files posted under an input's name."""
        value = self.values.get(name)
        found = value if isinstance(value, (list, tuple)) else [value]
        return tuple(
            item
            for item in found
            if getattr(item, "filename", None) and hasattr(item, "read")
        )

    def with_text(self, name: str, text: str) -> Post:
        """Return the same post with a text under an input's name."""
        return Post({**self.values, name: text})

    def typed(self, field_name: str) -> dict[str, tuple[str, ...]]:
        """Return what was typed in a field's inputs, to show it again."""
        length = len(PREFIX + field_name)
        return {
            name[length:]: self.texts(name)
            for name in self._by_field.get(field_name, ())
        }

    @cached_property
    def _by_field(self) -> dict[str, list[str]]:
        """The names of all inputs, by field."""
        found: dict[str, list[str]] = {}
        for name in self.values:
            if name.startswith(PREFIX):
                field_name = name[len(PREFIX) :].partition(".")[0]
                found.setdefault(field_name, []).append(name)
        return found


@dataclass(frozen=True)
class Reading:
    """What a control made of a post: a value, or why there is none."""

    value: object = None
    error: Message | None = None
    precise: bool = False
    """True when the field's own error message would say less than this one."""

    errors: Mapping[str, Message] = field(default_factory=dict)
    """What could not be read inside a block, by place in it (``row.field``)."""


Typed = Mapping[str, tuple[str, ...]]
"""What a field's inputs hold: texts by the end of the input's name ("" or ".lat")."""


@dataclass(frozen=True)
class Slot:
    """What a control needs to draw itself on a page."""

    name: str
    typed: Typed
    translate: Translate
    required: bool = False
    disabled: bool = False
    described_by: str | None = None
    invalid: bool = False
    kept: Any = None
    """The stored answer: uploads are shown from it."""

    file_url: str = ""
    action: str = ""
    """Where the page is posted to."""

    today: date | None = None
    offered: frozenset[str] | None = None
    """Keys of the choices that other answers leave; None when they have no say."""

    choices_url: str = ""
    """Where more choices of this field are fetched."""

    site_url: str = ""

    @property
    def id(self) -> str:
        """Id of the first input: where a label or an error leads."""
        return f"f-{self.name}"

    @property
    def input_name(self) -> str:
        return PREFIX + self.name

    def first(self, key: str = "") -> str:
        """Return the text of an input."""
        return next(iter(self.typed.get(key, ())), "")

    def aria(self, unit: str = "") -> dict[str, object]:
        """Return the attributes of an input that tell of its state; ``unit`` stands
        beside it."""
        described = (f"unit-{self.name}" if unit else None, self.described_by)
        return {
            "aria_describedby": " ".join(filter(None, described)) or None,
            "aria_invalid": "true" if self.invalid else None,
            "aria_required": "true" if self.required else None,
            "disabled": self.disabled,
        }


@dataclass(frozen=True)
class Control:
    """One kind of field. ``schema`` holds its limits."""

    schema: IField = field(default_factory=zs.Field)

    kind = "text"
    """Kind of answer for the rule language; None for a note."""

    grouped = False
    """True when it is a group of inputs, in a fieldset with a legend."""

    parts: ClassVar[Mapping[str, str]] = {}
    """What a rule may read of the answer besides the whole: kind by name. Input
    ``f.NAME.PART`` holds it."""

    part_titles: ClassVar[Mapping[str, Message]] = {}
    """What each part is called in a rule."""

    confidential = False
    """True for what never leaves the dossier by itself: no list, no mail shows it."""

    depends = ""
    """Name of the field whose answer says which choices are offered, if one does."""

    reading = ""
    """How the page's script reads what is typed, when the kind of answer does not say:
    a name in ``frontend/forms/reading.js``."""

    @property
    def hint(self) -> Message:
        """What is told, besides the help, of how many or how much; ''."""
        return ""

    @property
    def reads(self) -> frozenset[str]:
        """Names of the answers that decide what this one may be."""
        return frozenset()

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The conditions inside the field itself: those of its choices."""
        return ()

    def is_asked(
        self, value: object, answers: Mapping[str, object], today: date
    ) -> bool:
        """Return whether there is anything to ask of somebody who gave ``answers``."""
        return True

    def settle(
        self, value: object, answers: Mapping[str, object], today: date
    ) -> object:
        """Return what counts of a value, given the answers that it depends on."""
        return value

    def offered(
        self, answers: Mapping[str, object], today: date
    ) -> frozenset[str] | None:
        """Return the keys of the choices left by other answers; None for all."""
        return None

    def live(self) -> dict[str, object]:
        """Return what the page's script must know of the field, as JSON."""
        return {}

    @property
    def type(self) -> FieldType:
        """The type of the answer for the rule language."""
        return FieldType(self.kind)

    def problems(self) -> tuple[Message, ...]:
        """Return what is wrong in the field's definition."""
        return ()

    def read(self, post: Post, name: str, kept: object = None) -> Reading:
        """Return the value posted for a field. ``kept`` is the stored answer."""
        text = post.text(PREFIX + name)
        return self.convert(text) if text else Reading()

    def convert(self, text: str) -> Reading:
        """Return the value that a text, never empty, stands for."""
        return Reading(text)

    def check(self, value: object) -> Message | None:
        """Return why a value, never empty, is refused, or None."""
        try:
            self.schema.validate(value)
        except ValidationError as error:
            return self.explain(error)
        return None

    def judge(self, value: object, today: date) -> Message | None:
        """Return why a value, never empty, is refused on a day, or None."""
        return self.check(value)

    def propose(self, value: object) -> object:
        """Return what a source says (a profile, an address, another dossier) as an
        answer of this field; None when it is none."""
        if isinstance(value, str):
            text = value.replace("\x00", "").strip()
            value = self.convert(text).value if text else None
        else:
            value = self.coerce(value)
        if self.is_empty(value) or self.check(value) is not None:
            return None
        return value

    def explain(self, error: ValidationError) -> Message:
        """Return the words for a refusal of the field."""
        schema = self.schema
        if isinstance(error, zs.interfaces.TooSmall):
            return _(
                "error_too_small",
                default="Indiquez au moins ${min}.",
                mapping={"min": self.limit_text(schema.min)},
            )
        if isinstance(error, zs.interfaces.TooBig):
            return _(
                "error_too_big",
                default="Indiquez au plus ${max}.",
                mapping={"max": self.limit_text(schema.max)},
            )
        return _("error_invalid", default="Cette réponse ne convient pas.")

    def limit_text(self, value: object) -> str:
        """Return the least or the largest answer as a refusal says it."""
        return self.text(value)

    def is_empty(self, value: object) -> bool:
        """True when a value is no answer."""
        return value is None or value == "" or value == frozenset()

    def missing(self) -> Message:
        """Return the words for a required answer that is not there."""
        return _("error_required", default="Répondez à cette question.")

    def coerce(self, value: object) -> object:
        """Return a computed value (or a default) as this field holds it, or None."""
        return value if isinstance(value, str) else None

    def write(self, value: object) -> Typed:
        """Return what the inputs show for a value."""
        return {"": (self.text(value),)} if not self.is_empty(value) else {}

    def draw(self, slot: Slot) -> Markup:
        """Return the inputs."""
        raise NotImplementedError

    def text(self, value: object) -> Message:
        """Return a value in plain words, as people read it; to be translated."""
        return "" if value is None else str(value)

    def said(self, value: object, translate: Translate) -> str:
        """Return a value in plain words, translated."""
        return translate(self.text(value))

    def html(self, value: object, translate: Translate) -> Markup:
        """Return a value as safe markup."""
        return lines(self.said(value, translate))

    def has_map(self, value: object) -> bool:
        """Return whether ``html`` holds a map for our script to draw."""
        return False

    def data(self, value: object) -> object:
        """Return a value as JSON, for other programs; None when there is none.

        Numbers as JSON numbers (exact decimals as texts), dates and times in ISO
        8601, texts as they are, never translated.
        """
        if value is None or isinstance(value, (bool, int, str)):
            return value
        return str(value)

    def blank(self, translate: Translate) -> Markup:
        """Return where an answer is written by hand on a blank form: a line."""
        return tag("div", class_="b-line")

    def cells(self, value: object) -> tuple[Cell, ...]:
        """Return a value as cells of a spreadsheet: always as many, suffixes alike.

        A value that is not there (None) leaves them empty.
        """
        return (("", self.text(value)),)

    def said_cells(self, value: object, translate: Translate) -> tuple[Cell, ...]:
        """Return ``cells``, translated."""
        return tuple((suffix, translate(text)) for suffix, text in self.cells(value))

    def heads(self, translate: Translate) -> Mapping[str, str]:
        """Return what people read above the columns of ``cells``, by suffix.

        A suffix that is not there stands for itself.
        """
        return {}


@dataclass(frozen=True)
class Heading(Control):
    """A title above questions: it has no body."""

    kind = None

    def draw(self, slot: Slot) -> Markup:
        return Markup("")


@dataclass(frozen=True)
class Note(Control):
    """A text among the questions. ``body`` is safe HTML."""

    body: str = ""

    kind = None

    def draw(self, slot: Slot) -> Markup:
        return tag("div", Markup(self.body), class_="g-note")
