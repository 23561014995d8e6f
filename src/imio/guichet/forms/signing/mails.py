"""Mails about signatures: to those who are asked, to the one who asks. Queued only."""

from __future__ import annotations

from collections.abc import Iterable
from imio.guichet.core.content.dossier import Dossier
from imio.guichet.core.mail import queue_mail
from imio.guichet.core.outbox.message import clean_line
from imio.guichet.core.settings import town_settings
from imio.guichet.core.signing import Signer
from imio.guichet.core.signing import Signing
from imio.guichet.forms import clock
from imio.guichet.forms.controls.base import Message
from imio.guichet.forms.signing import tokens
from imio.guichet.i18n import _
from plone import api
from plone.keyring.interfaces import IKeyManager
from zope.component import getUtility
from zope.i18n import translate
from zope.i18nmessageid import Message as Text


LONGEST = 80
"""Characters of a person's name in a mail to somebody else."""

FORGET = _(
    "mail_cosign_forget",
    default="Bonjour,\n\n« ${procedure} » (${reference}), la demande de ${applicant} : "
    "vous n'avez plus à la signer. Le lien reçu ne sert plus.\n\n${town}",
)


def keys() -> list[str]:
    """Return the site's keys, the newest first."""
    return [key for key in getUtility(IKeyManager)["_system"] if key is not None]


def link(dossier: Dossier, signer: Signer) -> str:
    """Return the address where somebody who is asked reads and signs."""
    assert dossier.signing is not None
    expires = int(dossier.signing.until.timestamp())
    asked = tokens.Asked(dossier.reference, signer.id, expires)
    site = api.portal.get().absolute_url()
    return f"{site}/guichet/@@co-sign/{tokens.make(keys(), asked)}"


def waiting_url(dossier: Dossier) -> str:
    """Return where the applicant sees who is still awaited."""
    return f"{api.portal.get().absolute_url()}/guichet/@@dossier/{dossier.reference}"


def ask(dossier: Dossier, signer: Signer, again: bool = False) -> None:
    """Ask somebody to sign; ``again`` for a reminder."""
    subject = _("mail_cosign_subject", default="Votre signature pour « ${procedure} »")
    if again:
        subject = _(
            "mail_cosign_again_subject",
            default="Rappel : votre signature pour « ${procedure} »",
        )
    text = _(
        "mail_cosign_text",
        default="Bonjour,\n\n${applicant} a rempli une demande « ${procedure} » auprès de "
        "${town} et vous demande de la signer aussi. Elle ne compte que si vous la signez, "
        "au plus tard le ${end}.\n\nPour la lire, puis la signer ou la refuser :\n${url}\n\n"
        "Vous devrez vous identifier, avec un compte dont l'adresse est ${email} : le lien "
        "seul ne montre rien.\n\nSi vous ne savez pas de quoi il s'agit, ne faites rien : "
        "quelqu'un s'est sans doute trompé d'adresse.\n\n${town}",
    )
    more = {"url": link(dossier, signer), "email": signer.email}
    _send(dossier, signer.email, subject, text, more)


def forget(dossier: Dossier, signers: Iterable[Signer]) -> None:
    """Tell people that they are not asked any more."""
    subject = _(
        "mail_cosign_forget_subject",
        default="« ${procedure} » : votre signature n'est plus demandée",
    )
    for signer in signers:
        _send(dossier, signer.email, subject, FORGET)


def signed(dossier: Dossier, signer: Signer, left: int) -> None:
    """Tell both that somebody signed; ``left`` are still to sign."""
    subject = _(
        "mail_cosign_receipt_subject", default="Vous avez signé « ${procedure} »"
    )
    text = _(
        "mail_cosign_receipt_text",
        default="Bonjour,\n\nVous avez signé la demande « ${procedure} » (${reference}) de "
        "${applicant}, le ${when}.\n\nEmpreinte de ce que vous avez lu :\n${seal}\n\n"
        "${town}",
    )
    when = clock.written(signer.when, dossier.language) if signer.when else ""
    more = {"when": when, "seal": signer.seal}
    _send(dossier, signer.email, subject, text, more)
    if left:
        _applicant(
            dossier,
            _(
                "mail_cosign_signed_subject",
                default="« ${procedure} » : ${who} a signé",
            ),
            _(
                "mail_cosign_signed_text",
                default="Bonjour,\n\n${who} a signé votre demande « ${procedure} » "
                "(${reference}). Signatures encore attendues : ${count}.\n\n${url}",
            ),
            {"who": _short(signer.title), "count": str(left)},
        )
    else:
        _applicant(
            dossier,
            _(
                "mail_cosign_complete_subject",
                default="« ${procedure} » : tous ont signé, votre demande est envoyée",
            ),
            _(
                "mail_cosign_complete_text",
                default="Bonjour,\n\nTous ont signé : votre demande « ${procedure} » "
                "(${reference}) est envoyée et compte à partir de maintenant.\n\n${url}",
            ),
        )


def refused(dossier: Dossier, signer: Signer) -> None:
    """Tell the applicant that somebody refuses; the reason is on the page."""
    _applicant(
        dossier,
        _(
            "mail_cosign_refused_subject",
            default="« ${procedure} » : ${who} ne signe pas",
        ),
        _(
            "mail_cosign_refused_text",
            default="Bonjour,\n\n${who} a refusé de signer votre demande « ${procedure} » "
            "(${reference}). Elle n'est pas envoyée : elle est redevenue un brouillon, que "
            "vous pouvez corriger et envoyer à nouveau. La raison est sur cette page :\n"
            "${url}",
        ),
        {"who": _short(signer.title)},
    )


def warn(dossier: Dossier) -> None:
    """Tell all that the time to sign is nearly over."""
    signing = dossier.signing
    assert signing is not None
    for signer in signing.awaited:
        ask(dossier, signer, again=True)
    _applicant(
        dossier,
        _(
            "mail_cosign_warning_subject",
            default="« ${procedure} » attend encore des signatures",
        ),
        _(
            "mail_cosign_warning_text",
            default="Bonjour,\n\nVotre demande « ${procedure} » (${reference}) attend encore "
            "la signature de : ${who}. Sans elle, elle redeviendra un brouillon le ${end}."
            "\n\n${url}",
        ),
        {"who": ", ".join(_short(signer.title) for signer in signing.awaited)},
    )


def expired(dossier: Dossier) -> None:
    """Tell the applicant that the time to sign is over."""
    _applicant(
        dossier,
        _(
            "mail_cosign_expired_subject",
            default="« ${procedure} » n'a pas été signée à temps",
        ),
        _(
            "mail_cosign_expired_text",
            default="Bonjour,\n\nVotre demande « ${procedure} » (${reference}) n'a pas reçu "
            "toutes les signatures : elle n'est pas envoyée. Vos réponses sont gardées comme "
            "brouillon ; vous pouvez l'envoyer à nouveau :\n${url}",
        ),
    )


def _applicant(
    dossier: Dossier,
    subject: Message,
    text: Message,
    more: dict[str, str] | None = None,
) -> None:
    if dossier.applicant_email:
        values = {"url": waiting_url(dossier), **(more or {})}
        _send(dossier, dossier.applicant_email, subject, text, values)


def _send(
    dossier: Dossier,
    to: str,
    subject: Message,
    text: Message,
    more: dict[str, str] | None = None,
) -> None:
    town = town_settings()
    language = dossier.language or "fr"
    signing: Signing | None = dossier.signing
    nobody = _("label_cosign_nobody", default="Une personne")
    values = {
        "procedure": dossier.title,
        "reference": dossier.reference,
        "applicant": _short(dossier.applicant_name)
        or translate(nobody, target_language=language),
        "town": town.administration_name or town.town_name,
        "end": clock.written(signing.until, language) if signing is not None else "",
        **(more or {}),
    }

    def said(message: Message) -> str:
        return str(translate(Text(message, mapping=values), target_language=language))

    queue_mail(to, said(subject), said(text), dossier=dossier)


def _short(text: str) -> str:
    return clean_line(text or "", LONGEST)
