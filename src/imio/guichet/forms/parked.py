"""What a parked post says, as a page shows it."""

from __future__ import annotations

from collections.abc import Mapping
from imio.guichet.forms.controls.base import PREFIX
from imio.guichet.forms.controls.base import Typed


def typed_of(values: Mapping[str, tuple[str, ...]]) -> dict[str, Typed]:
    """Return inputs by field: ``{"f.x.lat": ("50",)}`` is ``{"x": {".lat": …}}``."""
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for name, texts in values.items():
        field, dot, rest = name.removeprefix(PREFIX).partition(".")
        found.setdefault(field, {})[dot + rest] = texts
    return dict(found)
