"""Publications and ends that are planned: found by their moment, carried out in time."""

from __future__ import annotations

from BTrees.OOBTree import OOBTree
from datetime import datetime
from datetime import UTC
from imio.guichet.core.content.procedure import Procedure
from imio.guichet.forms.studio.shape import JSON
from plone import api
from plone.uuid.interfaces import IUUID
from typing import Any
from typing import Final
from zope.annotation.interfaces import IAnnotations


ANNOTATION: Final = "imio.guichet.forms.schedule"

Key = tuple[int, str, str]
"""Seconds since 1970, UID of the procedure, "publish" or "retire"."""


def _index(site: Any = None, make: bool = False) -> OOBTree | None:
    annotations = IAnnotations(site if site is not None else api.portal.get())
    if ANNOTATION not in annotations and make:
        annotations[ANNOTATION] = OOBTree()
    return annotations.get(ANNOTATION)


def of(procedure: Procedure) -> dict[str, JSON] | None:
    """Return what is planned: {"when", "until", "by"}, or None."""
    planned = procedure.schedule
    if not planned:
        return None
    return {key: planned[key] for key in ("when", "until", "by")}


def put(
    procedure: Procedure,
    when: datetime | None,
    until: datetime | None,
    user: str,
    version: str,
) -> None:
    """Plan a publication, an end or both, instead of what was planned."""
    cancel(procedure)
    procedure.schedule = {
        "when": when.isoformat(timespec="minutes") if when else None,
        "until": until.isoformat(timespec="minutes") if until else None,
        "by": user,
        "version": version,
    }
    index = _index(make=True)
    assert index is not None
    for key in _keys(procedure):
        index[key] = None


def cancel(procedure: Procedure) -> bool:
    """Forget what was planned; return whether anything was."""
    if not procedure.schedule:
        return False
    index = _index()
    for key in _keys(procedure):
        if index is not None:
            index.pop(key, None)
    procedure.schedule = None
    return True


def done(procedure: Procedure, key: Key) -> None:
    """Take what was carried out from the plan; the rest of it stays."""
    planned = procedure.schedule
    if not planned:
        return
    name = "when" if key[2] == "publish" else "until"
    left = {**planned, name: None}
    procedure.schedule = left if left["when"] or left["until"] else None


def take_due(now: datetime, most: int) -> list[Key]:
    """Take at most so many keys whose moment has come."""
    index = _index()
    if not index:
        return []
    keys = list(index.keys(max=(int(now.timestamp()) + 1, "", "")))[:most]
    for key in keys:
        del index[key]
    return keys


def _keys(procedure: Procedure) -> list[Key]:
    planned = procedure.schedule
    uid = IUUID(procedure)
    return [
        (
            int(datetime.fromisoformat(planned[name]).astimezone(UTC).timestamp()),
            uid,
            act,
        )
        for name, act in (("when", "publish"), ("until", "retire"))
        if planned[name]
    ]
