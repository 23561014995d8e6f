"""The distribution "Guichet citoyen" of plone.distribution: a new town's site."""

from __future__ import annotations

from collections.abc import Callable
from imio.guichet.town import demo
from imio.guichet.town import siteprofile
from plone.distribution.core import Distribution
from plone.portlets.interfaces import IPortletAssignmentMapping
from plone.portlets.interfaces import IPortletManager
from Products.CMFPlone.Portal import PloneSite
from typing import Any
from zope.component import getMultiAdapter
from zope.component import getUtility
from zope.component.hooks import setSite

import logging


logger = logging.getLogger(__name__)


TIME_ZONE = "Europe/Brussels"


def complete(answers: dict[str, Any]) -> dict[str, Any]:
    """Add what Plone wants to know and the form does not ask.

    Plone's own page may leave the language out, and would take UTC for time zone.
    """
    language = answers.get("default_language") or "fr"
    return {**answers, "default_language": language, "portal_timezone": TIME_ZONE}


def create_town(
    distribution: Distribution,
    site: PloneSite,
    answers: dict[str, Any],
    say: Callable[[str], None] = logger.info,
) -> PloneSite:
    """Install the rooms, the profile of the town and, when asked, the demo.

    Handler of plone.distribution: the site is new and bare, the caller commits.
    """
    try:
        return _create(distribution, site, answers, say)
    except Exception:
        # Without this the abort fails on the half-made site and hides the reason.
        setSite(None)
        raise


def _create(
    distribution: Distribution,
    site: PloneSite,
    answers: dict[str, Any],
    say: Callable[[str], None],
) -> PloneSite:
    say("Installation du guichet")
    for profile in distribution.profiles:
        site.portal_setup.runAllImportStepsFromProfile(f"profile-{profile}")
    clear_columns(site)
    siteprofile.install(site, answers["town"], say=say)
    # What was answered wins over the profile.
    site.title = answers["title"]
    site.portal_registry["plone.site_title"] = answers["title"]
    site.portal_registry["plone.default_language"] = answers["default_language"]
    site.setLanguage(answers["default_language"])
    if answers.get("setup_content"):
        accounts = demo.install(site, say=say)
        path = demo.write_accounts(accounts)
        say(f"Comptes de démonstration: {path}")
    return site


def clear_columns(site: PloneSite) -> None:
    """Take Plone's sample portlets away from both columns of a new site."""
    for name in ("plone.leftcolumn", "plone.rightcolumn"):
        manager = getUtility(IPortletManager, name=name, context=site)
        mapping = getMultiAdapter((site, manager), IPortletAssignmentMapping)
        for portlet in list(mapping.keys()):
            del mapping[portlet]
