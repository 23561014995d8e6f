"""E-mail addresses confirmed by a code: sent by mail, given back on the same page.

A code has six digits and is good for one address of one draft, half an hour and five
tries. How many are sent is limited for each address and for each client, so that
nobody is flooded. What is kept of a code is a digest.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import replace
from imio.guichet.core.clients import client_of
from imio.guichet.core.clients import get_acts
from imio.guichet.core.clients import subject_of
from imio.guichet.core.content.dossier import Dossier
from imio.guichet.core.mail import queue_mail
from imio.guichet.core.settings import town_settings
from imio.guichet.forms.controls.base import Message
from imio.guichet.forms.controls.base import Post
from imio.guichet.forms.controls.base import PREFIX
from imio.guichet.forms.controls.texts import Email
from imio.guichet.forms.types import Field
from imio.guichet.forms.values import ConfirmedEmail
from imio.guichet.i18n import _
from typing import Any
from zope.annotation.interfaces import IAnnotations
from zope.i18n import translate

import hashlib
import hmac
import secrets
import time


KEY = "imio.guichet.forms.codes"
ACT = "email-code"
LIFETIME = 30 * 60
"""Seconds for which a code is good."""

TRIES = 5
HOUR = 3600
PER_ADDRESS = 5
PER_CLIENT = 20
"""Codes sent in an hour at most."""

WRONG = _(
    "error_email_code",
    default="Ce code n'est pas celui que nous avons envoyé : vérifiez ses six chiffres, "
    "ou demandez un nouveau code.",
)
SPENT = _(
    "error_email_code_spent",
    default="Ce code ne peut plus servir. Demandez un nouveau code.",
)
TOO_MANY = _(
    "error_email_code_many",
    default="Trop de codes ont été demandés. Attendez une heure, ou écrivez une autre "
    "adresse.",
)


def sent(address: str) -> Message:
    """Return the words for a code that is on its way."""
    return _(
        "error_email_unconfirmed",
        default="Un code à six chiffres a été envoyé à ${address}. "
        "Écrivez-le dans « Code reçu », puis continuez.",
        mapping={"address": address},
    )


@dataclass(frozen=True)
class Sent:
    """A code that was sent for an address; ``until`` in seconds of the epoch."""

    address: str
    digest: str
    until: float
    tries: int = 0

    @property
    def is_good(self) -> bool:
        return self.tries < TRIES and time.time() < self.until


def needs_code(found: Field, value: object) -> bool:
    """Return whether an answer is an address that is still to be confirmed."""
    control = found.control
    return (
        isinstance(control, Email)
        and control.confirm
        and control.check(value) is None
        and not isinstance(value, ConfirmedEmail)
    )


def codes_of(dossier: Dossier) -> Mapping[str, Sent]:
    """Return the codes of a draft that were sent last, by field."""
    return IAnnotations(dossier).get(KEY, {})


def _keep(dossier: Dossier, name: str, sent: Sent | None) -> None:
    codes = {key: code for key, code in codes_of(dossier).items() if key != name}
    if sent is not None:
        codes[name] = sent
    if codes:
        IAnnotations(dossier)[KEY] = codes
    else:
        IAnnotations(dossier).pop(KEY, None)


def _digest(dossier: Dossier, address: str, code: str) -> str:
    said = f"{dossier.reference}:{address}:{code}".encode()
    return hmac.new(dossier.secret.encode(), said, hashlib.sha256).hexdigest()


def take(
    dossier: Dossier, found: Field, value: object, post: Post
) -> tuple[object, Message | None]:
    """Return an answer, confirmed when the post holds its code, and why it is not."""
    typed = "".join(post.text(f"{PREFIX}{found.name}.code").split())
    if not typed or asks_again(found, post):
        return value, None
    known = codes_of(dossier).get(found.name)
    if known is None or known.address != value:
        return value, None  # another address: it gets a code of its own
    if not known.is_good:
        return value, SPENT
    if hmac.compare_digest(known.digest, _digest(dossier, known.address, typed)):
        _keep(dossier, found.name, None)
        return ConfirmedEmail(known.address), None
    _keep(dossier, found.name, replace(known, tries=known.tries + 1))
    return value, WRONG


def asks_again(found: Field, post: Post) -> bool:
    """Return whether the button for a new code was used."""
    return bool(post.text(f"{PREFIX}{found.name}.again"))


def send(
    dossier: Dossier, found: Field, address: str, request: Any, again: bool
) -> Message | None:
    """Send a code to an address unless it has one; return why it cannot be."""
    known = codes_of(dossier).get(found.name)
    if known is not None and known.address == address and known.is_good and not again:
        return None
    acts = get_acts(dossier)
    to, client = subject_of(f"mail:{address.lower()}"), subject_of(client_of(request))
    if acts.count(ACT, to, HOUR) >= PER_ADDRESS:
        return TOO_MANY
    if acts.count(ACT, client, HOUR) >= PER_CLIENT:
        return TOO_MANY
    code = f"{secrets.randbelow(10**6):06}"
    digest = _digest(dossier, address, code)
    _keep(dossier, found.name, Sent(address, digest, time.time() + LIFETIME))
    acts.note(ACT, to)
    acts.note(ACT, client)
    town = town_settings()
    values = {
        "code": code,
        "procedure": dossier.title,
        "town": town.administration_name or town.town_name,
    }

    def tr(message: Message) -> str:
        return str(translate(message, target_language=dossier.language))

    queue_mail(
        address,
        tr(
            _(
                "mail_code_subject",
                default="Votre code pour « ${procedure} »",
                mapping=values,
            )
        ),
        tr(
            _(
                "mail_code_text",
                default="Bonjour,\n\nVoici le code à écrire dans le formulaire "
                "« ${procedure} » :\n\n${code}\n\nIl est bon pendant une demi-heure. Si "
                "vous n'avez rien demandé, ne faites rien : quelqu'un s'est sans doute "
                "trompé d'adresse.\n\n${town}",
                mapping=values,
            )
        ),
    )
    return None
