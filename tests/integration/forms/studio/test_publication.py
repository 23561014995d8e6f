"""Revisions, approval, planned publication, over REST and over Plone's own workflow."""

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from imio.guichet.core.outbox import get_outbox
from imio.guichet.core.settings import PREFIX
from imio.guichet.forms.publication import PublicationRefused
from imio.guichet.forms.studio.planned import Planned
from plone import api

import pytest
import transaction


SERVICE = "@guichet-form-publication"


@pytest.fixture
def act(rest):
    def act(user, name, **values):
        return rest(user, "POST", SERVICE, {"act": name, **values})

    return act


@pytest.fixture
def save(rest):
    def save(user="manager", **values):
        data = rest(user, "GET", "@guichet-form")[1]
        data["form"]["pages"][0].update(values)
        status, saved = rest(
            user,
            "PUT",
            "@guichet-form",
            {key: data[key] for key in ("form", "version")},
        )
        assert status == 200, saved
        return saved

    return save


@pytest.fixture
def four_eyes(working):
    api.portal.set_registry_record(f"{PREFIX}.same_person_may_approve", False)
    transaction.commit()


def mails():
    """What waits in the outbox, by key."""
    transaction.begin()
    waiting = get_outbox(api.portal.get()).waiting(500)
    return {record.key: record.payload for record in waiting if record.kind == "mail"}


def sent_since(before):
    return [mail for key, mail in mails().items() if key not in before]


# Revisions


def test_revisions_are_listed_compared_and_taken_up_again(rest, act, save, working):
    assert act("manager", "publish")[0] == 200
    save(title="La fête")
    status, state = act("manager", "publish")
    assert (status, state["live"], state["changed"]) == (200, 2, False)
    items = rest("manager", "GET", "@guichet-form-revisions")[1]["items"]
    assert [(item["number"], item["live"], item["dossiers"]) for item in items] == [
        (2, True, 0),
        (1, False, 0),
    ]
    assert items[0]["author"] == "Manager"
    one = rest("manager", "GET", "@guichet-form-revisions/1")[1]["form"]
    assert one["pages"][0]["title"] == "L'évènement"
    [change] = rest("manager", "GET", "@guichet-form-revisions/1?against=2")[1][
        "changes"
    ]
    assert (change["before"], change["after"]) == ("L'évènement", "La fête")
    version = rest("manager", "GET", "@guichet-form")[1]["version"]
    data = {"number": 1, "version": version}
    status, restored = rest("manager", "POST", "@guichet-form-restore", data)
    assert status == 200, restored
    assert restored["form"]["pages"][0]["title"] == "L'évènement"
    assert working.live_revision == 2
    working_changes = rest(
        "manager", "GET", "@guichet-form-revisions/1?against=working"
    )
    assert working_changes[1]["changes"] == []
    data["version"] = "old"
    assert (
        rest("manager", "POST", "@guichet-form-restore", {**data, "number": 2})[0]
        == 409
    )


def test_dossiers_are_counted_by_revision(rest, act, working):
    from imio.guichet.core import dossiers

    act("manager", "publish")
    with api.env.adopt_roles(["Manager"]):
        dossier = dossiers.create_draft(working)
        dossiers.submit(dossier)
    transaction.commit()
    items = rest("manager", "GET", "@guichet-form-revisions")[1]["items"]
    assert [item["dossiers"] for item in items] == [1]


@pytest.mark.parametrize("number", ["0", "9", "x", "-1", "1/2", "1?against=7"])
def test_no_such_revision(rest, act, number):
    act("manager", "publish")
    assert rest("manager", "GET", f"@guichet-form-revisions/{number}")[0] in (400, 404)


# Approval


def test_a_small_town_publishes_alone(act, working):
    status, state = act("manager", "publish", comment="Voilà")
    assert status == 200, state
    assert state["review"] == "published"
    assert working.live_revision == 1


def test_another_person_approves(rest, act, four_eyes, working):
    status, body = act("manager", "publish")
    assert status == 409
    assert "approbation" in body["problems"][0]["message"]
    before = mails()
    status, state = act("manager", "ask", comment="Prêt ?")
    assert status == 200, state
    assert state["review"] == "pending"
    assert state["asked"]["by"] == "manager"
    assert state["asked"]["name"] == "Manager"
    assert state["may"]["approve"] is False
    sent = sent_since(before)
    assert sorted(mail["to"] for mail in sent) == [
        "boss@example.be",
        "colleague@example.be",
    ]
    assert "Prêt ?" in sent[0]["text"]
    assert act("manager", "approve")[0] == 409
    assert act("manager", "ask")[0] == 400
    assert rest("colleague", "GET", SERVICE)[1]["state"]["may"]["approve"] is True
    status, state = act("colleague", "approve")
    assert (status, state["review"], state["asked"]) == (200, "published", None)
    trail = rest("manager", "GET", SERVICE)[1]["trail"]
    assert [(line["name"], line["action"]) for line in trail] == [
        ("Manager", "ask"),
        ("Colleague", "approve"),
    ]


def test_who_changes_it_meanwhile_does_not_approve(act, save, four_eyes):
    act("manager", "ask")
    transaction.commit()
    save("colleague", title="Autre")
    save("colleague", title="Encore autre")
    status, body = act("colleague", "approve")
    if status == 200:  # saved within the second in which it was asked
        pytest.fail(str(body))
    assert status == 409
    assert act("boss", "approve")[0] == 200


def test_a_published_form_stays_open_while_approval_is_asked(
    act, save, four_eyes, working
):
    act("manager", "ask")
    act("boss", "approve")
    save(title="Nouveau titre")
    status, state = act("manager", "ask")
    assert (status, state["review"], state["changed"]) == (200, "published", True)
    status, state = act("boss", "refuse")
    assert status == 400
    before = mails()
    status, state = act("boss", "refuse", comment="Trop long")
    assert (status, state["review"], state["asked"]) == (200, "published", None)
    assert [mail["to"] for mail in sent_since(before)] == ["manager@example.be"]
    act("manager", "ask")
    assert act("colleague", "withdraw")[0] == 403
    assert act("manager", "withdraw")[1]["asked"] is None


def test_plones_own_workflow_holds_to_it_too(four_eyes, working):
    with api.env.adopt_user(username="manager"):
        with pytest.raises(PublicationRefused):
            api.content.transition(working, "publish")
        api.content.transition(working, "submit")
    assert working.asked["by"] == "manager"
    with api.env.adopt_user(username="boss"):
        api.content.transition(working, "publish")
    assert working.asked is None


def test_tests_run_before_publication(rest, act, save, working):
    play = {
        "title": "Une fête",
        "today": "2026-11-24",
        "as": "anonymous",
        "answers": {
            "event": {
                "name": "X",
                "participants": "5",
                "starts": "2027-01-01",
                "music": "no",
            }
        },
    }
    test = rest("manager", "POST", "@guichet-form-tests-record", play)[1]
    version = rest("manager", "GET", "@guichet-form-tests")[1]["version"]
    rest("manager", "PUT", "@guichet-form-tests", {"items": [test], "version": version})
    save(show={"==": [1, 2]})
    status, body = act("manager", "publish")
    assert status == 409
    assert "Une fête" in body["problems"][0]["message"]
    assert body["tests"][0]["differences"]
    assert working.live_revision is None
    api.portal.set_registry_record(f"{PREFIX}.publish_with_failing_tests", True)
    transaction.commit()
    assert act("manager", "publish")[0] == 200
    from imio.guichet.core import revisions

    assert revisions.get_revision(working).tests[0]["title"] == "Une fête"


def test_a_form_with_errors_is_refused_with_its_problems(act, save, working):
    save(show={"var": "nobody"})
    for name in ("publish", "ask"):
        status, body = act("manager", name)
        assert status == 409
        assert body["problems"][0]["page"] == "event"
    assert working.asked is None


# Planned


def later(**values):
    return (datetime.now(UTC) + timedelta(**values)).isoformat(timespec="seconds")


def run(**values):
    more = Planned().run(datetime.now(UTC) + timedelta(**values))
    transaction.commit()
    return more


def test_it_is_published_and_retired_in_time(act, working):
    status, state = act("manager", "schedule", when=later(days=1), until=later(days=9))
    assert status == 200, state
    assert state["schedule"]["by"] == "manager"
    run()
    assert working.live_revision is None
    run(days=2)
    assert (working.live_revision, api.content.get_state(working)) == (1, "published")
    assert working.schedule["until"]
    run(days=10)
    assert api.content.get_state(working) == "retired"
    assert working.schedule is None


def test_what_was_planned_can_be_forgotten(rest, act, working):
    act("manager", "schedule", when=later(days=1))
    assert act("manager", "unschedule")[1]["schedule"] is None
    run(days=2)
    assert working.live_revision is None
    actions = [line["action"] for line in rest("manager", "GET", SERVICE)[1]["trail"]]
    assert actions == ["schedule", "unschedule"]


def test_what_is_refused_in_time_is_told(act, save, working):
    act("manager", "schedule", when=later(days=1))
    save(show={"var": "nobody"})
    before = mails()
    run(days=2)
    assert working.live_revision is None
    [mail] = sent_since(before)
    assert mail["to"] == "manager@example.be"
    assert "nobody" in mail["text"]


def test_a_deleted_procedure_is_nothing_to_publish(act, working):
    act("manager", "schedule", when=later(days=1))
    with api.env.adopt_roles(["Manager"]):
        api.content.delete(working)
    transaction.commit()
    assert run(days=2) is False


@pytest.mark.parametrize(
    "values",
    [{}, {"when": "tomorrow"}, {"when": 3}, {"when": "2020-01-01"}, {"when": "9999-12-31T23:59:59"},
     {"when": later(days=3), "until": later(days=2)}, {"until": ["x"]}],
)  # fmt: skip
def test_bad_moments_are_refused(act, working, values):
    status, body = act("manager", "schedule", **values)
    if values.get("when", "") == "9999-12-31T23:59:59":
        assert status in (200, 400)
        return
    assert status == 400
    assert body["error"]["message"]
    assert working.schedule is None


@pytest.mark.parametrize("name", ["", "destroy", "__class__", 3, None, ["publish"]])
def test_there_are_no_other_acts(act, working, name):
    assert act("manager", name)[0] == 400


@pytest.mark.parametrize("who", [None, "citizen", "agent", "editor"])
@pytest.mark.parametrize(
    ("method", "service"),
    [
        ("GET", SERVICE),
        ("POST", SERVICE),
        ("GET", "@guichet-form-revisions"),
        ("GET", "@guichet-form-revisions/1"),
        ("POST", "@guichet-form-restore"),
    ],
)
def test_others_find_nothing(rest, working, who, method, service):
    data = {"act": "publish", "number": 1}
    assert rest(who, method, service, data)[0] in (401, 403, 404)
    assert working.live_revision is None


def test_acts_need_the_token(rest, working):
    for service in (SERVICE, "@guichet-form-restore"):
        data = {"act": "publish", "number": 1}
        assert rest("manager", "POST", service, data, token=False)[0] == 403
    assert working.live_revision is None
