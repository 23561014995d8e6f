"""Dossier references: ``EVT-2611-7K4QX3``.

Procedure code, year and month (two digits each), five random symbols and a
check symbol, in Crockford's base 32 (https://www.crockford.com/base32.html).
The check symbol is a Luhn mod 32 sum over the whole reference: it catches each
single wrong symbol of the random part and nearly all swaps of neighbours.
"""

from datetime import date

import re
import secrets


ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O, U."""

RANDOM_SYMBOLS = 5
CODE = re.compile(r"^[A-Z]{2,6}$")
_SHAPE = re.compile(
    r"^(?P<code>[A-Z]{2,6})-(?P<year>\d{2})(?P<month>0[1-9]|1[0-2])"
    r"-(?P<symbols>[0-9A-HJKMNP-TV-Z]{6})$"
)
_LOOKALIKES = str.maketrans("ILO", "110")


def _luhn(text: str) -> int:
    """Luhn mod 32 over the symbols of ``text`` (hyphens left out)."""
    total = 0
    size = len(ALPHABET)
    for position, symbol in enumerate(reversed(text.replace("-", ""))):
        value = ALPHABET.find(symbol)
        if value < 0:  # I, L, O, U: only in procedure codes
            value = ord(symbol) % size
        if position % 2 == 0:
            value *= 2
            value = value // size + value % size
        total += value
    return (size - total % size) % size


def new_reference(code: str, when: date) -> str:
    """Return a random reference for a procedure with ``code``, made on ``when``.

    Raises ValueError when ``code`` is not 2 to 6 capital letters.
    """
    if not CODE.match(code):
        raise ValueError(f"not a procedure code: {code!r}")
    symbols = "".join(secrets.choice(ALPHABET) for _ in range(RANDOM_SYMBOLS))
    body = f"{code}-{when:%y%m}-{symbols}"
    return body + ALPHABET[_luhn(body)]


def normalize(text: str) -> str | None:
    """Return the reference that a person meant by ``text``, or None.

    Case, spaces and the look-alikes I, L and O are forgiven in the random part; a
    wrong check symbol is not.
    """
    parts = re.sub(r"[\s.–—]+", "-", text.strip().upper()).split("-")
    parts = [part for part in parts if part]
    if len(parts) != 3:
        return None
    code, month, symbols = parts
    reference = "-".join(
        (code, month.translate(_LOOKALIKES), symbols.translate(_LOOKALIKES))
    )
    match = _SHAPE.match(reference)
    if match is None:
        return None
    body, check = reference[:-1], reference[-1]
    return reference if ALPHABET[_luhn(body)] == check else None


def bucket(reference: str) -> tuple[str, str]:
    """Return the (year, month) folder ids of a normal reference: ("2026", "11").

    Raises ValueError when ``reference`` has not the shape of one.
    """
    match = _SHAPE.match(reference)
    if match is None:
        raise ValueError(f"not a reference: {reference!r}")
    return f"20{match['year']}", match["month"]


def new_secret() -> str:
    """Return a secret code for following a dossier: 12 symbols, 60 bits."""
    symbols = "".join(secrets.choice(ALPHABET) for _ in range(12))
    return "-".join(symbols[i : i + 4] for i in range(0, 12, 4))
