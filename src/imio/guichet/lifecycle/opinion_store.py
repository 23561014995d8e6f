"""The opinions inside a dossier, found without loading its documents."""

from __future__ import annotations

from imio.guichet.core.content.dossier import Dossier
from imio.guichet.core.content.opinion import Opinion
from plone import api


PREFIX = "avis-"
TYPE = "imio.guichet.Opinion"
REQUESTED = "requested"
GIVEN = "given"
WITHDRAWN = "withdrawn"


def all_of(dossier: Dossier) -> list[Opinion]:
    """Return the opinions of a dossier, oldest first."""
    if not len(dossier):
        return []
    found = [
        dossier._getOb(name) for name in dossier.objectIds() if name.startswith(PREFIX)
    ]
    return sorted(found, key=lambda opinion: opinion.asked)


def open_ones(dossier: Dossier) -> list[Opinion]:
    """Return the opinions that are still awaited."""
    return [opinion for opinion in all_of(dossier) if state_of(opinion) == REQUESTED]


def state_of(opinion: Opinion) -> str:
    """Return requested, given or withdrawn."""
    tool = api.portal.get_tool("portal_workflow")
    return tool.getInfoFor(opinion, "review_state", REQUESTED)
