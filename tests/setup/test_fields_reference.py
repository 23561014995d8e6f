"""The reference of fields follows the kinds (see ``scripts/fields_reference.py``)."""

from house import ROOT

import subprocess
import sys


def test_reference_is_up_to_date():
    done = subprocess.run(
        [sys.executable, ROOT / "scripts" / "fields_reference.py", "--check"],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
