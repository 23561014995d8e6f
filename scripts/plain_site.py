"""Create a plain Plone site, to compare with: Plone as it is, without the e-counter.

python scripts/plain_site.py ZOPE_CONF SITE_ID
"""

from imio.guichet.core.commandline import open_app
from OFS.Application import Application
from plone.distribution.api import site as site_api

import logging
import sys
import transaction


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
