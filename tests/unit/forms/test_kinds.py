"""The kinds of fields: each told apart, each with what the palette shows."""

from imio.guichet.forms.kinds import BY_ID
from imio.guichet.forms.kinds import kind_of
from imio.guichet.forms.kinds import KINDS
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
