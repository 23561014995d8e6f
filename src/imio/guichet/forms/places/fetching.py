"""Asking another server for JSON, within limits. Pure.

One GET, no redirection, no proxy, no cookie; the address was checked when it was set
(``core.maps.check_address``). Nothing that was asked is in an error: addresses of people
must not land in logs.
"""

from __future__ import annotations

from collections.abc import Callable
from http.client import HTTPConnection
from http.client import HTTPException
from http.client import HTTPResponse
from http.client import HTTPSConnection
from threading import Timer
from urllib.parse import urlsplit

import json
import socket
import ssl
import time


SECONDS = 4.0
"""From the first byte sent to the last one received."""

LARGEST = 256 * 1024
"""Bytes of an answer."""

CHUNK = 16 * 1024


class Unreachable(Exception):
    """The server is away, too slow, or gave no answer that can be used."""


def fetch_json(
    url: str, agent: str, seconds: float = SECONDS, largest: int = LARGEST
) -> object:
    """Return the JSON at an address. ``agent`` says who asks. Raises Unreachable."""
    parts = urlsplit(url)
    end = time.monotonic() + seconds
    connection = _connection(parts.scheme, parts.hostname or "", parts.port, seconds)
    path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    try:
        connection.connect()
        # A server that sends a byte now and then would never be late otherwise.
        timer = Timer(max(0.0, end - time.monotonic()), _cutter(connection))
        timer.daemon = True
        timer.start()
        try:
            headers = {"User-Agent": agent, "Accept": "application/json"}
            connection.request("GET", path, headers=headers)
            data = _body(connection.getresponse(), largest)
        finally:
            timer.cancel()
    except (OSError, HTTPException, ValueError) as error:
        raise Unreachable(type(error).__name__) from None
    finally:
        connection.close()
    if time.monotonic() > end:
        raise Unreachable("too slow")
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        raise Unreachable("not JSON") from None


def _connection(
    scheme: str, host: str, port: int | None, seconds: float
) -> HTTPConnection:
    if scheme == "https":
        context = ssl.create_default_context()
        return HTTPSConnection(host, port, timeout=seconds, context=context)
    return HTTPConnection(host, port, timeout=seconds)


def _cutter(connection: HTTPConnection) -> Callable[[], None]:
    """Return what ends a connection, whoever waits for it."""
    found = connection.sock

    def cut() -> None:
        try:
            found.shutdown(socket.SHUT_RDWR)
        except OSError:  # it has ended by itself
            pass

    return cut


def _body(response: HTTPResponse, largest: int) -> bytes:
    if response.status != 200:
        raise Unreachable(f"status {response.status}")
    data = bytearray()
    while chunk := response.read(min(CHUNK, largest + 1 - len(data))):
        data += chunk
        if len(data) > largest:
            raise Unreachable("too large")
    return bytes(data)
