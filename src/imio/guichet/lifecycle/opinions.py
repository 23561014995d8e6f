"""Opinions asked of services, in parallel, within a dossier."""

from __future__ import annotations

from AccessControl.SecurityManagement import getSecurityManager
from Acquisition import aq_inner
from Acquisition import aq_parent
from borg.localrole.interfaces import ILocalRoleProvider
from collections.abc import Iterator
from collections.abc import Sequence
from datetime import datetime
from datetime import UTC
from imio.guichet.core import dossiers
from imio.guichet.core import files
from imio.guichet.core import uploads
from imio.guichet.core.content.dossier import Dossier
from imio.guichet.core.content.dossier import DossierFile
from imio.guichet.core.content.dossier import IDossier
from imio.guichet.core.content.opinion import IOpinion
from imio.guichet.core.content.opinion import Opinion
from imio.guichet.core.content.service import group_id
from imio.guichet.core.interfaces import IOpinions
from imio.guichet.core.roles import function_role
from imio.guichet.core.types import Side
from imio.guichet.core.types import TransitionRefused
from imio.guichet.i18n import _
from imio.guichet.lifecycle import acting
from imio.guichet.lifecycle import deadlines
from imio.guichet.lifecycle import entering
from imio.guichet.lifecycle import notices
from imio.guichet.lifecycle import opinion_store
from imio.guichet.lifecycle import people
from imio.guichet.lifecycle import registry
from imio.guichet.lifecycle.compiler import MANAGERS
from imio.guichet.lifecycle.fields import LONGEST_COMMENT
from imio.guichet.lifecycle.opinion_events import ADVICES
from imio.guichet.lifecycle.opinion_events import GIVE
from imio.guichet.lifecycle.opinion_events import refresh
from imio.guichet.lifecycle.opinion_events import WITHDRAW
from imio.guichet.lifecycle.texts import tr
from plone import api
from plone.namedfile.file import NamedBlobFile
from typing import NoReturn
from zope.component import adapter
from zope.event import notify
from zope.i18nmessageid import Message
from zope.interface import implementer
from zope.lifecycleevent import ObjectCreatedEvent


ASKED = "guichet.asked"
"""Local role, on an opinion, of the agents of the service asked."""


@implementer(ILocalRoleProvider)
@adapter(IOpinion)
class OpinionRoles:
    """The service asked has the role to answer."""

    def __init__(self, context: Opinion) -> None:
        self.context = context

    def getRoles(self, principal_id: str) -> tuple[str, ...]:
        return (ASKED,) if principal_id == group_id(self.context.service) else ()

    def getAllRoles(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        yield group_id(self.context.service), (ASKED,)


@implementer(IOpinions)
@adapter(IDossier)
class Opinions:
    """The opinions of a dossier."""

    def __init__(self, context: Dossier) -> None:
        self.context = context
        lifecycle = registry.lifecycle_of(context)
        self._definition = lifecycle.opinions if lifecycle is not None else None

    def can_ask(self) -> bool:
        definition = self._definition
        if definition is None or self.context.step not in definition.steps:
            return False
        roles = getSecurityManager().getUser().getRolesInContext(self.context)
        return bool({function_role(definition.asked_by), *MANAGERS}.intersection(roles))

    def advisers(self) -> Sequence[tuple[str, str]]:
        if self._definition is None:
            return ()
        groups = entering.bindings(self.context).get(self._definition.advisers, ())
        services = [people.service_of_group(group) for group in groups]
        return [(service, people.service_title(service)) for service in services]

    def ask(
        self, services: Sequence[str], question: str = "", days: int | None = None
    ) -> Sequence[Opinion]:
        definition = self._definition
        if definition is None or not self.can_ask():
            _refuse(
                _("error_opinion_ask", default="Vous ne pouvez demander d'avis ici.")
            )
        question = _text(question, "question")
        days = definition.days if days is None else days
        if not 1 <= days <= 365:
            _refuse(
                _("error_opinion_days", default="Donnez un délai de 1 à 365 jours."),
                "days",
            )
        known = {service for service, title in self.advisers()}
        if not services or not known.issuperset(services):
            _refuse(
                _(
                    "error_opinion_services",
                    default="Choisissez un service de la liste.",
                ),
                "services",
            )
        waiting = {
            opinion.service: opinion
            for opinion in opinion_store.open_ones(self.context)
        }
        deadline = deadlines.deadline(deadlines.local_date(), days, definition.count)
        found, new = [], []
        for service in dict.fromkeys(services):
            if service not in waiting:
                waiting[service] = self._make(service, question, deadline)
                new.append(waiting[service])
            found.append(waiting[service])
        if new:
            refresh(self.context)
            for opinion in new:
                notices.opinion_asked(self.context, opinion)
        return found

    def _make(self, service: str, question: str, deadline: object) -> Opinion:
        dossier = self.context
        name, number = f"{opinion_store.PREFIX}{service}", 1
        while name in dossier:
            number += 1
            name = f"{opinion_store.PREFIX}{service}-{number}"
        opinion = Opinion(name)
        opinion.portal_type = opinion_store.TYPE
        opinion.title = service
        opinion.service = service
        opinion.question = question
        opinion.asked_by = acting.current_user_id()
        opinion.asked = datetime.now(UTC)
        opinion.deadline = deadline
        notify(ObjectCreatedEvent(opinion))
        dossier._setObject(name, opinion, set_owner=0)
        dossiers.record(dossier, opinion.asked_by, "ask-opinion", service)
        return dossier._getOb(name)

    def can_give(self, opinion: Opinion) -> bool:
        return self._can(opinion, GIVE)

    def _can(self, opinion: Opinion, transition: str) -> bool:
        if aq_parent(aq_inner(opinion)) != self.context:
            return False
        tool = api.portal.get_tool("portal_workflow")
        workflows = tool.getWorkflowsFor(opinion)
        return any(item.isActionSupported(opinion, transition) for item in workflows)

    def give(
        self,
        opinion: Opinion,
        advice: str,
        text: str,
        file: NamedBlobFile | None = None,
    ) -> None:
        if not self.can_give(opinion):
            _refuse(
                _(
                    "error_opinion_give",
                    default="Cet avis est déjà rendu ou retiré, ou il n'est pas demandé à "
                    "votre service.",
                )
            )
        text = _text(text, "text")
        if advice not in ADVICES:
            _refuse(
                _("error_opinion_advice", default="Choisissez votre avis."), "advice"
            )
        if not text and advice in ("conditional", "unfavourable"):
            _refuse(_("error_opinion_text", default="Expliquez votre avis."), "text")
        if file is not None:
            try:
                file = files.keep_again(file)
            except uploads.UploadRefused as error:
                _refuse(error.message, "file")
        user = acting.current_user_id()
        opinion.advice = advice
        opinion.text = text
        opinion.given_by = user
        if file is not None:
            _add_document(opinion, file)
        _do(opinion, GIVE)

    def withdraw(self, opinion: Opinion) -> None:
        self._may_change(opinion)
        _do(opinion, WITHDRAW)

    def remind(self, opinion: Opinion) -> None:
        self._may_change(opinion)
        opinion.reminded = datetime.now(UTC)
        dossiers.record(
            self.context, acting.current_user_id(), "remind-opinion", opinion.service
        )
        notices.opinion_reminder(self.context, opinion)

    def _may_change(self, opinion: Opinion) -> None:
        if not self._can(opinion, WITHDRAW):
            _refuse(
                _(
                    "error_opinion_change",
                    default="Cet avis est déjà rendu ou retiré, ou il n'est pas à votre "
                    "service de le demander.",
                )
            )

    def state(self, opinion: Opinion) -> str:
        return opinion_store.state_of(opinion)

    def all(self) -> Sequence[Opinion]:
        return opinion_store.all_of(self.context)


def _add_document(opinion: Opinion, file: NamedBlobFile) -> None:
    """Put a document into an opinion, where the applicant cannot read."""
    document = DossierFile(f"document-{len(opinion) + 1}")
    document.portal_type = dossiers.FILE_TYPE
    document.title = file.filename or document.getId()
    document.file = file
    document.side = str(Side.AGENT)
    document.for_applicant = False
    notify(ObjectCreatedEvent(document))
    opinion._setObject(document.getId(), document, set_owner=0)


def _refuse(message: Message, field: str = "") -> NoReturn:
    text = tr(message)
    raise TransitionRefused(text, {field: text} if field else None)


def _text(text: str, field: str) -> str:
    text = "\n".join((text or "").splitlines()).strip()
    if len(text) > LONGEST_COMMENT:
        _refuse(
            _(
                "error_comment_long",
                default="Ce texte est trop long : ${most} caractères au plus.",
                mapping={"most": LONGEST_COMMENT},
            ),
            field,
        )
    return text


def _do(opinion: Opinion, transition: str) -> None:
    api.portal.get_tool("portal_workflow").doActionFor(opinion, transition)
