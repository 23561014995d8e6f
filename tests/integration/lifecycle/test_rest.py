"""Plone's own REST service ``@workflow`` lists and runs transitions, no less safely."""

from imio.guichet.core.outbox import get_outbox
from imio.guichet.lifecycle.deadlines import local_date
from plone import api
from plone.app.testing import applyProfile
from plone.app.testing import TEST_USER_ID
from plone.testing.zope import Browser

import json
import pytest
import transaction


PASSWORD = "Zut-alors-7391"


@pytest.fixture
def portal(functional):
    """These tests publish requests: what the others roll back is committed here."""
    return functional["portal"]


@pytest.fixture
def site(town, functional):
    applyProfile(town, "plone.restapi:default")
    with api.env.adopt_roles(["Manager"]):
        for user in api.user.get_users():
            if user.getId() != TEST_USER_ID:
                town.acl_users.userSetPassword(user.getId(), PASSWORD)
    transaction.commit()
    return functional


@pytest.fixture
def rest(site):
    """Return a function that asks the REST API: (status, JSON)."""

    def rest(user, url, data=None):
        browser = Browser(site["app"])
        browser.raiseHttpErrors = False
        browser.addHeader("Accept", "application/json")
        if user:
            browser.addHeader("Authorization", f"Basic {user}:{PASSWORD}")
        if data is None:
            browser.open(url)
        else:
            browser.post(url, json.dumps(data), "application/json")
        status = int(browser.headers["status"].split()[0])
        transaction.begin()
        return status, json.loads(browser.contents or "null")

    return rest


@pytest.fixture
def dossier(site, submit):
    dossier = submit("evenement")
    transaction.commit()
    return dossier


def test_lists_what_one_may_do(rest, dossier):
    url = dossier.absolute_url() + "/@workflow"
    status, answer = rest("agent-events", url)
    assert status == 200, answer
    assert answer["state"]["id"] == "received"
    assert [item["title"] for item in answer["transitions"]] == [
        "Demander des informations",
        "Commencer l'étude",
    ]
    assert [item["review_state"] for item in answer["history"]] == ["draft", "received"]
    status, answer = rest("citizen", url)
    assert [item["title"] for item in answer["transitions"]] == ["Annuler ma demande"]
    assert answer["history"] == []


@pytest.mark.parametrize("user", [None, "stranger", "agent-roads", "agent-police"])
def test_strangers_learn_nothing(rest, dossier, user):
    url = dossier.absolute_url()
    missing = url[:-1] + ("2" if url[-1] != "2" else "3")
    for service, data in (("/@workflow", None), ("/@workflow/start", {})):
        status, answer = rest(user, url + service, data)
        assert status == 404
        same = rest(user, missing + service, data)
        text = json.dumps(same).replace(missing, url)
        assert json.loads(text) == [status, answer]
    assert dossier.step == "received"


def test_runs_a_transition(rest, dossier, town):
    url = dossier.absolute_url() + "/@workflow/start"
    status, answer = rest("agent-events", url, {"comment": "Entre nous"})
    assert (status, answer["review_state"]) == (200, "study")
    assert answer["comments"] == ""
    assert dossier.step == "study"
    assert dossier.acts[-1].note == "Entre nous"
    assert dossier.acts[-1].user == "agent-events"
    history = dossier.workflow_history["guichet_event_authorisation"]
    assert "Entre nous" not in repr(history)
    assert any(
        "est à l'étude" in record.payload["subject"]
        for record in get_outbox(town).waiting(1000)
    )


def test_a_required_comment_is_required(rest, dossier):
    url = dossier.absolute_url() + "/@workflow/ask-information"
    status, answer = rest("agent-events", url, {})
    assert status == 400
    assert "Écrivez quelques mots" in answer["error"]["message"]
    assert dossier.step == "received"
    status, answer = rest("agent-events", url, {"comment": "Un plan ?"})
    assert status == 200
    assert dossier.acts[-1].comment == "Un plan ?"


def test_required_fields_are_required(rest, dossier):
    rest("agent-events", dossier.absolute_url() + "/@workflow/start", {})
    url = dossier.absolute_url() + "/@workflow/to-college"
    status, answer = rest("agent-events", url, {})
    assert status == 400
    for title in ("Séance du Collège", "Proposition du service", "Rapport au Collège"):
        assert title in answer["error"]["message"]
    assert dossier.step == "study"
    status, answer = rest(
        "agent-events", url, {"seance": local_date().isoformat(), "rapport": "x"}
    )
    assert status == 400
    assert dossier.step == "study"


@pytest.mark.parametrize("transition", ["start", "accept", "nothing"])
def test_the_applicant_cannot_act_as_an_agent(rest, dossier, transition):
    url = f"{dossier.absolute_url()}/@workflow/{transition}"
    status, answer = rest("citizen", url, {"comment": "Bonjour"})
    assert status in (400, 401)
    assert "Traceback" not in json.dumps(answer)
    assert dossier.step == "received"


def test_nobody_submits_twice(rest, dossier):
    """Plone answers 200 to who asks for the state that is there; nothing is done."""
    rest("citizen", f"{dossier.absolute_url()}/@workflow/submit", {})
    assert len(dossier.acts) == 1


def test_the_applicant_cancels(rest, dossier):
    url = f"{dossier.absolute_url()}/@workflow/cancel"
    status, answer = rest("citizen", url, {"comment": "Plus envie"})
    assert (status, answer["review_state"]) == (200, "cancelled")
    assert dossier.step == "cancelled"
    assert dossier.acts[-1].comment == "Plus envie"
