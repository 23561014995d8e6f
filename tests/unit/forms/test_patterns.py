"""Texts of a given shape: the whole answer, in linear time."""

from imio.guichet.forms.controls.patterns import Pattern
from zope.schema import TextLine

import pytest


def pattern(shape, **limits):
    return Pattern(TextLine(**limits), pattern=shape)


@pytest.mark.parametrize(
    "shape, good, bad",
    [
        ("[0-9]{4}", "6000", "6000 "),
        ("[1-9][0-9]*", "12", "012"),
        ("[1-9]|1[0-9]|20", "20", "21"),
        ("BE[01][0-9]{9}", "BE0123456789", "xBE0123456789"),
        ("é+", "éé", "e"),
        ("(?i)abc", "aBC", "abcd"),
    ],
)
def test_whole_answer_has_the_shape(shape, good, bad):
    control = pattern(shape)
    assert control.problems() == ()
    assert control.check(good) is None
    assert control.check(bad).default.startswith("Cette réponse n'a pas le format")


@pytest.mark.parametrize(
    "shape", ["[", "(?=a)", r"(a)\1", "a{5000}", "x" * 501, "(?P<a"]
)
def test_what_re2_does_not_know_is_a_problem(shape):
    control = pattern(shape)
    assert len(control.problems()) == 1
    assert control.check("a") is not None


def test_no_pattern_hangs_a_process():
    """With a backtracking engine this test would never end."""
    assert pattern("(a+)+b").check("a" * 20_000) is not None


def test_limits_of_the_field_come_first():
    control = pattern("a*", max_length=3)
    assert "3" in str(control.check("aaaa").mapping)
    assert control.check(None) is not None
