"""``@guichet-form``: taken up, checked, saved; who may, and what two people do."""

from imio.guichet.forms import models

import copy
import pytest
import transaction


SERVICE = "@guichet-form"


@pytest.fixture
def loaded(rest):
    status, data = rest("manager", "GET", SERVICE)
    assert status == 200
    return data


def test_all_that_the_studio_begins_with(loaded):
    form = loaded["form"]
    assert form["title"] == "Organiser une fête"
    assert [page["id"] for page in form["pages"]] == ["event", "safety", "contact"]
    assert loaded["state"]["review"] == "private"
    assert loaded["state"]["changed"] is True
    kinds = {kind["id"]: kind for kind in loaded["kinds"]}
    assert kinds["integer"]["answer"] == "number"
    assert kinds["note"]["answer"] is None
    assert kinds["period"]["parts"] == [
        ["start", "Premier jour", "date"],
        ["end", "Dernier jour", "date"],
    ]
    assert ["postal-code", "Code postal", "text"] in kinds["address"]["parts"]
    assert kinds["text"]["parts"] == []
    assert "prefill" in loaded["common"]["alone"]
    assert kinds["text"]["group_title"] == "Textes"
    assert loaded["languages"] == ["fr"]
    assert loaded["user"] == {"id": "manager", "name": "Manager"}
    assert not [each for each in loaded["problems"] if each["severity"] == "error"]


def test_what_is_saved_is_what_is_taken_up(rest, loaded, working):
    form = loaded["form"]
    form["title"] = "Fêter"
    form["pages"][0]["fields"][0]["title"] = "Son nom"
    version = loaded["version"]
    status, saved = rest("manager", "PUT", SERVICE, {"form": form, "version": version})
    assert status == 200, saved
    again = rest("colleague", "GET", SERVICE)[1]
    assert again["form"] == form
    assert again["version"] == saved["version"] != loaded["version"]
    assert working.title == "Fêter"
    assert working.saved_by == "manager"
    # Saved again, nothing changes: a client that lost the answer may ask again.
    assert rest("manager", "PUT", SERVICE, {"form": form, "version": version})[0] == 200


def test_two_people_at_the_same_time(rest, loaded):
    first, second = copy.deepcopy(loaded["form"]), copy.deepcopy(loaded["form"])
    first["pages"][0]["title"] = "One"
    second["pages"][0]["title"] = "Two"
    version = loaded["version"]
    assert (
        rest("manager", "PUT", SERVICE, {"form": first, "version": version})[0] == 200
    )
    status, conflict = rest(
        "colleague", "PUT", SERVICE, {"form": second, "version": version}
    )
    assert status == 409
    assert conflict["form"]["pages"][0]["title"] == "One"
    assert conflict["author"] == "Manager"
    assert conflict["when"]
    status, _saved = rest(
        "colleague", "PUT", SERVICE, {"form": second, "version": conflict["version"]}
    )
    assert status == 200


def test_a_published_title_waits_for_publication(rest, working):
    from plone import api

    with api.env.adopt_roles(["Manager"]):
        api.content.transition(working, "publish")
    transaction.commit()
    data = rest("manager", "GET", SERVICE)[1]
    assert data["state"] == {**data["state"], "review": "published", "changed": False}
    data["form"]["title"] = "Autrement"
    rest("manager", "PUT", SERVICE, data | {"form": data["form"]})
    assert working.title == "Organiser une fête"
    data = rest("manager", "GET", SERVICE)[1]
    assert data["form"]["title"] == "Autrement"
    assert data["state"]["changed"] is True
    with api.env.adopt_roles(["Manager"]):
        api.content.transition(working, "publish")
    assert working.title == "Autrement"
    assert models.form_of(working).title == "Autrement"


def test_problems_have_a_place_and_a_fix(rest, loaded):
    form = loaded["form"]
    event = form["pages"][0]["fields"]
    event[5]["properties"]["show"] = {"var": "musik"}
    event[0]["properties"]["show"] = {"==": [{"var": "kind"}, "public"]}
    form["pages"].append({"id": "empty", "title": "Empty", "fields": []})
    status, found = rest("manager", "POST", "@guichet-form-check", {"form": form})
    assert status == 200
    by_place = {(p["place"], p["property"]): p for p in found["problems"]}
    wrong = by_place["music_until", "show"]
    assert wrong["page"] == "event"
    assert wrong["fix"]["operation"] == {
        "op": "set",
        "place": "music_until",
        "property": "show",
        "value": {"var": "music"},
    }
    assert "kind" in by_place["name", "show"]["message"] or by_place["name", "show"]
    assert by_place["/empty", ""]["fix"]["operation"] == {
        "op": "remove",
        "place": "/empty",
    }
    assert found["said"]["/safety"]["show"].startswith("Nombre de participants")
    assert {"place": "/safety", "property": "show"}.items() <= next(
        line
        for line in found["dependents"]["participants"]
        if line["place"] == "/safety"
    ).items()


@pytest.mark.parametrize("who", [None, "citizen", "agent", "editor"])
@pytest.mark.parametrize(
    ("method", "service"),
    [("GET", SERVICE), ("PUT", SERVICE), ("POST", "@guichet-form-check")],
)
def test_others_find_nothing(rest, loaded, working, who, method, service):
    before = working.fields_model
    data = {"form": {**loaded["form"], "pages": []}, "version": loaded["version"]}
    status, _body = rest(who, method, service, data)
    assert status in (401, 403, 404)
    assert working.fields_model == before


def test_without_the_token_nothing_is_saved(rest, loaded, working):
    data = {"form": {**loaded["form"], "pages": []}, "version": loaded["version"]}
    status, body = rest("manager", "PUT", SERVICE, data, token=False)
    assert status == 403
    assert body["error"]["message"].startswith("La session a changé")


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "{",
        "[]",
        "null",
        '"x"',
        "[" * 400 + "]" * 400,
        '{"form": {}}',
        '{"form": 1}',
    ],
)
def test_bad_bodies_are_refused(rest, working, raw):
    before = working.fields_model
    for method, service in (("PUT", SERVICE), ("POST", "@guichet-form-check")):
        status, body = rest("manager", method, service, raw=raw)
        assert status == 400, body
        assert body["error"]["message"]
    assert working.fields_model == before


def test_code_never_gets_in(rest, loaded, working):
    field = loaded["form"]["pages"][0]["fields"][0]
    field["opaque"] = (
        '<field xmlns="http://namespaces.plone.org/supermodel/schema">'
        "<defaultFactory>os.getcwd</defaultFactory></field>"
    )
    status, body = rest("manager", "PUT", SERVICE, loaded)
    assert status == 400
    assert "code" in body["error"]["message"]
