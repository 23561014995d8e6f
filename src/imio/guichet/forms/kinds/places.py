"""Kinds of places."""

from __future__ import annotations

from imio.guichet.forms.kinds.base import Kind
from imio.guichet.forms.kinds.base import Property
from imio.guichet.i18n import _


KINDS = (
    Kind(
        "place",
        _("kind_place", default="Lieu"),
        "place",
        "geo-alt",
        "imio.guichet.forms.fields.Place",
        help=_(
            "kind_place_help",
            default="Une adresse en toutes lettres et, pour qui le veut, un point sur la "
            "carte de la commune.",
        ),
        properties=(
            Property(
                "inside",
                _("prop_inside", default="Refuser un point hors de la commune"),
                "boolean",
                help=_(
                    "prop_inside_help",
                    default="Les limites de la carte se règlent dans « Ma commune ». Une "
                    "adresse sans point est toujours acceptée.",
                ),
            ),
            Property(
                "zoom",
                _("prop_map_zoom", default="Zoom de la carte"),
                "number",
                help=_(
                    "prop_map_zoom_help",
                    default="De 1 à 19 ; 17 montre une rue. Vide, c'est celui de la "
                    "commune.",
                ),
            ),
        ),
    ),
)
