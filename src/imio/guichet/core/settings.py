"""What a site says of its town: read by every room, edited in room town.

The records are installed by the profile of room town, under ``PREFIX``.
"""

from collections.abc import Callable
from collections.abc import Mapping
from imio.guichet.core import maps
from imio.guichet.core.environment import setting
from imio.guichet.i18n import _
from plone import api
from plone.registry.interfaces import IRegistry
from plone.schema.email import InvalidEmail
from typing import Any
from zope import schema
from zope.component import getUtility
from zope.interface import Interface
from zope.interface import Invalid
from zope.interface import invariant
from zope.schema import ValidationError

import logging
import re


logger = logging.getLogger(__name__)
PREFIX = "imio.guichet.town"

_ADDRESS = re.compile(r"^[^@\s]+@[^@\s.]+(\.[^@\s.]+)+$", re.ASCII)


def is_address(value: str) -> bool:
    """True for an e-mail address; raises InvalidEmail. (The registry keeps no Email.)"""
    if not _ADDRESS.match(value):
        raise InvalidEmail(value)
    return True


class WrongMapPoint(ValidationError):
    __doc__ = maps.WRONG_POINT


class WrongMapBounds(ValidationError):
    __doc__ = maps.WRONG_BOUNDS


class WrongMapAddress(ValidationError):
    __doc__ = maps.WRONG_ADDRESS


def plain_hosts() -> frozenset[str]:
    """Return the hosts that maps may be had from without TLS: ``map-http-hosts``."""
    return frozenset(setting("map-http-hosts").split())


def _judged(judge: Callable[[str], object], refusal: type[ValidationError]) -> Any:
    """Return a constraint of a field: it raises ``refusal`` where ``judge`` does."""

    def judged(value: str) -> bool:
        try:
            judge(value)
        except maps.WrongSetting as error:
            raise refusal(value) from error
        return True

    return judged


def _check_address(url: str) -> None:
    maps.check_address(url, plain_hosts())


class ITownSettings(Interface):
    """One town: its name, its addresses, the texts of its home page."""

    town_name = schema.TextLine(
        title=_("label_town_name", default="Nom de la commune"),
        default="Ma commune",
    )
    administration_name = schema.TextLine(
        title=_("label_town_administration", default="Nom de l'administration"),
        description=_(
            "help_town_administration",
            default="Par exemple « Ville de Charleroi » ou « Commune de Silly ».",
        ),
        required=False,
    )
    address = schema.Text(
        title=_("label_town_address", default="Adresse"), required=False
    )
    phone = schema.TextLine(
        title=_("label_town_phone", default="Téléphone"), required=False
    )
    email = schema.TextLine(
        constraint=is_address,
        title=_("label_town_email", default="Adresse électronique de contact"),
        required=False,
    )
    opening_hours = schema.Text(
        title=_("label_town_opening_hours", default="Heures d'ouverture"),
        description=_(
            "help_town_opening_hours", default="Une ligne par jour ou par période."
        ),
        required=False,
    )
    enterprise_number = schema.TextLine(
        title=_("label_town_enterprise_number", default="Numéro d'entreprise (BCE)"),
        required=False,
    )
    dpo_email = schema.TextLine(
        constraint=is_address,
        title=_("label_town_dpo", default="Délégué à la protection des données"),
        description=_(
            "help_town_dpo",
            default="Son adresse est donnée à qui remplit un formulaire.",
        ),
        required=False,
    )
    sender_name = schema.TextLine(
        title=_("label_town_sender_name", default="Nom de l'expéditeur des courriels"),
        required=False,
    )
    sender_email = schema.TextLine(
        constraint=is_address,
        title=_("label_town_sender_email", default="Adresse d'expédition"),
        required=False,
    )
    home_title = schema.TextLine(
        title=_("label_town_home_title", default="Titre de la page d'accueil"),
        required=False,
    )
    home_intro = schema.Text(
        title=_("label_town_home_intro", default="Introduction de la page d'accueil"),
        required=False,
    )
    home_procedures = schema.List(
        title=_("label_town_home_procedures", default="Démarches mises en avant"),
        description=_(
            "help_town_home_procedures",
            default="Chemins depuis le guichet, « evenements/organiser-un-evenement » "
            "par exemple.",
        ),
        value_type=schema.TextLine(),
        required=False,
        default=[],
        missing_value=[],
    )
    draft_days = schema.Int(
        title=_("label_town_draft_days", default="Garder les brouillons (jours)"),
        description=_(
            "help_town_draft_days",
            default="Un brouillon que personne n'enregistre plus est effacé. Une "
            "démarche peut fixer un autre nombre.",
        ),
        min=1,
        max=730,
        default=30,
    )
    draft_warning_days = schema.Int(
        title=_(
            "label_town_draft_warning",
            default="Prévenir avant d'effacer un brouillon (jours)",
        ),
        min=1,
        max=60,
        default=7,
    )
    same_person_may_approve = schema.Bool(
        title=_(
            "label_town_same_person",
            default="Une même personne peut construire et publier un formulaire",
        ),
        description=_(
            "help_town_same_person",
            default="Sinon, un autre gestionnaire doit l'approuver.",
        ),
        required=False,
        default=True,
    )
    publish_with_failing_tests = schema.Bool(
        title=_(
            "label_town_failing_tests",
            default="Un formulaire peut être publié quand un de ses essais échoue",
        ),
        required=False,
        default=False,
    )
    map_shown = schema.Bool(
        title=_(
            "label_town_map_shown",
            default="Montrer une carte où un formulaire demande un lieu",
        ),
        required=False,
        default=True,
    )
    map_center = schema.TextLine(
        constraint=_judged(maps.parse_point, WrongMapPoint),
        title=_("label_town_map_center", default="Centre de la carte"),
        description=_(
            "help_town_map_center",
            default="Latitude et longitude en degrés, « 50.4108, 4.4446 » par exemple.",
        ),
        default="50.4669, 4.8675",
    )
    map_zoom = schema.Int(
        title=_("label_town_map_zoom", default="Zoom de la carte"),
        description=_(
            "help_town_map_zoom",
            default="De 1 (le monde) à 19 (une maison) ; 13 montre une ville.",
        ),
        min=maps.LEAST_ZOOM,
        max=maps.MOST_ZOOM,
        default=9,
    )
    map_bounds = schema.TextLine(
        constraint=_judged(maps.parse_bounds, WrongMapBounds),
        title=_("label_town_map_bounds", default="Limites de la carte"),
        description=_(
            "help_town_map_bounds",
            default="Le rectangle autour de la commune : sud, ouest, nord, est, en "
            "degrés. Les adresses sont cherchées là, et une question peut refuser un "
            "point en dehors.",
        ),
        required=False,
    )
    map_tiles_url = schema.TextLine(
        constraint=_judged(_check_address, WrongMapAddress),
        title=_("label_town_map_tiles", default="Adresse du fond de carte"),
        description=_(
            "help_town_map_tiles",
            default="Un modèle d'adresses avec {z}, {x} et {y} (OpenStreetMap, WMTS), ou "
            "l'adresse d'un WMS. Le navigateur des visiteurs y demande les images.",
        ),
        default="https://tile.openstreetmap.org/{z}/{x}/{y}.png",
    )
    map_layers = schema.TextLine(
        title=_("label_town_map_layers", default="Couches du WMS"),
        description=_(
            "help_town_map_layers",
            default="Séparées par des virgules ; vide pour un modèle d'adresses.",
        ),
        required=False,
    )
    map_attribution = schema.TextLine(
        title=_("label_town_map_attribution", default="Source du fond de carte"),
        description=_(
            "help_town_map_attribution",
            default="Montrée sur la carte, comme sa licence le demande.",
        ),
        required=False,
        default="© Contributeurs d'OpenStreetMap",
    )
    map_attribution_url = schema.TextLine(
        constraint=_judged(_check_address, WrongMapAddress),
        title=_("label_town_map_attribution_url", default="Page de cette source"),
        required=False,
        default="https://www.openstreetmap.org/copyright",
    )
    map_geocoder_kind = schema.Choice(
        title=_("label_town_map_geocoder_kind", default="Service d'adresses : sorte"),
        values=("nominatim",),
        default="nominatim",
    )
    map_geocoder_url = schema.TextLine(
        constraint=_judged(_check_address, WrongMapAddress),
        title=_("label_town_map_geocoder", default="Service d'adresses : adresse"),
        description=_(
            "help_town_map_geocoder",
            default="Il trouve le point d'une adresse et l'adresse d'un point ; seul le "
            "site lui parle, jamais les visiteurs. Vide, on ne cherche pas d'adresse. "
            "Par exemple « https://nominatim.openstreetmap.org ».",
        ),
        required=False,
    )
    legal_path = schema.TextLine(
        title=_("label_town_legal_path", default="Page des mentions légales"),
        description=_("help_town_path", default="Chemin dans le site."),
        required=False,
        default="a-propos/mentions-legales",
    )
    privacy_path = schema.TextLine(
        title=_("label_town_privacy_path", default="Page sur la vie privée"),
        description=_("help_town_path", default="Chemin dans le site."),
        required=False,
        default="a-propos/vie-privee",
    )
    accessibility_path = schema.TextLine(
        title=_("label_town_accessibility_path", default="Page sur l'accessibilité"),
        description=_("help_town_path", default="Chemin dans le site."),
        required=False,
        default="a-propos/accessibilite",
    )
    contact_path = schema.TextLine(
        title=_("label_town_contact_path", default="Page de contact"),
        description=_("help_town_path", default="Chemin dans le site."),
        required=False,
        default="contact",
    )

    @invariant
    def map_can_be_drawn(settings: Any) -> None:
        """The parts of the map's settings fit each other."""
        read = {name: getattr(settings, name, None) for name in MAP_SETTINGS}
        try:
            map_of(read)
        except maps.WrongSetting as error:
            raise Invalid(error.message) from error


MAP_SETTINGS = tuple(
    name for name in schema.getFieldNamesInOrder(ITownSettings) if name[:4] == "map_"
)


def map_of(read: Mapping[str, Any]) -> maps.TownMap:
    """Return the map that settings describe, by name; raises maps.WrongSetting."""

    def text(name: str) -> str:
        return (read.get(name) or "").strip()

    layers = ",".join(part.strip() for part in text("map_layers").split(",")).strip(",")
    center = maps.parse_point(text("map_center"))
    bounds = maps.parse_bounds(text("map_bounds")) if text("map_bounds") else None
    if bounds is not None and not bounds.holds(center.latitude, center.longitude):
        raise maps.WrongSetting(maps.CENTER_OUTSIDE)
    maps.check_tiles(text("map_tiles_url"), layers, plain_hosts())
    for name in ("map_attribution_url", "map_geocoder_url"):
        if text(name):
            _check_address(text(name))
    return maps.TownMap(
        center=center,
        zoom=read.get("map_zoom") or ITownSettings["map_zoom"].default,
        bounds=bounds,
        tiles=text("map_tiles_url") if read.get("map_shown") else "",
        layers=layers,
        attribution=text("map_attribution"),
        attribution_url=text("map_attribution_url"),
        geocoder=text("map_geocoder_url").rstrip("/"),
        geocoder_kind=text("map_geocoder_kind"),
    )


class TownSettings:
    """The town's settings; a missing record reads as its default."""

    def __init__(self) -> None:
        registry = getUtility(IRegistry)
        self._records = registry.forInterface(ITownSettings, check=False, prefix=PREFIX)

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._records, name)
        return ITownSettings[name].default if value is None else value

    def link(self, name: str) -> str:
        """Return the address of a page named by a path: ``link("legal_path")``."""
        path = (getattr(self, name) or "").strip("/")
        return f"{api.portal.get().absolute_url()}/{path}"


def town_settings() -> TownSettings:
    """Return the settings of the current site's town."""
    return TownSettings()


def town_map() -> maps.TownMap:
    """Return the map of the current site's town; Wallonia's when settings are wrong."""
    settings = town_settings()
    try:
        return map_of({name: getattr(settings, name) for name in MAP_SETTINGS})
    except maps.WrongSetting:
        logger.warning("The settings of the map cannot be used: the default is shown.")
        return map_of({name: ITownSettings[name].default for name in MAP_SETTINGS})
