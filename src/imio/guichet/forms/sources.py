"""Choices kept elsewhere than in a form: ``list:streets``."""

from __future__ import annotations

from imio.guichet.core.choices import ChoiceTable
from imio.guichet.core.interfaces import IChoiceSource
from zope.component import queryUtility


LISTS = "list"
"""The source that is meant when none is named: the lists of the site."""


def table_of(source: str) -> ChoiceTable | None:
    """Return the table that ``source:name`` names, as it is now; None without one."""
    kind, colon, name = source.partition(":")
    if not colon:
        kind, name = LISTS, source
    utility = queryUtility(IChoiceSource, name=kind.strip())
    return None if utility is None else utility.table(name.strip())
