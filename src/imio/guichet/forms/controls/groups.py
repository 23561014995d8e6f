"""Blocks of questions: rows of answers. How a row is drawn is ``drawing_rows``'s."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import replace
from functools import cached_property
from imio.guichet.forms import rows
from imio.guichet.forms.controls.base import Cell
from imio.guichet.forms.controls.base import Control
from imio.guichet.forms.controls.base import Message
from imio.guichet.forms.controls.base import Post
from imio.guichet.forms.controls.base import Reading
from imio.guichet.forms.controls.base import Slot
from imio.guichet.forms.controls.base import Translate
from imio.guichet.forms.controls.base import Typed
from imio.guichet.forms.controls.given import links
from imio.guichet.forms.fields import IBlock
from imio.guichet.forms.html import tag
from imio.guichet.forms.interfaces import IAttributes
from imio.guichet.forms.interfaces import IControl
from imio.guichet.i18n import _
from imio.guichet.rules import FieldType
from markupsafe import Markup
from typing import TYPE_CHECKING
from zope.component import adapter
from zope.i18n import interpolate
from zope.interface import implementer


if TYPE_CHECKING:
    from imio.guichet.forms.types import Field


def plain(text: Message) -> str:
    """Return a message in the reference language."""
    default = getattr(text, "default", None)
    return str(text) if default is None else interpolate(default, text.mapping)


BLANK_ROWS = 3
"""Rows of a block on a blank form, unless it takes fewer."""


@dataclass(frozen=True)
class Block(Control):
    """Questions asked row after row; the answer is a tuple of rows.

    A row is a mapping of answers by field, those empty left out, and ``id``: a text
    that stays the row's own while others come, go and move.
    """

    fields: tuple[Field, ...] = ()
    order: tuple[str, ...] = ()
    """Names of the fields, each after those its rules read."""

    min_rows: int = 0
    max_rows: int = rows.MOST
    row_title: str = ""
    add_label: str = ""
    table: bool = False
    """Shown with a column for each field, where there is room."""

    library: str = ""
    """The block of the library that it was copied from."""

    gone: frozenset[str] = frozenset()
    """Places (``row.field``) of answers that were erased, in the dossier shown."""

    gone_text: str = ""
    """What is said in their place."""

    internal: bool = False
    """Whether it is told to agents, who read values that citizens do not."""

    kind = "list"
    grouped = True

    @cached_property
    def by_name(self) -> dict[str, Field]:
        return {found.name: found for found in self.fields}

    @property
    def confidential(self) -> bool:  # type: ignore[override]
        return any(found.control.confidential for found in self.fields)

    @property
    def told(self) -> list[Field]:
        """The fields that have something to tell to who reads."""
        return [
            found
            for found in self.fields
            if found.is_answer and (found.is_displayed or self.internal)
        ]

    @property
    def is_single(self) -> bool:
        """True when it is one group of questions, and never more."""
        return self.min_rows == self.max_rows == 1

    @cached_property
    def type(self) -> FieldType:
        return FieldType(
            "list",
            columns=tuple(
                (name, kind)
                for found in self.fields
                if found.is_answer
                for name, kind in (
                    (found.name, found.control.type),
                    *(
                        (f"{found.name}.{part}", FieldType(part_kind))
                        for part, part_kind in found.control.parts.items()
                    ),
                )
            ),
        )

    def title_of(self, number: int) -> Message:
        """Return the title of a row, counted from 1."""
        if self.row_title:
            return f"{self.row_title} {number}"
        return _(
            "label_row_number",
            default="Ligne ${number}",
            mapping={"number": number},
        )

    def blank(self, translate: Translate) -> Markup:
        """Return the questions of a row, for as many rows as are likely."""
        asked = [found for found in self.fields if found.is_asked]
        count = min(max(self.min_rows, BLANK_ROWS), self.max_rows)
        rows_ = (
            tag(
                "div",
                tag("p", translate(self.title_of(number)), class_="b-title")
                if not self.is_single
                else None,
                *(
                    tag(
                        "div",
                        tag("p", translate(found.title), class_="b-help"),
                        found.control.blank(translate),
                        class_="b-field",
                    )
                    for found in asked
                ),
            )
            for number in range(1, count + 1)
        )
        return tag("div", *rows_)

    def problems(self) -> tuple[Message, ...]:
        if not 0 <= self.min_rows <= self.max_rows or self.max_rows < 1:
            return (
                _(
                    "error_block_bounds",
                    default="Le nombre de lignes au moins ne peut dépasser le nombre au "
                    "plus.",
                ),
            )
        if self.max_rows > rows.HARD_MOST:
            return (
                _(
                    "error_block_too_many",
                    default="Un bloc a au plus ${most} lignes.",
                    mapping={"most": rows.HARD_MOST},
                ),
            )
        return ()

    def initial(self, required: bool) -> tuple[rows.Row, ...] | None:
        """Return the empty rows that a person finds at first."""
        count = max(self.min_rows, 1) if required else 0
        return tuple({rows.ID: f"r{n}"} for n in range(1, count + 1)) or None

    def read(self, post: Post, name: str, kept: object = None) -> Reading:
        """Return the rows posted, in their order; ``errors`` tells what in them could
        not be read, by ``row.field``."""
        ids = rows.posted(post, name)
        if len(ids) > self.max_rows:
            return Reading(kept, self._too_many(), precise=True)
        before = {row[rows.ID]: row for row in rows.of(kept)}
        found = []
        errors: dict[str, Message] = {}
        for row_id in ids:
            old = before.get(row_id, {})
            row: dict[str, object] = {rows.ID: row_id}
            for inner in self.fields:
                if not inner.is_asked:
                    continue
                place = f"{row_id}.{inner.name}"
                reading = inner.control.read(
                    post, f"{name}.{place}", old.get(inner.name)
                )
                value = reading.value
                if reading.error is not None:
                    own = inner.error if not reading.precise else ""
                    errors[place] = own or reading.error
                    value = old.get(inner.name)
                if not inner.control.is_empty(value):
                    row[inner.name] = value
            found.append(row)
        return Reading(tuple(found) or None, errors=errors)

    def _too_many(self) -> Message:
        return _(
            "error_rows_too_many",
            default="Gardez au plus ${max} lignes.",
            mapping={"max": self.max_rows},
        )

    def check(self, value: object) -> Message | None:
        found = rows.of(value)
        if len(found) > self.max_rows:
            return self._too_many()
        if len(found) < self.min_rows:
            return _(
                "error_rows_too_few",
                default="Il faut au moins ${min} lignes : ajoutez celles qui manquent.",
                mapping={"min": self.min_rows},
            )
        return None

    def is_empty(self, value: object) -> bool:
        return not rows.of(value)

    def missing(self) -> Message:
        return _("error_required_rows", default="Ajoutez au moins une ligne.")

    def coerce(self, value: object) -> object:
        """Rows are never computed."""
        return None

    def propose(self, value: object) -> object:
        """Rows come from nowhere else."""
        return None

    def write(self, value: object) -> Typed:
        """Return what the inputs of all rows show: ``.rows``, ``.r1.title``…"""
        found = rows.of(value)
        written: dict[str, tuple[str, ...]] = {
            rows.ROWS: tuple(str(row[rows.ID]) for row in found)
        }
        for row in found:
            for inner in self.fields:
                if not inner.is_asked:
                    continue
                start = f".{row[rows.ID]}.{inner.name}"
                typed = inner.control.write(row.get(inner.name))
                written.update((start + end, texts) for end, texts in typed.items())
        return written

    def draw(self, slot: Slot) -> Markup:
        """Rows are drawn by the page, which knows what shows in each."""
        raise NotImplementedError

    def answered(
        self, value: object
    ) -> Iterator[tuple[int, Mapping[str, object], list[Field]]]:
        """Return each row: its number, its answers, the fields that tell something."""
        for number, row in enumerate(rows.of(value), 1):
            told = [
                inner
                for inner in self.told
                if not inner.control.is_empty(row.get(inner.name))
                or self._is_gone(inner, row)
            ]
            yield number, row, told

    def _is_gone(self, inner: Field, row: Mapping[str, object]) -> bool:
        return f"{row[rows.ID]}.{inner.name}" in self.gone and inner.control.is_empty(
            row.get(inner.name)
        )

    def text(self, value: object) -> Message:
        return self.said(value, plain)

    def said(self, value: object, translate: Translate) -> str:
        lines = []
        for number, row, told in self.answered(value):
            answers = " ; ".join(
                f"{translate(inner.title)} : "
                + (
                    self.gone_text
                    if self._is_gone(inner, row)
                    else inner.control.said(row[inner.name], translate)
                )
                for inner in told
            )
            if self.is_single:
                lines.append(answers)
            else:
                lines.append(f"{translate(self.title_of(number))} – {answers}")
        return "\n".join(lines)

    def html(self, value: object, translate: Translate) -> Markup:
        return self.shown(value, translate, lambda place, text: Markup.escape(text))

    def has_map(self, value: object) -> bool:
        return any(
            inner.control.has_map(row.get(inner.name))
            for _number, row, told in self.answered(value)
            for inner in told
        )

    def shown(self, value: object, translate: Translate, link: rows.Link) -> Markup:
        """Return the rows as markup; ``link`` makes what leads to a file in them."""
        found = list(self.answered(value))
        if not found:
            return Markup("")
        if self.table:
            return self._table(found, translate, link)
        items = []
        for number, row, told in found:
            title = tag("p", translate(self.title_of(number)), class_="g-rows__title")
            pairs = [
                tag(
                    "div",
                    tag("dt", translate(inner.title)),
                    tag("dd", self._cell(inner, row, translate, link)),
                )
                for inner in told
            ]
            if pairs or not self.is_single:
                items.append(
                    tag(
                        "li",
                        None if self.is_single else title,
                        tag("dl", *pairs) if pairs else None,
                    )
                )
        return tag("ol", *items, class_="g-rows")

    def _cell(
        self,
        inner: Field,
        row: Mapping[str, object],
        translate: Translate,
        link: rows.Link,
    ) -> Markup:
        value = row.get(inner.name)
        if self._is_gone(inner, row):
            return tag("span", self.gone_text, class_="g-muted")
        if inner.control.is_empty(value):
            return Markup("")
        if inner.control.kind == "file":
            place = f"{row[rows.ID]}.{inner.name}"
            return Markup("<br>").join(
                link(place + end, said) for end, said in links(value, translate)
            )
        return inner.control.html(value, translate)

    def _table(
        self,
        found: list[tuple[int, Mapping[str, object], list[Field]]],
        translate: Translate,
        link: rows.Link,
    ) -> Markup:
        columns = [
            inner for inner in self.fields if any(inner in told for *_, told in found)
        ]
        head = tag(
            "tr",
            *(tag("th", translate(inner.title), scope="col") for inner in columns),
        )
        body = [
            tag(
                "tr",
                *(
                    tag("td", self._cell(inner, row, translate, link))
                    for inner in columns
                ),
            )
            for _number, row, _told in found
        ]
        table = tag(
            "table", tag("thead", head), tag("tbody", *body), class_="g-rows-table"
        )
        return tag(
            "div",
            table,
            class_="g-scroll",
            tabindex="0",
            role="group",
            aria_label=self.schema.title or None,
        )

    def data(self, value: object) -> object:
        if self.is_empty(value):
            return None
        return [
            {
                rows.ID: row[rows.ID],
                **{
                    inner.name: inner.control.data(row.get(inner.name))
                    for inner in self.told
                },
            }
            for row in rows.of(value)
        ]

    def cells(self, value: object) -> tuple[Cell, ...]:
        """A column for each field (and each of its own), a line for each row."""
        return self.said_cells(value, plain)

    def said_cells(self, value: object, translate: Translate) -> tuple[Cell, ...]:
        found = rows.of(value)
        cells = []
        for inner in self.told:
            each = [
                inner.control.said_cells(row.get(inner.name), translate)
                for row in found
            ]
            for number, (suffix, _text) in enumerate(inner.control.cells(None)):
                lines = "\n".join(one[number][1] for one in each)
                cells.append((f".{inner.name}{suffix}", lines.rstrip("\n")))
        return tuple(cells)

    def heads(self, translate: Translate) -> dict[str, str]:
        found = {}
        for inner in self.told:
            title = translate(inner.title)
            own = inner.control.heads(translate)
            for suffix, _text in inner.control.cells(None):
                end = own.get(suffix, suffix)
                found[f".{inner.name}{suffix}"] = f"{title} – {end}" if end else title
        return found


def for_agents(control: Control) -> Control:
    """Return a control as it tells agents of its answers."""
    return replace(control, internal=True) if isinstance(control, Block) else control


def _number(text: str, default: int) -> int:
    """Return a whole number written in an attribute; -1 for anything else."""
    text = text.strip()
    if not text:
        return default
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else -1


@adapter(IBlock, IAttributes)
@implementer(IControl)
def block(field: IBlock, attributes: dict[str, str]) -> Control:
    return Block(
        field,
        min_rows=_number(attributes["min-rows"], 0),
        max_rows=_number(attributes["max-rows"], rows.MOST),
        row_title=attributes["row-title"],
        add_label=attributes["add-label"],
        table=attributes["widget"] == "table",
        library=attributes["block"],
    )
