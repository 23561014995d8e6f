"""One Zope process that serves a database, and what it weighs."""

from contextlib import contextmanager
from instance import Instance

import os
import psutil
import subprocess
import sys
import time
import urllib.error
import urllib.request


class Server:
    """A running process; made by ``serve``."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = psutil.Process(process.pid)

    def memory(self) -> int:
        """Resident memory in MB."""
        return round(self._process.memory_info().rss / 1024**2)


@contextmanager
def serve(instance: Instance, path: str):
    """Run the instance until the block ends; it answers at ``path`` when it begins."""
    environ = os.environ | {
        "PYTHONWARNINGS": "ignore",
        # Mail is queued and stays so: nothing is sent while we measure.
        "GUICHET_OUTBOX": "off",
    }
    log = instance.var / "log" / "process.log"
    command = [os.path.join(os.path.dirname(sys.executable), "runwsgi")]
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*command, str(instance.zope_ini)],
            env=environ,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            wait_until_it_answers(
                f"http://{instance.host}:{instance.port}{path}", process
            )
            yield Server(process)
        finally:
            process.terminate()
            process.wait(30)


def wait_until_it_answers(url: str, process: subprocess.Popen[bytes]) -> None:
    """Wait for a page; ends the run when the process stops or stays silent."""
    end = time.monotonic() + 120
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=60):
                return
        except urllib.error.HTTPError as error:
            sys.exit(f"{url} answers {error.code}")
        except OSError:
            time.sleep(0.2)
    sys.exit(f"Zope does not answer at {url}")
