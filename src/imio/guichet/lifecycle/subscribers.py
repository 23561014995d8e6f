"""What room lifecycle does when something happens to a dossier or a lifecycle."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from datetime import datetime
from datetime import UTC
from imio.guichet.core import dossiers
from imio.guichet.core.content.dossier import Dossier
from imio.guichet.core.content.service import group_id
from imio.guichet.core.interfaces import IDossierCommented
from imio.guichet.core.interfaces import IDossierSubmitted
from imio.guichet.core.journal import Kind
from imio.guichet.core.types import Act
from imio.guichet.core.types import Side
from imio.guichet.core.types import TransitionRefused
from imio.guichet.lifecycle import acting
from imio.guichet.lifecycle import compiler
from imio.guichet.lifecycle import entering
from imio.guichet.lifecycle import fields
from imio.guichet.lifecycle import model
from imio.guichet.lifecycle import notices
from imio.guichet.lifecycle import people
from imio.guichet.lifecycle import registry
from imio.guichet.lifecycle.content import Lifecycle
from plone import api
from Products.CMFCore.WorkflowCore import WorkflowException
from Products.DCWorkflow.interfaces import IAfterTransitionEvent
from Products.DCWorkflow.interfaces import IBeforeTransitionEvent
from zope.lifecycleevent.interfaces import IObjectAddedEvent
from zope.lifecycleevent.interfaces import IObjectModifiedEvent
from zope.lifecycleevent.interfaces import IObjectRemovedEvent


GIVEN = "guichet_given"
"""Key of what was given, in the keyword arguments of a transition."""


@dataclass
class Given:
    """What comes with a transition, checked for that transition."""

    transition: str
    values: dict[str, object] = field(default_factory=dict)
    comment: str = ""


def compile_lifecycle(
    lifecycle: Lifecycle, event: IObjectAddedEvent | IObjectModifiedEvent
) -> None:
    """A saved lifecycle is compiled to its workflow."""
    definition = lifecycle.definition
    lifecycle.title = definition.title
    compiler.compile_workflow(api.portal.get_tool("portal_workflow"), definition)


def remove_workflow(lifecycle: Lifecycle, event: IObjectRemovedEvent) -> None:
    """A removed lifecycle takes its workflow along."""
    tool = api.portal.get_tool("portal_workflow")
    compiler.remove_workflow(tool, lifecycle.getId())


def enter_first_step(dossier: Dossier, event: IDossierSubmitted) -> None:
    """A submitted dossier enters the first step of its lifecycle."""
    if registry.lifecycle_of(dossier) is None:
        return
    with acting.as_system():
        api.portal.get_tool("portal_workflow").doActionFor(dossier, compiler.SUBMIT)


def before_transition(dossier: Dossier, event: IBeforeTransitionEvent) -> None:
    """Whoever asks a transition, and however: what it requires must be given."""
    found = _ours(dossier, event)
    if found is None or event.transition.getId() == compiler.SUBMIT:
        return
    transition = found.transition[event.transition.getId()]
    given = (event.kwargs or {}).get(GIVEN)
    if isinstance(given, Given) and given.transition == transition.id:
        return
    try:
        fields.check_values(found, transition, {})
        fields.check_comment(transition, (event.kwargs or {}).get("comment", ""))
    except TransitionRefused as refused:
        details = [
            f"{_title(transition, name)} : {message}"
            for name, message in refused.errors.items()
        ]
        raise WorkflowException(" ".join([refused.message, *details])) from refused


def _title(transition: model.TransitionDef, name: str) -> str:
    item = transition.field(name)
    return item.title if item is not None else transition.comment_title or name


def after_transition(dossier: Dossier, event: IAfterTransitionEvent) -> None:
    """Write down what was done and enter the step."""
    lifecycle = _ours(dossier, event)
    if lifecycle is None:
        return
    identifier = event.transition.getId()
    old = lifecycle.step.get(event.old_state.getId()) or registry.draft_step()
    given = (event.kwargs or {}).get(GIVEN)
    if not isinstance(given, Given):
        given = Given(identifier, {}, (event.kwargs or {}).get("comment", "") or "")
    if identifier == compiler.SUBMIT:
        side, user = Side.APPLICANT, dossier.applicant or ""
        to_applicant = True
    else:
        side = acting.current_side(dossier.applicant)
        user = acting.current_user_id()
        transition = lifecycle.transition[identifier]
        to_applicant = (
            transition.comment_for == model.APPLICANT or side is Side.APPLICANT
        )
    act = Act(
        when=datetime.now(UTC),
        side=side,
        user=user,
        transition=identifier,
        source=old.id,
        target=event.new_state.getId(),
        values=_keep_files(dossier, lifecycle, given, side, user),
        comment=given.comment if to_applicant else "",
        note="" if to_applicant else given.comment,
    )
    entering.enter(dossier, lifecycle, old, act)
    if identifier == compiler.SUBMIT:
        return
    dossiers.record(dossier, user, "transition", f"{identifier} > {act.target}")
    if act.note:
        dossiers.say(
            dossier,
            act.note,
            kind=Kind.NOTE,
            side=side,
            author=user or None,
            author_name=people.name_of(people.get_user(user)),
        )


def tell_other_side(dossier: Dossier, event: IDossierCommented) -> None:
    """A message between applicant and agents: a mail, without its content, tells it."""
    if event.entry.kind != Kind.MESSAGE:
        return
    if event.entry.side is Side.AGENT:
        notices.message_to_applicant(dossier)
    elif event.entry.side is Side.APPLICANT:
        lifecycle = registry.lifecycle_of(dossier)
        step = lifecycle.step.get(dossier.step) if lifecycle is not None else None
        function = step.handling if step is not None else None
        groups = dossier.functions.get(function or "", ())
        if not groups and dossier.service:
            groups = (group_id(dossier.service),)
        notices.message_to_agents(dossier, groups)


def _keep_files(
    dossier: Dossier,
    lifecycle: model.Lifecycle,
    given: Given,
    side: Side,
    user: str,
) -> dict[str, object]:
    """Put the files among the dossier's documents; values then hold their ids."""
    values = dict(given.values)
    transition = lifecycle.transition.get(given.transition)
    for item in transition.fields if transition is not None else ():
        if item.kind == "file" and item.id in values:
            file = values[item.id]
            document = dossiers.add_file(
                dossier,
                file,
                side=side,
                title=file.filename or item.title,
                for_applicant=item.reader == model.APPLICANT or side is Side.APPLICANT,
                author=user,
            )
            values[item.id] = document.getId()
    return values


def _ours(
    dossier: Dossier, event: IBeforeTransitionEvent | IAfterTransitionEvent
) -> model.Lifecycle | None:
    """Return the dossier's lifecycle when the event is one of its transitions."""
    if event.transition is None or not dossier.lifecycle:
        return None
    if event.workflow.getId() != compiler.workflow_id(dossier.lifecycle):
        return None
    return registry.lifecycle_of(dossier)
