"""Noting that an agent reads, in the transaction of a GET.

Reading changes nothing but the audit trail, so that the protection against forged
requests lets exactly these objects be written.
"""

from __future__ import annotations

from imio.guichet.core import dossiers
from plone.protect.utils import safeWrite
from typing import Any
from typing import TYPE_CHECKING


if TYPE_CHECKING:
    from imio.guichet.core.content.dossier import Dossier


def note(
    dossier: Dossier, request: Any, user: str | None, action: str, detail: str = ""
) -> None:
    """Write a line in the audit trail of a dossier."""
    new = dossier.audit is None
    if not dossiers.record(dossier, user or "", action, detail):
        return
    if new:
        safeWrite(dossier, request)
    safeWrite(dossier.audit, request)
    safeWrite(dossier.audit._lines, request)
