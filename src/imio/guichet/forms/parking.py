"""Answers that arrive when the session is over, kept until their author is back.

They are kept as they were typed, for a day, under a random token that only the
answer to that very post shows; whoever comes back must have access to the draft as
well. Nothing tells whether the draft exists.
"""

from __future__ import annotations

from BTrees.OOBTree import OOBTree
from collections.abc import Mapping
from dataclasses import dataclass
from plone import api
from typing import Any
from zope.annotation.interfaces import IAnnotations

import secrets
import time


KEY = "imio.guichet.forms.parked"
LIFETIME = 24 * 3600
MOST = 2000
"""How many posts are kept at a time; further ones are not."""

MOST_EACH = 30
"""How many of them come from one visitor's network."""

LARGEST = 64 * 1024
"""Characters of one post; a larger one is not kept."""


@dataclass(frozen=True)
class Parked:
    """A post that waits: ``place`` is the address it was for, within the form."""

    expires: float
    place: str
    values: tuple[tuple[str, tuple[str, ...]], ...]
    client: str = ""
    """Digest of the network it came from."""


def _lot() -> Any:
    annotations = IAnnotations(api.portal.get())
    if KEY not in annotations:
        annotations[KEY] = OOBTree()
    return annotations[KEY]


def park(
    place: str, values: Mapping[str, tuple[str, ...]], client: str = ""
) -> str | None:
    """Keep a post and return its token; None when it is too large, or too many.

    ``client`` is ``core.clients.subject_of`` of the visitor.
    """
    size = sum(len(text) for texts in values.values() for text in texts)
    lot = _lot()
    now = time.time()
    for token in [token for token, parked in lot.items() if parked.expires < now]:
        del lot[token]
    if size > LARGEST or len(lot) >= MOST:
        return None
    if sum(parked.client == client for parked in lot.values()) >= MOST_EACH:
        return None
    token = secrets.token_urlsafe(16)
    lot[token] = Parked(now + LIFETIME, place, tuple(values.items()), client)
    return token


def parked(token: str, place: str) -> dict[str, tuple[str, ...]]:
    """Return what was kept for a place; {} when there is nothing, or no more."""
    annotations = IAnnotations(api.portal.get())
    found = annotations.get(KEY, {}).get(token) if token else None
    if found is None or found.expires < time.time() or found.place != place:
        return {}
    return dict(found.values)


def release(token: str) -> None:
    """Forget a post that has been taken up."""
    lot = IAnnotations(api.portal.get()).get(KEY)
    if lot is not None and token in lot:
        del lot[token]
