from datetime import date
from hypothesis import given
from hypothesis import strategies as st
from imio.guichet.core import references

import pytest


def test_shape():
    reference = references.new_reference("EVT", date(2026, 11, 23))
    assert reference.startswith("EVT-2611-")
    assert references.normalize(reference) == reference
    assert references.bucket(reference) == ("2026", "11")


@pytest.mark.parametrize("code", ["", "E", "evt", "TOOLONGX", "É2"])
def test_wrong_code(code):
    with pytest.raises(ValueError):
        references.new_reference(code, date(2026, 1, 1))


def test_people_type_it_their_way():
    reference = references.new_reference("EVT", date(2026, 11, 23))
    assert references.normalize(f"  {reference.lower().replace('-', ' ')} ") == (
        reference
    )
    sloppy = reference.replace("1", "l").replace("0", "o")
    assert references.normalize(sloppy) == reference


@given(st.integers(0, 5), st.sampled_from(references.ALPHABET))
def test_one_wrong_symbol_is_found(position, symbol):
    reference = references.new_reference("EVT", date(2026, 11, 23))
    start = len("EVT-2611-")
    wrong = list(reference)
    if wrong[start + position] == symbol:
        return
    wrong[start + position] = symbol
    assert references.normalize("".join(wrong)) is None


@given(st.text())
def test_any_text_is_survived(text):
    result = references.normalize(text)
    assert result is None or references.normalize(result) == result
