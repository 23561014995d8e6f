"""Choices: what is offered, read, kept; what managers write; what others forge."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from decimal import Decimal
from hypothesis import given
from hypothesis import HealthCheck
from hypothesis import settings
from hypothesis import strategies as st
from imio.guichet.core.choices import Choice
from imio.guichet.core.choices import ChoiceTable
from imio.guichet.core.choices import Chosen
from imio.guichet.core.choices import fold
from imio.guichet.core.choices import format_price
from imio.guichet.core.choices import is_image_path
from imio.guichet.core.choices import parse_price
from imio.guichet.core.choicetext import decode
from imio.guichet.core.choicetext import read_csv
from imio.guichet.core.choicetext import with_extras
from imio.guichet.forms import filling
from imio.guichet.forms import live
from imio.guichet.forms.controls.base import Post
from imio.guichet.forms.controls.base import Slot
from imio.guichet.forms.controls.choices import OneOf
from imio.guichet.forms.controls.choices import SomeOf
from imio.guichet.forms.controls.grids import Grid
from imio.guichet.forms.controls.grids import read_titles
from imio.guichet.forms.controls.numbers import Number
from imio.guichet.forms.controls.ranked import Ranked
from imio.guichet.forms.reading import ordered
from imio.guichet.forms.types import Field
from imio.guichet.forms.types import Form
from imio.guichet.forms.types import Page
from imio.guichet.rules import Rule
from zope import schema as zs

import json
import pytest


TODAY = date(2026, 11, 24)
TOWNS = OneOf(choices=(("jumet", "Jumet"), ("ransart", "Ransart"), ("roux", "Roux")))
HALLS = OneOf(
    depends="town",
    choices=(
        Choice("market", "Marché", Decimal("250.00"), ("jumet",)),
        Choice("school", "École", Decimal("80.00"), ("jumet", "ransart")),
        Choice("tent", "Tente", None, ("ransart",)),
    ),
)
EXTRAS = SomeOf(
    zs.Set(max_length=2),
    choices=(
        Choice("chairs", "Chaises", Decimal("15.00")),
        Choice("tables", "Tables", Decimal("20.00")),
        Choice("tent", "Tonnelle", show=Rule.parse({">": [{"var": "days"}, 1]})),
        Choice("other", "Autre", other=True),
        Choice("none", "Rien", alone=True),
    ),
)


def form(*fields: Field) -> Form:
    return Form("F", (Page("p", "P", fields, order=ordered(fields)),))


FORM = form(
    Field("hall", "Hall", HALLS, required=True),
    Field("town", "Town", TOWNS, required=True),
    Field("days", "Days", Number(zs.Int())),
    Field("extras", "Extras", EXTRAS),
    Field(
        "total",
        "Total",
        Number(zs.Decimal(), whole=False),
        compute=Rule.parse(
            {
                "+": [
                    {"*": [{"var": ["days", 0]}, {"price": [{"var": "hall"}]}]},
                    {"price": [{"var": "extras"}]},
                ]
            }
        ),
    ),
)


def fill(**posted: object) -> tuple[dict, filling.Asked, filling.Faults]:
    page = FORM.pages[0]
    post = Post({f"f.{name}".replace("__", "."): said for name, said in posted.items()})
    values, faults = filling.read(page, post, {})
    asked = filling.ask(FORM, values, TODAY)
    shown = asked.page("p")
    assert shown is not None
    faults = filling.withdrawn(shown, values, asked.answers, faults)
    return values, asked, filling.check(shown, asked.answers, TODAY, faults)


def test_what_is_offered_follows_the_other_answer() -> None:
    _values, asked, _faults = fill(town="roux", hall="market")
    assert "hall" not in asked.pages[0].names  # nothing there: not asked
    _values, asked, _faults = fill()
    assert "hall" not in asked.pages[0].names
    _values, asked, faults = fill(town="jumet")
    assert "hall" in asked.pages[0].names
    assert set(faults.fields) == {"hall"}
    offered = filling.offered(FORM.pages[0], asked.answers, TODAY)
    assert offered["hall"] == {"market", "school"}


def test_choice_of_another_answer_is_refused() -> None:
    _values, asked, faults = fill(town="ransart", hall="market")
    assert "hall" not in asked.answers
    assert faults.fields["hall"] == "error_choice_withdrawn"


def test_prices_are_counted() -> None:
    _values, asked, faults = fill(
        town="jumet", hall="market", days="3", extras=["chairs", "tables"]
    )
    assert not faults
    assert asked.answers["total"] == Decimal("785.00")
    told = json.loads(live.live_rules(FORM, FORM.pages[0], asked.answers, TODAY))
    assert told["fields"]["hall"]["prices"] == {"market": "250.00", "school": "80.00"}
    assert told["fields"]["hall"]["choices"]["tent"] == {"parents": ["ransart"]}
    assert told["order"].index("town") < told["order"].index("hall")


@pytest.mark.parametrize(
    "posted,said",
    [
        ({"extras": "bomb"}, "error_choice"),
        ({"extras": ["chairs", "bomb"]}, "error_choice"),
        ({"extras": ["chairs", "tables", "none"]}, "error_choice_alone"),
        ({"extras": ["chairs", "tables", "tent"], "days": "2"}, "error_choices_many"),
        ({"extras": ["other"]}, "error_choice_other"),
        ({"extras": ["tent"], "days": "1"}, "error_choice_withdrawn"),
        ({"extras": ["tent"]}, "error_choice_withdrawn"),
        ({"town": "x" * 100_000}, "error_choice"),
        ({"extras": [f"k{n}" for n in range(5000)]}, "error_choice"),
    ],
)
def test_forged_posts(posted: dict, said: str) -> None:
    _values, asked, faults = fill(**posted)
    assert said in faults.fields.values()


def test_same_choice_posted_twice_is_one() -> None:
    _values, asked, faults = fill(extras=["chairs", "chairs"])
    assert asked.answers["extras"] == {"chairs"}
    assert "extras" not in faults.fields


def test_another_is_kept_with_its_words() -> None:
    values, asked, faults = fill(extras=["other"], extras__other=" Une scène ")
    assert "extras" not in faults.fields
    (key,) = values["extras"]
    assert key == "other" and key.said == "Une scène"
    assert EXTRAS.text(values["extras"]) == "Autre : Une scène"
    assert EXTRAS.write(values["extras"])[".other"] == ("Une scène",)


def test_chosen_is_a_text_that_remembers() -> None:
    one = Chosen("a", "Un", Decimal(3), parents=("x",))
    again = deepcopy(one)
    assert again == one and again == "a" and hash(again) == hash("a")
    assert (again.title, again.price, again.parents) == ("Un", Decimal(3), ("x",))
    assert one != Chosen("a", "Un", Decimal(4)) and one != "b"
    assert frozenset({one}) <= {"a", "b"}


# A source: read as it is now; the answer keeps what it was


class Source:
    def __init__(self, *choices: Choice, public: bool = True) -> None:
        self.table: ChoiceTable | None = ChoiceTable(choices, "Rues", public)

    def __call__(self) -> ChoiceTable | None:
        return self.table


def test_source_changes_and_the_dossier_keeps() -> None:
    source = Source(Choice("1", "Rue Haute", Decimal(5)))
    control = OneOf(source="rues", lookup=source)
    value = control.read(Post({"f.s": "1"}), "s").value
    source.table = ChoiceTable((Choice("1", "Rue Neuve", Decimal(6)),))
    assert control.text(value) == "Rue Haute"
    assert control.data(value) == {"key": "1", "title": "Rue Haute", "price": "5"}
    assert control.check(value) == "error_choice_new_price"
    source.table = ChoiceTable(())
    assert control.text(value) == "Rue Haute"
    assert control.check(value) == "error_choice"
    source.table = None
    assert control.text(value) == "Rue Haute"
    assert control.read(Post({"f.s": "1"}), "s").error
    assert control.problems() == ("error_source_unknown",)


def test_source_that_is_not_public_shows_nothing() -> None:
    secret = Source(Choice("1", "Secret"), public=False)
    control = OneOf(source="x", lookup=secret)
    assert control.problems() == ("error_source_private",)
    assert "Secret" not in control.draw(Slot("s", {}, str))
    assert control.read(Post({"f.s": "1"}), "s").error


LONG = Source(
    *(Choice(str(n), f"Rue n°{n}") for n in range(1000)),
    Choice("a", "Place du Marché", parents=("jumet",)),
    Choice("b", "Place du Marché", parents=("roux",)),
    Choice("c", "Avenue de l'Éléphant"),
)


@pytest.mark.parametrize(
    "posted,key",
    [
        ({"s.text": "avenue de l elephant"}, "c"),
        ({"s.text": "Rue n°7", "s": "7"}, "7"),
        ({"s.text": "Rue n°8", "s": "7"}, "8"),
        ({"s.text": "Place du Marché", "s": "b"}, "b"),
        ({"s.text": "place", "s.pick": "a"}, "a"),
        ({"s.text": "Place du Marché"}, None),
        ({"s.text": "place", "s.pick": "7"}, None),
        ({"s.text": "rue"}, None),
        ({"s.text": "nulle part"}, None),
        ({"s.text": "<script>" * 1000}, None),
        ({"s.text": "", "s": "7"}, None),
    ],
)
def test_long_list_is_searched_without_script(posted: dict, key: str | None) -> None:
    control = OneOf(source="rues", lookup=LONG)
    post = Post({f"f.{name}": value for name, value in posted.items()})
    reading = control.read(post, "s")
    assert reading.value == key
    html = control.draw(Slot("s", post.typed("s"), str))
    assert "<script>" not in html
    assert len(html) < 12_000
    if reading.error == "error_choice_several":
        assert "f.s.pick" in html


def test_several_of_a_long_list() -> None:
    control = SomeOf(zs.Set(), source="rues", lookup=LONG)
    reading = control.read(Post({"f.s": ["1", "2"], "f.s.text": "Rue n°3"}), "s")
    assert reading.value == {"1", "2", "3"}
    html = control.draw(Slot("s", {"": ("1", "2"), ".text": ("place",)}, str))
    assert html.count("checked") == 2 and "Place du Marché" in html


# What managers write


def test_csv_of_a_spreadsheet() -> None:
    text = "\ufeffClé;Titre;Prix;Parent\r\nm;Marché;250,00;jumet\r\ns;École; 80 €;jumet|roux\r\n"
    found = read_csv(text)
    assert found.problems == []
    assert found.choices == (
        Choice("m", "Marché", Decimal("250.00"), ("jumet",)),
        Choice("s", "École", Decimal("80.00"), ("jumet", "roux")),
    )
    assert read_csv("a,b\nc,d").choices[1] == Choice("c", "d")
    assert [one.title for one in read_csv("Un\n\nDeux\n").choices] == ["Un", "Deux"]
    assert decode("Éléphant".encode("cp1252")) == "Éléphant"
    assert decode("Éléphant".encode()) == "Éléphant"


@pytest.mark.parametrize(
    "text,lines",
    [
        ("clé;titre;prix\na;A;gratuit\nb;B;1", [2]),
        ("clé;titre\na;A\na;B", [3]),
        ('clé;titre\na;"A', [2]),
        ("clé;titre;image\na;A;https://evil.example/x.png", [2]),
        ("clé;titre;image\na;A;../../etc/passwd", [2]),
        ("titre\n" + "x" * 501, [2]),
    ],
)
def test_csv_with_faults_says_the_line(text: str, lines: list[int]) -> None:
    problems = read_csv(text).problems
    assert [problem.mapping["line"] for problem in problems] == lines  # type: ignore[attr-defined]


def test_csv_too_large() -> None:
    assert read_csv("x" * 2_000_001).problems == ["error_csv_long"]
    assert read_csv("\n".join(map(str, range(20_001)))).problems == ["error_csv_many"]


@given(st.text(max_size=400))
@settings(max_examples=200, deadline=None)
def test_no_csv_breaks_it(text: str) -> None:
    found = read_csv(text)
    assert all(choice.key and choice.title for choice in found.choices)
    table = ChoiceTable(found.choices)
    list(table.search(text))
    fold(text)
    parse_price(text)
    is_image_path(text)


def test_extras_of_choices_are_told_by_choice() -> None:
    found = with_extras(
        [("a", "A"), ("b", "B")],
        {"a": {"price": "x"}, "b": {"show": '{"nope": 1}', "image": "javascript:x"}},
    )
    assert len(found.problems) == 3


def test_prices_are_written() -> None:
    assert format_price(Decimal("12.5")) == "12,50\u00a0€"
    assert format_price(Decimal("-1234")) == "−1\u202f234,00\u00a0€"


def test_nothing_a_manager_types_is_markup() -> None:
    evil = '"><script>alert(1)</script>'
    choice = Choice(evil, evil, Decimal(1), group=evil, help=evil, image="a", alt=evil)
    for look in ("radio", "select", "autocomplete", "images"):
        control = OneOf(choices=(choice,), look=look)
        html = control.draw(Slot("s", {"": (evil,)}, str)) + control.html(evil, str)
        assert "<script" not in html
    grid = Grid(rows=(Choice("r", evil),), columns=(Choice(evil, evil),))
    html = grid.draw(Slot("g", {}, str)) + grid.html({"r": evil}, str)
    assert "<script" not in html + grid.blank(str)


# Orders of preference, grids

DATES = Ranked(zs.List(), choices=(("m", "Mai"), ("j", "Juin"), ("a", "Août")))


@pytest.mark.parametrize(
    "places,value,error",
    [
        (["j", "m"], ("j", "m"), None),
        (["", "m", "a"], ("m", "a"), None),
        (["m", "m"], None, "error_ranked_twice"),
        (["m", "x"], None, "error_choice"),
        ([], None, None),
    ],
)
def test_order_of_preference(places: list, value: tuple, error: str) -> None:
    post = Post({f"f.d.{n}": key for n, key in enumerate(places, 1)} | {"f.d.9": "m"})
    reading = DATES.read(post, "d")
    assert (reading.value, reading.error) == (value, error)


def test_order_goes_outwards() -> None:
    assert DATES.text(("j", "m")) == "1. Juin\n2. Mai"
    assert [item["key"] for item in DATES.data(("j", "m"))] == ["j", "m"]  # type: ignore[attr-defined]
    assert DATES.cells(("j",)) == (("1", "Juin"), ("2", ""), ("3", ""))
    assert DATES.check(("m", "m")) and DATES.check("m") and DATES.check(("x",))
    assert DATES.write(("j", "m")) == {".1": ("j",), ".2": ("m",)}


ROWS = (Choice("noise", "Bruit"), Choice("light", "Lumière"))
COLUMNS = (Choice("no", "Non"), Choice("yes", "Oui"))
GRID = Grid(zs.Field(required=False), rows=ROWS, columns=COLUMNS)
BOXES = Grid(zs.Field(required=True), rows=ROWS, columns=COLUMNS, several=True)


def test_grid_is_read_row_by_row() -> None:
    reading = GRID.read(Post({"f.g.noise": "yes", "f.g.evil": "yes"}), "g")
    assert reading.value == {"noise": "yes"}
    assert GRID.read(Post({"f.g.noise": "maybe"}), "g").error == "error_choice"
    assert GRID.read(Post({}), "g").value is None
    both = {"f.g.noise": ["no", "yes"], "f.g.light": "no"}
    found = BOXES.read(Post(both), "g").value
    assert found == {"noise": {"no", "yes"}, "light": {"no"}}
    assert BOXES.read(Post({"f.g.noise": "no"}), "g").error == "error_grid_rows"
    for wrong in ("x", {"noise": "zz"}, {"zz": "no"}, {"noise": {"zz"}}, {"noise": 1}):
        assert GRID.check(wrong) and BOXES.check(wrong)


def test_grid_goes_outwards() -> None:
    value = {"noise": "yes"}
    assert GRID.text(value) == "Bruit : Oui"
    assert GRID.cells(value) == (("noise", "Oui"), ("light", ""))
    assert GRID.cells(None) == (("noise", ""), ("light", ""))
    assert GRID.data(value) == [
        {
            "row": {"key": "noise", "title": "Bruit"},
            "columns": [{"key": "yes", "title": "Oui"}],
        }
    ]
    assert GRID.data(None) is None
    json.dumps(BOXES.data({"noise": frozenset({"no"})}))
    assert GRID.write(value) == {".noise": ("yes",)}


@pytest.mark.parametrize(
    "text", ["{", "{}", "[1]", '[{"key": 1}]', "[[]]", '[{"a": 1}]']
)
def test_rows_that_cannot_be_read(text: str) -> None:
    assert read_titles(text)[1]


def test_rules_read_grids() -> None:
    show = Rule.parse({"==": [{"row": [{"var": "g"}, "noise"]}, "yes"]})
    count = Rule.parse({"count": [{"var": "g"}]})
    assert show.test({"g": {"noise": "yes"}}, today=TODAY)
    assert count.evaluate({"g": {"noise": "yes", "light": "no"}}, today=TODAY) == 2
    assert show.check({"g": GRID.type}) == []


KEYS = st.sampled_from(
    ["jumet", "roux", "market", "school", "chairs", "other", "", "?"]
)


@given(
    st.dictionaries(
        st.sampled_from(
            ["f.town", "f.hall", "f.extras", "f.extras.other", "f.days", "f.hall.pick"]
        ),
        st.one_of(KEYS, st.lists(KEYS, max_size=4), st.text(max_size=9), st.none()),
    )
)
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_is_posted_what_counts_is_offered(posted: dict) -> None:
    page = FORM.pages[0]
    values, faults = filling.read(page, Post(posted), {})
    asked = filling.ask(FORM, values, TODAY)
    offered = filling.offered(page, asked.answers, TODAY)
    hall = asked.answers.get("hall")
    assert hall is None or hall in offered["hall"]
    assert asked.answers.get("extras", frozenset()) <= set(offered["extras"] or ())
    again = filling.ask(FORM, asked.answers, TODAY)
    assert again.answers == asked.answers
    live.live_rules(FORM, page, asked.answers, TODAY)
    for found in page.fields:
        value = asked.answers.get(found.name)
        slot = Slot(found.name, found.control.write(value), str)
        if found.is_asked:
            found.control.draw(slot)
        found.control.html(value, str)
        json.dumps(found.control.data(value))
