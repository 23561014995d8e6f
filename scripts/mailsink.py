"""A mail server that keeps every message as a file instead of sending it.

The trial site's mail must not vanish, nor leave the machine: each message becomes
``<folder>/<date>-<recipient>.eml``, which any mail program opens.
"""

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope
from aiosmtpd.smtp import Session
from aiosmtpd.smtp import SMTP
from datetime import datetime
from pathlib import Path

import re


class Keeper:
    """aiosmtpd handler: writes each message to a folder."""

    def __init__(self, folder: Path):
        self.folder = folder

    async def handle_DATA(
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        """Keep one message; the answer is the SMTP reply."""
        to = envelope.rcpt_tos[0] if envelope.rcpt_tos else "nobody"
        safe = re.sub(r"[^A-Za-z0-9@.-]", "_", to)[:80]
        name = f"{datetime.now():%Y%m%d-%H%M%S-%f}-{safe}.eml"
        self.folder.mkdir(parents=True, exist_ok=True)
        # "x": two messages of one microsecond must not overwrite each other.
        with (self.folder / name).open("xb") as file:
            file.write(envelope.content)
        return "250 kept"


def start(folder: Path, port: int) -> Controller:
    """Serve on localhost in a thread; raises OSError when the port is busy."""
    controller = Controller(Keeper(folder), hostname="127.0.0.1", port=port)
    controller.start()
    return controller
