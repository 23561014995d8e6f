"""What a form asks, given the answers: pure logic, no Zope.

The server decides here: which pages and fields are asked, what is required, which
answers count. A hidden field's answer is nothing, whatever was posted.
"""

from __future__ import annotations

from collections.abc import Collection
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import MutableMapping
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from imio.guichet.forms import rows
from imio.guichet.forms.controls.base import Message
from imio.guichet.forms.controls.base import Post
from imio.guichet.forms.controls.choosing import WITHDRAWN
from imio.guichet.forms.controls.groups import Block
from imio.guichet.forms.types import Field
from imio.guichet.forms.types import Form
from imio.guichet.forms.types import Page
from imio.guichet.forms.values import Effective
from imio.guichet.forms.values import Scope
from imio.guichet.i18n import _
from types import MappingProxyType


Answers = Mapping[str, object]

NOTHING: Answers = MappingProxyType({})

EMPTY_ROW = _(
    "error_row_empty", default="Rien n'est rempli ici : répondez, ou retirez la ligne."
)


@dataclass(frozen=True)
class AskedRow:
    """A row of a block as it is asked; ``answers`` holds those that count."""

    id: str
    fields: tuple[Field, ...]
    answers: Scope


@dataclass(frozen=True)
class AskedPage:
    """A page as it is asked: the fields that show, in the page's order."""

    page: Page
    fields: tuple[Field, ...]
    rows: Mapping[str, tuple[AskedRow, ...]] = field(default_factory=dict)
    """Those of the blocks that show, by the block's name."""

    @property
    def id(self) -> str:
        return self.page.id

    @property
    def names(self) -> frozenset[str]:
        return frozenset(found.name for found in self.fields)


@dataclass(frozen=True)
class Asked:
    """A form as it is asked. ``answers`` holds those that count, computed included."""

    pages: tuple[AskedPage, ...]
    answers: dict[str, object]

    def page(self, page_id: str) -> AskedPage | None:
        """Return a page if it is asked."""
        return next((found for found in self.pages if found.id == page_id), None)

    def number(self, page_id: str) -> int:
        """Return the place of a page among those asked, from 1; 0 when it is not."""
        ids = [found.id for found in self.pages]
        return ids.index(page_id) + 1 if page_id in ids else 0


@dataclass(frozen=True)
class Faults:
    """What keeps a page from being left."""

    fields: dict[str, Message] = field(default_factory=dict)
    page: tuple[Message, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.fields or self.page)


def ask(form: Form, answers: Answers, today: date) -> Asked:
    """Return what a form asks of somebody who gave ``answers``."""
    effective = Effective()
    effective.known = form.options
    pages = []
    for page in form.pages:
        if page.show is not None and not page.show.test(effective, today=today):
            continue
        asked_rows: dict[str, tuple[AskedRow, ...]] = {}
        fields = _ask_fields(page, answers, effective, today, asked_rows)
        if any(found.is_displayed for found in fields):
            pages.append(AskedPage(page, fields, asked_rows))
    return Asked(tuple(pages), effective)


def _ask_fields(
    group: Page | Block,
    answers: Answers,
    effective: MutableMapping[str, object],
    today: date,
    asked_rows: dict[str, tuple[AskedRow, ...]],
) -> tuple[Field, ...]:
    """Return the fields of a page, or of a row, that show.

    Their answers are added to ``effective``, the rows of blocks to ``asked_rows``.
    """
    showing = set()
    for name in group.order:
        found = group.by_name[name]
        if found.show is not None and not found.show.test(effective, today=today):
            continue
        if found.is_note:
            showing.add(name)
            continue
        value = answers.get(name)
        if found.is_asked:
            if not found.control.is_asked(value, effective, today):
                continue
            value = found.control.settle(value, effective, today)
        showing.add(name)
        if found.compute is not None:
            result = found.compute.evaluate(effective, today=today)
            value = found.control.coerce(result)
        if isinstance(found.control, Block):
            asked_rows[name] = _ask_rows(found.control, value, effective, today)
            value = tuple({rows.ID: row.id, **row.answers} for row in asked_rows[name])
        if not found.control.is_empty(value):
            effective[name] = value
    return tuple(found for found in group.fields if found.name in showing)


def _ask_rows(
    block: Block, value: object, effective: Answers, today: date
) -> tuple[AskedRow, ...]:
    """Return what each row of a block asks: its rules read the row, then the form."""
    asked = []
    for row in rows.of(value):
        own = Scope(effective)
        fields = _ask_fields(block, row, own, today, {})
        asked.append(AskedRow(str(row[rows.ID]), fields, own))
    return tuple(asked)


def is_required(found: Field, effective: Answers, today: date) -> bool:
    """Return whether a field that is asked must be answered."""
    if found.require is not None:
        return found.require.test(effective, today=today)
    return found.required


def read(
    page: Page, post: Post, kept: Answers, locked: Answers = NOTHING
) -> tuple[dict[str, object], Faults]:
    """Return the values posted for a page, and what could not be read.

    A field that could not be read keeps its stored answer, or what of it could be. What is ``locked`` is
    known already: nothing that was posted for it counts.
    """
    values: dict[str, object] = {}
    errors: dict[str, Message] = {}
    for found in page.fields:
        if not found.is_asked:
            continue
        if found.name in locked:
            values[found.name] = locked[found.name]
            continue
        reading = found.control.read(post, found.name, kept.get(found.name))
        if reading.error is not None:
            own = found.error if not reading.precise else ""
            errors[found.name] = own or reading.error
            unread = reading.value is None
            values[found.name] = kept.get(found.name) if unread else reading.value
        else:
            values[found.name] = reading.value
        for place, error in reading.errors.items():
            errors[f"{found.name}.{place}"] = error
    return values, Faults(errors)


def withdrawn(
    asked: AskedPage, values: Answers, effective: Answers, known: Faults
) -> Faults:
    """Return faults of reading, with the posted answers that others do not allow."""
    errors = {
        found.name: WITHDRAWN
        for found in asked.fields
        if found.is_asked
        and not found.control.is_empty(values.get(found.name))
        and found.control.reads
        and effective.get(found.name) != values[found.name]
    }
    return Faults({**errors, **known.fields}, known.page) if errors else known


def offered(
    page: Page, effective: Answers, today: date
) -> dict[str, frozenset[str] | None]:
    """Return the choices that the fields of a page offer, where answers decide."""
    return {
        found.name: found.control.offered(effective, today)
        for found in page.fields
        if found.is_asked and found.control.reads
    }


def check(
    asked: AskedPage, effective: Answers, today: date, known: Faults | None = None
) -> Faults:
    """Return what is wrong in the answers of a page.

    ``known`` are faults of reading: those fields are not judged a second time, and
    the page's own refusals wait until each field is right.
    """
    errors: dict[str, Message] = {}
    before = known.fields if known else {}
    for found in asked.fields:
        if not found.is_asked:
            continue
        if found.name in before:
            errors[found.name] = before[found.name]
            continue
        error = _check_field(found, effective, today)
        if error is not None:
            errors[found.name] = error
        for row in asked.rows.get(found.name, ()):
            errors.update(_check_row(found.name, row, effective, today, before))
    if errors:
        return Faults(errors)
    return _refusals(asked, effective, today)


def _check_field(found: Field, effective: Answers, today: date) -> Message | None:
    value = effective.get(found.name)
    if found.control.is_empty(value):
        required = is_required(found, effective, today)
        return (found.error or found.control.missing()) if required else None
    error = found.control.judge(value, today)
    if error is not None:
        return found.error or error
    return next(
        (
            refusal.message
            for refusal in found.checks
            if refusal.when.test(effective, today=today)
        ),
        None,
    )


def _check_row(
    block: str,
    row: AskedRow,
    effective: Answers,
    today: date,
    before: Mapping[str, Message],
) -> dict[str, Message]:
    """Return what is wrong in a row, by place (``block.row.field``)."""
    scope = row.answers
    errors: dict[str, Message] = {}
    questions = [found for found in row.fields if found.is_asked]
    for found in questions:
        place = f"{block}.{row.id}.{found.name}"
        error = before.get(place) or _check_field(found, scope, today)
        if error is not None:
            errors[place] = error
    if questions and not errors and not any(q.name in row.answers for q in questions):
        errors[f"{block}.{row.id}.{questions[0].name}"] = EMPTY_ROW
    return errors


def _refusals(asked: AskedPage, effective: Answers, today: date) -> Faults:
    errors: dict[str, Message] = {}
    messages = []
    for refusal in asked.page.refusals:
        if not refusal.when.test(effective, today=today):
            continue
        messages.append(refusal.message)
        for name in refusal.fields:
            if name in asked.names:
                errors.setdefault(name, refusal.message)
    return Faults(errors, tuple(messages))


def first_incomplete(
    asked: Asked, progress: Collection[str], today: date
) -> tuple[AskedPage, Faults] | None:
    """Return the first page that still has to be filled, and why; None at the end.

    A page that was never saved has no faults to tell, only to be filled.
    """
    for page in asked.pages:
        if page.id not in progress:
            return page, Faults()
        faults = check(page, asked.answers, today)
        if faults:
            return page, faults
    return None


def neighbours(asked: Asked, page_id: str) -> tuple[str | None, str | None]:
    """Return the ids of the asked pages before and after one."""
    ids = [page.id for page in asked.pages]
    if page_id not in ids:
        return None, None
    place = ids.index(page_id)
    before = ids[place - 1] if place else None
    after = ids[place + 1] if place + 1 < len(ids) else None
    return before, after


def newly_asked(asked: AskedPage, seen: Collection[str]) -> frozenset[str]:
    """Return the questions of a page that the person has not seen yet."""
    return frozenset(_places(asked)) - set(seen)


def _places(asked: AskedPage) -> Iterator[str]:
    """Each question of a page, by place."""
    for found in asked.fields:
        if found.is_asked:
            yield found.name
            for row in asked.rows.get(found.name, ()):
                for inner in row.fields:
                    if inner.is_asked:
                        yield f"{found.name}.{row.id}.{inner.name}"


def required_places(
    asked: AskedPage, effective: Answers, today: date
) -> frozenset[str]:
    """Return the places of a page, rows included, that must be answered.

    Fields that do not show are there as well: a rule may show them in the browser.
    """
    found = {
        one.name
        for one in asked.page.fields
        if one.is_asked and is_required(one, effective, today)
    }
    for one in asked.fields:
        if isinstance(one.control, Block):
            for row in asked.rows.get(one.name, ()):
                scope = row.answers
                found.update(
                    f"{one.name}.{row.id}.{inner.name}"
                    for inner in one.control.fields
                    if inner.is_asked and is_required(inner, scope, today)
                )
    return frozenset(found)
