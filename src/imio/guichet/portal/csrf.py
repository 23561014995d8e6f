"""Proof that a POST comes from a page of ours.

For signed-in people it is plone.protect's authenticator. For anonymous applicants it is
a token bound to the signed cookie that opens their dossier: who cannot read that cookie
cannot make the token.
"""

from __future__ import annotations

from imio.guichet.core.access import COOKIE
from plone.keyring.interfaces import IKeyManager
from plone.protect.authenticator import check
from plone.protect.authenticator import createToken
from typing import Any
from zExceptions import Forbidden
from zope.component import getUtility

import hashlib
import hmac


FIELD = "_authenticator"


def token(request: Any, user_id: str | None) -> str:
    """Return the token for the current visitor's forms."""
    if user_id is not None:
        return createToken()
    return _sign(request.cookies.get(COOKIE, ""), _keys()[0])


def is_valid(request: Any, user_id: str | None) -> bool:
    """Return whether a POST carries the visitor's token."""
    if request.get("REQUEST_METHOD") != "POST":
        return False
    if user_id is not None:
        try:
            check(request)
        except Forbidden:
            return False
        return True
    given = request.form.get(FIELD, "")
    cookie = request.cookies.get(COOKIE, "")
    if not cookie or not isinstance(given, str) or not given.isascii():
        return False
    return any(hmac.compare_digest(given, _sign(cookie, key)) for key in _keys())


def _keys() -> list[str]:
    return [key for key in getUtility(IKeyManager)["_system"] if key is not None]


def _sign(cookie: str, key: str) -> str:
    message = f"imio.guichet.form:{cookie}".encode()
    return hmac.new(key.encode(), message, hashlib.sha256).hexdigest()
