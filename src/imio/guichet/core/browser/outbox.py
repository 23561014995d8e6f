"""The manager's page of the outbox."""

from collections.abc import Callable
from datetime import datetime
from imio.guichet.core.outbox import get_outbox
from imio.guichet.core.outbox.overview import Overview
from imio.guichet.core.outbox.overview import overview
from imio.guichet.core.outbox.store import Record
from imio.guichet.core.outbox.wake import wake_after_commit
from imio.guichet.i18n import _
from plone import api
from plone.protect import CheckAuthenticator
from Products.Five.browser import BrowserView
from zope.i18nmessageid import Message


GONE = _(
    "error_outbox_gone",
    default="Cet envoi n'est plus dans la liste. Quelqu'un s'en est déjà occupé.",
)


class OutboxView(BrowserView):
    """Shows what waits and what failed; POST tries a dead letter again or drops it."""

    page_title = _("title_outbox", default="Envois du guichet")

    def __call__(self) -> str:
        self.request.response.setHeader("Cache-Control", "private, no-store")
        if self.request.method == "POST":
            CheckAuthenticator(self.request)
            self._act()
            self.request.response.redirect(self.url, status=303)
            return ""
        return self.index()

    @property
    def url(self) -> str:
        return f"{self.context.absolute_url()}/@@guichet-outbox"

    @property
    def outbox(self) -> Overview:
        return overview(get_outbox(self.context))

    def moment(self, when: datetime) -> str:
        """Return a date and time as people of this site write them."""
        return api.portal.get_localized_time(when, long_format=True)

    def _act(self) -> None:
        outbox = get_outbox(self.context)
        if self.request.form.get("retry"):
            again = _("msg_outbox_retry", default="L'envoi va être tenté à nouveau.")
            self._tell(self._one("retry", outbox.revive), again)
        elif self.request.form.get("drop"):
            dropped = _("msg_outbox_dropped", default="L'envoi est abandonné.")
            self._tell(self._one("drop", outbox.drop), dropped)
        elif self.request.form.get("retry-all"):
            for record in outbox.dead():
                outbox.revive(record.place)
            again = _(
                "msg_outbox_retry_all",
                default="Les envois affichés vont être tentés à nouveau.",
            )
            self._tell(True, again)
        wake_after_commit()

    def _one(self, name: str, act: Callable[[int], Record | None]) -> bool:
        """Act on the record named in the form; False when there is none."""
        text = str(self.request.form.get(name))
        if not (text.isascii() and text.isdigit() and len(text) < 20):
            return False
        place = int(text)
        return place < 2**63 and act(place) is not None

    def _tell(self, done: bool, message: Message) -> None:
        kind = "info" if done else "warning"
        api.portal.show_message(message if done else GONE, self.request, kind)
