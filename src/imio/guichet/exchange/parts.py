"""The files of a procedure besides ``procedure.json``: how each is read and put back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from imio.guichet.core.content.procedure import Procedure
from imio.guichet.exchange.package import FORM
from imio.guichet.i18n import _


@dataclass(frozen=True)
class Part:
    """One file. ``read`` gives '' when there is nothing to write."""

    title: str
    read: Callable[[Procedure], str]
    write: Callable[[Procedure, str], None]


def _read_form(procedure: Procedure) -> str:
    return procedure.fields_model or ""


def _write_form(procedure: Procedure, text: str) -> None:
    procedure.fields_model = text


PARTS = {FORM: Part(_("part_form", default="Formulaire"), _read_form, _write_form)}
