"""Names of phases for citizens."""

from __future__ import annotations

from imio.guichet.core.types import Phase
from imio.guichet.i18n import _
from typing import Any


TITLES = {
    Phase.DRAFT: _("phase_draft", default="Brouillon"),
    Phase.SUBMITTED: _("phase_submitted", default="Envoyé"),
    Phase.IN_PROGRESS: _("phase_in_progress", default="En cours"),
    Phase.WAITING_APPLICANT: _("phase_waiting_applicant", default="À vous de jouer"),
    Phase.WAITING_PAYMENT: _("phase_waiting_payment", default="À payer"),
    Phase.ACCEPTED: _("phase_accepted", default="Accepté"),
    Phase.REFUSED: _("phase_refused", default="Refusé"),
    Phase.CLOSED: _("phase_closed", default="Terminé"),
    Phase.CANCELLED: _("phase_cancelled", default="Annulé"),
}


def phase_title(phase: str) -> Any:
    """Return the name of a phase; of an unknown one, itself."""
    try:
        return TITLES[Phase(phase)]
    except ValueError:
        return phase
