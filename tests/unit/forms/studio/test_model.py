"""FORM and XML, one from the other: nothing is lost, nothing hostile gets in."""

from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from imio.guichet.forms.kinds import KINDS
from imio.guichet.forms.studio import model
from imio.guichet.forms.studio.errors import Refused
from imio.guichet.forms.studio.places import placed
from imio.guichet.forms.studio.shape import inner_of
from imio.guichet.forms.studio.shape import properties_of
from imio.guichet.forms.studio.xmltext import ILLEGAL
from lxml import etree
from pathlib import Path

import copy
import pytest


ROOT = Path(__file__).parents[4]
CATALOGUE = sorted(ROOT.glob("profiles/wallonia/*/*/form.xml"))
EVENT = ROOT / "tests/integration/forms/event.xml"

SCHEMA = "http://namespaces.plone.org/supermodel/schema"
ODD = f"""<?xml version="1.0"?>
<model xmlns="{SCHEMA}" xmlns:guichet="http://namespaces.imio.be/guichet"
       xmlns:easyform="http://namespaces.plone.org/supermodel/easyform"
       xmlns:i18n="http://xml.zope.org/namespaces/i18n" xmlns:z="urn:z"
       i18n:domain="town" z:who="us">
  <!-- about the model -->
  <schema z:a="1">
    <!-- about alone -->
    <field name="alone" type="zope.schema.TextLine" easyform:TDefault="python: 1"
           guichet:unknown="kept" z:b='"2" and &apos;3&apos;'>
      <title i18n:translate="">A &lt;b&gt; title</title>
      <default>x &amp; y</default>
      <z:note>mixed <z:b>text</z:b> here</z:note>
    </field>
    <fieldset name="p" label="Page" order="3" guichet:later="yes" z:c="d">
      <field name="unknown" type="some.where.Strange" guichet:show='{{"var": "alone"}}'>
        <title>Strange</title><strange>1</strange>
        <required>False</required>
      </field>
      <!-- about choice -->
      <field name="choice" type="zope.schema.Choice" guichet:widget="radio"
             guichet:show="not json">
        <values><!-- in values --><element>One</element><element>Two</element></values>
      </field>
      <field name="many" type="zope.schema.Set" guichet:check='[{{"oops": 1}}]'>
        <value_type type="zope.schema.Choice">
          <title>inner</title>
          <values><element key="a" z:x="1" guichet:show='{{"var": "alone"}}'>A</element></values>
        </value_type>
      </field>
      <!-- last -->
    </fieldset>
    <!-- end -->
  </schema>
  <schema name="other"><field name="x" type="zope.schema.Int"/></schema>
</model>
"""


def meaning(source):
    """What XML says, whatever the order of attributes and of known elements."""

    def of(node):
        if not isinstance(node.tag, str):
            return ("comment", node.text)
        text = node.text if (node.text or "").strip() or not len(node) else ""
        children = [of(child) for child in node]
        if not node.tag.endswith(("}schema", "}fieldset", "}model", "}values")):
            children.sort(key=repr)
        return node.tag, tuple(sorted(node.attrib.items())), text or "", children

    return of(etree.fromstring(source.encode()))


@pytest.mark.parametrize("path", [*CATALOGUE, EVENT], ids=lambda path: path.parent.name)
def test_the_forms_of_the_catalogue_come_back(path):
    source = path.read_text()
    form = model.read(source, "Title")
    written = model.write_form(form)
    assert model.read(written, "Title") == form
    assert model.write_form(model.read(written)) == written


def test_what_the_studio_does_not_know_is_kept():
    form = model.read(ODD)
    written = model.write_form(form)
    assert model.read(written) == form
    assert model.write_form(model.read(written)) == written
    names = [field["name"] for _page, _place, field in placed(form)]
    assert names == ["alone", "unknown", "choice", "many"]
    for text in (
        'i18n:domain="town"', 'z:who="us"', "about the model", "about alone", "python: 1",
        'guichet:unknown="kept"', "mixed <z:b>text</z:b> here", 'order="3"', "in values",
        'guichet:later="yes"', "<strange>1</strange>", 'guichet:show="not json"',
        "about choice", "last", "end", '<schema name="other">', 'z:x="1"', "inner",
        "&quot;2&quot; and '3'", "A &lt;b&gt; title", 'i18n:translate=""', "some.where.Strange",
    ):  # fmt: skip
        assert text in written or text.replace("&quot;", '"') in written, text


def test_xml_keeps_its_meaning():
    source = EVENT.read_text()
    written = model.write_form(model.read(source))
    # Only what says nothing goes: required is True unless told otherwise.
    assert meaning(written) == meaning(model.write_form(model.read(written)))
    tree = etree.fromstring(source.encode())
    assert len(tree.findall(f".//{{{SCHEMA}}}field")) == written.count("<field name=")


def test_the_text_is_made_for_git():
    form = model.read(EVENT.read_text())
    before = model.write_form(form).splitlines()
    form["pages"][0]["fields"][1]["properties"]["unit"] = "gens"
    after = model.write_form(form).splitlines()
    assert len(before) == len(after)
    assert len([line for line in after if line not in before]) == 1


def test_fields_outside_pages_make_one_without_title():
    source = f'<model xmlns="{SCHEMA}"><schema><field name="a" type="zope.schema.Int"/></schema></model>'
    form = model.read(source)
    assert (form["pages"][0]["id"], form["pages"][0]["title"]) == ("general", "")
    assert "fieldset" not in model.write_form(form)
    form["pages"][0]["title"] = "First"
    assert 'label="First"' in model.write_form(form)


def test_an_unset_rule_replaces_what_could_not_be_read():
    form = model.read(ODD)
    choice = form["pages"][1]["fields"][1]
    assert choice["properties"]["show"] is None
    choice["properties"]["show"] = {"var": "alone"}
    assert "not json" not in model.write_form(form)


# Generated forms

TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20).filter(
    lambda text: not ILLEGAL.search(text)
)
NAMES = st.from_regex(r"[A-Za-z][A-Za-z0-9_]{0,8}", fullmatch=True)
RULES = st.recursive(
    st.none() | st.booleans() | st.integers(-999, 999) | TEXT,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=2)
    ),
    max_leaves=5,
)
CONDITIONS = st.none() | st.dictionaries(TEXT, RULES, min_size=1, max_size=1)
REFUSALS = st.lists(
    st.fixed_dictionaries(
        {"when": RULES, "message": TEXT},
        optional={"fields": st.lists(NAMES, min_size=1, max_size=2)},
    ),
    max_size=2,
)
CHOICES = st.lists(
    st.fixed_dictionaries({"key": NAMES, "title": TEXT}, optional={"price": NAMES}),
    max_size=3,
)
VALUES = {
    "boolean": st.booleans(),
    "some": st.lists(NAMES, max_size=2),
    "choices": CHOICES,
    "rule": CONDITIONS,
    "refusals": REFUSALS,
}


@st.composite
def fields(draw, depth=0):
    kinds = [kind for kind in KINDS if depth < 1 or inner_of(kind) is None]
    kind = draw(st.sampled_from(kinds))
    field = {
        "name": draw(NAMES),
        "kind": kind.id,
        "title": draw(TEXT),
        "description": draw(TEXT),
        "required": draw(st.booleans()) if kind.asked else False,
        "properties": {
            name: draw(VALUES.get(prop.editor, TEXT))
            for name, prop in properties_of(kind).items()
        },
        "opaque": "",
    }
    if inner_of(kind) is not None:
        field["fields"] = draw(st.lists(fields(depth=depth + 1), max_size=2))
    return field


PAGES = st.fixed_dictionaries(
    {
        "id": NAMES.filter(lambda name: name != "general"),
        "title": TEXT.filter(bool),
        "description": TEXT,
        "help": TEXT,
        "show": CONDITIONS,
        "refuse": REFUSALS,
        "fields": st.lists(fields(), max_size=3),
        "properties": st.dictionaries(
            st.sampled_from(["channel", "later"]), TEXT.filter(bool), max_size=1
        ),
        "opaque": st.just(""),
    }
)
OPTIONS = st.fixed_dictionaries(
    {"name": NAMES, "type": st.sampled_from(["text", "money", "html"]), "title": TEXT},
    optional={"help": TEXT.filter(bool), "required": st.just(True)},
)
FORMS = st.fixed_dictionaries(
    {
        "title": TEXT,
        "options": st.lists(OPTIONS, max_size=2),
        "pages": st.lists(PAGES, max_size=3, unique_by=lambda page: page["id"]),
        "opaque": st.just(""),
    }
)


@given(FORMS)
@settings(max_examples=80)
def test_any_form_comes_back(form):
    before = copy.deepcopy(form)
    written = model.write_form(form)
    assert form == before
    again = model.read(written, form["title"])
    assert again == form
    assert model.write_form(again) == written


JSONS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)  # fmt: skip


@st.composite
def spoilt(draw):
    """A good form with something else somewhere in it."""
    form = draw(FORMS)
    node, steps = form, draw(st.integers(1, 8))
    for _step in range(steps):
        keys = list(node) if isinstance(node, dict) else list(range(len(node)))
        if not keys:
            break
        key = draw(st.sampled_from(keys))
        if isinstance(node[key], (dict, list)) and node[key] and _step < steps - 1:
            node = node[key]
        else:
            node[key] = draw(JSONS)
            break
    return form


@given(spoilt() | JSONS)
@settings(max_examples=150)
def test_whatever_is_posted_is_taken_or_refused(form):
    try:
        written = model.write_form(form)
    except Refused as refused:
        assert refused.message
        return
    again = model.read(written, form["title"])
    assert model.write_form(again) == written


# Hostile forms


def form(**values):
    field = {"name": "a", "kind": "text", "title": "A", "properties": {}, **values}
    return {"title": "T", "pages": [{"id": "p", "title": "P", "fields": [field]}]}


DEEP = {"var": "a"}
for _n in range(100):
    DEEP = {"!": [DEEP]}


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": "a b"}, {"name": ""}, {"name": "__bases__"}, {"name": "é"}, {"name": 'a"'},
        {"name": None}, {"name": "a" * 200}, {"kind": "nothing"}, {"kind": 3}, {"kind": None},
        {"title": 3}, {"title": "a\x00"}, {"title": "\ud800"}, {"title": "x" * 5000},
        {"description": "\x1b[0m"}, {"required": "yes"}, {"properties": []}, {"more": 1},
        {"properties": {"nonsense": "x"}}, {"properties": {"show": DEEP}},
        {"properties": {"show": {"var": float("nan")}}}, {"properties": {"unit": 3}},
        {"properties": {"check": {}}}, {"properties": {"check": [{"when": 1, "then": 2}]}},
        {"fields": [{"name": "b"}]},
        {"opaque": '<!DOCTYPE field [<!ENTITY x SYSTEM "file:///etc/passwd">]><field>&x;</field>'},
        {"opaque": "<field"}, {"opaque": "<other/>"}, {"opaque": 1},
        {"opaque": f'<field xmlns="{SCHEMA}"><defaultFactory>os.getcwd</defaultFactory></field>'},
        {"opaque": f'<field xmlns="{SCHEMA}" xmlns:x="urn:x"><x:defaultFactory>os</x:defaultFactory></field>'},
        {"opaque": f'<field xmlns="{SCHEMA}"><source>os.path</source></field>'},
        {"opaque": f'<field xmlns="{SCHEMA}" based-on="os"/>'},
    ],
)  # fmt: skip
def test_hostile_fields_are_refused(wrong):
    with pytest.raises(Refused) as refused:
        model.write_form(form(**wrong))
    assert refused.value.message


@pytest.mark.parametrize(
    "wrong",
    [
        None, [], "form", {}, {"title": "T"}, {"pages": []}, {"title": "T", "pages": {}}, {"title": "T", "pages": [3]},
        {"title": [], "pages": []}, {"title": "T", "pages": [{"id": "<p>"}]},
        {"title": "T", "pages": [{"id": "p"}] * 101}, {"title": "T", "pages": [{}]},
        {"title": "T", "pages": [{"id": "p", "properties": {"a b": "x"}}]},
        {"title": "T", "pages": [], "opaque": f'<model xmlns="{SCHEMA}"><schema><field name="x" type="y"/></schema></model>'},
        {"title": "T", "pages": [], "opaque": f'<model xmlns="{SCHEMA}"><schema based-on="os.path"/></model>'},
        {"title": "T", "pages": [], "opaque": f'<model xmlns="{SCHEMA}"><schema><invariant>os.x</invariant></schema></model>'},
    ],
)  # fmt: skip
def test_hostile_forms_are_refused(wrong):
    with pytest.raises(Refused):
        model.write_form(wrong)


def test_the_place_is_told():
    with pytest.raises(Refused) as refused:
        model.write_form(form(title="\x07"))
    assert refused.value.place == "a"


def test_what_looks_like_cdata_is_only_text():
    text = "]]><script>alert(1)</script><![CDATA["
    written = model.write_form(form(title=text))
    assert model.read(written)["pages"][0]["fields"][0]["title"] == text


def test_a_property_of_another_kind_is_dropped():
    written = model.write_form(form(properties={"accept": "image/*"}))
    assert "image" not in written


def test_another_kind_forgets_the_widget():
    source = form(kind="phone")
    found = model.read(model.write_form(source))
    found["pages"][0]["fields"][0]["kind"] = "text"
    assert "widget" not in model.write_form(found)
