"""Texts: a line, several lines, an e-mail address, a telephone number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from imio.guichet.forms.controls.base import Control
from imio.guichet.forms.controls.base import LONGEST_TEXT
from imio.guichet.forms.controls.base import Message
from imio.guichet.forms.controls.base import Post
from imio.guichet.forms.controls.base import Reading
from imio.guichet.forms.controls.base import Slot
from imio.guichet.forms.controls.base import Translate
from imio.guichet.forms.html import join
from imio.guichet.forms.html import tag
from imio.guichet.forms.values import ConfirmedEmail
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
                **slot.aria(self.unit),
            ),
            slot,
            self.unit,
        )


@dataclass(frozen=True)
class Email(Text):
    """An e-mail address. With ``confirm``, a code sent to it must be given back: see
    ``forms.confirming``."""

    input_type: str = "email"
    autocomplete: str = "email"
    confirm: bool = False

    reading = "email"

    def convert(self, text: str) -> Reading:
        return Reading("".join(text.split()))

    def read(self, post: Post, name: str, kept: object = None) -> Reading:
        reading = super().read(post, name)
        # The address that was confirmed stays so while it is the same.
        return Reading(kept) if kept and reading.value == kept else reading

    def valid(self, value: object) -> bool:
        """True for an address that mail may be sent to."""
        return isinstance(value, str) and bool(EMAIL.fullmatch(value))

    def check(self, value: object) -> Message | None:
        if not self.valid(value):
            return _(
                "error_email",
                default="Écrivez une adresse électronique complète, "
                "par exemple nom@exemple.be.",
            )
        return super().check(value)

    def judge(self, value: object, today: date) -> Message | None:
        wrong = self.check(value)
        if wrong is None and self.confirm and not isinstance(value, ConfirmedEmail):
            return _(
                "error_email_unconfirmed",
                default="Un code à six chiffres a été envoyé à ${address}. "
                "Écrivez-le dans « Code reçu », puis continuez.",
                mapping={"address": value},
            )
        return wrong

    def text(self, value: object) -> str:
        return str(value or "")

    def data(self, value: object) -> object:
        return str(value) if value else None

    def draw(self, slot: Slot) -> Markup:
        drawn = super().draw(slot)
        if not self.confirm or not slot.kept or slot.first() != slot.kept:
            return drawn
        _t = slot.translate
        if isinstance(slot.kept, ConfirmedEmail):
            said = _t(_("label_email_confirmed", default="Adresse confirmée."))
            return join(drawn, tag("p", said, class_="g-small g-muted"))
        id_ = f"{slot.id}-code"
        return join(
            drawn,
            tag(
                "div",
                tag(
                    "label",
                    _t(_("label_email_code", default="Code reçu")),
                    for_=id_,
                    class_="g-label",
                ),
                tag(
                    "input",
                    type="text",
                    inputmode="numeric",
                    id=id_,
                    name=f"{slot.input_name}.code",
                    class_="g-input g-input--short",
                    maxlength=12,
                    autocomplete="one-time-code",
                    disabled=slot.disabled,
                    aria_describedby=slot.described_by,
                ),
                tag(
                    "button",
                    _t(_("button_email_again", default="Envoyer un nouveau code")),
                    type="submit",
                    name=f"{slot.input_name}.again",
                    value="1",
                    class_="g-btn g-btn--secondary g-btn--small",
                    disabled=slot.disabled,
                ),
                class_="g-stack",
            ),
        )


def with_unit(control: Markup, slot: Slot, unit: str) -> Markup:
    """Return an input with its unit beside it, which describes it (``Slot.aria``)."""
    if not unit:
        return control
    return tag(
        "div",
        control,
        tag("span", unit, class_="g-unit", id=f"unit-{slot.name}"),
        class_="g-input-group",
    )
