"""Where a runner works: the Plone sites of a database that have an outbox."""

from AccessControl.SecurityManagement import getSecurityManager
from AccessControl.SecurityManagement import newSecurityManager
from AccessControl.SecurityManagement import setSecurityManager
from AccessControl.users import system
from collections.abc import Iterator
from contextlib import contextmanager
from imio.guichet.core.outbox.service import find_outbox
from imio.guichet.core.outbox.store import Outbox
from typing import Any
from zope.component.hooks import getSite
from zope.component.hooks import setSite
from zope.globalrequest import clearRequest
from zope.globalrequest import getRequest
from zope.globalrequest import setRequest


SITE = "Plone Site"
FOLDERS = ("Folder", "Folder (Ordered)")
DEPTH = 3
"""How deep in folders of Zope's root a site is looked for."""


def sites_with_outbox(folder: Any, depth: int = DEPTH) -> Iterator[tuple[Any, Outbox]]:
    """Yield the sites under Zope's root with their outboxes.

    Folders say the type of what they hold, so that nothing else is loaded.
    """
    for name in folder.objectIds(SITE):
        site = folder._getOb(name)
        outbox = find_outbox(site)
        if outbox is not None:
            yield site, outbox
    if depth > 0:
        for name in folder.objectIds(list(FOLDERS)):
            yield from sites_with_outbox(folder._getOb(name), depth - 1)


@contextmanager
def working_in(site: Any) -> Iterator[None]:
    """Work in a site as the system, without a request, whatever was before."""
    old_site, old_request, old_security = getSite(), getRequest(), getSecurityManager()
    setSite(site)
    clearRequest()
    newSecurityManager(None, system)
    try:
        yield
    finally:
        setSecurityManager(old_security)
        if old_request is not None:
            setRequest(old_request)
        setSite(old_site)
