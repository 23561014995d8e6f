"""Choices: yes or no, a consent, one of a list, several of a list."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from imio.guichet.core.choices import Chosen
from imio.guichet.core.choices import format_price
from imio.guichet.forms.controls.base import Control
from imio.guichet.forms.controls.base import Message
from imio.guichet.forms.controls.base import Post
from imio.guichet.forms.controls.base import PREFIX
from imio.guichet.forms.controls.base import Reading
from imio.guichet.forms.controls.base import Slot
from imio.guichet.forms.controls.base import Translate
from imio.guichet.forms.controls.base import Typed
from imio.guichet.forms.controls.choosing import Choosing
from imio.guichet.forms.controls.choosing import MANY
from imio.guichet.forms.controls.choosing import NOT_A_CHOICE
from imio.guichet.forms.controls.looks import buttons
from imio.guichet.forms.controls.looks import option
from imio.guichet.forms.controls.looks import priced
from imio.guichet.forms.controls.looks import search
from imio.guichet.forms.controls.looks import select
from imio.guichet.forms.html import join
from imio.guichet.forms.html import tag
from imio.guichet.i18n import _
from markupsafe import Markup


YES = _("label_yes", default="Oui")
NO = _("label_no", default="Non")


def boxes(titles: Sequence[str], round_: bool) -> Markup:
    """Return choices to tick by hand; round boxes for one choice, square for several."""
    shape = "b-box b-round" if round_ else "b-box"
    short = len(titles) > MANY and all(len(title) < 35 for title in titles)
    return tag(
        "ul",
        *(tag("li", tag("span", class_=shape), title) for title in titles),
        class_="b-choices b-many" if short else "b-choices",
    )


@dataclass(frozen=True)
class YesNo(Control):
    """Yes or no; no answer is neither."""

    kind = "boolean"
    grouped = True

    def convert(self, text: str) -> Reading:
        if text not in ("yes", "no"):
            return Reading(error=NOT_A_CHOICE)
        return Reading(text == "yes")

    def check(self, value: object) -> Message | None:
        return None if isinstance(value, bool) else NOT_A_CHOICE

    def coerce(self, value: object) -> object:
        return value if isinstance(value, bool) else None

    def write(self, value: object) -> Typed:
        return {"": ("yes" if value else "no",)} if value is not None else {}

    def draw(self, slot: Slot) -> Markup:
        typed = slot.first()
        return tag(
            "div",
            option(slot, 0, "radio", "yes", slot.translate(YES), typed == "yes"),
            option(slot, 1, "radio", "no", slot.translate(NO), typed == "no"),
            class_="g-choices g-choices--inline",
        )

    def text(self, value: object) -> Message:
        return "" if value is None else (YES if value else NO)

    def blank(self, translate: Translate) -> Markup:
        return boxes([translate(YES), translate(NO)], True)


@dataclass(frozen=True)
class Consent(YesNo):
    """A box to tick: a statement that one makes or not."""

    label: str = ""
    grouped = False
    reading = "consent"

    def is_empty(self, value: object) -> bool:
        return value is not True

    def missing(self) -> Message:
        return _("error_consent", default="Cochez cette case pour continuer.")

    def read(self, post: Post, name: str, kept: object = None) -> Reading:
        return Reading(post.text(PREFIX + name) == "yes")

    def write(self, value: object) -> Typed:
        return {"": ("yes",)} if value is True else {}

    def blank(self, translate: Translate) -> Markup:
        return boxes([self.label], False)

    def draw(self, slot: Slot) -> Markup:
        return tag(
            "div",
            tag(
                "input",
                type="checkbox",
                id=slot.id,
                name=slot.input_name,
                value="yes",
                checked=slot.first() == "yes",
                **slot.aria(),
            ),
            tag("label", self.label, for_=slot.id),
            class_="g-check",
        )


@dataclass(frozen=True)
class OneOf(Choosing):
    """One of some choices, as radio buttons, pictures, or a list that unfolds."""

    kind = "choice"

    @property
    def unfolds(self) -> bool:
        """True for a list that unfolds; a longer one is searched."""
        if self.look in ("radio", "images"):
            return self.searched
        return self.look != "" or len(self.table.choices) >= MANY

    @property
    def grouped(self) -> bool:  # type: ignore[override]
        return not self.unfolds

    def read(self, post: Post, name: str, kept: object = None) -> Reading:
        if self.searched and f"{PREFIX}{name}.text" in post.values:
            return self._read_search(post, name)
        key = post.texts(PREFIX + name)[:1]
        if not key:
            return Reading()
        found = self.chosen(post, name, key)
        return Reading(found[0]) if found else Reading(error=NOT_A_CHOICE)

    def _read_search(self, post: Post, name: str) -> Reading:
        """Return the choice picked, else the one that the text is the title of."""
        table = self.table
        text = post.text(f"{PREFIX}{name}.text")
        picked = table.by_key.get(post.text(f"{PREFIX}{name}.pick"))
        if picked is not None and picked in table.search(text):
            return Reading(self.keep(picked))
        held = table.by_key.get(post.text(PREFIX + name))
        if held is not None and held.title.strip() == text:
            return Reading(self.keep(held))
        return self.searched_for(post, name) or Reading()

    def convert(self, text: str) -> Reading:
        known = self.known(text)
        return Reading(error=NOT_A_CHOICE) if known is None else Reading(known)

    def check(self, value: object) -> Message | None:
        return self.fault_of(value)

    def coerce(self, value: object) -> object:
        return self.known(value)

    def settle(
        self, value: object, answers: Mapping[str, object], today: date
    ) -> object:
        if not self.reads or self.is_empty(value):
            return value
        return value if self.holds(value, answers, today) else None

    def missing(self) -> Message:
        return _("error_required_choice", default="Choisissez une réponse.")

    def write(self, value: object) -> Typed:
        if not isinstance(value, str):
            return {}
        said = value.said if isinstance(value, Chosen) else ""
        return {"": (str(value),), ".other": (said,)} if said else {"": (str(value),)}

    def draw(self, slot: Slot) -> Markup:
        if self.searched:
            return search(slot, self.table, several=False)
        choices = self.table.choices
        if not self.unfolds:
            return buttons(slot, "radio", choices, images=self.look == "images")
        return select(slot, choices, combobox=self.look == "autocomplete")

    def text(self, value: object) -> str:
        return self.title_of(value)

    def html(self, value: object, translate: Translate) -> Markup:
        return self._html(value)

    def _html(self, key: object) -> Markup:
        """Return the title of one choice, with its price."""
        price = key.price if isinstance(key, Chosen) else None
        shown = f" ({format_price(price)})" if price is not None else None
        return join(self.title_of(key), shown)

    def blank(self, translate: Translate) -> Markup:
        if self.searched:
            return super().blank(translate)
        titles = [priced(choice) for choice in self.table.choices]
        return boxes(titles, self.kind == "choice")

    def data(self, value: object) -> object:
        """A choice is ``{"key": …, "title": …}``, with ``price`` if it has one."""
        return None if self.is_empty(value) else self._data(value)

    def _data(self, key: object) -> dict[str, str]:
        price = key.price if isinstance(key, Chosen) else None
        said = {"price": str(price)} if price is not None else {}
        return {"key": str(key), "title": self.title_of(key), **said}


@dataclass(frozen=True)
class SomeOf(OneOf):
    """Any number of some choices; the answer is a frozenset of keys."""

    kind = "choices"
    grouped = True  # type: ignore[assignment]

    @property
    def limits(self) -> tuple[int, int | None]:
        """How many choices are made, at least and at most."""
        least = getattr(self.schema, "min_length", None) or 0
        return least, getattr(self.schema, "max_length", None)

    def read(self, post: Post, name: str, kept: object = None) -> Reading:
        found = self.chosen(post, name, post.texts(PREFIX + name))
        if found is None:
            return Reading(error=NOT_A_CHOICE)
        if self.searched and (one := self.searched_for(post, name)) is not None:
            if one.error is not None:
                if not found:
                    return one
            else:
                found.append(one.value)  # type: ignore[arg-type]
        chosen = frozenset(found)
        error = self.check(chosen) if chosen else None
        return Reading(error=error) if error else Reading(chosen)

    def convert(self, text: str) -> Reading:
        one = super().convert(text)
        return one if one.error else Reading(frozenset({one.value}))

    def check(self, value: object) -> Message | None:
        if not isinstance(value, (set, frozenset)):
            return NOT_A_CHOICE
        for key in value:
            fault = self.fault_of(key)
            if fault is not None:
                return fault
        table = self.table
        alone = [table.by_key[key] for key in value if table.by_key[key].alone]
        if alone and len(value) > 1:
            return _(
                "error_choice_alone",
                default="« ${title} » ne va pas avec d'autres réponses.",
                mapping={"title": alone[0].title},
            )
        return None if alone else self._check_count(len(value))

    def _check_count(self, count: int) -> Message | None:
        least, most = self.limits
        if count < least:
            return _(
                "error_choices_few",
                default="Choisissez au moins ${count} réponses.",
                mapping={"count": least},
            )
        if most is not None and count > most:
            return _(
                "error_choices_many",
                default="Choisissez au plus ${count} réponses.",
                mapping={"count": most},
            )
        return None

    def missing(self) -> Message:
        return _("error_required_choices", default="Choisissez au moins une réponse.")

    def coerce(self, value: object) -> object:
        if not isinstance(value, (list, tuple, set, frozenset)):
            return None
        known = [self.known(item) for item in value]
        return frozenset(item for item in known if item is not None)

    def settle(
        self, value: object, answers: Mapping[str, object], today: date
    ) -> object:
        if not self.reads or not isinstance(value, (set, frozenset)):
            return value
        return frozenset(key for key in value if self.holds(key, answers, today))

    def write(self, value: object) -> Typed:
        if not isinstance(value, (set, frozenset)) or not value:
            return {}
        said = [key.said for key in value if isinstance(key, Chosen) and key.said]
        typed = {"": tuple(str(key) for key in self.ordered(value))}
        return {**typed, ".other": (said[0],)} if said else typed

    @property
    def hint(self) -> Message:
        least, most = self.limits
        return _count(least, most) if least > 1 or most is not None else ""

    def draw(self, slot: Slot) -> Markup:
        if self.searched:
            return search(slot, self.table, several=True)
        drawn = buttons(
            slot, "checkbox", self.table.choices, images=self.look == "images"
        )
        if self.look != "autocomplete":
            return drawn
        label = slot.translate(_("label_filter_choices", default="Chercher"))
        return tag("div", drawn, class_="g-filter", data_filter=label)

    def ordered(self, value: object) -> list[str]:
        """Return keys in the order of the table; those it lost come last."""
        chosen = {key: key for key in value or () if isinstance(key, str)}  # type: ignore[attr-defined]
        listed = [key for key in self.table.by_key if key in chosen]
        lost = sorted(set(chosen) - set(listed))
        return [chosen[key] for key in (*listed, *lost)]

    def text(self, value: object) -> str:
        return ", ".join(self.title_of(key) for key in self.ordered(value))

    def html(self, value: object, translate: Translate) -> Markup:
        titles = [self._html(key) for key in self.ordered(value)]
        if len(titles) < 2:
            return join(*titles)
        return tag("ul", *(tag("li", title) for title in titles))

    def data(self, value: object) -> object:
        """Choices are a list, in the form's order."""
        if self.is_empty(value):
            return None
        return [self._data(key) for key in self.ordered(value)]


def _count(least: int, most: int | None) -> Message:
    if most is None:
        return _(
            "help_choices_least",
            default="Choisissez au moins ${least} réponses.",
            mapping={"least": least},
        )
    if least < 2:
        return _(
            "help_choices_most",
            default="Choisissez au plus ${most} réponses.",
            mapping={"most": most},
        )
    return _(
        "help_choices_between",
        default="Choisissez de ${least} à ${most} réponses.",
        mapping={"least": least, "most": most},
    )
