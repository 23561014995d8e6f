"""The files of a procedure besides ``procedure.json``: how each is read and put back."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Mapping
from dataclasses import dataclass
from imio.guichet.core.content.procedure import Procedure
from imio.guichet.core.options import set_values
from imio.guichet.core.options import values_of
from imio.guichet.exchange.package import dumps
from imio.guichet.exchange.package import FORM
from imio.guichet.exchange.package import OPTIONS
from imio.guichet.exchange.package import TESTS
from imio.guichet.exchange.package import TEXTS
from imio.guichet.forms import options
from imio.guichet.forms.studio.errors import Refused
from imio.guichet.forms.studio.recorded import check_tests
from imio.guichet.forms.studio.xmltext import ILLEGAL
from imio.guichet.i18n import _
from plone import api
from typing import Any

import json
import operator
import re


Message = str
_LANGUAGE = re.compile(r"[a-z]{2}(-[a-z]{2})?")


@dataclass(frozen=True)
class Part:
    """One file. ``read`` gives '' when there is nothing to write.

    ``check`` says why a text cannot be taken, None when it can: only such a one is
    given to ``write``, or '' when the package has none.
    """

    title: Message
    read: Callable[[Procedure], str]
    write: Callable[[Procedure, str], None]
    check: Callable[[str], Message | None] = lambda text: None
    differs: Callable[[str, str], bool] = operator.ne
    """Whether taking the package's text (the second) would change what is here."""


def _read_form(procedure: Procedure) -> str:
    return procedure.fields_model or ""


def _write_form(procedure: Procedure, text: str) -> None:
    procedure.fields_model = text


def _read_texts(procedure: Procedure) -> str:
    known = {
        language: {key: dict(entries[key]) for key in sorted(entries)}
        for language, entries in sorted(procedure.translations.items())
        if entries
    }
    return dumps(known) if known else ""


def _write_texts(procedure: Procedure, text: str) -> None:
    procedure.translations = json.loads(text) if text else {}


def _check_texts(text: str) -> Message | None:
    found = json.loads(text)
    if isinstance(found, dict) and all(
        _LANGUAGE.fullmatch(language) and _are_entries(entries)
        for language, entries in found.items()
    ):
        return None
    return _("error_package_texts", default="Ces traductions sont mal écrites.")


def _are_entries(entries: Any) -> bool:
    return isinstance(entries, Mapping) and all(
        isinstance(entry, Mapping)
        and set(entry) == {"text", "source"}
        and all(isinstance(value, str) for value in entry.values())
        for entry in entries.values()
    )


def _read_tests(procedure: Procedure) -> str:
    return dumps(list(procedure.tests)) if procedure.tests else ""


def _write_tests(procedure: Procedure, text: str) -> None:
    procedure.tests = check_tests(json.loads(text)) if text else ()


def _check_tests(text: str) -> Message | None:
    try:
        check_tests(json.loads(text))
    except Refused as error:
        return error.message
    return None


def _read_options(procedure: Procedure) -> str:
    values = dict(sorted(values_of(procedure).items()))
    return dumps(values) if values else ""


def _write_options(procedure: Procedure, text: str) -> None:
    """Set the values that the procedure has not: a town keeps its own."""
    given = json.loads(text) if text else {}
    own = dict(values_of(procedure))
    set_values(procedure, {**given, **own}, api.user.get_current().getId() or "")


def _check_options(text: str) -> Message | None:
    found = json.loads(text)
    good = isinstance(found, dict) and len(found) <= options.MOST
    if good and all(
        options.NAME.fullmatch(name)
        and isinstance(value, str)
        and len(value) <= options.LONGEST_TEXT
        and not ILLEGAL.search(value)
        for name, value in found.items()
    ):
        return None
    return _("error_package_options", default="Ces valeurs d'options sont mal écrites.")


def _new_options(here: str, there: str) -> bool:
    """True when there are values for options that have none here."""
    own = json.loads(here) if here else {}
    return bool(set(json.loads(there) if there else {}) - set(own))


def kept_options(here: str, there: str) -> tuple[str, ...]:
    """Return the names of the options whose own value differs from the package's."""
    own = json.loads(here) if here else {}
    given = json.loads(there) if there else {}
    return tuple(
        name for name in sorted(own) if own[name] != given.get(name, own[name])
    )


PARTS = {
    FORM: Part(_("part_form", default="Formulaire"), _read_form, _write_form),
    TEXTS: Part(
        _("part_texts", default="Traductions"), _read_texts, _write_texts, _check_texts
    ),
    TESTS: Part(
        _("part_tests", default="Essais"), _read_tests, _write_tests, _check_tests
    ),
    OPTIONS: Part(
        _("part_options", default="Valeurs des options"),
        _read_options,
        _write_options,
        _check_options,
        _new_options,
    ),
}
