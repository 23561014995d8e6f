"""For whom a request is made: what answers say, what a model asks. Pure."""

from imio.guichet.core.behalf import Behalf
from imio.guichet.core.behalf import KINDS
from imio.guichet.forms import behalf
from imio.guichet.forms.behalf_page import with_page
from imio.guichet.forms.controls.texts import Text
from imio.guichet.forms.studio.errors import Refused
from imio.guichet.forms.types import Field
from imio.guichet.forms.types import Form
from imio.guichet.forms.types import Page
from itertools import chain
from itertools import combinations
from lxml import etree
from zope.schema import TextLine

import pytest


MODEL = """<model xmlns="http://namespaces.plone.org/supermodel/schema"
       xmlns:guichet="http://namespaces.imio.be/guichet">
  <!-- ours -->
  <schema>
    <fieldset name="party" label="La fête">
      <field name="name" type="zope.schema.TextLine"><title>Nom</title></field>
    </fieldset>
  </schema>
</model>
"""
LOOSE = MODEL.replace('<fieldset name="party" label="La fête">', "").replace(
    "</fieldset>", ""
)
SETS = list(chain.from_iterable(combinations(KINDS, n) for n in range(5)))


def names(model):
    return [
        field.get("name")
        for field in etree.fromstring(model.encode()).iterfind(".//{*}field")
    ]


def pages(model):
    root = etree.fromstring(model.encode())
    return [page.get("name") for page in root.iterfind(".//{*}fieldset")]


def keys(model):
    root = etree.fromstring(model.encode())
    return [one.get("key") for one in root.iterfind(".//{*}element")]


def test_nothing_to_ask():
    assert behalf.kinds(None) == behalf.kinds(set()) == behalf.kinds({"self"}) == ()
    assert behalf.kinds({"mandate", "self"}) == ("self", "mandate")
    assert behalf.kinds({"enterprise"}) == ("enterprise",)
    assert with_page(MODEL, ()) == MODEL


def test_a_page_of_its_own_comes_first():
    model = with_page(MODEL, ("self", "child"))
    assert pages(model) == ["behalf", "party"]
    assert keys(model) == ["self", "child"]
    assert names(model)[0] == "behalf_kind" and names(model)[-1] == "name"
    assert "<!-- ours -->" in model
    assert with_page(model, ("self", "child")) == model
    assert pages(with_page(LOOSE, ("self", "child"))) == ["behalf", "general"]


@pytest.mark.parametrize("first", SETS, ids=str)
def test_what_was_allowed_before_leaves_no_trace(first):
    for then in SETS:
        once = with_page(with_page(MODEL, first), then)
        assert sorted(names(once)) == sorted(names(with_page(MODEL, then)))
        assert keys(once) == keys(with_page(MODEL, then))


def test_what_a_manager_wrote_stays():
    model = with_page(MODEL, ("self", "child"))
    model = model.replace("Pour moi-même", "Pour moi").replace(
        "Prénom de l'enfant", "Son prénom"
    )
    model = model.replace(
        "    </fieldset>",
        '<field name="own" type="zope.schema.TextLine"><title>O</title></field>'
        "</fieldset>",
        1,
    )
    model = with_page(model, ("self", "child", "mandate"))
    assert "Pour moi<" in model and "Son prénom" in model
    model = with_page(model, ())
    assert names(model) == ["own", "name"], "what is not ours stays with its page"


def test_no_xml_is_refused():
    with pytest.raises(Refused):
        with_page("<model", ("child",))
    assert with_page("<model/>", ("child",)) == "<model/>"


def form_of(**roles):
    fields = [
        Field(name, name, Text(TextLine()), role=role) for name, role in roles.items()
    ]
    return Form("", (Page("p", "", tuple(fields)),))


FORM = form_of(
    kind="behalf-kind",
    first="behalf-name",
    last="behalf-name",
    number="behalf-number",
    other="",
)


@pytest.mark.parametrize(
    "answers,found,identity",
    [
        ({}, None, ""),
        ({"first": "Lou"}, None, ""),
        ({"kind": "self", "first": "Lou"}, None, ""),
        ({"kind": "alien", "first": "Lou"}, None, ""),
        (
            {"kind": "child", "first": " Lou ", "last": "Du  Bois", "number": "1"},
            Behalf("child", "Lou Du Bois"),
            "child:1",
        ),
        (
            {"kind": "mandate", "first": "Zoé", "last": "PETIT"},
            Behalf("mandate", "Zoé PETIT"),
            "mandate:zoe petit",
        ),
    ],
)
def test_who_is_represented(answers, found, identity):
    assert behalf.represented(FORM, answers) == found
    assert behalf.identity(FORM, answers) == identity


def test_a_form_that_asks_nothing_is_for_the_applicant():
    form = form_of(first="behalf-name")
    assert behalf.represented(form, {"first": "Lou"}) is None
    told = [str(p.message) for p in behalf.problems(form, ("self", "child"))]
    assert told == ["error_behalf_missing"]
    assert list(behalf.problems(form, ())) == []
