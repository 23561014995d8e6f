"""A Belgian address: one question, an input for each part."""

from __future__ import annotations

from dataclasses import dataclass
from imio.guichet.forms.controls.base import Cell
from imio.guichet.forms.controls.base import Control
from imio.guichet.forms.controls.base import Message
from imio.guichet.forms.controls.base import Post
from imio.guichet.forms.controls.base import PREFIX
from imio.guichet.forms.controls.base import Reading
from imio.guichet.forms.controls.base import Slot
from imio.guichet.forms.controls.base import Translate
from imio.guichet.forms.controls.base import Typed
from imio.guichet.forms.html import lines
from imio.guichet.forms.html import tag
from imio.guichet.forms.values import Address as Answer
from imio.guichet.i18n import _
from markupsafe import Markup

import re


@dataclass(frozen=True)
class Part:
    """One input of an address."""

    key: str
    attribute: str
    label: Message
    autocomplete: str
    longest: int
    missing: Message = ""
    """What is said when it is not there; '' for a part that may be left out."""

    head: Message = ""
    """What stands above its column, when not the label."""


PARTS = (
    Part(
        "street",
        "street",
        _("label_street", default="Rue"),
        "address-line1",
        120,
        _("error_street", default="Écrivez le nom de la rue."),
    ),
    Part(
        "number",
        "number",
        _("label_house_number", default="Numéro"),
        "address-line2",
        12,
        _("error_house_number", default="Écrivez le numéro, par exemple 12 ou 12A."),
    ),
    Part(
        "box",
        "box",
        _("label_box", default="Boîte (facultatif)"),
        "address-line3",
        12,
        head=_("label_box_column", default="Boîte"),
    ),
    Part(
        "postal-code",
        "postal_code",
        _("label_postal_code", default="Code postal"),
        "postal-code",
        8,
        _("error_postal_code", default="Écrivez un code postal, par exemple 6000."),
    ),
    Part(
        "locality",
        "locality",
        _("label_locality", default="Localité"),
        "address-level2",
        80,
        _("error_locality", default="Écrivez la localité, par exemple Charleroi."),
    ),
)
POSTAL_CODE = re.compile(r"(?:B-?)?([1-9][0-9]{3})", re.IGNORECASE)
NUMBERED = re.compile(r"(.*\S),?\s+([0-9]{1,5}\s?[A-Za-z]?(?:[-/][0-9A-Za-z]{1,5})?)")
WRITTEN = re.compile(
    r"(?P<street>[^,]*?\S),?\s+(?P<number>[0-9]{1,5}[A-Za-z]?(?:[-/][0-9A-Za-z]{1,5})?)"
    r"(?:,?\s+(?:bte|boîte|b\.)\s*(?P<box>[0-9A-Za-z.-]{1,12}))?"
    r"\s*[,\n]\s*(?P<code>(?:B-?)?[1-9][0-9]{3})\s+(?P<locality>\S.*)",
    re.IGNORECASE,
)
NOT_AN_ADDRESS = _(
    "error_address",
    default="Écrivez une adresse belge : rue, numéro, code postal et localité.",
)


@dataclass(frozen=True)
class Address(Control):
    """Street, number, box, postal code and locality."""

    kind = "place"
    grouped = True
    reading = "address"
    parts = {part.key: "text" for part in PARTS}
    part_titles = {part.key: part.label for part in PARTS}

    def read(self, post: Post, name: str, kept: object = None) -> Reading:
        typed = {
            part.attribute: " ".join(post.text(f"{PREFIX}{name}.{part.key}").split())
            for part in PARTS
        }
        if not any(typed.values()):
            return Reading()
        if not typed["number"]:  # "Rue Haute 12" in one breath
            found = NUMBERED.fullmatch(typed["street"])
            if found:
                typed["street"], typed["number"] = found.groups()
        for part in PARTS:
            said = typed[part.attribute]
            if part.missing and not said:
                return Reading(error=part.missing, precise=True)
            if len(said) > part.longest:
                return Reading(error=_too_long(part), precise=True)
        code = POSTAL_CODE.fullmatch(typed["postal_code"])
        if not code:
            return Reading(error=CODE.missing, precise=True)
        return Reading(Answer(**{**typed, "postal_code": code[1]}))

    def convert(self, text: str) -> Reading:
        """``Rue Haute 12 bte 3, 6000 Charleroi``."""
        found = WRITTEN.fullmatch(text) if len(text) <= 300 else None
        if not found:
            return Reading(error=NOT_AN_ADDRESS)
        code = POSTAL_CODE.fullmatch(found["code"])
        street, locality = (" ".join(found[k].split()) for k in ("street", "locality"))
        answer = Answer(
            street,
            found["number"],
            found["box"] or "",
            code[1] if code else "",
            locality,
        )
        return Reading(answer)

    def check(self, value: object) -> Message | None:
        if not isinstance(value, Answer):
            return NOT_AN_ADDRESS
        for part in PARTS:
            said = getattr(value, part.attribute)
            if not isinstance(said, str) or (part.missing and not said):
                return part.missing or NOT_AN_ADDRESS
            if len(said) > part.longest:
                return _too_long(part)
        return None if POSTAL_CODE.fullmatch(value.postal_code) else CODE.missing

    def missing(self) -> Message:
        return NOT_AN_ADDRESS

    def coerce(self, value: object) -> object:
        return value if isinstance(value, Answer) else None

    def write(self, value: object) -> Typed:
        if not isinstance(value, Answer):
            return {}
        return {
            f".{part.key}": (getattr(value, part.attribute),)
            for part in PARTS
            if getattr(value, part.attribute)
        }

    def draw(self, slot: Slot) -> Markup:
        return tag(
            "div",
            *(_draw(slot, number, part) for number, part in enumerate(PARTS)),
            class_="g-parts g-parts--address",
        )

    def text(self, value: object) -> str:
        return str(value) if isinstance(value, Answer) else ""

    def html(self, value: object, translate: Translate) -> Markup:
        if not isinstance(value, Answer):
            return Markup("")
        return lines("\n".join(filter(None, value.lines)))

    def data(self, value: object) -> object:
        if not isinstance(value, Answer):
            return None
        return {part.attribute: getattr(value, part.attribute) for part in PARTS}

    def cells(self, value: object) -> tuple[Cell, ...]:
        return tuple(
            (
                part.key,
                getattr(value, part.attribute) if isinstance(value, Answer) else "",
            )
            for part in PARTS
        )

    def heads(self, translate: Translate) -> dict[str, str]:
        return {part.key: translate(part.head or part.label) for part in PARTS}


CODE = next(part for part in PARTS if part.key == "postal-code")


def _too_long(part: Part) -> Message:
    return _(
        "error_part_too_long",
        default="${part} : écrivez au plus ${max} caractères.",
        mapping={"part": part.label, "max": part.longest},
    )


def _draw(slot: Slot, number: int, part: Part) -> Markup:
    id_ = slot.id if number == 0 else f"{slot.id}-{part.key}"
    return tag(
        "div",
        tag("label", slot.translate(part.label), for_=id_, class_="g-part"),
        tag(
            "input",
            type="text",
            inputmode="numeric" if part is CODE else None,
            id=id_,
            name=f"{slot.input_name}.{part.key}",
            value=slot.first(f".{part.key}"),
            class_="g-input",
            maxlength=part.longest,
            autocomplete=part.autocomplete,
            **{
                **slot.aria(),
                "aria_required": "true" if slot.required and part.missing else None,
            },
        ),
        class_=f"g-part-{part.key}",
    )
