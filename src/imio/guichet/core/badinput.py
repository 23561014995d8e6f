"""Inputs that Zope cannot read: the sender's mistake, not the server's.

A name such as ``f.x:int`` makes Zope convert the value before it looks for a page, a
site or a layer. What it then raises is a plain ``ValueError``, ``TypeError``…: answered
with 500. Browsers send no such name.
"""

from __future__ import annotations

from types import TracebackType
from typing import TYPE_CHECKING
from ZPublisher.HTTPRequest import HTTPRequest


if TYPE_CHECKING:
    from ZPublisher.interfaces import IPubBeforeAbort


READING = HTTPRequest.processInputs.__code__
SAID = "Bad request: an input of this form cannot be read.\n"
"""For programs: no site is known yet, so no language."""


def is_reading(traceback: TracebackType | None) -> bool:
    """Return whether an exception comes from the reading of the inputs."""
    while traceback is not None:
        if traceback.tb_frame.f_code is READING:
            return True
        traceback = traceback.tb_next
    return False


def on_abort(event: IPubBeforeAbort) -> None:
    """Answer 400, whatever the page of errors said."""
    if event.retry or not is_reading(event.exc_info[2]):
        return
    response = event.request.response
    response.setStatus(400, lock=True)
    response.setHeader("Content-Type", "text/plain; charset=utf-8")
    response.setHeader("Cache-Control", "no-store")
    response.setBody(SAID, lock=True)
