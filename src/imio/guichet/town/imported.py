"""What was installed from a profile is remembered, to tell what the town changed."""

from __future__ import annotations

from collections.abc import Mapping
from persistent.mapping import PersistentMapping
from typing import Any
from zope.annotation.interfaces import IAnnotations
from zope.event import notify
from zope.lifecycleevent import ObjectModifiedEvent


KEY = "imio.guichet.town.imported"


def remembered(content: Any) -> PersistentMapping:
    """Return name -> value as they were installed, empty at first."""
    annotations = IAnnotations(content)
    if KEY not in annotations:
        annotations[KEY] = PersistentMapping()
    return annotations[KEY]


def assign(content: Any, values: Mapping[str, Any], new: bool) -> frozenset[str]:
    """Set attributes and return the names of those whose value changed.

    Those that somebody changed since they were installed stay, and so does all of a
    content that was there before any profile (``new`` is false, nothing remembered).
    """
    ours = new or KEY in IAnnotations(content)
    if not ours:
        return frozenset()
    seen = remembered(content)
    changed = set()
    for name, value in values.items():
        now = plain(getattr(content, name, None))
        if name in seen and now != seen[name]:
            continue
        if seen.get(name) != plain(value):
            seen[name] = plain(value)
        if now != plain(value):
            setattr(content, name, value)
            changed.add(name)
    if changed:
        notify(ObjectModifiedEvent(content))
    return frozenset(changed)


def plain(value: Any) -> Any:
    """Return a value as it can be compared and kept: rich text as its source."""
    raw = getattr(value, "raw", None)
    if raw is not None:
        return raw
    if isinstance(value, (list, tuple)):
        return tuple(plain(item) for item in value)
    if isinstance(value, (set, frozenset)):
        return tuple(sorted(value))
    if isinstance(value, Mapping):
        return tuple(sorted((key, plain(item)) for key, item in value.items()))
    return value
