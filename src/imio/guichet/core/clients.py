"""Who a request comes from, as far as an address tells, and how often of late.

The address is Zope's: behind a proxy it is the visitor's own only when zope.conf names
the proxy (``trusted-proxy``). What is kept is a keyed digest, never the address.
"""

from __future__ import annotations

from BTrees.LOBTree import LOBTree
from BTrees.OOBTree import OOBTree
from imio.guichet.core.outbox.store import end_of
from imio.guichet.core.outbox.store import place_at
from imio.guichet.core.store import get_store
from ipaddress import ip_address
from ipaddress import IPv6Address
from ipaddress import IPv6Network
from itertools import islice
from persistent import Persistent
from plone.keyring.interfaces import IKeyManager
from typing import Any
from zope.component import getUtility

import hashlib
import hmac
import time


RING = "_system"
LONGEST = 24 * 3600.0
"""Seconds after which an act is forgotten, whatever the limit's window."""


def client_of(request: Any) -> str:
    """Return the network a request comes from: an IPv4 address, an IPv6 /64, or ''.

    One subscriber holds a whole /64 (RFC 6177): its addresses count as one.
    """
    return network_of(request.getClientAddr() or "")


def network_of(text: str) -> str:
    """Return the network of an address in words; '' for what is none."""
    try:
        address = ip_address(text.strip().partition("%")[0])
    except ValueError:
        return ""
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return str(address.ipv4_mapped)
        return str(IPv6Network((address, 64), strict=False))
    return str(address)


def subject_of(client: str) -> str:
    """Return what is kept of a client: the same for one site, nothing elsewhere."""
    key = next(key for key in getUtility(IKeyManager)[RING] if key is not None)
    said = f"imio.guichet.client:{client}".encode()
    return hmac.new(key.encode(), said, hashlib.sha256).hexdigest()[:24]


class Acts(Persistent):
    """What clients did, by moment: right over any number of processes.

    Each act is an entry of its own, so that acts of one client at the same time do
    not disturb each other: BTrees merge them.
    """

    def __init__(self) -> None:
        self._acts = OOBTree()
        """(kind + subject, random place in time) -> None"""
        self._by_time = LOBTree({-1: ""})
        """place -> kind + subject: what is to be forgotten first"""

    def count(self, kind: str, subject: str, seconds: float) -> int:
        """Return how many acts of a kind a client did within some seconds."""
        name = kind + ":" + subject
        start = place_at(time.time() - seconds)
        return len(self._acts.keys((name, start), (name, end_of(time.time()))))

    def note(self, kind: str, subject: str) -> None:
        """Write down an act."""
        name, place = kind + ":" + subject, place_at(time.time())
        self._acts[(name, place)] = None
        self._by_time[place] = name

    def forget(self, now: float, size: int = 500) -> bool:
        """Forget up to ``size`` old acts; True when there may be more."""
        old = list(islice(self._by_time.items(0, end_of(now - LONGEST)), size))
        for place, name in old:
            del self._by_time[place]
            self._acts.pop((name, place), None)
        return len(old) == size


def get_acts(context: Any) -> Acts:
    """Return the acts of the site around ``context``."""
    store = get_store(context)
    if store.acts is None:
        store.acts = Acts()
    return store.acts
