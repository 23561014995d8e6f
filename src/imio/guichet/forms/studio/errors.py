"""What the studio refuses, and where."""

from __future__ import annotations

from imio.guichet.forms.controls.base import Message


class Refused(Exception):
    """What was sent cannot be taken. ``place`` is a page's or a field's name, or ''.

    Nothing was changed. ``status`` is the HTTP status that says it.
    """

    def __init__(self, message: Message, place: str = "", status: int = 400) -> None:
        super().__init__(str(message))
        self.message = message
        self.place = place
        self.status = status
