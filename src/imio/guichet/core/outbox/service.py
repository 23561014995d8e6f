"""Putting work in the outbox of the current site."""

from collections.abc import Mapping
from imio.guichet.core.outbox.interfaces import IOutboxHandler
from imio.guichet.core.outbox.store import NO_ORDER
from imio.guichet.core.outbox.store import Outbox
from imio.guichet.core.outbox.wake import wake_after_commit
from typing import Any
from zope.annotation.interfaces import IAnnotations
from zope.component import getUtility
from zope.component.hooks import getSite


ANNOTATION = "imio.guichet.outbox"


def find_outbox(site: Any) -> Outbox | None:
    """Return the outbox of a site, or None where core is not installed."""
    annotations = IAnnotations(site, None)
    return None if annotations is None else annotations.get(ANNOTATION)


def get_outbox(site: Any = None) -> Outbox:
    """Return the outbox of a site, by default the current one.

    Raises LookupError where core is not installed.
    """
    outbox = find_outbox(getSite() if site is None else site)
    if outbox is None:
        raise LookupError("this site has no outbox: core is not installed")
    return outbox


def enqueue(
    kind: str,
    payload: Mapping[str, Any],
    *,
    key: str | None = None,
    order: str = NO_ORDER,
    delay: float = 0.0,
) -> str:
    """Put work in the outbox, in the current transaction; return its key's digest.

    It is carried out after commit, at least once, and never when the transaction is
    aborted. ``key`` makes it unique: work whose key is known already is not added
    again. Work of one ``order`` is carried out one by one, in the order of addition.
    ``delay`` is in seconds. Raises ValueError for a payload the handler cannot use
    and LookupError for an unknown kind; then nothing was added.
    """
    handler = getUtility(IOutboxHandler, name=kind)
    cleaned = handler.validate(payload)
    digest = get_outbox().add(kind, cleaned, key, order, delay)
    wake_after_commit()
    return digest
