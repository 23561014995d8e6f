"""Where a form stands on its way to citizens, and who may move it."""

from __future__ import annotations

from imio.guichet.core import revisions
from imio.guichet.core.content.procedure import Procedure
from imio.guichet.forms.studio.shape import JSON
from plone import api


def state_of(procedure: Procedure) -> dict[str, JSON]:
    """Return the review state, the live revision, and what the user may do."""
    tool = api.portal.get_tool("portal_workflow")
    possible = {action["id"] for action in tool.getTransitionsFor(procedure)}
    live = revisions.get_revision(procedure)
    return {
        "review": api.content.get_state(procedure, "private"),
        "live": procedure.live_revision,
        "changed": live is None or revisions.has_changed(procedure, live),
        "may": {
            "publish": "publish" in possible,
            "ask": "submit" in possible,
            "approve": "publish" in possible,
            "schedule": "publish" in possible,
        },
    }
