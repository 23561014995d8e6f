"""The town's service of addresses, asked with restraint. No Zope.

Answers are kept in memory for an hour; after a failure the service is left alone for a
moment, so that nobody waits for what is away; few requests leave at the same time, so
that a slow service does not hold the site's threads.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from collections.abc import Iterator
from contextlib import contextmanager
from imio.guichet.core.maps import Point
from imio.guichet.core.maps import TownMap
from imio.guichet.forms.places.fetching import fetch_json
from imio.guichet.forms.places.fetching import Unreachable
from imio.guichet.forms.places.providers import Found
from imio.guichet.forms.places.providers import Malformed
from imio.guichet.forms.places.providers import PROVIDERS
from threading import BoundedSemaphore
from threading import Lock

import time


Answer = tuple[Found, ...]

KEPT = 1000
"""Answers in the memory of one process."""

SECONDS_KEPT = 3600.0
SECONDS_ALONE = 20.0
"""How long a service that failed is not asked."""

AT_ONCE = 2
"""Requests of one process on their way."""

PRECISION = 5
"""Decimals of a position that is asked about: a metre."""


class Geocoder:
    """Asks, remembers, gives up. Threads may share it."""

    def __init__(
        self,
        fetch: Callable[[str, str], object] = fetch_json,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._fetch = fetch
        self._clock = clock
        self._answers: OrderedDict[str, tuple[float, Answer]] = OrderedDict()
        self._away: dict[str, float] = {}
        self._lock = Lock()
        self._doors = BoundedSemaphore(AT_ONCE)

    def search(
        self, town: TownMap, text: str, language: str, agent: str, leave: Leave
    ) -> Answer:
        """Return the addresses that a text may mean; raises Unreachable.

        ``leave`` is called before a request goes out; what it raises stops it.
        """
        provider = PROVIDERS[town.geocoder_kind]
        url = provider.search_url(town.geocoder, text, town.bounds, language)
        found = self._ask(town.geocoder, url, provider.search, agent, leave)
        return tuple(
            f for f in found if town.holds(f.point.latitude, f.point.longitude)
        )

    def reverse(
        self, town: TownMap, point: Point, language: str, agent: str, leave: Leave
    ) -> Answer:
        """Return the address of a position, or none; raises Unreachable."""
        provider = PROVIDERS[town.geocoder_kind]
        near = Point(
            round(point.latitude, PRECISION), round(point.longitude, PRECISION)
        )
        url = provider.reverse_url(town.geocoder, near, language)
        return self._ask(town.geocoder, url, provider.reverse, agent, leave)

    def forget(self) -> None:
        """Forget all answers and failures."""
        with self._lock:
            self._answers.clear()
            self._away.clear()

    def _ask(
        self,
        base: str,
        url: str,
        parse: Callable[[object], Answer],
        agent: str,
        leave: Leave,
    ) -> Answer:
        known = self._known(url)
        if known is not None:
            return known
        if self._away.get(base, 0.0) > self._clock():
            raise Unreachable("it failed a moment ago")
        leave()
        with self._door():
            try:
                answer = parse(self._fetch(url, agent))
            except (Unreachable, Malformed) as error:
                with self._lock:
                    self._away = {base: self._clock() + SECONDS_ALONE}
                raise Unreachable(str(error)) from None
        with self._lock:
            self._answers[url] = (self._clock() + SECONDS_KEPT, answer)
            while len(self._answers) > KEPT:
                self._answers.popitem(last=False)
        return answer

    def _known(self, url: str) -> Answer | None:
        with self._lock:
            end, answer = self._answers.get(url, (0.0, ()))
            if end <= self._clock():
                self._answers.pop(url, None)
                return None
            self._answers.move_to_end(url)
            return answer

    @contextmanager
    def _door(self) -> Iterator[None]:
        if not self._doors.acquire(timeout=1.0):
            raise Unreachable("too many at once")
        try:
            yield
        finally:
            self._doors.release()


Leave = Callable[[], None]

geocoder = Geocoder()
