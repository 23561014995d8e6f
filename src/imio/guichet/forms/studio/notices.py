"""Mails about publication: to those who may approve, to who asked, to who planned."""

from __future__ import annotations

from collections.abc import Iterator
from imio.guichet.core.content.procedure import Procedure
from imio.guichet.core.mail import queue_mail
from imio.guichet.forms.controls.base import Message
from imio.guichet.i18n import _
from plone import api
from zope.i18n import translate


ROLES = ("Form Manager", "Guichet Manager")
"""Who may approve."""

MOST = 50
"""Mails about one request."""


def asked(procedure: Procedure, user_id: str, comment: str) -> None:
    """Tell those who may approve that a form waits for them."""
    subject = _(
        "mail_asked_subject",
        default="À approuver : ${title}",
        mapping={"title": _title(procedure)},
    )
    text = _(
        "mail_asked_text",
        default="${name} demande l'approbation du formulaire « ${title} ».\n\n"
        "${comment}\n\nPour le lire et l'approuver :\n${url}",
        mapping=_values(procedure, user_id, comment),
    )
    for approver in approvers(user_id):
        _mail(approver, subject, text)


def refused(procedure: Procedure, asker: str, user_id: str, comment: str) -> None:
    """Tell who asked that the form comes back, and why."""
    subject = _(
        "mail_refused_subject",
        default="À revoir : ${title}",
        mapping={"title": _title(procedure)},
    )
    text = _(
        "mail_refused_text",
        default="${name} n'a pas approuvé le formulaire « ${title} ».\n\n"
        "${comment}\n\nPour le reprendre :\n${url}",
        mapping=_values(procedure, user_id, comment),
    )
    _mail(asker, subject, text)


def failed(procedure: Procedure, planner: str, reason: str) -> None:
    """Tell who planned a publication that it was not done, and why."""
    subject = _(
        "mail_planned_subject",
        default="Publication prévue, mais refusée : ${title}",
        mapping={"title": _title(procedure)},
    )
    text = _(
        "mail_planned_text",
        default="Le formulaire « ${title} » devait être publié maintenant. Il ne l'est "
        "pas :\n\n${comment}\n\nPour le reprendre :\n${url}",
        mapping=_values(procedure, planner, reason),
    )
    _mail(planner, subject, text)


def approvers(but: str) -> list[str]:
    """Return the ids of those who hold a role that approves, except one person."""
    found = sorted({user for user in _holders() if user != but})
    return found[:MOST]


def _holders() -> Iterator[str]:
    users = api.portal.get_tool("acl_users")
    for role in ROLES:
        assigned = users.portal_role_manager.listAssignedPrincipals(role)
        for principal in [found[0] for found in assigned]:
            group = api.group.get(groupname=principal)
            if group is None:
                yield principal
            else:
                yield from group.getGroupMemberIds()


def _title(procedure: Procedure) -> str:
    return " ".join((procedure.draft_title or procedure.title or "").split())


def _values(procedure: Procedure, user_id: str, comment: str) -> dict[str, str]:
    user = api.user.get(userid=user_id) if user_id else None
    name = (user.getProperty("fullname") if user else "") or user_id
    return {
        "name": name,
        "title": _title(procedure),
        "comment": comment,
        "url": f"{procedure.absolute_url()}/@@form-studio",
    }


def _mail(user_id: str, subject: Message, text: Message) -> None:
    user = api.user.get(userid=user_id) if user_id else None
    address = user.getProperty("email") if user is not None else ""
    if address:
        language = user.getProperty("language") or None
        queue_mail(
            address,
            translate(subject, target_language=language),
            translate(text, target_language=language),
        )
