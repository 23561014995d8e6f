"""Choices in order of preference."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from imio.guichet.forms.controls.base import Cell
from imio.guichet.forms.controls.base import Message
from imio.guichet.forms.controls.base import Post
from imio.guichet.forms.controls.base import PREFIX
from imio.guichet.forms.controls.base import Reading
from imio.guichet.forms.controls.base import Slot
from imio.guichet.forms.controls.base import Translate
from imio.guichet.forms.controls.base import Typed
from imio.guichet.forms.controls.choices import SomeOf
from imio.guichet.forms.controls.choosing import NOT_A_CHOICE
from imio.guichet.forms.controls.looks import select
from imio.guichet.forms.html import tag
from imio.guichet.i18n import _
from markupsafe import Markup


MOST_RANKS = 10
"""Places in the order: more are not compared with sense."""

NO_CHOICE = _("option_rank_none", default="(aucun)")


@dataclass(frozen=True)
class Ranked(SomeOf):
    """Several choices, the preferred one first; the answer is a tuple of keys."""

    @property
    def ranks(self) -> int:
        """How many places there are."""
        _least, most = self.limits
        return min(most or MOST_RANKS, MOST_RANKS, len(self.table.choices))

    @property
    def hint(self) -> Message:
        """How many places there are is seen."""
        return ""

    def is_empty(self, value: object) -> bool:
        return not value

    def read(self, post: Post, name: str, kept: object = None) -> Reading:
        places = [post.text(f"{PREFIX}{name}.{n}") for n in range(1, self.ranks + 1)]
        keys = [key for key in places if key]
        if len(set(keys)) < len(keys):
            return Reading(
                error=_(
                    "error_ranked_twice",
                    default="Le même choix est à deux places. Donnez une place à chacun.",
                )
            )
        found = self.chosen(post, name, tuple(keys))
        if found is None:
            return Reading(error=NOT_A_CHOICE)
        ranked = tuple(found)
        error = self.check(ranked) if ranked else None
        return Reading(error=error) if error else Reading(ranked or None)

    def convert(self, text: str) -> Reading:
        return Reading(error=NOT_A_CHOICE)

    def check(self, value: object) -> Message | None:
        if not isinstance(value, tuple) or len(set(value)) < len(value):
            return NOT_A_CHOICE
        return super().check(frozenset(value))

    def coerce(self, value: object) -> object:
        if not isinstance(value, (list, tuple)):
            return None
        known = [self.known(item) for item in dict.fromkeys(map(str, value))]
        return tuple(item for item in known if item is not None) or None

    def settle(
        self, value: object, answers: Mapping[str, object], today: date
    ) -> object:
        if not self.reads or not isinstance(value, tuple):
            return value
        return tuple(key for key in value if self.holds(key, answers, today))

    def write(self, value: object) -> Typed:
        if not isinstance(value, tuple):
            return {}
        return {f".{n}": (str(key),) for n, key in enumerate(value, 1)}

    def draw(self, slot: Slot) -> Markup:
        _t = slot.translate
        rows = []
        for number in range(1, self.ranks + 1):
            id_ = slot.id if number == 1 else f"{slot.id}-{number}"
            rows.append(
                tag(
                    "li",
                    tag("label", _t(_rank(number)), for_=id_, class_="g-label"),
                    select(
                        slot,
                        self.table.choices,
                        key=f".{number}",
                        prompt=_t(NO_CHOICE),
                        specified=False,
                        id=id_,
                    ),
                )
            )
        return tag("ol", *rows, class_="g-ranks", data_ranked=True)

    def ordered(self, value: object) -> list[str]:
        """Return keys in the order that was given to them."""
        return list(value) if isinstance(value, tuple) else []

    def text(self, value: object) -> str:
        return "\n".join(
            f"{number}. {self.title_of(key)}"
            for number, key in enumerate(self.ordered(value), 1)
        )

    def html(self, value: object, translate: Translate) -> Markup:
        ranked = [tag("li", self._html(key)) for key in self.ordered(value)]
        return tag("ol", *ranked) if ranked else Markup("")

    def cells(self, value: object) -> tuple[Cell, ...]:
        """One cell for each place."""
        chosen = [self.title_of(key) for key in self.ordered(value)]
        chosen += [""] * max(0, self.ranks - len(chosen))
        return tuple((str(n), title) for n, title in enumerate(chosen, 1))

    def heads(self, translate: Translate) -> dict[str, str]:
        return {str(n): translate(_rank(n)) for n in range(1, self.ranks + 1)}


def _rank(number: int) -> Message:
    if number == 1:
        return _("label_rank_first", default="1er choix")
    return _("label_rank", default="${number}e choix", mapping={"number": number})
