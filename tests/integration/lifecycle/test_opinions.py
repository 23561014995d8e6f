"""Opinions asked in parallel of services."""

from imio.guichet.core import dossiers
from imio.guichet.core.catalog import get_catalog
from imio.guichet.core.interfaces import IDossierLifecycle
from imio.guichet.core.interfaces import IOpinions
from imio.guichet.core.types import TransitionRefused
from plone import api
from plone.namedfile.file import NamedBlobFile
from Products.CMFCore.WorkflowCore import WorkflowException

import pytest


def pdf():
    return NamedBlobFile(
        b"%PDF-1.4\n%%EOF", contentType="application/pdf", filename="avis.pdf"
    )


@pytest.fixture
def study(event, act):
    act(event, "agent-events", "start")
    return event


@pytest.fixture
def asked(study, mails):
    mails()
    with api.env.adopt_user("agent-events"):
        return IOpinions(study).ask(["police", "secours"], "Y a-t-il un risque ?", 5)


def give(dossier, user, opinion, advice="favourable", text="", file=None):
    with api.env.adopt_user(user):
        IOpinions(dossier).give(opinion, advice, text, file)


def test_asked_in_parallel(study, asked, mails):
    assert [opinion.service for opinion in asked] == ["police", "secours"]
    assert {IOpinions(study).state(opinion) for opinion in asked} == {"requested"}
    assert study.functions["advisers"] == ("service-police", "service-secours")
    assert study.waiting_for == (
        "service-evenements",
        "service-police",
        "service-secours",
    )
    # Secours has no address of its own: its agents are written to.
    assert set(mails()) == {
        "police@ville.example.be",
        "agent-fire@agents.example.be",
    }
    assert "Y a-t-il un risque ?" not in mails.text
    with api.env.adopt_user("agent-police"):
        assert "Advisor" in api.user.get_roles(obj=study)
        found = get_catalog(study).search({"waiting_for": "service-police"})
        assert [brain.reference for brain in found] == [study.reference]


def test_asking_twice_changes_nothing(study, asked, mails):
    mails()
    with api.env.adopt_user("agent-events"):
        again = IOpinions(study).ask(["police"])
    assert again == [asked[0]]
    assert len(IOpinions(study).all()) == 2
    assert mails() == {}


@pytest.mark.parametrize(
    "user", [None, "citizen", "stranger", "agent-police", "agent-roads"]
)
def test_only_the_handling_service_asks(study, user):
    def ask():
        assert not IOpinions(study).can_ask()
        IOpinions(study).ask(["police"])

    with pytest.raises(TransitionRefused):
        if user is None:
            ask()
        else:
            with api.env.adopt_user(user):
                ask()
    assert not len(study)


@pytest.mark.parametrize(
    ("services", "days"),
    [([], None), (["college"], None), (["nulle-part"], None), (["police"], 0)],
)
def test_wrong_questions(study, services, days):
    with api.env.adopt_user("agent-events"), pytest.raises(TransitionRefused):
        IOpinions(study).ask(services, "", days)
    assert not len(study)


def test_not_before_the_study(event):
    with api.env.adopt_user("agent-events"):
        assert not IOpinions(event).can_ask()
        assert IOpinions(event).advisers() == [
            ("police", "Police"),
            ("secours", "Secours"),
            ("voirie", "Voirie"),
        ]


@pytest.mark.parametrize(
    "user", ["citizen", "stranger", "agent-events", "agent-fire", "agent-roads"]
)
def test_only_the_service_asked_answers(study, asked, user):
    with api.env.adopt_user(user):
        assert not IOpinions(study).can_give(asked[0])
    with pytest.raises(TransitionRefused):
        give(study, user, asked[0])
    tool = api.portal.get_tool("portal_workflow")
    with api.env.adopt_user(user), pytest.raises(WorkflowException):
        tool.doActionFor(asked[0], "give")
    assert IOpinions(study).state(asked[0]) == "requested"


def test_answers_come_in(study, asked, mails):
    mails()
    give(study, "agent-police", asked[0], "conditional", "Deux agents de plus", pdf())
    assert IOpinions(study).state(asked[0]) == "given"
    assert study.waiting_for == ("service-evenements", "service-secours")
    assert mails() == {
        "evenements@ville.example.be": [
            f"{study.reference} : avis rendu par « Police »"
        ]
    }
    assert "Deux agents de plus" not in mails.text
    give(study, "agent-fire", asked[1], "favourable")
    assert study.waiting_for == ("service-evenements",)
    assert mails() == {
        "evenements@ville.example.be": [
            f"{study.reference} : tous les avis sont rendus"
        ]
    }
    assert study.step == "study"
    (document,) = asked[0].objectValues()
    assert document.title == "avis.pdf"
    assert not dossiers.files_of(study)


def test_the_applicant_reads_no_opinion(study, asked):
    give(study, "agent-police", asked[0], "unfavourable", "Trop dangereux", pdf())
    with api.env.adopt_user("citizen"):
        assert api.user.has_permission("View", obj=study)
        assert not api.user.has_permission("View", obj=asked[0])
        assert not api.user.has_permission("View", obj=asked[0]["document-1"])
    road = IDossierLifecycle(study)
    assert "Trop dangereux" not in repr(road.timeline())
    assert "Trop dangereux" in repr(road.timeline(internal=True))
    with api.env.adopt_user("agent-fire"):
        assert api.user.has_permission("View", obj=asked[0]["document-1"])


@pytest.mark.parametrize(
    ("advice", "text", "field"),
    [
        ("", "Oui", "advice"),
        ("peut-être", "Oui", "advice"),
        ("conditional", " ", "text"),
    ],
)
def test_wrong_answers(study, asked, advice, text, field):
    with pytest.raises(TransitionRefused) as refused:
        give(study, "agent-police", asked[0], advice, text)
    assert set(refused.value.errors) == {field}
    assert IOpinions(study).state(asked[0]) == "requested"


def test_an_answer_is_given_once(study, asked):
    give(study, "agent-police", asked[0])
    with pytest.raises(TransitionRefused):
        give(study, "agent-police", asked[0], "unfavourable", "Non")
    assert asked[0].advice == "favourable"


def test_not_given_without_a_word_through_the_workflow_tool(study, asked):
    tool = api.portal.get_tool("portal_workflow")
    with api.env.adopt_user("agent-police"), pytest.raises(WorkflowException):
        tool.doActionFor(asked[0], "give")
    assert IOpinions(study).state(asked[0]) == "requested"


def test_withdrawn(study, asked, mails):
    mails()
    with api.env.adopt_user("agent-police"), pytest.raises(TransitionRefused):
        IOpinions(study).withdraw(asked[0])
    with api.env.adopt_user("agent-events"):
        IOpinions(study).withdraw(asked[0])
        assert list(mails()) == ["police@ville.example.be"]
        with pytest.raises(TransitionRefused):
            IOpinions(study).remind(asked[0])
        IOpinions(study).remind(asked[1])
    assert list(mails()) == ["agent-fire@agents.example.be"]
    assert study.functions["advisers"] == ("service-secours",)
    with api.env.adopt_user("agent-police"):
        assert not get_catalog(study).search({})


def test_asked_again_after_withdrawal(study, asked):
    with api.env.adopt_user("agent-events"):
        IOpinions(study).withdraw(asked[0])
        (again,) = IOpinions(study).ask(["police"])
    assert again.getId() == "avis-police-2"
    assert study.functions["advisers"] == ("service-secours", "service-police")


def test_the_end_takes_questions_back(study, asked, act, mails):
    mails()
    act(study, "citizen", "cancel")
    assert {IOpinions(study).state(opinion) for opinion in asked} == {"withdrawn"}
    assert study.waiting_for == ()
    assert "police@ville.example.be" in mails()
