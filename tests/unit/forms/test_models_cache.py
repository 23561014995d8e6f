"""The parsed forms that a process keeps: as many as their fields allow."""

from imio.guichet.forms.controls.texts import Text
from imio.guichet.forms.models import Cache
from imio.guichet.forms.types import Field
from imio.guichet.forms.types import Form
from imio.guichet.forms.types import Page
from zope import schema


def form(fields):
    control = Text(schema.TextLine())
    found = tuple(Field(f"f{n}", f"F {n}", control) for n in range(fields))
    return Form("Form", (Page("page", "Page", found),))


def key(name):
    return (name, 1, 0, "")


def source(model):
    return (model, {})


def test_the_form_used_longest_ago_goes_first():
    cache = Cache(10)
    for name in "abc":
        cache.put(key(name), source(name), form(3))
    assert cache.get(key("a"), source("a"))
    cache.put(key("d"), source("d"), form(3))
    assert [name for name in "abcd" if cache.get(key(name), source(name))] == [
        "a",
        "c",
        "d",
    ]


def test_a_large_form_takes_the_place_of_several():
    cache = Cache(10)
    for name in "abc":
        cache.put(key(name), source(name), form(3))
    cache.put(key("large"), source("large"), form(8))
    assert not any(cache.get(key(name), source(name)) for name in "abc")
    assert cache.get(key("large"), source("large"))
    cache.put(key("huge"), source("huge"), form(50))
    assert cache.get(key("huge"), source("huge"))
    cache.put(key("a"), source("a"), form(3))
    assert cache.get(key("a"), source("a"))
    assert not cache.get(key("huge"), source("huge"))


def test_a_form_that_is_read_again_counts_once():
    cache = Cache(10)
    for model in ("one", "two", "three", "four"):
        cache.put(key("a"), source(model), form(4))
    cache.put(key("b"), source("b"), form(4))
    assert cache.get(key("a"), source("four")) and cache.get(key("b"), source("b"))
    assert not cache.get(key("a"), source("one"))
    cache.clear()
    cache.put(key("c"), source("c"), form(9))
    assert cache.get(key("c"), source("c"))
