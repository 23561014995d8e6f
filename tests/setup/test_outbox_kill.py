"""No mail is lost when a process is killed, at whichever moment."""

from ..ports import free_port
from aiosmtpd.controller import Controller
from email import message_from_bytes
from pathlib import Path

import os
import pytest
import signal
import subprocess
import sys
import time


HERE = Path(__file__).parent
SCRIPTS = HERE.parents[1] / "scripts"


class Mailbox:
    """aiosmtpd handler; kills a process when it has received a mail, if told so."""

    def __init__(self):
        self.mails = []
        self.victim = None

    async def handle_DATA(self, server, session, envelope):
        self.mails.append(message_from_bytes(envelope.content))
        if self.victim is not None:
            os.kill(self.victim, signal.SIGKILL)
            self.victim = None
        return "250 kept"

    def wait_for(self, count, seconds=240):
        end = time.monotonic() + seconds
        while len(self.mails) < count and time.monotonic() < end:
            time.sleep(0.1)
        return self.mails


@pytest.fixture(scope="module")
def smtp():
    mailbox = Mailbox()
    controller = Controller(mailbox, hostname="127.0.0.1", port=free_port())
    controller.start()
    mailbox.port = controller.port
    yield mailbox
    controller.stop()


@pytest.fixture
def mailbox(smtp):
    smtp.mails.clear()
    return smtp


def environment(**more):
    return {**os.environ, "PYTHONWARNINGS": "ignore", **more}


@pytest.fixture(scope="module")
def instance(tmp_path_factory, smtp):
    """A Zope instance with a FileStorage and one small site."""
    var = tmp_path_factory.mktemp("outbox")
    sys.path.insert(0, str(SCRIPTS))
    try:
        from instance import Instance
    finally:
        sys.path.remove(str(SCRIPTS))
    instance = Instance(var, port=free_port())
    instance.write()
    done = script(instance, "create", str(smtp.port))
    assert done.returncode == 0, done.stderr[-3000:]
    return instance


def script(instance, *arguments):
    command = [sys.executable, HERE / "outbox_site.py", instance.zope_conf, *arguments]
    return subprocess.run(command, env=environment(), capture_output=True, text=True)


@pytest.fixture
def serve(instance):
    """Start Zope as an operator does, without ever asking it for a page."""
    processes = []

    def start(**more):
        command = [Path(sys.executable).with_name("runwsgi"), instance.zope_ini]
        process = subprocess.Popen(
            command,
            env=environment(**more),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        processes.append(process)
        return process

    yield start
    for process in processes:
        process.kill()
        process.wait()


@pytest.mark.slow
def test_killed_after_commit_before_sending(instance, mailbox, serve):
    done = script(instance, "queue", "un", "deux")
    assert done.returncode == -signal.SIGKILL, done.stderr[-3000:]
    assert mailbox.mails == []
    serve()
    subjects = [mail["Subject"] for mail in mailbox.wait_for(2)]
    assert sorted(subjects) == ["deux", "un"]


@pytest.mark.slow
def test_killed_while_sending(instance, mailbox, serve):
    assert script(instance, "queue", "trois").returncode == -signal.SIGKILL
    server = serve(GUICHET_OUTBOX_LEASE="2")
    mailbox.victim = server.pid
    assert server.wait(240) == -signal.SIGKILL
    assert len(mailbox.mails) == 1
    serve(GUICHET_OUTBOX_LEASE="2")
    first, second = mailbox.wait_for(2)
    assert first["Subject"] == second["Subject"] == "trois"
    # Whoever received both can tell that they are one.
    assert first["Message-ID"] == second["Message-ID"]


@pytest.mark.slow
def test_a_process_told_not_to_send_does_not(instance, mailbox, serve):
    assert script(instance, "queue", "quatre").returncode == -signal.SIGKILL
    server = serve(GUICHET_OUTBOX="off")
    assert mailbox.wait_for(1, seconds=15) == []
    server.kill()
    server.wait()
    serve()
    assert [mail["Subject"] for mail in mailbox.wait_for(1)] == ["quatre"]
