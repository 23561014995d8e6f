"""What people type, and what it means."""

from datetime import date
from datetime import time
from decimal import Decimal
from hypothesis import given
from hypothesis import strategies as st
from imio.guichet.forms.controls import numbers
from imio.guichet.forms.controls.base import Post
from imio.guichet.forms.html import tag
from imio.guichet.forms.parked import typed_of

import pytest


@pytest.mark.parametrize(
    "text,value",
    [
        ("1000", "1000"),
        ("1.000", "1000"),
        ("1 000", "1000"),
        ("1\u202f000", "1000"),
        ("1.000.000", "1000000"),
        ("1,5", "1.5"),
        ("1.5", "1.5"),
        ("1.000,5", "1000.5"),
        ("-3", "-3"),
        ("0", "0"),
    ],
)
def test_numbers_of_belgium(text, value):
    assert numbers.parse_number(text) == Decimal(value)


@pytest.mark.parametrize(
    "text",
    ["", "mille", "1,2,3", "1e5", "NaN", "Infinity", "٣", "9" * 30, "1..0", "+1"],
)
def test_what_is_not_a_number(text):
    assert numbers.parse_number(text) is None


@given(st.decimals(-(10**9), 10**9, places=2))
def test_a_number_is_read_as_it_is_written(value):
    assert numbers.parse_number(numbers.format_number(value)) == value


@given(st.text())
def test_no_text_breaks_a_parser(text):
    numbers.parse_number(text)
    numbers.parse_date(text)
    numbers.parse_time(text)


@pytest.mark.parametrize("text", ["2027-05-12", "12/05/2027", "12.5.2027", "12-5-2027"])
def test_dates(text):
    assert numbers.parse_date(text) == date(2027, 5, 12)


@pytest.mark.parametrize(
    "text", ["", "31/02/2027", "12/13/2027", "0001-01-01", "demain", "2027-W10-1x"]
)
def test_what_is_not_a_date(text):
    assert numbers.parse_date(text) is None


@pytest.mark.parametrize("text", ["14:30", "14h30", "14 h 30", "14.30", "14:30:00"])
def test_times(text):
    assert numbers.parse_time(text) == time(14, 30)


@pytest.mark.parametrize("text", ["", "24:00", "12:60", "midi", "1:2:3:4"])
def test_what_is_not_a_time(text):
    assert numbers.parse_time(text) is None


@given(
    st.dictionaries(
        st.text(),
        st.recursive(
            st.none() | st.text() | st.integers() | st.binary(),
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.dictionaries(st.text(), inner, max_size=3)
            ),
            max_leaves=6,
        ),
        max_size=4,
    )
)
def test_no_post_breaks_the_reading(values):
    post = Post(values)
    for name in values:
        assert all(isinstance(text, str) and text for text in post.texts(name))
        assert isinstance(post.text(name), str)
        post.uploads(name)


def test_markup_is_escaped():
    made = tag(
        "p", '<script>"', title='" onload="x', data_x=True, hidden=False, id=None
    )
    assert str(made) == (
        '<p title="&#34; onload=&#34;x" data-x>&lt;script&gt;&#34;</p>'
    )


def test_parked_inputs_by_field():
    assert typed_of({"f.x": ("a",), "f.x.lat": ("50",), "f.y": ()}) == {
        "x": {"": ("a",), ".lat": ("50",)},
        "y": {"": ()},
    }
