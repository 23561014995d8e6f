"""Hints: each tells one thing, at its place; a good form has none."""

from imio.guichet.forms.studio.hints import hints
from imio.guichet.forms.studio.shape import check_form

import pytest


def form(*fields, **page):
    page = {"id": "p", "title": "Vous", "fields": list(fields), **page}
    return check_form({"title": "T", "pages": [page]})


def field(name="a", **values):
    return {"name": name, "kind": "text", "title": "Votre nom", **values}


def told(form):
    return [(hint.place, str(hint.message)) for hint in hints(form)]


def test_a_good_form_has_no_hint():
    assert told(form(field(description="Comme sur votre carte d'identité."))) == []


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"title": ""}, "hint_no_label"),
        ({"title": "NOM DE FAMILLE"}, "hint_capitals"),
        ({"title": "Nom *"}, "hint_marks"),
        ({"title": "Nom (obligatoire)"}, "hint_marks"),
        ({"title": "Quel " + "très " * 30 + "nom ?"}, "hint_long_label"),
        ({"title": "Nom de l'impétrant"}, "hint_jargon"),
        ({"description": "Le cas échéant, dites-le."}, "hint_jargon"),
        ({"description": '<a href="/x">Cliquez ici</a>'}, "hint_click"),
        ({"description": '<a href="/x">ici</a>'}, "hint_click"),
        ({"description": '<img src="x.png">'}, "hint_image"),
        ({"description": "mot " * 40}, "hint_sentence"),
        ({"properties": {"example": "Entrez votre nom"}}, "hint_example"),
    ],
)
def test_each_hint(values, code):
    assert ("a", code) in told(form(field(**values)))


def test_titles_that_are_the_same():
    found = told(form(field("a"), field("b")))
    assert [("a", "hint_same_title"), ("b", "hint_same_title")] == found


def test_headings_go_down_one_level_at_a_time():
    note = {
        "name": "n",
        "kind": "note",
        "title": "À savoir",
        "properties": {"rich_label": "<h4>Trop bas</h4>"},
    }
    assert ("/p", "hint_heading") in told(form(note, field()))
    note["properties"]["rich_label"] = "<h3>Bien</h3>"
    assert told(form(note, field())) == []


def test_a_title_in_capitals_can_be_repaired():
    hint = next(iter(hints(form(field(title="VOTRE NOM")))))
    assert hint.severity == "hint"
    assert hint.fix["operation"] == {
        "op": "set",
        "place": "a",
        "property": "title",
        "value": "Votre nom",
    }
