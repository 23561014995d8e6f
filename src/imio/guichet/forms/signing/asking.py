"""Who must sign a request: what its form asks, what the procedure wants. No Zope."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from imio.guichet.core.types import Problem
from imio.guichet.forms import rows
from imio.guichet.forms.controls.base import Message
from imio.guichet.forms.controls.groups import Block
from imio.guichet.forms.types import Field
from imio.guichet.forms.types import Form
from imio.guichet.i18n import _
from itertools import zip_longest
from typing import NamedTuple


EMAIL = "cosigner-email"
NAME = "cosigner-name"
MOST = 20
"""People who may be asked to sign one request."""


class Person(NamedTuple):
    """Somebody to ask: an address, and a name or ''."""

    email: str
    name: str


def people(form: Form, answers: Mapping[str, object]) -> tuple[Person, ...]:
    """Return those whose address was given, each once, in the form's order.

    ``answers`` are those that count. A name goes with the address of the same place
    among its page's questions, or of the same row.
    """
    found: dict[str, Person] = {}
    for page in form.pages:
        groups = [(page.fields, answers)]
        for one in page.fields:
            if isinstance(one.control, Block):
                for row in rows.of(answers.get(one.name)):
                    groups.append((one.control.fields, row))
        for fields, values in groups:
            for person in _pairs(fields, values):
                found.setdefault(person.email.lower(), person)
    return tuple(found.values())


def _pairs(fields: Iterable[Field], values: Mapping[str, object]) -> Iterator[Person]:
    fields = tuple(fields)
    emails = [values.get(one.name) for one in fields if one.role == EMAIL]
    names = [values.get(one.name) for one in fields if one.role == NAME]
    for email, name in zip_longest(emails, names[: len(emails)]):
        if isinstance(email, str) and email.strip():
            said = " ".join(name.split()) if isinstance(name, str) else ""
            yield Person(email.strip(), said)


def refusal(
    wanted: str, least: int, found: tuple[Person, ...], own: Iterable[str]
) -> Message:
    """Return why a request cannot be sent to be signed, or ''.

    ``wanted`` is the procedure's: never, always, or asked. ``own`` are the addresses
    of the one who asks.
    """
    if wanted == "never" or (wanted == "asked" and not found):
        return ""
    if len(found) < least:
        return _(
            "error_cosign_few",
            default="Cette demande doit aussi être signée par d'autres : il faut "
            "${count} adresse(s) différente(s), et il y en a ${found}.",
            mapping={"count": least, "found": len(found)},
        )
    if len(found) > MOST:
        return _(
            "error_cosign_many",
            default="On peut demander ${count} signatures au plus.",
            mapping={"count": MOST},
        )
    mine = {address.lower() for address in own if address}
    if any(person.email.lower() in mine for person in found):
        return _(
            "error_cosign_own",
            default="Vous ne pouvez pas signer deux fois : donnez l'adresse de l'autre "
            "personne, pas la vôtre.",
        )
    return ""


def problems(form: Form, wanted: str) -> Iterator[Problem]:
    """Yield what keeps a form from asking the signatures its procedure wants."""
    if wanted == "never":
        return
    questions = [
        (page, one, inner)
        for page in form.pages
        for one in page.fields
        for inner in (one.control.fields if isinstance(one.control, Block) else (one,))
        if inner.role == EMAIL
    ]
    if not questions:
        yield Problem(
            "",
            _(
                "error_cosign_nobody",
                default="D'autres personnes doivent signer, mais aucune question n'a le "
                "rôle « E-mail de qui doit aussi signer ».",
            ),
        )
    elif wanted == "always" and not any(
        page.show is None
        and one.show is None
        and inner.show is None
        and (one.required or one is not inner)
        and inner.required
        and not inner.channel == "counter"
        for page, one, inner in questions
    ):
        yield Problem(
            questions[0][1].name,
            _(
                "warning_cosign_sometimes",
                default="La signature d'une autre personne est toujours demandée, mais "
                "son adresse peut ne pas l'être : la demande ne pourrait pas partir.",
            ),
            "warning",
        )
