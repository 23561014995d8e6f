"""What happens when an opinion is asked, given or taken back, through any door."""

from __future__ import annotations

from Acquisition import aq_inner
from Acquisition import aq_parent
from datetime import datetime
from datetime import UTC
from imio.guichet.core import dossiers
from imio.guichet.core.content.dossier import Dossier
from imio.guichet.core.content.opinion import Opinion
from imio.guichet.core.content.service import group_id
from imio.guichet.i18n import _
from imio.guichet.lifecycle import acting
from imio.guichet.lifecycle import entering
from imio.guichet.lifecycle import notices
from imio.guichet.lifecycle import opinion_store
from imio.guichet.lifecycle import registry
from imio.guichet.lifecycle.texts import tr
from plone import api
from Products.CMFCore.WorkflowCore import WorkflowException
from Products.DCWorkflow.interfaces import IAfterTransitionEvent
from Products.DCWorkflow.interfaces import IBeforeTransitionEvent


ADVICES = ("favourable", "conditional", "unfavourable", "none")
GIVE, WITHDRAW = "give", "withdraw"


def refresh(dossier: Dossier) -> None:
    """Set who reads and from whom an act is awaited, after an opinion changed."""
    lifecycle = registry.lifecycle_of(dossier)
    if lifecycle is None or lifecycle.opinions is None:
        return
    advisers = tuple(
        dict.fromkeys(
            group_id(opinion.service)
            for opinion in opinion_store.all_of(dossier)
            if opinion_store.state_of(opinion) != opinion_store.WITHDRAWN
        )
    )
    functions = {**dossier.functions, lifecycle.opinions.advisers: advisers}
    dossiers.set_functions(dossier, functions)
    dossier.changed = datetime.now(UTC)
    step = lifecycle.step.get(dossier.step)
    if step is not None:
        entering.set_waiting(dossier, step)
    dossier.reindexObject()


def before_opinion(opinion: Opinion, event: IBeforeTransitionEvent) -> None:
    """An opinion is not given without saying what it is, whoever asks and however."""
    if event.transition is not None and event.transition.getId() == GIVE:
        if opinion.advice not in ADVICES:
            message = _(
                "error_opinion_advice_missing",
                default="Un avis se rend depuis la page du dossier.",
            )
            raise WorkflowException(tr(message))


def after_opinion(opinion: Opinion, event: IAfterTransitionEvent) -> None:
    """An opinion was given or taken back: tell people, go on when it was the last."""
    if event.transition is None:
        return
    dossier = aq_parent(aq_inner(opinion))
    user = acting.current_user_id()
    if event.transition.getId() == WITHDRAW:
        dossiers.record(dossier, user, "withdraw-opinion", opinion.service)
        refresh(dossier)
        notices.opinion_withdrawn(dossier, opinion)
    else:
        opinion.given = datetime.now(UTC)
        dossiers.record(dossier, user, "give-opinion", opinion.service)
        refresh(dossier)
        awaited = len(opinion_store.open_ones(dossier))
        lifecycle = registry.lifecycle_of(dossier)
        if lifecycle is not None and lifecycle.opinions is not None:
            groups = dossier.functions.get(lifecycle.opinions.asked_by, ())
            notices.opinion_given(dossier, opinion, groups, awaited)
    go_on_when_complete(dossier)


def go_on_when_complete(dossier: Dossier) -> None:
    """Do the transition that waits for all opinions, once one is given, none awaited."""
    lifecycle = registry.lifecycle_of(dossier)
    if lifecycle is None or opinion_store.open_ones(dossier):
        return
    states = {opinion_store.state_of(item) for item in opinion_store.all_of(dossier)}
    if opinion_store.GIVEN not in states:
        return
    for transition in lifecycle.leaving(dossier.step):
        if transition.trigger == "opinions":
            tool = api.portal.get_tool("portal_workflow")
            with acting.as_system():
                if tool.getWorkflowsFor(dossier)[0].isActionSupported(
                    dossier, transition.id
                ):
                    tool.doActionFor(dossier, transition.id)
                    return
