"""Whom a request is made for, as its answers say. No Zope.

The questions are ordinary ones, told by their roles: ``behalf-kind``, ``behalf-name``
(first and last name are two) and ``behalf-number``. Those that are not asked count for
nothing, so that each role has the answers of the kind that was chosen.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from imio.guichet.core.behalf import Behalf
from imio.guichet.core.behalf import KINDS
from imio.guichet.core.behalf import SELF
from imio.guichet.core.text import fold
from imio.guichet.core.types import Problem
from imio.guichet.forms.controls.choosing import Choosing
from imio.guichet.forms.types import Form
from imio.guichet.i18n import _


KIND = "behalf-kind"
NAME = "behalf-name"
NUMBER = "behalf-number"


def kinds(setting: Iterable[str] | None) -> tuple[str, ...]:
    """Return what a procedure asks to choose among; () when it asks nothing."""
    chosen = set(setting or ())
    found = tuple(kind for kind in KINDS if kind in chosen)
    return () if found == (SELF,) else found


def represented(form: Form, answers: Mapping[str, object]) -> Behalf | None:
    """Return whom answers that count say it is for; None for the applicant."""
    asked = form.with_role(KIND)
    kind = answers.get(asked.name) if asked is not None else None
    if not isinstance(kind, str) or kind == SELF or kind not in KINDS:
        return None
    return Behalf(kind, " ".join(_said(form, answers, NAME)))


def identity(form: Form, answers: Mapping[str, object]) -> str:
    """Return what tells those represented apart; '' for the applicant.

    The number when there is one, otherwise the name, whatever its capitals. It is
    personal: to compare only, never to keep.
    """
    found = represented(form, answers)
    if found is None:
        return ""
    number = "".join(_said(form, answers, NUMBER))
    return f"{found.kind}:{number or fold(found.name)}"


def _said(form: Form, answers: Mapping[str, object], role: str) -> list[str]:
    values = [answers.get(one.name) for one in form.fields() if one.role == role]
    return [" ".join(said.split()) for said in values if isinstance(said, str) and said]


def problems(form: Form, wanted: tuple[str, ...]) -> Iterator[Problem]:
    """Yield why a form does not ask what its procedure wants."""
    if not wanted:
        return
    asked = form.with_role(KIND)
    control = asked.control if asked is not None else None
    keys = set(control.own.by_key) if isinstance(control, Choosing) else set()
    if asked is None or keys != set(wanted):
        yield Problem(
            asked.name if asked is not None else "",
            _(
                "error_behalf_missing",
                default="La démarche peut être faite pour d'autres, mais la question « pour "
                "qui » manque ou n'a pas les mêmes réponses. Décochez ces possibilités "
                "dans les réglages de la démarche, enregistrez, puis cochez-les à nouveau.",
            ),
        )
    elif asked.name not in form.pages[0].by_name:
        yield Problem(
            asked.name,
            _(
                "warning_behalf_first",
                default="« Pour qui » se demande d'habitude sur la première page.",
            ),
            "warning",
        )
