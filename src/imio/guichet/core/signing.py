"""Signatures of others that a request waits for: small immutable values.

They are stored: never move or rename them without an upgrade step. Pure.
"""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from datetime import datetime
from enum import StrEnum


class SignerState(StrEnum):
    """Where somebody who is asked to sign stands."""

    ASKED = "asked"
    SIGNED = "signed"
    REFUSED = "refused"


class SigningState(StrEnum):
    """Where the signatures of a request stand."""

    WAITING = "waiting"
    COMPLETE = "complete"
    REFUSED = "refused"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Signer:
    """Somebody who is asked to sign. Moments have a time zone.

    ``id`` is random: another is made when the address is corrected, so that the former
    link is worth nothing. ``user`` is the account that signed or refused, ``seal`` the
    digest of what it read.
    """

    id: str
    email: str
    name: str
    asked: datetime
    """When the last mail was sent."""

    reminders: int = 0
    state: SignerState = SignerState.ASKED
    user: str = ""
    user_name: str = ""
    when: datetime | None = None
    reason: str = ""
    seal: str = ""

    @property
    def title(self) -> str:
        """Who it is, in words: the name of the account once it is known."""
        name = self.user_name or self.name
        return f"{name} ({self.email})" if name else self.email


@dataclass(frozen=True)
class Signing:
    """A request that was sent and that others are asked to sign.

    ``seal`` is the digest of the revision and of the answers as they were sent;
    ``until`` is when the request becomes a draft again.
    """

    sent: datetime
    until: datetime
    seal: str
    signers: tuple[Signer, ...]
    state: SigningState = SigningState.WAITING
    warned: bool = False

    @property
    def is_sealed(self) -> bool:
        """True while the answers are those that were sent to be signed."""
        return self.state in (SigningState.WAITING, SigningState.COMPLETE)

    @property
    def awaited(self) -> tuple[Signer, ...]:
        """Those who have not answered."""
        return tuple(one for one in self.signers if one.state == SignerState.ASKED)

    def signer(self, id: str) -> Signer | None:
        """Return somebody who is asked, by id."""
        return next((one for one in self.signers if one.id == id), None)

    def with_signer(self, id: str, new: Signer) -> Signing:
        """Return the same with ``new`` instead of the signer of an id."""
        signers = tuple(new if one.id == id else one for one in self.signers)
        return replace(self, signers=signers)
