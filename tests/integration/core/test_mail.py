from imio.guichet.core.content.dossier import Dossier
from imio.guichet.core.mail import queue_mail
from imio.guichet.core.outbox import enqueue
from imio.guichet.core.outbox import get_outbox

import pytest
import transaction


def test_a_mail_waits_in_the_outbox(portal):
    key = queue_mail("ada@example.be", "Reçu", "Bonjour", html="<p>Bonjour</p>")
    (record,) = get_outbox().waiting()
    assert record.key == key
    assert record.payload == {
        "to": "ada@example.be",
        "subject": "Reçu",
        "text": "Bonjour",
        "html": "<p>Bonjour</p>",
    }


def test_a_wrong_address_stops_nothing(portal, caplog):
    assert queue_mail("not an address", "Reçu", "Bonjour") is None
    assert get_outbox().waiting() == []
    assert "No mail queued" in caplog.text
    assert "not an address" not in caplog.text
    transaction.savepoint()


def test_mails_to_one_person_about_one_dossier_are_in_line(portal):
    dossier = Dossier("EVT")
    dossier.reference = "EVT-2611-AAAAAA"
    for subject in ("1", "2"):
        queue_mail("ada@example.be", subject, "", dossier=dossier)
        queue_mail("ADA@example.be", f"{subject}+", "", dossier=dossier)
        queue_mail("bob@example.be", subject, "", dossier=dossier)
    taken = get_outbox().claim("mail", "me", 60, 10)
    assert {(r.payload["to"], r.payload["subject"]) for r in taken} == {
        ("ada@example.be", "1"),
        ("bob@example.be", "1"),
    }


def test_a_keyed_mail_is_queued_once(portal):
    first = queue_mail("ada@example.be", "1", "", key="k")
    assert queue_mail("ada@example.be", "1", "", key="k") == first
    assert len(get_outbox().waiting()) == 1


def test_unusable_work_is_told_at_once(portal):
    with pytest.raises(LookupError):
        enqueue("unknown", {})
    with pytest.raises(ValueError, match="unknown in a mail: bcc"):
        enqueue("mail", {"to": "a@b.be", "subject": "", "text": "", "bcc": "c@d.be"})
    assert get_outbox().waiting() == []
