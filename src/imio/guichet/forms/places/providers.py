"""Services that know addresses: the requests they take, the answers they give. Pure.

A new kind of service is a class here and a name in ``PROVIDERS``.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from imio.guichet.core.maps import Bounds
from imio.guichet.core.maps import Point
from typing import Protocol
from urllib.parse import urlencode

import math


MOST = 5
"""Addresses in one answer."""

LONGEST = 300
"""Characters of an address."""


class Malformed(ValueError):
    """An answer that is not what the service promises."""


@dataclass(frozen=True)
class Found:
    """An address and where it is."""

    label: str
    point: Point


class Provider(Protocol):
    """One kind of service. ``base`` is its address, without a last slash."""

    def search_url(
        self, base: str, text: str, bounds: Bounds | None, language: str
    ) -> str:
        """Return what to GET for the addresses that a text may mean."""

    def search(self, answer: object) -> tuple[Found, ...]:
        """Return the addresses of an answer, at most ``MOST``; raises Malformed."""

    def reverse_url(self, base: str, point: Point, language: str) -> str:
        """Return what to GET for the address of a position."""

    def reverse(self, answer: object) -> tuple[Found, ...]:
        """Return the address of an answer, or none; raises Malformed."""


class Nominatim:
    """Nominatim's API (https://nominatim.org/release-docs/latest/api/Overview/)."""

    def search_url(
        self, base: str, text: str, bounds: Bounds | None, language: str
    ) -> str:
        asked = {"q": text, "limit": MOST}
        if bounds is None:
            asked["countrycodes"] = "be"
        else:
            box = (bounds.west, bounds.north, bounds.east, bounds.south)
            asked |= {"viewbox": ",".join(map(str, box)), "bounded": 1}
        return self._url(base, "search", asked, language)

    def reverse_url(self, base: str, point: Point, language: str) -> str:
        asked = {"lat": point.latitude, "lon": point.longitude, "zoom": 18}
        return self._url(base, "reverse", asked, language)

    def _url(
        self, base: str, name: str, asked: Mapping[str, object], language: str
    ) -> str:
        more = {"format": "jsonv2", "addressdetails": 1, "accept-language": language}
        return f"{base}/{name}?{urlencode({**asked, **more})}"

    def search(self, answer: object) -> tuple[Found, ...]:
        if not isinstance(answer, list):
            raise Malformed("a list is expected")
        labels: dict[str, Found] = {}
        for one in answer[:MOST]:
            found = _found(one)
            labels.setdefault(found.label, found)
        return tuple(labels.values())

    def reverse(self, answer: object) -> tuple[Found, ...]:
        if not isinstance(answer, dict):
            raise Malformed("an object is expected")
        return () if "error" in answer else (_found(answer),)


def _found(one: object) -> Found:
    if not isinstance(one, dict):
        raise Malformed("an object is expected")
    label = _label(one.get("address")) or _text(one.get("display_name"))
    if not label:
        raise Malformed("a place without a name")
    return Found(
        label[:LONGEST], Point(_degrees(one, "lat", 90), _degrees(one, "lon", 180))
    )


def _text(value: object) -> str:
    """Return a text on one line; '' for what is none."""
    if not isinstance(value, str):
        return ""
    return " ".join("".join(c if c.isprintable() else " " for c in value).split())


def _degrees(one: Mapping[str, object], name: str, limit: float) -> float:
    value = one.get(name)
    if not isinstance(value, (str, int, float)) or isinstance(value, bool):
        raise Malformed(f"{name}: a number is expected")
    try:
        number = float(value)
    except (ValueError, OverflowError) as error:
        raise Malformed(f"{name}: a number is expected") from error
    if not math.isfinite(number) or abs(number) > limit:
        raise Malformed(f"{name}: out of range")
    return round(number, 6)


_ROADS = ("road", "pedestrian", "footway", "path", "cycleway", "square", "place")
_TOWNS = ("city", "town", "village", "municipality")


def _label(parts: object) -> str:
    """Return an address as it is written in Belgium: ``Rue X 12, 6000 Charleroi``."""
    if not isinstance(parts, dict):
        return ""

    def first(names: tuple[str, ...]) -> str:
        return next((said for name in names if (said := _text(parts.get(name)))), "")

    road = first(_ROADS)
    town = first(_TOWNS)
    if not road or not town:
        return ""
    return ", ".join(
        " ".join(filter(None, pair))
        for pair in ((road, first(("house_number",))), (first(("postcode",)), town))
    )


PROVIDERS: dict[str, Provider] = {"nominatim": Nominatim()}


def as_data(found: tuple[Found, ...]) -> Iterator[dict[str, object]]:
    """Yield addresses as our script reads them."""
    for one in found:
        yield {
            "label": one.label,
            "latitude": one.point.latitude,
            "longitude": one.point.longitude,
        }
