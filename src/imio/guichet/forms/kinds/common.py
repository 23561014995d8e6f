"""Properties that each question has, whatever its kind."""

from __future__ import annotations

from imio.guichet.forms.kinds.base import Property
from imio.guichet.i18n import _


WIDTHS = (
    ("", _("option_width_full", default="Toute la largeur")),
    ("half", _("option_width_half", default="La moitié")),
)

#: Of everything in a form, notes included.
EVERYTHING = (
    Property("show", _("prop_show", default="Montrer quand"), "rule", section="rules"),
    Property(
        "width",
        _("prop_width", default="Largeur"),
        "one",
        options=WIDTHS,
        section="more",
    ),
)

#: Of what is asked.
QUESTION = (
    Property(
        "example",
        _("prop_example", default="Exemple"),
        help=_("prop_example_help", default="Montré sous la question."),
        section="question",
    ),
    Property(
        "require",
        _("prop_require", default="Obligatoire quand"),
        "rule",
        section="rules",
    ),
    Property(
        "check",
        _("prop_check", default="Refuser la réponse quand"),
        "refusals",
        section="rules",
    ),
    Property(
        "prefill",
        _("prop_prefill", default="Rempli d'avance avec"),
        "one",
        options=(
            ("", _("prefill_nothing", default="Rien")),
            (
                "user.fullname",
                _("prefill_fullname", default="Nom de la personne identifiée"),
            ),
            (
                "user.email",
                _("prefill_email", default="Adresse e-mail de la personne identifiée"),
            ),
            ("today", _("prefill_today", default="La date du jour")),
        ),
    ),
    Property(
        "role",
        _("prop_role", default="Cette réponse identifie le demandeur"),
        "one",
        options=(
            ("", _("role_nothing", default="Non")),
            ("applicant-name", _("role_name", default="C'est son nom")),
            ("applicant-email", _("role_email", default="C'est son adresse e-mail")),
            ("applicant-phone", _("role_phone", default="C'est son téléphone")),
        ),
        section="more",
    ),
)

#: Of what is computed.
COMPUTED = (
    Property(
        "compute", _("prop_compute", default="Valeur calculée"), "rule", section="rules"
    ),
    Property(
        "visible",
        _("prop_visible", default="Montrée au citoyen"),
        "boolean",
        section="rules",
    ),
)

#: Of numbers and dates.
BOUNDS = (
    Property("min", _("prop_min", default="Au moins"), "number", "element"),
    Property("max", _("prop_max", default="Au plus"), "number", "element"),
)

#: Of texts, in characters.
LENGTHS = (
    Property(
        "min_length",
        _("prop_min_length", default="Caractères au moins"),
        "number",
        "element",
    ),
    Property(
        "max_length",
        _("prop_max_length", default="Caractères au plus"),
        "number",
        "element",
    ),
)

UNIT = Property("unit", _("prop_unit", default="Unité"), section="question")
AUTOCOMPLETE = Property(
    "autocomplete",
    _("prop_autocomplete", default="Ce que le navigateur peut proposer"),
    help=_(
        "prop_autocomplete_help",
        default="Un mot de la norme HTML: « street-address », « postal-code »…",
    ),
    section="more",
)
