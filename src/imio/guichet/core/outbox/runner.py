"""Carries out what is due in the outboxes of a database.

Any number of runners, in any number of processes, may work at the same time: each
takes work by a lease that it commits before it begins. One that is killed leaves
leases that end, and its work is due again.
"""

from collections.abc import Callable
from datetime import datetime
from datetime import UTC
from functools import partial
from imio.guichet.core.maintenance import Keeper
from imio.guichet.core.outbox.errors import Refused
from imio.guichet.core.outbox.errors import Unavailable
from imio.guichet.core.outbox.interfaces import IOutboxHandler
from imio.guichet.core.outbox.interfaces import Job
from imio.guichet.core.outbox.pauses import Pauses
from imio.guichet.core.outbox.policy import Backoff
from imio.guichet.core.outbox.policy import RETRY
from imio.guichet.core.outbox.sites import sites_with_outbox
from imio.guichet.core.outbox.sites import working_in
from imio.guichet.core.outbox.smtp import explain
from imio.guichet.core.outbox.store import Outbox
from imio.guichet.core.outbox.store import Record
from threading import Event
from typing import Any
from ZODB.POSException import ConflictError
from zope.component import queryUtility

import logging
import random
import secrets
import time
import transaction


logger = logging.getLogger(__name__)

LEASE = 300.0
"""Seconds a runner keeps what it took; beyond them others take it."""
BATCH = 20
NOTING_ATTEMPTS = 20
"""How often a runner tries to write down what became of work."""
TIDY_EVERY = 3600.0


class Runner:
    """Works for one database, in one thread at a time.

    It has a connection and a transaction manager of its own: it neither sees nor
    disturbs the transaction of the thread it is called in.
    """

    def __init__(
        self,
        db: Any,
        *,
        lease: float = LEASE,
        batch: int = BATCH,
        retry: Backoff = RETRY,
        pauses: Pauses | None = None,
    ) -> None:
        self.stopping = Event()
        self._db = db
        self._lease = lease
        self._batch = batch
        self._retry = retry
        self._pauses = pauses or Pauses()
        self._transactions = transaction.TransactionManager()
        self._connection: Any = None
        self._token = secrets.token_hex(8)
        self._tidied: dict[str, float] = {}
        self._keeper = Keeper(self._transactions)

    def sweep(self) -> int:
        """Carry out everything that is due and return the number of attempts.

        Trouble with one site is logged and keeps nothing from the others.
        """
        if self._connection is None:
            self._connection = self._db.open(self._transactions)
        self._transactions.begin()
        count = 0
        application = self._connection.root()["Application"]
        for site, outbox in list(sites_with_outbox(application)):
            if self.stopping.is_set():
                break
            try:
                with working_in(site):
                    count += self._work(site, outbox)
                    self._keeper.keep(site)
            except Exception:
                logger.exception("Outbox of %s", "/".join(site.getPhysicalPath()))
                self._transactions.abort()
        self._transactions.abort()
        return count

    def close(self) -> None:
        """Give the database connection back; ``sweep`` opens another one."""
        connection, self._connection = self._connection, None
        if connection is not None:
            self._transactions.abort()
            connection.close()

    def _work(self, site: Any, outbox: Outbox) -> int:
        path = "/".join(site.getPhysicalPath())
        count = 0
        for kind in outbox.kinds():
            handler = queryUtility(IOutboxHandler, name=kind)
            if handler is None:
                # Its room is not loaded just now: the work waits for it.
                continue
            while not self.stopping.is_set() and self._pauses.is_open(path, kind):
                self._transactions.begin()
                if not outbox.has_due(kind):
                    break
                count += self._work_on_batch(site, path, outbox, kind, handler)
        self._tidy(path, outbox)
        return count

    def _work_on_batch(
        self, site: Any, path: str, outbox: Outbox, kind: str, handler: Any
    ) -> int:
        records = self._claim(outbox, kind)
        count = 0
        for record in records:
            self._transactions.begin()
            if not outbox.is_mine(record, self._token):
                continue
            if self.stopping.is_set() or not self._pauses.is_open(path, kind):
                self._note(outbox, record, partial(outbox.release, record, 0))
                continue
            if record.due - time.time() < self._lease / 2:
                # Too late to be sure to finish in time: begin anew.
                self._note(outbox, record, partial(outbox.release, record, 0))
                continue
            self._attempt(site, path, outbox, record, handler)
            count += 1
        return count

    def _claim(self, outbox: Outbox, kind: str) -> list[Record]:
        try:
            records = outbox.claim(kind, self._token, self._lease, self._batch)
            self._transactions.commit()
        except ConflictError:
            # Another runner was faster, or somebody queued work.
            self._transactions.abort()
            time.sleep(random.uniform(0, 0.05))
            return []
        return records

    def _attempt(
        self, site: Any, path: str, outbox: Outbox, record: Record, handler: Any
    ) -> None:
        """Carry out one record and write down what became of it."""
        name = f"{record.kind} {record.key}"
        now = time.time()
        try:
            if record.interruptions >= self._retry.interruptions:
                times = record.interruptions
                raise Refused(f"the process died {times} times while doing it")
            handler.run(record.payload, self._job(site, record))
        except Refused as error:
            logger.warning("Outbox: %s given up: %s", name, error)
            change = partial(outbox.bury, record, str(error))
        except Unavailable as error:
            wait = self._pauses.pause(path, record.kind)
            logger.warning("Outbox: %s pauses %.0f s: %s", record.kind, wait, error)
            change = partial(outbox.release, record, wait, str(error))
        except Exception as error:
            reason = explain(error)
            # The other side's troubles are one line, a fault of ours is a trace.
            trace = not isinstance(error, OSError)
            if self._retry.is_over(now - (record.failing_since or now)):
                logger.warning("Outbox: %s given up: %s", name, reason, exc_info=trace)
                change = partial(outbox.bury, record, reason)
            else:
                wait = self._retry.delay(record.attempts)
                again = "Outbox: %s again in %.0f s: %s"
                logger.info(again, name, wait, reason, exc_info=trace)
                change = partial(outbox.postpone, record, wait, reason)
        else:
            self._pauses.end(path, record.kind)
            change = partial(outbox.finish, record)
        self._note(outbox, record, change)

    def _job(self, site: Any, record: Record) -> Job:
        created = datetime.fromtimestamp(record.created, UTC)
        return Job(site, record.key, created, record.attempts)

    def _note(self, outbox: Outbox, record: Record, change: Callable[[], None]) -> None:
        """Write down what became of a record, unless its lease went to another."""
        for attempt in range(NOTING_ATTEMPTS):
            # What the handler changed in the database is thrown away.
            self._transactions.abort()
            self._transactions.begin()
            if not outbox.is_mine(record, self._token):
                logger.warning("Outbox: lease of %s lost", record.key)
                return
            try:
                change()
                self._transactions.commit()
                return
            except ConflictError:
                self._transactions.abort()
                time.sleep(random.uniform(0, 0.01 * (attempt + 1)))
        logger.error("Outbox: %s is done again when its lease ends", record.key)

    def _tidy(self, path: str, outbox: Outbox) -> None:
        if time.monotonic() - self._tidied.get(path, -TIDY_EVERY) < TIDY_EVERY:
            return
        self._transactions.begin()
        try:
            if not outbox.forget_old_keys():
                self._tidied[path] = time.monotonic()
            self._transactions.commit()
        except ConflictError:
            self._transactions.abort()
