"""``@@desk-act/<act>[/<id>]``: each thing an agent does is a POST to its own address.

Done, it leads back to the dossier (303). Refused, the page is shown again (422) with
what was typed and why.
"""

from __future__ import annotations

from collections.abc import Callable
from imio.guichet.core.journal import Kind
from imio.guichet.core.permissions import HANDLE_DOSSIER
from imio.guichet.core.permissions import READ_INTERNAL
from imio.guichet.core.types import TransitionRefused
from imio.guichet.desk import handling
from imio.guichet.desk.browser.dossier import DossierPage
from imio.guichet.desk.browser.dossier import Typed
from imio.guichet.desk.browser.transition import TransitionForm
from imio.guichet.i18n import _
from plone import api
from plone.protect.authenticator import check
from typing import Any
from zExceptions import NotFound
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse

import transaction


NOT_ALLOWED = _(
    "error_desk_not_allowed",
    default="Vous ne pouvez pas (ou plus) faire cela dans ce dossier.",
)
Done = tuple[Any, str]
"""What is told, and the part of the page to go back to."""


@implementer(IPublishTraverse)
class DossierAct(DossierPage):
    """Carries out one act."""

    act = ""
    id = ""

    @property
    def in_turn(self) -> bool:
        """Acts wait for their turn: see ``core.turns``."""
        return self.request.method == "POST"

    def publishTraverse(self, request: Any, name: str) -> DossierAct:
        if not self.act and name in ACTS:
            self.act = name
        elif self.act and not self.id:
            self.id = name
        else:
            raise NotFound(name)
        return self

    def __call__(self) -> str:
        if not self.act:
            raise NotFound("desk-act")
        if not self._enter():
            return ""
        if self.request.method != "POST":
            return self._leave("")
        check(self.request)
        undo = transaction.savepoint(optimistic=True)
        try:
            message, anchor = ACTS[self.act](self)
        except TransitionRefused as refused:
            undo.rollback()
            typed = {
                name: value
                for name, value in self.request.form.items()
                if name != "_authenticator"
            }
            problem = Typed(self.act, self.id, typed, refused.errors, refused.message)
            return self.render(problem)
        self.tell(message, "success")
        return self._leave(anchor)

    def _leave(self, anchor: str) -> str:
        """Go to the dossier, or to the list when it is no longer the agent's."""
        if api.user.has_permission(READ_INTERNAL, obj=self.context):
            target = f"{self.url}/@@desk-dossier" + (f"#{anchor}" if anchor else "")
        else:
            target = self.desk_url
        self.request.response.redirect(target, status=303)
        return ""

    # Reading the form

    def text(self, name: str) -> str:
        """Return a field's text; '' when it is missing or not a text."""
        value = self.request.form.get(name, "")
        return value if isinstance(value, str) else ""

    def require(self, permission: str) -> None:
        """Raise TransitionRefused unless the agent has a permission here."""
        if not api.user.has_permission(permission, obj=self.context):
            raise TransitionRefused(NOT_ALLOWED)

    def require_same_step(self) -> None:
        """Raise TransitionRefused when the page shown was of another step."""
        dossier = self.context
        if self.text("step") != dossier.step:
            last = dossier.acts[-1] if dossier.acts else None
            raise TransitionRefused(
                _(
                    "error_desk_stale_step",
                    default="Entre-temps, ce dossier est passé à l'étape « ${step} »"
                    " (${who}). Rien n'a été fait.",
                    mapping={
                        "step": dossier.step_title,
                        "who": self.name_of(last.user) if last and last.user else "–",
                    },
                )
            )

    def require_same_handler(self) -> None:
        """Raise TransitionRefused when a colleague took the dossier meanwhile."""
        handler = self.context.handler or ""
        if self.text("handler") == handler:
            return
        if handler:
            message = _(
                "error_desk_stale_handler",
                default="Entre-temps, ${who} a pris ce dossier. Rien n'a été changé.",
                mapping={"who": self.name_of(handler)},
            )
        else:
            message = _(
                "error_desk_stale_release",
                default="Entre-temps, ce dossier a été rendu au service."
                " Rien n'a été changé.",
            )
        raise TransitionRefused(message)

    def find_opinion(self) -> Any:
        """Return the opinion that the address names; raises NotFound."""
        known = self.opinions.all() if self.opinions is not None else ()
        for opinion in known:
            if opinion.getId() == self.id:
                return opinion
        raise NotFound(self.id)


def perform(page: DossierAct) -> Done:
    """Do a transition with its fields and comment."""
    page.require_same_step()
    chosen = next((item for item in page.transitions if item.id == page.id), None)
    if chosen is None:
        raise TransitionRefused(NOT_ALLOWED)
    form = TransitionForm(page.context, page.request, chosen)
    form.prepare(typed=True)
    values, errors = form.read()
    comment = page.text("comment")
    if chosen.comment == "required" and not comment.strip():
        errors["comment"] = _(
            "error_comment_required", default="Écrivez quelques mots ici."
        )
    if errors:
        raise TransitionRefused(
            _("error_transition_values", default="Corrigez ce qui est indiqué."),
            errors,
        )
    given = {name: value for name, value in values.items() if value is not None}
    page._lifecycle.perform(chosen.id, given, comment, step=page.text("step"))
    message = _(
        "msg_desk_transition",
        default="« ${transition} » : c'est fait.",
        mapping={"transition": chosen.title},
    )
    return message, ""


def write_message(page: DossierAct) -> Done:
    """Write to the applicant."""
    page.require(HANDLE_DOSSIER)
    _say(page, Kind.MESSAGE)
    return _("msg_desk_message", default="Message envoyé au demandeur."), "messages"


def write_note(page: DossierAct) -> Done:
    """Write a note that only agents read."""
    page.require(READ_INTERNAL)
    _say(page, Kind.NOTE)
    return _("msg_desk_note", default="Note ajoutée."), "notes"


def _say(page: DossierAct, kind: Kind) -> None:
    text = handling.clean_text(page.text("text"))
    file = handling.read_upload(page.request.form.get("file"))
    handling.say(page.context, kind, text, page.agent.id, page.agent_name, file)


def add_document(page: DossierAct) -> Done:
    """Add a document, for agents only or for the applicant too."""
    page.require(HANDLE_DOSSIER)
    file = handling.read_upload(page.request.form.get("file"))
    if file is None:
        message = _("error_file_missing", default="Choisissez un fichier.")
        raise TransitionRefused(message, {"file": message})
    who = page.text("visible")
    if who not in ("agents", "applicant"):
        message = _("error_visible_missing", default="Dites qui voit ce document.")
        raise TransitionRefused(message, {"visible": message})
    title = page.text("title")[:200]
    handling.add_document(page.context, file, title, who == "applicant", page.agent.id)
    return _("msg_desk_document", default="Document ajouté."), "documents"


def claim(page: DossierAct) -> Done:
    """Take the dossier."""
    page.require_same_handler()
    _assignment(page).claim()
    return _("msg_desk_claimed", default="Vous avez pris ce dossier."), ""


def release(page: DossierAct) -> Done:
    """Give it back to the service."""
    page.require_same_handler()
    _assignment(page).release()
    return _("msg_desk_released", default="Le dossier est rendu au service."), ""


def hand_over(page: DossierAct) -> Done:
    """Give it to a colleague."""
    page.require_same_handler()
    colleague = page.text("user_id")
    if not colleague:
        message = _("error_colleague_missing", default="Choisissez un collègue.")
        raise TransitionRefused(message, {"user_id": message})
    _assignment(page).hand_over(colleague, page.text("note").strip())
    message = _(
        "msg_desk_handed_over",
        default="Le dossier est confié à ${who}.",
        mapping={"who": page.name_of(colleague)},
    )
    return message, ""


def _assignment(page: DossierAct) -> Any:
    if page.assignment is None:
        raise TransitionRefused(NOT_ALLOWED)
    return page.assignment


def ask_opinions(page: DossierAct) -> Done:
    """Ask services for their opinion."""
    page.require_same_step()
    if not page.may_ask:
        raise TransitionRefused(NOT_ALLOWED)
    services = page.request.form.get("services", [])
    services = [services] if isinstance(services, str) else services
    known = {service for service, title in page.advisers()}
    chosen = [service for service in services if service in known]
    if not chosen:
        message = _("error_services_missing", default="Choisissez au moins un service.")
        raise TransitionRefused(message, {"services": message})
    page.opinions.ask(chosen, page.text("question").strip(), _days(page))
    return _("msg_desk_opinions_asked", default="Avis demandés."), "opinions"


def _days(page: DossierAct) -> int | None:
    text = page.text("days").strip()
    if not text:
        return None
    days = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 0
    if not 1 <= days <= 365:
        message = _("error_days", default="Donnez un nombre de jours de 1 à 365.")
        raise TransitionRefused(message, {"days": message})
    return days


def give_opinion(page: DossierAct) -> Done:
    """Answer as an adviser."""
    opinion = page.find_opinion()
    advice = page.text("advice")
    if advice not in dict(page.advices):
        message = _("error_advice_missing", default="Choisissez un avis.")
        raise TransitionRefused(message, {"advice": message})
    text = page.text("text").strip()
    if not text and advice in ("conditional", "unfavourable"):
        message = _(
            "error_advice_text", default="Expliquez vos conditions ou vos raisons."
        )
        raise TransitionRefused(message, {"text": message})
    file = handling.read_upload(page.request.form.get("file"))
    page.opinions.give(opinion, advice, text, file)
    return _("msg_desk_opinion_given", default="Votre avis est rendu."), "opinions"


def withdraw_opinion(page: DossierAct) -> Done:
    """Take a question back."""
    opinion = page.find_opinion()
    if not page.may_ask:
        raise TransitionRefused(NOT_ALLOWED)
    page.opinions.withdraw(opinion)
    return _("msg_desk_opinion_withdrawn", default="La demande d'avis est retirée."), (
        "opinions"
    )


def remind_opinion(page: DossierAct) -> Done:
    """Write again to the service asked."""
    opinion = page.find_opinion()
    if not page.may_ask:
        raise TransitionRefused(NOT_ALLOWED)
    page.opinions.remind(opinion)
    return _("msg_desk_opinion_reminded", default="Un rappel est envoyé."), "opinions"


ACTS: dict[str, Callable[[DossierAct], Done]] = {
    "transition": perform,
    "message": write_message,
    "note": write_note,
    "document": add_document,
    "claim": claim,
    "release": release,
    "hand-over": hand_over,
    "ask-opinions": ask_opinions,
    "give-opinion": give_opinion,
    "withdraw-opinion": withdraw_opinion,
    "remind-opinion": remind_opinion,
}
