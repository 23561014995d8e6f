"""Kinds of numbers that say who somebody is, or whose something is."""

from __future__ import annotations

from imio.guichet.forms.kinds.base import Kind
from imio.guichet.forms.kinds.base import Property
from imio.guichet.i18n import _


LINE = "zope.schema.TextLine"

KINDS = (
    Kind(
        "national-number",
        _("kind_national_number", default="Numéro de registre national"),
        "identity",
        "person-vcard",
        LINE,
        widget="national-number",
        help=_(
            "kind_national_number_help",
            default="Numéro national ou numéro BIS. Ne le demandez que si la loi le "
            "permet, et effacez-le dès que possible.",
        ),
        defaults={"keep": "decision"},
    ),
    Kind(
        "enterprise",
        _("kind_enterprise", default="Numéro d'entreprise"),
        "identity",
        "building",
        LINE,
        widget="enterprise",
    ),
    Kind(
        "iban",
        _("kind_iban", default="Compte bancaire (IBAN)"),
        "identity",
        "bank",
        LINE,
        widget="iban",
    ),
    Kind(
        "plate",
        _("kind_plate", default="Plaque d'immatriculation"),
        "identity",
        "car-front",
        LINE,
        widget="plate",
        properties=(
            Property(
                "foreign",
                _("prop_foreign_plate", default="Aussi étrangère ou personnalisée"),
                "boolean",
            ),
        ),
    ),
    Kind(
        "communication",
        _("kind_communication", default="Communication structurée"),
        "identity",
        "plus-slash-minus",
        LINE,
        widget="communication",
    ),
    Kind(
        "address",
        _("kind_address", default="Adresse belge"),
        "place",
        "house",
        "imio.guichet.forms.fields.Address",
        help=_(
            "kind_address_help",
            default="Rue, numéro, boîte, code postal et localité. Les règles lisent "
            "« NOM.postal-code », « NOM.locality »…",
        ),
    ),
)
