"""The files of an answer: none, one, several; how they are named and said."""

from __future__ import annotations

from imio.guichet.core.filenames import format_size
from imio.guichet.core.files import state_of
from imio.guichet.core.files import STATES
from imio.guichet.forms.controls.base import Translate
from plone.namedfile.file import NamedBlobFile
from typing import NamedTuple


Files = tuple[NamedBlobFile, ...]


def files_of(value: object) -> Files:
    """Return the files of an answer: none, one, several."""
    found = value if isinstance(value, (tuple, list)) else (value,)
    return tuple(item for item in found if isinstance(item, NamedBlobFile))


def key_of(file: NamedBlobFile, number: int) -> str:
    """Return what names a file among those of an answer."""
    return getattr(file, "key", "") or f"n{number}"


def said(file: NamedBlobFile) -> str:
    """Return a file in words: its name and size."""
    return f"{file.filename}, {format_size(file.getSize())}"


def links(value: object, translate: Translate) -> tuple[tuple[str, str], ...]:
    """Return the files of an answer as (end of the address, text).

    The address of one file is the answer's; of several, its number follows.
    """
    several = isinstance(value, (tuple, list))
    return tuple(
        (f"/{number}" if several else "", said_now(file, translate))
        for number, file in enumerate(files_of(value))
    )


def said_now(file: NamedBlobFile, translate: Translate) -> str:
    """Return a file in words, and why it cannot be had if so."""
    state = state_of(file)
    return f"{said(file)} ({translate(STATES[state])})" if state else said(file)


class FilesAct(NamedTuple):
    """What a button beside files asks; ``key`` is the file to take away, or ''."""

    name: str
    key: str


def files_act(act: str) -> FilesAct | None:
    """Read ``add:<field>`` or ``remove:<field>:<file>``; None for another button."""
    verb, _colon, rest = act.partition(":")
    name, _colon, key = rest.partition(":")
    return FilesAct(name, key) if verb in ("add", "remove") and name else None
