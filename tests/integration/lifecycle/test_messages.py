"""Messages between applicant and agents are told by mail, without their content."""

from imio.guichet.core import dossiers
from imio.guichet.core.journal import Kind
from imio.guichet.core.types import Side


def test_agent_writes(event, mails):
    mails()
    dossiers.say(event, "Votre rue est barrée", side=Side.AGENT, author="agent-events")
    assert mails() == {
        "citizen@home.example.be": [
            f"Votre dossier {event.reference} : un nouveau message"
        ]
    }
    assert "barrée" not in mails.text
    assert f"/guichet/@@dossier/{event.reference}" in mails.text


def test_applicant_writes(event, mails):
    mails()
    dossiers.say(event, "Je suis malade", side=Side.APPLICANT, author="citizen")
    assert list(mails()) == ["evenements@ville.example.be"]
    assert "malade" not in mails.text
    assert "@@desk-dossier" in mails.text


def test_notes_are_told_to_nobody(event, mails):
    mails()
    dossiers.say(event, "Entre nous", kind=Kind.NOTE, author="agent-events")
    assert mails() == {}
