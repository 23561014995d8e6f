"""The session ended while somebody was filling a form: nothing is lost.

The answer is the same whether the draft exists or not.
"""

from __future__ import annotations

from imio.guichet.core.clients import client_of
from imio.guichet.core.clients import subject_of
from imio.guichet.forms import parking
from imio.guichet.forms.browser.base import FormView
from imio.guichet.forms.controls.base import PREFIX
from imio.guichet.forms.html import tag
from imio.guichet.i18n import _
from urllib.parse import urlencode


def lost_session(view: FormView, place: str) -> str:
    """Keep what was posted and say how to go on.

    ``place`` is ``""`` for the first page, else ``<reference>/<page>``.
    """
    view.protect()
    values = {
        name: view.post.texts(name)
        for name in view.request.form
        if name.startswith(PREFIX)
    }
    token = parking.park(place, values, subject_of(client_of(view.request)))
    said = {"parked": token} if token else {}
    said |= getattr(view, "query", {}) if not place else {}
    suffix = f"?{urlencode(said)}" if said else ""
    come_back = "/".join(filter(None, (view.form_url, place))) + suffix
    kept = _(
        "msg_session_lost_kept",
        default="Ce que vous venez d'écrire est gardé pendant 24 heures, sauf les "
        "fichiers : il faudra les choisir à nouveau.",
    )
    not_kept = _(
        "msg_session_lost_not_kept",
        default="La dernière page, trop longue, n'a pu être gardée : copiez-la avant de "
        "quitter cette page.",
    )
    if place:
        view.request.response.setStatus(404)
    _t = view.translate
    code_form = None
    if place:
        reference = place.partition("/")[0]
        code_form = tag(
            "form",
            tag("h2", _t(_("title_resume_code", default="J'ai un code de suivi"))),
            tag(
                "div",
                tag(
                    "label",
                    _t(_("label_tracking_code", default="Code de suivi")),
                    for_="code",
                    class_="g-label",
                ),
                tag(
                    "input",
                    type="text",
                    id="code",
                    name="code",
                    class_="g-input g-input--code",
                    autocomplete="off",
                ),
                class_="g-field",
            ),
            tag("input", type="hidden", name="parked", value=token or ""),
            tag("input", type="hidden", name="to", value=place.partition("/")[2]),
            tag(
                "button",
                _t(_("button_resume", default="Reprendre")),
                type="submit",
                class_="g-btn g-btn--secondary",
            ),
            method="post",
            action=f"{view.form_url}/{reference}",
            class_="g-form",
        )
    body = tag(
        "div",
        tag("p", view.context.title, class_="g-eyebrow"),
        tag("h1", _t(TITLE), tabindex="-1", data_heading=True),
        tag("p", _t(kept if token else not_kept), class_="g-note g-note--warning"),
        tag(
            "p",
            tag(
                "a",
                _t(_("button_sign_in_again", default="M'identifier et continuer")),
                href=view.login_url(come_back),
                class_="g-btn g-btn--primary",
            ),
        ),
        code_form,
        class_="g-stack",
    )
    return view.page(body, TITLE)


TITLE = _("title_session_lost", default="Votre session est terminée")
