"""Hands one message to an SMTP server and says what became of it.

Plone's MailHost joins the transaction and logs failures; the outbox must know them.
Host, port, account and encryption are still those of Plone's mail settings.
"""

from dataclasses import dataclass
from imio.guichet.core.outbox.errors import Refused
from imio.guichet.core.outbox.errors import Unavailable

import smtplib


TIMEOUT = 30.0
"""Seconds without a sign of the server after which it counts as gone."""


@dataclass(frozen=True)
class Server:
    """Where and how mail is handed over."""

    host: str
    port: int
    user: str | None = None
    password: str | None = None
    force_tls: bool = False
    implicit_tls: bool = False
    timeout: float = TIMEOUT


def deliver(server: Server, sender: str, to: str, message: bytes) -> None:
    """Hand one message over; returning means the server took responsibility for it.

    Raises Unavailable when the server cannot be used at all now, Refused when it
    refuses this mail for good (5xx), OSError (smtplib's errors are such) when it may
    be tried again.
    """
    connection = _connect(server)
    try:
        connection.sendmail(sender, [to], message)
    except smtplib.SMTPRecipientsRefused as error:
        code, answer = next(iter(error.recipients.values()))
        raise _failure(code, answer) from error
    except smtplib.SMTPResponseException as error:
        raise _failure(error.smtp_code, error.smtp_error) from error
    finally:
        _leave(connection)


def _connect(server: Server) -> smtplib.SMTP:
    """Return a connection ready for mail: all trouble here is the server's."""
    factory = smtplib.SMTP_SSL if server.implicit_tls else smtplib.SMTP
    try:
        connection = factory(server.host, server.port, timeout=server.timeout)
        try:
            _introduce(connection, server)
        except BaseException:
            connection.close()
            raise
    except OSError as error:
        where = f"{server.host}:{server.port}"
        raise Unavailable(f"mail server {where}: {explain(error)}") from error
    return connection


def _introduce(connection: smtplib.SMTP, server: Server) -> None:
    connection.ehlo_or_helo_if_needed()
    if not server.implicit_tls:
        if connection.has_extn("starttls"):
            connection.starttls()
            connection.ehlo()
        elif server.force_tls:
            raise Unavailable("the mail server does not offer encryption")
    if server.user and server.password is not None:
        connection.login(server.user, server.password)


def _leave(connection: smtplib.SMTP) -> None:
    try:
        connection.quit()
    except OSError:
        connection.close()


def _failure(code: int, answer: bytes | str) -> Exception:
    text = f"{code} {_decode(answer)}"
    if code == 421:  # RFC 5321 3.8: the service closes
        return Unavailable(text)
    if 500 <= code < 600:
        return Refused(text)
    return smtplib.SMTPResponseException(code, _decode(answer))


def _decode(answer: bytes | str) -> str:
    if isinstance(answer, bytes):
        answer = answer.decode("utf-8", "replace")
    return " ".join(answer.split())[:300]


def explain(error: Exception) -> str:
    """Return one line for managers about a failure."""
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {_decode(error.smtp_error)}"
    text = str(error) or type(error).__name__
    return " ".join(text.split())[:300]
