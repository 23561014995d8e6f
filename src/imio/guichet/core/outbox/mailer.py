"""The outbox handler of kind "mail"."""

from Acquisition import aq_base
from collections.abc import Mapping
from imio.guichet.core.outbox import message
from imio.guichet.core.outbox.errors import Unavailable
from imio.guichet.core.outbox.interfaces import IOutboxHandler
from imio.guichet.core.outbox.interfaces import Job
from imio.guichet.core.outbox.smtp import deliver
from imio.guichet.core.outbox.smtp import Server
from imio.guichet.i18n import _
from plone.base.interfaces import IMailSchema
from plone.registry.interfaces import IRegistry
from Products.MailHost.MailHost import MailBase
from typing import Any
from zope.component import getUtility
from zope.interface import implementer


@implementer(IOutboxHandler)
class MailHandler:
    """Sends one mail through the server of Plone's mail settings."""

    title = _("label_outbox_kind_mail", default="Courriel")

    def validate(self, payload: Mapping[str, Any]) -> dict[str, Any]:
        """Return the mail cleaned: no header can be smuggled in."""
        unknown = set(payload) - {"to", "subject", "text", "html"}
        if unknown:
            raise ValueError(f"unknown in a mail: {', '.join(sorted(unknown))}")
        html = payload.get("html")
        return {
            "to": message.clean_address(payload["to"]),
            "subject": message.clean_line(str(payload["subject"])),
            "text": message.clean_text(str(payload["text"])),
            "html": message.clean_text(str(html)) if html else None,
        }

    def describe(self, payload: Mapping[str, Any]) -> str:
        return f"{payload['to']} · {payload['subject']}"

    def run(self, payload: Mapping[str, Any], job: Job) -> None:
        settings = getUtility(IRegistry).forInterface(
            IMailSchema, prefix="plone", check=False
        )
        sender = settings.email_from_address or ""
        try:
            mail = message.build(
                payload,
                key=job.key,
                created=job.created,
                sender=sender,
                sender_name=settings.email_from_name or "",
            )
        except ValueError as error:
            # ``to`` was checked when it was queued: it is the sender that is wrong.
            raise Unavailable(f"mail settings: sender {sender!r}: {error}") from error
        host = job.site.MailHost
        if type(aq_base(host))._send is not MailBase._send:
            # A MailHost of another make (one that prints, in development).
            host._send(sender, [payload["to"]], mail.as_bytes(), immediate=True)
            return
        deliver(server_of(host), sender, payload["to"], mail.as_bytes())


def server_of(host: Any) -> Server:
    """Return where a MailHost hands over its mail; raises Unavailable if nowhere."""
    mailer = host._makeMailer()
    if not mailer.hostname or not mailer.port:
        raise Unavailable("mail settings: no mail server is set")
    return Server(
        host=mailer.hostname,
        port=int(mailer.port),
        user=mailer.username or None,
        password=mailer.password or None,
        force_tls=bool(mailer.force_tls),
        implicit_tls=bool(mailer.implicit_tls),
    )
