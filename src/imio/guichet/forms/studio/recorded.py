"""Recorded tests: a play of the form that was saved, with what it should give. Pure
but for the form's own controls.

TEST and its parts are described in docs/reference/studio-rest.md.
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from datetime import date
from imio.guichet.forms import options
from imio.guichet.forms.controls.base import Translate
from imio.guichet.forms.studio import playing
from imio.guichet.forms.studio.errors import Refused
from imio.guichet.forms.studio.places import page_place
from imio.guichet.forms.studio.shape import JSON
from imio.guichet.forms.studio.shape import json_value
from imio.guichet.forms.types import Form
from imio.guichet.i18n import _
from typing import Final

import re
import secrets


MOST: Final = 100
"""Tests of one form."""

ID = re.compile(r"[a-z0-9-]{1,40}")
KEYS = frozenset(
    {"id", "title", "today", "as", "options", "answers", "expect", "result"}
)

Test = dict[str, JSON]

FormOf = Callable[[Mapping[str, str] | None], Form]
"""Gives the form with some values of its options; None for the procedure's."""


def check_tests(items: JSON) -> tuple[Test, ...]:
    """Return tests well typed, or raise Refused. Results are not kept."""
    if not isinstance(items, list) or len(items) > MOST:
        raise Refused(
            _(
                "studio_tests",
                default="Les essais doivent être une liste de ${most} au plus.",
                mapping={"most": MOST},
            )
        )
    tests = tuple(check_test(item) for item in items)
    ids = [test["id"] for test in tests]
    if len(set(ids)) < len(ids):
        raise _unreadable("id")
    return tests


def check_test(item: JSON, expected: bool = True) -> Test:
    """Return one test well typed, or raise Refused."""
    if not isinstance(item, dict) or not set(item) <= KEYS:
        raise _unreadable("")
    test_id = item.get("id") or secrets.token_hex(4)
    title = item.get("title")
    if not isinstance(test_id, str) or not ID.fullmatch(test_id):
        raise _unreadable("id")
    if not isinstance(title, str) or not title.strip() or len(title) > 200:
        raise Refused(_("studio_test_title", default="Donnez un titre à l'essai."))
    json_value(title, test_id)
    test = {
        "id": test_id,
        "title": title.strip(),
        "today": day_of(item.get("today")).isoformat(),
        "as": person_of(item.get("as", "anonymous")),
        "answers": answers_of(item.get("answers", {})),
    }
    if item.get("options") is not None:
        test["options"] = options_of(item["options"], test_id)
    if expected:
        test["expect"] = _expected(item.get("expect"), test_id)
    return test


def day_of(value: JSON) -> date:
    """Return a day from ISO text, or raise Refused."""
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise _unreadable("today") from None


def person_of(value: JSON) -> str:
    """Return who plays, or raise Refused."""
    if not isinstance(value, str) or value not in playing.PEOPLE:
        raise _unreadable("as")
    return value


def answers_of(value: JSON) -> dict[str, dict[str, JSON]]:
    """Return {page id: {name: raw}} well typed, or raise Refused."""
    if not isinstance(value, dict) or len(value) > 200:
        raise _unreadable("answers")
    return {
        str(page)[:100]: playing.inputs_of(given, str(page))
        for page, given in value.items()
    }


def options_of(value: JSON, place: str = "") -> dict[str, str]:
    """Return the values of options, {name: text}, well typed, or raise Refused."""
    good = isinstance(value, dict) and len(value) <= options.MOST
    if not good or not all(options.NAME.fullmatch(name) for name in value):
        raise _unreadable(place or "options")
    if not _are_texts(value):
        raise _unreadable(place or "options")
    found: dict[str, str] = json_value(value, place)
    return found


def _expected(value: JSON, place: str) -> dict[str, JSON]:
    value = json_value(value, place)
    if not isinstance(value, dict) or not set(value) <= {"pages", "values", "refusals"}:
        raise _unreadable(place)
    pages = value.get("pages", [])
    values = value.get("values", {})
    refusals = value.get("refusals", {})
    good = (
        isinstance(pages, list)
        and all(isinstance(page, str) for page in pages)
        and _are_texts(values)
        and isinstance(refusals, dict)
        and all(_are_texts(lines) for lines in refusals.values())
    )
    if not good:
        raise _unreadable(place)
    return {"pages": pages, "values": values, "refusals": refusals}


def _are_texts(value: JSON) -> bool:
    return isinstance(value, dict) and all(
        isinstance(one, str) for one in value.values()
    )


def _unreadable(place: str) -> Refused:
    return Refused(_("studio_test", default="Un essai ne peut être lu."), place)


def outcome(form: Form, test: Test, translate: Translate) -> dict[str, JSON]:
    """Return what a form gives for a test: its ``expect``, when it is recorded."""
    day = date.fromisoformat(test["today"])
    found = playing.play(form, test["answers"], day, test["as"])
    return {
        "pages": list(found.pages),
        "values": playing.said(form, found.asked, translate),
        "refusals": {
            page: playing.told(faults, translate)
            for page, faults in found.refusals.items()
        },
    }


def run(
    form_of: FormOf, tests: Iterable[Test], translate: Translate
) -> list[dict[str, JSON]]:
    """Run tests: [{"id", "title", "ok", "differences"}].

    Each is played with the values of options that it was recorded with, whatever the
    procedure's are now: a price that changes breaks no test.
    """
    results = []
    forms: dict[str, Form] = {}
    for test in tests:
        key = repr(test.get("options"))
        if key not in forms:
            forms[key] = form_of(test.get("options"))
        form = forms[key]
        found = list(differences(form, test, outcome(form, test, translate), translate))
        results.append(
            {
                "id": test["id"],
                "title": test["title"],
                "ok": not found,
                "differences": found,
            }
        )
    return results


def differences(
    form: Form, test: Test, found: Mapping[str, JSON], translate: Translate
) -> Iterator[dict[str, str]]:
    """Each difference between what a test expects and what was found."""
    expect = test["expect"]
    if expect["pages"] != found["pages"]:
        titles = {page.id: translate(page.title) for page in form.pages}
        yield _difference(
            "",
            "",
            ", ".join(titles.get(page, page) for page in expect["pages"]),
            ", ".join(titles.get(page, page) for page in found["pages"]),
            _("test_pages", default="D'autres pages sont demandées."),
            translate,
        )
    homes = {field.name: page.id for page in form.pages for field in page.fields}
    for name in _names(expect["values"], found["values"]):
        before, after = expect["values"].get(name, ""), found["values"].get(name, "")
        if before != after:
            yield _difference(
                homes.get(name, ""),
                name,
                before,
                after,
                _("test_value", default="La valeur est autre."),
                translate,
            )
    for page in _names(expect["refusals"], found["refusals"]):
        wanted = expect["refusals"].get(page, {})
        given = found["refusals"].get(page, {})
        for name in _names(wanted, given):
            if wanted.get(name, "") != given.get(name, ""):
                yield _difference(
                    page,
                    _place(page, name),
                    wanted.get(name, ""),
                    given.get(name, ""),
                    _("test_refusal", default="Le refus est autre."),
                    translate,
                )


def _place(page: str, name: str) -> str:
    """Return the place of what is refused: in ``block.row.field``, whatever the row."""
    parts = name.split(".")
    return ".".join(parts[:1] + parts[2:]) if name else page_place(page)


def _names(one: Mapping[str, JSON], other: Mapping[str, JSON]) -> list[str]:
    return list(dict.fromkeys([*one, *other]))


def _difference(
    page: str, place: str, expected: str, found: str, message: str, translate: Translate
) -> dict[str, str]:
    return {
        "page": page,
        "place": place,
        "expected": expected,
        "found": found,
        "message": translate(message),
    }
