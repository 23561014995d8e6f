"""A dossier enters a step: who has it, until when, from whom an act is awaited."""

from __future__ import annotations

from imio.guichet.core import dossiers
from imio.guichet.core import events
from imio.guichet.core.content.dossier import Dossier
from imio.guichet.core.content.service import group_id
from imio.guichet.core.types import Act
from imio.guichet.core.types import Phase
from imio.guichet.core.types import Step
from imio.guichet.lifecycle import acting
from imio.guichet.lifecycle import deadlines
from imio.guichet.lifecycle import mailing
from imio.guichet.lifecycle import model
from imio.guichet.lifecycle import opinion_store
from imio.guichet.lifecycle import people
from plone import api
from zope.event import notify


def public_step(step: model.StepDef) -> Step:
    """Return a step as other rooms know it."""
    return Step(
        step.id, step.title, step.citizen_title, step.phase, step.handling, step.edits
    )


def enter(
    dossier: Dossier,
    lifecycle: model.Lifecycle,
    old: model.StepDef,
    act: Act,
) -> None:
    """Set what the step of ``act.target`` means, queue its mails, tell the others."""
    step = lifecycle.step[act.target]
    dossier.acts = (*dossier.acts, act)
    dossier.phase = step.phase
    dossier.step = step.id
    dossier.step_title = step.title
    dossier.citizen_step_title = step.citizen_title
    dossier.deadline = deadlines.deadline(
        deadlines.local_date(act.when), step.deadline_days, step.deadline_count
    )
    dossier.changed = act.when
    join(dossier, lifecycle, step)
    if old.handling != step.handling:
        dossier.handler = None
    groups = dossier.functions.get(step.handling or "", ())
    if groups:
        dossier.service = people.service_of_group(groups[0])
    set_waiting(dossier, step)
    if step.phase.is_final:
        withdraw_open_opinions(dossier)
    transition = lifecycle.transition.get(act.transition)
    if transition is not None:
        mailing.run_actions(dossier, lifecycle, transition.actions, act)
    mailing.run_actions(dossier, lifecycle, step.on_entry, act)
    before = None if old.phase is Phase.DRAFT else public_step(old)
    notify(
        events.DossierStepChanged(dossier, before, public_step(step), act.transition)
    )
    dossier.reindexObject()


def withdraw_open_opinions(dossier: Dossier) -> None:
    """Take back what is still asked: the dossier has ended."""
    tool = api.portal.get_tool("portal_workflow")
    with acting.as_system():
        for opinion in opinion_store.open_ones(dossier):
            tool.doActionFor(opinion, "withdraw")


def join(dossier: Dossier, lifecycle: model.Lifecycle, step: model.StepDef) -> None:
    """Give access to those who hold a function from now on."""
    missing = [
        function
        for function in lifecycle.functions
        if function.id not in dossier.functions
        and (
            function.joins == "submission"
            or (function.joins == "step" and function.id == step.handling)
        )
    ]
    for function in lifecycle.functions:
        dossier.function_roles.setdefault(function.id, function.role)
    if not missing:
        return
    bound = bindings(dossier)
    functions = dict(dossier.functions)
    functions.update({item.id: bound.get(item.id, ()) for item in missing})
    dossiers.set_functions(dossier, functions)


def bindings(dossier: Dossier) -> dict[str, tuple[str, ...]]:
    """Return function -> groups of the services that the procedure gives it."""
    procedure = dossiers.procedure_of(dossier)
    given = (procedure.functions or {}) if procedure is not None else {}
    return {
        name: tuple(group_id(service) for service in services)
        for name, services in given.items()
    }


def set_waiting(dossier: Dossier, step: model.StepDef) -> None:
    """Set from whom an act is awaited: a person, services, advisers not yet heard."""
    waiting: list[str] = []
    if not step.phase.is_final:
        if step.phase is Phase.WAITING_APPLICANT:
            waiting.extend(filter(None, (dossier.applicant,)))
        elif step.handling is not None:
            waiting.extend(dossier.functions.get(step.handling, ()))
        waiting.extend(
            group_id(opinion.service) for opinion in opinion_store.open_ones(dossier)
        )
    found = tuple(dict.fromkeys(waiting))
    if found != dossier.waiting_for:
        dossier.waiting_for = found
        dossier.reindexObject()
