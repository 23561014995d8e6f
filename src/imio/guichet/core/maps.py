"""Where a town is on a map, and who draws it: settings read and judged. Pure.

Positions are degrees (WGS 84): latitude, then longitude. Tiles are asked for by the
visitor's browser, in Web Mercator (EPSG:3857): from a template of addresses ("XYZ", also
the REST form of WMTS) or from a WMS.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from imio.guichet.core.types import AnsweredPage
from imio.guichet.i18n import _
from urllib.parse import urlsplit

import re


MERCATOR = 85.0
"""Degrees of latitude beyond which Web Mercator shows nothing."""

LEAST_ZOOM, MOST_ZOOM = 1, 19

_NUMBER = re.compile(r"-?[0-9]{1,3}(?:[.,][0-9]{1,10})?")
_HOST = re.compile(r"(?:\{s\}\.)?[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?")
_ADDRESS = re.compile(r"[A-Za-z0-9._~:/?#@!$&()*+,=%{}\[\]-]+")
"""Characters of an address; none that would end a source in a policy of contents."""

_TILE = ("{x}", "{y}", "{z}")
_KNOWN = re.compile(r"\{(?:x|y|z|s|r)\}")

WRONG_POINT = _(
    "error_map_point",
    default="Écrivez une latitude et une longitude, en degrés : « 50.4108, 4.4446 ».",
)
WRONG_BOUNDS = _(
    "error_map_bounds",
    default="Écrivez quatre nombres en degrés, sud, ouest, nord, est : « 50.35, 4.33, "
    "50.50, 4.54 ». Le sud est plus petit que le nord, l'ouest que l'est.",
)
WRONG_ADDRESS = _(
    "error_map_address",
    default="Écrivez une adresse complète qui commence par « https:// », sans nom "
    "d'utilisateur. (« http:// » ne vaut que pour les machines que l'exploitant du site "
    "a nommées.)",
)
WRONG_TILES = _(
    "error_map_tiles",
    default="L'adresse des images doit contenir {x}, {y} et {z}. Pour un service WMS, "
    "indiquez aussi ses couches.",
)
WRONG_LAYERS = _(
    "error_map_layers",
    default="Écrivez les noms des couches du WMS, séparés par des virgules.",
)
CENTER_OUTSIDE = _(
    "error_map_center",
    default="Le centre de la carte doit se trouver dans ses limites.",
)


class WrongSetting(ValueError):
    """A setting of the map that cannot be used; ``message`` says why, for people."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True)
class Point:
    """A position, in degrees."""

    latitude: float
    longitude: float


@dataclass(frozen=True)
class Bounds:
    """A rectangle on the map, in degrees."""

    south: float
    west: float
    north: float
    east: float

    def holds(self, latitude: float, longitude: float) -> bool:
        """Return whether a position is inside, or on the line."""
        return (
            self.south <= latitude <= self.north and self.west <= longitude <= self.east
        )


def _numbers(text: str) -> list[float]:
    """Return the numbers of a text that holds nothing else but what parts them."""
    if _NUMBER.sub("", text).strip(" \t,;"):
        return []
    return [float(one.replace(",", ".")) for one in _NUMBER.findall(text)]


def parse_point(text: str) -> Point:
    """Return the position of ``50.41, 4.44`` or ``50,41 ; 4,44``; raises WrongSetting."""
    found = _numbers(text)
    if len(found) != 2 or abs(found[0]) > MERCATOR or abs(found[1]) > 180:
        raise WrongSetting(WRONG_POINT)
    return Point(*found)


def parse_bounds(text: str) -> Bounds:
    """Return the rectangle of ``south, west, north, east``; raises WrongSetting."""
    found = _numbers(text)
    if len(found) != 4:
        raise WrongSetting(WRONG_BOUNDS)
    south, west, north, east = found
    if not (-MERCATOR <= south < north <= MERCATOR and -180 <= west < east <= 180):
        raise WrongSetting(WRONG_BOUNDS)
    return Bounds(south, west, north, east)


def check_address(url: str, plain: Iterable[str] = ()) -> None:
    """Raise WrongSetting for what is no address that may be asked.

    ``plain`` are the hosts that may be spoken to without TLS.
    """
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname or "", parts.port
    except ValueError as error:
        raise WrongSetting(WRONG_ADDRESS) from error
    good = (
        _ADDRESS.fullmatch(url)
        and _HOST.fullmatch(host)
        and "@" not in parts.netloc
        and not parts.fragment
        and (parts.scheme == "https" or (parts.scheme == "http" and host in plain))
    )
    if not good:
        raise WrongSetting(WRONG_ADDRESS)


def check_tiles(url: str, layers: str, plain: Iterable[str] = ()) -> None:
    """Raise WrongSetting for what no map can be made of."""
    check_address(url, plain)
    if "{" in _KNOWN.sub("", url) or "}" in _KNOWN.sub("", url):
        raise WrongSetting(WRONG_TILES)
    if layers:
        if not re.fullmatch(r"[\w.:-]+(?:,[\w.:-]+)*", layers):
            raise WrongSetting(WRONG_LAYERS)
    elif not all(part in url for part in _TILE):
        raise WrongSetting(WRONG_TILES)


@dataclass(frozen=True)
class TownMap:
    """The map of a town."""

    center: Point
    zoom: int
    bounds: Bounds | None = None
    tiles: str = ""
    """Template of the addresses of tiles, or address of a WMS; '' for no map at all."""

    layers: str = ""
    """Of the WMS; '' for a template."""

    attribution: str = ""
    attribution_url: str = ""
    geocoder: str = ""
    """Address of the service that knows addresses; '' for none."""

    geocoder_kind: str = "nominatim"

    @property
    def tile_source(self) -> str:
        """Where tiles come from, as a policy of contents says it; '' for no map."""
        if not self.tiles:
            return ""
        parts = urlsplit(self.tiles)
        return f"{parts.scheme}://{parts.netloc.replace('{s}', '*')}"

    @property
    def policy(self) -> dict[str, str]:
        """What a page that shows the map adds to its policy of contents."""
        return {"img-src": self.tile_source} if self.tile_source else {}

    def holds(self, latitude: float, longitude: float) -> bool:
        """Return whether a position is within the bounds; True when there are none."""
        return self.bounds is None or self.bounds.holds(latitude, longitude)


def shows_map(pages: Iterable[AnsweredPage]) -> bool:
    """Return whether an answer has a position to show."""
    return any(field.has_map for page in pages for field in page.fields)
