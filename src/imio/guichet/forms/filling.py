"""What a form asks, given the answers: pure logic, no Zope.

The server decides here: which pages and fields are asked, what is required, which
answers count. A hidden field's answer is nothing, whatever was posted.
"""

from __future__ import annotations

from collections.abc import Collection
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from imio.guichet.forms.controls.base import Message
from imio.guichet.forms.controls.base import Post
from imio.guichet.forms.types import Field
from imio.guichet.forms.types import Form
from imio.guichet.forms.types import Page
from types import MappingProxyType


Answers = Mapping[str, object]

NOTHING: Answers = MappingProxyType({})


@dataclass(frozen=True)
class AskedPage:
    """A page as it is asked: the fields that show, in the page's order."""

    page: Page
    fields: tuple[Field, ...]

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
    effective: dict[str, object] = {}
    pages = []
    for page in form.pages:
        if page.show is not None and not page.show.test(effective, today=today):
            continue
        fields = _ask_page(page, answers, effective, today)
        if any(found.is_displayed for found in fields):
            pages.append(AskedPage(page, fields))
    return Asked(tuple(pages), effective)


def _ask_page(
    page: Page, answers: Answers, effective: dict[str, object], today: date
) -> tuple[Field, ...]:
    """Return the fields of a page that show; add their answers to ``effective``."""
    showing = set()
    for name in page.order:
        found = page.by_name[name]
        if found.show is not None and not found.show.test(effective, today=today):
            continue
        showing.add(name)
        if found.is_note:
            continue
        if found.compute is not None:
            result = found.compute.evaluate(effective, today=today)
            value = found.control.coerce(result)
        else:
            value = answers.get(name)
        if not found.control.is_empty(value):
            effective[name] = value
    return tuple(found for found in page.fields if found.name in showing)


def is_required(found: Field, effective: Answers, today: date) -> bool:
    """Return whether a field that is asked must be answered."""
    if found.require is not None:
        return found.require.test(effective, today=today)
    return found.required


def read(
    page: Page, post: Post, kept: Answers, locked: Answers = NOTHING
) -> tuple[dict[str, object], Faults]:
    """Return the values posted for a page, and what could not be read.

    A field that could not be read keeps its stored answer. What is ``locked`` is
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
            values[found.name] = kept.get(found.name)
        else:
            values[found.name] = reading.value
    return values, Faults(errors)


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
    return frozenset(found.name for found in asked.fields if found.is_asked) - set(seen)
