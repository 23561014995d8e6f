"""A period: from a day to another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from imio.guichet.forms.controls.base import Cell
from imio.guichet.forms.controls.base import Control
from imio.guichet.forms.controls.base import Message
from imio.guichet.forms.controls.base import Post
from imio.guichet.forms.controls.base import PREFIX
from imio.guichet.forms.controls.base import Reading
from imio.guichet.forms.controls.base import Slot
from imio.guichet.forms.controls.base import Translate
from imio.guichet.forms.controls.base import Typed
from imio.guichet.forms.controls.numbers import Day
from imio.guichet.forms.controls.numbers import parse_date
from imio.guichet.forms.html import tag
from imio.guichet.forms.values import Period as Answer
from imio.guichet.i18n import _
from markupsafe import Markup
from typing import Any


START, END = ".start", ".end"
FIRST = _("label_period_first_day", default="premier jour")
LAST = _("label_period_last_day", default="dernier jour")
FROM = _("label_period_from", default="Du")
UNTIL = _("label_period_until", default="au (inclus)")


@dataclass(frozen=True)
class Period(Day):
    """Two days, the first and the last; ``shortest`` and ``longest`` in days."""

    shortest: int = 1
    longest: int = 0
    """0: as long as one wants."""

    kind = "place"  # something, for a rule; which reads its parts
    grouped = True
    reading = "period"
    parts = {"start": "date", "end": "date"}
    part_titles = {
        "start": _("part_first_day", default="Premier jour"),
        "end": _("part_last_day", default="Dernier jour"),
    }

    def problems(self) -> tuple[Message, ...]:
        found = super().problems()
        if self.longest and self.longest < self.shortest:
            found += (
                _("error_period_lengths", default="Aucune période n'a cette longueur."),
            )
        return found

    def read(self, post: Post, name: str, kept: object = None) -> Reading:
        typed = [post.text(PREFIX + name + key) for key in (START, END)]
        if not any(typed):
            return Reading()
        if not all(typed):
            missing = FIRST_DAY if not typed[0] else LAST_DAY
            return Reading(error=missing, precise=True)
        start, end = map(parse_date, typed)
        if start is None or end is None:
            return Reading(error=NOT_A_DATE)
        return Reading(Answer(start, end))

    def convert(self, text: str) -> Reading:
        """``2027-05-12/2027-05-14`` (ISO 8601)."""
        start, _slash, end = text.partition("/")
        days = parse_date(start), parse_date(end)
        if days[0] is None or days[1] is None:
            return Reading(error=NOT_A_DATE)
        return Reading(Answer(days[0], days[1]))

    def judge(self, value: object, today: date) -> Message | None:
        if not isinstance(value, Answer):
            return NOT_A_DATE
        if value.days < 1:
            return _(
                "error_period_order",
                default="Le dernier jour vient avant le premier : corrigez-les.",
            )
        if value.days < self.shortest:
            return _(
                "error_period_short",
                default="Choisissez au moins ${days} jours, le premier et le dernier "
                "compris.",
                mapping={"days": self.shortest},
            )
        if self.longest and value.days > self.longest:
            return _(
                "error_period_long",
                default="Choisissez au plus ${days} jours, le premier et le dernier "
                "compris.",
                mapping={"days": self.longest},
            )
        return self.outside(value.start, today) or self.outside(value.end, today)

    def check(self, value: object) -> Message | None:
        return None if isinstance(value, Answer) and value.days >= 1 else NOT_A_DATE

    def missing(self) -> Message:
        return _(
            "error_required_period", default="Indiquez le premier et le dernier jour."
        )

    def coerce(self, value: object) -> object:
        return value if isinstance(value, Answer) else None

    def write(self, value: object) -> Typed:
        if not isinstance(value, Answer):
            return {}
        return {START: (value.start.isoformat(),), END: (value.end.isoformat(),)}

    def draw(self, slot: Slot) -> Markup:
        low, high = self.bounds(slot.today)

        def day(key: str, id_: str, label: Message) -> Markup:
            return tag(
                "div",
                tag("label", slot.translate(label), for_=id_, class_="g-part"),
                tag(
                    "input",
                    type="date",
                    id=id_,
                    name=slot.input_name + key,
                    value=slot.first(key),
                    class_="g-input g-input--short",
                    min=low and low.isoformat(),
                    max=high and high.isoformat(),
                    **slot.aria(),
                ),
            )

        return tag(
            "div",
            day(START, slot.id, FROM),
            day(END, f"{slot.id}-end", UNTIL),
            class_="g-parts",
        )

    def text(self, value: object) -> Any:
        if not isinstance(value, Answer):
            return ""
        if value.start == value.end:
            return f"{value.start:%d/%m/%Y}"
        return _(
            "label_period",
            default="du ${start} au ${end}",
            mapping={
                "start": f"{value.start:%d/%m/%Y}",
                "end": f"{value.end:%d/%m/%Y}",
            },
        )

    def html(self, value: object, translate: Translate) -> Markup:
        return Control.html(self, value, translate)

    def data(self, value: object) -> Any:
        if not isinstance(value, Answer):
            return None
        return {"start": value.start.isoformat(), "end": value.end.isoformat()}

    def cells(self, value: object) -> tuple[Cell, ...]:
        said = self.data(value) or {"start": "", "end": ""}
        return (
            ("start", said["start"]),
            ("end", said["end"]),
        )

    def heads(self, translate: Translate) -> dict[str, str]:
        return {"start": translate(FIRST), "end": translate(LAST)}


NOT_A_DATE = _(
    "error_period",
    default="Écrivez deux dates qui existent, par exemple du 12/05/2027 au 14/05/2027.",
)
FIRST_DAY = _("error_period_first", default="Indiquez aussi le premier jour.")
LAST_DAY = _("error_period_last", default="Indiquez aussi le dernier jour.")
