"""What a form asks, given the answers."""

from datetime import date
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from imio.guichet.forms import filling
from imio.guichet.forms import live
from imio.guichet.forms.controls.base import Post
from imio.guichet.forms.controls.choices import Consent
from imio.guichet.forms.controls.choices import OneOf
from imio.guichet.forms.controls.choices import SomeOf
from imio.guichet.forms.controls.choices import YesNo
from imio.guichet.forms.controls.numbers import Day
from imio.guichet.forms.controls.numbers import Number
from imio.guichet.forms.controls.places import Place
from imio.guichet.forms.controls.texts import Email
from imio.guichet.forms.controls.texts import Text
from imio.guichet.forms.reading import ordered
from imio.guichet.forms.types import Field
from imio.guichet.forms.types import Form
from imio.guichet.forms.types import Page
from imio.guichet.forms.types import Refusal
from imio.guichet.rules import Rule
from zope import schema as zs

import json


TODAY = date(2026, 11, 23)


def rule(data):
    return Rule.parse(data)


def page(id, *fields, **more):
    return Page(id, id.title(), fields, order=ordered(fields), **more)


def text(name, **more):
    return Field(name, name.title(), Text(zs.TextLine()), **more)


def number(name, **more):
    return Field(name, name.title(), Number(zs.Int(min=1, max=9999)), **more)


def yes_no(name, **more):
    return Field(name, name.title(), YesNo(zs.Bool()), **more)


BIG = {">": [{"var": "people"}, 1000]}
FORM = Form(
    "Fête",
    (
        page(
            "event",
            # Its rule reads a field that comes after it.
            text("stage", show=rule({"var": "music"}), required=True),
            number("people", required=True),
            yes_no("music", required=True),
            Field(
                "staff",
                "Staff",
                Number(zs.Int()),
                compute=rule({"ceil": [{"/": [{"var": "people"}, 100]}]}),
            ),
            refusals=(
                Refusal(
                    rule({"==": [{"var": "people"}, 13]}), "Pas treize.", ("people",)
                ),
            ),
        ),
        page(
            "safety",
            text("plan", required=True),
            yes_no("doctor", require=rule({">": [{"var": "staff"}, 50]})),
            show=rule(BIG),
        ),
        page("stage-page", text("size", show=rule({"filled": [{"var": "stage"}]}))),
        page("you", text("name", required=True)),
    ),
)


def asked(**answers):
    return filling.ask(FORM, answers, TODAY)


def ids(**answers):
    return [found.id for found in asked(**answers).pages]


def test_only_what_matters_is_asked():
    assert ids(people=10, music=False) == ["event", "you"]
    assert ids(people=2000, music=False) == ["event", "safety", "you"]
    assert ids(people=10, music=True, stage="A") == ["event", "stage-page", "you"]


def test_hiding_cascades():
    found = asked(people=10, music=False, stage="A", size="B", plan="C")
    assert found.answers == {"people": 10, "music": False, "staff": 1}


def test_rules_are_followed_in_the_order_they_need():
    names = [found.name for found in asked(people=10, music=True).pages[0].fields]
    assert names == ["stage", "people", "music", "staff"]
    assert asked(people=250).answers["staff"] == 3


def test_required_by_rule():
    answers = {"people": 6000, "music": False, "plan": "x"}
    found = asked(**answers)
    faults = filling.check(found.page("safety"), found.answers, TODAY)
    assert set(faults.fields) == {"doctor"}
    found = asked(**{**answers, "people": 1500})
    assert not filling.check(found.page("safety"), found.answers, TODAY)


def test_page_refused():
    found = asked(people=13, music=False)
    faults = filling.check(found.page("event"), found.answers, TODAY)
    assert faults.page == ("Pas treize.",)
    assert faults.fields == {"people": "Pas treize."}


def test_refusals_wait_for_each_field():
    found = asked(people=13)
    faults = filling.check(found.page("event"), found.answers, TODAY)
    assert set(faults.fields) == {"music"}
    assert not faults.page


def test_the_way_to_the_end():
    answers = {"people": 10, "music": False, "name": "Anne"}
    found = asked(**answers)
    assert filling.first_incomplete(found, (), TODAY)[0].id == "event"
    assert filling.first_incomplete(found, ("event",), TODAY)[0].id == "you"
    assert filling.first_incomplete(found, ("event", "you"), TODAY) is None
    found = asked(**{**answers, "people": 2000})
    assert filling.first_incomplete(found, ("event", "you"), TODAY)[0].id == "safety"
    found = asked(**{**answers, "people": 20000})
    page, faults = filling.first_incomplete(found, ("event", "you"), TODAY)
    assert page.id == "event"
    assert set(faults.fields) == {"people"}


def test_neighbours():
    found = asked(people=2000, music=False)
    assert filling.neighbours(found, "event") == (None, "safety")
    assert filling.neighbours(found, "you") == ("safety", None)
    assert filling.neighbours(found, "stage-page") == (None, None)


def test_what_cannot_be_read_keeps_its_answer():
    post = Post({"f.people": "beaucoup", "f.music": "yes"})
    values, faults = filling.read(FORM.pages[0], post, {"people": 7})
    assert values["people"] == 7
    assert values["music"] is True
    assert set(faults.fields) == {"people"}
    assert "staff" not in values


def test_new_questions():
    page = asked(people=10, music=True).page("event")
    assert filling.newly_asked(page, ["people", "music"]) == {"stage"}


def test_live_rules_tell_only_what_the_page_reads():
    found = asked(people=2000, music=True, stage="</script>")
    told = live.live_rules(FORM, FORM.pages[2], found.answers, TODAY)
    assert "</script>" not in told
    assert json.loads(told)["answers"] == {"stage": "</script>"}
    assert live.live_rules(FORM, FORM.pages[3], found.answers, TODAY) == ""


VALUES = (
    st.none() | st.booleans() | st.integers(-5, 20000) | st.text("ab<é1", max_size=5)
)


@given(st.dictionaries(st.sampled_from([*FORM.by_name, "else"]), VALUES))
@settings(max_examples=200, deadline=None)
def test_asking_again_changes_nothing(answers):
    """What counts once counts the second time, and never more than was asked."""
    first = filling.ask(FORM, answers, TODAY)
    again = filling.ask(FORM, first.answers, TODAY)
    assert again == first
    names = {found.name for page in first.pages for found in page.fields}
    assert set(first.answers) <= names
    filling.first_incomplete(first, [page.id for page in first.pages], TODAY)


TYPED = st.text("ab@.,-/:0123456789 ", max_size=12)
KINDS = [
    Text(zs.TextLine(max_length=5)),
    Email(zs.TextLine()),
    Number(zs.Int(min=0)),
    Number(zs.Decimal(), whole=False),
    Day(zs.Date()),
    YesNo(zs.Bool()),
    Consent(zs.Bool()),
    OneOf(zs.Choice(values=["a", "b"]), choices=(("a", "A"), ("b", "B"))),
    SomeOf(zs.Set(), choices=(("a", "A"), ("b", "B"))),
    Place(),
]


@given(st.sampled_from(KINDS), TYPED | st.lists(TYPED))
@settings(max_examples=300, deadline=None)
def test_what_is_read_is_written_and_read_again(control, typed):
    post = Post({"f.x": typed})
    reading = control.read(post, "x")
    if reading.error is not None or control.is_empty(reading.value):
        return
    if control.check(reading.value) is not None:
        return
    written = control.write(reading.value)
    again = control.read(Post({f"f.x{k}": list(v) for k, v in written.items()}), "x")
    assert again.value == reading.value
    assert control.coerce(reading.value) == reading.value or control.kind == "choice"
