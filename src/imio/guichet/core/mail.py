"""Mail to people: put in the outbox with the change it tells of, sent after it."""

from __future__ import annotations

from imio.guichet.core.outbox.message import clean_address
from imio.guichet.core.outbox.service import enqueue
from imio.guichet.core.outbox.store import NO_ORDER
from typing import TYPE_CHECKING

import logging


if TYPE_CHECKING:
    from imio.guichet.core.content.dossier import Dossier

MAIL = "mail"
"""Kind of outbox work."""

logger = logging.getLogger(__name__)


def queue_mail(
    to: str,
    subject: str,
    text: str,
    *,
    html: str | None = None,
    dossier: Dossier | None = None,
    key: str | None = None,
) -> str | None:
    """Put a mail to one address in the outbox; return its key's digest, or None.

    It leaves when the current transaction is committed and never otherwise; a server
    that is down only delays it. Mails to one address about one ``dossier`` leave in
    the order they were queued. ``key`` makes the mail unique in the site: asked again
    with the same key, nothing is added (for example
    ``f"{dossier.reference}:submitted"``).

    An address that no server takes is logged and None returned: a wrong address never
    stops the act it tells of. ``clean_address`` says whether one is good.
    """
    reference = dossier.reference if dossier is not None else ""
    try:
        address = clean_address(to)
    except ValueError:
        # The address itself is personal data: the reference is enough to find it.
        logger.warning("No mail queued: not a mail address (dossier %s)", reference)
        return None
    order = f"mail:{reference}:{address.lower()}" if reference else NO_ORDER
    payload = {"to": address, "subject": subject, "text": text, "html": html}
    return enqueue(MAIL, payload, key=key, order=order)
