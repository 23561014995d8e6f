"""Texts in other languages: beside the model, stale when the source changes."""

from imio.guichet.forms.studio import texts
from imio.guichet.forms.studio.errors import Refused
from imio.guichet.forms.studio.shape import check_form

import copy
import pytest


FORM = check_form(
    {
        "title": "Fête",
        "pages": [
            {
                "id": "p",
                "title": "Page",
                "refuse": [{"when": True, "message": "Non"}],
                "fields": [
                    {"name": "a", "kind": "text", "title": "Nom"},
                    {
                        "name": "b",
                        "kind": "one",
                        "title": "Genre",
                        "properties": {"values": [{"key": "x", "title": "Privé"}]},
                    },
                ],
            }
        ],
    }
)
NL = {"field:a:title": {"text": "Naam", "source": "Nom"}}


def test_every_text_has_a_stable_key():
    assert [text["id"] for text in texts.texts_of(FORM)] == [
        "form::title",
        "page:p:title",
        "page:p:refuse:1",
        "field:a:title",
        "field:b:title",
        "field:b:values:x",
    ]


def test_a_translation_holds_as_long_as_its_source():
    form = texts.translated(FORM, NL)
    assert form["pages"][0]["fields"][0]["title"] == "Naam"
    changed = copy.deepcopy(FORM)
    changed["pages"][0]["fields"][0]["title"] = "Votre nom"
    again = texts.translated(changed, NL)
    assert again["pages"][0]["fields"][0]["title"] == "Votre nom"
    items = texts.side_by_side(changed, {"nl": NL}, ["nl", "de"])
    item = next(item for item in items if item["id"] == "field:a:title")
    assert item["state"] == {"nl": "stale", "de": "missing"}
    assert item["nl"] == "Naam"


def test_a_stale_text_may_be_kept_as_it_is():
    changed = copy.deepcopy(FORM)
    changed["pages"][0]["fields"][0]["title"] = "Votre nom"
    items = texts.side_by_side(changed, {"nl": NL}, ["nl"])
    assert texts.taken(items, changed, {"nl": NL}, ["nl"]) == {"nl": NL}
    for item in items:
        item["state"]["nl"] = "ok"
    found = texts.taken(items, changed, {"nl": NL}, ["nl"])
    assert found["nl"]["field:a:title"]["source"] == "Votre nom"


def test_what_is_gone_is_forgotten():
    stored = {"nl": {**NL, "field:gone:title": {"text": "Weg", "source": "Parti"}}}
    assert texts.taken([], FORM, stored, ["nl"]) == {"nl": NL}


@pytest.mark.parametrize(
    "items",
    [None, {}, [1], [{}], [{"id": "field:zzz:title"}], [{"id": "field:a:title", "nl": 3}],
     [{"id": "field:a:title", "nl": "\x00"}], [{"id": ["x"]}], [{"id": "field:a:title", "source": 3}]],
)  # fmt: skip
def test_hostile_items_are_refused(items):
    with pytest.raises(Refused):
        texts.taken(items, FORM, {}, ["nl"])
