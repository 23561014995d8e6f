"""Names of phases for agents."""

from imio.guichet.core.types import Phase
from imio.guichet.i18n import _


PHASES = {
    Phase.DRAFT: _("label_phase_draft", default="Brouillon"),
    Phase.SUBMITTED: _("label_phase_submitted", default="Introduit"),
    Phase.IN_PROGRESS: _("label_phase_in_progress", default="En cours"),
    Phase.WAITING_APPLICANT: _(
        "label_phase_waiting_applicant", default="Attend le demandeur"
    ),
    Phase.WAITING_PAYMENT: _(
        "label_phase_waiting_payment", default="Attend le paiement"
    ),
    Phase.ACCEPTED: _("label_phase_accepted", default="Accepté"),
    Phase.REFUSED: _("label_phase_refused", default="Refusé"),
    Phase.CLOSED: _("label_phase_closed", default="Clôturé"),
    Phase.CANCELLED: _("label_phase_cancelled", default="Annulé"),
}
