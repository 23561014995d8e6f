"""Asking ClamAV's daemon about a file: its command INSTREAM. Pure.

The daemon's manual, clamd(8): ``zINSTREAM\\0``, then chunks that begin with their length
in four bytes, a chunk of length 0 ends; the answer ends with a NUL.
"""

from __future__ import annotations

import socket
import struct


CONNECT = 3.0
"""Seconds that the daemon may take to accept."""

ANSWER = 30.0
"""Seconds that it may take between two signs of life."""

CHUNK = 64 * 1024
_LONGEST_ANSWER = 4096


class Unanswered(Exception):
    """The daemon is away, too slow, or could not look at the file."""


def scan(address: str, data: bytes) -> str:
    """Return the name of what ClamAV finds in a file; '' for a clean one.

    ``address`` is ``host:port`` or the path of a socket. Raises Unanswered.
    """
    try:
        with _connect(address) as connection:
            connection.settimeout(ANSWER)
            connection.sendall(b"zINSTREAM\0")
            for start in range(0, len(data), CHUNK):
                chunk = data[start : start + CHUNK]
                connection.sendall(struct.pack("!I", len(chunk)) + chunk)
            connection.sendall(struct.pack("!I", 0))
            answer = _answer(connection)
    except (OSError, ValueError) as error:
        raise Unanswered(f"clamd {address}: {error}") from error
    said = answer.removeprefix("stream: ")
    if said == "OK":
        return ""
    if said.endswith(" FOUND"):
        return said.removesuffix(" FOUND")[:200] or "?"
    raise Unanswered(f"clamd {address}: {answer[:200]!r}")


def _connect(address: str) -> socket.socket:
    if address.startswith("/"):
        connection = socket.socket(socket.AF_UNIX)
        try:
            connection.settimeout(CONNECT)
            connection.connect(address)
        except OSError:
            connection.close()
            raise
        return connection
    host, _colon, port = address.rpartition(":")
    if not host or not port.isascii() or not port.isdigit():
        raise ValueError("the address is neither host:port nor the path of a socket")
    return socket.create_connection((host.strip("[]"), int(port)), timeout=CONNECT)


def _answer(connection: socket.socket) -> str:
    answer = b""
    while b"\0" not in answer:
        part = connection.recv(_LONGEST_ANSWER)
        answer += part
        if not part or len(answer) > _LONGEST_ANSWER:
            raise ValueError(f"no answer, but {answer[:50]!r}")
    return answer.partition(b"\0")[0].decode("utf-8", "replace").strip()
