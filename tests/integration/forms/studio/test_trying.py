"""Preview, recorded tests and translations over REST."""

from imio.guichet.forms import models
from plone import api

import pytest
import transaction


EVENT = {
    "f.name": "Concert",
    "f.participants": "10",
    "f.starts": "2027-05-12",
    "f.music": "no",
}
CONTACT = {
    "fullname": "Anne",
    "email": "anne@example.be",
    "kind": "private",
    "agree": "yes",
}
PLAY = {
    "title": "Une petite fête",
    "today": "2026-11-24",
    "as": "anonymous",
    "answers": {"event": EVENT, "contact": CONTACT},
}


@pytest.fixture
def form(rest):
    return rest("manager", "GET", "@guichet-form")[1]["form"]


def preview(rest, form, **values):
    data = {"form": form, "answers": {}, "as": "anonymous", **values}
    status, found = rest("manager", "POST", "@guichet-form-preview", data)
    assert status == 200, found
    return found


def test_a_page_as_citizens_see_it(rest, form, working):
    before = working.fields_model
    form["pages"][0]["fields"][0]["title"] = "Son petit nom"
    found = preview(rest, form)
    assert "Son petit nom" in found["html"]
    assert "<button" not in found["html"]
    assert [page["id"] for page in found["pages"]] == ["event", "safety", "contact"]
    assert [page["shown"] for page in found["pages"]] == [True, False, True]
    assert found["errors"] == {}
    answered = preview(rest, form, answers={**EVENT, "f.participants": "2000"})
    assert [page["shown"] for page in answered["pages"]] == [True, True, True]
    assert answered["values"]["total"].startswith("4")
    wrong = preview(rest, form, answers={"participants": "many"})
    assert wrong["errors"]["participants"]
    assert 'aria-invalid="true"' in wrong["html"]
    assert working.fields_model == before


def test_who_looks(rest, form):
    found = preview(rest, form, page="contact", **{"as": "citizen"})
    assert "Camille Exemple" in found["html"]
    assert "Camille" not in preview(rest, form, page="contact")["html"]
    hidden = preview(rest, form, page="safety")
    assert hidden["html"] == ""
    assert hidden["notice"]


def test_nothing_typed_becomes_markup(rest, form):
    evil = '"><script>alert(1)</script>'
    form["title"] = evil
    page = form["pages"][0]
    page["title"] = page["description"] = page["help"] = evil
    for field in page["fields"]:
        field["title"] = field["description"] = evil
        field["properties"]["example"] = evil
    found = preview(rest, form, answers={"name": evil, "participants": evil})
    assert "<script>alert" not in found["html"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"answers": []}, {"answers": {"a b": "x"}}, {"answers": {"name": 3}}, {"as": "root"},
        {"answers": {"name": {"<": "x"}}}, {"page": 3}, {"today": "yesterday"}, {"form": {}},
        {"language": ["x"]},
    ],
)  # fmt: skip
def test_bad_previews_are_refused(rest, form, wrong):
    data = {"form": form, **wrong}
    status, body = rest("manager", "POST", "@guichet-form-preview", data)
    assert status == 400
    assert body["error"]["message"]


def test_a_play_is_recorded_and_run(rest, form, working):
    status, test = rest("manager", "POST", "@guichet-form-tests-record", PLAY)
    assert status == 200, test
    assert test["expect"]["pages"] == ["event", "contact"]
    assert test["expect"]["values"]["total"].startswith("20")
    assert test["expect"]["refusals"] == {}
    stored = rest("manager", "GET", "@guichet-form-tests")[1]
    data = {"items": [test], "version": stored["version"]}
    assert rest("manager", "PUT", "@guichet-form-tests", data)[0] == 200
    assert (
        rest("manager", "PUT", "@guichet-form-tests", {**data, "items": []})[0] == 409
    )
    listed = rest("manager", "GET", "@guichet-form-tests")[1]
    assert listed["items"][0]["result"]["ok"] is True
    # Another form gives something else: the test says what.
    form["pages"][1]["show"] = None
    total = next(f for f in form["pages"][0]["fields"] if f["name"] == "total")
    total["properties"]["compute"] = {"*": [{"var": "participants"}, 3]}
    run = rest("manager", "POST", "@guichet-form-tests-run", {"form": form})[1]
    assert run["items"][0]["ok"] is False
    assert run["items"][0]["differences"][0]["found"].startswith(
        "L'évènement, Sécurité"
    )
    assert "total" in [line["place"] for line in run["items"][0]["differences"]]
    # A required file of the second page is refused: the play ends there.
    assert run["items"][0]["differences"][-1]["page"] == "safety"


def test_a_refusal_is_part_of_a_test(rest, form):
    answers = {"event": {**EVENT, "f.ends": "2027-05-01"}}
    test = rest(
        "manager", "POST", "@guichet-form-tests-record", {**PLAY, "answers": answers}
    )[1]
    assert test["expect"]["pages"] == ["event"]
    assert test["expect"]["refusals"]["event"]["ends"] == "La fin est avant le début."
    files = {"event": {**EVENT, "participants": "2000"}, "safety": {"plan": "plan.pdf"}}
    del files["event"]["f.participants"]
    test = rest(
        "manager", "POST", "@guichet-form-tests-record", {**PLAY, "answers": files}
    )[1]
    assert test["expect"]["pages"] == ["event", "safety", "contact"]


@pytest.mark.parametrize(
    "items",
    [None, {}, [1], [{}], [{**PLAY}], [{**PLAY, "expect": []}], [{**PLAY, "title": ""}],
     [{**PLAY, "today": "2026"}], [{**PLAY, "answers": {"event": [1]}}], [{**PLAY, "id": "<x>"}],
     [{**PLAY, "expect": {"pages": [1]}}], [{**PLAY, "more": 1}], [{}] * 101],
)  # fmt: skip
def test_hostile_tests_are_refused(rest, working, items):
    version = rest("manager", "GET", "@guichet-form-tests")[1]["version"]
    data = {"items": items, "version": version}
    status, body = rest("manager", "PUT", "@guichet-form-tests", data)
    assert status == 400
    assert body["error"]["message"]
    assert working.tests == ()


@pytest.fixture
def bilingual(working):
    registry = api.portal.get_tool("portal_registry")
    registry["plone.available_languages"] = ["fr", "nl"]
    registry["plone.use_cookie_negotiation"] = True
    transaction.commit()
    return working


def test_citizens_read_the_translation(rest, bilingual, functional):
    found = rest("manager", "GET", "@guichet-form-texts")[1]
    assert found["languages"] == ["nl"]
    item = next(i for i in found["items"] if i["id"] == "field:participants:title")
    assert item["source"] == "Nombre de participants"
    assert item["state"] == {"nl": "missing"}
    data = {
        "items": [{**item, "nl": "Aantal <b>deelnemers</b>"}],
        "version": found["version"],
    }
    status, saved = rest("manager", "PUT", "@guichet-form-texts", data)
    assert status == 200, saved
    drawn = preview(
        rest, rest("manager", "GET", "@guichet-form")[1]["form"], language="nl"
    )
    assert "Aantal &lt;b&gt;deelnemers" in drawn["html"]
    with api.env.adopt_roles(["Manager"]):
        api.content.transition(bilingual, "publish")
    request = functional["request"]
    source = models.form_of(bilingual)
    assert source.by_name["participants"].title == "Nombre de participants"
    request["LANGUAGE"] = "nl"
    from zope.globalrequest import setRequest

    setRequest(request)
    form = models.form_of(bilingual)
    assert form.by_name["participants"].title == "Aantal <b>deelnemers</b>"
    assert form.by_name["name"].title == "Nom"
    # The working model changes: the translation is stale, the revision keeps its own.
    bilingual.fields_model = bilingual.fields_model.replace(
        "Nombre de part", "Combien de part"
    )
    transaction.commit()
    items = rest("manager", "GET", "@guichet-form-texts")[1]["items"]
    item = next(i for i in items if i["id"] == "field:participants:title")
    assert item["state"] == {"nl": "stale"}


@pytest.mark.parametrize("who", [None, "citizen", "agent", "editor"])
@pytest.mark.parametrize(
    ("method", "service"),
    [
        ("POST", "@guichet-form-preview"),
        ("GET", "@guichet-form-tests"),
        ("PUT", "@guichet-form-tests"),
        ("POST", "@guichet-form-tests-run"),
        ("POST", "@guichet-form-tests-record"),
        ("GET", "@guichet-form-texts"),
        ("PUT", "@guichet-form-texts"),
    ],
)
def test_others_find_nothing(rest, working, who, method, service):
    assert rest(who, method, service, {})[0] in (401, 403, 404)


@pytest.mark.parametrize("service", ["@guichet-form-tests", "@guichet-form-texts"])
def test_writing_needs_the_token(rest, working, service):
    assert rest("manager", "PUT", service, {"items": []}, token=False)[0] == 403
