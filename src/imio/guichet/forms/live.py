"""What a browser needs to evaluate a page's rules while people type.

Only the rules of the page, and of earlier answers only those its rules read.
"""

from __future__ import annotations

from collections.abc import Collection
from collections.abc import Mapping
from datetime import date
from datetime import time
from decimal import Decimal
from imio.guichet.core.choices import Chosen
from imio.guichet.forms import rows
from imio.guichet.forms.controls.base import Control
from imio.guichet.forms.controls.choices import OneOf
from imio.guichet.forms.controls.groups import Block
from imio.guichet.forms.controls.looks import priced
from imio.guichet.forms.filling import NOTHING
from imio.guichet.forms.types import Field
from imio.guichet.forms.types import Form
from imio.guichet.forms.types import Page
from imio.guichet.forms.values import Effective
from imio.guichet.rules import Rule

import json


def live_rules(
    form: Form,
    page: Page,
    effective: Mapping[str, object],
    today: date,
    given: Mapping[str, object] = NOTHING,
) -> str:
    """Return the page's rules as JSON for ``frontend/forms``; '' without any.

    ``given`` are answers of this page that nobody types in it: what is locked, what was
    read in the form's address. ``answers`` are these, and those of earlier pages.

    ``{"today", "types", "answers", "order", "fields": {name: {"show", "require",
    "compute", "reading", "unit", "titles", "prices", "depends", "choices",
    "free", "parents"}}}``; a block has the "order" and "fields" of its rows.
    """
    each = [one for found in page.fields for one in (found, *_inside(found))]
    read = {name for one in each for rule in _each(one) for name in rule.fields}
    read |= {name for one in each for name in one.control.reads}
    bases = {name.partition(".")[0] for name in read}
    # A value that is not shown is the server's business, unless a rule here reads it.
    fields = {
        found.name: _rules(found, bases)
        for found in page.fields
        if found.is_displayed or found.name in bases
    }
    if not any(fields.values()):
        return ""
    columns = {
        f"{found.name}.{name}": kind.kind
        for found in page.fields
        if _inside(found)
        for name, kind in found.control.type.columns or ()
    }
    # Of "period.start", the field is the period.
    known = {
        name
        for name in read
        if (base := name.partition(".")[0]) not in page.by_name or base in given
    }
    told = Effective({**effective, **given})
    return json.dumps(
        {
            "today": today.isoformat(),
            "types": {
                name: form.types[name].kind
                for name in sorted(read | set(page.by_name))
                if name in form.types
            }
            | columns,
            "prices": {
                name: prices
                for name in sorted(known)
                if (prices := prices_of(told.get(name)))
            },
            "answers": {
                name: plain(value)
                for name in sorted(known)
                if (value := told.get(name)) is not None
            },
            "order": page.order,
            "fields": fields,
        },
        ensure_ascii=False,
        separators=(",", ":"),
    ).replace("<", "\\u003c")


def _inside(found: Field) -> tuple[Field, ...]:
    return found.control.fields if isinstance(found.control, Block) else ()


def _each(found: Field) -> list[Rule]:
    rules = (found.show, found.require, found.compute)
    return [rule for rule in rules if rule is not None]


def _rules(found: Field, read: Collection[str]) -> dict[str, object]:
    """Return what the script must know of a field; ``read`` are those that rules read."""
    rules = {
        "show": found.show,
        "require": found.require,
        "compute": found.compute,
    }
    said: dict[str, object] = found.control.live() if found.is_asked else {}
    said |= {name: rule.data for name, rule in rules.items() if rule is not None}
    control = found.control
    if control.reading and (found.compute is not None or found.name in read):
        said["reading"] = control.reading
    if isinstance(control, Block):
        said["order"] = control.order
        said["fields"] = {one.name: _rules(one, read) for one in control.fields}
    if found.compute is not None:
        said |= _computed(control)
    return said


def _computed(control: Control) -> dict[str, object]:
    """Return what the script must know to write a computed value."""
    said: dict[str, object] = {}
    unit = getattr(control, "unit", "")
    if unit:
        said["unit"] = unit
    if isinstance(control, OneOf) and not control.searched:
        said |= {
            name: each for name, each in control.live().items() if name == "prices"
        }
        said["titles"] = {one.key: priced(one) for one in control.table.choices}
    return said


def prices_of(value: object) -> dict[str, str]:
    """Return the prices of what was chosen, by key."""
    chosen = value if isinstance(value, (set, frozenset, tuple, list)) else (value,)
    return {
        str(key): str(key.price)
        for key in chosen
        if isinstance(key, Chosen) and key.price is not None
    }


def plain(value: object) -> object:
    """Return an answer as JSON holds it: what a rule cannot read becomes true."""
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, (set, frozenset)):
        return sorted(map(str, value))
    if rows.of(value):
        return [{name: plain(cell) for name, cell in row.items()} for row in value]
    if isinstance(value, Mapping):  # a grid
        return {row: plain(cell) for row, cell in value.items()}
    if isinstance(value, (list, tuple)) and not any(
        isinstance(item, Mapping) for item in value
    ):
        return [plain(item) for item in value]
    return True
