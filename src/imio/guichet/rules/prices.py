"""The price of what was chosen.

An answer that has a price is a ``str`` with an attribute ``price`` (``Decimal``): the
price travels with the answer, so that each who reads it finds the same.
"""

from __future__ import annotations

from decimal import Decimal
from imio.guichet.rules.values import number
from imio.guichet.rules.values import Value


def price_of(answer: object) -> Value:
    """The price of a choice, or of several together.

    What has no price is free, and so is nothing; null for what is no choice.
    """
    if answer is None:
        return Decimal(0)
    if isinstance(answer, str):
        return _price(answer)
    if isinstance(answer, (list, tuple, set, frozenset)):
        prices = [_price(item) for item in answer if isinstance(item, str)]
        return number(sum(prices, Decimal(0)))
    return None


def _price(choice: str) -> Decimal:
    found = getattr(choice, "price", None)
    exact = number(found) if isinstance(found, Decimal) else None
    return Decimal(0) if exact is None else exact
