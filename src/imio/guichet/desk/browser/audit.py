"""``@@desk-audit``: who read or changed a dossier, for those who answer for it."""

from __future__ import annotations

from imio.guichet.core.audit import Line
from imio.guichet.desk.browser.base import DeskView
from imio.guichet.i18n import _
from itertools import islice
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any


SHOWN = 500
ACTIONS = {
    "read": _("label_audit_read", default="Lecture"),
    "submit": _("label_audit_submit", default="Introduction"),
    "message": _("label_audit_message", default="Message"),
    "note": _("label_audit_note", default="Note interne"),
    "add-document": _("label_audit_add_document", default="Ajout d'un document"),
    "cosign-send": _("label_audit_cosign_send", default="Envoi, à signer par d'autres"),
    "cosign-sign": _("label_audit_cosign_sign", default="Signature"),
    "cosign-refuse": _("label_audit_cosign_refuse", default="Refus de signer"),
    "cosign-remind": _("label_audit_cosign_remind", default="Rappel de signer"),
    "cosign-address": _(
        "label_audit_cosign_address", default="Autre adresse pour signer"
    ),
    "cosign-withdraw": _(
        "label_audit_cosign_withdraw", default="Demande reprise avant signature"
    ),
    "cosign-expire": _("label_audit_cosign_expire", default="Délai de signature passé"),
    "correct": _("label_audit_correct", default="Correction des réponses"),
    "export": _("label_audit_export", default="Export"),
    "download": _("label_audit_download", default="Téléchargement"),
    "transition": _("label_audit_transition", default="Changement d'étape"),
    "claim": _("label_audit_claim", default="Prise en charge"),
    "release": _("label_audit_release", default="Rendu au service"),
    "hand-over": _("label_audit_hand_over", default="Confié à un collègue"),
    "ask-opinion": _("label_audit_ask_opinion", default="Demande d'avis"),
    "give-opinion": _("label_audit_give_opinion", default="Avis rendu"),
    "remind-opinion": _("label_audit_remind_opinion", default="Rappel d'un avis"),
    "withdraw-opinion": _("label_audit_withdraw", default="Retrait d'un avis"),
}


class AuditPage(DeskView):
    """The last lines of the audit trail."""

    template = ViewPageTemplateFile("templates/audit.pt")
    page_title = _("title_desk_audit", default="Accès et modifications")

    def __call__(self) -> str:
        self.prepare()
        return self.template()

    def lines(self) -> list[dict[str, Any]]:
        """Return the lines, the last first."""
        trail = self.context.audit
        if trail is None:
            return []
        lines = islice(reversed(list(trail)), SHOWN)
        return [
            {
                "when": self.exact_date(line.when),
                "who": self.name_of(line.user),
                "action": ACTIONS.get(line.action, line.action),
                "detail": self._detail(line),
            }
            for line in lines
        ]

    def _detail(self, line: Line) -> str:
        """Return a line's detail, with names instead of ids."""
        if line.action in ("claim", "hand-over"):
            return self.name_of(line.detail)
        if line.action.endswith("-opinion"):
            return self.service_title(line.detail)
        return line.detail
