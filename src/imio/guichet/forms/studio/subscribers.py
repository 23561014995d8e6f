"""What the studio notes when a procedure moves, whoever moved it and from where."""

from __future__ import annotations

from imio.guichet.core.content.procedure import Procedure
from imio.guichet.forms.studio import publication
from plone import api
from Products.DCWorkflow.interfaces import IAfterTransitionEvent


def note_transition(procedure: Procedure, event: IAfterTransitionEvent) -> None:
    """Keep the request for approval and the trail true to the workflow."""
    transition = event.transition.getId() if event.transition is not None else ""
    comment = (event.kwargs or {}).get("comment", "") or ""
    if transition == "submit":
        publication.note_asked(procedure, comment)
        return
    if transition in ("publish", "reject", "retire"):
        user = api.user.get_current().getId() or ""
        approved = transition == "publish" and procedure.asked
        if transition != "reject" or procedure.asked:
            action = "approve" if approved else transition
            publication.trail_of(procedure).record(user, action, comment)
        procedure.asked = None
