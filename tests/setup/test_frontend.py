"""The front end: its own tests pass and the committed files are what its sources build."""

from house import ROOT

import pytest
import shutil
import subprocess


FRONTEND = ROOT / "frontend"

pytestmark = pytest.mark.skipif(not shutil.which("npm"), reason="needs Node.js and npm")


def run(*command: str) -> None:
    done = subprocess.run(
        command,
        cwd=FRONTEND,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def packages():
    """The npm packages, exactly as locked."""
    lock = FRONTEND / "package-lock.json"
    installed = FRONTEND / "node_modules" / ".package-lock.json"
    if not installed.exists() or installed.stat().st_mtime < lock.stat().st_mtime:
        run("npm", "ci", "--no-audit", "--no-fund")


def test_built_files_match_their_sources(packages):
    run("node", "build.mjs", "--check")


def test_every_test_of_the_sources_passes(packages):
    run("node", "--test")
