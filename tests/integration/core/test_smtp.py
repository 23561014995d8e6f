from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from imio.guichet.core.outbox import Unavailable
from imio.guichet.core.outbox.smtp import deliver
from imio.guichet.core.outbox.smtp import Server

import pytest
import smtplib
import socket
import threading


MAIL = ("guichet@charleroi.be", "ada@example.be", b"Subject: Hello\r\n\r\nHello\r\n")


def test_a_server_without_encryption_is_not_used_when_it_is_required(smtp):
    with pytest.raises(Unavailable, match="encryption"):
        deliver(Server("127.0.0.1", smtp.port, force_tls=True), *MAIL)
    assert smtp.mailbox.mails == []


def test_a_server_that_speaks_no_tls_is_unavailable(smtp):
    with pytest.raises(Unavailable):
        deliver(Server("127.0.0.1", smtp.port, implicit_tls=True, timeout=2), *MAIL)


def test_an_unknown_host_is_unavailable():
    with pytest.raises(Unavailable, match="no-such-host.invalid:25"):
        deliver(Server("no-such-host.invalid", 25), *MAIL)


def test_a_server_that_says_nothing_is_unavailable():
    with socket.create_server(("127.0.0.1", 0)) as mute:
        with pytest.raises(Unavailable, match="timed out"):
            deliver(Server("127.0.0.1", mute.getsockname()[1], timeout=0.3), *MAIL)


def test_a_server_that_hangs_up_on_a_mail_is_tried_again(smtp):
    """Such a mail must not make the others wait: it is not "unavailable"."""

    def hang_up(listener):
        peer, _ = listener.accept()
        with peer, peer.makefile("rb") as lines:
            peer.sendall(b"220 hello\r\n")
            for line in lines:
                if line.upper().startswith(b"MAIL"):
                    return
                peer.sendall(b"250 ok\r\n")

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=hang_up, args=(listener,))
        thread.start()
        with pytest.raises(smtplib.SMTPServerDisconnected):
            deliver(Server("127.0.0.1", listener.getsockname()[1], timeout=5), *MAIL)
        thread.join()


@pytest.mark.parametrize("password", ["right", "wrong"])
def test_a_wrong_password_is_the_servers_trouble_not_the_mails(smtp, password):
    def check(server, session, envelope, mechanism, data):
        return AuthResult(success=data.password == b"right", handled=False)

    smtp.down()
    controller = Controller(
        smtp.mailbox,
        hostname="127.0.0.1",
        port=smtp.port,
        authenticator=check,
        auth_require_tls=False,
    )
    controller.start()
    try:
        server = Server("127.0.0.1", smtp.port, user="guichet", password=password)
        if password == "right":
            deliver(server, *MAIL)
            assert smtp.mailbox.subjects == ["Hello"]
        else:
            with pytest.raises(Unavailable, match="535"):
                deliver(server, *MAIL)
    finally:
        controller.stop()


def test_421_is_the_servers_trouble(smtp):
    smtp.mailbox.on_recipient = lambda address: "421 too busy"
    with pytest.raises(Unavailable, match="421 too busy"):
        deliver(Server("127.0.0.1", smtp.port), *MAIL)
