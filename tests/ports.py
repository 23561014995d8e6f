"""Ports of this machine for the servers that tests start."""

from itertools import count

import os
import socket


#: Below the ports that Linux gives to outgoing connections (32768 and more).
LOWEST, HIGHEST = 10_000, 32_000
#: Each process begins elsewhere: two that ask at one moment get no port in common.
_turns = count(os.getpid() * 97)


def free_port() -> int:
    """Return a port of 127.0.0.1 that nobody listens on, another at each call."""
    for _attempt in range(HIGHEST - LOWEST):
        port = LOWEST + next(_turns) % (HIGHEST - LOWEST)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise OSError("no free port")
