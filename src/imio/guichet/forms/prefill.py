"""What a form proposes before anybody answers, and where it comes from.

==================  =========================================================
``today``           the day it is in the town
``user.fullname``   the name of the signed-in person; also ``user.email``,
                    ``user.phone``, ``user.address`` when the profile has them
``query.NAME``      a value of the address by which the form was opened
``options.NAME``    the value of an option of the form
``dossier.NAME``    the person's last answer to a field of that name
``SOURCE.NAME``     what another room's IPrefillSource knows of the person
==================  =========================================================
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from imio.guichet.core.catalog import get_catalog
from imio.guichet.core.content.dossier import Dossier
from imio.guichet.core.interfaces import IPrefillSource
from imio.guichet.forms.filling import NOTHING
from imio.guichet.forms.types import Field
from imio.guichet.forms.types import Form
from imio.guichet.forms.types import Page
from imio.guichet.i18n import _
from plone import api
from zope.annotation.interfaces import IAnnotations
from zope.component import getUtilitiesFor
from zope.component import queryUtility
from zope.interface import implementer


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


@implementer(IPrefillSource)
class Profile:
    """``user``: the profile of the account, as far as the person filled it in."""

    def titles(self) -> Mapping[str, str]:
        return PROFILE

    def value(self, user_id: str, name: str) -> object:
        user = api.user.get(userid=user_id)
        return user.getProperty(name, None) if user and name in PROFILE else None


PROFILE = {
    "fullname": _("prefill_fullname", default="Nom de la personne identifiée"),
    "email": _("prefill_email", default="Adresse e-mail de la personne identifiée"),
    "phone": _("prefill_phone", default="Téléphone de son profil"),
    "address": _("prefill_address", default="Adresse de son profil"),
}


def sources() -> dict[str, str]:
    """Return what may be known of a signed-in person, {``SOURCE.NAME``: title}."""
    return {
        f"{kind}.{name}": title
        for kind, source in getUtilitiesFor(IPrefillSource)
        for name, title in source.titles().items()
    }


@dataclass(frozen=True)
class Proposals:
    """What is known of somebody (``user_id``, None for anonymous) who fills a form."""

    user_id: str | None
    today: date
    query: Mapping[str, str]
    options: Mapping[str, object] = field(default_factory=dict)
    """Typed values of the form's options, by ``options.NAME``."""

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
        if kind == "options":
            return self.options.get(source)
        if self.user_id is None:
            return None
        if kind == "dossier":
            return next(self._answers(name), None)
        found = queryUtility(IPrefillSource, kind)
        return found.value(self.user_id, name) if found is not None else None

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
