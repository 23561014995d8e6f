"""What a program asks is read strictly: never everything by mistake."""

from datetime import date
from hypothesis import given
from hypothesis import strategies as st
from imio.guichet.api.query import BadQuery
from imio.guichet.api.query import parse
from imio.guichet.api.query import Query

import pytest


def test_nothing_asked_is_the_last_submitted_first():
    assert parse({}) == Query({})


def test_all_that_can_be_asked():
    found = parse(
        {
            "procedure": "0af1",
            "phase": "in_progress",
            "since": "2026-11-01",
            "q": " dupont ",
            "mine": "1",
            "order": "asc",
            "size": "100",
        }
    )
    assert found.equal == {"procedure": "0af1", "phase": "in_progress"}
    assert found.since == date(2026, 11, 1) and found.until is None
    assert (found.q, found.mine, found.descending, found.size) == (
        "dupont",
        True,
        False,
        100,
    )


@given(
    st.dictionaries(
        st.sampled_from(["q", "phase", "since", "size", "sort", "after", "step", "x"]),
        st.one_of(st.text(), st.lists(st.text()), st.none(), st.integers()),
    )
)
def test_anything_is_read_or_refused(form):
    try:
        found = parse(form)
    except BadQuery as error:
        assert error.name
    else:
        assert 1 <= found.size <= 100
        assert "x" not in form


def test_an_unknown_filter_is_refused():
    with pytest.raises(BadQuery, match="stat"):
        parse({"stat": "open"})
