"""Contracts of the outbox."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zope.interface import Attribute
from zope.interface import Interface


@dataclass(frozen=True)
class Job:
    """What a handler knows of the work at hand, besides its payload."""

    site: Any
    """The Plone site; it is also the current component site."""

    key: str
    """Idempotency key: the same at each attempt, unlike any other work's."""

    created: datetime
    """When it was put in the outbox, with time zone."""

    attempt: int
    """1 at the first attempt."""


class IOutboxHandler(Interface):
    """Carries out one kind of work: a global utility named as the kind."""

    title = Attribute("What this kind is called, an i18n message")

    def validate(payload: Mapping[str, Any]) -> dict[str, Any]:
        """Return the payload as it will be kept: plain JSON values.

        Raises ValueError when it can never be carried out.
        """

    def describe(payload: Mapping[str, Any]) -> str:
        """Return one line by which a manager recognises the work."""

    def run(payload: Mapping[str, Any], job: Job) -> None:
        """Do it; returning means it is done.

        Raises Refused, Unavailable, or anything else to be tried again later. May run
        more than once for one ``job.key``: a process can die before it is noted as
        done. Reads the database but does not write: its changes are thrown away.
        """
