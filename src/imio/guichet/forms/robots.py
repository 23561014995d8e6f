"""Telling people from robots without asking people anything. No Zope.

A *stamp* says when a page was made: who answers at once is a robot. A page kept in a
cache is older than its reader, never younger, so that it may be shared.

A *challenge* is work for the browser, in the manner of ALTCHA (https://altcha.org): find
the number that, after the salt, has a given SHA-256. The salt names the draft it is for
and its end, and the signature covers all of it: nothing can be moved from one part to
another (CVE-2025-68113), and a solution is worth something for one draft only, which is
sent once. So nothing has to be remembered.
"""

from __future__ import annotations

from collections.abc import Sequence

import base64
import binascii
import hashlib
import hmac
import json
import secrets


TRAP = "g-website"
"""Name of the input that people neither see nor reach."""

ALGORITHM = "SHA-256"
HARDEST = 200_000
"""The number sought is below: a third of a second of a PC, two of a telephone."""

CHALLENGE_LIFE = 2 * 3600
"""Seconds in which a challenge must be answered; a page shown again has a new one."""

STAMP_LIFE = 24 * 3600
LEAST_SECONDS = 3
"""Nobody reads and answers a page faster."""

LARGEST = 2000
"""Characters of what is posted as proof."""


def sign(key: str, purpose: str, text: str) -> str:
    """Return the signature of a text for one purpose only."""
    said = f"imio.guichet.robots:{purpose}:{text}".encode()
    return hmac.new(key.encode(), said, hashlib.sha256).hexdigest()


def _signed(keys: Sequence[str], purpose: str, text: str, signature: str) -> bool:
    given = signature.encode("utf-8", "replace")
    return any(
        hmac.compare_digest(given, sign(key, purpose, text).encode()) for key in keys
    )


def stamp(keys: Sequence[str], now: float) -> str:
    """Return the moment (seconds since the epoch), signed."""
    text = str(int(now))
    return f"{text}.{sign(keys[0], 'stamp', text)}"


def is_patient(keys: Sequence[str], text: str, now: float) -> bool:
    """Return whether a stamp is ours, and old enough but not too old."""
    moment, _dot, signature = text[:LARGEST].partition(".")
    if not (moment.isascii() and moment.isdigit() and len(moment) < 12):
        return False
    if not _signed(keys, "stamp", moment, signature):
        return False
    return LEAST_SECONDS <= now - int(moment) <= STAMP_LIFE


def challenge(
    keys: Sequence[str], subject: str, now: float, hardest: int = HARDEST
) -> dict[str, object]:
    """Return work for the browser of who sends ``subject`` (a reference)."""
    salt = f"{secrets.token_hex(12)}?expires={int(now) + CHALLENGE_LIFE}&for={subject}&"
    sought = _digest(salt, secrets.randbelow(hardest))
    return {
        "algorithm": ALGORITHM,
        "challenge": sought,
        "salt": salt,
        "signature": sign(keys[0], "challenge", f"{salt} {sought}"),
        "maxnumber": hardest,
    }


def _digest(salt: str, number: int) -> str:
    return hashlib.sha256(f"{salt}{number}".encode()).hexdigest()


def is_proven(keys: Sequence[str], subject: str, text: str, now: float) -> bool:
    """Return whether a proof (JSON in base64) answers a challenge of ours."""
    proof = _read(text)
    salt, sought = proof.get("salt"), proof.get("challenge")
    number, signature = proof.get("number"), proof.get("signature")
    if not (isinstance(salt, str) and isinstance(sought, str)):
        return False
    if not isinstance(signature, str) or type(number) is not int or number < 0:
        return False
    if proof.get("algorithm") != ALGORITHM or number >= HARDEST:
        return False
    if not _signed(keys, "challenge", f"{salt} {sought}", signature):
        return False
    # The salt is ours from here on.
    query = salt.partition("?")[2].removesuffix("&")
    told = dict(part.split("=", 1) for part in query.split("&"))
    if told.get("for") != subject or int(told.get("expires", 0)) < now:
        return False
    return hmac.compare_digest(_digest(salt, number), sought)


def _read(text: str) -> dict[str, object]:
    if len(text) > LARGEST:
        return {}
    try:
        found = json.loads(base64.b64decode(text, validate=True))
    except (ValueError, binascii.Error, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def solve(work: dict[str, object]) -> str:
    """Return the proof for a challenge, as a browser finds it."""
    salt = str(work["salt"])
    for number in range(int(str(work["maxnumber"]))):
        if _digest(salt, number) == work["challenge"]:
            told = {**work, "number": number}
            told.pop("maxnumber")
            return base64.b64encode(json.dumps(told).encode()).decode()
    raise ValueError("no such number")
