"""What pages say of a request that others are to sign: who is awaited, what ended it."""

from __future__ import annotations

from imio.guichet.core.signing import Signer
from imio.guichet.core.signing import SignerState
from imio.guichet.core.signing import SigningState
from imio.guichet.forms import clock
from imio.guichet.forms.browser.sheets import post_form
from imio.guichet.forms.controls.base import Message
from imio.guichet.forms.html import tag
from imio.guichet.i18n import _
from markupsafe import Markup
from typing import Any


SIGNATURES = "signatures"
"""Place of the page, below the draft's address."""


def ended_notice(view: Any) -> Message:
    """Return what became of signatures that were asked, when it is a draft again."""
    signing = getattr(view.dossier, "signing", None)
    if signing is None:
        return ""
    if signing.state == SigningState.EXPIRED:
        return _(
            "msg_signing_expired",
            default="Cette demande n'a pas été signée à temps. Envoyez-la à nouveau pour "
            "redemander les signatures.",
        )
    if signing.state == SigningState.REFUSED:
        who = next(one for one in signing.signers if one.reason)
        return _(
            "msg_signing_refused",
            default="${who} a refusé de signer : « ${reason} » Corrigez, puis envoyez à "
            "nouveau.",
            mapping={"who": who.title, "reason": who.reason},
        )
    return ""


def state_of(view: Any, signer: Signer) -> str:
    """Return where somebody stands, in words."""
    said: Message
    if signer.state == SignerState.SIGNED and signer.when is not None:
        said = _(
            "label_signer_signed",
            default="A signé le ${when}",
            mapping={"when": clock.written(signer.when, view.language)},
        )
    else:
        said = _(
            "label_signer_awaited",
            default="Attendu ; courriel envoyé le ${when}",
            mapping={"when": clock.written(signer.asked, view.language)},
        )
    return view.translate(said)


def field(
    view: Any,
    control: str,
    label: Message,
    id: str,
    *,
    help: Message = "",
    error: Message = "",
    **attributes: object,
) -> Markup:
    """Return an input or a text area with its label, help and error."""
    _t = view.translate
    told = " ".join(
        name for name, said in ((f"{id}-help", help), (f"{id}-error", error)) if said
    )
    text = attributes.pop("text", None)
    children = (text,) if control == "textarea" else ()
    return tag(
        "div",
        tag("label", _t(label), for_=id, class_="g-label"),
        tag("p", _t(help), class_="g-help", id=f"{id}-help") if help else None,
        tag("p", _t(error), class_="g-error", id=f"{id}-error") if error else None,
        tag(
            control,
            *children,
            id=id,
            class_="g-textarea" if control == "textarea" else "g-input",
            required=True,
            aria_invalid="true" if error else None,
            aria_describedby=told or None,
            **attributes,
        ),
        class_="g-field g-field--error" if error else "g-field",
    )


def hidden(name: str, value: str) -> Markup:
    return tag("input", type="hidden", name=name, value=value)


def waiting_sheet(
    view: Any,
    title: Message,
    answers: list[Markup | None],
    *,
    notice: Message = "",
    error: Message = "",
    wrong: str = "",
    typed: str = "",
) -> Markup:
    """Return who is awaited, what the applicant can do, and the answers as sent.

    ``notice`` is what was done, ``error`` why it was not; with ``wrong``, the id of a
    signer, it is about the address ``typed`` for that one.
    """
    _t = view.translate
    signing = view.dossier.signing
    lead = _(
        "msg_signing_waiting",
        default="Vos réponses sont parties, mais la demande ne compte pas encore : elle "
        "sera envoyée au service dès que chacun aura signé. Sans toutes les signatures, "
        "elle redeviendra un brouillon le ${end}.",
        mapping={"end": clock.written(signing.until, view.language)},
    )
    withdraw = tag(
        "details",
        tag("summary", _t(_("link_signing_withdraw", default="Reprendre ma demande"))),
        tag(
            "div",
            tag(
                "p",
                _t(
                    _(
                        "msg_signing_withdraw",
                        default="Elle redevient un brouillon, que vous pouvez corriger, "
                        "envoyer à nouveau ou supprimer. Les signatures déjà données ne "
                        "valent plus.",
                    )
                ),
            ),
            post_form(
                view,
                view.place_url(SIGNATURES),
                _t(_("button_signing_withdraw", default="Reprendre ma demande")),
                "danger",
                before=hidden("act", "withdraw"),
            ),
            class_="g-details__body",
        ),
        class_="g-details",
    )
    return tag(
        "div",
        tag("p", view.dossier.title, class_="g-eyebrow"),
        tag("h1", _t(title), tabindex="-1", data_heading=True),
        tag("p", _t(notice), class_="g-note g-note--success", role="status")
        if notice
        else None,
        tag("p", _t(error), class_="g-note g-note--warning", role="alert")
        if error and not wrong
        else None,
        tag("p", _t(lead), class_="g-lead"),
        tag(
            "p",
            _t(_("label_reference", default="Référence")),
            " ",
            tag("span", view.dossier.reference, class_="g-code"),
        ),
        tag("h2", _t(_("title_signers", default="Qui doit signer"))),
        tag(
            "ul",
            *(
                _signer(
                    view,
                    signer,
                    error if signer.id == wrong else "",
                    typed if signer.id == wrong else signer.email,
                )
                for signer in signing.signers
            ),
            class_="g-rows",
        ),
        withdraw,
        tag("h2", _t(_("title_answers_sent", default="Ce que vous avez envoyé"))),
        *answers,
        class_="g-stack",
    )


def _signer(view: Any, signer: Signer, error: Message, typed: str) -> Markup:
    _t = view.translate
    is_awaited = signer.state == SignerState.ASKED
    place = view.place_url(SIGNATURES)
    return tag(
        "li",
        tag(
            "div",
            tag(
                "div",
                tag("h3", signer.user_name or signer.name or signer.email),
                tag(
                    "p",
                    join_dots(
                        signer.email if signer.user_name or signer.name else "",
                        state_of(view, signer),
                    ),
                    class_="g-flush g-small g-muted",
                ),
                class_="g-row__main",
            ),
            post_form(
                view,
                place,
                _t(_("button_signing_remind", default="Relancer")),
                "secondary g-btn--small",
                before=tag("div", hidden("act", "remind"), hidden("signer", signer.id)),
            )
            if is_awaited
            else None,
            class_="g-row",
        ),
        tag(
            "details",
            tag(
                "summary",
                _t(_("link_signing_address", default="Corriger l'adresse")),
            ),
            tag(
                "div",
                post_form(
                    view,
                    place,
                    _t(_("button_signing_address", default="Envoyer à cette adresse")),
                    "secondary",
                    before=tag(
                        "div",
                        hidden("act", "address"),
                        hidden("signer", signer.id),
                        field(
                            view,
                            "input",
                            _("label_signing_address", default="Nouvelle adresse"),
                            f"address-{signer.id[:8]}",
                            error=error,
                            type="email",
                            name="email",
                            value=typed,
                            maxlength="254",
                            help=_(
                                "help_signing_address",
                                default="Le lien déjà envoyé ne servira plus. Vos "
                                "réponses ne changent pas.",
                            ),
                        ),
                    ),
                ),
                class_="g-details__body",
            ),
            class_="g-details",
            open=bool(error),
        )
        if is_awaited
        else None,
    )


def join_dots(*texts: str) -> str:
    return " · ".join(text for text in texts if text)


def reason_field(view: Any, error: Message, typed: str, longest: int) -> Markup:
    """Return where somebody who refuses to sign says why."""
    return field(
        view,
        "textarea",
        _("label_signing_reason", default="Pourquoi vous ne signez pas"),
        "reason",
        error=error,
        text=typed,
        name="reason",
        rows="4",
        maxlength=str(longest),
        help=_(
            "help_signing_reason",
            default="La personne qui vous demande de signer le lira.",
        ),
    )
