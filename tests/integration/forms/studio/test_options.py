"""``@guichet-form-options``: values set through the web, by whom, and what is refused."""

from imio.guichet.core import options
from plone import api

import pytest
import transaction


OPTIONS = [
    {"name": "price", "type": "money", "title": "Prix", "required": True},
    {"name": "note", "type": "html", "title": "Note"},
    {"name": "site", "type": "url", "title": "Site"},
]
VALUES = "@guichet-form-options"


def question(**given):
    return {"name": "a", "kind": "text", "title": "Prix : ${options.price}", "description": "${options.note}",
            "required": False, "properties": {"example": "${options.site}"}, **given}  # fmt: skip


FORM = {
    "title": "Fête",
    "options": OPTIONS,
    "pages": [{"id": "p", "title": "Page", "fields": [question()]}],
}


@pytest.fixture
def declared(rest, working):
    """The working model with three options; no value yet."""
    _status, loaded = rest("manager", "GET", "@guichet-form")
    status, saved = rest(
        "manager", "PUT", "@guichet-form", {"form": FORM, "version": loaded["version"]}
    )
    assert status == 200, saved
    return saved


def put(rest, values, version=0, who="manager", **given):
    data = {"values": values, "version": version}
    return rest(who, "PUT", VALUES, data, **given)


def test_an_option_from_its_declaration_to_the_page(rest, declared, working):
    assert [(one["place"], one["severity"]) for one in declared["problems"] if "option" in one["place"]] == [("options:price", "error")]  # fmt: skip
    status, loaded = rest("manager", "GET", "@guichet-form")
    assert loaded["form"]["options"] == OPTIONS
    assert {one["id"] for one in loaded["option_types"]} >= {"money", "html", "url"}
    assert loaded["options"] == {"values": {}, "version": 0, "author": "", "when": ""}
    status, found = put(
        rest, {"price": " 12,5 €", "note": "<b>Gratuit</b> le lundi", "site": ""}
    )
    assert status == 200
    assert found["values"] == {"note": "<b>Gratuit</b> le lundi", "price": "12.50"}
    assert (found["version"], found["author"]) == (1, "Manager")
    assert not [one for one in found["problems"] if one["severity"] == "error"]
    assert rest("colleague", "GET", VALUES)[1]["values"] == found["values"]
    status, shown = rest(
        "manager", "POST", "@guichet-form-preview", {"form": FORM, "page": "p"}
    )
    assert "Prix : 12,50 €" in shown["html"]
    assert "<b>Gratuit</b> le lundi" in shown["html"]
    tried = {"form": FORM, "page": "p", "options": {"price": "99.00"}}
    assert (
        "99,00 €" in rest("manager", "POST", "@guichet-form-preview", tried)[1]["html"]
    )
    assert options.values_of(working)["price"] == "12.50"


def test_what_is_wrong_is_told_and_nothing_is_stored(rest, declared, working):
    values = {"price": "cher", "site": "javascript:alert(1)", "note": "ok"}
    status, found = put(rest, values)
    assert status == 400
    assert set(found["errors"]) == {"price", "site"}
    assert "12,50" in found["errors"]["price"]
    assert found["error"]["message"]
    assert options.values_of(working) == {}


@pytest.mark.parametrize(
    "values",
    [None, [], "x", 1, {"price": 12}, {"price": None}, {"price": ["1"]}, {"none": "1"}, {"": ""}],
)  # fmt: skip
def test_hostile_values_are_refused(rest, declared, working, values):
    status, found = put(rest, values)
    assert status == 400, found
    assert found["error"]["message"]
    assert options.values_of(working) == {}


@pytest.mark.parametrize("raw", ["", "[", "null", "[1]", '{"values": {"note": "\\ud800"}, "version": 0}', '{"values": {"note": "\\u0000x"}, "version": 0}'])  # fmt: skip
def test_bad_bodies_are_refused(rest, declared, working, raw):
    status, found = rest("manager", "PUT", VALUES, raw=raw)
    assert status == 400, found
    assert options.values_of(working) == {}


def test_script_in_a_value_never_runs(rest, declared):
    hostile = '<script>alert(1)</script><img src=x onerror=alert(1)><a href="javascript:alert(1)">x</a>'
    assert put(rest, {"price": "1", "note": hostile})[0] == 200
    shown = rest("manager", "POST", "@guichet-form-preview", {"form": FORM})[1]["html"]
    assert "alert" not in shown.replace("alert(1)</", "")
    assert (
        "<script" not in shown and "onerror" not in shown and "javascript:" not in shown
    )


def test_two_people_at_the_same_time(rest, declared):
    assert put(rest, {"price": "1"})[0] == 200
    status, found = put(rest, {"price": "2"}, 0, "colleague")
    assert status == 409
    assert found["values"] == {"price": "1.00"} and found["version"] == 1
    assert put(rest, {"price": "1,00"}, 0, "colleague")[0] == 200  # says the same
    assert put(rest, {"price": "2"}, True, "colleague")[0] == 409
    assert put(rest, {"price": "2"}, 1, "colleague")[1]["author"] == "Colleague"


def test_the_live_form_is_not_broken_by_a_value(rest, declared, working):
    assert put(rest, {"price": "1"})[0] == 200
    api.content.transition(working, "publish")
    transaction.commit()
    status, found = put(rest, {"price": ""}, 1)
    assert status == 400 and "price" in found["errors"]
    form = {**FORM, "options": [{**OPTIONS[0], "type": "date"}, *OPTIONS[1:]]}
    version = rest("manager", "GET", "@guichet-form")[1]["version"]
    status, saved = rest(
        "manager", "PUT", "@guichet-form", {"form": form, "version": version}
    )
    assert status == 200
    assert {one["place"] for one in saved["problems"] if one["severity"] == "error"} >= {"options:price"}  # fmt: skip
    status, found = put(rest, {"price": "2026-12-31"}, 1)
    assert status == 400 and "publi" in found["errors"]["price"]


@pytest.mark.parametrize("who", ["agent", "editor", "citizen", ""])
def test_others_may_neither_read_nor_set(rest, declared, working, who):
    for method, data in (
        ("GET", None),
        ("PUT", {"values": {"price": "1"}, "version": 0}),
    ):
        status, _found = rest(who, method, VALUES, data)
        assert status in (401, 403, 404), (method, status)
    assert options.values_of(working) == {}


def test_setting_needs_the_token(rest, declared, working):
    status, _found = put(rest, {"price": "1"}, token=False)
    assert status == 403
    assert options.values_of(working) == {}


@pytest.mark.parametrize(
    "items",
    [
        {}, [1], [{"name": "x"}], [{"name": "x", "type": "os.system"}],
        [{"name": "x", "type": "text", "lambda": "1"}], [{"name": "x", "type": "text"}] * 101,
        [{"name": "x", "type": "text", "title": "\x00"}],
    ],
)  # fmt: skip
def test_hostile_declarations_are_refused(rest, declared, working, items):
    before = working.fields_model
    version = rest("manager", "GET", "@guichet-form")[1]["version"]
    form = {**FORM, "options": items}
    status, found = rest(
        "manager", "PUT", "@guichet-form", {"form": form, "version": version}
    )
    assert status == 400
    assert found["error"]["place"] == "options:"
    assert working.fields_model == before


def test_work_in_progress_is_saved_and_told(rest, declared):
    """An option without choices, a name that is none: kept, and a problem."""
    items = [{"name": "Zone", "type": "one", "title": ""}, *OPTIONS]
    version = rest("manager", "GET", "@guichet-form")[1]["version"]
    form = {**FORM, "options": items}
    status, saved = rest(
        "manager", "PUT", "@guichet-form", {"form": form, "version": version}
    )
    assert status == 200
    errors = [one["place"] for one in saved["problems"] if one["severity"] == "error"]
    assert errors.count("options:Zone") == 2


def test_a_recorded_test_keeps_its_values(rest, declared, working):
    rule = {"==": [{"var": "options.price"}, 1]}
    form = {**FORM, "pages": [{"id": "p", "title": "P", "fields": [
        question(), question(name="b", title="B", description="", properties={"show": rule, "example": "${options.site}"}),
    ]}]}  # fmt: skip
    form["pages"][0]["fields"][0]["properties"] = {}
    version = rest("manager", "GET", "@guichet-form")[1]["version"]
    assert rest("manager", "PUT", "@guichet-form", {"form": form, "version": version})[0] == 200  # fmt: skip
    put(rest, {"price": "1"})
    play = {"title": "À un euro", "today": "2026-11-25", "as": "anonymous", "answers": {"p": {"b": "oui"}}}  # fmt: skip
    status, test = rest("manager", "POST", "@guichet-form-tests-record", play)
    assert status == 200
    assert test["options"] == {"price": "1.00"}
    assert test["expect"]["values"] == {"b": "oui"}
    kept = rest("manager", "GET", "@guichet-form-tests")[1]
    assert rest("manager", "PUT", "@guichet-form-tests", {"items": [test], "version": kept["version"]})[0] == 200  # fmt: skip
    put(rest, {"price": "5"}, 1)
    (result,) = rest("manager", "POST", "@guichet-form-tests-run", {})[1]["items"]
    assert result["ok"], result
    assert rest("manager", "GET", "@guichet-form-tests")[1]["items"][0]["result"]["ok"]
    other = {**test, "options": {"price": "5.00"}}
    version = rest("manager", "GET", "@guichet-form-tests")[1]["version"]
    rest("manager", "PUT", "@guichet-form-tests", {"items": [other], "version": version})  # fmt: skip
    (result,) = rest("manager", "POST", "@guichet-form-tests-run", {})[1]["items"]
    assert not result["ok"]
    for wrong in ([], "x", {"Price": "1"}, {"price": 1}):
        status, _found = rest("manager", "PUT", "@guichet-form-tests", {"items": [{**test, "options": wrong}], "version": version})  # fmt: skip
        assert status == 400
