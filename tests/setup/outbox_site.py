"""Run in a process of its own: make a small site, or queue mails and be killed.

python outbox_site.py ZOPE_CONF create SMTP_PORT
python outbox_site.py ZOPE_CONF queue SUBJECT...
"""

from imio.guichet.core.mail import queue_mail
from imio.guichet.core.outbox import process
from plone import api
from Products.CMFPlone.factory import addPloneSite
from Testing.makerequest import makerequest
from zope.component.hooks import setSite
from zope.globalrequest import setRequest
from Zope2.Startup.run import make_wsgi_app

import AccessControl.SecurityManagement
import AccessControl.users
import os
import signal
import sys
import transaction
import Zope2


def create(app, port: str) -> None:
    """Make a site with the room core alone, whose mail goes to a port of ours."""
    addPloneSite(
        app,
        "town",
        setup_content=False,
        extension_ids=["plone.app.caching:default", "imio.guichet.core:default"],
    )
    setSite(app.town)
    for name, value in {
        "smtp_host": "127.0.0.1",
        "smtp_port": int(port),
        "email_from_address": "guichet@charleroi.be",
        "email_from_name": "Ville de Charleroi",
    }.items():
        api.portal.set_registry_record(f"plone.{name}", value)
    transaction.commit()


def queue(app, *subjects: str) -> None:
    """Commit mails, then die at once, as in a power cut."""
    setSite(app.town)
    for subject in subjects:
        queue_mail("ada@example.be", subject, "Bonjour")
    transaction.commit()
    # A script is not a server: nobody in this process sends.
    assert process._State.thread is None
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    make_wsgi_app({}, sys.argv[1])
    root = makerequest(Zope2.app())
    setRequest(root.REQUEST)
    AccessControl.SecurityManagement.newSecurityManager(
        None, AccessControl.users.system
    )
    {"create": create, "queue": queue}[sys.argv[2]](root, *sys.argv[3:])
