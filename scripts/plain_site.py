"""Create a plain Plone site, to compare with: Plone as it is, without the e-counter.

python scripts/plain_site.py ZOPE_CONF SITE_ID
"""

from AccessControl.SecurityManagement import newSecurityManager
from AccessControl.users import system
from OFS.Application import Application
from plone.distribution.api import site as site_api
from Testing.makerequest import makerequest
from zope.globalrequest import setRequest
from Zope2.Startup.run import make_wsgi_app

import logging
import sys
import transaction
import Zope2


def open_app(zope_conf: str) -> Application:
    """Zope's root, as the system user, with a request; the process is Zope's from now."""
    make_wsgi_app({}, zope_conf)
    app = makerequest(Zope2.app())
    app.REQUEST["PARENTS"] = [app]
    setRequest(app.REQUEST)
    newSecurityManager(None, system)
    return app


def create_plain_site(app: Application, site_id: str) -> None:
    """Plone's classic distribution with its example content, in French; commits."""
    site_api.create(
        app,
        "classic",
        {
            "site_id": site_id,
            "title": "Plone",
            "description": "",
            "default_language": "fr",
            "portal_timezone": "Europe/Brussels",
            "setup_content": True,
        },
    )
    transaction.commit()


if __name__ == "__main__":
    logging.basicConfig(level=logging.ERROR)
    create_plain_site(open_app(sys.argv[1]), sys.argv[2])
