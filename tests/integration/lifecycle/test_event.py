"""The lifecycle of an event's authorisation: each way, by right and wrong persons."""

from datetime import timedelta
from imio.guichet.core import dossiers
from imio.guichet.core.interfaces import IDossierLifecycle
from imio.guichet.core.types import Phase
from imio.guichet.core.types import TransitionRefused
from imio.guichet.lifecycle.deadlines import local_date
from plone import api
from plone.app.testing import login
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import TEST_USER_NAME
from plone.namedfile.file import NamedBlobFile

import pytest


TOMORROW = local_date() + timedelta(days=1)
YESTERDAY = local_date() - timedelta(days=1)
SESSION = {
    "seance": TOMORROW,
    "proposition": "accepter-conditions",
    "rapport": "Rien à signaler",
}
PDF = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"


def pdf(name="plan.pdf", data=PDF):
    return NamedBlobFile(data, contentType="application/pdf", filename=name)


@pytest.fixture
def at_step(event, act):
    """Return a function that brings the event to a step."""

    def at_step(step):
        if step != "received":
            act(event, "agent-events", "start")
        if step == "information":
            act(event, "agent-events", "ask-information", comment="Un plan ?")
        if step in ("college", "accepted", "refused"):
            act(event, "agent-events", "to-college", SESSION)
        if step == "accepted":
            act(event, "agent-college", "accept", {"date_decision": local_date()})
        if step == "refused":
            values = {"date_decision": local_date(), "motivation": "Trop de bruit"}
            act(event, "agent-college", "refuse", values)
        if step == "cancelled":
            act(event, "citizen", "cancel")
        assert event.step == step
        return event

    return at_step


#: step -> who -> what they can do there
RIGHTS = {
    "received": {
        "agent-events": ["start", "ask-information"],
        "citizen": ["cancel"],
    },
    "study": {
        "agent-events": [
            "ask-information",
            "to-college",
            "accept-by-service",
            "refuse-by-service",
        ],
        "citizen": ["cancel"],
    },
    "information": {
        "agent-events": ["resume"],
        "citizen": ["give-information", "cancel"],
    },
    "college": {
        "agent-college": ["return-to-service", "accept", "refuse"],
        "citizen": ["cancel"],
    },
    "accepted": {},
    "refused": {},
    "cancelled": {},
}
EVERYBODY = (
    None,
    "citizen",
    "stranger",
    "agent-events",
    "agent-police",
    "agent-roads",
    "agent-college",
)


@pytest.mark.parametrize("step", RIGHTS)
def test_who_may_do_what(step, at_step, can):
    event = at_step(step)
    assert {user: found for user in EVERYBODY if (found := can(event, user))} == RIGHTS[
        step
    ]


@pytest.mark.parametrize("step", [step for step in RIGHTS if RIGHTS[step]])
def test_wrong_persons_are_refused(step, at_step, act, portal):
    event = at_step(step)
    tool = api.portal.get_tool("portal_workflow")
    everything = [info for allowed in RIGHTS[step].values() for info in allowed]
    for user in EVERYBODY[1:]:
        for transition in set(everything) - set(RIGHTS[step].get(user, [])):
            before = dict(vars(event))
            with pytest.raises(TransitionRefused):
                act(event, user, transition, SESSION, "Bonjour")
            with api.env.adopt_user(user), pytest.raises(Exception):  # noqa: B017
                tool.doActionFor(event, transition, comment="Bonjour")
            assert {**vars(event)} == before
    with pytest.raises(TransitionRefused):
        IDossierLifecycle(event).perform(everything[0])


def test_the_whole_road(event, act, mails):
    road = IDossierLifecycle(event)
    assert set(mails()) == {"citizen@home.example.be", "evenements@ville.example.be"}
    assert event.secret not in mails.text
    assert f"/guichet/@@dossier/{event.reference}" in mails.text
    assert "college" not in event.functions
    act(event, "agent-events", "start", comment="À surveiller")
    assert list(mails()) == ["citizen@home.example.be"]
    assert "À surveiller" not in mails.text

    act(event, "agent-events", "ask-information", comment="Il manque un plan.")
    assert event.phase == Phase.WAITING_APPLICANT
    assert event.waiting_for == ("citizen",)
    assert event.service == "evenements"
    assert list(mails()) == ["citizen@home.example.be"]
    assert "Il manque un plan." in mails.text

    values = {"document": pdf()}
    act(event, "citizen", "give-information", values, "Voici le plan.")
    assert event.phase == Phase.IN_PROGRESS
    assert event.waiting_for == ("service-evenements",)
    assert list(mails()) == ["evenements@ville.example.be"]
    assert "Voici le plan." not in mails.text
    (document,) = dossiers.files_of(event, for_applicant=True)
    assert (document.side, document.title) == ("applicant", "plan.pdf")
    assert document.file.data == PDF

    act(event, "agent-events", "to-college", SESSION)
    assert event.functions["college"] == ("service-college",)
    assert event.waiting_for == ("service-college",)
    assert event.service == "college"
    assert set(mails()) == {"citizen@home.example.be", "college@ville.example.be"}
    assert "Proposition du service : Accepter sous conditions" in mails.text

    decided = {"date_decision": local_date(), "conditions": "Fin à 23 h"}
    act(event, "agent-college", "accept", decided, "Bonne fête !")
    assert event.phase == Phase.ACCEPTED
    assert event.waiting_for == () and event.deadline is None
    assert set(mails()) == {"citizen@home.example.be", "evenements@ville.example.be"}
    assert "Fin à 23 h" in mails.text and "Conseil d'État" in mails.text

    story = road.timeline()
    assert [(entry.title, entry.state) for entry in story] == [
        ("Demande reçue", "done"),
        ("Demande à l'étude", "done"),
        ("Nous attendons votre réponse", "done"),
        ("Demande à l'étude", "done"),
        ("Décision du Collège communal attendue", "done"),
        ("Demande acceptée", "done"),
    ]
    assert "Il manque un plan." in story[2].detail
    assert "Vous avez écrit : Voici le plan." in story[3].detail
    assert "Fin à 23 h" in story[-1].detail and "Bonne fête !" in story[-1].detail
    for secret in ("À surveiller", "Rien à signaler", "Proposition"):
        assert secret not in repr(story)
        assert secret in repr(road.timeline(internal=True))
    assert road.values()["seance"] == TOMORROW


def test_what_is_expected_is_shown(at_step):
    study = IDossierLifecycle(at_step("study")).timeline()
    assert [(entry.title, entry.state) for entry in study] == [
        ("Demande reçue", "done"),
        ("Demande à l'étude", "current"),
        ("Décision", "expected"),
    ]


def test_refusal_says_why_and_where_to_appeal(at_step, act, mails):
    event = at_step("college")
    mails()
    values = {"date_decision": local_date(), "motivation": "Trop de bruit la nuit"}
    act(event, "agent-college", "refuse", values)
    assert event.phase == Phase.REFUSED
    mails()
    assert "Trop de bruit la nuit" in mails.text
    assert "soixante jours" in mails.text
    assert "12 janvier 1973" in mails.text and "articles 14 et 19" in mails.text


def test_applicant_cancels(at_step, act, mails):
    event = at_step("college")
    mails()
    act(event, "citizen", "cancel", comment="Plus de salle")
    assert event.phase == Phase.CANCELLED
    assert set(mails()) == {
        "citizen@home.example.be",
        "evenements@ville.example.be",
        "college@ville.example.be",
    }


def test_anonymous_applicant_acts_with_proven_access(submit, act, can, mails):
    event = submit("evenement", applicant=None)
    act(event, "agent-events", "ask-information", comment="Quelle rue ?")
    mails()
    assert can(event, None) == []
    with pytest.raises(TransitionRefused):
        IDossierLifecycle(event).perform("give-information", {}, "Rue Haute")
    acting = IDossierLifecycle(event).as_applicant()
    assert [item.id for item in acting.transitions()] == ["give-information", "cancel"]
    with pytest.raises(TransitionRefused):
        acting.perform("resume", {}, "Rue Haute")
    acting.perform("give-information", {}, "Rue Haute")
    assert event.step == "study"
    assert event.acts[-1].side == "applicant" and event.acts[-1].user == ""
    assert api.user.is_anonymous()


class TestBadInput:
    """Refused with a message for each field; nothing is changed."""

    @pytest.mark.parametrize(
        ("transition", "values", "comment", "errors"),
        [
            ("ask-information", {}, "", {"comment"}),
            ("ask-information", {}, "  \n ", {"comment"}),
            ("ask-information", {"intrus": "x"}, "Quoi ?", {"intrus"}),
            ("to-college", {}, "", {"seance", "proposition", "rapport"}),
            ("to-college", {**SESSION, "seance": YESTERDAY}, "", {"seance"}),
            ("to-college", {**SESSION, "seance": "demain"}, "", {"seance"}),
            ("to-college", {**SESSION, "proposition": "oui"}, "", {"proposition"}),
            ("to-college", {**SESSION, "rapport": "   "}, "", {"rapport"}),
            ("to-college", {**SESSION, "rapport": 12}, "", {"rapport"}),
            ("to-college", {**SESSION, "rapport": "x" * 20_001}, "", {"rapport"}),
            ("to-college", SESSION, "Une remarque", {"comment"}),
            ("ask-information", {}, "x" * 10_001, {"comment"}),
        ],
    )
    def test_values(self, at_step, act, transition, values, comment, errors):
        event = at_step("study")
        before = dict(vars(event))
        with pytest.raises(TransitionRefused) as refused:
            act(event, "agent-events", transition, values, comment)
        assert set(refused.value.errors) == errors
        assert all(refused.value.errors.values())
        assert dict(vars(event)) == before

    @pytest.mark.parametrize(
        "data",
        [
            b"",
            b"MZ\x90\x00" + b"\x00" * 300,
            b"<html><script>alert(1)</script></html>",
            PDF + b"x" * (20 * 1024 * 1024),
        ],
        ids=["empty", "program", "page", "too large"],
    )
    def test_files(self, at_step, act, data):
        file = pdf(data=data)
        event = at_step("information")
        with pytest.raises(TransitionRefused) as refused:
            act(event, "citizen", "give-information", {"document": file}, "Voici")
        assert set(refused.value.errors) == {"document"}
        assert event.step == "information" and not len(event)

    def test_unknown_and_system_transitions(self, event, act):
        for transition in ("nothing", "submit", "", "__init__"):
            with pytest.raises(TransitionRefused):
                act(event, "agent-events", transition)
        login(api.portal.get().aq_parent, SITE_OWNER_NAME)
        with pytest.raises(TransitionRefused):
            IDossierLifecycle(event).perform("submit")


class TestStalePage:
    """Two agents look at the same dossier; the second acts on what is no more."""

    def test_step_is_left(self, at_step, act):
        event = at_step("study")
        act(event, "agent-events", "to-college", SESSION)
        with pytest.raises(TransitionRefused, match="changé d'étape entre-temps"):
            act(event, "agent-events2", "refuse-by-service", {}, "Non")

    def test_step_is_left_for_one_with_the_same_transition(self, at_step, act):
        event = at_step("received")
        act(event, "agent-events", "start")
        with pytest.raises(TransitionRefused, match="changé d'étape entre-temps"):
            act(
                event,
                "agent-events2",
                "ask-information",
                comment="Quoi ?",
                step="received",
            )
        act(event, "agent-events2", "ask-information", comment="Quoi ?", step="study")


def test_managers_may_help_agents_but_not_speak_for_the_applicant(event, can, town):
    with api.env.adopt_user(TEST_USER_NAME):
        api.user.create("boss@ville.example.be", "boss", roles=("Guichet Manager",))
    assert can(event, "boss") == ["start", "ask-information"]


def test_draft_has_no_transition(town, can):
    draft = dossiers.create_draft(town.guichet.tout.evenement, applicant="citizen")
    tool = api.portal.get_tool("portal_workflow")
    assert tool.getInfoFor(draft, "review_state") == "draft"
    assert can(draft, "citizen") == []
    assert IDossierLifecycle(draft).timeline() == ()
    with api.env.adopt_user("citizen"), pytest.raises(Exception):  # noqa: B017
        tool.doActionFor(draft, "submit")


def test_a_dossier_keeps_the_lifecycle_of_its_revision(event, town):
    procedure = town.guichet.tout.evenement
    procedure.lifecycle = "report"
    tool = api.portal.get_tool("portal_workflow")
    assert tool.getChainFor(event) == ("guichet_event_authorisation",)
    assert IDossierLifecycle(event).step.id == "received"
