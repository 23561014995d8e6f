"""What is done about signatures: sent, signed, refused, reminded, taken back, ended.

Nothing here checks who acts as applicant: callers have done so. Each act is written in
the dossier's trail. Two acts at the same time write the same dossier: they conflict in
the database, and the second is run again on what the first made.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from imio.guichet.core import dossiers
from imio.guichet.core import revisions
from imio.guichet.core.clients import get_acts
from imio.guichet.core.clients import subject_of
from imio.guichet.core.content.dossier import Dossier
from imio.guichet.core.outbox.message import clean_address
from imio.guichet.core.outbox.message import clean_line
from imio.guichet.core.signing import Signer
from imio.guichet.core.signing import SignerState
from imio.guichet.core.signing import Signing
from imio.guichet.core.signing import SigningState
from imio.guichet.forms import drafts
from imio.guichet.forms import filling
from imio.guichet.forms import quota
from imio.guichet.forms.agenda import Agenda
from imio.guichet.forms.controls.base import Message
from imio.guichet.forms.expiry import warning_of
from imio.guichet.forms.signing import asking
from imio.guichet.forms.signing import mails
from imio.guichet.forms.signing.seal import seal
from imio.guichet.forms.types import Form
from imio.guichet.i18n import _
from plone import api

import secrets


AGENDA = Agenda("imio.guichet.forms.signing")
"""When the time to sign is nearly over, and over."""

ACT = "cosign"
HOUR = 3600.0
PER_ADDRESS = 5
"""Mails that ask one address to sign, in an hour, whoever sends them."""

REMINDERS = 5
"""Mails sent to somebody by hand for one request."""

BETWEEN = timedelta(hours=20)
"""Between two mails to the same person: once a day, about the same hour."""

LONGEST_REASON = 1000

TOO_LATE = _(
    "error_cosign_late",
    default="Cette demande n'attend plus votre signature : elle a été reprise, signée, "
    "refusée ou son délai est passé.",
)


class SigningRefused(Exception):
    """An act is not possible; nothing was changed. ``message`` says why, to people."""

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message


def wanted(
    dossier: Dossier, form: Form, today: date
) -> tuple[tuple[asking.Person, ...], Message]:
    """Return who must sign a draft before it counts, and why it cannot be asked."""
    procedure = dossiers.procedure_of(dossier)
    setting = (procedure.cosign or "never") if procedure is not None else "never"
    if setting == "never":
        return (), ""
    assert procedure is not None
    found = asking.people(form, filling.ask(form, dossier.answers, today).answers)
    user = api.user.get(userid=dossier.applicant) if dossier.applicant else None
    own = [user.getProperty("email", "") if user is not None else ""]
    own.append(drafts.contact(dossier, form, "applicant-email", "email"))
    return found, asking.refusal(setting, procedure.cosign_count or 1, found, own)


def sealed(dossier: Dossier) -> str:
    """Return the digest of a dossier's answers as they are now."""
    procedure = dossiers.procedure_of(dossier)
    revision = (
        revisions.get_revision(procedure, dossier.revision)
        if procedure is not None
        else None
    )
    model = revision.model if revision is not None else ""
    # The values of the form's options are in the words that are read.
    model = f"{dossier.option_set}:{model}"
    return seal(dossier.reference, model, dossier.answers)


def send(
    dossier: Dossier, form: Form, today: date, people: Iterable[asking.Person]
) -> None:
    """Seal a complete draft and ask people to sign it; one that waits stays as it is.

    Raises NotOpen, having changed nothing, when it comes too late, and SigningRefused
    when one of the addresses was written to too often.
    """
    if not dossier.is_draft or dossier.awaits_signatures:
        return
    procedure = dossiers.procedure_of(dossier)
    assert procedure is not None
    people = tuple(people)
    for person in people:
        _may_write(dossier, person.email)
    quota.claim(procedure, dossier)
    drafts.freeze(dossier, form, today)
    now = datetime.now(UTC)
    signers = tuple(
        Signer(secrets.token_hex(16), person.email, clean_line(person.name, 80), now)
        for person in people
    )
    days = procedure.cosign_days or 30
    until = now + timedelta(days=days)
    dossier.signing = Signing(now, until, sealed(dossier), signers)
    dossier.changed = now
    AGENDA.note(dossier.reference, until - warning_of(days))
    _record(dossier, dossier.applicant or "", "cosign-send", signers)
    for signer in signers:
        _write(dossier, signer)


def sign(dossier: Dossier, id: str, user: str, name: str, read: str) -> None:
    """Sign as one of those asked; the last one makes the request count.

    ``read`` is the digest of what was shown. Raises SigningRefused.
    """
    signing, signer = _awaited(dossier, id, user)
    if read != signing.seal or sealed(dossier) != signing.seal:
        raise SigningRefused(
            _(
                "error_cosign_seal",
                default="Les réponses ne sont plus celles qui ont été envoyées : elles ne "
                "peuvent être signées. La personne qui vous l'a demandé doit reprendre sa "
                "demande et l'envoyer à nouveau.",
            )
        )
    done = replace(
        signer,
        state=SignerState.SIGNED,
        user=user,
        user_name=clean_line(name, 80),
        when=datetime.now(UTC),
        seal=signing.seal,
    )
    signing = signing.with_signer(id, done)
    left = len(signing.awaited)
    if not left:
        signing = replace(signing, state=SigningState.COMPLETE)
    dossier.signing = signing
    _record(dossier, user, "cosign-sign", (done,), signing.seal)
    mails.signed(dossier, done, left)
    if not left:
        drafts.count(dossier)


def refuse(dossier: Dossier, id: str, user: str, name: str, reason: str) -> None:
    """Refuse to sign: the request becomes a draft again. Raises SigningRefused."""
    signing, signer = _awaited(dossier, id, user)
    reason = reason.strip()
    if not reason:
        raise SigningRefused(
            _("error_cosign_reason", default="Écrivez pourquoi vous ne signez pas.")
        )
    if len(reason) > LONGEST_REASON:
        raise SigningRefused(
            _(
                "error_cosign_reason_long",
                default="Cette raison est trop longue : ${max} caractères au plus.",
                mapping={"max": LONGEST_REASON},
            )
        )
    done = replace(
        signer,
        state=SignerState.REFUSED,
        user=user,
        user_name=clean_line(name, 80),
        when=datetime.now(UTC),
        reason=reason,
    )
    dossier.signing = signing.with_signer(id, done)
    _record(dossier, user, "cosign-refuse", (done,))
    mails.refused(dossier, done)
    _end(dossier, SigningState.REFUSED)


def remind(dossier: Dossier, id: str) -> None:
    """Write again to somebody who has not answered. Raises SigningRefused."""
    signing, signer = _waited_for(dossier, id)
    now = datetime.now(UTC)
    if signer.reminders >= REMINDERS or now < signer.asked + BETWEEN:
        raise SigningRefused(
            _(
                "error_cosign_remind",
                default="Un courriel est déjà parti il y a peu, ou plusieurs fois : "
                "attendez un jour, ou parlez à cette personne.",
            )
        )
    _may_write(dossier, signer.email)
    done = replace(signer, asked=now, reminders=signer.reminders + 1)
    dossier.signing = signing.with_signer(id, done)
    _record(dossier, dossier.applicant or "", "cosign-remind", (done,))
    _write(dossier, done, again=True)


def readdress(dossier: Dossier, id: str, address: str) -> None:
    """Ask at another address; the former link is worth nothing any more.

    The answers stay as they were sealed. Raises SigningRefused.
    """
    signing, signer = _waited_for(dossier, id)
    try:
        address = clean_address(address)
    except ValueError:
        raise SigningRefused(
            _("error_mail_link", default="Écrivez une adresse comme nom@exemple.be.")
        ) from None
    people = tuple(
        asking.Person(one.email, one.name) for one in signing.signers if one.id != id
    )
    if any(person.email.lower() == address.lower() for person in people):
        raise SigningRefused(
            _(
                "error_cosign_twice",
                default="Une autre signature est déjà demandée à cette adresse.",
            )
        )
    user = api.user.get(userid=dossier.applicant) if dossier.applicant else None
    own = (user.getProperty("email", "") if user else "", dossier.applicant_email)
    error = asking.refusal("always", 1, (asking.Person(address, ""),), own)
    if error:
        raise SigningRefused(error)
    _may_write(dossier, address)
    done = Signer(secrets.token_hex(16), address, signer.name, datetime.now(UTC))
    dossier.signing = signing.with_signer(id, done)
    _record(dossier, dossier.applicant or "", "cosign-address", (done,))
    mails.forget(dossier, (signer,))
    _write(dossier, done)


def withdraw(dossier: Dossier) -> None:
    """Take the request back: it is a draft again, signatures given are void."""
    if not dossier.awaits_signatures:
        raise SigningRefused(TOO_LATE)
    signing = dossier.signing
    assert signing is not None
    _record(dossier, dossier.applicant or "", "cosign-withdraw", ())
    mails.forget(dossier, signing.signers)
    _end(dossier, SigningState.WITHDRAWN)


def expire(dossier: Dossier) -> None:
    """The time to sign is over: it is a draft again."""
    signing = dossier.signing
    assert signing is not None
    _record(dossier, "", "cosign-expire", signing.awaited)
    mails.expired(dossier)
    _end(dossier, SigningState.EXPIRED)


def _end(dossier: Dossier, state: SigningState) -> None:
    assert dossier.signing is not None
    dossier.signing = replace(dossier.signing, state=state)
    dossier.changed = datetime.now(UTC)
    quota.release(dossier)


def _waited_for(dossier: Dossier, id: str) -> tuple[Signing, Signer]:
    signing = dossier.signing
    signer = signing.signer(id) if signing is not None else None
    if signing is None or signer is None or not dossier.awaits_signatures:
        raise SigningRefused(TOO_LATE)
    if signer.state != SignerState.ASKED:
        raise SigningRefused(TOO_LATE)
    return signing, signer


def _awaited(dossier: Dossier, id: str, user: str) -> tuple[Signing, Signer]:
    """Return what somebody may sign or refuse now; raises SigningRefused."""
    signing, signer = _waited_for(dossier, id)
    if signing.until < datetime.now(UTC):
        raise SigningRefused(TOO_LATE)
    if user == dossier.applicant:
        raise SigningRefused(
            _(
                "error_cosign_applicant",
                default="C'est votre demande : une autre personne doit la signer.",
            )
        )
    if any(one.user == user for one in signing.signers):
        raise SigningRefused(
            _(
                "error_cosign_again",
                default="Vous avez déjà signé cette demande : les autres signatures "
                "doivent venir d'autres personnes.",
            )
        )
    return signing, signer


def _subject(address: str) -> str:
    return subject_of(f"mail:{address.lower()}")


def _may_write(dossier: Dossier, address: str) -> None:
    if get_acts(dossier).count(ACT, _subject(address), HOUR) >= PER_ADDRESS:
        raise SigningRefused(
            _(
                "error_cosign_flood",
                default="Trop de courriels sont partis vers ${address}. Réessayez dans "
                "une heure.",
                mapping={"address": address},
            )
        )


def _write(dossier: Dossier, signer: Signer, again: bool = False) -> None:
    get_acts(dossier).note(ACT, _subject(signer.email))
    mails.ask(dossier, signer, again)


def _record(
    dossier: Dossier,
    user: str,
    action: str,
    signers: Iterable[Signer],
    detail: str = "",
) -> None:
    told = ", ".join(one.title for one in signers)
    dossiers.record(dossier, user, action, " ".join(filter(None, (told, detail))))
