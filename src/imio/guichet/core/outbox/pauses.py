"""Which kinds of work a runner leaves alone for now, because nothing would succeed.

Kept by each runner for itself: it only saves attempts, the truth is in the store.
"""

from imio.guichet.core.outbox.policy import Backoff
from imio.guichet.core.outbox.policy import PAUSE

import time


class Pauses:
    """Pauses by site and kind. Waits are in seconds."""

    def __init__(self, backoff: Backoff = PAUSE) -> None:
        self._backoff = backoff
        self._pauses: dict[tuple[str, str], tuple[int, float]] = {}

    def pause(self, site: str, kind: str) -> float:
        """Pause a kind, longer each time in a row; return for how long."""
        count = self._pauses.get((site, kind), (0, 0.0))[0] + 1
        wait = self._backoff.delay(count)
        self._pauses[site, kind] = (count, time.monotonic() + wait)
        return wait

    def is_open(self, site: str, kind: str) -> bool:
        """True when work of a kind may be tried."""
        return time.monotonic() >= self._pauses.get((site, kind), (0, 0.0))[1]

    def end(self, site: str, kind: str) -> None:
        """Forget the pauses of a kind: something succeeded."""
        self._pauses.pop((site, kind), None)
