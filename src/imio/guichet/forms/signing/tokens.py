"""The link by which somebody is asked to sign: signed, with an end, for that only.

It says which dossier and which request to sign, and opens nothing by itself: who comes
with it must sign in with an account of the address it was sent to. No Zope.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import hashlib
import hmac


PURPOSE = "imio.guichet.cosign"
LONGEST = 300
"""Characters of a token; a longer one is none."""


@dataclass(frozen=True)
class Asked:
    """What a token says. ``expires`` in seconds since the epoch."""

    reference: str
    signer: str
    expires: int

    def is_over(self, now: float) -> bool:
        return self.expires < now


def make(keys: Sequence[str], asked: Asked) -> str:
    """Return the token, fit for an address."""
    said = f"{asked.reference}.{asked.signer}.{asked.expires}"
    return f"{said}.{_sign(keys[0], said)}"


def read(keys: Sequence[str], token: str) -> Asked | None:
    """Return what a token says, also when it is over; None when it is not ours."""
    if len(token) > LONGEST or not token.isascii():
        return None
    said, _dot, signature = token.rpartition(".")
    if not any(hmac.compare_digest(signature, _sign(key, said)) for key in keys):
        return None
    # Ours from here on.
    reference, signer, expires = said.split(".")
    return Asked(reference, signer, int(expires))


def _sign(key: str, said: str) -> str:
    message = f"{PURPOSE}:{said}".encode()
    return hmac.new(key.encode(), message, hashlib.sha256).hexdigest()
