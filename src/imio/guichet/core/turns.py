"""Turns: of the requests that change what all share, one at a time in a process.

Whoever begins or submits a dossier writes into the same trees: the catalog of dossiers,
counters, agendas. In the database two at once are a conflict and the second runs again,
three times at most; of many people at the same second some would be refused. Python
runs one of them at a time anyway, so a queue in the process costs no time and leaves to
the database the conflicts between processes, which are rare.
"""

from __future__ import annotations

from threading import local
from threading import Lock
from typing import Any
from typing import TYPE_CHECKING

import transaction


if TYPE_CHECKING:
    from ZPublisher.interfaces import IPubAfterTraversal


PATIENCE = 10.0
"""Seconds one waits for his turn; then he goes on, and the database decides."""

_lock = Lock()
_thread = local()


class Turn:
    """Given back when the transaction ends, well or not."""

    def beforeCompletion(self, ended: Any) -> None:
        """Nothing: the turn lasts until what was written is stored."""

    def newTransaction(self, begun: Any) -> None:
        """Nothing: the turn belongs to the transaction that takes it."""

    def afterCompletion(self, ended: Any) -> None:
        transaction.manager.unregisterSynch(self)
        _thread.turn = None
        _lock.release()


def take() -> bool:
    """Wait for a turn and begin the transaction anew; False: none came in time.

    What the transaction has read is read again: others may have had their turn.
    """
    if getattr(_thread, "turn", None) is not None:
        return True
    if not _lock.acquire(timeout=PATIENCE):
        return False
    transaction.begin()
    _thread.turn = Turn()  # the manager itself holds it weakly
    transaction.manager.registerSynch(_thread.turn)
    return True


def on_traversed(event: IPubAfterTraversal) -> None:
    """Have the requests wait whose view says that it goes ``in_turn``."""
    published = event.request.get("PUBLISHED")
    if getattr(published, "in_turn", False) is True:
        take()
