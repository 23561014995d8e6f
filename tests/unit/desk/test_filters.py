from datetime import date
from imio.guichet.desk.filters import Filters
from imio.guichet.desk.filters import parse
from urllib.parse import parse_qsl

import pytest


def test_an_address_says_the_whole_list():
    filters = Filters(
        tab="all",
        q="Dupont é&=",
        procedure="abc",
        phase="accepted",
        since=date(2026, 1, 2),
        late=True,
        sort="deadline",
        order="desc",
    )
    assert parse(dict(parse_qsl(filters.query_string()))) == filters


@pytest.mark.parametrize(
    "form",
    [
        {"tab": "x", "sort": "id", "order": "up", "phase": "draft?"},
        {"since": "2026-02-30", "until": "tomorrow"},
        {"handler": "<script>", "procedure": "a b", "q": None, "late": []},
        {"tab": object(), "after": 3},
    ],
)
def test_nonsense_is_left_out(form):
    assert parse(form) == Filters()


def test_the_last_of_repeated_values_counts():
    assert parse({"tab": ["all", "mine"]}).tab == "mine"
    assert parse({"q": ["", "x"]}).q == "x"


def test_a_column_asked_again_turns_round():
    filters = Filters(tab="all")
    assert filters.sort_on == "changed" and filters.descending
    assert not filters.sorted_by("changed").descending
    by_deadline = filters.sorted_by("deadline")
    assert not by_deadline.descending
    assert by_deadline.sorted_by("deadline").descending


def test_what_waits_is_sorted_by_deadline():
    assert Filters(tab="todo").sort_on == "deadline"
    assert not Filters(tab="todo").descending


def test_another_sort_begins_at_the_first_page():
    filters = Filters(tab="all", after="50.1.2")
    assert filters.sorted_by("deadline").after == ""
    assert filters.on_tab("mine").after == ""


def test_active_counts_what_narrows():
    assert Filters(tab="all", sort="changed").active == 0
    assert Filters(q="x", late=True, since=date(2026, 1, 1)).active == 3
    assert Filters(q="x", late=True).cleared().active == 0
