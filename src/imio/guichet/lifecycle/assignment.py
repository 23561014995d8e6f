"""Who takes care of a dossier, among the agents of the handling function."""

from __future__ import annotations

from AccessControl.SecurityManagement import getSecurityManager
from collections.abc import Sequence
from imio.guichet.core import dossiers
from imio.guichet.core.catalog import principals_of
from imio.guichet.core.content.dossier import Dossier
from imio.guichet.core.content.dossier import IDossier
from imio.guichet.core.interfaces import IAssignment
from imio.guichet.core.journal import Kind
from imio.guichet.core.text import fold
from imio.guichet.core.types import Side
from imio.guichet.core.types import TransitionRefused
from imio.guichet.i18n import _
from imio.guichet.lifecycle import acting
from imio.guichet.lifecycle import notices
from imio.guichet.lifecycle import people
from imio.guichet.lifecycle import registry
from imio.guichet.lifecycle.compiler import MANAGERS
from imio.guichet.lifecycle.texts import tr
from typing import Any
from zope.component import adapter
from zope.interface import implementer


@implementer(IAssignment)
@adapter(IDossier)
class Assignment:
    """Claiming, giving back and handing over a dossier."""

    def __init__(self, context: Dossier) -> None:
        self.context = context

    def _groups(self) -> tuple[str, ...]:
        """Groups that handle it in its current step; () when nobody must act."""
        dossier = self.context
        lifecycle = registry.lifecycle_of(dossier)
        step = lifecycle.step.get(dossier.step) if lifecycle is not None else None
        if step is None or step.phase.is_final or step.handling is None:
            return ()
        return tuple(dossier.functions.get(step.handling, ()))

    def _is_handling(self, user: Any) -> bool:
        return bool(set(self._groups()).intersection(principals_of(user)))

    def _manages(self) -> bool:
        user = getSecurityManager().getUser()
        roles = user.getRolesInContext(self.context)
        return bool(self._groups()) and bool(set(MANAGERS).intersection(roles))

    def can_claim(self) -> bool:
        user = getSecurityManager().getUser()
        return self._is_handling(user) and user.getId() != self.context.handler

    def claim(self) -> None:
        user_id = acting.current_user_id()
        if user_id and user_id == self.context.handler:
            return
        if not self.can_claim():
            _refuse()
        self._set(user_id, "claim")

    def can_release(self) -> bool:
        handler = self.context.handler
        if not handler:
            return False
        return acting.current_user_id() == handler or self._manages()

    def release(self) -> None:
        if not self.can_release():
            _refuse()
        self._set(None, "release")

    def candidates(self) -> Sequence[tuple[str, str]]:
        found = {
            user.getId(): people.name_of(user)
            for group in self._groups()
            for user in people.members(group)
        }
        return sorted(found.items(), key=lambda item: fold(item[1]))

    def hand_over(self, user_id: str, note: str = "") -> None:
        user = getSecurityManager().getUser()
        if not (self._is_handling(user) or self._manages()):
            _refuse()
        if user_id not in dict(self.candidates()):
            message = _(
                "error_hand_over", default="Choisissez un agent du service qui traite."
            )
            raise TransitionRefused(tr(message), {"user_id": tr(message)})
        if user_id != self.context.handler:
            self._set(user_id, "hand-over")
        if note.strip():
            dossiers.say(
                self.context,
                note.strip(),
                kind=Kind.NOTE,
                side=Side.AGENT,
                author=user.getId(),
                author_name=people.name_of(people.get_user(user.getId())),
            )

    def _set(self, user_id: str | None, action: str) -> None:
        dossier = self.context
        me = acting.current_user_id()
        before, dossier.handler = dossier.handler, user_id
        dossiers.record(dossier, me, action, user_id or "")
        dossier.reindexObject()
        if user_id and user_id != me:
            notices.handed_over(dossier, user_id, me)
        if before and before not in (me, user_id):
            notices.taken_over(dossier, before, me)


def _refuse() -> None:
    raise TransitionRefused(
        tr(
            _(
                "error_assignment",
                default="Seuls les agents du service qui traite ce dossier peuvent le "
                "prendre en charge.",
            )
        )
    )
