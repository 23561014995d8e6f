"""The runner's thread in a Zope process that serves.

``GUICHET_OUTBOX=off`` in the environment, or in zope.conf ::

    <product-config imio.guichet>
        outbox off
    </product-config>

leaves the work to other processes; ``on`` starts the thread in any Zope process.
Without either, a process that serves starts it, a script or a console does not.
``GUICHET_OUTBOX_LEASE`` or ``outbox-lease`` is the length of a lease in seconds.
"""

from imio.guichet.core.environment import setting
from imio.guichet.core.outbox.runner import LEASE
from imio.guichet.core.outbox.runner import Runner
from imio.guichet.core.outbox.wake import WORK
from threading import Lock
from threading import Thread
from typing import Any
from zope.processlifetime import IProcessStarting
from ZPublisher.interfaces import IPubStart

import atexit
import logging
import os
import sys


logger = logging.getLogger(__name__)

INTERVAL = 5.0
"""Seconds after which a runner looks for work that nobody woke it for."""
LONGEST_INTERVAL = 60.0
PATIENCE = 5.0
"""Seconds that the end of the process waits for the work at hand."""


class RunnerThread(Thread):
    """Sweeps when woken and every few seconds, until the process ends."""

    def __init__(self, runner: Runner) -> None:
        super().__init__(name="guichet-outbox", daemon=True)
        self.runner = runner
        self.pid = os.getpid()

    def run(self) -> None:
        wait = INTERVAL
        while not self.runner.stopping.is_set():
            try:
                self.runner.sweep()
                wait = INTERVAL
            except Exception:
                logger.exception("Outbox: the database cannot be used")
                self._forget_connection()
                wait = min(2 * wait, LONGEST_INTERVAL)
            WORK.wait(wait)
            WORK.clear()
        self._forget_connection()

    def _forget_connection(self) -> None:
        try:
            self.runner.close()
        except Exception:
            logger.exception("Outbox: closing the database connection")

    def stop(self) -> None:
        """Let the work at hand come to its end, within a few seconds."""
        self.runner.stopping.set()
        WORK.set()
        if self.is_alive():
            self.join(PATIENCE)


class _State:
    """What this process knows of its thread."""

    thread: RunnerThread | None = None
    serving = False
    lock = Lock()


def start(db: Any) -> RunnerThread:
    """Start the thread of this process, unless it runs."""
    with _State.lock:
        thread = _State.thread
        if thread is None or thread.pid != os.getpid() or not thread.is_alive():
            runner = Runner(db, lease=float(setting("outbox-lease") or LEASE))
            thread = _State.thread = RunnerThread(runner)
            thread.start()
            atexit.register(thread.stop)
            logger.info("Outbox: runner started")
    return thread


def is_server() -> bool:
    """True when a WSGI server loads Zope, as far as one can tell at start-up.

    Servers load it by its ini file; zconsole and scripts do not.
    """
    return "paste.deploy" in sys.modules


def on_process_starting(event: IProcessStarting) -> None:
    """Start the thread with the server, so that what was left behind is taken up."""
    import Zope2

    wanted = setting("outbox").lower()
    if wanted in ("off", "0", "no", "false"):
        return
    _State.serving = True
    if wanted in ("on", "1", "yes", "true") or is_server():
        start(Zope2.DB)


def on_request(event: IPubStart) -> None:
    """Start the thread where the server was not recognised, or forked since."""
    if not _State.serving:
        return
    thread = _State.thread
    if thread is None or thread.pid != os.getpid() or not thread.is_alive():
        import Zope2

        start(Zope2.DB)
