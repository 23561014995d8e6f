"""Services and persons around a dossier: names and addresses."""

from __future__ import annotations

from collections.abc import Iterable
from imio.guichet.core.content.dossier import Dossier
from imio.guichet.core.content.service import GROUP_PREFIX
from imio.guichet.core.content.service import Service
from imio.guichet.core.interfaces import IDossierForm
from plone import api
from typing import Any

import transaction


_SERVICES = object()


def find_service(service_id: str) -> Service | None:
    """Return a service of the current site by id, whoever asks, or None."""
    if not service_id:
        return None
    known = _known()
    if service_id not in known:
        found = _search(service_id)
        if found is None:
            return None
        known[service_id] = found
    return known[service_id]


def _known() -> dict[str, Service]:
    """Return the services found so far in this transaction, by id."""
    current = transaction.get()
    try:
        return current.data(_SERVICES)
    except KeyError:
        known: dict[str, Service] = {}
        current.set_data(_SERVICES, known)
        return known


def _search(service_id: str) -> Service | None:
    brains = api.portal.get_tool("portal_catalog").unrestrictedSearchResults(
        portal_type="imio.guichet.Service", getId=service_id
    )
    return brains[0]._unrestrictedGetObject() if brains else None


def service_title(service_id: str) -> str:
    """Return the title of a service, its id when it is gone."""
    service = find_service(service_id)
    return service.title if service is not None else service_id


def service_of_group(group_id: str) -> str:
    """Return the id of the service whose group it is."""
    return group_id.removeprefix(GROUP_PREFIX)


def service_mails(group_ids: Iterable[str]) -> list[str]:
    """Return where to write to services: their own address, else their agents'."""
    found: list[str] = []
    for group_id in group_ids:
        service = find_service(service_of_group(group_id))
        if service is not None and service.email:
            found.append(service.email)
        else:
            found.extend(filter(None, (mail_of(user) for user in members(group_id))))
    return list(dict.fromkeys(found))


def members(group_id: str) -> list[Any]:
    """Return the users of a group."""
    group = api.portal.get_tool("portal_groups").getGroupById(group_id)
    return [] if group is None else list(group.getGroupMembers())


def get_user(user_id: str | None) -> Any:
    """Return a user (member data) by id, or None."""
    if not user_id:
        return None
    return api.portal.get_tool("portal_membership").getMemberById(user_id)


def name_of(user: Any) -> str:
    """Return the name to show for a user; '' for none."""
    if user is None:
        return ""
    return user.getProperty("fullname", "") or user.getUserName()


def mail_of(user: Any) -> str:
    """Return the mail address of a user; '' for none."""
    return "" if user is None else user.getProperty("email", "") or ""


def applicant_mail(dossier: Dossier) -> str:
    """Return where to write to the applicant, or ''."""
    form = IDossierForm(dossier, None)
    return (
        dossier.applicant_email
        or (form.contact_email() if form is not None else "")
        or mail_of(get_user(dossier.applicant))
    )


def applicant_name(dossier: Dossier) -> str:
    """Return the applicant's name, or ''."""
    form = IDossierForm(dossier, None)
    return (
        dossier.applicant_name
        or (form.contact_name() if form is not None else "")
        or name_of(get_user(dossier.applicant))
    )
