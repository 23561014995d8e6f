"""Texts of the studio's pane of options, sent to it as JSON."""

from __future__ import annotations

from imio.guichet.i18n import _


#: Ids lose their ``studio_ui_`` on the way.
OPTIONS = (
    _("studio_ui_options", default="Options"),
    _(
        "studio_ui_options_text",
        default="Ce que chaque démarche qui emploie ce formulaire règle pour elle-même : "
        "un prix, un compte, un nombre maximal… Les règles et les textes lisent la "
        "valeur. Une valeur vaut dès qu'elle est enregistrée, sans publier ; les "
        "brouillons et les dossiers gardent celles qu'ils avaient.",
    ),
    _("studio_ui_options_empty", default="Pas encore d'option"),
    _(
        "studio_ui_options_empty_text",
        default="Ajoutez-en une pour ce qui change d'une commune ou d'une année à "
        "l'autre.",
    ),
    _("studio_ui_option_add", default="Ajouter une option"),
    _("studio_ui_option_about", default="Ce qu'est l'option « ${title} »"),
    _("studio_ui_option_change", default="Modifier l'option"),
    _("studio_ui_option_choices", default="Choix"),
    _("studio_ui_option_copied", default="Copié : collez-le dans un texte."),
    _("studio_ui_option_copy", default="Copier pour un texte"),
    _("studio_ui_option_default", default="Valeur par défaut"),
    _("studio_ui_option_default_is", default="Vide : ${value}"),
    _("studio_ui_option_down", default="Descendre"),
    _("studio_ui_option_help", default="Aide pour qui la règle"),
    _("studio_ui_option_name", default="Nom"),
    _(
        "studio_ui_option_name_help",
        default="Des minuscules, des chiffres, « _ ». Les règles et les textes suivent.",
    ),
    _("studio_ui_option_needed", default="À remplir avant de publier."),
    _("studio_ui_option_prefill", default="Option : ${title}"),
    _("studio_ui_option_remove", default="Supprimer l'option"),
    _(
        "studio_ui_option_remove_used_many",
        default="« ${title} » est employée à ${count} endroits. La supprimer quand même ?",
    ),
    _(
        "studio_ui_option_remove_used_one",
        default="« ${title} » est employée à un endroit. La supprimer quand même ?",
    ),
    _("studio_ui_option_required", default="Une valeur est nécessaire pour publier"),
    _("studio_ui_option_save", default="Mettre les valeurs en vigueur"),
    _("studio_ui_option_saved", default="Les valeurs sont en vigueur."),
    _("studio_ui_option_set_by", default="En vigueur depuis le ${when}, ${name}"),
    _("studio_ui_option_title", default="Titre"),
    _("studio_ui_option_type", default="Type"),
    _("studio_ui_option_up", default="Monter"),
    _("studio_ui_step_option", default="modification des options"),
)
