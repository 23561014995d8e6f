"""Kinds of what nobody types: values computed, read in the address, or fixed.

What makes them so (``common.COMPUTED``) any answer may have.
"""

from __future__ import annotations

from imio.guichet.forms.kinds.base import Kind
from imio.guichet.forms.kinds.base import Property
from imio.guichet.forms.kinds.common import COMPUTED
from imio.guichet.forms.kinds.common import UNIT
from imio.guichet.forms.kinds.common import VISIBLE
from imio.guichet.i18n import _


LINE = "zope.schema.TextLine"

KINDS = (
    Kind(
        "computed-text",
        _("kind_computed_text", default="Texte calculé"),
        "computed",
        "calculator",
        LINE,
        widget="computed",
        properties=COMPUTED,
        asked=False,
    ),
    Kind(
        "computed-number",
        _("kind_computed_number", default="Nombre calculé"),
        "computed",
        "calculator",
        "zope.schema.Decimal",
        widget="computed",
        properties=(*COMPUTED, UNIT),
        asked=False,
    ),
    Kind(
        "computed-money",
        _("kind_computed_money", default="Montant calculé"),
        "computed",
        "calculator",
        "zope.schema.Decimal",
        widget="computed-money",
        properties=COMPUTED,
        asked=False,
    ),
    Kind(
        "computed-date",
        _("kind_computed_date", default="Date calculée"),
        "computed",
        "calculator",
        "zope.schema.Date",
        widget="computed",
        properties=COMPUTED,
        asked=False,
    ),
    Kind(
        "computed-yes-no",
        _("kind_computed_yes_no", default="Oui ou non calculé"),
        "computed",
        "calculator",
        "zope.schema.Bool",
        widget="computed",
        properties=COMPUTED,
        asked=False,
    ),
    Kind(
        "query",
        _("kind_query", default="Valeur de l'adresse"),
        "computed",
        "link-45deg",
        LINE,
        widget="query",
        help=_(
            "kind_query_help",
            default="Lue dans l'adresse par laquelle on arrive (« ?nom=… »), jamais "
            "demandée.",
        ),
        properties=(
            Property(
                "query",
                _("prop_query", default="Nom dans l'adresse"),
                help=_(
                    "prop_query_help",
                    default="Vide : le nom de ce champ.",
                ),
            ),
            VISIBLE,
        ),
        asked=False,
    ),
    Kind(
        "constant",
        _("kind_constant", default="Valeur fixe"),
        "computed",
        "pin-angle",
        LINE,
        widget="constant",
        properties=(Property("value", _("prop_value", default="Valeur")), VISIBLE),
        asked=False,
    ),
)
