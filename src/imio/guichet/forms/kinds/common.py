"""Properties that each question has, whatever its kind."""

from __future__ import annotations

from imio.guichet.forms.kinds.base import Property
from imio.guichet.i18n import _


WIDTHS = (
    ("", _("option_width_full", default="Toute la largeur")),
    ("three-quarters", _("option_width_three_quarters", default="Les trois quarts")),
    ("two-thirds", _("option_width_two_thirds", default="Les deux tiers")),
    ("half", _("option_width_half", default="La moitié")),
    ("third", _("option_width_third", default="Un tiers")),
    ("quarter", _("option_width_quarter", default="Un quart")),
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
    Property(
        "channel",
        _("prop_channel", default="Pour qui"),
        "one",
        options=(
            ("", _("channel_all", default="Tout le monde")),
            ("online", _("channel_online", default="Seulement en ligne")),
            ("counter", _("channel_counter", default="Seulement au comptoir")),
        ),
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
        "error",
        _("prop_error", default="Message d'erreur"),
        help=_(
            "prop_error_help",
            default="Dit à la place du nôtre quand la réponse manque ou ne convient "
            "pas : dites comment bien répondre.",
        ),
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
            ("user.phone", _("prefill_phone", default="Téléphone de son profil")),
            ("user.address", _("prefill_address", default="Adresse de son profil")),
            ("today", _("prefill_today", default="La date du jour")),
            (
                "dossier",
                _("prefill_dossier", default="Sa réponse dans son dernier dossier"),
            ),
            (
                "query",
                _("prefill_query", default="Une valeur de l'adresse du formulaire"),
            ),
        ),
    ),
    Property(
        "prefill-name",
        _("prop_prefill_name", default="Nom de la réponse ou de la valeur"),
        help=_(
            "prop_prefill_name_help",
            default="Son nom dans l'autre dossier ou dans l'adresse (« ?nom=… ») ; vide, "
            "c'est celui de cette question.",
        ),
    ),
    Property(
        "locked",
        _("prop_locked", default="Verrouillé quand c'est rempli d'avance"),
        "boolean",
        help=_(
            "prop_locked_help",
            default="La personne voit la réponse, sans pouvoir la changer.",
        ),
    ),
    Property(
        "role",
        _("prop_role_who", default="Rôle de cette réponse"),
        "one",
        options=(
            ("", _("role_none", default="Aucun")),
            ("applicant-name", _("role_applicant_name", default="Nom du demandeur")),
            (
                "applicant-email",
                _("role_applicant_email", default="E-mail du demandeur"),
            ),
            (
                "applicant-phone",
                _("role_applicant_phone", default="Téléphone du demandeur"),
            ),
            (
                "behalf-kind",
                _("role_behalf_kind", default="Pour qui la demande est faite"),
            ),
            (
                "behalf-name",
                _("role_behalf_name", default="Nom de qui est représenté"),
            ),
            (
                "behalf-number",
                _(
                    "role_behalf_number",
                    default="Numéro (national, d'entreprise) de qui est représenté",
                ),
            ),
            (
                "cosigner-name",
                _("role_cosigner_name", default="Nom de qui doit aussi signer"),
            ),
            (
                "cosigner-email",
                _("role_cosigner_email", default="E-mail de qui doit aussi signer"),
            ),
        ),
        help=_(
            "prop_role_help",
            default="Sert à écrire au demandeur et à ceux qui doivent signer avec lui, et "
            "à dire pour qui il agit.",
        ),
        section="more",
    ),
    Property(
        "keep",
        _("prop_keep", default="Effacer cette réponse"),
        "one",
        options=(
            ("", _("keep_dossier", default="Avec le dossier")),
            ("decision", _("keep_decision", default="Dès la décision")),
            ("3", _("keep_3", default="3 mois après la décision")),
            ("6", _("keep_6", default="6 mois après la décision")),
            ("12", _("keep_12", default="Un an après la décision")),
            ("60", _("keep_60", default="5 ans après la décision")),
        ),
        help=_(
            "prop_keep_help",
            default="Ce qui n'est plus utile est effacé plus tôt que le dossier.",
        ),
        section="more",
    ),
    Property(
        "listed",
        _("prop_listed", default="Montrée dans les listes des agents"),
        "boolean",
        section="more",
    ),
)

VISIBLE = Property(
    "visible",
    _("prop_visible", default="Montrée au citoyen"),
    "boolean",
    section="rules",
)

#: Of what is computed.
COMPUTED = (
    Property(
        "compute", _("prop_compute", default="Valeur calculée"), "rule", section="rules"
    ),
    VISIBLE,
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

#: Of a line of text: the shape it must have.
PATTERN = Property(
    "pattern",
    _("prop_pattern", default="Format attendu"),
    help=_(
        "prop_pattern_help",
        default="Une expression régulière, par exemple [0-9]{4} pour quatre chiffres. "
        "Ajoutez un exemple et un message d'erreur.",
    ),
)
