"""``@@form-choices/<revision>/<field>``: choices of a long list, as people search.

Public, like the form: only fields of revisions that were published, and only tables
that are public. The same for everybody: it may be kept in caches.
"""

from __future__ import annotations

from imio.guichet.forms import models
from imio.guichet.forms.browser.base import FormView
from imio.guichet.forms.controls.choosing import Choosing
from imio.guichet.forms.controls.looks import priced
from imio.guichet.forms.types import Field
from itertools import islice
from plone.transformchain.interfaces import DISABLE_TRANSFORM_REQUEST_KEY
from typing import Any
from zExceptions import NotFound
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse

import json


PAGE = 50
"""Choices in one answer."""

MOST_PAGES = 400
LONGEST_QUERY = 100


@implementer(IPublishTraverse)
class Choices(FormView):
    """Query: ``q`` (text), ``page`` (from 0), ``parents`` (keys parted by a bar).

    ``{"items": [{"key", "title", "text", "price", "parents"}], "more": true}``: ``text``
    is the title with the price, ``price`` is in euros or absent, ``parents`` are the
    answers of another field that leave the choice, absent when all do.
    """

    def __init__(self, context: Any, request: Any) -> None:
        super().__init__(context, request)
        self.path: list[str] = []

    def publishTraverse(self, request: Any, name: str) -> Choices:
        self.path.append(name)
        return self

    def __call__(self) -> str:
        if self.request.method not in ("GET", "HEAD") or len(self.path) != 2:
            raise NotFound(self.__name__)
        self.require_visible()
        if self.must_sign_in:
            raise NotFound(self.__name__)
        control = self._control(*self.path)
        query = self.post.text("q")[:LONGEST_QUERY]
        parents = self.post.text("parents")
        page = self._page()
        every = control.table.search(
            query, parents.split("|") if control.depends and parents else None
        )
        found = list(islice(every, page * PAGE, (page + 1) * PAGE + 1))
        items = []
        for choice in found[:PAGE]:
            item = {"key": choice.key, "title": choice.title, "text": priced(choice)}
            if choice.price is not None:
                item["price"] = str(choice.price)
            if choice.parents and control.depends:
                item["parents"] = list(choice.parents)
            items.append(item)
        self.request.environ[DISABLE_TRANSFORM_REQUEST_KEY] = True
        response = self.request.response
        response.setHeader("Content-Type", "application/json; charset=utf-8")
        response.setHeader("X-Content-Type-Options", "nosniff")
        whose = "public" if self.user_id is None else "private"
        response.setHeader("Cache-Control", f"{whose}, max-age=300")
        return json.dumps(
            {"items": items, "more": len(found) > PAGE}, ensure_ascii=False
        )

    def _page(self) -> int:
        text = self.post.text("page")
        if text.isascii() and text.isdigit() and len(text) < 4:
            return min(int(text), MOST_PAGES)
        return 0

    def _control(self, number: str, name: str) -> Choosing:
        """Return the control of a field; raises NotFound. ``block.row.field`` too."""
        if not (number.isascii() and number.isdigit() and len(number) < 8):
            raise NotFound(number)
        form = models.form_of(self.context, int(number))
        known: dict[str, Field] = form.by_name if form is not None else {}
        found = known.get(name.partition(".")[0])
        if found is not None and "." in name:
            inner = getattr(found.control, "by_name", {})
            found = inner.get(name.rpartition(".")[2])
        control = found.control if found is not None else None
        if not isinstance(control, Choosing):
            raise NotFound(name)
        return control
