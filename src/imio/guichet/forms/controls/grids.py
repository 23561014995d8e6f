"""Grids of choices: one column, or several, on each row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from imio.guichet.core.choices import Choice
from imio.guichet.core.choices import fold
from imio.guichet.core.choices import LONGEST_TITLE
from imio.guichet.forms.controls.base import Cell
from imio.guichet.forms.controls.base import Control
from imio.guichet.forms.controls.base import Message
from imio.guichet.forms.controls.base import Post
from imio.guichet.forms.controls.base import PREFIX
from imio.guichet.forms.controls.base import Reading
from imio.guichet.forms.controls.base import Slot
from imio.guichet.forms.controls.base import Translate
from imio.guichet.forms.controls.base import Typed
from imio.guichet.forms.controls.choosing import NOT_A_CHOICE
from imio.guichet.forms.html import tag
from imio.guichet.i18n import _
from imio.guichet.rules import FieldType
from markupsafe import Markup

import json
import re


MOST_ROWS = 50
MOST_COLUMNS = 12
ROW_KEY = re.compile(r"[A-Za-z0-9_-]{1,60}")

Answer = Mapping[str, "str | frozenset[str]"]


@dataclass(frozen=True)
class Grid(Control):
    """The answer is a dict: row -> key of a column, or frozenset of such keys.

    Rows without an answer are not in it.
    """

    rows: tuple[Choice, ...] = ()
    columns: tuple[Choice, ...] = ()
    several: bool = False
    wrong: tuple[Message, ...] = ()

    kind = "grid"
    grouped = True

    @cached_property
    def row_keys(self) -> frozenset[str]:
        return frozenset(row.key for row in self.rows)

    @cached_property
    def titles(self) -> dict[str, str]:
        """Titles of the columns."""
        return {column.key: column.title for column in self.columns}

    @property
    def type(self) -> FieldType:
        cell = FieldType("choices" if self.several else "choice", tuple(self.titles))
        return FieldType("grid", tuple(row.key for row in self.rows), cell=cell)

    def problems(self) -> tuple[Message, ...]:
        found = list(self.wrong)
        if not self.wrong and not (self.rows and self.columns):
            found.append(
                _(
                    "error_grid_empty",
                    default="Une grille a des lignes et des colonnes.",
                )
            )
        if len(self.rows) > MOST_ROWS or len(self.columns) > MOST_COLUMNS:
            found.append(
                _(
                    "error_grid_large",
                    default="Une grille a au plus ${rows} lignes et ${columns} colonnes.",
                    mapping={"rows": MOST_ROWS, "columns": MOST_COLUMNS},
                )
            )
        if not all(ROW_KEY.fullmatch(row.key) for row in self.rows):
            found.append(
                _(
                    "error_grid_key",
                    default="La clé d'une ligne est faite de lettres sans accents, de "
                    "chiffres, de « - » et de « _ ».",
                )
            )
        twice = len(self.row_keys) < len(self.rows)
        if twice or len(self.titles) < len(self.columns):
            found.append(
                _(
                    "error_grid_twice",
                    default="Une clé est là deux fois dans la grille.",
                )
            )
        return tuple(found)

    def is_empty(self, value: object) -> bool:
        return not value

    def missing(self) -> Message:
        return _("error_required_grid", default="Répondez sur chaque ligne.")

    def read(self, post: Post, name: str, kept: object = None) -> Reading:
        found: dict[str, str | frozenset[str]] = {}
        for row in self.rows:
            keys = post.texts(f"{PREFIX}{name}.{row.key}")
            if any(key not in self.titles for key in keys):
                return Reading(error=NOT_A_CHOICE)
            if keys:
                found[row.key] = frozenset(keys) if self.several else keys[0]
        error = self.check(found) if found else None
        return Reading(error=error) if error else Reading(found or None)

    def convert(self, text: str) -> Reading:
        return Reading(error=NOT_A_CHOICE)

    def check(self, value: object) -> Message | None:
        if not isinstance(value, Mapping) or not self.row_keys.issuperset(value):
            return NOT_A_CHOICE
        if not all(self._fits(cell) for cell in value.values()):
            return NOT_A_CHOICE
        lacking = [row.title for row in self.rows if row.key not in value]
        if lacking and self.schema.required:
            return _(
                "error_grid_rows",
                default="Répondez aussi pour : ${rows}.",
                mapping={"rows": ", ".join(lacking)},
            )
        return None

    def _fits(self, cell: object) -> bool:
        if self.several:
            known = isinstance(cell, (set, frozenset)) and self.titles.keys() >= cell
            return bool(known and cell)
        return isinstance(cell, str) and cell in self.titles

    def coerce(self, value: object) -> object:
        good = isinstance(value, Mapping) and self.check(value) is None
        return dict(value) if good else None  # type: ignore[call-overload]

    def write(self, value: object) -> Typed:
        if not isinstance(value, Mapping):
            return {}
        return {f".{row}": self._keys(cell) for row, cell in value.items()}

    def _keys(self, cell: object) -> tuple[str, ...]:
        chosen = {cell} if isinstance(cell, str) else set(cell or ())  # type: ignore[call-overload]
        return tuple(key for key in self.titles if key in chosen)

    def draw(self, slot: Slot) -> Markup:
        heads = [tag("th", column.title, scope="col") for column in self.columns]
        return tag(
            "table",
            tag("thead", tag("tr", tag("td"), *heads)),
            tag("tbody", *(self._row(slot, n) for n in range(len(self.rows)))),
            class_="g-grid-choices",
            data_grid="several" if self.several else "one",
        )

    def _row(self, slot: Slot, number: int) -> Markup:
        row = self.rows[number]
        typed = slot.typed.get(f".{row.key}", ())
        cells = []
        for place, column in enumerate(self.columns):
            first = not number and not place
            cells.append(
                tag(
                    "td",
                    tag(
                        "label",
                        tag(
                            "input",
                            type="checkbox" if self.several else "radio",
                            id=slot.id if first else f"{slot.id}-{number}-{place}",
                            name=f"{slot.input_name}.{row.key}",
                            value=column.key,
                            checked=column.key in typed,
                            disabled=slot.disabled,
                            aria_invalid="true" if slot.invalid else None,
                        ),
                        tag("span", f"{row.title} : ", class_="g-sr"),
                        tag("span", column.title, class_="g-grid-choices__label"),
                        class_="g-grid-choices__cell",
                    ),
                )
            )
        return tag("tr", tag("th", row.title, scope="row"), *cells)

    def _said(self, value: object) -> list[tuple[Choice, str]]:
        """Return each row that is answered with the titles of its columns."""
        answer = value if isinstance(value, Mapping) else {}
        return [
            (row, ", ".join(self.titles[key] for key in self._keys(answer[row.key])))
            for row in self.rows
            if answer.get(row.key)
        ]

    def text(self, value: object) -> str:
        return "\n".join(f"{row.title} : {said}" for row, said in self._said(value))

    def html(self, value: object, translate: Translate) -> Markup:
        said = self._said(value)
        if not said:
            return Markup("")
        return tag(
            "ul",
            *(tag("li", row.title, " : ", tag("strong", words)) for row, words in said),
        )

    def data(self, value: object) -> object:
        """A list of rows: ``{"row": {"key", "title"}, "columns": [{"key", "title"}]}``."""
        if not isinstance(value, Mapping) or not value:
            return None
        return [
            {
                "row": {"key": row.key, "title": row.title},
                "columns": [
                    {"key": key, "title": self.titles[key]}
                    for key in self._keys(value[row.key])
                ],
            }
            for row, _said in self._said(value)
        ]

    def cells(self, value: object) -> tuple[Cell, ...]:
        """One cell for each row."""
        said = {row.key: words for row, words in self._said(value)}
        return tuple((row.key, said.get(row.key, "")) for row in self.rows)

    def heads(self, translate: Translate) -> dict[str, str]:
        return {row.key: row.title for row in self.rows}

    def blank(self, translate: Translate) -> Markup:
        heads = [tag("th", column.title) for column in self.columns]
        shape = "b-box" if self.several else "b-box b-round"
        cell = tag("td", tag("span", class_=shape))
        return tag(
            "table",
            tag("tr", tag("td"), *heads),
            *(
                tag("tr", tag("th", row.title), *([cell] * len(self.columns)))
                for row in self.rows
            ),
            class_="b-grid",
        )


def read_titles(text: str) -> tuple[tuple[Choice, ...], list[Message]]:
    """Return the rows or columns that an attribute lists, and what is wrong in it.

    JSON: a list of ``{"key", "title"}``; a title alone makes its own key.
    """
    wrong = _("error_grid_json", default="Les lignes ou les colonnes sont illisibles.")
    try:
        listed = json.loads(text or "[]")
    except (ValueError, RecursionError):
        return (), [wrong]
    if not isinstance(listed, list):
        return (), [wrong]
    found = []
    for item in listed:
        said = item if isinstance(item, dict) else {"title": item}
        title, key = said.get("title"), said.get("key")
        if not isinstance(title, str) or not isinstance(key, str | None):
            return (), [wrong]
        key = key or re.sub(r"\W+", "_", fold(title), flags=re.ASCII)[:60]
        found.append(Choice(key, title[:LONGEST_TITLE]))
    return tuple(found), []
