"""My space: what is expected of me, my drafts, my dossiers."""

from __future__ import annotations

from AccessControl import Unauthorized
from datetime import datetime
from datetime import UTC
from functools import cached_property
from imio.guichet.core import dossiers
from imio.guichet.core.catalog import get_catalog
from imio.guichet.core.interfaces import IDossierForm
from imio.guichet.core.types import Phase
from imio.guichet.i18n import _
from imio.guichet.portal import csrf
from imio.guichet.portal import dates
from imio.guichet.portal.browser.base import PortalPage
from imio.guichet.portal.phases import phase_title
from Products.statusmessages.interfaces import IStatusMessage
from typing import Any
from zExceptions import NotFound
from zope.component import queryAdapter


PAGE_SIZE = 20
WAITING = [str(Phase.WAITING_APPLICANT), str(Phase.WAITING_PAYMENT)]


class MySpace(PortalPage):
    """The signed-in person's own dossiers; nobody else's are looked at."""

    page_title = _("title_my_space", default="Mon espace")

    def __call__(self) -> Any:
        if self.user_id is None:
            raise Unauthorized("my-space")
        self.request.response.setHeader("Cache-Control", "private, no-store")
        if self.request.get("REQUEST_METHOD") == "POST":
            return self._discard()
        return self.index()  # type: ignore[attr-defined]

    @cached_property
    def name(self) -> str:
        from AccessControl import getSecurityManager

        user = getSecurityManager().getUser()
        return user.getProperty("fullname", "") or ""

    @cached_property
    def token(self) -> str:
        return csrf.token(self.request, self.user_id)

    # Lists

    @cached_property
    def waiting(self) -> list[dict[str, Any]]:
        """What waits for me, the oldest first."""
        brains = self._search(phase=WAITING, sort_on="changed")
        return [self._row(brain) for brain in brains]

    @cached_property
    def drafts(self) -> list[dict[str, Any]]:
        """My drafts, the last changed first."""
        found = []
        for dossier in dossiers.drafts_of(self.user_id or "", self.context):
            form = queryAdapter(dossier, IDossierForm)
            found.append(
                {
                    "reference": dossier.reference,
                    "title": dossier.title,
                    "url": form.form_url() if form is not None else "",
                    "changed": self.long_moment(dossier.changed),
                    "iso": dates.iso(dossier.changed),
                    "awaits": dossier.awaits_signatures,
                }
            )
        return found

    @cached_property
    def total(self) -> int:
        """How many dossiers I have; drafts are not counted."""
        return get_catalog(self.context).count({"applicant": self.user_id})

    @cached_property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE_SIZE))

    @cached_property
    def page(self) -> int:
        value = self.request.form.get("page", "1")
        number = int(value) if isinstance(value, str) and value.isdecimal() else 1
        return min(max(1, number), self.pages)

    @cached_property
    def rows(self) -> list[dict[str, Any]]:
        """The dossiers of the page shown, the last moved first."""
        start = (self.page - 1) * PAGE_SIZE
        brains = self._search(
            sort_on="changed", sort_order="reverse", sort_limit=start + PAGE_SIZE
        )
        return [self._row(brain) for brain in brains[start : start + PAGE_SIZE]]

    def _search(self, **query: Any) -> Any:
        return get_catalog(self.context).search({"applicant": self.user_id, **query})

    def _row(self, brain: Any) -> dict[str, Any]:
        return {
            "reference": brain.reference,
            "title": brain.title,
            "url": f"{self.counter_url}/@@dossier/{brain.reference}",
            "phase": brain.phase,
            "step": brain.citizen_step_title
            or self.translate(phase_title(brain.phase)),
            "changed": dates.ago(brain.changed, datetime.now(UTC), self.language),
            "iso": dates.iso(brain.changed),
        }

    # Acts

    def _discard(self) -> str:
        """Remove one of my drafts."""
        if not csrf.is_valid(self.request, self.user_id):
            return self._again(_("error_form_expired", default=FORM_EXPIRED), "error")
        dossier = dossiers.find(str(self.request.form.get("discard", "")), self.context)
        if dossier is None or dossier.applicant != self.user_id:
            raise NotFound(self.request["URL"])
        if dossier.awaits_signatures:
            return self._again(
                _(
                    "error_draft_awaits",
                    default="Cette demande attend des signatures : reprenez-la d'abord.",
                ),
                "warning",
            )
        if dossier.is_draft:
            dossiers.discard(dossier)
        return self._again(
            _("msg_draft_discarded", default="Le brouillon est supprimé.")
        )

    def _again(self, message: Any, kind: str = "info") -> str:
        IStatusMessage(self.request).add(message, type=kind)
        self.request.response.redirect(f"{self.counter_url}/@@my-space", status=303)
        return ""


FORM_EXPIRED = "Cette page a expiré. Recommencez : rien n'a été changé."
