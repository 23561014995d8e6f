"""Messages in the language of who reads them."""

from __future__ import annotations

from typing import Any
from zope.globalrequest import getRequest
from zope.i18n import translate


def tr(message: Any, language: str | None = None) -> str:
    """Return a message translated to ``language``, or to the current reader's."""
    if language is not None:
        return str(translate(message, target_language=language))
    return str(translate(message, context=getRequest()))
