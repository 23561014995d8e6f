"""``@@desk-export``: the list as it is filtered, for a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import cached_property
from imio.guichet.core import dossiers
from imio.guichet.core.catalog import get_catalog
from imio.guichet.core.downloads import content_disposition
from imio.guichet.core.interfaces import IFormModel
from imio.guichet.desk import exporting
from imio.guichet.desk import filters
from imio.guichet.desk import sheets
from imio.guichet.desk.browser.base import DeskView
from imio.guichet.desk.listing import Listing
from imio.guichet.desk.phases import PHASES
from imio.guichet.desk.sheets import Cell
from imio.guichet.i18n import _
from plone.app.uuid.utils import uuidToObject
from plone.protect.authenticator import check
from typing import Any
from zExceptions import BadRequest
from zope.component import queryAdapter
from zope.i18n import translate
from zope.interface import implementer
from ZPublisher.Iterators import IStreamIterator

import logging
import tempfile


TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
SPOOLED = 2_000_000
"""Bytes of a file kept in memory; beyond, it waits on disk."""

logger = logging.getLogger(__name__)


@implementer(IStreamIterator)
class Sent:
    """A temporary file on its way to the browser."""

    def __init__(self, file: Any) -> None:
        self._file = file
        self._size = file.tell()
        file.seek(0)

    def __len__(self) -> int:
        return self._size

    def __iter__(self) -> Sent:
        return self

    def __next__(self) -> bytes:
        data = self._file.read(1 << 16)
        if not data:
            self._file.close()
            raise StopIteration
        return data


class Export(DeskView):
    """Answers a POST with a token: reading many dossiers is recorded."""

    def __call__(self) -> Any:
        if self.request.method != "POST":
            self.request.response.redirect(self.back, status=303)
            return ""
        check(self.request)
        kind = self.request.form.get("format")
        if not isinstance(kind, str) or kind not in TYPES:
            raise BadRequest("format")
        file = tempfile.SpooledTemporaryFile(SPOOLED)
        if kind == "csv":
            sheets.write_csv(self.rows(), file)
        else:
            sheets.write_xlsx(self.rows(), file, self.title)
        file.seek(0, 2)
        self.prepare()
        response = self.request.response
        name = f"{self.title} {datetime.now(self.zone):%Y-%m-%d %H%M}.{kind}"
        response.setHeader("Content-Type", TYPES[kind])
        response.setHeader("Content-Disposition", content_disposition(name))
        response.setHeader("Content-Length", str(file.tell()))
        return Sent(file)

    @cached_property
    def filters(self) -> filters.Filters:
        default = "all" if self.agent.sees_all else "todo"
        return filters.parse(self.request.form, default)

    @property
    def back(self) -> str:
        return f"{self.desk_url}?{self.filters.query_string()}"

    @cached_property
    def procedure(self) -> Any:
        """The one procedure of the list, whose answers then have columns."""
        if not self.filters.procedure:
            return None
        return uuidToObject(self.filters.procedure, unrestricted=True)

    @property
    def title(self) -> str:
        if self.procedure is not None:
            return self.procedure.title.replace("/", "-")
        return translate(
            _("title_desk_export", default="Dossiers"), context=self.request
        )

    @cached_property
    def brains(self) -> list[Any]:
        """The records of the part that was asked."""
        catalog = get_catalog(self.context)
        listing = Listing(catalog, self.agent, self.today, self.zone)
        rids = exporting.in_order(catalog, listing.rids(self.filters))
        size = part_size(self.procedure is not None)
        text = self.request.form.get("part", "1")
        good = isinstance(text, str) and text.isascii() and text.isdigit()
        first = (int(text[:6]) - 1) * size if good and int(text[:6]) > 0 else 0
        return catalog.records(rids[first : first + size])

    def rows(self) -> Iterator[list[Cell]]:
        def said(message: Any) -> str:
            return translate(message, context=self.request)

        phases = {str(phase): said(title) for phase, title in PHASES.items()}
        titles: list[Cell] = [said(title) for title in exporting.COLUMNS]
        user = self.agent.id
        logger.info(
            "Export of %s dossiers by %s: %s",
            len(self.brains),
            user,
            self.filters.query_string(),
        )
        if self.procedure is None:
            yield titles
            for brain in self.brains:
                yield exporting.common_row(brain, phases, self.zone)
            return
        model = queryAdapter(self.procedure, IFormModel)
        answers = exporting.Answers(model.columns() if model is not None else ())
        found = []
        for brain in self.brains:
            dossier = exporting.load(brain, self.context)
            if dossier is None:
                continue
            answers.add(dossier)
            dossiers.record(dossier, user, "export")
            found.append(exporting.common_row(brain, phases, self.zone))
        mail, revision = said(exporting.EMAIL), said(exporting.REVISION)
        yield [*titles, mail, revision, *answers.titles()]
        for common, answered in zip(found, answers.rows(), strict=True):
            yield [*common, *answered]


def part_size(with_answers: bool) -> int:
    """Return how many dossiers one file holds."""
    return exporting.WITH_ANSWERS if with_answers else exporting.WITHOUT_ANSWERS


def parts(total: int, with_answers: bool) -> list[dict[str, Any]]:
    """Return the files that a list of ``total`` dossiers is taken in."""
    size = part_size(with_answers)
    return [
        {"number": number + 1, "first": first + 1, "last": min(first + size, total)}
        for number, first in enumerate(range(0, total, size))
    ]
