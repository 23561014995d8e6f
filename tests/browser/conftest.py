"""A real trial site for browser tests: Zope in a process, SMTP, Chromium.

``town`` is the running site with its accounts and mailbox; ``visit`` opens a browser
as somebody; ``axe`` finds what is not accessible. The site is made once a session;
with ``GUICHET_TOWN=<folder>`` it is kept there, and the next session uses it again.
"""

from ..ports import free_port
from aiosmtpd.controller import Controller
from axe_playwright_python.sync_playwright import Axe
from dataclasses import dataclass
from dataclasses import field
from email import message_from_bytes
from email import policy
from email.message import EmailMessage
from pathlib import Path
from playwright.sync_api import sync_playwright

import base64
import json
import os
import pytest
import secrets
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request


ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(Path(__file__).parent))
sys.path.append(str(ROOT / "tests" / "bench"))
sys.path.append(str(ROOT / "tests" / "forms"))
#: Where the town's settings are in the registry.
SETTINGS = "imio.guichet.town"
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def mail_port(var: Path) -> int:
    """Return the port that a site sends its mail to: chosen when it is made."""
    kept = var / "mail-port"
    if not kept.exists():
        kept.write_text(str(free_port()))
    return int(kept.read_text())


class Mailbox:
    """An SMTP server that keeps what it gets."""

    def __init__(self, port: int) -> None:
        self.messages: list[EmailMessage] = []
        self.port = port
        self._controller: Controller | None = None

    async def handle_DATA(self, server, session, envelope):
        message = message_from_bytes(envelope.content, policy=policy.default)
        self.messages.append(message)
        return "250 OK"

    def start(self) -> None:
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self._controller.start()

    def stop(self) -> None:
        """Refuse connections from now on, as a mail server that is down."""
        if self._controller is not None:
            self._controller.stop()
            self._controller = None

    def to(self, address: str) -> list[EmailMessage]:
        return [mail for mail in self.messages if address in mail["To"]]

    def wait(self, address: str, containing: str, seconds: float = 30) -> EmailMessage:
        """Return the newest mail to an address whose subject or text contains."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            for mail in reversed(self.to(address)):
                text = mail.get_body(("plain",)).get_content()
                if containing in f"{mail['Subject']}\n{text}":
                    return mail
            time.sleep(0.2)
        subjects = [mail["Subject"] for mail in self.to(address)]
        raise AssertionError(f"no mail to {address} with {containing!r}: {subjects}")


@dataclass
class Town:
    """A trial site that runs. ``accounts`` maps logins to passwords."""

    instance: object
    mailbox: Mailbox
    accounts: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.instance.port}/charleroi"

    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "GUICHET_SMTP_HOST": "127.0.0.1",
            "GUICHET_SMTP_PORT": str(self.mailbox.port),
            "GUICHET_MAP_HTTP_HOSTS": "127.0.0.1",
            "PYTHONWARNINGS": "ignore",
        }

    def create(self, accounts: Path) -> None:
        """Make the site; its accounts are written to a file."""
        command = [sys.executable, "-m", "imio.guichet.town.create_site"]
        command += ["--zope-conf", str(self.instance.zope_conf)]
        command += ["--site-id", "charleroi", "--title", "Charleroi", "--demo"]
        command += ["--accounts-file", str(accounts)]
        made = subprocess.run(
            command, env=self.environment(), capture_output=True, text=True
        )
        assert made.returncode == 0, made.stdout[-3000:] + made.stderr[-3000:]

    def start(self) -> None:
        """Start Zope and wait until the site answers."""
        log = (self.instance.var / "log" / "process.log").open("ab")
        runwsgi = Path(sys.executable).with_name("runwsgi")
        self.process = subprocess.Popen(
            [runwsgi, self.instance.zope_ini],
            stdout=log,
            stderr=log,
            env=self.environment(),
        )
        end = time.monotonic() + 120
        while time.monotonic() < end:
            assert self.process.poll() is None, "Zope stopped"
            try:
                with urllib.request.urlopen(self.url, timeout=30):
                    return
            except urllib.error.HTTPError:
                return
            except OSError:
                time.sleep(0.3)
        raise AssertionError("Zope does not answer")

    def kill(self) -> None:
        """End the process at once, as a power cut would."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.kill()


def _load(name: str):
    """Import a module of ``scripts/``."""
    sys.path.insert(0, str(ROOT / "scripts"))
    try:
        return __import__(name)
    finally:
        sys.path.remove(str(ROOT / "scripts"))


@pytest.fixture(scope="session")
def town(tmp_path_factory):
    """The trial site with demo content, running in a process of its own."""
    kept = os.environ.get("GUICHET_TOWN")
    var = Path(kept).resolve() if kept else tmp_path_factory.mktemp("town")
    instance = _load("instance").Instance(var, port=free_port())
    var.mkdir(exist_ok=True)
    mailbox = Mailbox(mail_port(var))
    made = Town(instance, mailbox)
    accounts = var / "demo-accounts.json"
    try:
        instance.write()
        mailbox.start()
        if not accounts.exists():
            made.create(accounts)
        made.accounts = {
            account["login"]: account["password"]
            for account in json.loads(accounts.read_text())
        }
        made.start()
        yield made
    finally:
        made.stop()
        mailbox.stop()
        if not kept:
            shutil.rmtree(var, ignore_errors=True)


@dataclass(frozen=True)
class OtherTown:
    """A second site in the same Zope, without demo content."""

    url: str
    accounts: dict[str, str]
    builder: str = "demo-other-builder"
    approver: str = "demo-other-approver"


@pytest.fixture(scope="session")
def other_town(town):
    """A second town, where one who builds a form may not publish it alone."""
    root = town.url.rpartition("/")[0]
    secret = f"admin:{town.instance.admin_password}".encode()

    def post(path, data, method="POST"):
        request = urllib.request.Request(
            f"{root}/{path}",
            method=method,
            data=json.dumps(data).encode(),
            headers={
                "Accept": "application/json",
                "Content-Type": "application/json",
                "Authorization": f"Basic {base64.b64encode(secret).decode()}",
            },
        )
        urllib.request.urlopen(request, timeout=120).close()

    name = f"autre-{secrets.token_hex(3)}"
    made = {"site_id": name, "title": "Autre ville", "town": "charleroi"}
    made |= {"default_language": "fr", "setup_content": False}
    post("@sites/guichet", made)
    accounts = {}
    for login, role in (
        (OtherTown.builder, "Form Manager"),
        (OtherTown.approver, "Guichet Manager"),
    ):
        accounts[login] = secrets.token_urlsafe(12)
        user = {"username": login, "password": accounts[login]}
        user |= {"email": f"{login}@demo.example", "roles": ["Member", role]}
        post(f"{name}/@users", user)
    settings = {f"{SETTINGS}.same_person_may_approve": False}
    post(f"{name}/@registry", settings, "PATCH")
    return OtherTown(f"{root}/{name}", accounts)


@pytest.fixture
def rest(town):
    """Return ``rest(login, method, path, data=None)``: the answer's JSON."""

    def ask(login, method, path, data=None):
        secret = base64.b64encode(f"{login}:{town.accounts[login]}".encode()).decode()
        request = urllib.request.Request(
            path if path.startswith("http") else f"{town.url}/{path}",
            method=method,
            data=None if data is None else json.dumps(data).encode(),
            headers={
                "Accept": "application/json",
                "Content-Type": "application/json",
                "Authorization": f"Basic {secret}",
            },
        )
        try:
            with urllib.request.urlopen(request, timeout=60) as response:
                return json.loads(response.read() or b"{}")
        except urllib.error.HTTPError as error:
            raise AssertionError(error.read().decode()[:2000]) from None

    return ask


@pytest.fixture(scope="session")
def chromium():
    """A headless Chromium of the system."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def visit(town, chromium):
    """Return ``visit(login=None, viewport=DESKTOP, javascript=True, at=town) -> page``."""
    contexts = []

    def open_page(login=None, viewport=DESKTOP, javascript=True, at=town):
        context = chromium.new_context(
            viewport=viewport, java_script_enabled=javascript, locale="fr-BE"
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        if login:
            page.goto(f"{at.url}/login")
            page.fill("#__ac_name", login)
            page.fill("#__ac_password", at.accounts[login])
            page.click("[name='buttons.login']")
            page.wait_for_load_state()
            assert page.locator("#__ac_password").count() == 0, "not signed in"
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def axe():
    """Return ``axe(page)``: asserts that axe-core finds no violation (WCAG 2.2 AA)."""
    engine = Axe()
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    options = {"runOnly": {"type": "tag", "values": tags}}

    def check(page):
        results = engine.run(page, options=options)
        found = [
            f"{v['id']}: {v['help']} — {node['target']}"
            for v in results.response["violations"]
            for node in v["nodes"][:3]
        ]
        assert not found, f"{page.url}\n" + "\n".join(found)

    return check
