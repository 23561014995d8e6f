"""One mail message. Pure: from plain values to an ``EmailMessage``."""

from collections.abc import Mapping
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

import hashlib
import re


#: Lines in CRLF, everything in ASCII: no server on the way has to understand 8 bits.
POLICY = SMTP.clone(cte_type="7bit")

_LOCAL = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
)
_LABEL = re.compile(r"[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\x80-\x9f\u2028\u2029]+")
_SPACES = re.compile(r"\s+")


def clean_address(text: str) -> str:
    """Return one mail address, its domain in ASCII (RFC 5321, RFC 5890).

    Raises ValueError unless ``text`` is exactly one address that any mail server
    takes: no name, no list, no quoted local part, no line ends.
    """
    address = text.strip(" ")
    local, at, domain = address.rpartition("@")
    if not at or len(local) > 64 or not _LOCAL.fullmatch(local):
        raise ValueError(f"not a mail address: {text!r}")
    try:
        domain = domain.encode("idna").decode("ascii").lower()
    except UnicodeError as error:
        raise ValueError(f"not a mail address: {text!r}") from error
    labels = domain.split(".")
    if not all(_LABEL.fullmatch(label) for label in labels):
        raise ValueError(f"not a mail address: {text!r}")
    if len(labels) < 2 and domain != "localhost":
        raise ValueError(f"not a mail address: {text!r}")
    cleaned = f"{local}@{domain}"
    if len(cleaned) > 254:
        raise ValueError(f"not a mail address: {text[:64]!r}…")
    return cleaned


def clean_line(text: str, longest: int = 250) -> str:
    """Return text fit for a header: one line, no control characters."""
    text = _SPACES.sub(" ", _CONTROLS.sub(" ", _encodable(text))).strip()
    return text if len(text) <= longest else text[: longest - 1] + "…"


def clean_text(text: str) -> str:
    """Return text fit for a body: line ends as \\n, no other control characters."""
    text = _encodable(text).replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROLS.sub("", text)


def _encodable(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")


def message_id(key: str, sender: str) -> str:
    """Return the Message-ID of a mail: the same whenever it is sent again."""
    digest = hashlib.sha256(key.encode()).hexdigest()[:40]
    return f"<{digest}.guichet@{sender.rpartition('@')[2]}>"


def build(
    payload: Mapping[str, str | None],
    *,
    key: str,
    created: datetime,
    sender: str,
    sender_name: str = "",
) -> EmailMessage:
    """Return the message of a payload (``to``, ``subject``, ``text``, ``html``).

    The same arguments give the same headers, so that a mail sent twice is recognised
    as one. Raises ValueError when ``sender`` is not a mail address.
    """
    sender = clean_address(sender)
    local, _, domain = sender.rpartition("@")
    message = EmailMessage(policy=POLICY)
    message["From"] = Address(clean_line(sender_name), local, domain)
    message["To"] = clean_address(payload["to"] or "")
    message["Subject"] = clean_line(payload["subject"] or "")
    message["Date"] = format_datetime(created)
    message["Message-ID"] = message_id(key, sender)
    # RFC 3834: no machine answers this.
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    message.set_content(payload["text"] or "")
    if payload.get("html"):
        message.add_alternative(payload["html"], subtype="html")
    return message
