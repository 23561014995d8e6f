"""A form played without anybody: the pages asked, the values, what is refused.

No dossier, no database: the same functions as for citizens (``forms.filling``), over
answers as a browser posts them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from imio.guichet.forms import filling
from imio.guichet.forms import prefill
from imio.guichet.forms.controls.base import Post
from imio.guichet.forms.controls.base import PREFIX
from imio.guichet.forms.controls.base import Translate
from imio.guichet.forms.filling import Asked
from imio.guichet.forms.filling import Faults
from imio.guichet.forms.studio.errors import Refused
from imio.guichet.forms.studio.shape import JSON
from imio.guichet.forms.studio.shape import json_value
from imio.guichet.forms.types import Field
from imio.guichet.forms.types import Form
from imio.guichet.forms.types import Page
from imio.guichet.i18n import _
from io import BytesIO
from typing import Final

import base64
import re


PEOPLE: Final[Mapping[str, Mapping[str, str]]] = {
    "anonymous": {},
    "citizen": {
        "fullname": "Camille Exemple",
        "email": "camille@exemple.be",
        "phone": "0470 12 34 56",
        "address": "Rue de l'Exemple 1, 6000 Charleroi",
    },
    "enterprise": {
        "fullname": "Exemple SRL",
        "email": "info@exemple.be",
        "phone": "071 12 34 56",
        "address": "Boulevard de l'Exemple 2, 6000 Charleroi",
    },
}
"""Who may play: what the form knows of them beforehand."""

MOST_INPUTS: Final = 2000
INPUT = re.compile(r"[A-Za-z0-9_.\-]{1,200}")

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJ"
    "RU5ErkJggg=="
)


class Sample(BytesIO):
    """A small file in the place of one that somebody would choose."""

    def __init__(self, filename: str) -> None:
        images = (".gif", ".jpeg", ".jpg", ".png", ".webp")
        is_image = filename.lower().endswith(images)
        super().__init__(PNG if is_image else PDF)
        stem = filename.rpartition(".")[0] or filename
        self.filename = f"{stem}.png" if is_image else f"{stem}.pdf"


@dataclass(frozen=True)
class Sampled(prefill.Proposals):
    """What is known of one of PEOPLE."""

    person: str = "anonymous"

    def _source(self, source: str) -> object:
        kind, _dot, name = source.partition(".")
        if kind == "user":
            return PEOPLE[self.person].get(name)
        return super()._source(source)


@dataclass(frozen=True)
class Play:
    """What came of a play. It ends at the first page that refuses."""

    asked: Asked
    pages: tuple[str, ...]
    refusals: dict[str, Faults] = field(default_factory=dict)


def inputs_of(given: JSON, place: str = "") -> dict[str, JSON]:
    """Return the inputs of a page, {name: raw}, well typed; raises Refused.

    A raw answer is a text, a list of texts, or those by the end of the input's name.
    """
    if given is None:
        return {}
    if not isinstance(given, dict) or len(given) > MOST_INPUTS:
        raise _unreadable(place)
    for name, raw in given.items():
        if not INPUT.fullmatch(name):
            raise _unreadable(place)
        raws = raw.values() if isinstance(raw, dict) else [raw]
        ends = raw if isinstance(raw, dict) else ()
        good = all(end == "" or INPUT.fullmatch(end) for end in ends) and all(
            isinstance(one, str)
            or (isinstance(one, list) and all(isinstance(item, str) for item in one))
            for one in raws
        )
        if not good:
            raise _unreadable(name)
    found: dict[str, JSON] = json_value(given, place)
    return found


def _unreadable(place: str) -> Refused:
    return Refused(
        _("studio_answers", default="Une réponse donnée en essai ne peut être lue."),
        place[:100],
    )


def post_of(form: Form, given: Mapping[str, JSON]) -> Post:
    """Return what a browser would post for some raw answers."""
    values: dict[str, object] = {}
    for name, raw in given.items():
        plain = name.removeprefix(PREFIX)
        if isinstance(raw, dict):
            for end, one in raw.items():
                dot = "." if end and not end.startswith(".") else ""
                values[f"{PREFIX}{plain}{dot}{end}"] = one
        elif raw and _is_file(form.by_name.get(plain)):
            names = [raw] if isinstance(raw, str) else raw
            values[PREFIX + plain] = [Sample(one) for one in names if one]
        else:
            values[PREFIX + plain] = raw
    return Post(values)


def _is_file(found: Field | None) -> bool:
    return found is not None and found.control.kind == "file"


def proposed(page: Page, proposals: prefill.Proposals) -> dict[str, object]:
    """Return what a page proposes to the person."""
    values = {
        found.name: proposals.value(found) for found in page.fields if found.is_asked
    }
    return {name: value for name, value in values.items() if value is not None}


def read_page(
    page: Page, post: Post, kept: Mapping[str, object], proposals: prefill.Proposals
) -> tuple[dict[str, object], Faults]:
    """Return the values of a page; what was not posted at all is as proposed."""
    values, faults = filling.read(page, post, kept, proposals.locked(page))
    before = proposed(page, proposals)
    for found in page.fields:
        if found.name in before and not post.typed(found.name):
            values[found.name] = before[found.name]
    return values, faults


def play(
    form: Form, answers: Mapping[str, Mapping[str, JSON]], today: date, person: str
) -> Play:
    """Play a form, page after page, with the raw answers of each page."""
    proposals = Sampled(None, today, {}, form.options, person)
    values: dict[str, object] = {}
    passed: list[str] = []
    while True:
        asked = filling.ask(form, values, today)
        page = next((page for page in asked.pages if page.id not in passed), None)
        if page is None:
            return Play(asked, tuple(page.id for page in asked.pages))
        post = post_of(form, answers.get(page.id, {}))
        read, unread = read_page(page.page, post, values, proposals)
        values.update(read)
        passed.append(page.id)
        asked = filling.ask(form, values, today)
        shown = asked.page(page.id)
        if shown is None:
            continue
        faults = filling.check(shown, asked.answers, today, unread)
        if faults:
            number = asked.number(page.id)
            ids = tuple(page.id for page in asked.pages[:number])
            return Play(asked, ids, {page.id: faults})


def said(form: Form, asked: Asked, translate: Translate) -> dict[str, str]:
    """Return {name: text} of the answers that count."""
    return {
        found.name: translate(found.control.text(asked.answers[found.name]))
        for found in form.fields()
        if found.name in asked.answers
    }


def told(faults: Faults, translate: Translate) -> dict[str, str]:
    """Return {field name, or '' for the page: message} of what is refused."""
    lines = {name: translate(message) for name, message in faults.fields.items()}
    if faults.page:
        lines[""] = " ".join(translate(message) for message in faults.page)
    return lines
