"""Choices: yes or no, a consent, one of a list, several of a list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from imio.guichet.forms.controls.base import Control
from imio.guichet.forms.controls.base import Message
from imio.guichet.forms.controls.base import Post
from imio.guichet.forms.controls.base import PREFIX
from imio.guichet.forms.controls.base import Reading
from imio.guichet.forms.controls.base import Slot
from imio.guichet.forms.controls.base import Translate
from imio.guichet.forms.controls.base import Typed
from imio.guichet.forms.html import join
from imio.guichet.forms.html import tag
from imio.guichet.i18n import _
from imio.guichet.rules import FieldType
from markupsafe import Markup


Choice = tuple[str, str]
"""Key and title."""

MANY = 7
"""From so many choices on, one is taken from a list that unfolds."""

YES = _("label_yes", default="Oui")
NO = _("label_no", default="Non")
NOT_A_CHOICE = _("error_choice", default="Choisissez parmi les réponses proposées.")


def option(
    slot: Slot, number: int, kind: str, key: str, title: str, checked: bool
) -> Markup:
    """Return one radio button or checkbox with its label."""
    id_ = slot.id if number == 0 else f"{slot.id}-{number}"
    return tag(
        "label",
        tag(
            "input",
            type=kind,
            id=id_,
            name=slot.input_name,
            value=key,
            checked=checked,
            disabled=slot.disabled,
            aria_invalid="true" if slot.invalid else None,
        ),
        f" {title}",
        class_="g-choice",
    )


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
class OneOf(Control):
    """One of a list of choices, as radio buttons or a list that unfolds."""

    choices: tuple[Choice, ...] = ()
    unfolds: bool = False
    closed: bool = True
    """False when the choices come from elsewhere than the form: refused."""

    kind = "choice"

    @property
    def grouped(self) -> bool:  # type: ignore[override]
        return not self.unfolds

    @property
    def type(self) -> FieldType:
        return FieldType(self.kind, tuple(key for key, _title in self.choices))

    def problems(self) -> tuple[Message, ...]:
        if not self.closed:
            return (
                _(
                    "error_field_vocabulary",
                    default="Une liste de choix doit donner elle-même ses choix.",
                ),
            )
        if not self.choices:
            return (_("error_field_no_choice", default="La liste n'a aucun choix."),)
        return ()

    def convert(self, text: str) -> Reading:
        if not any(text == key for key, _title in self.choices):
            return Reading(error=NOT_A_CHOICE)
        return Reading(text)

    def check(self, value: object) -> Message | None:
        known = any(value == key for key, _title in self.choices)
        return None if known else NOT_A_CHOICE

    def missing(self) -> Message:
        return _("error_required_choice", default="Choisissez une réponse.")

    def write(self, value: object) -> Typed:
        return {"": (value,)} if isinstance(value, str) else {}

    def draw(self, slot: Slot) -> Markup:
        typed = slot.first()
        if not self.unfolds:
            return tag(
                "div",
                *(
                    option(slot, number, "radio", key, title, typed == key)
                    for number, (key, title) in enumerate(self.choices)
                ),
                class_="g-choices",
            )
        prompt = slot.translate(_("label_choose", default="Choisissez…"))
        return tag(
            "select",
            tag("option", prompt, value=""),
            *(
                tag("option", title, value=key, selected=typed == key)
                for key, title in self.choices
            ),
            id=slot.id,
            name=slot.input_name,
            class_="g-select",
            **slot.aria(),
        )

    def text(self, value: object) -> str:
        return dict(self.choices).get(value, str(value or ""))

    def blank(self, translate: Translate) -> Markup:
        return boxes([title for _key, title in self.choices], self.kind == "choice")

    def data(self, value: object) -> object:
        """A choice is ``{"key": …, "title": …}``."""
        if self.is_empty(value):
            return None
        return {"key": value, "title": self.text(value)}


@dataclass(frozen=True)
class SomeOf(OneOf):
    """Any number of a list of choices; the answer is a frozenset of keys."""

    kind = "choices"
    grouped = True  # type: ignore[assignment]

    def read(self, post: Post, name: str, kept: object = None) -> Reading:
        found = frozenset(post.texts(PREFIX + name))
        error = self.check(found) if found else None
        return Reading(error=error) if error else Reading(found)

    def check(self, value: object) -> Message | None:
        keys = {key for key, _title in self.choices}
        good = isinstance(value, (set, frozenset)) and value <= keys
        return None if good else NOT_A_CHOICE

    def missing(self) -> Message:
        return _("error_required_choices", default="Choisissez au moins une réponse.")

    def coerce(self, value: object) -> object:
        if not isinstance(value, (list, tuple, set, frozenset)):
            return None
        return frozenset(item for item in value if isinstance(item, str))

    def write(self, value: object) -> Typed:
        return {"": tuple(value)} if value else {}  # type: ignore[arg-type]

    def draw(self, slot: Slot) -> Markup:
        typed = slot.typed.get("", ())
        return tag(
            "div",
            *(
                option(slot, number, "checkbox", key, title, key in typed)
                for number, (key, title) in enumerate(self.choices)
            ),
            class_="g-choices",
        )

    def _titles(self, value: object) -> list[str]:
        chosen = value or ()
        return [title for key, title in self.choices if key in chosen]  # type: ignore[operator]

    def text(self, value: object) -> str:
        return ", ".join(self._titles(value))

    def html(self, value: object, translate: Translate) -> Markup:
        titles = self._titles(value)
        if len(titles) < 2:
            return join(*titles)
        return tag("ul", *(tag("li", title) for title in titles))

    def data(self, value: object) -> object:
        """Choices are a list, in the form's order."""
        if self.is_empty(value):
            return None
        return [
            {"key": key, "title": title}
            for key, title in self.choices
            if key in value  # type: ignore[operator]
        ]
