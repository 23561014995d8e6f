"""The lists of choices of a site: streets, halls, schools. Kept in versions.

Managers of forms edit them; a form names one as ``list:streets``.
"""

from __future__ import annotations

from BTrees.OOBTree import OOBTree
from collections.abc import Sequence
from datetime import datetime
from datetime import UTC
from imio.guichet.core.choices import ChoiceTable
from imio.guichet.core.choicetext import read_csv
from imio.guichet.core.interfaces import IChoiceSource
from imio.guichet.i18n import _
from persistent import Persistent
from zope.annotation.interfaces import IAnnotations
from zope.component.hooks import getSite
from zope.interface import implementer

import re


KEY = "imio.guichet.forms.lists"
NAME = re.compile(r"[a-z][a-z0-9_-]{0,49}")
MOST_VERSIONS = 20
MOST_LISTS = 500


class Version(Persistent):
    """What a list was at a time. ``csv`` is the text as it was written."""

    def __init__(self, csv: str, author: str) -> None:
        self.csv = csv
        self.author = author
        self.created = datetime.now(UTC)


class ChoiceList(Persistent):
    """A list: its title, whether forms may show it, its versions, the newest last."""

    def __init__(self, title: str, public: bool) -> None:
        self.title = title
        self.public = public
        self.versions: tuple[Version, ...] = ()

    @property
    def csv(self) -> str:
        return self.versions[-1].csv if self.versions else ""

    @property
    def table(self) -> ChoiceTable:
        """The choices now; read again only when the list changes."""
        kept = getattr(self, "_v_table", None)
        key = (len(self.versions), self.title, self.public)
        newest = self.versions[-1] if self.versions else None
        if kept is None or kept[:2] != (newest, key):
            choices = read_csv(self.csv).choices
            table = ChoiceTable(choices, self.title, self.public)
            kept = self._v_table = (newest, key, table)
        return kept[2]

    def write(self, csv: str, author: str) -> None:
        """Make ``csv`` the newest version, unless it is that already."""
        if csv != self.csv or not self.versions:
            self.versions = (*self.versions, Version(csv, author))[-MOST_VERSIONS:]


def lists_of(site: object) -> OOBTree:
    """Return the lists of a site by name, to change them."""
    annotations = IAnnotations(site)
    if KEY not in annotations:
        annotations[KEY] = OOBTree()
    return annotations[KEY]


def forget(site: object) -> None:
    """Remove all lists of a site."""
    IAnnotations(site).pop(KEY, None)


@implementer(IChoiceSource)
class ListsSource:
    """The lists of the current site."""

    title = _("title_source_lists", default="Listes du site")

    def tables(self) -> Sequence[tuple[str, str]]:
        return [(name, found.title) for name, found in self._lists().items()]

    def table(self, name: str) -> ChoiceTable | None:
        found = self._lists().get(name)
        return None if found is None else found.table

    def _lists(self) -> OOBTree | dict[str, ChoiceList]:
        site = getSite()
        return {} if site is None else IAnnotations(site).get(KEY, {})
