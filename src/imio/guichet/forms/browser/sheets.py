"""What the pages around a draft show: the final check, leaving, discarding."""

from __future__ import annotations

from imio.guichet.core.types import AnsweredField
from imio.guichet.core.types import AnsweredPage
from imio.guichet.forms import clock
from imio.guichet.forms.answers import answered_pages
from imio.guichet.forms.browser.pages import CHECK
from imio.guichet.forms.browser.pages import CHECK_TITLE
from imio.guichet.forms.browser.resume import mail_form
from imio.guichet.forms.browser.resume import secret_link
from imio.guichet.forms.controls.base import Message
from imio.guichet.forms.drawing import heading
from imio.guichet.forms.expiry import end_of_draft
from imio.guichet.forms.filling import Asked
from imio.guichet.forms.html import join
from imio.guichet.forms.html import tag
from imio.guichet.i18n import _
from markupsafe import Markup
from typing import Any


def post_form(
    view: Any,
    action: str,
    button: str,
    style: str,
    *beside: Markup | None,
    before: Markup | None = None,
) -> Markup:
    """Return a form of one button. ``before`` stands above the button."""
    return tag(
        "form",
        *(
            tag("input", type="hidden", name=name, value=value)
            for name, value in view.token_inputs()
        ),
        before,
        tag(
            "div",
            tag("button", button, type="submit", class_=f"g-btn g-btn--{style}"),
            *beside,
            class_="g-actions",
        ),
        method="post",
        action=action,
        data_form=True,
    )


SUBMIT = _("button_submit", default="Envoyer ma demande")


def check_sheet(
    view: Any, asked: Asked, notice: str = "", button: Message = SUBMIT
) -> Markup:
    """Return the answers with a link to change each page, and the last button.

    ``notice``: why it was not sent.
    """
    _t = view.translate
    pages = answered_pages(view.form, asked, _t)
    back = tag(
        "a",
        _t(_("button_back", default="Page précédente")),
        href=view.place_url(asked.pages[-1].id),
        class_="g-btn g-btn--secondary",
    )
    leave = tag(
        "a",
        _t(_("button_leave", default="Quitter, l'envoyer plus tard")),
        href=view.place_url("leave"),
        class_="g-btn g-btn--link g-actions__end",
    )
    intro = _(
        "msg_check",
        default="Relisez vos réponses. Rien n'est envoyé avant que vous le demandiez "
        "au bas de cette page.",
    )
    return tag(
        "div",
        heading(view.context.title, CHECK_TITLE, view.steps(asked, CHECK), _t),
        tag("div", _t(notice), class_="g-note g-note--warning", role="alert")
        if notice
        else None,
        tag("p", _t(intro), class_="g-lead"),
        *(_page(view, page) for page in pages),
        post_form(
            view,
            view.place_url("submit"),
            _t(button),
            "primary",
            back,
            leave,
            before=view.guard.work(),
        ),
        class_="g-stack",
    )


def answers_sheet(view: Any, asked: Asked) -> list[Markup | None]:
    """Return the answers page by page, only to be read."""
    pages = answered_pages(view.form, asked, view.translate)
    return [_page(view, page, can_change=False) for page in pages]


def _page(view: Any, page: AnsweredPage, can_change: bool = True) -> Markup | None:
    if not page.fields:
        return None
    _t = view.translate
    change = None
    if can_change:
        change = tag(
            "a",
            _t(_("link_change", default="Modifier")),
            tag("span", f" {page.title}", class_="g-sr"),
            href=f"{view.place_url(page.id)}?return={CHECK}",
        )
    return tag(
        "section",
        tag("div", tag("h2", page.title), change, class_="g-section__head"),
        tag("dl", *(_row(view, found) for found in page.fields), class_="g-summary"),
    )


def _row(view: Any, found: AnsweredField) -> Markup:
    if found.is_file:
        link = f"{view.place_url('file')}/{found.name}"
        said = Markup("<br>").join(
            tag("a", text, href=link + end) for end, text in found.files
        )
    elif found.html:
        said = Markup(found.html_at(view.place_url("file") + "/"))
    else:
        nothing = view.translate(_("label_no_answer", default="Pas de réponse"))
        said = tag("span", nothing, class_="g-muted")
    return tag("div", tag("dt", found.label), tag("dd", said), class_="g-summary__row")


def leave_sheet(view: Any, title: str, said: str = "", wrong: bool = False) -> Markup:
    """Return how to come back to the draft. ``said``: what became of a mail asked."""
    _t = view.translate
    dossier = view.dossier
    if dossier.applicant:
        how = tag(
            "p",
            _t(
                _(
                    "msg_draft_in_space",
                    default="Vous le retrouverez dans votre espace, sous la référence "
                    "${reference}.",
                    mapping={"reference": dossier.reference},
                )
            ),
        )
        action = tag(
            "a",
            _t(_("link_my_space", default="Mon espace")),
            href=f"{view.counter_url}/@@my-space",
            class_="g-btn g-btn--primary",
        )
    else:
        link = secret_link(view)
        how = join(
            tag(
                "p",
                _t(
                    _(
                        "msg_draft_secret",
                        default="Pour y revenir, gardez cette adresse : elle ouvre "
                        "votre brouillon, ne la donnez à personne.",
                    )
                ),
            ),
            tag(
                "div",
                tag(
                    "label",
                    _t(_("label_draft_address", default="Adresse de votre brouillon")),
                    for_="draft-address",
                    class_="g-label",
                ),
                tag(
                    "input",
                    type="text",
                    id="draft-address",
                    value=link,
                    class_="g-input",
                    readonly=True,
                ),
                class_="g-field",
            ),
            mail_form(view, said, wrong),
            tag(
                "dl",
                tag(
                    "div",
                    tag("dt", _t(_("label_reference", default="Référence"))),
                    tag("dd", tag("span", dossier.reference, class_="g-code")),
                    class_="g-summary__row",
                ),
                tag(
                    "div",
                    tag("dt", _t(_("label_tracking_code", default="Code de suivi"))),
                    tag("dd", tag("span", dossier.secret, class_="g-code")),
                    class_="g-summary__row",
                ),
                class_="g-summary",
            ),
        )
        action = tag(
            "a",
            _t(_("link_continue_now", default="Continuer maintenant")),
            href=view.place_url("").rstrip("/"),
            class_="g-btn g-btn--secondary",
        )
    kept = _(
        "msg_draft_kept_until",
        default="Il est gardé jusqu'au ${end}, et plus longtemps si vous l'enregistrez "
        "encore.",
        mapping={"end": clock.written(end_of_draft(dossier), view.language)},
    )
    return tag(
        "div",
        tag("p", view.context.title, class_="g-eyebrow"),
        tag("h1", _t(title), tabindex="-1", data_heading=True),
        how,
        tag("p", _t(kept)),
        tag("p", action),
        class_="g-stack",
    )


def discard_sheet(view: Any, title: str) -> Markup:
    """Return the question before a draft is removed."""
    _t = view.translate
    sure = _(
        "msg_discard_draft",
        default="Vos réponses seront effacées. Rien n'a été envoyé.",
    )
    keep = tag(
        "a",
        _t(_("button_keep_draft", default="Garder le brouillon")),
        href=view.place_url("").rstrip("/"),
        class_="g-btn g-btn--secondary",
    )
    return tag(
        "div",
        tag("p", view.context.title, class_="g-eyebrow"),
        tag("h1", _t(title), tabindex="-1", data_heading=True),
        tag("p", _t(sure)),
        post_form(
            view,
            view.place_url("discard"),
            _t(_("button_discard", default="Supprimer")),
            "danger",
            keep,
        ),
        class_="g-stack",
    )


def question_sheet(
    view: Any, title: Message, said: Markup, action: str, button: Message, back: str
) -> Markup:
    """Return a question before something is done: what will happen, yes, and back."""
    _t = view.translate
    keep = tag(
        "a",
        _t(_("button_no_back", default="Retour au dossier")),
        href=back,
        class_="g-btn g-btn--secondary",
    )
    return tag(
        "div",
        tag("p", view.context.title, class_="g-eyebrow"),
        tag("h1", _t(title), tabindex="-1", data_heading=True),
        said,
        post_form(view, action, _t(button), "primary", keep),
        class_="g-stack",
    )
