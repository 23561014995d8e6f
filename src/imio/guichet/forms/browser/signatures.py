"""``<reference>/signatures``: whom a request waits for, as its applicant sees it."""

from __future__ import annotations

from imio.guichet.forms import clock
from imio.guichet.forms.browser import sheets
from imio.guichet.forms.browser.draft import DraftView
from imio.guichet.forms.browser.draft import PLACES
from imio.guichet.forms.browser.waiting import SIGNATURES
from imio.guichet.forms.browser.waiting import waiting_sheet
from imio.guichet.forms.controls.base import Message
from imio.guichet.forms.signing import acts
from imio.guichet.i18n import _
from typing import Any


TITLE = _("title_signing_waiting", default="En attente de signature")
DONE: dict[str, Message] = {
    "remind": _("msg_signing_reminded", default="Un courriel est reparti."),
    "address": _(
        "msg_signing_readdressed",
        default="La demande est partie à la nouvelle adresse.",
    ),
}


class Signatures(DraftView):
    """Shows who is awaited; the applicant reminds, corrects an address, takes back."""

    needs_open = False

    def answer(self) -> Any:
        """Nothing is awaited (any more)."""
        return self.go_on()

    def while_waiting(self) -> Any:
        signing = self.dossier.signing
        assert signing is not None
        self.today = clock.local(signing.sent).date()
        if not self.is_post:
            done = self.post.text("done")
            return self._show(notice=DONE.get(done, ""))
        if not self.protect():
            return self._show()
        act, id = self.post.text("act"), self.post.text("signer")
        try:
            if act == "withdraw":
                acts.withdraw(self.dossier)
                return self.go_on()
            if act == "remind":
                acts.remind(self.dossier, id)
            elif act == "address":
                acts.readdress(self.dossier, id, self.post.text("email"))
            else:
                return self._show()
        except acts.SigningRefused as refused:
            return self._show(error=refused.message, wrong=act == "address", id=id)
        return self.redirect(self.place_with(SIGNATURES, done=act))

    def _show(
        self,
        notice: Message = "",
        error: Message = "",
        wrong: bool = False,
        id: str = "",
    ) -> str:
        body = waiting_sheet(
            self,
            TITLE,
            sheets.answers_sheet(self, self.ask(self.answers)),
            notice=notice,
            error=error,
            wrong=id if wrong else "",
            typed=self.post.text("email"),
        )
        return self.page(body, TITLE, self.place_url(SIGNATURES))


PLACES[SIGNATURES] = Signatures
