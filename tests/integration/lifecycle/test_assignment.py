"""Who takes care of a dossier."""

from imio.guichet.core.interfaces import IAssignment
from imio.guichet.core.types import TransitionRefused
from imio.guichet.lifecycle.deadlines import local_date
from plone import api

import pytest


def as_user(user, dossier):
    return api.env.adopt_user(user), IAssignment(dossier)


def test_claim_hand_over_release(event, mails):
    mails()
    assignment = IAssignment(event)
    with api.env.adopt_user("agent-events"):
        assert assignment.can_claim() and not assignment.can_release()
        assignment.claim()
        assert event.handler == "agent-events"
        assignment.claim()
        assert not assignment.can_claim() and assignment.can_release()
        assert assignment.candidates() == [
            ("agent-events", "Agent Events"),
            ("agent-events2", "Agent Events2"),
        ]
        assert mails() == {}
        assignment.hand_over("agent-events2", "Je pars en congé")
    assert event.handler == "agent-events2"
    assert list(mails()) == ["agent-events2@agents.example.be"]
    assert "congé" not in mails.text
    assert [note.text for note in event.journal.notes()] == ["Je pars en congé"]
    with api.env.adopt_user("agent-events"):
        assert not assignment.can_release()
        with pytest.raises(TransitionRefused):
            assignment.release()
        assignment.claim()
    assert list(mails()) == ["agent-events2@agents.example.be"]
    with api.env.adopt_user("agent-events"):
        assignment.release()
    assert event.handler is None
    actions = [line.action for line in event.audit]
    assert actions[-5:] == ["claim", "hand-over", "note", "claim", "release"]


@pytest.mark.parametrize(
    "user", ["citizen", "stranger", "agent-police", "agent-college", "agent-roads"]
)
def test_only_people_of_the_handling_service(event, user):
    with api.env.adopt_user(user):
        assert not IAssignment(event).can_claim()
        with pytest.raises(TransitionRefused):
            IAssignment(event).claim()
        with pytest.raises(TransitionRefused):
            IAssignment(event).hand_over("agent-events")
    with api.env.adopt_user("agent-events"), pytest.raises(TransitionRefused):
        IAssignment(event).hand_over(user)
    assert event.handler is None


def test_anonymous(event):
    assert not IAssignment(event).can_claim()
    with pytest.raises(TransitionRefused):
        IAssignment(event).claim()


def test_mails_go_to_who_has_it(event, act, mails):
    with api.env.adopt_user("agent-events"):
        IAssignment(event).claim()
    act(event, "agent-events", "ask-information", comment="Un plan ?")
    mails()
    act(event, "citizen", "give-information", comment="Bientôt")
    assert list(mails()) == ["agent-events@agents.example.be"]


def test_another_service_starts_without_handler(event, act):
    with api.env.adopt_user("agent-events"):
        IAssignment(event).claim()
    act(event, "agent-events", "start")
    assert event.handler == "agent-events"
    values = {"seance": local_date(), "proposition": "accepter", "rapport": "Bien"}
    act(event, "agent-events", "to-college", values)
    assert event.handler is None
    with api.env.adopt_user("agent-college"):
        IAssignment(event).claim()
    assert event.handler == "agent-college"
