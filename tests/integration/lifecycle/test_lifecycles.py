"""Installing, compiling, editing and finding lifecycles."""

from Acquisition import aq_base
from imio.guichet.core.interfaces import ILifecycles
from imio.guichet.core.interfaces import IOpinions
from imio.guichet.lifecycle import registry
from imio.guichet.lifecycle.compiler import compile_workflow
from imio.guichet.lifecycle.interfaces import ILifecycle
from imio.guichet.lifecycle.interfaces import InvalidLifecycle
from imio.guichet.lifecycle.reader import LifecycleError
from pathlib import Path
from plone import api
from plone.app.testing import login
from plone.app.testing import TEST_USER_NAME
from Products.DCWorkflow.DCWorkflow import DCWorkflowDefinition
from Products.GenericSetup.interfaces import IBody
from Products.GenericSetup.testing import DummySetupEnviron
from zExceptions import BadRequest
from zope.component import getMultiAdapter
from zope.component import getUtility
from zope.schema.interfaces import IVocabularyFactory

import json
import pytest


LIFECYCLES = Path(__file__).parents[3] / "profiles" / "wallonia" / "lifecycles"


def report(**changes):
    data = json.loads((LIFECYCLES / "report.json").read_bytes())
    return data | changes


def exported(workflow):
    """Return a workflow as GenericSetup writes it."""
    found = api.portal.get_tool("portal_workflow")[workflow]
    return getMultiAdapter((found, DummySetupEnviron()), IBody).body


def test_compiled_to_a_real_workflow(town):
    tool = api.portal.get_tool("portal_workflow")
    workflow = tool["guichet_report"]
    assert type(aq_base(workflow)) is DCWorkflowDefinition
    assert workflow.initial_state == "draft"
    assert set(workflow.states.objectIds()) == {
        "draft",
        "received",
        "planned",
        "done",
        "refused",
        "duplicate",
    }
    state = workflow.states["received"]
    assert state.title == "Reçu"
    assert state.transitions == ("plan", "finish", "refuse", "duplicate")
    assert "Anonymous" not in state.permission_roles["View"]
    assert "Applicant" not in state.permission_roles["Modify portal content"]
    guard = workflow.transitions["plan"].guard
    assert set(guard.roles) == {
        "guichet.function.handling",
        "Guichet Manager",
        "Manager",
    }
    assert not workflow.manager_bypass
    assert set(workflow.worklists.objectIds()) == {"received", "planned"}


def test_compiling_again_changes_nothing(town):
    login(town, TEST_USER_NAME)
    tool = api.portal.get_tool("portal_workflow")
    before = exported("guichet_event_authorisation")
    compile_workflow(tool, registry.find("event-authorisation"))
    assert exported("guichet_event_authorisation") == before


def test_installing_again_changes_nothing(town):
    login(town, TEST_USER_NAME)
    source = (LIFECYCLES / "report.json").read_bytes()
    before = town.portal_workflow["guichet_report"]._p_serial
    content = registry.install(town, source)
    assert town.portal_workflow["guichet_report"]._p_serial == before
    assert content.definition.title == "Signalement"


def test_nothing_of_a_refused_file_is_installed(town):
    login(town, TEST_USER_NAME)
    data = report(id="other", initial="nowhere", title="")
    workflows = set(town.portal_workflow.objectIds())
    with pytest.raises(LifecycleError) as refused:
        registry.install(town, json.dumps(data))
    assert {item.place for item in refused.value.problems} == {"$.initial", "$.title"}
    assert set(town.portal_workflow.objectIds()) == workflows
    assert "other" not in town.lifecycles
    data = report(initial="nowhere", title="Autre titre")
    with pytest.raises(LifecycleError):
        registry.install(town, json.dumps(data))
    assert town.lifecycles.report.title == "Signalement"
    assert town.portal_workflow["guichet_report"].title == "Signalement"


def test_an_update_is_compiled(town, hole, can):
    login(town, TEST_USER_NAME)
    data = report(title="Signalement d'un problème")
    data["transitions"][0]["title"] = "Prévoir"
    registry.install(town, json.dumps(data))
    workflow = town.portal_workflow["guichet_report"]
    assert workflow.title == "Signalement d'un problème"
    assert workflow.transitions["plan"].title == "Prévoir"
    assert can(hole, "agent-roads")[0] == "plan"


def test_a_step_with_dossiers_stays(town, hole, act):
    login(town, TEST_USER_NAME)
    act(hole, "agent-roads", "refuse", comment="Non")
    data = report()
    data["steps"] = [step for step in data["steps"] if step["id"] != "refused"]
    data["transitions"] = [
        item for item in data["transitions"] if item["to"] != "refused"
    ]
    data["milestones"] = []
    del data["mails"]["refused"]
    with pytest.raises(LifecycleError, match="ne peut disparaître : 1 dossier"):
        registry.install(town, json.dumps(data))
    hole.step = "planned"
    hole.reindexObject()
    registry.install(town, json.dumps(data))
    assert "refused" not in town.portal_workflow["guichet_report"].states.objectIds()


def test_saving_checks_the_text(town):
    field = ILifecycle["source"]
    with pytest.raises(InvalidLifecycle) as refused:
        field.validate(json.dumps(report(initial="nowhere")))
    assert "$.initial : étape inconnue « nowhere »" in refused.value.doc()
    field.validate(json.dumps(report()))


def test_hidden_from_the_public(town):
    assert not api.user.has_permission("View", obj=town.lifecycles.report)
    with api.env.adopt_user("citizen"):
        assert not api.user.has_permission("View", obj=town.lifecycles.report)
        assert not api.content.find(portal_type="imio.guichet.Lifecycle")
    login(town, TEST_USER_NAME)
    assert api.user.has_permission("View", obj=town.lifecycles.report)


def test_found_by_other_rooms(town):
    lifecycles = getUtility(ILifecycles)
    assert lifecycles.names() == [
        ("event-authorisation", "Autorisation avec avis et Collège"),
        ("report", "Signalement"),
    ]
    assert lifecycles.functions("report") == (
        ("handling", "Service qui traite le signalement"),
    )
    assert lifecycles.functions("nothing") == ()
    vocabulary = getUtility(IVocabularyFactory, "imio.guichet.lifecycles")(town)
    assert [term.value for term in vocabulary] == ["event-authorisation", "report"]


def test_removed_with_its_workflow(town):
    login(town, TEST_USER_NAME)
    town.lifecycles._delObject("report")
    assert "guichet_report" not in town.portal_workflow.objectIds()
    assert registry.find("report") is None


@pytest.fixture
def with_trigger(town):
    """The event's lifecycle, going to the College as soon as all opinions are in."""
    login(town, TEST_USER_NAME)
    data = json.loads((LIFECYCLES / "event-authorisation.json").read_bytes())
    data["transitions"].append(
        {
            "id": "all-heard",
            "title": "Tous les avis sont rendus",
            "from": ["study"],
            "to": "college",
            "trigger": "opinions",
        }
    )
    registry.install(town, json.dumps(data))
    return town


def test_the_last_opinion_moves_the_dossier(with_trigger, event, act, can):
    act(event, "agent-events", "start")
    assert "all-heard" not in can(event, "agent-events")
    with api.env.adopt_user("agent-events"):
        first, second, third = IOpinions(event).ask(["police", "secours", "voirie"])
    with api.env.adopt_user("agent-police"):
        IOpinions(event).give(first, "favourable", "")
    assert event.step == "study"
    with api.env.adopt_user("agent-events"):
        IOpinions(event).withdraw(second)
    assert event.step == "study"
    with api.env.adopt_user("agent-roads"):
        IOpinions(event).give(third, "none", "")
    assert event.step == "college"
    assert (event.acts[-1].side, event.acts[-1].user) == ("system", "")


def test_a_rule_guards_a_transition(town, submit, act, can):
    login(town, TEST_USER_NAME)
    data = json.loads((LIFECYCLES / "event-authorisation.json").read_bytes())
    for item in data["transitions"]:
        if item["id"] == "accept-by-service":
            item["rule"] = {"<": [{"var": "participants"}, 100]}
    registry.install(town, json.dumps(data))
    small, large = (submit("evenement", participants=n) for n in (10, 2000))
    for dossier in (small, large):
        act(dossier, "agent-events", "start")
    assert "accept-by-service" in can(small, "agent-events")
    assert "accept-by-service" not in can(large, "agent-events")
    tool = api.portal.get_tool("portal_workflow")
    with api.env.adopt_user("agent-events"), pytest.raises(Exception):  # noqa: B017
        tool.doActionFor(large, "accept-by-service")
    assert large.step == "study"


@pytest.mark.parametrize(
    ("lifecycle", "functions", "places"),
    [
        ("report", {"handling": ["voirie"]}, []),
        ("report", {}, ["functions.handling"]),
        ("report", None, ["functions.handling"]),
        ("report", {"handling": ["nulle-part"]}, ["functions.handling"]),
        ("report", {"handling": ["voirie"], "x": ["voirie"]}, ["functions.x"]),
        (
            "event-authorisation",
            {"handling": ["voirie"]},
            ["functions.college"],
        ),
        ("nothing", {}, ["lifecycle"]),
        (None, {}, ["lifecycle"]),
    ],
)
def test_what_a_procedure_must_say(town, lifecycle, functions, places):
    found = getUtility(ILifecycles).check(lifecycle, functions)
    assert [problem.place for problem in found] == places


def test_a_procedure_without_service_is_not_published(town):
    login(town, TEST_USER_NAME)
    procedure = api.content.create(
        town.guichet.tout, "imio.guichet.Procedure", "x", code="XX", lifecycle="report"
    )
    with pytest.raises(BadRequest, match="n'est confié à aucun service"):
        api.content.transition(procedure, "publish")
    procedure.functions = {"handling": ["voirie"]}
    api.content.transition(procedure, "publish")
    assert procedure.live_revision == 1
