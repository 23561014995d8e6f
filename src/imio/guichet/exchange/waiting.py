"""Packages that a manager looks at before taking them: kept a day, for that person."""

from __future__ import annotations

from BTrees.OOBTree import OOBTree
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from persistent import Persistent
from typing import Any
from zope.annotation.interfaces import IAnnotations

import secrets


KEY = "imio.guichet.exchange.waiting"
KEPT = timedelta(days=1)
MOST = 10
"""Packages kept at a time: the oldest make room."""


class Waiting(Persistent):
    """A package as it came: the bytes of its zip."""

    def __init__(self, data: bytes, name: str, user: str) -> None:
        self.data = data
        self.name = name
        self.user = user
        self.since = datetime.now(UTC)


def keep(counter: Any, data: bytes, name: str, user: str) -> str:
    """Keep a package and return the token under which it is found again."""
    annotations = IAnnotations(counter)
    if KEY not in annotations:
        annotations[KEY] = OOBTree()
    kept = annotations[KEY]
    newest = sorted(kept, key=lambda token: kept[token].since, reverse=True)
    before = datetime.now(UTC) - KEPT
    for place, token in enumerate(newest):
        if place >= MOST - 1 or kept[token].since < before:
            del kept[token]
    token = secrets.token_urlsafe(16)
    kept[token] = Waiting(data, name, user)
    return token


def waiting(counter: Any, token: str, user: str) -> Waiting | None:
    """Return a package by its token, to the person who brought it."""
    found = IAnnotations(counter).get(KEY, {}).get(token)
    if found is None or found.user != user or found.since < datetime.now(UTC) - KEPT:
        return None
    return found


def forget(counter: Any, token: str) -> None:
    """Let a package go."""
    IAnnotations(counter).get(KEY, {}).pop(token, None)
