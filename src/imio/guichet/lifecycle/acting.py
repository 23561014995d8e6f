"""Doing something as who has no account: an anonymous applicant, or the system.

Zope's security manager gets, for a moment, a user with exactly the roles given. The
caller has proven the right to act so (the secret code, or being our own code).
"""

from __future__ import annotations

from AccessControl.SecurityManagement import getSecurityManager
from AccessControl.SecurityManagement import newSecurityManager
from AccessControl.SecurityManagement import setSecurityManager
from AccessControl.users import BasicUser
from collections.abc import Iterator
from contextlib import contextmanager
from imio.guichet.core.roles import APPLICANT
from imio.guichet.core.types import Side
from imio.guichet.lifecycle.compiler import SYSTEM_ROLE
from typing import Any


class ActingUser(BasicUser):
    """A user without account who has its roles everywhere."""

    def __init__(self, side: Side, *roles: str) -> None:
        self.side = side
        self._roles = (*roles, "Anonymous")

    def getId(self) -> None:
        return None

    def getUserName(self) -> str:
        return str(self.side)

    def getRoles(self) -> tuple[str, ...]:
        return self._roles

    def getRolesInContext(self, object: Any) -> tuple[str, ...]:
        return self._roles

    def getDomains(self) -> tuple[str, ...]:
        return ()

    def getGroups(self) -> tuple[str, ...]:
        return ()


@contextmanager
def _acting(user: ActingUser) -> Iterator[None]:
    before = getSecurityManager()
    newSecurityManager(None, user)
    try:
        yield
    finally:
        setSecurityManager(before)


def as_applicant() -> Any:
    """Context manager: act as the applicant of an anonymous dossier."""
    return _acting(ActingUser(Side.APPLICANT, APPLICANT))


def as_system() -> Any:
    """Context manager: do what only the system does."""
    return _acting(ActingUser(Side.SYSTEM, SYSTEM_ROLE))


def current_user_id() -> str:
    """Return the id of who acts, '' for anonymous people and the system."""
    return getSecurityManager().getUser().getId() or ""


def current_side(applicant: str | None) -> Side:
    """Return on which side the current user acts, given the dossier's applicant."""
    user = getSecurityManager().getUser()
    if isinstance(user, ActingUser):
        return user.side
    if applicant and user.getId() == applicant:
        return Side.APPLICANT
    return Side.AGENT
