"""Drafts that nobody saves any more: a warning, then they are removed.

One index by time says which drafts to look at. Saving a draft does not write it: when a
draft's time comes it is looked at, and if it was saved since, it goes to its new time.
"""

from __future__ import annotations

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from imio.guichet.core import dossiers
from imio.guichet.core.content.dossier import Dossier
from imio.guichet.core.content.procedure import Procedure
from imio.guichet.core.interfaces import IDossierCreated
from imio.guichet.core.interfaces import IDossierForm
from imio.guichet.core.mail import queue_mail
from imio.guichet.core.settings import town_settings
from imio.guichet.forms import clock
from imio.guichet.forms.agenda import Agenda
from imio.guichet.forms.agenda import Attending
from imio.guichet.i18n import _
from zope.component import queryAdapter
from zope.i18n import translate


AGENDA = Agenda("imio.guichet.forms.expiring")


def days_of(procedure: Procedure | None) -> int:
    """Return after how many days drafts of a procedure are removed."""
    own = procedure.draft_days if procedure is not None else None
    return own or town_settings().draft_days


def warning_of(days: float) -> timedelta:
    """Return how long before the end people are warned: at most half the time."""
    return min(timedelta(days=town_settings().draft_warning_days), timedelta(days) / 2)


def end_of_draft(dossier: Dossier) -> datetime:
    """Return when a draft will be removed unless it is saved again."""
    days = days_of(dossiers.procedure_of(dossier))
    return (dossier.changed or datetime.now(UTC)) + timedelta(days=days)


def watch(dossier: Dossier, event: IDossierCreated) -> None:
    """Look at a new draft when its warning is due; subscriber."""
    end = end_of_draft(dossier)
    days = days_of(dossiers.procedure_of(dossier))
    AGENDA.note(dossier.reference, end - warning_of(days))


class ExpireDrafts(Attending):
    """Warns of drafts that come to their end, and removes those that are there."""

    agenda = AGENDA

    def attend(self, dossier: Dossier, now: datetime) -> None:
        if dossier.is_draft:
            _attend(dossier, now)


def _attend(dossier: Dossier, now: datetime) -> None:
    if dossier.awaits_signatures:  # it has an end of its own: see signing.agenda
        later = max(dossier.signing.until, now + timedelta(days=1))
        AGENDA.note(dossier.reference, later)
        return
    end = end_of_draft(dossier)
    warning = warning_of(days_of(dossiers.procedure_of(dossier)))
    if now < end - warning:
        AGENDA.note(dossier.reference, end - warning)
    elif dossier.warned != dossier.changed:
        # The process may have been away: nobody loses a draft without a warning.
        end = max(end, now + warning)
        _warn(dossier, end)
        dossier.warned = dossier.changed
        AGENDA.note(dossier.reference, end)
    elif now < end:
        AGENDA.note(dossier.reference, end)
    else:
        dossiers.discard(dossier)


def _warn(dossier: Dossier, end: datetime) -> None:
    form = queryAdapter(dossier, IDossierForm)
    address = form.contact_email() if form is not None else ""
    if form is None or not address:
        return
    language = dossier.language or "fr"
    url = form.form_url()
    if not dossier.applicant:
        url += f"?code={dossier.secret}"
    mapping = {
        "title": dossier.title,
        "reference": dossier.reference,
        "end": clock.written(end, language),
        "url": url,
    }
    subject = _(
        "mail_draft_subject",
        default="Votre brouillon « ${title} » sera effacé",
        mapping=mapping,
    )
    text = _(
        "mail_draft_text",
        default="Bonjour,\n\nVous avez commencé une demande « ${title} » (${reference}), "
        "qui n'est pas envoyée. Sans nouvelle de vous, elle sera effacée le ${end}.\n\n"
        "Pour la reprendre, ou seulement la garder :\n${url}\n\n"
        "Si vous n'en avez plus besoin, ne faites rien.",
        mapping=mapping,
    )
    queue_mail(
        address,
        translate(subject, target_language=language),
        translate(text, target_language=language),
        dossier=dossier,
        key=f"{dossier.reference}:expiry:{dossier.changed.isoformat()}",
    )
