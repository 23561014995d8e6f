"""Amounts in euros."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from decimal import ROUND_HALF_UP
from imio.guichet.forms.controls.base import Cell
from imio.guichet.forms.controls.base import Reading
from imio.guichet.forms.controls.base import Typed
from imio.guichet.forms.controls.numbers import Number
from imio.guichet.forms.controls.numbers import parse_number
from imio.guichet.i18n import _

import re


CENT = Decimal("0.01")
SIGN = re.compile(r"^(?:€|eur(?:os?)?)\s*|\s*(?:€|eur(?:os?)?)$", re.IGNORECASE)


def parse_money(text: str) -> Decimal | None:
    """Return the amount of ``1.234,50 €``, ``1 234,5`` or ``€ 12``, or None."""
    number = parse_number(SIGN.sub("", text.strip()))
    if number is None or number != number.quantize(CENT):
        return None
    return number.quantize(CENT)


def format_amount(value: Decimal) -> str:
    """Return ``1.234,50``."""
    whole, _point, cents = f"{value.quantize(CENT, ROUND_HALF_UP):,f}".partition(".")
    return f"{whole.replace(',', '.')},{cents}"


@dataclass(frozen=True)
class Money(Number):
    """An amount in euros: ``Decimal`` with two decimals."""

    whole: bool = False
    unit: str = "€"

    @property
    def reading(self) -> str:  # type: ignore[override]
        return "money"

    def convert(self, text: str) -> Reading:
        amount = parse_money(text)
        if amount is None:
            return Reading(
                error=_(
                    "error_money",
                    default="Écrivez un montant en euros, avec deux décimales au plus, "
                    "par exemple 1.234,50.",
                )
            )
        return Reading(amount)

    def coerce(self, value: object) -> object:
        number = super().coerce(value)
        if not isinstance(number, Decimal):
            return None
        return number.quantize(CENT, ROUND_HALF_UP)

    def write(self, value: object) -> Typed:
        return {"": (format_amount(value),)} if isinstance(value, Decimal) else {}

    def text(self, value: object) -> str:
        if not isinstance(value, (Decimal, int)):
            return ""
        return f"{format_amount(Decimal(value))} €"

    def limit_text(self, value: object) -> str:
        return self.text(value)

    def cells(self, value: object) -> tuple[Cell, ...]:
        """One cell, without sign or points: spreadsheets calculate with it."""
        return (("", f"{value:f}".replace(".", ",") if value is not None else ""),)
