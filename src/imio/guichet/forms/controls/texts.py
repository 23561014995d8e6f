"""Texts: a line, several lines, an e-mail address, a telephone number."""

from __future__ import annotations

from dataclasses import dataclass
from imio.guichet.forms.controls.base import Control
from imio.guichet.forms.controls.base import LONGEST_TEXT
from imio.guichet.forms.controls.base import Message
from imio.guichet.forms.controls.base import Reading
from imio.guichet.forms.controls.base import Slot
from imio.guichet.forms.controls.base import Translate
from imio.guichet.forms.html import join
from imio.guichet.forms.html import tag
from imio.guichet.i18n import _
from markupsafe import Markup
from zope.schema.interfaces import TooLong
from zope.schema.interfaces import TooShort
from zope.schema.interfaces import ValidationError

import re


EMAIL = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}"
    r"@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}"
)
PHONE = re.compile(r"\+?[0-9][0-9 ./()-]{5,24}")


@dataclass(frozen=True)
class Text(Control):
    """A line of text, or several."""

    multiline: bool = False
    input_type: str = "text"
    autocomplete: str = ""
    unit: str = ""

    @property
    def longest(self) -> int:
        """How many characters an answer may have."""
        return getattr(self.schema, "max_length", None) or LONGEST_TEXT

    def convert(self, text: str) -> Reading:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        return Reading(text if self.multiline else " ".join(text.splitlines()))

    def check(self, value: object) -> Message | None:
        if isinstance(value, str) and len(value) > self.longest:
            return self._too_long()
        return super().check(value)

    def explain(self, error: ValidationError) -> Message:
        if isinstance(error, TooLong):
            return self._too_long()
        if isinstance(error, TooShort):
            return _(
                "error_too_short",
                default="Écrivez au moins ${min} caractères.",
                mapping={"min": self.schema.min_length},
            )
        return super().explain(error)

    def _too_long(self) -> Message:
        return _(
            "error_too_long",
            default="Écrivez au plus ${max} caractères.",
            mapping={"max": self.longest},
        )

    def blank(self, translate: Translate) -> Markup:
        """Return a line, or several for a long text."""
        line = tag("div", class_="b-line")
        return join(*[line] * 4) if self.multiline else line

    def draw(self, slot: Slot) -> Markup:
        limit = getattr(self.schema, "max_length", None)
        if self.multiline:
            return tag(
                "textarea",
                Markup("\n") + slot.first(),  # a browser drops the first line feed
                id=slot.id,
                name=slot.input_name,
                class_="g-textarea",
                rows=5,
                maxlength=limit,
                autocomplete=self.autocomplete or None,
                **slot.aria(),
            )
        return with_unit(
            tag(
                "input",
                type=self.input_type,
                id=slot.id,
                name=slot.input_name,
                value=slot.first(),
                class_="g-input",
                maxlength=limit,
                autocomplete=self.autocomplete or None,
                **slot.aria(),
            ),
            self.unit,
        )


@dataclass(frozen=True)
class Email(Text):
    """An e-mail address."""

    input_type: str = "email"
    autocomplete: str = "email"

    def check(self, value: object) -> Message | None:
        if not isinstance(value, str) or not EMAIL.fullmatch(value):
            return _(
                "error_email",
                default="Écrivez une adresse électronique complète, "
                "par exemple nom@exemple.be.",
            )
        return super().check(value)


@dataclass(frozen=True)
class Phone(Text):
    """A telephone number, as people write it."""

    input_type: str = "tel"
    autocomplete: str = "tel"

    def check(self, value: object) -> Message | None:
        if not isinstance(value, str) or not PHONE.fullmatch(value):
            return _(
                "error_phone",
                default="Écrivez un numéro de téléphone, par exemple 0470 12 34 56.",
            )
        return super().check(value)


def with_unit(control: Markup, unit: str) -> Markup:
    """Return an input with its unit beside it."""
    if not unit:
        return control
    return tag(
        "div",
        control,
        tag("span", unit, class_="g-unit"),
        class_="g-input-group",
    )
