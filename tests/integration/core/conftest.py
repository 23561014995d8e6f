"""A real SMTP server, and a site whose mail goes there."""

from ...ports import free_port
from aiosmtpd.controller import Controller
from collections.abc import Callable
from email import message_from_bytes
from email import policy
from email.message import EmailMessage

import pytest


class Mailbox:
    """aiosmtpd handler that keeps what it accepts and answers as it is told."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.attempts = 0
        self.on_sender: Callable[[str], str | None] = lambda address: None
        self.on_recipient: Callable[[str], str | None] = lambda address: None
        self.on_data: Callable[[EmailMessage], str | None] = lambda mail: None

    async def handle_MAIL(self, server, session, envelope, address, options):
        self.attempts += 1
        if answer := self.on_sender(address):
            return answer
        envelope.mail_from = address
        return "250 ok"

    async def handle_RCPT(self, server, session, envelope, address, options):
        if answer := self.on_recipient(address):
            return answer
        envelope.rcpt_tos.append(address)
        return "250 ok"

    async def handle_DATA(self, server, session, envelope):
        mail = message_from_bytes(envelope.content, policy=policy.default)
        if answer := self.on_data(mail):
            return answer
        self.mails.append(mail)
        return "250 kept"

    @property
    def subjects(self) -> list[str]:
        return [mail["Subject"] for mail in self.mails]


class Server:
    """An SMTP server that can go down and come back on its port."""

    def __init__(self) -> None:
        self.mailbox = Mailbox()
        self.port = free_port()
        self._controller: Controller | None = None

    def up(self) -> None:
        self._controller = Controller(
            self.mailbox, hostname="127.0.0.1", port=self.port
        )
        self._controller.start()

    def down(self) -> None:
        if self._controller is not None:
            self._controller.stop()
            self._controller = None


@pytest.fixture
def smtp():
    server = Server()
    server.up()
    yield server
    server.down()
