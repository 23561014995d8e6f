"""The rows of an export: a list's dossiers, with or without their answers."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence
from datetime import date
from datetime import datetime
from datetime import tzinfo
from decimal import Decimal
from imio.guichet.core import dossiers
from imio.guichet.core.catalog import DossierCatalog
from imio.guichet.core.content.dossier import Dossier
from imio.guichet.core.interfaces import IDossierForm
from imio.guichet.core.types import AnsweredField
from imio.guichet.core.types import Column
from imio.guichet.desk.agents import name_of
from imio.guichet.desk.agents import service_titles
from imio.guichet.desk.sheets import Cell
from imio.guichet.i18n import _
from typing import Any
from zope.component import queryAdapter


WITHOUT_ANSWERS = 20_000
WITH_ANSWERS = 2_000
"""Rows of one file; a longer list is taken in parts."""

COLUMNS = (
    _("label_desk_reference", default="Référence"),
    _("label_desk_procedure", default="Démarche"),
    _("label_desk_phase", default="Phase"),
    _("label_desk_step", default="Étape"),
    _("label_desk_applicant", default="Demandeur"),
    _("label_desk_service", default="Service"),
    _("label_desk_handler", default="Agent"),
    _("label_desk_channel", default="Canal"),
    _("label_desk_submitted", default="Introduit le"),
    _("label_desk_deadline", default="Échéance"),
    _("label_desk_changed", default="Modifié le"),
)
EMAIL = _("label_desk_email", default="Adresse électronique")
REVISION = _("label_desk_revision", default="Version du formulaire")


def in_order(catalog: DossierCatalog, rids: Any) -> list[int]:
    """Return record ids by moment of submission, the oldest first."""
    key = catalog._catalog.getIndex("submitted").documentToKeyMap()
    return sorted(rids, key=lambda rid: (key.get(rid, 0), rid))


def common_row(brain: Any, phases: dict[str, str], zone: tzinfo) -> list[Cell]:
    """Return what each dossier has, from the catalog alone."""
    services = service_titles()
    return [
        brain.reference,
        brain.title,
        phases.get(brain.phase, brain.phase),
        brain.step_title,
        brain.applicant_name,
        services.get(brain.service, brain.service),
        name_of(brain.handler or ""),
        brain.channel,
        _local(brain.submitted, zone),
        brain.deadline or None,
        _local(brain.changed, zone),
    ]


def _local(moment: datetime | None, zone: tzinfo) -> datetime | None:
    """Return a moment as the town's clocks show it: spreadsheets know no time zones."""
    return moment.astimezone(zone).replace(tzinfo=None) if moment else None


class Answers:
    """The answers to one procedure's form, in columns."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self._labels = {column.name: column.label for column in columns}
        self._suffixes = {column.name: list(column.suffixes) for column in columns}
        self._heads = {
            (column.name, suffix): head
            for column in columns
            for suffix, head in column.heads.items()
        }
        self._rows: list[dict[tuple[str, str], Cell]] = []

    def add(self, dossier: Dossier) -> None:
        """Keep the answers of a dossier; an unknown column finds its place."""
        form = queryAdapter(dossier, IDossierForm)
        row: dict[tuple[str, str], Cell] = {}
        for page in form.pages(internal=True) if form is not None else ():
            for field in page.fields:
                self._labels.setdefault(field.name, field.label)
                known = self._suffixes.setdefault(field.name, [])
                for suffix, cell in _cells(field):
                    if suffix not in known:
                        known.append(suffix)
                    row[field.name, suffix] = cell
        email = form.contact_email() if form is not None else ""
        row["", "email"] = email
        row["", "revision"] = dossier.revision
        self._rows.append(row)

    def _keys(self) -> list[tuple[str, str]]:
        return [
            (name, suffix)
            for name, suffixes in self._suffixes.items()
            for suffix in suffixes
        ]

    def titles(self) -> list[str]:
        """Return a title for each column; two questions never share one."""
        labels = list(self._labels.values())
        titles = []
        for name, suffix in self._keys():
            label = self._labels[name]
            title = label if labels.count(label) == 1 else f"{label} [{name}]"
            head = self._heads.get((name, suffix), suffix)
            titles.append(f"{title} – {head}" if head else title)
        return titles

    def rows(self) -> Iterator[list[Cell]]:
        """Return the cells of each dossier added, in that order."""
        keys = [("", "email"), ("", "revision"), *self._keys()]
        for row in self._rows:
            yield [row.get(key) for key in keys]


def _cells(field: AnsweredField) -> list[tuple[str, Cell]]:
    value = field.value
    typed = isinstance(value, (int, Decimal, date)) and not isinstance(value, bool)
    if typed and len(field.cells) == 1:
        return [(field.cells[0][0], value)]  # type: ignore[list-item]
    return list(field.cells)


def load(brain: Any, context: Any) -> Dossier | None:
    """Return the dossier of a record that its list showed."""
    return dossiers.find(brain.reference, context)
