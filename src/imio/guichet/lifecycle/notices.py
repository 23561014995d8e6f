"""Mails that every lifecycle sends: opinions, messages, hands. Never their content."""

from __future__ import annotations

from collections.abc import Iterable
from imio.guichet.core.content.dossier import Dossier
from imio.guichet.core.content.opinion import Opinion
from imio.guichet.core.content.service import group_id
from imio.guichet.core.settings import town_settings
from imio.guichet.i18n import _
from imio.guichet.lifecycle import mailing
from imio.guichet.lifecycle import people
from imio.guichet.lifecycle.texts import tr
from zope.i18nmessageid import Message


FOOTER = _(
    "mail_agents_footer",
    default="Démarche : ${procedure}\nRéférence : ${reference}\n\n"
    "Ouvrir le dossier :\n${url}",
)


def opinion_asked(dossier: Dossier, opinion: Opinion) -> None:
    """Tell a service that its opinion is asked."""
    subject = _(
        "mail_opinion_asked_subject",
        default="${reference} : votre avis est demandé pour le ${deadline}",
    )
    text = _(
        "mail_opinion_asked_text",
        default="Bonjour,\n\nLe service « ${asker} » demande votre avis sur une demande. "
        "Merci de le rendre au plus tard le ${deadline}.",
    )
    _to_service(dossier, opinion, subject, text)


def opinion_reminder(dossier: Dossier, opinion: Opinion) -> None:
    """Tell a service that its opinion is still awaited."""
    subject = _(
        "mail_opinion_reminder_subject",
        default="Rappel : ${reference} attend votre avis (${deadline})",
    )
    text = _(
        "mail_opinion_reminder_text",
        default="Bonjour,\n\nLe service « ${asker} » attend encore votre avis. La date "
        "prévue est le ${deadline}.",
    )
    _to_service(dossier, opinion, subject, text)


def opinion_withdrawn(dossier: Dossier, opinion: Opinion) -> None:
    """Tell a service that its opinion is not needed any more."""
    subject = _(
        "mail_opinion_withdrawn_subject",
        default="${reference} : votre avis n'est plus nécessaire",
    )
    text = _(
        "mail_opinion_withdrawn_text",
        default="Bonjour,\n\nVotre avis sur cette demande n'est plus nécessaire. Vous "
        "n'avez rien à faire.\n\nDémarche : ${procedure}\nRéférence : ${reference}",
    )
    _to_service(dossier, opinion, subject, text, footer=False)


def opinion_given(
    dossier: Dossier, opinion: Opinion, groups: Iterable[str], awaited: int
) -> None:
    """Tell the service that asked; ``awaited`` is how many opinions are missing."""
    values = {
        "service": people.service_title(opinion.service),
        "count": str(awaited),
    }
    if awaited:
        subject = _(
            "mail_opinion_given_subject",
            default="${reference} : avis rendu par « ${service} »",
        )
        text = _(
            "mail_opinion_given_text",
            default="Bonjour,\n\nLe service « ${service} » a rendu son avis. Avis encore "
            "attendus : ${count}.",
        )
    else:
        subject = _(
            "mail_opinions_complete_subject",
            default="${reference} : tous les avis sont rendus",
        )
        text = _(
            "mail_opinions_complete_text",
            default="Bonjour,\n\nLe service « ${service} » a rendu son avis. Tous les avis "
            "demandés sont rendus : vous pouvez continuer.",
        )
    _to_agents(dossier, mailing.holders_mails(dossier, groups), subject, text, values)


def message_to_applicant(dossier: Dossier) -> None:
    """Tell the applicant that an agent wrote."""
    subject = _(
        "mail_message_subject",
        default="Votre dossier ${reference} : un nouveau message",
    )
    text = _(
        "mail_message_text",
        default="Bonjour,\n\nLe service « ${service} » vous a écrit au sujet de votre "
        "dossier.\n\nDémarche : ${procedure}\nRéférence : ${reference}\n\nLire le message "
        "et répondre :\n${url}\n\n${town}",
    )
    town = town_settings()
    values = {
        **_values(dossier),
        "url": mailing.applicant_url(dossier),
        "service": people.service_title(dossier.service),
        "town": town.administration_name or town.town_name,
    }
    address = people.applicant_mail(dossier)
    if address:
        language = dossier.language or "fr"
        mailing.send(
            dossier,
            (address,),
            _say(subject, values, language),
            _say(text, values, language),
        )


def message_to_agents(dossier: Dossier, groups: Iterable[str]) -> None:
    """Tell who handles a dossier that the applicant wrote."""
    subject = _(
        "mail_message_agents_subject", default="${reference} : message du demandeur"
    )
    text = _(
        "mail_message_agents_text",
        default="Bonjour,\n\nLe demandeur a écrit un message.",
    )
    _to_agents(dossier, mailing.holders_mails(dossier, groups), subject, text)


def handed_over(dossier: Dossier, user_id: str, by: str) -> None:
    """Tell an agent that a colleague gave a dossier."""
    subject = _(
        "mail_handed_over_subject", default="${reference} : ce dossier vous est confié"
    )
    text = _(
        "mail_handed_over_text", default="Bonjour,\n\n${who} vous confie ce dossier."
    )
    _to_user(dossier, user_id, subject, text, by)


def taken_over(dossier: Dossier, user_id: str, by: str) -> None:
    """Tell an agent that somebody else has the dossier now."""
    subject = _(
        "mail_taken_over_subject", default="${reference} : ce dossier change de mains"
    )
    text = _(
        "mail_taken_over_text",
        default="Bonjour,\n\nVous n'êtes plus en charge de ce dossier. Changé par : "
        "${who}.",
    )
    _to_user(dossier, user_id, subject, text, by)


def _to_user(
    dossier: Dossier, user_id: str, subject: Message, text: Message, by: str
) -> None:
    address = people.mail_of(people.get_user(user_id))
    if address:
        who = people.name_of(people.get_user(by)) or by
        _to_agents(dossier, (address,), subject, text, {"who": who})


def _to_service(
    dossier: Dossier,
    opinion: Opinion,
    subject: Message,
    text: Message,
    footer: bool = True,
) -> None:
    values = {
        "asker": people.service_title(dossier.service),
        "deadline": f"{opinion.deadline:%d/%m/%Y}" if opinion.deadline else "",
    }
    addresses = people.service_mails((group_id(opinion.service),))
    _to_agents(dossier, addresses, subject, text, values, footer)


def _to_agents(
    dossier: Dossier,
    addresses: Iterable[str],
    subject: Message,
    text: Message,
    values: dict[str, str] | None = None,
    footer: bool = True,
) -> None:
    values = {**_values(dossier), **(values or {}), "url": mailing.desk_url(dossier)}
    parts = [text, FOOTER] if footer else [text]
    body = "\n\n".join(_say(part, values, "fr") for part in parts)
    mailing.send(dossier, addresses, _say(subject, values, "fr"), body)


def _values(dossier: Dossier) -> dict[str, str]:
    return {"reference": dossier.reference, "procedure": dossier.title}


def _say(message: Message, values: dict[str, str], language: str) -> str:
    return tr(Message(message, mapping=values), language)
