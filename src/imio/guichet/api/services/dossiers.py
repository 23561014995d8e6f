"""``@guichet-dossiers``: the dossiers that one may read, a page at a time."""

from __future__ import annotations

from BTrees.IIBTree import intersection
from datetime import date
from datetime import datetime
from datetime import time
from datetime import timedelta
from imio.guichet.api import query
from imio.guichet.api.records import listed
from imio.guichet.core import paging
from imio.guichet.core import references
from imio.guichet.core.catalog import get_catalog
from imio.guichet.core.text import words
from imio.guichet.i18n import _
from plone import api
from plone.restapi.services import Service
from typing import Any
from urllib.parse import urlencode
from zExceptions import Unauthorized
from zoneinfo import ZoneInfo
from zope.i18n import translate


NUMERIC = ("submitted", "deadline", "changed")
_LAST = "\U0010ffff"
DEFAULT_ZONE = "Europe/Brussels"
EARLIEST = date(1970, 1, 2)
LATEST = date(2100, 1, 1)


class DossiersGet(Service):
    """A list with filters. Only what the current user may read is ever counted."""

    def reply(self) -> dict[str, Any]:
        user_id = api.user.get_current().getId()
        if user_id is None:
            raise Unauthorized("@guichet-dossiers")
        self.request.response.setHeader("Cache-Control", "private, no-store")
        try:
            asked = query.parse(self.request.form)
        except query.BadQuery as error:
            self.request.response.setStatus(400)
            return {"error": {"type": "BadRequest", "message": self._refusal(error)}}
        page = self._page(asked, user_id)
        site_url = api.portal.get().absolute_url()
        catalog = get_catalog(self.context)
        found: dict[str, Any] = {
            "@id": f"{site_url}/@guichet-dossiers",
            "items_total": page.total,
            "items": [
                listed(brain, site_url, user_id) for brain in catalog.records(page.rids)
            ],
        }
        if page.next is not None:
            following = {**self.request.form, "after": str(page.next)}
            found["next"] = f"{found['@id']}?{urlencode(following)}"
        return found

    def _refusal(self, error: query.BadQuery) -> str:
        message = _(
            "error_query",
            default="Le paramètre « ${name} » n'est pas compris. Il peut être : "
            "${expected}.",
            mapping={"name": error.name, "expected": error.expected},
        )
        return translate(message, context=self.request)

    def _page(self, asked: query.Query, user_id: str) -> paging.Page:
        catalog = get_catalog(self.context)
        rids = catalog.matching(self._catalog_query(asked, user_id))
        # A whole reference forgives look-alike letters.
        for word in words(references.normalize(asked.q) or asked.q)[:6]:
            wanted = {"query": [word, word + _LAST], "range": "min:max"}
            rids = intersection(rids, catalog.matching({"words": wanted}))
        index = catalog._catalog.getIndex(asked.sort)
        return paging.get_page(
            rids,
            paging.SortKey(index._index, index.documentToKeyMap()),
            asked.size,
            asked.descending,
            after=paging.read_cursor(asked.after, asked.sort in NUMERIC),
        )

    def _catalog_query(self, asked: query.Query, user_id: str) -> dict[str, Any]:
        found: dict[str, Any] = {
            "procedure_uid" if name == "procedure" else name: value
            for name, value in asked.equal.items()
        }
        if asked.mine:
            found["applicant"] = user_id
        if asked.since or asked.until:
            first = _start(max(asked.since or EARLIEST, EARLIEST))
            last = _start(min(asked.until or LATEST, LATEST) + timedelta(days=1))
            found["submitted"] = {
                "query": [first, last - timedelta(minutes=1)],
                "range": "min:max",
            }
        return found


def _start(day: date) -> datetime:
    """Return the first moment of a day of the town."""
    name = api.portal.get_registry_record("plone.portal_timezone", default=None)
    return datetime.combine(day, time(), ZoneInfo(name or DEFAULT_ZONE))
