"""Differences between two forms: what people would say of them."""

from imio.guichet.forms.studio.differences import compare
from imio.guichet.forms.studio.shape import check_form

import copy


def field(name, **values):
    return {"name": name, "kind": "text", "title": name.upper(), **values}


FORM = check_form(
    {
        "title": "T",
        "pages": [
            {"id": "p", "title": "P", "fields": [field(n) for n in "abcd"]},
            {"id": "q", "title": "Q", "fields": [field("n", kind="integer")]},
        ],
    }
)


def changes(change):
    other = copy.deepcopy(FORM)
    change(other)
    return compare(FORM, check_form(other), str)


def test_the_same_form_has_none():
    assert changes(lambda form: None) == []


def test_one_field_moved_is_one_change():
    def move(form):
        fields = form["pages"][0]["fields"]
        fields.insert(3, fields.pop(0))

    assert [(c["place"], c["kind"]) for c in changes(move)] == [("a", "moved")]


def test_a_field_goes_to_another_page():
    def move(form):
        form["pages"][1]["fields"].append(form["pages"][0]["fields"].pop(1))

    [change] = changes(move)
    assert change == {
        "place": "b", "page": "q", "kind": "moved", "title": "B", "before": "P", "after": "Q",
    }  # fmt: skip


def test_rules_are_said_in_words():
    def add(form):
        form["pages"][0]["fields"][0]["properties"]["show"] = {
            ">": [{"var": "n"}, 1000]
        }
        form["pages"][0]["fields"][1]["required"] = True
        form["pages"][1]["refuse"] = [
            {"when": {"<": [{"var": "n"}, 1]}, "message": "Trop peu"}
        ]

    found = {change["place"]: change for change in changes(add)}
    assert found["a"]["before"] == ""
    assert found["a"]["after"] == "N est supérieur à 1\u202f000"
    assert found["/q"]["after"].endswith("Trop peu")
    assert found["b"]["property"] == "diff_required"


def test_what_comes_and_goes():
    def change(form):
        form["pages"][0]["fields"].pop(0)
        form["pages"].insert(0, {"id": "z", "title": "Z", "fields": [field("new")]})
        form["title"] = "U"

    found = [(c["place"], c["kind"]) for c in changes(change)]
    assert found == [
        ("", "changed"),
        ("/z", "added"),
        ("a", "removed"),
        ("new", "added"),
    ]
