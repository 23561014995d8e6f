"""Who may do what with a dossier: computed, never written to the dossier.

``Reader`` is a role name that Plone has too; Plone's own meaning ("can view") is
the same, so it is reused here.
"""

from borg.localrole.interfaces import ILocalRoleProvider
from imio.guichet.core.content.dossier import Dossier
from imio.guichet.core.content.dossier import IDossier
from zope.component import adapter
from zope.interface import implementer


APPLICANT = "Applicant"
HANDLER = "Handler"
ADVISOR = "Advisor"
READER = "Reader"
INTERNAL_ROLES = (ADVISOR, "Guichet Manager", HANDLER, "Manager", READER)
"""Who may read what the applicant may not."""

FUNCTION_PREFIX = "guichet.function."
"""Local roles of this prefix name the functions that somebody holds."""


def readers(dossier: Dossier) -> tuple[str, ...]:
    """Return the ids of the principals who may read the dossier, sorted."""
    found = {
        principal for holders in dossier.functions.values() for principal in holders
    }
    if dossier.applicant:
        found.add(dossier.applicant)
    return tuple(sorted(found))


def function_role(function: str) -> str:
    """Return the local role that stands for holding ``function``."""
    return FUNCTION_PREFIX + function


@implementer(ILocalRoleProvider)
@adapter(IDossier)
class DossierRoles:
    """Local roles of a dossier, from its applicant and functions."""

    def __init__(self, context: Dossier) -> None:
        self.context = context

    def getRoles(self, principal_id: str) -> tuple[str, ...]:
        dossier = self.context
        found: set[str] = set()
        if dossier.applicant and principal_id == dossier.applicant:
            found.add(APPLICANT)
        for function, holders in dossier.functions.items():
            if principal_id in holders:
                found.add(function_role(function))
                found.add(dossier.function_roles.get(function, READER))
        return tuple(found)

    def getAllRoles(self):
        for principal_id in readers(self.context):
            yield principal_id, self.getRoles(principal_id)
