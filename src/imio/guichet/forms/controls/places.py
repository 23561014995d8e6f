"""Places: an address, and the position of who is there."""

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
from imio.guichet.forms.fields import PlaceAnswer
from imio.guichet.forms.html import join
from imio.guichet.forms.html import tag
from imio.guichet.i18n import _
from markupsafe import Markup


LONGEST_ADDRESS = 500


FOUND = _("msg_position_found", default="Position ajoutée.")
FAILED = _(
    "msg_position_failed",
    default="Position introuvable : décrivez l'endroit par une adresse.",
)


def _degrees(text: str, limit: float) -> float | None:
    try:
        found = float(text.replace(",", "."))
    except ValueError:
        return None
    return round(found, 6) if -limit <= found <= limit else None


@dataclass(frozen=True)
class Place(Control):
    """An address in words; a position when the browser gives one."""

    kind = "place"

    def read(self, post: Post, name: str, kept: object = None) -> Reading:
        address = post.text(PREFIX + name)
        latitude = _degrees(post.text(f"{PREFIX}{name}.lat"), 90)
        longitude = _degrees(post.text(f"{PREFIX}{name}.lon"), 180)
        if latitude is None or longitude is None:
            latitude = longitude = None
        if not address and latitude is None:
            return Reading()
        if len(address) > LONGEST_ADDRESS:
            return Reading(
                error=_(
                    "error_too_long",
                    default="Écrivez au plus ${max} caractères.",
                    mapping={"max": LONGEST_ADDRESS},
                )
            )
        return Reading(PlaceAnswer(address, latitude, longitude))

    def check(self, value: object) -> Message | None:
        if isinstance(value, PlaceAnswer):
            return None
        return _("error_place", default="Indiquez un lieu.")

    def missing(self) -> Message:
        return _(
            "error_required_place",
            default="Indiquez un lieu : une rue et un numéro, ou un repère.",
        )

    def coerce(self, value: object) -> object:
        return value if isinstance(value, PlaceAnswer) else None

    def write(self, value: object) -> Typed:
        if not isinstance(value, PlaceAnswer):
            return {}
        typed = {"": (value.address,)}
        if value.has_position:
            typed |= {".lat": (str(value.latitude),), ".lon": (str(value.longitude),)}
        return typed

    def draw(self, slot: Slot) -> Markup:
        here = slot.translate(_("button_my_position", default="Utiliser ma position"))
        position = [
            tag(
                "input",
                type="hidden",
                name=slot.input_name + key,
                value=slot.first(key),
                disabled=slot.disabled,
                data_place=key[1:],
            )
            for key in (".lat", ".lon")
        ]
        return tag(
            "div",
            tag(
                "input",
                type="text",
                id=slot.id,
                name=slot.input_name,
                value=slot.first(),
                class_="g-input",
                maxlength=LONGEST_ADDRESS,
                autocomplete="street-address",
                **slot.aria(),
            ),
            *position,
            tag(
                "button",
                here,
                type="button",
                class_="g-btn g-btn--secondary g-btn--small",
                hidden=True,
                disabled=slot.disabled,
                data_place_here=True,
                data_found=slot.translate(FOUND),
                data_failed=slot.translate(FAILED),
            ),
            tag("span", class_="g-small g-muted", role="status"),
            class_="g-stack",
            data_place="",
        )

    def text(self, value: object) -> str:
        if not isinstance(value, PlaceAnswer):
            return ""
        if not value.has_position:
            return value.address
        position = f"{value.latitude:.5f}, {value.longitude:.5f}"
        return f"{value.address} ({position})" if value.address else position

    def html(self, value: object, translate: Translate) -> Markup:
        if not isinstance(value, PlaceAnswer) or not value.has_position:
            return super().html(value, translate)
        where = f"{value.latitude},{value.longitude}"
        link = tag("span", where, class_="g-small g-muted")
        address = tag("span", value.address) if value.address else None
        return join(address, tag("br") if address else None, link)

    def data(self, value: object) -> object:
        if not isinstance(value, PlaceAnswer):
            return None
        return {
            "address": value.address,
            "latitude": value.latitude,
            "longitude": value.longitude,
        }

    def cells(self, value: object) -> tuple[Cell, ...]:
        found = value if isinstance(value, PlaceAnswer) else PlaceAnswer("")
        return (
            ("", found.address),
            ("latitude", _decimal(found.latitude)),
            ("longitude", _decimal(found.longitude)),
        )


def _decimal(value: float | None) -> str:
    """Degrees as spreadsheets of Belgium read them."""
    return "" if value is None else str(value).replace(".", ",")
