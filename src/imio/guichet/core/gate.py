"""The gate in front of each dossier: to strangers it does not exist.

Publishing a URL authenticates after traversal, and a refusal then says "forbidden"
or asks to sign in, which tells that there is something. So the visitor is
authenticated as soon as traversal reaches a dossier, and a stranger is answered as
if the last step had found nothing: same status, same body, same parents.
"""

from __future__ import annotations

from AccessControl.SecurityManagement import noSecurityManager
from Acquisition import aq_base
from Acquisition import aq_chain
from Acquisition import aq_inner
from imio.guichet.core.catalog import principals_of
from imio.guichet.core.permissions import VIEW_ALL_DOSSIERS
from imio.guichet.core.roles import readers
from typing import Any
from typing import TYPE_CHECKING
from zExceptions import NotFound


if TYPE_CHECKING:
    from imio.guichet.core.content.dossier import Dossier


def may_read(dossier: Dossier, user: Any) -> bool:
    """Return whether a user is among the readers, or may view all dossiers."""
    if set(principals_of(user)).intersection(readers(dossier)):
        return True
    return bool(user.has_permission(VIEW_ALL_DOSSIERS, dossier))


def guard(dossier: Dossier, request: Any) -> None:
    """Let readers through; raise NotFound for others, as for a missing name."""
    visitor = _authenticate(dossier, request)
    if visitor is None or not may_read(dossier, visitor):
        request["PARENTS"].pop()
        request.steps.pop()
        raise NotFound(request["URL"])


def _authenticate(dossier: Dossier, request: Any) -> Any:
    """Return the user the request comes from, or None; during traversal only."""
    parents = request["PARENTS"]
    request["PUBLISHED"] = dossier
    request["PARENTS"] = parents[-2::-1]
    try:
        for place in aq_chain(aq_inner(dossier)):
            if getattr(aq_base(place), "__allow_groups__", None) is None:
                continue
            user = place.__allow_groups__.validate(
                request, request._auth, ["Authenticated"]
            )
            if user is not None:
                return user
        return None
    finally:
        noSecurityManager()
        request["PARENTS"] = parents
        del request.other["PUBLISHED"]
