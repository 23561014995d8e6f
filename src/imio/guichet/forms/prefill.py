"""What a form proposes before anybody answers, and where it comes from.

==================  =========================================================
``today``           the day it is in the town
``user.fullname``   the name of the signed-in person; also ``user.email``,
                    ``user.phone``, ``user.address`` when the profile has them
``query.NAME``      a value of the address by which the form was opened
``dossier.NAME``    the person's last answer to a field of that name
==================  =========================================================
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from imio.guichet.core.catalog import get_catalog
from imio.guichet.core.content.dossier import Dossier
from imio.guichet.forms.filling import NOTHING
from imio.guichet.forms.types import Field
from imio.guichet.forms.types import Form
from imio.guichet.forms.types import Page
from plone import api
from zope.annotation.interfaces import IAnnotations


KEY = "imio.guichet.forms.query"
PREFIX = "q."
"""What the names of inputs that carry values of the address begin with."""

LONGEST = 500
"""Characters of a value of the address; a longer one is none."""

LOOKED_AT = 10
"""How many of a person's dossiers are searched for an answer."""


def query_of(form: Form, posted: Mapping[str, object]) -> dict[str, str]:
    """Return the values of the address that a form reads, as text.

    ``posted`` are the values of the request: those of the address itself, or of
    the inputs that carried them.
    """
    found = {}
    for name in sorted(form.query_names):
        value = posted.get(PREFIX + name, posted.get(name))
        if isinstance(value, str) and len(value) <= LONGEST:
            text = value.replace("\x00", "").strip()
            if text:
                found[name] = text
    return found


def remember(dossier: Dossier, query: Mapping[str, str]) -> None:
    """Keep the values of the address with a draft."""
    if query:
        IAnnotations(dossier)[KEY] = dict(query)


def remembered(dossier: Dossier) -> Mapping[str, str]:
    """Return the values of the address by which a draft was begun."""
    return IAnnotations(dossier).get(KEY, {})


def forget(dossier: Dossier) -> None:
    """A dossier that is submitted has no use for them any more."""
    IAnnotations(dossier).pop(KEY, None)


def given(form: Form, query: Mapping[str, str]) -> dict[str, object]:
    """Return the answers of the fields that are not asked but read in the address."""
    values = {
        found.name: found.control.propose(query.get(found.query))
        for found in form.fields()
        if found.query
    }
    return {name: value for name, value in values.items() if value is not None}


@dataclass(frozen=True)
class Proposals:
    """What is known of somebody (``user_id``, None for anonymous) who fills a form."""

    user_id: str | None
    today: date
    query: Mapping[str, str]

    def value(self, found: Field) -> object:
        """Return what a field proposes; None for nothing."""
        if not found.prefill:
            return found.default
        return found.control.propose(self._source(found.prefill))

    def locked(self, page: Page) -> Mapping[str, object]:
        """Return the answers of a page that are not the person's to give.

        A locked field whose source says nothing is asked like any other.
        """
        fields = [found for found in page.fields if found.locked and found.is_asked]
        values = {found.name: self.value(found) for found in fields}
        known = {name: value for name, value in values.items() if value is not None}
        return known or NOTHING

    def _source(self, source: str) -> object:
        if source == "today":
            return self.today
        kind, _dot, name = source.partition(".")
        if kind == "query":
            return self.query.get(name)
        if self.user_id is None:
            return None
        if kind == "user":
            return api.user.get_current().getProperty(name, None)
        return next(self._answers(name), None)

    def _answers(self, name: str) -> Iterator[object]:
        """Each answer that the person's last dossiers hold under a name."""
        brains = get_catalog(api.portal.get()).search_all(
            {
                "applicant": self.user_id,
                "sort_on": "submitted",
                "sort_order": "reverse",
                "sort_limit": LOOKED_AT,
            }
        )
        for brain in brains[:LOOKED_AT]:
            dossier = brain._unrestrictedGetObject()
            if dossier.answers.get(name) is not None:
                yield dossier.answers[name]
