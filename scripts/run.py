"""``make run``: a trial site, from nothing to a running browser address.

    python scripts/run.py [--port PORT] [--host HOST] [--reset] [--plain]

The first call creates the instance and the site under ``var/``; the next ones start in
seconds and keep the data. Ctrl-C stops everything. ``--reset`` deletes the trial site.
``--plain`` serves a bare Plone site instead, from ``var/plain`` (to compare with).
"""

from bootstrap import check_port
from bootstrap import free_port
from bootstrap import Problem
from bootstrap import ROOT
from bootstrap import say
from bootstrap import VENV
from dataclasses import dataclass
from instance import Instance
from pathlib import Path

import argparse
import json
import mailsink
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request


SITE_ID = "charleroi"
#: Seconds Zope may take to start on a slow machine.
START_TIMEOUT = 180
MAIL_PORT = 8025


@dataclass(frozen=True)
class Trial:
    """The trial site of one ``var`` folder."""

    instance: Instance
    plain: bool = False

    @property
    def var(self) -> Path:
        return self.instance.var

    @property
    def site_id(self) -> str:
        return "Plone" if self.plain else SITE_ID

    @property
    def url(self) -> str:
        return f"http://localhost:{self.instance.port}/{self.site_id}"

    @property
    def accounts_file(self) -> Path:
        return self.var / "demo-accounts.json"

    @property
    def made(self) -> Path:
        """Exists when the site was created to the end; holds its mail port."""
        return self.var / ".site-created"

    def environment(self) -> dict[str, str]:
        """What the programs of the site read."""
        return os.environ | {
            "PYTHONWARNINGS": "ignore",
            "PYTHONUNBUFFERED": "1",
            "GUICHET_SMTP_HOST": "localhost",
            "GUICHET_SMTP_PORT": self.mail_port(),
        }

    def mail_port(self) -> str:
        """The port the site sends its mail to, chosen when it was created."""
        kept = self.var / "mail-port"
        if not kept.exists():
            self.var.mkdir(parents=True, exist_ok=True)
            kept.write_text(f"{free_port(MAIL_PORT)}\n")
        return kept.read_text().strip()

    def creation(self) -> list[str]:
        """The command that creates the site."""
        python = str(VENV.python)
        conf = str(self.instance.zope_conf)
        if self.plain:
            return [python, str(ROOT / "scripts/plain_site.py"), conf, self.site_id]
        return [
            python, "-m", "imio.guichet.town.create_site",
            "--zope-conf", conf,
            "--site-id", self.site_id,
            "--demo",
            "--accounts-file", str(self.accounts_file),
        ]  # fmt: skip

    def create(self) -> None:
        """Create the site unless it exists; raises Problem."""
        if self.made.exists():
            return
        # What an interrupted creation left behind is of no use.
        self.wipe()
        self.instance.write()
        say("Creating the site (about a minute)…")
        started = time.monotonic()
        if subprocess.run(
            self.creation(), env=self.environment(), check=False
        ).returncode:
            raise Problem("The site could not be created (see above).")
        self.made.touch()
        say(f"Site created in {time.monotonic() - started:.0f} s")

    def wipe(self) -> None:
        """Delete the data of this trial site, and nothing else."""
        names = ("instance", "filestorage", "blobstorage", "log", "mail")
        for name in names:
            shutil.rmtree(self.var / name, ignore_errors=True)
        for name in ("admin-password", "demo-accounts.json", "mail-port"):
            (self.var / name).unlink(missing_ok=True)
        self.made.unlink(missing_ok=True)

    def serve(self) -> None:
        """Start the mail keeper and Zope, then wait for the end of either."""
        mail = self._start_mail()
        command = [str(VENV.program("runwsgi")), str(self.instance.zope_ini)]
        # A group of its own: Ctrl-C reaches us first, and we stop Zope properly.
        zope = subprocess.Popen(
            command,
            env=self.environment(),
            stdout=subprocess.DEVNULL,
            process_group=0,
        )
        pid_file = self.var / "run.pid"
        pid_file.write_text(f"{os.getpid()} {self.instance.port}\n")
        try:
            self._wait_until_it_answers(zope)
            print(self.welcome(mail is not None), flush=True)
            zope.wait()
            raise Problem(f"Zope stopped. Its log: {self.var}/log/event.log")
        except KeyboardInterrupt:
            print()
            say("Stopping (the data is kept; `make run` starts it again)")
        finally:
            zope.terminate()
            zope.wait()
            pid_file.unlink(missing_ok=True)
            if mail is not None:
                mail.stop()

    def _start_mail(self) -> mailsink.Controller | None:
        port = int(self.mail_port())
        try:
            return mailsink.start(self.var / "mail", port)
        except OSError:
            say(f"Port {port} is in use: mail waits in the site's outbox.")
            return None

    def _wait_until_it_answers(self, zope: subprocess.Popen[bytes]) -> None:
        say("Starting Zope…")
        deadline = time.monotonic() + START_TIMEOUT
        while time.monotonic() < deadline:
            if zope.poll() is not None:
                raise Problem(f"Zope did not start: see {self.var}/log/event.log")
            if answers(self.url):
                return
            time.sleep(0.3)
        raise Problem(f"{self.url} does not answer: see {self.var}/log/event.log")

    def welcome(self, with_mail: bool) -> str:
        """What the person needs to know to begin."""
        lines = ["", f"The site runs:  {self.url}", ""]
        if self.accounts_file.exists():
            accounts = json.loads(self.accounts_file.read_text())
            wide = max(len(account["login"]) for account in accounts)
            wider = max(len(account["password"]) for account in accounts)
            lines.append("Accounts (also in var/demo-accounts.json):")
            for account in accounts:
                lines.append(
                    f"  {account['login']:<{wide}}  {account['password']:<{wider}}"
                    f"  {account['role']}"
                )
        lines.append(f"Zope's own administrator: admin  {self.instance.admin_password}")
        lines.append("")
        if with_mail:
            lines.append(f"Mail is not sent: read it in {self.var}/mail/*.eml")
        lines.append(f"Logs: {self.var}/log/   Data: {self.var}/   Stop: Ctrl-C")
        return "\n".join(lines)


def answers(url: str) -> bool:
    """Whether the address answers 200."""
    try:
        with urllib.request.urlopen(url, timeout=60) as response:
            return response.status == 200
    except (urllib.error.URLError, OSError):
        return False


def main() -> None:
    """Entry point of the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--port", type=int, default=8080)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--reset", action="store_true", help="delete the trial site")
    parser.add_argument("--plain", action="store_true", help="a bare Plone site")
    parser.add_argument("--create-only", action="store_true", help="do not serve")
    options = parser.parse_args()
    var = ROOT / "var" / "plain" if options.plain else ROOT / "var"
    trial = Trial(Instance(var, options.host, options.port), options.plain)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        if options.reset:
            if (var / "run.pid").exists():
                check_port(int((var / "run.pid").read_text().split()[1]))
            trial.wipe()
            say("The trial site is deleted; `make run` makes a new one.")
            return
        check_port(options.port)
        trial.create()
        trial.instance.write()
        if not options.create_only:
            trial.serve()
    except Problem as problem:
        sys.exit(f"\n{problem}")
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
