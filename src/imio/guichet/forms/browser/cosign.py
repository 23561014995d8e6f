"""``/guichet/@@co-sign/<token>``: somebody who is asked to sign reads, signs, refuses.

The link opens nothing by itself. To who is not signed in, every token looks the same;
to who is signed in with another account, it is one that was never given (404).
"""

from __future__ import annotations

from imio.guichet.core import dossiers
from imio.guichet.core import downloads
from imio.guichet.core.answers import find_answer
from imio.guichet.core.content.dossier import Dossier
from imio.guichet.core.files import file_at
from imio.guichet.core.signing import Signer
from imio.guichet.core.signing import SignerState
from imio.guichet.core.signing import Signing
from imio.guichet.forms import clock
from imio.guichet.forms import drafts
from imio.guichet.forms import filling
from imio.guichet.forms.browser import sheets
from imio.guichet.forms.browser.base import FormView
from imio.guichet.forms.browser.waiting import hidden
from imio.guichet.forms.browser.waiting import reason_field
from imio.guichet.forms.controls.base import Message
from imio.guichet.forms.html import tag
from imio.guichet.forms.signing import acts
from imio.guichet.forms.signing import mails
from imio.guichet.forms.signing import tokens
from imio.guichet.forms.types import Form
from imio.guichet.i18n import _
from markupsafe import Markup
from plone import api
from typing import Any
from zExceptions import NotFound
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse


TITLE = _("title_cosign", default="Signer une demande")


@implementer(IPublishTraverse)
class CoSign(FormView):
    """Lets in who has the link *and* an account of the address it was sent to."""

    form: Form
    dossier: Dossier
    signing: Signing
    signer: Signer

    def __init__(self, context: Any, request: Any) -> None:
        super().__init__(context, request)
        self.path: list[str] = []

    def publishTraverse(self, request: Any, name: str) -> CoSign:
        if len(self.path) >= 4:
            raise NotFound(name)
        self.path.append(name)
        return self

    @property
    def in_turn(self) -> bool:
        """The last signature submits: it waits for its turn, see ``core.turns``."""
        return self.request.method == "POST"

    @property
    def url(self) -> str:
        return f"{self.counter_url}/@@co-sign/{self.path[0]}"

    def place_url(self, place: str) -> str:
        """Return the address of what is below this page."""
        return f"{self.url}/{place}"

    def __call__(self) -> Any:
        headers = self.request.response
        headers.setHeader("Cache-Control", "private, no-store")
        headers.setHeader("Referrer-Policy", "same-origin")
        headers.setHeader("X-Robots-Tag", "noindex")
        if not self.path or self.request.method not in ("GET", "HEAD", "POST"):
            raise NotFound(self.__name__)
        if self.user_id is None:
            if self.is_post:
                self.protect()
            return self._sign_in()
        refusal = self._enter()
        if refusal is not None:
            return refusal
        match self.path[1:]:
            case []:
                return self._answer()
            case ["file", name]:
                return self._file(name, "")
            case ["file", name, number]:
                return self._file(name, number)
        raise NotFound(self.path[-1])

    # Who comes

    def _sign_in(self) -> str:
        return self.message(
            TITLE,
            _(
                "msg_cosign_login",
                default="On vous demande de signer une demande. Identifiez-vous pour la "
                "lire, avec un compte dont l'adresse est celle où vous avez reçu le "
                "lien ; créez-en un si vous n'en avez pas.",
            ),
            links=[
                (
                    _("button_sign_in", default="M'identifier"),
                    self.login_url(self.url),
                )
            ],
        )

    def _enter(self) -> Any:
        """Set what the token is for; return the answer to who may not know."""
        asked = tokens.read(mails.keys(), self.path[0])
        found = dossiers.find(asked.reference, self.context) if asked else None
        signing = found.signing if found is not None else None
        if asked is None or found is None or signing is None:
            return self._unknown()
        if found.applicant == self.user_id:
            return self._own(found)
        signer = signing.signer(asked.signer)
        if signer is None or not self._is_of(signer):
            return self._unknown()
        form = drafts.form_of(found)
        if form is None:
            return self._unknown()
        self.form, self.dossier = form, found
        self.signing, self.signer = signing, signer
        return None

    def _is_of(self, signer: Signer) -> bool:
        """Whether the account is of the address, or has signed already."""
        if signer.user:
            return signer.user == self.user_id
        email = api.user.get_current().getProperty("email", "") or ""
        return bool(email) and email.strip().lower() == signer.email.lower()

    def _unknown(self) -> str:
        self.request.response.setStatus(404)
        return self.message(
            _("title_cosign_unknown", default="Ce lien ne va pas avec votre compte"),
            _(
                "msg_cosign_unknown",
                default="Un lien pour signer ne sert qu'à la personne à qui il est envoyé, "
                "identifiée avec un compte de la même adresse, et ne sert plus quand "
                "l'adresse est corrigée. Identifiez-vous autrement, ou demandez à la "
                "personne qui veut votre signature de vérifier l'adresse.",
            ),
        )

    def _own(self, found: Dossier) -> str:
        url = f"{self.counter_url}/@@dossier/{found.reference}"
        return self.message(
            TITLE,
            _(
                "error_cosign_applicant",
                default="C'est votre demande : une autre personne doit la signer.",
            ),
            links=[(_("link_open_dossier", default="Ouvrir ma demande"), url)],
        )

    # What is shown and done

    def _answer(self) -> Any:
        if self.signer.state == SignerState.SIGNED:
            return self._receipt()
        if self.signer.state == SignerState.REFUSED:
            return self.message(
                TITLE,
                _(
                    "msg_cosign_refused",
                    default="Vous avez refusé de signer cette demande. La personne qui l'a "
                    "faite est prévenue et lira votre raison.",
                ),
            )
        if not self._is_awaited:
            return self.message(TITLE, acts.TOO_LATE)
        if not self.is_post or not self.protect():
            return self._show()
        act = self.post.text("act")
        user = api.user.get_current()
        name = user.getProperty("fullname", "") or self.signer.name
        try:
            if act == "sign":
                read = self.post.text("seal")
                acts.sign(self.dossier, self.signer.id, self.user_id or "", name, read)
            elif act == "refuse":
                reason = self.post.text("reason")
                acts.refuse(
                    self.dossier, self.signer.id, self.user_id or "", name, reason
                )
        except acts.SigningRefused as refused:
            return self._show(refused.message, act)
        return self.redirect(self.url)

    @property
    def _is_awaited(self) -> bool:
        return self.dossier.awaits_signatures and self.signing.until >= clock.now()

    def _file(self, name: str, number: str) -> Any:
        """A file of the answers, for who is asked and has not answered."""
        value = file_at(find_answer(self.dossier.answers, name), number)
        if value is None or not self._is_awaited or self.signer.user:
            raise NotFound(name)
        if self.post.text("small"):
            return downloads.send_small(self.request, value)
        return downloads.send_file(self.request, value, inline=True)

    def _receipt(self) -> str:
        signed = _(
            "msg_cosign_signed",
            default="Vous avez signé la demande « ${title} » (${reference}) le ${when}.",
            mapping={
                "title": self.dossier.title,
                "reference": self.dossier.reference,
                "when": clock.written(self.signer.when or clock.now(), self.language),
            },
        )
        state: Message = _(
            "msg_cosign_others",
            default="Elle sera envoyée quand les autres personnes l'auront signée.",
        )
        if not self.dossier.is_draft:
            state = _(
                "msg_cosign_complete",
                default="Toutes les signatures sont là : elle est envoyée.",
            )
        elif not self.dossier.awaits_signatures:
            state = _(
                "msg_cosign_void",
                default="Elle a été reprise depuis, ou son délai est passé : votre "
                "signature ne vaut plus.",
            )
        return self.message(_("title_cosign_done", default="Merci"), signed, state)

    def _show(self, error: Message = "", act: str = "") -> str:
        _t = self.translate
        day = clock.local(self.signing.sent).date()
        asked = filling.ask(self.form, self.dossier.answers, day)
        lead = _(
            "msg_cosign",
            default="${who} vous demande de signer cette demande. Elle n'est envoyée au "
            "service que si vous la signez, au plus tard le ${end}.",
            mapping={
                "who": self.dossier.applicant_name
                or _t(_("label_cosign_nobody", default="Une personne")),
                "end": clock.written(self.signing.until, self.language),
            },
        )
        body = tag(
            "div",
            tag("p", self.dossier.title, class_="g-eyebrow"),
            tag("h1", _t(TITLE), tabindex="-1", data_heading=True),
            tag("p", _t(error), class_="g-note g-note--warning", role="alert")
            if error and act != "refuse"
            else None,
            tag("p", _t(lead), class_="g-lead"),
            *sheets.answers_sheet(self, asked),
            self._sign_form(),
            self._refuse_form(error if act == "refuse" else ""),
            class_="g-stack",
        )
        return self.page(body, TITLE, self.url)

    def _sign_form(self) -> Markup:
        _t = self.translate
        said = _(
            "msg_cosign_statement",
            default="En signant, je confirme avoir lu ces réponses et je m'y associe. Ma "
            "signature vaut pour elles, telles que je les lis ici.",
        )
        return sheets.post_form(
            self,
            self.url,
            _t(_("button_cosign", default="Signer")),
            "primary",
            before=tag(
                "div",
                hidden("act", "sign"),
                hidden("seal", self.signing.seal),
                tag("p", _t(said), class_="g-note"),
            ),
        )

    def _refuse_form(self, error: Message) -> Markup:
        _t = self.translate
        return tag(
            "details",
            tag(
                "summary", _t(_("link_cosign_refuse", default="Je ne veux pas signer"))
            ),
            tag(
                "div",
                sheets.post_form(
                    self,
                    self.url,
                    _t(_("button_cosign_refuse", default="Refuser de signer")),
                    "danger",
                    before=tag(
                        "div",
                        hidden("act", "refuse"),
                        reason_field(
                            self,
                            error,
                            self.post.text("reason"),
                            acts.LONGEST_REASON,
                        ),
                    ),
                ),
                class_="g-details__body",
            ),
            class_="g-details",
            open=bool(error),
        )
