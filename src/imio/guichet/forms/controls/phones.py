"""Telephone numbers, by the plan of their country (libphonenumber)."""

from __future__ import annotations

from dataclasses import dataclass
from imio.guichet.forms.controls.base import Message
from imio.guichet.forms.controls.base import Reading
from imio.guichet.forms.controls.base import Typed
from imio.guichet.forms.controls.texts import Text
from imio.guichet.i18n import _
from phonenumbers import format_number
from phonenumbers import is_valid_number
from phonenumbers import number_type
from phonenumbers import NumberParseException
from phonenumbers import parse
from phonenumbers import PhoneNumber
from phonenumbers import PhoneNumberFormat
from phonenumbers import PhoneNumberType


REGION = "BE"
COUNTRY = 32
LONGEST = 40
MOBILE = (PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE)


def read_phone(text: str) -> PhoneNumber | None:
    """Return the number that people of Belgium mean, or None."""
    if len(text) > LONGEST:
        return None
    try:
        found = parse(text, REGION)
    except NumberParseException:
        return None
    return found if is_valid_number(found) and not found.extension else None


@dataclass(frozen=True)
class Phone(Text):
    """A telephone number: stored in E.164 (``+32470123456``)."""

    input_type: str = "tel"
    autocomplete: str = "tel"
    mobile: bool = False
    """Only a number that takes text messages."""

    reading = "phone"

    def convert(self, text: str) -> Reading:
        found = read_phone(text)
        if found is None:
            return Reading(error=self._wrong())
        return Reading(format_number(found, PhoneNumberFormat.E164))

    def check(self, value: object) -> Message | None:
        found = read_phone(value) if isinstance(value, str) else None
        if found is None or format_number(found, PhoneNumberFormat.E164) != value:
            return self._wrong()
        if self.mobile and number_type(found) not in MOBILE:
            return _(
                "error_mobile",
                default="Écrivez un numéro de GSM, par exemple 0470 12 34 56.",
            )
        return None

    def _wrong(self) -> Message:
        return _(
            "error_phone",
            default="Écrivez un numéro de téléphone qui existe, par exemple "
            "0470 12 34 56, ou +33 1 23 45 67 89 pour un autre pays.",
        )

    def coerce(self, value: object) -> object:
        return self.convert(value).value if isinstance(value, str) and value else None

    def write(self, value: object) -> Typed:
        return {"": (self.text(value),)} if value else {}

    def text(self, value: object) -> str:
        """National for Belgium, else international."""
        found = read_phone(value) if isinstance(value, str) else None
        if found is None:  # answered before there was this control
            return str(value or "")
        national = found.country_code == COUNTRY
        style = (
            PhoneNumberFormat.NATIONAL if national else PhoneNumberFormat.INTERNATIONAL
        )
        return format_number(found, style)
