"""What a site needs now and then: expired drafts, old traces.

Tasks are named utilities (``IMaintenance``). The runner of the outbox asks often;
each task is due after its own time. Processes take turns: the next moment of a task is
written down and committed before it runs, and of two that take it one gets a conflict.

From cron, all tasks at once::

    python -m imio.guichet.core.maintenance path/to/zope.conf [--site ID]
"""

from __future__ import annotations

from BTrees.OOBTree import OOBTree
from collections.abc import Sequence
from datetime import datetime
from datetime import UTC
from imio.guichet.core.clients import get_acts
from imio.guichet.core.commandline import open_app
from imio.guichet.core.interfaces import IMaintenance
from imio.guichet.core.outbox.sites import sites_with_outbox
from imio.guichet.core.outbox.sites import working_in
from typing import Any
from ZODB.POSException import ConflictError
from zope.annotation.interfaces import IAnnotations
from zope.component import getUtilitiesFor
from zope.component.hooks import getSite
from zope.interface import implementer

import argparse
import logging
import time


ANNOTATION = "imio.guichet.maintenance"
LEAST_EVERY = 60.0
"""Seconds: no task of a site is asked for more often."""

logger = logging.getLogger(__name__)


@implementer(IMaintenance)
class ForgetActs:
    """Forgets what clients did more than a day ago."""

    every = 3600.0

    def run(self, now: datetime) -> bool:
        return get_acts(getSite()).forget(now.timestamp())


class Keeper:
    """Runs what is due, with a transaction manager of the caller."""

    def __init__(self, transactions: Any) -> None:
        self._transactions = transactions
        self._looked: dict[str, float] = {}

    def keep(self, site: Any, *, force: bool = False) -> int:
        """Run the tasks of the current site that are due; return how many ran.

        ``force`` runs them all. A task that fails is logged, and tried again when it
        is due again.
        """
        path = "/".join(site.getPhysicalPath())
        moment = time.monotonic()
        if not force and moment - self._looked.get(path, -LEAST_EVERY) < LEAST_EVERY:
            return 0
        self._looked[path] = moment
        ran = 0
        for name, task in sorted(getUtilitiesFor(IMaintenance)):
            if force or self._take(site, name, task.every):
                ran += self._run(name, task)
        return ran

    def _take(self, site: Any, name: str, every: float) -> bool:
        """Return whether the task is due and ours."""
        self._transactions.begin()
        annotations = IAnnotations(site)
        moments = annotations.get(ANNOTATION)
        now = time.time()
        if moments is not None and moments.get(name, 0) > now:
            return False
        if moments is None:
            moments = annotations[ANNOTATION] = OOBTree()
        moments[name] = now + every
        try:
            self._transactions.commit()
        except ConflictError:
            self._transactions.abort()
            return False
        return True

    def _run(self, name: str, task: Any) -> bool:
        more, failures = True, 0
        while more:
            self._transactions.begin()
            try:
                more = bool(task.run(datetime.now(UTC)))
                self._transactions.commit()
            except ConflictError:
                self._transactions.abort()
                failures += 1
                if failures > 10:
                    return False
            except Exception:
                self._transactions.abort()
                logger.exception("Maintenance: %s", name)
                return False
        return True


def forget(site: Any) -> None:
    """Forget when tasks ran: for the profile that uninstalls."""
    IAnnotations(site).pop(ANNOTATION, None)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run all tasks of all sites, or of one, now; return how many ran."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("zope_conf", help="Zope's configuration file")
    parser.add_argument("--site", default="", help="id of the only site to look after")
    options = parser.parse_args(arguments)

    import transaction

    application = open_app(options.zope_conf)
    keeper = Keeper(transaction.manager)
    ran = 0
    for site, _outbox in list(sites_with_outbox(application)):
        if options.site in ("", site.getId()):
            with working_in(site):
                ran += keeper.keep(site, force=True)
    print(f"{ran} task(s) done")
    application._p_jar.close()
    return ran


if __name__ == "__main__":
    main()
