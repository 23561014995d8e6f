"""Make the virtual environment ``.venv``: every pin of ``constraints.txt``, this project
in development mode, and the extras named on the command line.

    scripts/bootstrap [--port PORT] [--chromium] [--clamd] [--node] [EXTRA …]
    scripts/bootstrap --buildout

Uses the standard library only: it runs before anything is installed. Does nothing when
the environment already has what is asked (a stamp per set of extras remembers it).
With ``--port``, first makes sure that nobody listens there; ``--chromium``, ``--clamd``
and ``--node`` see to the browser, the virus scanner and the Node.js that some tests need. ``--buildout`` makes another,
small environment, ``.buildout``, with zc.buildout alone.
"""

from dataclasses import dataclass
from pathlib import Path

import argparse
import ctypes.util
import hashlib
import os
import re
import shutil
import socket
import subprocess
import sys


ROOT = Path(__file__).resolve().parent.parent
CONSTRAINTS = ROOT / "constraints.txt"
#: An edit to one of these makes an installed environment stale.
DECIDING_FILES = ("constraints.txt", "setup.py", "pyproject.toml")
#: Where servers are: not in everybody's PATH.
SERVERS = f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin"
#: Programs that Playwright can drive, as Debian and others name them.
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


#: What makes PDF (WeasyPrint): the library's name and Debian's package.
PDF_LIBRARIES = {
    "pango-1.0": "libpango-1.0-0",
    "pangoft2-1.0": "libpangoft2-1.0-0",
    "harfbuzz-subset": "libharfbuzz-subset0",
}


class Problem(Exception):
    """What went wrong and what to do, in words for the person at the terminal."""


def say(text: str) -> None:
    """One line of progress."""
    print(f"==> {text}", flush=True)


def pin(name: str) -> str:
    """The requirement ``name==version`` as pinned in constraints.txt."""
    found = re.search(rf"^{re.escape(name)}==\S+", CONSTRAINTS.read_text(), re.M)
    return found.group() if found else name


@dataclass(frozen=True)
class Environment:
    """A virtual environment of this checkout."""

    path: Path

    def program(self, name: str) -> Path:
        """Where a program of the environment is."""
        return self.path / "bin" / name

    @property
    def python(self) -> str:
        return str(self.program("python"))

    def ensure(self, *requirements: str, label: str, title: str) -> None:
        """Install the requirements unless that is done already; raises Problem.

        ``label`` names the set of requirements, ``title`` is shown to the person.
        """
        stamp = self.path / f".guichet-{label}"
        wanted = digest()
        if stamp.exists() and stamp.read_text() == wanted:
            return
        self._create()
        say(title)
        what = ["-c", str(CONSTRAINTS), pin("setuptools"), *requirements]
        pip = [self.python, "-m", "pip", "install", "-q", "--disable-pip-version-check"]
        if uv := self._uv(pip):
            command = [uv, "pip", "install", "-q", "--python", self.python]
            if succeeds(command + what):
                stamp.write_text(wanted)
                return
            say("uv could not; trying with pip")
        if not succeeds(pip + what):
            raise Problem("The installation failed (see above).")
        stamp.write_text(wanted)

    def _create(self) -> None:
        if self.program("python").exists() and succeeds([self.python, "-c", ""]):
            return
        say(f"Creating {self.path.name} with Python {sys.version.split()[0]}")
        shutil.rmtree(self.path, ignore_errors=True)
        if uv := shutil.which("uv"):
            options = ["-q", "--seed", "--python", sys.executable]
            if succeeds([uv, "venv", *options, str(self.path)]):
                return
            shutil.rmtree(self.path, ignore_errors=True)
        try:
            import ensurepip  # noqa: F401
        except ImportError:
            major, minor = sys.version_info[:2]
            apt_install(f"python{major}.{minor}-venv")
        if not succeeds([sys.executable, "-m", "venv", str(self.path)]):
            raise Problem(f"{sys.executable} -m venv {self.path} failed (see above).")

    def _uv(self, pip: list[str]) -> str | None:
        """The machine's uv, else our own, else none: pip then does its work."""
        if uv := shutil.which("uv"):
            return uv
        own = self.program("uv")
        if not own.exists():
            subprocess.run([*pip, pin("uv")], check=False, stderr=subprocess.DEVNULL)
        return str(own) if own.exists() else None


VENV = Environment(ROOT / ".venv")
BUILDOUT = Environment(ROOT / ".buildout")


def succeeds(command: list[str]) -> bool:
    """Run a program; whether it ended well."""
    return (
        subprocess.run(command, check=False, stdin=subprocess.DEVNULL).returncode == 0
    )


def digest() -> str:
    """Changes when what must be installed changes."""
    found = hashlib.sha256(sys.version.encode())
    for name in DECIDING_FILES:
        found.update((ROOT / name).read_bytes())
    return found.hexdigest()


def apt_install(*packages: str) -> None:
    """Install Debian packages, or tell the person to; raises Problem."""
    names = " ".join(packages)
    ours = Path("/etc/debian_version").exists() and os.geteuid() == 0
    if not ours or not shutil.which("apt-get"):
        raise Problem(f"Please install: {names}\n(Debian: sudo apt install {names})")
    say(f"Installing with apt: {names}")
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL}
    environ = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-qq", "-y", "--no-install-recommends", *packages]
    subprocess.run(["apt-get", "update", "-qq"], check=False, env=environ, **quiet)
    if subprocess.run(install, check=False, env=environ, **quiet).returncode:
        raise Problem(f"apt could not install {names}.")


def install_pdf_libraries() -> None:
    """Install what makes PDF when it is missing and we may; else say what to install.

    All but PDF works without: this is no reason to stop.
    """
    missing = [
        package
        for library, package in PDF_LIBRARIES.items()
        if ctypes.util.find_library(library) is None
    ]
    if not missing:
        return
    try:
        apt_install(*missing)
    except Problem as problem:
        say(f"Without these there is no PDF, all else works. {problem}")


def is_busy(port: int) -> bool:
    """Whether somebody listens on the port of this machine."""
    for family, address in ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")):
        try:
            with socket.socket(family) as probe:
                probe.settimeout(1)
                if probe.connect_ex((address, port)) == 0:
                    return True
        except OSError:
            continue
    return False


def free_port(preferred: int) -> int:
    """The preferred port of localhost when nobody has it, else any free one."""
    for port in (preferred, 0):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return probe.getsockname()[1]
    raise OSError("no free port")


def check_port(port: int) -> None:
    """Raise Problem when somebody already listens on the port."""
    if not 0 < port < 65536:
        raise Problem(f"{port} is not a port: choose one from 1024 to 65535.")
    if is_busy(port):
        raise Problem(
            f"Port {port} is already in use{owner_of_running_site(port)}.\n"
            f"Stop what listens there, or choose another one: "
            f"make run PORT={port + 1}"
        )


def owner_of_running_site(port: int) -> str:
    """Says so when the port is ours: this checkout's trial site is running."""
    try:
        pid, running = (ROOT / "var" / "run.pid").read_text().split()
        os.kill(int(pid), 0)
    except (OSError, ValueError):
        return ""
    if int(running) != port:
        return ""
    return f" by this trial site itself (process {pid}): it is running"


def main() -> None:
    """Entry point of the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--port", type=int, help="refuse to go on when it is in use")
    parser.add_argument("--chromium", action="store_true", help="need a browser")
    parser.add_argument("--node", action="store_true", help="need Node.js")
    parser.add_argument("--clamd", action="store_true", help="need ClamAV's daemon")
    parser.add_argument("--buildout", action="store_true", help="only zc.buildout")
    parser.add_argument("extras", nargs="*")
    options = parser.parse_args()
    extras = ",".join(options.extras)
    try:
        if options.port is not None:
            check_port(options.port)
        if options.buildout:
            tools = [pin("pip"), pin("wheel"), pin("zc-buildout")]
            BUILDOUT.ensure(*tools, label="buildout", title="Installing zc.buildout")
            return
        title = f"Installing Plone and imio.guichet [{extras}] (pinned versions)"
        project = f"{ROOT}[{extras}]" if extras else str(ROOT)
        VENV.ensure("-e", project, label="-".join(sorted(options.extras)), title=title)
        if {"run", "test", "bench"} & set(options.extras):
            install_pdf_libraries()
        if options.chromium and not any(map(shutil.which, BROWSERS)):
            apt_install("chromium")
        if options.clamd and not shutil.which("clamd", path=SERVERS):
            apt_install("clamav-daemon")
        if options.node and not shutil.which("node"):
            apt_install("nodejs", "npm")
    except Problem as problem:
        sys.exit(f"\n{problem}")


if __name__ == "__main__":
    main()
