"""Rows of a block as HTML: questions, what adds, copies, moves and removes a row.

A row's fields are drawn like those of a page, under their place in the block
(``block.row.field``). A template gives the browser what a new row holds.
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterator
from dataclasses import replace
from imio.guichet.forms import rows
from imio.guichet.forms.controls.base import Message
from imio.guichet.forms.controls.base import PREFIX
from imio.guichet.forms.controls.base import Translate
from imio.guichet.forms.controls.groups import Block
from imio.guichet.forms.filling import AskedRow
from imio.guichet.forms.html import join
from imio.guichet.forms.html import tag
from imio.guichet.forms.types import Field
from imio.guichet.i18n import _
from markupsafe import Markup
from typing import TYPE_CHECKING


if TYPE_CHECKING:
    from imio.guichet.forms.drawing import Sheet


NEW = "0row0"
"""Stands for a row's id in the template: no row has it."""

ADD = _("button_row_add", default="Ajouter une ligne")
COPY = _("button_row_copy", default="Dupliquer")
REMOVE = _("button_row_remove", default="Retirer")
UP = _("button_row_up", default="Monter")
DOWN = _("button_row_down", default="Descendre")

UNDO = _("button_row_undo", default="Annuler le retrait")

SAID = {
    "added": _("msg_row_added", default="Ajout : ${row}."),
    "copied": _("msg_row_copied", default="Copie : ${row}."),
    "removed": _("msg_row_removed", default="Retrait : ${row}."),
    "restored": _("msg_row_restored", default="Retrait annulé : ${row}."),
    "moved": _("msg_row_moved", default="Nouvelle place : ${row}."),
}
"""What our script says of a row; it fills in the row's title."""

DrawField = Callable[["Sheet", Field], Markup | None]


def row_faults(name: str, block: Block, sheet: Sheet) -> Iterator[tuple[str, str]]:
    """Return the places of a block where something is wrong, with their labels."""
    _t = sheet.translate
    for number, row_id in enumerate(rows.typed_ids(sheet.typed.get(name, {})), 1):
        for inner in block.fields:
            place = f"{name}.{row_id}.{inner.name}"
            if place in sheet.faults.fields:
                label = _t(inner.title)
                if not block.is_single:
                    label = f"{_t(block.title_of(number))}, {label}"
                yield place, label


def draw_rows(sheet: Sheet, found: Field, draw_field: DrawField) -> Markup:
    """Return the rows of a block, the template of a new one and the button for it."""
    name, block = found.name, found.control
    assert isinstance(block, Block)
    typed = sheet.typed.get(name, {})
    ids = rows.typed_ids(typed)[: block.max_rows]
    asked = {row.id: row for row in sheet.rows.get(name, ())}
    places = {
        f"{name}.{row_id}.{inner.name}"
        for row_id in (*ids, NEW)
        for inner in block.fields
        if (inner in asked[row_id].fields if row_id in asked else inner.show is None)
    }
    inside = replace(
        sheet,
        typed=rows.by_place(name, typed),
        shown=frozenset(places),
        required=sheet.required | _required(name, block, ids, asked),
        offered=_offered(sheet, name, asked),
        answers={
            f"{name}.{row_id}.{inner}": value
            for row_id, row in (*_kept(sheet, name), *_counted(asked))
            for inner, value in row.items()
        },
        locked=frozenset(),
    )
    title = sheet.translate(found.title)
    drawn = [
        _row(inside, name, block, title, row_id, number, len(ids), draw_field)
        for number, row_id in enumerate(ids, 1)
    ]
    rows_box = tag(
        "div",
        *drawn,
        class_="g-block__rows g-block__rows--table" if block.table else "g-block__rows",
        id=f"f-{name}",
        tabindex="-1",
        data_rows=True,
        data_min=block.min_rows,
        data_max=block.max_rows,
        autofocus=sheet.focus == name,
        **{f"data_{what}": sheet.translate(said) for what, said in SAID.items()},
    )
    if block.is_single and ids:
        return rows_box
    full = len(ids) >= block.max_rows
    template = _row(inside, name, block, title, NEW, 0, 0, draw_field)
    return join(
        rows_box,
        tag("template", template, data_row_template=True),
        tag(
            "p",
            tag(
                "button",
                block.add_label or sheet.translate(ADD),
                type="submit",
                name="act",
                value=f"rows.add:{name}",
                class_="g-btn g-btn--secondary",
                hidden=full,
                data_row_add=True,
            ),
            None if block.is_single else _full(block, sheet.translate, full),
            class_="g-block__add",
        ),
        tag("span", class_="g-sr", role="status", data_row_said=True),
        None if block.is_single else _gone(sheet.translate),
    )


def _full(block: Block, translate: Translate, full: bool) -> Markup:
    """Return what tells that there is no room for another row."""
    said = _(
        "help_rows_full",
        default="${max} au plus : pour en ajouter, retirez-en d'abord.",
        mapping={"max": block.max_rows},
    )
    return tag(
        "span", translate(said), class_="g-help", hidden=not full, data_row_full=True
    )


def _gone(translate: Translate) -> Markup:
    """Return what stands where a row was, and can bring it back."""
    return tag(
        "template",
        tag(
            "p",
            tag("span", data_row_words=True),
            " ",
            tag(
                "button",
                translate(UNDO),
                type="button",
                class_="g-btn g-btn--link g-btn--small",
                data_row_undo=True,
            ),
            class_="g-block__gone",
            data_row_gone=True,
        ),
        data_row_gone=True,
    )


def _offered(
    sheet: Sheet, name: str, asked: dict[str, AskedRow]
) -> dict[str, frozenset[str] | None]:
    """Return the choices that the fields of a block's rows offer, by place."""
    if sheet.today is None:
        return {}
    return {
        f"{name}.{row.id}.{inner.name}": inner.control.offered(row.answers, sheet.today)
        for row in asked.values()
        for inner in row.fields
        if inner.is_asked and inner.control.reads
    }


def _kept(sheet: Sheet, name: str) -> Iterator[tuple[str, rows.Row]]:
    for row in rows.of(sheet.answers.get(name)):
        yield str(row[rows.ID]), row


def _counted(asked: dict[str, AskedRow]) -> Iterator[tuple[str, rows.Row]]:
    for row in asked.values():
        yield row.id, row.answers


def _required(
    name: str, block: Block, ids: tuple[str, ...], asked: dict[str, AskedRow]
) -> frozenset[str]:
    """Return what rows that are not answered yet require."""
    return frozenset(
        f"{name}.{row_id}.{inner.name}"
        for row_id in (*ids, NEW)
        if row_id not in asked
        for inner in block.fields
        if inner.required and inner.require is None
    )


def _row(
    sheet: Sheet,
    name: str,
    block: Block,
    block_title: str,
    row_id: str,
    number: int,
    count: int,
    draw_field: DrawField,
) -> Markup:
    _t = sheet.translate
    place = f"{name}.{row_id}"
    title = _title(_t, block, number)
    fields = [
        draw_field(sheet, replace(inner, name=f"{place}.{inner.name}"))
        for inner in block.fields
    ]
    return tag(
        "fieldset",
        tag(
            "legend",
            block_title if block.is_single else title,
            class_="g-sr" if block.is_single else "g-block__title",
        ),
        tag("input", type="hidden", name=PREFIX + name + rows.ROWS, value=row_id),
        tag("div", *fields, class_="g-fields"),
        None if block.is_single else _buttons(_t, name, block, row_id, number, count),
        class_="g-block__row",
        id=f"row-{place}",
        tabindex="-1",
        data_row=row_id,
        autofocus=sheet.focus == place,
    )


def _title(translate: Translate, block: Block, number: int) -> Markup:
    """Return the title of a row, its number where our script finds it."""
    shown = tag("span", number, data_row_number=True)
    if block.row_title:
        return join(f"{block.row_title} ", shown)
    said = translate(_("label_row_number", default="Ligne ${number}"))
    before, _mark, after = said.partition("${number}")
    return join(before, shown, after)


def _buttons(
    translate: Translate, name: str, block: Block, row_id: str, number: int, count: int
) -> Markup:
    """Return a row's buttons; those that cannot act now are hidden."""
    full = count >= block.max_rows
    verbs: tuple[tuple[str, Message, bool], ...] = (
        ("up", UP, number <= 1),
        ("down", DOWN, number >= count),
        ("copy", COPY, full),
        ("remove", REMOVE, 0 < count <= block.min_rows),
    )
    return tag(
        "div",
        *(
            tag(
                "button",
                translate(title),
                tag("span", " ", _title(translate, block, number), class_="g-sr"),
                type="submit",
                name="act",
                value=f"rows.{verb}:{name}:{row_id}",
                class_="g-btn g-btn--link g-btn--small",
                hidden=hidden,
                data_row_act=verb,
            )
            for verb, title, hidden in verbs
        ),
        class_="g-block__acts",
    )
