"""Prove that what we deliver starts and serves; used by ``.ci/run``.

python scripts/smoke.py buildout    bin/instance of the operators' build: Plone's
                                    page answers, and it offers our distribution
python scripts/smoke.py run         `make run` twice: from nothing to a site that
                                    answers, then again in seconds with its data
"""

from bootstrap import free_port
from bootstrap import is_busy
from bootstrap import ROOT
from bootstrap import say
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request


#: Seconds: a first `make run` on a slow machine, and the next ones.
FIRST = 600
AGAIN = 90


@contextmanager
def running(command: list[str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A program in a group of its own, stopped as Ctrl-C would."""
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            process_group=0,
        )
        try:
            yield process
        finally:
            os.killpg(process.pid, signal.SIGINT)
            try:
                process.wait(60)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def page(url: str) -> tuple[int, str]:
    """(status, text) of an address; (0, reason) when nobody answers."""
    try:
        with urllib.request.urlopen(url, timeout=60) as response:
            return response.status, response.read().decode("utf-8", "replace")
    except urllib.error.HTTPError as error:
        return error.code, str(error)
    except OSError as error:
        return 0, str(error)


def wait_for(
    url: str, process: subprocess.Popen[bytes], log: Path, seconds: float
) -> str:
    """The text of the page once it answers 200; exits with the log when it never does."""
    end = time.monotonic() + seconds
    status, text = 0, ""
    while time.monotonic() < end and process.poll() is None:
        status, text = page(url)
        if status == 200:
            return text
        time.sleep(0.5)
    sys.exit(f"{url} answers {status or text}\n{log.read_text()[-5000:]}")


def wait_until_free(port: int) -> None:
    """Wait for the end of who listened."""
    for _ in range(60):
        if not is_busy(port):
            return
        time.sleep(0.5)
    sys.exit(f"Something still listens on port {port}.")


def try_run(folder: Path) -> None:
    """`make run` from nothing, then again."""
    port = free_port(8080)
    url = f"http://localhost:{port}/charleroi"
    command = ["make", "run", f"PORT={port}"]
    subprocess.run(["make", "reset"], cwd=ROOT, check=True)
    for number, seconds in ((1, FIRST), (2, AGAIN)):
        started = time.monotonic()
        log = folder / f"run{number}.log"
        with running(command, log) as process:
            wait_for(url, process, log, seconds)
            say(f"make run, call {number}: {time.monotonic() - started:.0f} s")
        wait_until_free(port)
    accounts = json.loads((ROOT / "var" / "demo-accounts.json").read_text())
    if not accounts or not all(
        {"login", "password", "role"} <= account.keys() for account in accounts
    ):
        sys.exit("var/demo-accounts.json lacks a login, a password or a role.")
    say(f"{len(accounts)} accounts")


def try_buildout(folder: Path) -> None:
    """bin/instance of the operators' build serves a site of the distribution."""
    etc = ROOT / "parts" / "instance" / "etc"
    site = "smoke"
    say("Creating a site with the operators' build")
    create = ["bin/zopepy", "-m", "imio.guichet.town.create_site", "--"]
    create += ["--zope-conf", str(etc / "zope.conf")]
    create += ["--site-id", site]
    subprocess.run(create, cwd=ROOT, check=True, stdin=subprocess.DEVNULL)
    listen = re.search(r"listen = \S+:(\d+)", (etc / "wsgi.ini").read_text())
    port = int(listen.group(1))
    log = folder / "instance.log"
    with running(["bin/instance", "fg"], log) as process:
        wait_for(f"http://localhost:{port}/{site}", process, log, AGAIN)
    wait_until_free(port)
    say("bin/instance serves a site of the distribution")


def main() -> None:
    """Entry point of the command line."""
    with tempfile.TemporaryDirectory() as folder:
        {"run": try_run, "buildout": try_buildout}[sys.argv[1]](Path(folder))


if __name__ == "__main__":
    main()
