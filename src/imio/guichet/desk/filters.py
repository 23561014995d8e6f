"""What an agent asks of the list: parsed from the address, written back into it.

Pure: an address is the only place where filters are kept, so each list can be
bookmarked and sent to a colleague.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import fields
from dataclasses import replace
from datetime import date
from imio.guichet.core.types import Phase
from urllib.parse import urlencode

import re


TABS = ("todo", "mine", "opinions", "all")
"""Waits for my services; claimed by me; my opinion is asked; all I may read."""

SORTS = ("reference", "applicant", "submitted", "deadline", "changed")
_NATURAL = {"submitted": "desc", "changed": "desc"}
_TOKEN = re.compile(r"^[\w.@+-]{1,100}$")
LONGEST_SEARCH = 100


@dataclass(frozen=True)
class Filters:
    """A list as asked for. Empty strings and None filter nothing."""

    tab: str = "todo"
    q: str = ""
    procedure: str = ""
    phase: str = ""
    step: str = ""
    service: str = ""
    handler: str = ""
    since: date | None = None
    until: date | None = None
    late: bool = False
    sort: str = ""
    order: str = ""
    after: str = ""
    before: str = ""

    @property
    def sort_on(self) -> str:
        """The column to sort on: the chosen one, or the tab's own."""
        return self.sort or ("deadline" if self.tab == "todo" else "changed")

    @property
    def descending(self) -> bool:
        """True when the last comes first."""
        order = self.order or _NATURAL.get(self.sort_on, "asc")
        return order == "desc"

    @property
    def active(self) -> int:
        """How many filters narrow the list."""
        narrowing = (
            self.q,
            self.procedure,
            self.phase,
            self.step,
            self.service,
            self.handler,
            self.since,
            self.until,
            self.late,
        )
        return sum(bool(value) for value in narrowing)

    def sorted_by(self, column: str) -> Filters:
        """Return the same list sorted on a column; asked again, the other way."""
        order = _NATURAL.get(column, "asc")
        if column == self.sort_on and self.descending == (order == "desc"):
            order = "asc" if order == "desc" else "desc"
        return replace(self, sort=column, order=order, after="", before="")

    def on_tab(self, tab: str) -> Filters:
        """Return another tab of the same filters, from its beginning."""
        return replace(self, tab=tab, sort="", order="", after="", before="")

    def page_after(self, cursor: str) -> Filters:
        """Return the page that follows a cursor."""
        return replace(self, after=cursor, before="")

    def page_before(self, cursor: str) -> Filters:
        """Return the page that precedes a cursor."""
        return replace(self, before=cursor, after="")

    def cleared(self) -> Filters:
        """Return the tab without filters."""
        return Filters(tab=self.tab, sort=self.sort, order=self.order)

    def query_string(self) -> str:
        """Return the part of the address after ``?``; defaults are left out."""
        pairs = []
        for item in fields(self):
            value = getattr(self, item.name)
            if item.name == "tab":
                pairs.append(("tab", value))
            elif value is True:
                pairs.append((item.name, "1"))
            elif value:
                text = value.isoformat() if isinstance(value, date) else value
                pairs.append((item.name, text))
        return urlencode(pairs)


def parse(form: Mapping[str, object], default_tab: str = "todo") -> Filters:
    """Return the filters that an address asks for; what has no sense is left out."""

    def text(name: str) -> str:
        value = form.get(name)
        if isinstance(value, (list, tuple)):
            value = value[-1] if value else ""
        return value.strip() if isinstance(value, str) else ""

    def token(name: str) -> str:
        value = text(name)
        return value if _TOKEN.match(value) else ""

    def choice(name: str, choices: tuple[str, ...], default: str = "") -> str:
        value = text(name)
        return value if value in choices else default

    def day(name: str) -> date | None:
        try:
            return date.fromisoformat(text(name))
        except ValueError:
            return None

    return Filters(
        tab=choice("tab", TABS, default_tab),
        q=text("q")[:LONGEST_SEARCH],
        procedure=token("procedure"),
        phase=choice("phase", tuple(Phase)),
        step=token("step"),
        service=token("service"),
        handler=token("handler"),
        since=day("since"),
        until=day("until"),
        late=bool(text("late")),
        sort=choice("sort", SORTS),
        order=choice("order", ("asc", "desc")),
        after=text("after")[:200],
        before=text("before")[:200],
    )
