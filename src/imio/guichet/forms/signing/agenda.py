"""When the time to sign is nearly over, and over: one index by time."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from datetime import timedelta
from imio.guichet.core import dossiers
from imio.guichet.core.content.dossier import Dossier
from imio.guichet.core.interfaces import IMaintenance
from imio.guichet.forms.agenda import BATCH
from imio.guichet.forms.expiry import warning_of
from imio.guichet.forms.signing import acts
from imio.guichet.forms.signing import mails
from zope.interface import implementer


@implementer(IMaintenance)
class ExpireSignings:
    """Warns of requests that nobody signs, and makes them drafts again."""

    every = 3600.0

    def run(self, now: datetime) -> bool:
        due = acts.AGENDA.take(now)
        for reference in due:
            dossier = dossiers.find(reference)
            if dossier is not None and dossier.awaits_signatures:
                _attend(dossier, now)
        return len(due) == BATCH


def _attend(dossier: Dossier, now: datetime) -> None:
    signing = dossier.signing
    assert signing is not None
    span = signing.until - signing.sent
    warning = warning_of(span / timedelta(days=1))
    if now < signing.until - warning:
        acts.AGENDA.note(dossier.reference, signing.until - warning)
    elif not signing.warned:
        # The process may have been away: it never ends without a warning.
        until = max(signing.until, now + warning)
        dossier.signing = replace(signing, until=until, warned=True)
        mails.warn(dossier)
        acts.AGENDA.note(dossier.reference, until)
    elif now < signing.until:
        acts.AGENDA.note(dossier.reference, signing.until)
    else:
        acts.expire(dossier)
