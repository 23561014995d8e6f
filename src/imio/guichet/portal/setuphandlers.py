"""What the profile of the portal cannot say in XML."""

from __future__ import annotations

from imio.guichet.portal.pagecache import PageServed
from Products.GenericSetup.tool import SetupTool
from typing import Any
from zope.component.hooks import getSite


def install(tool: SetupTool) -> None:
    """A page served from memory is not an error to log."""
    _ignore({*_ignored(), PageServed.__name__})


def uninstall(tool: SetupTool) -> None:
    """Log as before."""
    _ignore({*_ignored()} - {PageServed.__name__})


def _log() -> Any:
    return getSite().error_log


def _ignored() -> tuple[str, ...]:
    return tuple(_log().getProperties()["ignored_exceptions"])


def _ignore(names: set[str]) -> None:
    kept = _log().getProperties()
    kept["ignored_exceptions"] = tuple(sorted(names))
    _log().setProperties(**kept)
