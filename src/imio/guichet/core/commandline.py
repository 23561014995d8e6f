"""Opening the database from a command of ours: ``python -m imio.guichet.<room>…``.

The process is Zope's from then on: run nothing else in it. Nothing of Zope is imported
before it is asked for, so that ``--help`` answers at once.
"""

from __future__ import annotations

from typing import Any


def open_app(zope_conf: str) -> Any:
    """Return Zope's root as the system user, with a request."""
    from AccessControl.SecurityManagement import newSecurityManager
    from AccessControl.users import system
    from Testing.makerequest import makerequest
    from zope.globalrequest import setRequest
    from Zope2.Startup.run import make_wsgi_app

    import Zope2

    make_wsgi_app({}, zope_conf)
    app = makerequest(Zope2.app())
    app.REQUEST["PARENTS"] = [app]
    setRequest(app.REQUEST)
    newSecurityManager(None, system)
    return app


def open_site(zope_conf: str, site_id: str) -> Any:
    """Return a Plone site, with its rooms' layers; raises SystemExit when it is not there."""
    from plone.browserlayer.layer import mark_layer
    from zope.component.hooks import setSite
    from zope.traversing.interfaces import BeforeTraverseEvent

    app = open_app(zope_conf)
    if site_id not in app.objectIds("Plone Site"):
        raise SystemExit(f"Il n'y a pas de site « {site_id} » dans cette base.")
    site = app[site_id]
    setSite(site)
    mark_layer(site, BeforeTraverseEvent(site, site.REQUEST))
    return site
