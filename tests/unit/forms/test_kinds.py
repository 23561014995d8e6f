"""The kinds of fields: each told apart, each with what the palette shows."""

from imio.guichet.forms.kinds import BY_ID
from imio.guichet.forms.kinds import common
from imio.guichet.forms.kinds import kind_of
from imio.guichet.forms.kinds import KINDS
from imio.guichet.forms.studio.model import read
from imio.guichet.forms.studio.model import write_form
from imio.guichet.forms.studio.shape import check_form
from imio.guichet.forms.studio.shape import properties_of
from zope.dottedname.resolve import resolve
from zope.i18nmessageid import Message

import pytest


def test_each_kind_is_told_apart():
    assert len(BY_ID) == len(KINDS)
    written = {(kind.type, kind.widget, kind.value_type) for kind in KINDS}
    assert len(written) == len(KINDS)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.id)
def test_kind_is_whole(kind):
    assert kind_of(kind.type, kind.widget, kind.value_type) is kind
    assert isinstance(kind.title, Message) and kind.icon
    assert resolve(kind.type)
    names = [found.name for found in kind.properties]
    assert len(names) == len(set(names))
    for found in kind.properties:
        assert isinstance(found.title, Message)
        assert bool(found.options) == (found.editor in ("one", "some"))


def test_unknown_widget_is_the_plain_kind():
    assert kind_of("zope.schema.TextLine", "sparkles").id == "text"
    assert kind_of("zope.schema.Set", "", "zope.schema.Int") is None
    assert kind_of("no.such.Field") is None


def form_with(kind, **properties):
    field = {"name": "one", "kind": kind, "title": "One", "properties": properties}
    page = {"id": "page", "title": "Page", "fields": [field]}
    return check_form({"title": "Form", "pages": [page]})


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.id)
def test_what_the_studio_offers_is_what_a_form_keeps(kind):
    """``frontend/studio/kinds.js`` puts the properties together in this way."""
    offered = {prop.name for prop in (*kind.properties, *common.EVERYTHING)}
    if kind.asked:
        offered |= {prop.name for prop in (*common.QUESTION, *common.COMPUTED)}
    inner = {prop.name for prop in kind.properties if prop.editor == "fields"}
    assert offered - inner == set(properties_of(kind))


@pytest.mark.parametrize(
    "kind", [kind.id for kind in KINDS if (kind.widget or "").startswith("computed")]
)
def test_a_computed_value_keeps_its_rule(kind):
    rule = {"+": [{"var": "a"}, 1]}
    written = write_form(form_with(kind, compute=rule, visible=True))
    kept = read(written)["pages"][0]["fields"][0]["properties"]
    assert (kept["compute"], kept["visible"]) == (rule, True)
