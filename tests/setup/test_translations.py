"""The catalogues follow the sources (see ``scripts/i18n.py``)."""

from house import ROOT

import subprocess
import sys


def test_messages_and_catalogues():
    done = subprocess.run(
        [sys.executable, ROOT / "scripts" / "i18n.py", "--check"],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
