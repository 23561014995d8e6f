"""A dossier moved through its lifecycle, by people and through any door."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Sequence
from contextlib import nullcontext
from imio.guichet.core.content.dossier import Dossier
from imio.guichet.core.content.dossier import IDossier
from imio.guichet.core.interfaces import IDossierLifecycle
from imio.guichet.core.types import Step
from imio.guichet.core.types import TimelineEntry
from imio.guichet.core.types import Transition
from imio.guichet.core.types import TransitionRefused
from imio.guichet.i18n import _
from imio.guichet.lifecycle import acting
from imio.guichet.lifecycle import compiler
from imio.guichet.lifecycle import fields
from imio.guichet.lifecycle import model
from imio.guichet.lifecycle import registry
from imio.guichet.lifecycle import timeline
from imio.guichet.lifecycle.entering import public_step
from imio.guichet.lifecycle.guards import known_values
from imio.guichet.lifecycle.subscribers import GIVEN
from imio.guichet.lifecycle.subscribers import Given
from imio.guichet.lifecycle.texts import tr
from plone import api
from plone.base.interfaces import IWorkflowChain
from Products.CMFCore.interfaces import IWorkflowTool
from Products.CMFCore.WorkflowCore import WorkflowException
from typing import Any
from zope.component import adapter
from zope.interface import implementer


STALE = _(
    "error_transition_stale",
    default="Le dossier a changé d'étape entre-temps. Rechargez la page et vérifiez "
    "ce qui a été fait.",
)
NOT_ALLOWED = _(
    "error_transition_not_allowed",
    default="Vous ne pouvez pas faire cela dans ce dossier.",
)


@adapter(IDossier, IWorkflowTool)
@implementer(IWorkflowChain)
def dossier_chain(dossier: Dossier, tool: Any) -> tuple[str, ...]:
    """A dossier follows the workflow of its own revision's lifecycle."""
    if not dossier.lifecycle:
        return ()
    return (compiler.workflow_id(dossier.lifecycle),)


@implementer(IDossierLifecycle)
@adapter(IDossier)
class DossierLifecycle:
    """What people see of a dossier's lifecycle and do with it."""

    def __init__(self, context: Dossier, applicant: bool = False) -> None:
        self.context = context
        self._applicant = applicant
        self._lifecycle = registry.lifecycle_of(context)

    @property
    def step(self) -> Step:
        dossier = self.context
        step = self._lifecycle and self._lifecycle.step.get(dossier.step)
        if step:
            return public_step(step)
        return Step(
            dossier.step,
            dossier.step_title or dossier.step,
            dossier.citizen_step_title or dossier.step,
            dossier.phase,
        )

    def steps(self) -> Sequence[Step]:
        if self._lifecycle is None:
            return ()
        return tuple(public_step(step) for step in self._lifecycle.steps)

    def as_applicant(self) -> DossierLifecycle:
        return DossierLifecycle(self.context, applicant=True)

    def transitions(self) -> Sequence[Transition]:
        lifecycle = self._lifecycle
        if lifecycle is None or self.context.is_draft:
            return ()
        with self._acting():
            found = api.portal.get_tool("portal_workflow").getTransitionsFor(
                self.context
            )
        allowed = {info["id"] for info in found}
        return tuple(
            Transition(
                id=item.id,
                title=item.title,
                target=item.target,
                description=item.description,
                schema=fields.schema_of(lifecycle, item.id),
                comment=item.comment,
                comment_for=item.comment_for,
                comment_title=item.comment_title,
                confirm=item.confirm,
                style=item.style,
            )
            for item in lifecycle.leaving(self.context.step)
            if item.id in allowed
        )

    def perform(
        self,
        transition_id: str,
        values: Mapping[str, object] | None = None,
        comment: str = "",
        step: str | None = None,
    ) -> None:
        transition = self._find(transition_id, step)
        tool = api.portal.get_tool("portal_workflow")
        with self._acting():
            allowed = tool.getTransitionsFor(self.context)
            if transition_id not in {info["id"] for info in allowed}:
                raise TransitionRefused(tr(NOT_ALLOWED))
            given = self._check(transition, values or {}, comment)
            try:
                tool.doActionFor(
                    self.context,
                    transition_id,
                    comment=given.comment,
                    **{GIVEN: given},
                )
            except WorkflowException as error:
                raise TransitionRefused(str(error)) from error

    def values(self) -> Mapping[str, object]:
        return known_values(self.context, answers=False)

    def timeline(self, internal: bool = False) -> Sequence[TimelineEntry]:
        if self._lifecycle is None:
            return ()
        if internal:
            return timeline.for_agents(self.context, self._lifecycle)
        return timeline.for_applicant(self.context, self._lifecycle)

    def _acting(self) -> Any:
        return acting.as_applicant() if self._applicant else nullcontext()

    def _find(self, transition_id: str, step: str | None) -> model.TransitionDef:
        lifecycle = self._lifecycle
        if lifecycle is None or transition_id not in lifecycle.transition:
            raise TransitionRefused(tr(NOT_ALLOWED))
        transition = lifecycle.transition[transition_id]
        if self.context.is_draft or transition.trigger != "manual":
            raise TransitionRefused(tr(NOT_ALLOWED))
        if step is not None and step != self.context.step:
            raise TransitionRefused(tr(STALE))
        if self.context.step not in transition.sources:
            raise TransitionRefused(tr(STALE))
        return transition

    def _check(
        self,
        transition: model.TransitionDef,
        values: Mapping[str, object],
        comment: str,
    ) -> Given:
        assert self._lifecycle is not None
        errors: dict[str, str] = {}
        found: dict[str, object] = {}
        message = ""
        try:
            comment = fields.check_comment(transition, comment)
        except TransitionRefused as refused:
            message, errors = refused.message, refused.errors
        try:
            found = fields.check_values(self._lifecycle, transition, values)
        except TransitionRefused as refused:
            message, errors = refused.message, {**refused.errors, **errors}
        if errors:
            raise TransitionRefused(message, errors)
        return Given(transition.id, found, comment)
