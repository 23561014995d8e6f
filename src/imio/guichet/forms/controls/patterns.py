"""A text of a given shape: a plot number, a licence, a code.

The shape is a regular expression of RE2 (https://github.com/google/re2/wiki/Syntax), whose
time grows with the length of the text alone: what a manager writes cannot hang a process.
The whole answer must match. Browsers are not given it: theirs would not promise as much.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from imio.guichet.forms.controls.base import Message
from imio.guichet.forms.controls.texts import Text
from imio.guichet.i18n import _

import re2


LONGEST_PATTERN = 500
"""Characters of a pattern."""

_OPTIONS = re2.Options()
_OPTIONS.log_errors = False
_OPTIONS.max_mem = 1 << 20


@lru_cache(maxsize=1024)
def compiled(pattern: str) -> re2._Regexp | None:
    """Return a pattern to match with, None when it is none."""
    if len(pattern) > LONGEST_PATTERN:
        return None
    try:
        return re2.compile(pattern, _OPTIONS)
    except re2.error:
        return None


@dataclass(frozen=True)
class Pattern(Text):
    """A line of text that has the shape ``pattern``."""

    pattern: str = ""

    def problems(self) -> tuple[Message, ...]:
        if compiled(self.pattern) is not None:
            return ()
        return (
            _(
                "error_pattern",
                default="Le format attendu « ${pattern} » n'est pas une expression que le "
                "guichet comprend.",
                mapping={"pattern": self.pattern[:80]},
            ),
        )

    def check(self, value: object) -> Message | None:
        wrong = super().check(value)
        if wrong is not None:
            return wrong
        shape = compiled(self.pattern)
        if shape is None or not isinstance(value, str) or not shape.fullmatch(value):
            return _(
                "error_shape",
                default="Cette réponse n'a pas le format attendu. Suivez l'exemple.",
            )
        return None
