"""What the maps of forms and dossiers ask the site.

``@@guichet-map``: how the town's map is drawn, and its texts. ``@@guichet-geocode``: the
address of a position, or positions of an address. The site asks the town's service of
addresses: no visitor's browser talks to it. It is a POST, so that what people look for is
in no access log.
"""

from __future__ import annotations

from imio.guichet.core.clients import client_of
from imio.guichet.core.clients import get_acts
from imio.guichet.core.clients import subject_of
from imio.guichet.core.maps import Point
from imio.guichet.core.maps import TownMap
from imio.guichet.core.origin import is_same_origin
from imio.guichet.core.settings import town_map
from imio.guichet.forms.controls.base import Message
from imio.guichet.forms.controls.places import degrees
from imio.guichet.forms.controls.places import LONGEST_ADDRESS
from imio.guichet.forms.places.fetching import Unreachable
from imio.guichet.forms.places.geocoder import geocoder
from imio.guichet.forms.places.providers import as_data
from imio.guichet.i18n import _
from plone import api
from plone.transformchain.interfaces import DISABLE_TRANSFORM_REQUEST_KEY
from Products.Five.browser import BrowserView
from typing import Any
from zExceptions import NotFound
from zope.i18n import translate

import json


SHORTEST = 3
"""Characters of an address worth looking for."""

PER_HOUR = 300
"""Requests that go out for one network."""

BAD_TEXT = _(
    "error_geocode_text",
    default="Écrivez d'abord une rue et un numéro, ou un lieu-dit.",
)
BAD_POINT = _("error_geocode_point", default="Cette position n'existe pas.")
ELSEWHERE = _(
    "error_geocode_elsewhere",
    default="Cette recherche ne se fait que depuis les pages de ce site.",
)
TOO_MANY = _(
    "error_geocode_many",
    default="Beaucoup de recherches viennent de votre connexion. Écrivez l'adresse : "
    "cela suffit.",
)
AWAY = _(
    "error_geocode_away",
    default="La recherche d'adresses ne répond pas pour le moment. Écrivez l'adresse : "
    "cela suffit.",
)

TEXTS = {
    "map": _(
        "label_map",
        default="Carte. Les flèches la déplacent, + et − changent le zoom ; ensuite, "
        "« Placer le point au centre ».",
    ),
    "shown": _("label_map_shown", default="Carte du lieu"),
    "help": _(
        "help_map",
        default="Touchez la carte pour placer le point ; glissez-le pour le déplacer.",
    ),
    "keys": _(
        "help_map_keys",
        default="Flèches : déplacer la carte. + et − : zoom. Puis « Placer le point au "
        "centre ».",
    ),
    "center": _("button_map_center", default="Placer le point au centre"),
    "remove": _("button_map_remove", default="Retirer le point"),
    "zoomIn": _("button_map_zoom_in", default="Agrandir"),
    "zoomOut": _("button_map_zoom_out", default="Réduire"),
    "retry": _("button_map_retry", default="Réessayer"),
    "unreachable": _(
        "msg_map_unreachable",
        default="Le fond de carte n'est pas accessible pour le moment. Écrivez "
        "l'adresse : cela suffit.",
    ),
    "unreachableShown": _(
        "msg_map_unreachable_shown",
        default="Le fond de carte n'est pas accessible pour le moment.",
    ),
    "waiting": _("msg_map_waiting", default="Un instant…"),
    "found": _("msg_position_found", default="Position ajoutée."),
    "denied": _(
        "msg_position_denied",
        default="Votre navigateur ne donne pas votre position : autorisez-le, ou écrivez "
        "l'adresse.",
    ),
    "failed": _(
        "msg_position_failed",
        default="Position introuvable : décrivez l'endroit par une adresse.",
    ),
    "outside": _(
        "msg_map_outside",
        default="Cet endroit est en dehors de la commune : il n'a pas été retenu.",
    ),
    "placed": _("msg_map_placed", default="Point placé."),
    "removed": _("msg_map_removed", default="Point retiré."),
    "near": _("msg_map_near", default="Point placé près de : ${address}"),
    "take": _("button_map_take", default="Reprendre cette adresse"),
    "filled": _(
        "msg_map_filled",
        default="Point placé. L'adresse a été proposée : corrigez-la au besoin.",
    ),
    "several": _(
        "msg_map_several", default="Plusieurs adresses correspondent : choisissez."
    ),
    "none": _(
        "msg_map_none",
        default="Adresse introuvable sur la carte. Elle peut rester telle quelle.",
    ),
    "empty": BAD_TEXT,
    "away": AWAY,
}


class JsonView(BrowserView):
    """Answers our script."""

    def said(self, text: Message) -> str:
        return translate(text, context=self.request)

    def answer(self, data: Any, status: int = 200, keep: str = "no-store") -> str:
        self.request.environ[DISABLE_TRANSFORM_REQUEST_KEY] = True
        response = self.request.response
        response.setStatus(status)
        response.setHeader("Content-Type", "application/json; charset=utf-8")
        response.setHeader("X-Content-Type-Options", "nosniff")
        response.setHeader("Cache-Control", keep)
        return json.dumps(data, ensure_ascii=False)


class MapSettings(JsonView):
    """``@@guichet-map``: the same for everybody who reads one language."""

    def __call__(self) -> str:
        if self.request.method not in ("GET", "HEAD"):
            raise NotFound(self.__name__)
        town = town_map()
        bounds = town.bounds
        data = {
            "center": [town.center.latitude, town.center.longitude],
            "zoom": town.zoom,
            "bounds": [[bounds.south, bounds.west], [bounds.north, bounds.east]]
            if bounds
            else None,
            "tiles": town.tiles,
            "layers": town.layers,
            "attribution": town.attribution,
            "attributionUrl": town.attribution_url,
            "geocode": bool(town.geocoder),
            "texts": {name: self.said(text) for name, text in TEXTS.items()},
        }
        return self.answer(data, keep="private, max-age=300")


class Refused(Exception):
    """Why a request is not carried out."""

    def __init__(self, status: int, message: Message) -> None:
        super().__init__(message)
        self.status, self.message = status, message


class Geocode(JsonView):
    """``@@guichet-geocode``: POST ``q``, or ``lat`` and ``lon``.

    ``{"items": [{"label", "latitude", "longitude"}]}``, or ``{"error": text}`` with status
    400 (what was asked), 403 (from another site), 429 (too often), 503 (no service, or it
    does not answer).
    """

    def __call__(self) -> str:
        if self.request.method != "POST":
            raise NotFound(self.__name__)
        try:
            return self.answer({"items": list(as_data(self._found()))})
        except Refused as refused:
            return self.answer({"error": self.said(refused.message)}, refused.status)
        except Unreachable:
            return self.answer({"error": self.said(AWAY)}, 503)

    def _found(self) -> Any:
        if not is_same_origin(self.request, self.context.absolute_url()):
            raise Refused(403, ELSEWHERE)
        form = self.request.form
        asked = {
            n: form[n] for n in ("q", "lat", "lon") if isinstance(form.get(n), str)
        }
        town = town_map()
        if not town.geocoder:
            raise Refused(503, AWAY)
        if "q" in asked:
            return self._search(town, asked["q"])
        return self._reverse(town, asked.get("lat", ""), asked.get("lon", ""))

    def _search(self, town: TownMap, text: str) -> Any:
        text = " ".join(text.replace("\x00", " ").split())
        if not SHORTEST <= len(text) <= LONGEST_ADDRESS:
            raise Refused(400, BAD_TEXT)
        return geocoder.search(town, text, self._language, self._agent, self._leave)

    def _reverse(self, town: TownMap, latitude: str, longitude: str) -> Any:
        lat, lon = degrees(latitude, 90), degrees(longitude, 180)
        if lat is None or lon is None:
            raise Refused(400, BAD_POINT)
        if not town.holds(lat, lon):
            return ()
        return geocoder.reverse(
            town, Point(lat, lon), self._language, self._agent, self._leave
        )

    @property
    def _language(self) -> str:
        return (api.portal.get_current_language() or "fr").split("-")[0]

    @property
    def _agent(self) -> str:
        return f"imio.guichet ({self.context.absolute_url()})"

    def _leave(self) -> None:
        """Count a request that goes out; raises Refused beyond the limit."""
        acts = get_acts(self.context)
        client = subject_of(client_of(self.request))
        if acts.count("geocode", client, 3600.0) >= PER_HOUR:
            raise Refused(429, TOO_MANY)
        acts.note("geocode", client)
