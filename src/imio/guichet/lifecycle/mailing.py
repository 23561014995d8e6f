"""Mails about a dossier: to whom, with which values; queued, never sent here."""

from __future__ import annotations

from collections.abc import Iterable
from imio.guichet.core import mail
from imio.guichet.core.content.dossier import Dossier
from imio.guichet.core.interfaces import IDossierForm
from imio.guichet.core.settings import town_settings
from imio.guichet.core.types import Act
from imio.guichet.i18n import _
from imio.guichet.lifecycle import fields
from imio.guichet.lifecycle import model
from imio.guichet.lifecycle import people
from imio.guichet.lifecycle import templates
from imio.guichet.lifecycle.deadlines import local_date
from imio.guichet.lifecycle.texts import tr
from plone import api
from zope.component import queryAdapter


def run_actions(
    dossier: Dossier,
    lifecycle: model.Lifecycle,
    actions: Iterable[model.MailAction],
    act: Act,
) -> None:
    """Queue the mails of a transition or of a step that is entered."""
    values: dict[str, str] | None = None
    for action in actions:
        addresses = recipients(dossier, action.to)
        if not addresses:
            continue
        if values is None:
            values = placeholder_values(dossier, lifecycle, act)
        template = lifecycle.mails[action.template]
        if templates.ANSWERS in templates.placeholders(template.body)[0]:
            values[templates.ANSWERS] = answers(dossier, action.to)
        subject = templates.fill_line(template.subject, values)
        body = templates.fill(template.body, values)
        key = f"{dossier.reference}:{len(dossier.acts)}:{action.template}"
        for address in addresses:
            mail.queue_mail(
                address, subject, body, dossier=dossier, key=f"{key}:{address}"
            )


def answers(dossier: Dossier, to: str) -> str:
    """Return the answers for a mail: the applicant's language, French for agents."""
    form = IDossierForm(dossier, None)
    if form is None:
        return ""
    return form.told(dossier.language or "fr" if to == model.APPLICANT else "fr")


def send(dossier: Dossier, to: Iterable[str], subject: str, body: str) -> None:
    """Queue one mail about a dossier to some addresses."""
    for address in dict.fromkeys(to):
        mail.queue_mail(address, subject, body, dossier=dossier)


def recipients(dossier: Dossier, to: str) -> list[str]:
    """Return the addresses of the applicant, or of who holds a function now."""
    function = model.function_of(to)
    if function is None:
        return list(filter(None, (people.applicant_mail(dossier),)))
    return holders_mails(dossier, dossier.functions.get(function, ()))


def holders_mails(dossier: Dossier, groups: Iterable[str]) -> list[str]:
    """Return where to write to services: to the agent who claimed it, when theirs."""
    groups = tuple(groups)
    handler = people.get_user(dossier.handler)
    if handler is not None and people.mail_of(handler):
        if set(handler.getGroups()).intersection(groups):
            return [people.mail_of(handler)]
    return people.service_mails(groups)


def applicant_url(dossier: Dossier) -> str:
    """Return where the applicant follows a dossier; it gives no access by itself."""
    guichet = f"{api.portal.get().absolute_url()}/guichet"
    if dossier.applicant:
        return f"{guichet}/@@dossier/{dossier.reference}"
    return f"{guichet}/@@track?reference={dossier.reference}"


def desk_url(dossier: Dossier) -> str:
    """Return the dossier's address for agents."""
    return f"{dossier.absolute_url()}/@@desk-dossier"


def placeholder_values(
    dossier: Dossier, lifecycle: model.Lifecycle, act: Act
) -> dict[str, str]:
    """Return what the placeholders of mail templates stand for, after an act."""
    service = people.find_service(dossier.service)
    town = town_settings()
    values = {
        "reference": dossier.reference,
        "procedure": dossier.title,
        "step": dossier.step_title,
        "citizen_step": dossier.citizen_step_title,
        "comment": act.comment,
        "url": applicant_url(dossier),
        "desk_url": desk_url(dossier),
        "code": "" if dossier.applicant else dossier.secret,
        "applicant": people.applicant_name(dossier)
        or tr(_("mail_unnamed", default="Madame, Monsieur"), dossier.language),
        "behalf": dossier.behalf.name if dossier.behalf is not None else "",
        "service": service.title if service is not None else dossier.service,
        "service_contact": _contact(service),
        "town": town.administration_name or town.town_name,
        "date": _date(local_date()),
        "submitted": _date(
            local_date(dossier.submitted) if dossier.submitted else None
        ),
        "deadline": _date(dossier.deadline),
    }
    form = queryAdapter(dossier, IDossierForm)
    for name, text in (form.option_texts() if form is not None else {}).items():
        values[templates.OPTION_PREFIX + name] = text
    for item, value in given_values(lifecycle, dossier.acts):
        values[templates.FIELD_PREFIX + item.id] = fields.show(item, value)
    return values


def given_values(
    lifecycle: model.Lifecycle, acts: Iterable[Act]
) -> Iterable[tuple[model.Field, object]]:
    """Yield (field, value) of what was given in acts, oldest first."""
    for act in acts:
        transition = lifecycle.transition.get(act.transition)
        for item in transition.fields if transition is not None else ():
            if item.id in act.values:
                yield item, act.values[item.id]


def _contact(service: people.Service | None) -> str:
    if service is None:
        return ""
    parts = (service.title, service.phone, service.email)
    return "\n".join(part for part in parts if part)


def _date(day: object) -> str:
    return day.strftime("%d/%m/%Y") if day is not None else ""
