"""Wakes the runner of this process when a transaction that queued work commits."""

from threading import Event

import transaction


#: Set when there may be new work; the runner clears it.
WORK = Event()

_WOKEN = object()


def wake_after_commit() -> None:
    """Wake the runner when the current transaction commits; asked twice is once."""
    current = transaction.get()
    try:
        current.data(_WOKEN)
    except KeyError:
        current.set_data(_WOKEN, True)
        current.addAfterCommitHook(_wake)


def _wake(committed: bool) -> None:
    if committed:
        WORK.set()
