"""The reference page tells the truth."""

from __future__ import annotations

from imio.guichet.rules.operators import OPERATORS
from pathlib import Path

import doctest
import re


PAGE = Path(__file__).parents[3] / "docs" / "reference" / "rules.md"
ROOM = Path(__file__).parents[3] / "src" / "imio" / "guichet" / "rules"


def test_examples() -> None:
    flags = doctest.IGNORE_EXCEPTION_DETAIL | doctest.NORMALIZE_WHITESPACE
    result = doctest.testfile(str(PAGE), module_relative=False, optionflags=flags)
    assert result.attempted > 5
    assert result.failed == 0


def test_each_operator_is_told() -> None:
    text = PAGE.read_text(encoding="utf-8")
    told = set(re.findall(r'`\{"([^"]+)":|`([<>]=?)`', text))
    names = {name for pair in told for name in pair if name}
    assert set(OPERATORS) <= names


def test_each_problem_is_told() -> None:
    text = PAGE.read_text(encoding="utf-8")
    for name in ("checks.py", "form.py"):
        source = (ROOM / name).read_text(encoding="utf-8")
        for code in re.findall(
            r'"((?:error|warning)_(?:rule|form|page|field)_?\w*)"', source
        ):
            assert f"`{code}`" in text, code
