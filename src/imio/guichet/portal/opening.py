"""Whether a procedure can be begun now."""

from __future__ import annotations

from datetime import datetime
from datetime import UTC
from enum import StrEnum


class Opening(StrEnum):
    """Where a procedure stands in its opening window."""

    OPEN = "open"
    NOT_YET = "not_yet"
    OVER = "over"
    UNAVAILABLE = "unavailable"


def opening(
    opens: datetime | None,
    closes: datetime | None,
    *,
    live: bool,
    now: datetime,
) -> Opening:
    """Return the state; ``live`` says that a revision is published.

    Moments without time zone are taken as UTC, as Plone stores them.
    """
    if not live:
        return Opening.UNAVAILABLE
    if opens is not None and now < _aware(opens):
        return Opening.NOT_YET
    if closes is not None and now >= _aware(closes):
        return Opening.OVER
    return Opening.OPEN


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
