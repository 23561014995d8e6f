"""Numbers with a check: national number, enterprise, account, plate, communication.

Each is stored in its bare form and shown as it is written. What each must satisfy is
its authority's rule; the algorithms are python-stdnum's.
"""

from __future__ import annotations

from dataclasses import dataclass
from imio.guichet.forms.controls.base import Message
from imio.guichet.forms.controls.base import Reading
from imio.guichet.forms.controls.base import Slot
from imio.guichet.forms.controls.base import Typed
from imio.guichet.forms.controls.texts import Text
from imio.guichet.forms.html import tag
from imio.guichet.i18n import _
from markupsafe import Markup
from stdnum import iban
from stdnum.be import bis
from stdnum.be import nn
from stdnum.be import ogm_vcs
from stdnum.be import vat
from stdnum.exceptions import ValidationError as NumberError

import re


LONGEST = 60
"""Characters of what may be typed, separators included."""


@dataclass(frozen=True)
class Number(Text):
    """What these share: a bare form, a written form, and a test."""

    inputmode = "text"
    width = 20

    def bare(self, text: str) -> str:
        """Return the bare form of what was typed; raises NumberError."""
        raise NotImplementedError

    def written(self, value: str) -> str:
        """Return a bare number as it is written."""
        return value

    def wrong(self) -> Message:
        """Return how to write it right."""
        raise NotImplementedError

    def _read(self, text: str) -> str | None:
        text = text.replace("\u00a0", " ").replace("\u202f", " ")
        if len(text) > LONGEST or not text.isascii():
            return None
        try:
            return self.bare(text)
        except NumberError:
            return None

    def convert(self, text: str) -> Reading:
        found = self._read(text)
        return Reading(error=self.wrong()) if found is None else Reading(found)

    def check(self, value: object) -> Message | None:
        if not isinstance(value, str) or self._read(value) != value:
            return self.wrong()
        return None

    def coerce(self, value: object) -> object:
        return self._read(value) if isinstance(value, str) else None

    def write(self, value: object) -> Typed:
        return {"": (self.text(value),)} if value else {}

    def text(self, value: object) -> str:
        return self.written(value) if isinstance(value, str) else ""

    def draw(self, slot: Slot) -> Markup:
        return tag(
            "input",
            type="text",
            inputmode=self.inputmode,
            id=slot.id,
            name=slot.input_name,
            value=slot.first(),
            class_="g-input g-input--short" if self.width < 20 else "g-input",
            maxlength=LONGEST,
            autocomplete=self.autocomplete or "off",
            spellcheck="false",
            autocapitalize="off" if self.inputmode == "numeric" else "characters",
            **slot.aria(),
        )


@dataclass(frozen=True)
class NationalNumber(Number):
    """A national register number or a BIS number: eleven digits.

    Law of 8 August 1983 and royal decree of 3 April 1984: birth date, serial number
    and the complement to 97 of what precedes, after a 2 for those born since 2000;
    for BIS numbers (royal decree of 8 February 1991) 20 or 40 is added to the month.
    """

    reading = "digits"
    confidential = True

    inputmode = "numeric"
    width = 15

    def bare(self, text: str) -> str:
        digits = nn.compact(text)
        return bis.validate(digits) if digits[2:3] in "2345" else nn.validate(digits)

    def written(self, value: str) -> str:
        return nn.format(value)

    def wrong(self) -> Message:
        return _(
            "error_national_number",
            default="Vérifiez ce numéro : il a onze chiffres, par exemple "
            "85.07.30-033.28. Il est au dos de la carte d'identité.",
        )


@dataclass(frozen=True)
class EnterpriseNumber(Number):
    """A number of the Crossroads Bank for Enterprises: ten digits, 0 or 1 first."""

    reading = "enterprise"
    inputmode = "numeric"
    width = 15

    def bare(self, text: str) -> str:
        return vat.validate(text)

    def written(self, value: str) -> str:
        return f"{value[:4]}.{value[4:7]}.{value[7:]}"

    def wrong(self) -> Message:
        return _(
            "error_enterprise_number",
            default="Vérifiez ce numéro : il a dix chiffres, par exemple 0403.170.701.",
        )


@dataclass(frozen=True)
class Iban(Number):
    """An account number (ISO 13616), of any country."""

    reading = "iban"

    def bare(self, text: str) -> str:
        # Lists of banks grow old: the check digits are what is asked.
        number = iban.validate(text, check_country=False)
        if number.startswith("BE") and (int(number[4:14]) % 97 or 97) != int(
            number[14:]
        ):
            raise NumberError
        return number

    def written(self, value: str) -> str:
        return iban.format(value)

    def wrong(self) -> Message:
        return _(
            "error_iban",
            default="Vérifiez ce numéro de compte, par exemple BE68 5390 0754 7034.",
        )


PLATES = (
    # Since 2010: an index, three letters, three digits (or the reverse).
    (re.compile(r"([1-9])([A-Z]{3})([0-9]{3})"), "{}-{}-{}"),
    (re.compile(r"([1-9])([0-9]{3})([A-Z]{3})"), "{}-{}-{}"),
    # Before.
    (re.compile(r"([A-Z]{3})([0-9]{3})"), "{}-{}"),
    (re.compile(r"([0-9]{3})([A-Z]{3})"), "{}-{}"),
    (re.compile(r"([A-Z])([0-9]{4})"), "{}-{}"),
)
ANY_PLATE = re.compile(r"(?=[A-Z0-9]*[0-9A-Z])[A-Z0-9]{1,10}")


@dataclass(frozen=True)
class Plate(Number):
    """A Belgian licence plate (royal decree of 20 July 2001), with its dashes.

    ``foreign`` ones too, personal ones among them, which follow no pattern.
    """

    foreign: bool = False
    width = 15
    reading = "plate"

    def bare(self, text: str) -> str:
        dense = re.sub(r"[\s.-]", "", text).upper()
        for pattern, form in PLATES:
            found = pattern.fullmatch(dense)
            if found:
                return form.format(*found.groups())
        if self.foreign and ANY_PLATE.fullmatch(dense):
            return dense
        raise NumberError

    def wrong(self) -> Message:
        return _(
            "error_plate",
            default="Écrivez une plaque belge complète, par exemple 1-ABC-234.",
        )


@dataclass(frozen=True)
class Communication(Number):
    """A structured communication (Febelfin): ten digits and their remainder by 97."""

    reading = "digits"
    inputmode = "numeric"

    def bare(self, text: str) -> str:
        return ogm_vcs.validate(text.replace("*", "+"))

    def written(self, value: str) -> str:
        return f"+++{ogm_vcs.format(value)}+++"

    def wrong(self) -> Message:
        return _(
            "error_communication",
            default="Vérifiez cette communication : elle a douze chiffres, par exemple "
            "+++010/8068/17183+++.",
        )
