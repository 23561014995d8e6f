from datetime import datetime
from datetime import UTC
from imio.guichet.core.mail import queue_mail
from imio.guichet.core.outbox import get_outbox
from imio.guichet.core.outbox import process
from imio.guichet.core.outbox.pauses import Pauses
from imio.guichet.core.outbox.policy import Backoff
from imio.guichet.core.outbox.runner import Runner
from plone import api
from threading import Thread
from zope.component.hooks import getSite

import pytest
import time
import transaction


FAST = Backoff(first=0.01, longest=0.01, give_up_after=0.2)


@pytest.fixture
def site(functional, smtp):
    portal = functional["portal"]
    for name, value in {
        "smtp_host": "127.0.0.1",
        "smtp_port": smtp.port,
        "email_from_address": "guichet@charleroi.be",
        "email_from_name": "Ville de Charleroi",
    }.items():
        api.portal.set_registry_record(f"plone.{name}", value)
    transaction.commit()
    return portal


@pytest.fixture
def make_runner(site):
    runners = []

    def make(**settings):
        settings = {"retry": FAST, "pauses": Pauses(FAST)} | settings
        runner = Runner(site._p_jar.db(), **settings)
        runners.append(runner)
        return runner

    yield make
    for runner in runners:
        runner.close()


@pytest.fixture
def runner(make_runner):
    return make_runner()


def outbox():
    transaction.begin()
    return get_outbox()


def test_a_mail_leaves_after_commit(site, smtp, runner):
    queue_mail("ada@example.be", "Reçu", "Voilà.\n.\nFin", html="<p>Voilà.</p>")
    assert runner.sweep() == 0
    assert getSite() is site
    transaction.commit()
    assert runner.sweep() == 1
    (mail,) = smtp.mailbox.mails
    assert mail["From"] == "Ville de Charleroi <guichet@charleroi.be>"
    assert mail["To"] == "ada@example.be"
    assert mail["Subject"] == "Reçu"
    assert abs(mail["Date"].datetime - datetime.now(UTC)).total_seconds() < 60
    text = mail.get_body(("plain",)).get_content()
    assert text.splitlines() == ["Voilà.", ".", "Fin"]
    assert "<p>Voilà.</p>" in mail.get_body(("html",)).get_content()
    assert outbox().waiting() == []
    assert runner.sweep() == 0


def test_an_aborted_change_sends_nothing(site, smtp, runner):
    queue_mail("ada@example.be", "Reçu", "")
    transaction.abort()
    assert runner.sweep() == 0
    assert smtp.mailbox.mails == []


def test_a_server_that_is_down_only_delays(site, smtp, make_runner):
    smtp.down()
    runner = make_runner(pauses=Pauses(Backoff(first=0.3, longest=0.3, jitter=0)))
    for number in range(50):
        queue_mail(f"ada{number}@example.be", str(number), "")
    transaction.commit()
    # One attempt tells that none would succeed.
    assert runner.sweep() == 1
    assert runner.sweep() == 0
    waiting = outbox().waiting(100)
    assert len(waiting) == 50
    assert sum("Connection refused" in record.error for record in waiting) == 1
    assert {record.attempts for record in waiting} == {0}
    assert {record.lease for record in waiting} == {""}
    smtp.up()
    time.sleep(0.4)
    assert runner.sweep() == 50
    assert sorted(smtp.mailbox.subjects, key=int) == [str(n) for n in range(50)]
    assert outbox().waiting() == []


def test_a_mailbox_that_is_full_for_now_is_tried_again(site, smtp, runner):
    answers = ["452 full", "451 later"]
    smtp.mailbox.on_recipient = lambda address: answers.pop() if answers else None
    queue_mail("ada@example.be", "Reçu", "")
    transaction.commit()
    runner.sweep()
    (record,) = outbox().waiting()
    assert record.attempts == 1
    assert record.error == "451 later"
    for _ in range(2):
        time.sleep(0.03)
        runner.sweep()
    assert smtp.mailbox.subjects == ["Reçu"]


def test_what_is_refused_for_good_is_a_dead_letter(site, smtp, runner):
    refused = "ada@example.be"
    smtp.mailbox.on_recipient = lambda address: (
        "550 no such mailbox" if address == refused else None
    )
    smtp.mailbox.on_data = lambda mail: (
        "554 looks like spam" if mail["To"] == "spam@example.be" else None
    )
    for to in (refused, "spam@example.be", "bob@example.be"):
        queue_mail(to, "Reçu", "")
    transaction.commit()
    assert runner.sweep() == 3
    assert [mail["To"] for mail in smtp.mailbox.mails] == ["bob@example.be"]
    dead = {record.payload["to"]: record.error for record in outbox().dead()}
    assert dead == {
        refused: "550 no such mailbox",
        "spam@example.be": "554 looks like spam",
    }
    assert runner.sweep() == 0
    # A manager has it corrected and tries again.
    smtp.mailbox.on_recipient = lambda address: None
    box = outbox()
    place = next(r.place for r in box.dead() if r.payload["to"] == refused)
    box.revive(place)
    transaction.commit()
    assert runner.sweep() == 1
    assert [mail["To"] for mail in smtp.mailbox.mails] == ["bob@example.be", refused]


def test_what_fails_for_days_is_a_dead_letter(site, smtp, runner):
    smtp.mailbox.on_recipient = lambda address: "451 later"
    queue_mail("ada@example.be", "Reçu", "")
    transaction.commit()
    deadline = time.monotonic() + 5
    while not outbox().dead() and time.monotonic() < deadline:
        runner.sweep()
        time.sleep(0.03)
    (record,) = outbox().dead()
    assert record.error == "451 later"
    assert record.attempts > 1
    assert outbox().waiting() == []


def test_two_runners_send_once(site, smtp, make_runner):
    for number in range(40):
        queue_mail("ada@example.be", str(number), "")
    transaction.commit()
    counts = []

    def work():
        runner = make_runner(batch=5)
        idle = 0
        while idle < 3:
            counts.append(runner.sweep())
            idle = 0 if counts[-1] else idle + 1

    threads = [Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(smtp.mailbox.subjects, key=int) == [str(n) for n in range(40)]
    assert sum(counts) == 40
    assert outbox().waiting() == []


def test_killed_between_sending_and_noting_sends_again(site, smtp, make_runner):
    class Killed(BaseException):
        pass

    queue_mail("ada@example.be", "Reçu", "")
    transaction.commit()
    killed = make_runner(lease=0.3)

    def die(*args):
        raise Killed

    killed._note = die
    with pytest.raises(Killed):
        killed.sweep()
    assert smtp.mailbox.subjects == ["Reçu"]
    killed.close()

    survivor = make_runner(lease=0.3)
    assert survivor.sweep() == 0
    time.sleep(0.35)
    assert survivor.sweep() == 1
    first, second = smtp.mailbox.mails
    assert first["Message-ID"] == second["Message-ID"]
    assert first["Date"] == second["Date"]
    assert outbox().waiting() == []


def test_work_that_kills_its_process_is_set_aside(site, smtp, make_runner):
    queue_mail("ada@example.be", "Reçu", "")
    transaction.commit()
    for _ in range(FAST.interruptions + 1):
        outbox().claim("mail", "killed", -1, 1)
        transaction.commit()
    make_runner().sweep()
    (record,) = outbox().dead()
    assert "died 6 times" in record.error
    assert smtp.mailbox.mails == []


def test_a_site_without_sender_keeps_its_mail(site, smtp, runner):
    api.portal.set_registry_record("plone.email_from_address", "nobody")
    queue_mail("ada@example.be", "Reçu", "")
    transaction.commit()
    runner.sweep()
    (record,) = outbox().waiting()
    assert "sender" in record.error
    assert outbox().dead() == []


def test_work_of_a_room_that_is_gone_waits(site, smtp, runner):
    outbox().add("gone", {})
    queue_mail("ada@example.be", "Reçu", "")
    transaction.commit()
    assert runner.sweep() == 1
    assert [record.kind for record in outbox().waiting()] == ["gone"]


def test_mails_of_a_dossier_leave_in_order(site, smtp, runner):
    from imio.guichet.core.content.dossier import Dossier

    dossier = Dossier("EVT")
    dossier.reference = "EVT-2611-AAAAAA"
    answers = ["451 later"]
    smtp.mailbox.on_recipient = lambda address: answers.pop() if answers else None
    for subject in "abc":
        queue_mail("ada@example.be", subject, "", dossier=dossier)
    transaction.commit()
    runner.sweep()
    assert smtp.mailbox.subjects == []
    time.sleep(0.03)
    runner.sweep()
    assert smtp.mailbox.subjects == ["a", "b", "c"]


@pytest.fixture
def thread(site):
    """The thread of this process, as a server has it."""
    process._State.thread = None
    thread = process.start(site._p_jar.db())
    yield thread
    thread.stop()
    process._State.thread = None
    assert not thread.is_alive()


def wait_for(condition, seconds=process.INTERVAL - 1):
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        time.sleep(0.02)
    return condition()


def test_a_commit_wakes_the_thread(site, smtp, thread):
    assert process.start(site._p_jar.db()) is thread
    queue_mail("ada@example.be", "abandonné", "")
    transaction.abort()
    for number in range(3):
        queue_mail("ada@example.be", str(number), "")
        transaction.commit()
        assert wait_for(lambda count=number + 1: len(smtp.mailbox.mails) == count)
    assert smtp.mailbox.subjects == ["0", "1", "2"]


def test_the_thread_survives_trouble(site, smtp, thread, monkeypatch):
    assert wait_for(lambda: thread.runner._connection is not None)
    sweep = thread.runner.sweep
    troubles = [RuntimeError("no database")]

    def troubled():
        if troubles:
            raise troubles.pop()
        return sweep()

    monkeypatch.setattr(thread.runner, "sweep", troubled)
    queue_mail("ada@example.be", "1", "")
    transaction.commit()
    assert wait_for(lambda: not troubles)
    queue_mail("ada@example.be", "2", "")
    transaction.commit()
    assert wait_for(lambda: len(smtp.mailbox.mails) == 2)


def test_only_servers_start_the_thread(site, monkeypatch):
    started = []
    monkeypatch.setattr(process, "start", started.append)
    monkeypatch.setattr(process._State, "serving", False)
    monkeypatch.delenv("GUICHET_OUTBOX", raising=False)
    monkeypatch.setattr(process, "is_server", lambda: False)
    process.on_request(None)
    assert started == []
    # A script, or a server that was not recognised: the first request tells.
    process.on_process_starting(None)
    assert started == []
    process.on_request(None)
    assert len(started) == 1
    monkeypatch.setattr(process._State, "serving", False)
    for value, count in {"off": 1, "on": 2}.items():
        monkeypatch.setenv("GUICHET_OUTBOX", value)
        process.on_process_starting(None)
        assert len(started) == count
    monkeypatch.delenv("GUICHET_OUTBOX")
    monkeypatch.setattr(process, "is_server", lambda: True)
    process.on_process_starting(None)
    assert len(started) == 3
