"""The list of dossiers an agent asks for: which rows, how many, in what order.

Only indexes are read until the rows of the page are known.
"""

from __future__ import annotations

from BTrees.IIBTree import difference
from BTrees.IIBTree import intersection
from BTrees.IIBTree import union
from datetime import date
from datetime import timedelta
from datetime import tzinfo
from functools import cached_property
from imio.guichet.core import paging
from imio.guichet.core import references
from imio.guichet.core.catalog import DossierCatalog
from imio.guichet.core.text import words
from imio.guichet.core.types import OPEN_PHASES
from imio.guichet.desk import dates
from imio.guichet.desk.agents import Agent
from imio.guichet.desk.filters import Filters
from imio.guichet.desk.filters import TABS
from typing import Any


PAGE_SIZE = 50
OPEN = sorted(str(phase) for phase in OPEN_PHASES)
INDEX_OF = {"applicant": "applicant_key"}
"""Sort columns whose index has another name."""

NUMERIC = ("submitted", "deadline", "changed")
_LAST = "\U0010ffff"


class Listing:
    """Dossiers as one agent sees them."""

    def __init__(
        self, catalog: DossierCatalog, agent: Agent, today: date, zone: tzinfo
    ) -> None:
        self.catalog = catalog
        self.agent = agent
        self.today = today
        self.zone = zone
        self._own = self._own_requests()

    def page(self, filters: Filters) -> paging.Page:
        """Return the page of the list that the filters ask for."""
        numeric = filters.sort_on in NUMERIC
        name = INDEX_OF.get(filters.sort_on, filters.sort_on)
        index = self.catalog._catalog.getIndex(name)
        return paging.get_page(
            self.rids(filters),
            paging.SortKey(index._index, index.documentToKeyMap()),
            PAGE_SIZE,
            filters.descending,
            after=paging.read_cursor(filters.after, numeric),
            before=paging.read_cursor(filters.before, numeric),
        )

    def counts(self) -> dict[str, int]:
        """Return the number of rows of each tab, without filters."""
        found = {tab: len(self.tab(tab)) for tab in TABS if tab != "all"}
        found["all"] = self.catalog.count({}) - len(self._own)
        return found

    def rids(self, filters: Filters) -> Any:
        """Return the ids of the records that the filters ask for."""
        result = self.tab(filters.tab, any_phase=bool(filters.phase))
        query = self._query(filters)
        if query:
            result = intersection(result, self.catalog.matching(query))
        for word in _words(filters.q):
            if not result:
                break
            wanted = {"query": [word, word + _LAST], "range": "min:max"}
            result = intersection(result, self.catalog.matching({"words": wanted}))
        return result

    def tab(self, tab: str, any_phase: bool = False) -> Any:
        """Return the ids of the records on a tab."""
        if tab == "mine":
            query: dict[str, Any] = {"handler": self.agent.id}
            if not any_phase:
                query["phase"] = OPEN
            result = self.catalog.matching(query)
        elif tab == "todo":
            result = intersection(self._waiting, self._handled)
        elif tab == "opinions":
            result = difference(self._waiting, self._handled)
        else:
            result = self.catalog.matching({})
        return difference(result, self._own) if self._own else result

    @cached_property
    def _waiting(self) -> Any:
        return self.catalog.matching({"waiting_for": list(self.agent.principals)})

    @cached_property
    def _handled(self) -> Any:
        """Dossiers that are the agent's or its services' to carry on."""
        mine = self.catalog.matching({"handler": self.agent.id})
        services = list(self.agent.services)
        if not services:
            return mine
        ours = self.catalog.matching({"service": services})
        return union(mine, ours) if mine else ours

    def _own_requests(self) -> Any:
        """The agent's requests as a citizen: not the desk's business, unless one of
        its services has something to do with them."""
        if self.agent.sees_all:
            return ()
        own = self.catalog.matching({"applicant": self.agent.id})
        if own and self.agent.groups:
            index = self.catalog._catalog.getIndex("readers")
            ours, _ = index._apply_index({"readers": list(self.agent.groups)}, own)
            return difference(own, ours)
        return own

    def _query(self, filters: Filters) -> dict[str, Any]:
        query: dict[str, Any] = {}
        for name in ("procedure", "phase", "step", "service", "handler"):
            value = getattr(filters, name)
            if value:
                query["procedure_uid" if name == "procedure" else name] = value
        since, until = filters.since, filters.until
        if since and until:
            days = [dates.start_of(since, self.zone), dates.end_of(until, self.zone)]
            query["submitted"] = {"query": days, "range": "min:max"}
        elif since:
            first = dates.start_of(since, self.zone)
            query["submitted"] = {"query": first, "range": "min"}
        elif until:
            last = dates.end_of(until, self.zone)
            query["submitted"] = {"query": last, "range": "max"}
        if filters.late:
            yesterday = self.today - timedelta(days=1)
            query["deadline"] = {"query": yesterday, "range": "max"}
            query.setdefault("phase", OPEN)
        return query


def _words(text: str) -> tuple[str, ...]:
    """Words of a search; a whole reference forgives look-alike letters."""
    reference = references.normalize(text)
    return words(reference or text)[:6]
