"""Who acts as the applicant: the signed-in person, or who proved the secret code.

An anonymous applicant's browser holds a signed cookie that names the dossiers it
may open. Wrong codes are counted in the database, per client and per dossier.
"""

from __future__ import annotations

from AccessControl import getSecurityManager
from BTrees.OOBTree import OOBTree
from imio.guichet.core import references
from imio.guichet.core.store import get_store
from persistent import Persistent
from plone.keyring.interfaces import IKeyManager
from Products.PluggableAuthService.interfaces.events import IUserLoggedOutEvent
from typing import Any
from typing import TYPE_CHECKING
from zope.component import getUtility
from zope.globalrequest import getRequest

import hashlib
import hmac
import time


if TYPE_CHECKING:
    from imio.guichet.core.content.dossier import Dossier

COOKIE = "guichet_access"
LIFETIME = 12 * 3600
"""Seconds for which a proven access holds."""

MAX_DOSSIERS = 10
"""How many dossiers one browser can hold open; the oldest is forgotten."""

RING = "_system"


def is_applicant(dossier: Dossier, request: Any) -> bool:
    """Return whether the current visitor acts as the dossier's applicant."""
    user_id = getSecurityManager().getUser().getId()
    if dossier.applicant:
        return user_id == dossier.applicant
    return dossier.reference in held(request)


def check_secret(dossier: Dossier, text: str) -> bool:
    """Return whether ``text`` is the dossier's code, however it is typed."""
    return hmac.compare_digest(_plain(dossier.secret), _plain(text or ""))


def remember(dossier: Dossier, request: Any) -> None:
    """Let this browser open an anonymous dossier from now on."""
    names = [name for name in held(request) if name != dossier.reference]
    names = [*names, dossier.reference][-MAX_DOSSIERS:]
    expires = int(time.time()) + LIFETIME
    value = f"{expires}.{'.'.join(names)}"
    cookie = f"{value}.{_sign(value, _keys()[0])}"
    request.cookies[COOKIE] = cookie
    request.response.setCookie(
        COOKIE,
        cookie,
        path="/",
        http_only=True,
        same_site="Lax",
        secure=request.get("SERVER_URL", "").startswith("https:"),
    )


def forget(request: Any) -> None:
    """Close all dossiers that this browser holds open."""
    request.cookies.pop(COOKIE, None)
    request.response.expireCookie(COOKIE, path="/")


def forget_on_sign_out(event: IUserLoggedOutEvent) -> None:
    """Who signs out leaves nothing open for the next person at this browser."""
    request = getRequest()
    if request is not None:
        forget(request)


def held(request: Any) -> tuple[str, ...]:
    """Return the references that the request's cookie proves, oldest first."""
    cookie = request.cookies.get(COOKIE, "")
    value, _, signature = cookie.rpartition(".")
    if not value or len(cookie) > 2000 or not cookie.isascii():
        return ()
    if not any(hmac.compare_digest(signature, _sign(value, key)) for key in _keys()):
        return ()
    expires, *names = value.split(".")
    if int(expires) < time.time():
        return ()
    return tuple(names)


def _plain(text: str) -> bytes:
    symbols = text.upper().translate(str.maketrans("ILO", "110"))
    kept = "".join(symbol for symbol in symbols if symbol in references.ALPHABET)
    return hashlib.sha256(kept.encode()).digest()


def _keys() -> list[str]:
    ring = getUtility(IKeyManager)[RING]
    return [key for key in ring if key is not None]


def _sign(value: str, key: str) -> str:
    message = f"imio.guichet.access:{value}".encode()
    return hmac.new(key.encode(), message, hashlib.sha256).hexdigest()


class Attempts(Persistent):
    """Wrong tries by subject (a client or a dossier) within a window of time."""

    WINDOW = 15 * 60
    """Seconds after which the count of a subject starts anew."""

    LIMITS = {"client": 10, "dossier": 30}

    def __init__(self) -> None:
        self._tries = OOBTree()
        self._purged = 0.0

    def blocked(self, kind: str, subject: str) -> bool:
        """Return whether a subject has used up its tries."""
        count, _ = self._count(self._key(kind, subject), time.time())
        return count >= self.LIMITS[kind]

    def failed(self, kind: str, subject: str) -> None:
        """Count a wrong try of a subject."""
        now = time.time()
        key = self._key(kind, subject)
        count, start = self._count(key, now)
        self._tries[key] = (count + 1, start)
        if now - self._purged > self.WINDOW:
            self._purge(now)

    def _key(self, kind: str, subject: str) -> str:
        return kind + hashlib.sha256(subject.encode()).hexdigest()[:24]

    def _count(self, key: str, now: float) -> tuple[int, float]:
        count, start = self._tries.get(key, (0, now))
        return (count, start) if now - start < self.WINDOW else (0, now)

    def _purge(self, now: float) -> None:
        old = [k for k, (_, t) in self._tries.items() if now - t >= self.WINDOW]
        for key in old:
            del self._tries[key]
        self._purged = now


def get_attempts(context: Any) -> Attempts:
    """Return the count of wrong tries of the site around ``context``."""
    store = get_store(context)
    if store.attempts is None:
        store.attempts = Attempts()
    return store.attempts
