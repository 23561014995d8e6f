"""Create a town's site from the command line; nothing is done when it exists.

    python -m imio.guichet.town.create_site [ZOPE_CONF] [--site-id charleroi] [--demo]

What options do not say is read from the environment: GUICHET_SITE_ID, GUICHET_DEMO (0
or 1), GUICHET_ACCOUNTS_FILE, GUICHET_SMTP_HOST, GUICHET_SMTP_PORT. The process is
Zope's from the moment the site is opened: run nothing else in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from imio.guichet.core.commandline import open_app
from imio.guichet.town.demo.accounts import ACCOUNTS_FILE
from imio.guichet.town.sitedata import ProfileError
from typing import Any

import argparse
import logging
import os
import sys
import time


STARTED = time.monotonic()


def say(line: str) -> None:
    """Print a line of progress with the seconds since the start."""
    print(f"[{time.monotonic() - STARTED:5.1f} s] {line}", flush=True)


def parse(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """Return the options, completed by the environment."""
    env = os.environ
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("conf", nargs="?", help="zope.conf")
    parser.add_argument("--zope-conf", help="same, as an option")
    parser.add_argument("--site-id", default=env.get("GUICHET_SITE_ID") or "charleroi")
    parser.add_argument("--title", default="Ville de Charleroi")
    parser.add_argument("--town", default="charleroi", help="folder in profiles/")
    parser.add_argument("--language", default="fr", help="fr, nl, de or en")
    parser.add_argument(
        "--demo",
        action=argparse.BooleanOptionalAction,
        default=env.get("GUICHET_DEMO", "0") == "1",
        help="add demo accounts and dossiers",
    )
    parser.add_argument("--accounts-file", default=env.get(ACCOUNTS_FILE))
    parser.add_argument("--smtp-host", default=env.get("GUICHET_SMTP_HOST"))
    parser.add_argument("--smtp-port", type=int, default=env.get("GUICHET_SMTP_PORT"))
    parser.add_argument(
        "--plain-site", help="id of a plain Plone site to add, to compare"
    )
    options = parser.parse_args(arguments)
    options.conf = options.zope_conf or options.conf
    if not options.conf:
        parser.error("zope.conf is missing")
    return options


def create(app: Any, options: argparse.Namespace) -> None:
    """Create the town's site and commit; what exists already stays as it is."""
    from imio.guichet.town import distribution
    from plone.distribution.api import site as site_api

    import transaction

    if options.accounts_file:
        os.environ[ACCOUNTS_FILE] = os.path.abspath(options.accounts_file)
    if options.site_id in app.objectIds():
        say(f"Le site /{options.site_id} existe: rien à faire.")
    else:
        say(f"Création du site /{options.site_id}")
        distribution.logger.setLevel(logging.INFO)
        distribution.logger.addHandler(_Progress())
        distribution.logger.propagate = False
        site = site_api.create(
            app,
            "guichet",
            {
                "site_id": options.site_id,
                "title": options.title,
                "town": options.town,
                "default_language": options.language,
                "setup_content": options.demo,
            },
        )
        set_mail_host(site, options.smtp_host, options.smtp_port)
        transaction.commit()
    if options.plain_site and options.plain_site not in app.objectIds():
        say(f"Création du site Plone nu /{options.plain_site}")
        create_plain(app, options.plain_site, options.language)


def set_mail_host(site: Any, host: str | None, port: int | str | None) -> None:
    """Point the site's mail at an SMTP server; None changes nothing."""
    if host:
        site.portal_registry["plone.smtp_host"] = host
    if port:
        site.portal_registry["plone.smtp_port"] = int(port)


def create_plain(app: Any, site_id: str, language: str) -> None:
    """Create Plone's classic site with its sample content, and commit."""
    from plone.distribution.api import site as site_api

    site_api.create(
        app,
        "classic",
        {
            "site_id": site_id,
            "title": "Plone",
            "description": "",
            "default_language": language,
            "portal_timezone": "Europe/Brussels",
            "setup_content": True,
        },
    )


class _Progress(logging.Handler):
    """Prints the steps that the distribution logs."""

    def emit(self, record: logging.LogRecord) -> None:
        say(record.getMessage())


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns its exit code."""
    options = parse(arguments)
    logging.basicConfig(level=logging.ERROR)
    app = open_app(options.conf)
    try:
        create(app, options)
    except ProfileError as error:
        print(f"Le profil de la commune est refusé:\n{error}", file=sys.stderr)
        return 1
    say("Prêt")
    return 0


if __name__ == "__main__":
    sys.exit(main())
