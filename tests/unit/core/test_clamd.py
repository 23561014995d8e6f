from ... import clamav
from ... import ports
from contextlib import contextmanager
from imio.guichet.core import clamd
from threading import Thread

import pytest
import socketserver
import struct


@pytest.fixture(scope="module")
def daemon(tmp_path_factory):
    port = ports.free_port()
    with clamav.clamd(tmp_path_factory.mktemp("clamd"), port) as path:
        yield path, f"127.0.0.1:{port}"


def test_the_real_daemon(daemon):
    for address in daemon:
        assert clamd.scan(address, b"%PDF-1.4 a plan") == ""
        assert clamd.scan(address, b"x" * 3_000_000) == ""
        assert "Eicar" in clamd.scan(address, clamav.EICAR)
        assert "Eicar" in clamd.scan(address, b"%PDF-1.4\n" + clamav.EICAR)


@contextmanager
def server(answer):
    """Serve the protocol; ``answer`` gets all that was sent."""
    received = []

    class Handler(socketserver.BaseRequestHandler):
        def handle(self):
            stream = self.request.makefile("rb")
            assert stream.read(10) == b"zINSTREAM\0"
            data = b""
            while (size := struct.unpack("!I", stream.read(4))[0]) > 0:
                data += stream.read(size)
            received.append(data)
            self.request.sendall(answer)

    with socketserver.TCPServer(("127.0.0.1", 0), Handler) as listening:
        Thread(target=listening.serve_forever, daemon=True).start()
        yield f"127.0.0.1:{listening.server_address[1]}", received
        listening.shutdown()


def test_the_file_travels_whole():
    data = bytes(range(256)) * 1000
    with server(b"stream: OK\0") as (address, received):
        assert clamd.scan(address, data) == ""
    assert received == [data]


@pytest.mark.parametrize(
    "answer",
    [b"", b"OK", b"stream: INSTREAM size limit exceeded. ERROR\0", b"\xff" * 9000],
)
def test_what_is_no_answer_lets_nothing_through(answer):
    with server(answer) as (address, _), pytest.raises(clamd.Unanswered):
        clamd.scan(address, b"a plan")


def test_a_slow_daemon_is_not_waited_for(monkeypatch):
    monkeypatch.setattr(clamd, "ANSWER", 0.1)
    import socket

    with socket.socket() as mute, pytest.raises(clamd.Unanswered):
        mute.bind(("127.0.0.1", 0))
        mute.listen()
        clamd.scan(f"127.0.0.1:{mute.getsockname()[1]}", b"a plan")


@pytest.mark.parametrize(
    "address", ["", "nowhere", ":", "localhost:x", "127.0.0.1:1", "/no/such.sock"]
)
def test_no_daemon(address):
    with pytest.raises(clamd.Unanswered):
        clamd.scan(address, b"a plan")
