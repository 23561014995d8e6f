"""When to try again, and when to give up. Pure: seconds in, seconds out."""

from dataclasses import dataclass

import random


@dataclass(frozen=True)
class Backoff:
    """Waits that double, with jitter, so that failures do not come back together."""

    first: float = 60.0
    longest: float = 3600.0
    jitter: float = 0.2
    """Each wait is moved by up to this share of itself, either way."""

    give_up_after: float = 3 * 24 * 3600.0
    """Age in seconds after which a failure is the last."""

    interruptions: int = 5
    """How often a process may die over one piece of work before it is set aside."""

    def delay(self, attempt: int) -> float:
        """Return the wait after failed attempt number ``attempt`` (from 1)."""
        # 2 ** 40 seconds is beyond any sensible ``longest``.
        wait = min(self.longest, self.first * 2.0 ** min(max(attempt, 1) - 1, 40))
        return wait * random.uniform(1 - self.jitter, 1 + self.jitter)

    def is_over(self, age: float) -> bool:
        """True when a failure at this age (seconds) is not tried again."""
        return age >= self.give_up_after


#: For work that the other side turned down for now.
RETRY = Backoff()
#: For a kind whose other side cannot be reached: from 15 s to 5 min.
PAUSE = Backoff(first=15.0, longest=300.0)
