"""A lifecycle compiled to a real DCWorkflow definition.

State ``draft`` comes before the lifecycle's own steps; the system transition
``submit`` leads from it to the first one. System transitions are guarded by a role
that no person has: see ``acting``.
"""

from __future__ import annotations

from imio.guichet.core.permissions import READ_INTERNAL
from imio.guichet.core.roles import ADVISOR
from imio.guichet.core.roles import APPLICANT
from imio.guichet.core.roles import function_role
from imio.guichet.core.roles import HANDLER
from imio.guichet.core.roles import READER
from imio.guichet.lifecycle import model
from imio.guichet.lifecycle.guards import RuleGuard
from Products.CMFCore.Expression import Expression
from Products.CMFCore.permissions import AccessContentsInformation
from Products.CMFCore.permissions import ModifyPortalContent
from Products.CMFCore.permissions import View
from Products.DCWorkflow.DCWorkflow import DCWorkflowDefinition
from Products.DCWorkflow.Guard import Guard
from typing import Any


DRAFT = "draft"
SUBMIT = "submit"
SYSTEM_ROLE = "guichet.system"
MANAGERS = ("Guichet Manager", "Manager")
"""May do whatever an agent may: to repair, or when a service has nobody left."""

READING = (APPLICANT, *MANAGERS, HANDLER, ADVISOR, READER)
PERMISSIONS = {
    View: tuple(sorted(READING)),
    AccessContentsInformation: tuple(sorted(READING)),
    ModifyPortalContent: MANAGERS,
}


def workflow_id(lifecycle_id: str) -> str:
    """Return the id of the DCWorkflow definition of a lifecycle."""
    return "guichet_" + lifecycle_id.replace("-", "_")


def compile_workflow(tool: Any, lifecycle: model.Lifecycle) -> DCWorkflowDefinition:
    """Make or make anew the workflow of a lifecycle in ``portal_workflow``.

    The same lifecycle gives the same workflow, however often it is compiled.
    """
    identifier = workflow_id(lifecycle.id)
    if identifier in tool.objectIds():
        tool._delObject(identifier)
    tool._setObject(identifier, DCWorkflowDefinition(identifier))
    workflow = tool[identifier]
    workflow.setProperties(
        title=lifecycle.title,
        description=lifecycle.description,
        manager_bypass=False,
    )
    workflow.permissions = tuple(PERMISSIONS)
    workflow.variables.setStateVar("review_state")
    _variables(workflow)
    _states(workflow, lifecycle)
    _transitions(workflow, lifecycle)
    _worklists(workflow, lifecycle)
    return workflow


def remove_workflow(tool: Any, lifecycle_id: str) -> None:
    """Remove the workflow of a lifecycle; nothing happens when there is none."""
    if workflow_id(lifecycle_id) in tool.objectIds():
        tool._delObject(workflow_id(lifecycle_id))


def who_may(transition: model.TransitionDef) -> tuple[str, ...]:
    """Return the roles that may do a transition by hand."""
    roles: list[str] = []
    for who in transition.who:
        function = model.function_of(who)
        if function is None:
            roles.append(APPLICANT)
        else:
            roles.append(function_role(function))
    if any(model.function_of(who) for who in transition.who):
        roles.extend(MANAGERS)
    return tuple(dict.fromkeys(roles))


def _states(workflow: DCWorkflowDefinition, lifecycle: model.Lifecycle) -> None:
    states = workflow.states
    states.addState(DRAFT)
    states[DRAFT].setProperties(title="Brouillon", transitions=(SUBMIT,))
    for step in lifecycle.steps:
        states.addState(step.id)
        states[step.id].setProperties(
            title=step.title,
            description=step.citizen_title,
            transitions=[item.id for item in lifecycle.leaving(step.id)],
        )
    for state in states.objectValues():
        for permission, roles in PERMISSIONS.items():
            state.setPermission(permission, False, roles)
    states.setInitialState(DRAFT)


def _transitions(workflow: DCWorkflowDefinition, lifecycle: model.Lifecycle) -> None:
    transitions = workflow.transitions
    transitions.addTransition(SUBMIT)
    transitions[SUBMIT].setProperties(
        title="Déposer",
        new_state_id=lifecycle.initial,
        props={"guard_roles": SYSTEM_ROLE},
    )
    for item in lifecycle.transitions:
        transitions.addTransition(item.id)
        made = transitions[item.id]
        by_hand = item.trigger == "manual"
        made.setProperties(
            title=item.title,
            description=item.description,
            new_state_id=item.target,
            actbox_name=item.title.replace("%", "%%") if by_hand else "",
            actbox_url=(
                "%(content_url)s/content_status_modify?workflow_action=" + item.id
                if by_hand
                else ""
            ),
        )
        made.guard = _guard(item)
        if item.comment_for == "agents" or item.comment == "none":
            # The history may be shown to the applicant: nothing internal goes there.
            made.var_exprs = {"comments": Expression("string:")}


def _guard(item: model.TransitionDef) -> Guard:
    guard = Guard() if item.rule is None else RuleGuard(str(item.rule))
    guard.roles = who_may(item) if item.trigger == "manual" else (SYSTEM_ROLE,)
    return guard


def _variables(workflow: DCWorkflowDefinition) -> None:
    internal = {"guard_permissions": READ_INTERNAL}
    for name, expression, for_status, guard in (
        ("action", "transition/getId|nothing", True, None),
        ("actor", "user/getId", True, internal),
        ("comments", "python:state_change.kwargs.get('comment', '')", True, internal),
        ("review_history", "state_change/getHistory", False, internal),
        ("time", "state_change/getDateTime", True, None),
    ):
        workflow.variables.addVariable(name)
        workflow.variables[name].setProperties(
            description="",
            default_expr=expression,
            for_status=for_status,
            update_always=for_status,
            props=guard or {},
        )


def _worklists(workflow: DCWorkflowDefinition, lifecycle: model.Lifecycle) -> None:
    for step in lifecycle.steps:
        if step.handling is None or step.phase.is_final:
            continue
        workflow.worklists.addWorklist(step.id)
        workflow.worklists[step.id].setProperties(
            description=step.title,
            actbox_name=step.title.replace("%", "%%"),
            actbox_url=f"%(portal_url)s/@@desk?step={step.id}",
            props={
                "var_match_review_state": step.id,
                "guard_roles": function_role(step.handling),
            },
        )
