"""What all fields have in common: own words, locked answers, channels, keeping."""

from datetime import date
from imio.guichet.forms import filling
from imio.guichet.forms import live
from imio.guichet.forms.checking import check_rules
from imio.guichet.forms.controls.base import Post
from imio.guichet.forms.controls.groups import Block
from imio.guichet.forms.controls.numbers import Number
from imio.guichet.forms.controls.texts import Email
from imio.guichet.forms.controls.texts import Text
from imio.guichet.forms.reading import Attributes
from imio.guichet.forms.reading import ordered
from imio.guichet.forms.reading import source_of
from imio.guichet.forms.retention import forgettable
from imio.guichet.forms.retention import months_after
from imio.guichet.forms.types import Field
from imio.guichet.forms.types import Form
from imio.guichet.forms.types import Page
from imio.guichet.rules import Rule
from zope import schema as zs

import json
import pytest


TODAY = date(2026, 11, 23)


def form(*fields):
    return Form("F", (Page("p", "P", fields, order=ordered(fields)),))


def text(name, **more):
    return Field(name, name.title(), Text(zs.TextLine()), **more)


def faults(form, **posted):
    page = form.pages[0]
    post = Post({f"f.{name}": value for name, value in posted.items()})
    values, unread = filling.read(page, post, {})
    asked = filling.ask(form, values, TODAY)
    return filling.check(asked.pages[0], asked.answers, TODAY, unread).fields


def test_own_words_stand_for_ours():
    found = form(
        text("name", required=True, error="Dites-nous qui."),
        Field("n", "N", Number(zs.Int(max=9)), error="Un chiffre."),
        Field("mail", "M", Email(zs.TextLine())),
    )
    said = faults(found, n="dix", mail="x")
    assert said["name"] == "Dites-nous qui." and said["n"] == "Un chiffre."
    assert said["mail"] not in ("Dites-nous qui.", "Un chiffre.")
    assert faults(found, n="12")["n"] == "Un chiffre."
    assert faults(found, name="a", n="5") == {}


def test_a_locked_answer_is_the_servers():
    page = form(text("name", locked=True), text("other")).pages[0]
    post = Post({"f.name": "forged", "f.other": "mine"})
    values, unread = filling.read(page, post, {"name": "old"}, {"name": "Anne"})
    assert values == {"name": "Anne", "other": "mine"} and not unread


def test_live_rules_know_locked_answers():
    found = form(
        text("name"), text("more", show=Rule.parse({"filled": [{"var": "name"}]}))
    )
    rules = live.live_rules(
        found, found.pages[0], {"name": "Anne"}, TODAY, {"name": "Anne"}
    )
    assert json.loads(rules)["answers"] == {"name": "Anne"}
    rules = live.live_rules(found, found.pages[0], {"name": "Anne"}, TODAY)
    assert json.loads(rules)["answers"] == {}


def test_a_channel_takes_the_others_questions_away():
    found = form(
        text("all"), text("web", channel="online"), text("desk", channel="counter")
    )
    assert [one.name for one in found.for_channel("web").fields()] == ["all", "web"]
    for channel in ("counter", "phone", "mail"):
        names = [one.name for one in found.for_channel(channel).fields()]
        assert names == ["all", "desk"]
    assert found.for_channel("web") is found.for_channel("web")
    plain = form(text("all"))
    assert plain.for_channel("counter") is plain


@pytest.mark.parametrize(
    "keep,decided,today,gone",
    [
        ("", date(2020, 1, 1), TODAY, False),
        ("decision", None, TODAY, False),
        ("decision", TODAY, TODAY, True),
        ("3", date(2026, 8, 24), TODAY, False),
        ("3", date(2026, 8, 23), TODAY, True),
        ("nonsense", date(2020, 1, 1), TODAY, False),
    ],
)
def test_what_need_not_be_kept(keep, decided, today, gone):
    found = form(text("secret", keep=keep), text("other"))
    expected = {"secret"} if gone else set()
    assert forgettable(found, decided, today) == expected


def test_months_end_where_they_do():
    assert months_after(date(2026, 11, 30), 3) == date(2027, 2, 28)
    assert months_after(date(2027, 1, 31), 13) == date(2028, 2, 29)
    assert months_after(date(2026, 12, 1), 12) == date(2027, 12, 1)


def test_sources_of_proposals():
    assert source_of("city", Attributes(prefill="query")) == "query.city"
    named = Attributes({"prefill": "dossier", "prefill-name": "town"})
    assert source_of("city", named) == "dossier.town"
    assert source_of("city", Attributes(prefill="user.phone")) == "user.phone"


@pytest.mark.parametrize(
    "more",
    [
        {"prefill": "user.password"},
        {"prefill": "query.act"},
        {"prefill": "query."},
        {"prefill": "dossier.a b"},
        {"channel": "fax"},
        {"keep": "always"},
        {"keep": "0"},
        {"locked": True},
    ],
)
def test_wrong_attributes_are_told(more):
    problems = check_rules(form(text("a", **more)))
    assert [problem.severity for problem in problems] == ["error"]


def test_a_rule_that_reads_what_is_erased_is_told():
    found = form(
        text("niss", keep="decision", listed=True),
        text("more", show=Rule.parse({"filled": [{"var": "niss"}]})),
    )
    problems = check_rules(found)
    assert {problem.severity for problem in problems} == {"warning"}
    assert len(problems) == 2


def test_what_a_source_says_is_read_like_what_people_type():
    number = Number(zs.Int(max=10))
    assert number.propose("7") == 7
    assert number.propose("70") is None
    assert number.propose("x\x00") is None
    assert number.propose(object()) is None
    assert number.propose(None) is None


def rows(*fields):
    return form(Field("kids", "Kids", Block(zs.TextLine(), fields=fields)))


def test_what_is_in_a_block_need_not_be_kept():
    found = rows(text("niss", keep="decision"), text("first"), text("late", keep="3"))
    assert forgettable(found, None, TODAY) == set()
    assert forgettable(found, TODAY, TODAY) == {"kids.niss"}
    assert forgettable(found, date(2026, 8, 23), TODAY) == {"kids.niss", "kids.late"}
    assert check_rules(found) == []


def test_a_wrong_keep_in_a_block_is_told_with_its_place():
    [problem] = check_rules(rows(text("niss", keep="always"), text("first")))
    assert (problem.place, problem.severity) == ("kids.niss", "error")


def test_a_rule_that_reads_an_erased_sibling_is_told():
    shown = Rule.parse({"filled": [{"var": "niss"}]})
    [problem] = check_rules(rows(text("niss", keep="3"), text("b", show=shown)))
    assert (problem.place, problem.severity) == ("kids.niss", "warning")
