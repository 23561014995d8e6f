"""Questions inside blocks: each view of the studio tells which one, in which block."""

from imio.guichet.forms.studio import texts
from imio.guichet.forms.studio import words
from imio.guichet.forms.studio.differences import compare
from imio.guichet.forms.studio.hints import hints
from imio.guichet.forms.studio.places import placed
from imio.guichet.forms.studio.problems import locate
from imio.guichet.forms.studio.shape import check_form

import copy
import pytest


def question(name, title="", kind="text", **more):
    return {"name": name, "kind": kind, "title": title or name, **more}


def block(name, *fields):
    return question(name, kind="block", fields=list(fields))


MANY = {"filled": {"var": "title"}}
FORM = check_form(
    {
        "title": "Fête",
        "pages": [
            {
                "id": "lieu",
                "title": "Le lieu",
                "show": {"filled": {"var": "lieu"}},
                "fields": [
                    question("lieu", "Où ?"),
                    block(
                        "acts",
                        question("title", "Activité"),
                        question("end", "Fin", properties={"show": MANY}),
                    ),
                    block(
                        "cars",
                        question("title", "Véhicule"),
                        question("plate", "Plaque", properties={"show": MANY}),
                    ),
                ],
            }
        ],
    }
)


def test_two_blocks_may_hold_questions_of_one_name():
    assert [place for _page, place, _field in placed(FORM)] == [
        "lieu",
        "acts",
        "acts.title",
        "acts.end",
        "cars",
        "cars.title",
        "cars.plate",
    ]


def test_rules_are_said_with_the_titles_of_their_row():
    said = words.said(FORM)
    assert said["acts.end"]["show"].startswith("Activité")
    assert said["cars.plate"]["show"].startswith("Véhicule")
    assert set(said) == {"/lieu", "acts.end", "cars.plate"}, "a page is no question"


def test_who_depends_on_an_answer_of_a_row():
    found = words.dependents(FORM)
    assert [line["place"] for line in found["acts.title"]] == ["acts.end"]
    assert [line["place"] for line in found["cars.title"]] == ["cars.plate"]
    assert [line["place"] for line in found["lieu"]] == ["/lieu"]


def test_a_choice_and_a_part_of_an_answer_count_too():
    form = copy.deepcopy(FORM)
    values = [{"key": "x", "title": "X", "show": {"filled": {"var": "lieu.street"}}}]
    form["pages"][0]["fields"].append(
        question("c", kind="one", properties={"values": values})
    )
    found = words.dependents(check_form(form))
    assert [(line["place"], line["property"]) for line in found["lieu"]] == [
        ("/lieu", "show"),
        ("c", "choices"),
    ]


def test_texts_side_by_side():
    ids = {text["id"]: text["place"] for text in texts.texts_of(FORM)}
    assert ids["field:acts.title:title"] == "acts.title"
    assert ids["page:lieu:title"] == "/lieu"
    known = {"field:cars.title:title": {"text": "Voertuig", "source": "Véhicule"}}
    _lieu, acts, cars = texts.translated(FORM, known)["pages"][0]["fields"]
    assert acts["fields"][0]["title"] == "Activité"
    assert cars["fields"][0]["title"] == "Voertuig"


def test_a_translation_follows_a_question_that_is_renamed_or_goes_into_a_block():
    before = {"field:old:title": {"text": "Nummerplaat", "source": "Plaque"}}
    items = texts.side_by_side(FORM, {"nl": before}, ["nl"])
    item = next(item for item in items if item["id"] == "field:cars.plate:title")
    assert (item["nl"], item["state"]["nl"]) == ("Nummerplaat", "ok")
    found = texts.taken([], FORM, {"nl": before}, ["nl"])
    assert found["nl"] == {"field:cars.plate:title": before["field:old:title"]}
    form = texts.translated(FORM, before)
    assert form["pages"][0]["fields"][2]["fields"][1]["title"] == "Nummerplaat"


def changes(change):
    other = copy.deepcopy(FORM)
    change(other["pages"][0]["fields"])
    found = compare(FORM, check_form(other), str)
    return [(c["place"], c["kind"], c.get("after", "")) for c in found]


def test_what_changed_in_a_block():
    def title(fields):
        fields[1]["fields"][0]["title"] = "Quoi ?"

    [change] = changes(title)
    assert change == ("acts.title", "changed", "Quoi ?")


def test_a_question_that_went_out_of_its_block_has_moved():
    def out(fields):
        fields.append(fields[2]["fields"].pop())

    found = changes(out)
    assert found[0] == ("plate", "moved", "Le lieu")
    assert {kind for _place, kind, _after in found} == {"moved"}


def test_hints_for_questions_of_a_row():
    form = copy.deepcopy(FORM)
    acts = form["pages"][0]["fields"][1]["fields"]
    acts[1]["title"] = acts[0]["title"] = "Nom"
    acts[0]["description"] = "<a href='/x'>cliquez ici</a>"
    found = [(hint.place, str(hint.message)) for hint in hints(check_form(form))]
    assert ("acts.title", "hint_click") in found
    assert ("acts.title", "hint_same_title") in found
    assert ("acts.end", "hint_same_title") in found
    form["pages"][0]["fields"][2]["fields"][0]["title"] = "Nom"
    again = [hint.place for hint in hints(check_form(form))]
    assert "cars.title" not in again, "another block is another row"


@pytest.mark.parametrize(
    ("said", "place", "property_"),
    [
        ("lieu", "lieu", ""),
        ("lieu (show)", "/lieu", "show"),
        ("lieu.lieu (show)", "lieu", "show"),
        ("lieu.acts.end (show)", "acts.end", "show"),
        ("lieu.acts.end (refuse)", "acts.end", "check"),
        ("acts.end", "acts.end", ""),
        ("lieu.lieu.street (show)", "lieu", "show"),
        ("/lieu", "/lieu", ""),
        ("", "", ""),
        ("nowhere", "nowhere", ""),
    ],
)
def test_a_problem_is_put_where_it_is(said, place, property_):
    pages = {page["id"]: page for page in FORM["pages"]}
    homes = {place: page["id"] for page, place, _field in placed(FORM)}
    found = locate(said, pages, homes)
    assert (str(found), found.property) == (place, property_)
