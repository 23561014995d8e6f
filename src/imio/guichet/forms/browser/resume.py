"""Coming back to an anonymous draft: by its secret address, by its code, by a mail.

An address alone opens nothing: it shows a page with a button. Otherwise a link, or an
image in a mail, could plant somebody else's draft in a browser, whose owner would fill it.
"""

from __future__ import annotations

from imio.guichet.core import access
from imio.guichet.core.clients import client_of
from imio.guichet.core.clients import get_acts
from imio.guichet.core.clients import subject_of
from imio.guichet.core.content.dossier import Dossier
from imio.guichet.core.mail import queue_mail
from imio.guichet.core.origin import is_same_origin
from imio.guichet.core.outbox.message import clean_address
from imio.guichet.forms import clock
from imio.guichet.forms.controls.base import Message
from imio.guichet.forms.expiry import end_of_draft
from imio.guichet.forms.html import tag
from imio.guichet.i18n import _
from markupsafe import Markup
from plone.protect.utils import safeWrite
from typing import Any
from zExceptions import Forbidden


MAILS = 5
"""How many addresses a visitor may have a link sent to, in an hour."""

HOUR = 3600.0


def secret_link(view: Any) -> str:
    """Return the address that, once confirmed, opens a draft in any browser."""
    dossier: Dossier = view.dossier
    return f"{view.form_url}/{dossier.reference}?code={dossier.secret}"


def confirm_page(view: Any, code: str) -> str:
    """Ask whether to open a draft here. The same whether it exists or not."""
    _t = view.translate
    title = _("title_open_draft", default="Reprendre un brouillon")
    view.request.response.setHeader("Referrer-Policy", "same-origin")
    view.request.response.setHeader("X-Robots-Tag", "noindex")
    kept = ("parked", "to")
    body = tag(
        "div",
        tag("p", view.context.title, class_="g-eyebrow"),
        tag("h1", _t(title), tabindex="-1", data_heading=True),
        tag(
            "p",
            _t(
                _(
                    "msg_open_draft",
                    default="Vous allez ouvrir le brouillon ${reference} dans ce "
                    "navigateur. Ne continuez que si vous l'avez commencé, ou si la "
                    "personne qui l'a commencé vous en a donné l'adresse.",
                    mapping={"reference": view.reference},
                )
            ),
        ),
        tag(
            "form",
            tag("input", type="hidden", name="code", value=code),
            *(
                tag("input", type="hidden", name=name, value=view.post.text(name))
                for name in kept
                if view.post.text(name)
            ),
            tag(
                "div",
                tag(
                    "button",
                    _t(_("button_resume", default="Reprendre")),
                    type="submit",
                    class_="g-btn g-btn--primary",
                ),
                tag(
                    "a",
                    _t(_("link_procedure", default="Voir la démarche")),
                    href=view.context.absolute_url(),
                    class_="g-btn g-btn--link",
                ),
                class_="g-actions",
            ),
            method="post",
            action=f"{view.form_url}/{view.reference}",
            data_form=True,
        ),
        class_="g-stack",
    )
    return view.page(body, title)


def proven(view: Any, found: Dossier | None, code: str) -> bool:
    """Return whether a code opens a draft, which this browser then holds."""
    if not is_same_origin(view.request, view.form_url):
        raise Forbidden("cross-site post")
    attempts = access.get_attempts(view.context)
    subjects = (("client", client_of(view.request)), ("dossier", view.reference))
    blocked = any(attempts.blocked(*subject) for subject in subjects)
    if (
        found is not None
        and not found.applicant
        and not blocked
        and access.check_secret(found, code)
    ):
        access.remember(found, view.request)
        return True
    if not blocked:
        for subject in subjects:
            attempts.failed(*subject)
        # All that this request writes: counting wrong codes is safe for anybody.
        for written in view.context._p_jar._registered_objects:
            safeWrite(written, view.request)
    return False


def wrong_code(view: Any) -> str:
    """Answer a code that opens nothing."""
    view.request.response.setStatus(404)
    return view.message(
        _("title_wrong_code", default="Ce code ne va pas avec ce dossier"),
        _(
            "msg_wrong_code",
            default="Vérifiez le code et la référence. Après plusieurs essais, il "
            "faut attendre un quart d'heure.",
        ),
    )


def mail_form(view: Any, said: Message = "", wrong: bool = False) -> Markup:
    """Return the form that has the secret address sent; ``said``: what became of it."""
    _t = view.translate
    status = None
    if said:
        style = "g-error" if wrong else "g-note g-note--success"
        status = tag("p", _t(said), class_=style, id="mail-said", role="status")
    return tag(
        "form",
        status,
        tag(
            "div",
            tag(
                "label",
                _t(_("label_mail_link", default="Me l'envoyer par courriel")),
                for_="mail-link",
                class_="g-label",
            ),
            tag(
                "input",
                type="email",
                id="mail-link",
                name="email",
                class_="g-input",
                autocomplete="email",
                maxlength="254",
                required=True,
                aria_describedby="mail-said" if said else None,
            ),
            class_="g-field",
        ),
        tag(
            "button",
            _t(_("button_mail_link", default="Envoyer")),
            type="submit",
            class_="g-btn g-btn--secondary",
        ),
        method="post",
        action=view.place_url("leave"),
        class_="g-form g-stack",
    )


def send_link(view: Any, address: str) -> tuple[Message, bool]:
    """Have the secret address sent; return what to say, and whether it is wrong."""
    try:
        address = clean_address(address)
    except ValueError:
        wrong = _(
            "error_mail_link",
            default="Écrivez une adresse comme nom@exemple.be.",
        )
        return wrong, True
    acts, client = get_acts(view.context), subject_of(client_of(view.request))
    if acts.count("mail", client, HOUR) >= MAILS:
        many = _(
            "error_mail_many",
            default="Trop d'envois. Notez l'adresse, ou recommencez dans une heure.",
        )
        return many, True
    acts.note("mail", client)
    dossier: Dossier = view.dossier
    mapping = {
        "title": dossier.title,
        "reference": dossier.reference,
        "url": secret_link(view),
        "end": clock.written(end_of_draft(dossier), view.language),
    }
    subject = _(
        "mail_link_subject", default="Votre brouillon « ${title} »", mapping=mapping
    )
    text = _(
        "mail_link_text",
        default="Bonjour,\n\nPour reprendre votre brouillon « ${title} » "
        "(${reference}), sur n'importe quel appareil :\n${url}\n\n"
        "Ne donnez cette adresse à personne. Sans nouvelle de vous, le brouillon sera "
        "effacé le ${end}.\n\nSi vous n'avez rien demandé, ne faites rien.",
        mapping=mapping,
    )
    queue_mail(
        address,
        view.translate(subject),
        view.translate(text),
        dossier=dossier,
        key=f"{dossier.reference}:link:{address.lower()}:{clock.today()}",
    )
    sent = _(
        "msg_mail_link",
        default="Le lien est envoyé à ${address}.",
        mapping={"address": address},
    )
    return sent, False
