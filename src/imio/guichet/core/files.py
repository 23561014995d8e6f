"""Files as they are kept: checked and scanned when they come in, held back until then.

Where no ``clamd`` is set (``core.environment``), files are not scanned. Where one is set
but does not answer, a file is kept and nobody gets it before it was looked at.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from imio.guichet.core import clamd
from imio.guichet.core import uploads
from imio.guichet.core.environment import setting
from imio.guichet.core.interfaces import IMaintenance
from imio.guichet.core.store import get_store
from imio.guichet.i18n import _
from itertools import islice
from plone.namedfile.file import NamedBlobFile
from typing import Any
from zope.component.hooks import getSite
from zope.interface import implementer

import logging
import secrets


logger = logging.getLogger(__name__)

CLEAN = "clean"
WAITING = "waiting"
INFECTED = "infected"
BATCH = 5
"""Files that one transaction scans again."""

STATES = {
    WAITING: _("label_file_waiting", default="contrôle antivirus en attente"),
    INFECTED: _("label_file_infected", default="retiré : il contenait un virus"),
}
"""How to say that a file cannot be had."""


class KeptFile(NamedBlobFile):
    """A file that was checked. ``scan`` is '' when nothing scans files here."""

    scan = ""
    key = ""
    """Names it among the files of one answer."""


def state_of(file: Any) -> str:
    """Return '' for a file that may be had, else WAITING or INFECTED."""
    found = getattr(file, "scan", "")
    return found if found in STATES else ""


def file_at(answer: object, number: str) -> NamedBlobFile | None:
    """Return a file of an answer: the only one ('' as number), or one of several."""
    if isinstance(answer, (tuple, list)) and number.isascii() and number.isdigit():
        place = int(number[:4])
        answer = answer[place] if place < len(answer) else None
    elif number:
        return None
    return answer if isinstance(answer, NamedBlobFile) else None


def keep(
    filename: str,
    stream: uploads.Stream,
    kinds: Collection[uploads.Kind] = uploads.DOCUMENTS,
    max_size: int = uploads.MAX_SIZE,
) -> KeptFile:
    """Return an upload as a file to store; raises ``uploads.UploadRefused``."""
    taken = uploads.take(filename, stream, kinds, max_size)
    file = KeptFile(taken.data, contentType=taken.type, filename=taken.name)
    file.key = secrets.token_hex(6)
    address = setting("clamd")
    if not address:
        return file
    try:
        found = clamd.scan(address, taken.data)
    except clamd.Unanswered as error:
        logger.warning("A file waits to be scanned: %s", error)
        file.scan = WAITING
        _hold(file)
        return file
    if found:
        logger.warning("A file was refused: it holds %s", found)
        raise uploads.UploadRefused(
            _(
                "error_file_virus",
                default="Le fichier « ${name} » contient un virus (${virus}) : il n'est "
                "pas gardé. Vérifiez votre appareil.",
                mapping={"name": taken.name, "virus": found},
            )
        )
    file.scan = CLEAN
    return file


def keep_again(
    file: NamedBlobFile,
    kinds: Collection[uploads.Kind] = uploads.KINDS,
    max_size: int = uploads.AGENT_MAX_SIZE,
) -> KeptFile:
    """Return a file that something else made of an upload, checked.

    One checked already, of a kind and size that fit, is returned as it is. Raises
    ``uploads.UploadRefused``.
    """
    fits = any(kind.mime == file.contentType for kind in kinds)
    if isinstance(file, KeptFile) and fits and file.getSize() <= max_size:
        return file
    with file.open() as stream:
        return keep(file.filename or "", stream, kinds, max_size)


def _hold(file: KeptFile) -> None:
    """Write down that a file waits: ``ScanWaiting`` then finds it."""
    site = getSite()
    if site is not None:
        get_store(site).hold(file)


@implementer(IMaintenance)
class ScanWaiting:
    """Scans the files that came while ``clamd`` was away."""

    every = 60.0

    def run(self, now: datetime) -> bool:
        address = setting("clamd")
        held = get_store(getSite()).held
        for key, file in list(islice((held or {}).items(), BATCH)):
            try:
                found = clamd.scan(address, file.data) if address else ""
            except clamd.Unanswered as error:
                logger.warning("Files still wait to be scanned: %s", error)
                return False
            if found:
                logger.warning("A file was emptied: it held %s", found)
                file.data = b""
            file.scan = INFECTED if found else (CLEAN if address else "")
            del held[key]
        return bool(held)
