"""The one translation domain of the suite; default texts are French."""

from __future__ import annotations

from typing import Any
from zope.i18n import translate
from zope.i18nmessageid import Message
from zope.i18nmessageid import MessageFactory


DOMAIN = "imio.guichet"
_ = MessageFactory(DOMAIN)


def translate_whole(message: str, **where: Any) -> str:
    """Return a message translated, those that it holds as values too.

    ``where`` is what ``zope.i18n.translate`` takes: ``context`` (a request) or
    ``target_language``.
    """
    mapping = getattr(message, "mapping", None)
    if mapping and any(isinstance(value, Message) for value in mapping.values()):
        values = {
            name: translate_whole(value, **where)
            if isinstance(value, Message)
            else value
            for name, value in mapping.items()
        }
        message = Message(message, mapping=values)
    return translate(message, **where)
