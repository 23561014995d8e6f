"""Places: an address in words, and a point on the map when one is given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from imio.guichet.core.maps import Bounds
from imio.guichet.core.maps import LEAST_ZOOM
from imio.guichet.core.maps import MOST_ZOOM
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


OUTSIDE = _(
    "error_place_outside",
    default="Ce point est en dehors de la commune. Déplacez-le sur la carte, ou retirez-le "
    "et décrivez l'endroit par une adresse.",
)
BROWSED = "https://www.openstreetmap.org/?mlat={0}&mlon={1}#map=17/{0}/{1}"
"""Where a point is shown to who follows its link: nothing is sent before."""


def degrees(text: str, limit: float) -> float | None:
    """Return the degrees that a text says, at most ``limit``; None for anything else."""
    try:
        found = float(text.replace(",", "."))
    except ValueError:
        return None
    return round(found, 6) if -limit <= found <= limit else None


@dataclass(frozen=True)
class Place(Control):
    """An address in words; a position when the map or the device gives one."""

    inside: bool = False
    """Whether a point outside the town is refused."""

    zoom: int | None = None
    """Zoom of the map at first; None for the town's."""

    bounds: Callable[[], Bounds | None] = lambda: None
    """Says where the town ends, as its settings are now."""

    kind = "place"

    def problems(self) -> tuple[Message, ...]:
        if self.zoom is None or LEAST_ZOOM <= self.zoom <= MOST_ZOOM:
            return ()
        return (
            _(
                "error_place_zoom",
                default="Le zoom de la carte va de ${min} à ${max}.",
                mapping={"min": LEAST_ZOOM, "max": MOST_ZOOM},
            ),
        )

    def read(self, post: Post, name: str, kept: object = None) -> Reading:
        address = post.text(PREFIX + name)
        latitude = degrees(post.text(f"{PREFIX}{name}.lat"), 90)
        longitude = degrees(post.text(f"{PREFIX}{name}.lon"), 180)
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
        if not isinstance(value, PlaceAnswer):
            return _("error_place", default="Indiquez un lieu.")
        if not self.inside or value.latitude is None or value.longitude is None:
            return None
        bounds = self.bounds()
        if bounds is None or bounds.holds(value.latitude, value.longitude):
            return None
        return OUTSIDE

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
        position = [
            tag(
                "input",
                type="hidden",
                name=slot.input_name + key,
                value=slot.first(key),
                disabled=slot.disabled,
                data_place_part=key[1:],
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
            # Our script shows what can work: buttons, then the map.
            tag(
                "div",
                _button(
                    slot,
                    _("button_place_search", default="Trouver sur la carte"),
                    data_place_search=True,
                ),
                _button(
                    slot,
                    _("button_my_position", default="Utiliser ma position"),
                    data_place_here=True,
                ),
                class_="g-cluster g-place__acts",
            ),
            tag("p", class_="g-small g-muted g-place__said", role="status"),
            tag("div", hidden=True, data_place_box=True),
            class_="g-place",
            data_place=True,
            data_inside=self.inside,
            data_zoom=self.zoom,
        )

    def text(self, value: object) -> str:
        if not isinstance(value, PlaceAnswer):
            return ""
        if not value.has_position:
            return value.address
        position = f"{value.latitude:.5f}, {value.longitude:.5f}"
        return f"{value.address} ({position})" if value.address else position

    def has_map(self, value: object) -> bool:
        return isinstance(value, PlaceAnswer) and value.has_position

    def html(self, value: object, translate: Translate) -> Markup:
        if not isinstance(value, PlaceAnswer) or not value.has_position:
            return super().html(value, translate)
        where = (f"{value.latitude:.5f}", f"{value.longitude:.5f}")
        address = tag("span", value.address) if value.address else None
        return join(
            address,
            tag("br") if address else None,
            tag("a", ", ".join(where), href=f"geo:{','.join(where)}", class_="g-small"),
            tag("span", " · ", class_="g-small g-muted"),
            tag(
                "a",
                translate(_("link_place_map", default="Voir sur OpenStreetMap")),
                href=BROWSED.format(*where),
                rel="noopener noreferrer",
                class_="g-small",
            ),
            # Our script draws the town's map there.
            tag("div", hidden=True, data_map=",".join(where)),
        )

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

    def heads(self, translate: Translate) -> dict[str, str]:
        return {
            "latitude": translate(_("label_latitude", default="latitude")),
            "longitude": translate(_("label_longitude", default="longitude")),
        }


def _decimal(value: float | None) -> str:
    """Degrees as spreadsheets of Belgium read them."""
    return "" if value is None else str(value).replace(".", ",")


def _button(slot: Slot, text: Message, **attributes: object) -> Markup:
    """Return a button that waits for our script."""
    return tag(
        "button",
        slot.translate(text),
        type="button",
        class_="g-btn g-btn--secondary g-btn--small",
        hidden=True,
        disabled=slot.disabled,
        **attributes,
    )
