"""What a site says of its town: read by every room, edited in room town.

The records are installed by the profile of room town, under ``PREFIX``.
"""

from imio.guichet.i18n import _
from plone import api
from plone.registry.interfaces import IRegistry
from plone.schema.email import InvalidEmail
from typing import Any
from zope import schema
from zope.component import getUtility
from zope.interface import Interface

import re


PREFIX = "imio.guichet.town"

_ADDRESS = re.compile(r"^[^@\s]+@[^@\s.]+(\.[^@\s.]+)+$", re.ASCII)


def is_address(value: str) -> bool:
    """True for an e-mail address; raises InvalidEmail. (The registry keeps no Email.)"""
    if not _ADDRESS.match(value):
        raise InvalidEmail(value)
    return True


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
