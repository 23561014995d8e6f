"""Signatures: drawn by hand, written as a name with a declaration, or photographed."""

from __future__ import annotations

from base64 import b64decode
from binascii import Error as Base64Error
from dataclasses import dataclass
from imio.guichet.core import images
from imio.guichet.core import uploads
from imio.guichet.core.files import keep
from imio.guichet.core.files import KeptFile
from imio.guichet.forms.controls.base import Message
from imio.guichet.forms.controls.base import Post
from imio.guichet.forms.controls.base import PREFIX
from imio.guichet.forms.controls.base import Reading
from imio.guichet.forms.controls.base import Slot
from imio.guichet.forms.controls.base import Typed
from imio.guichet.forms.controls.files import File
from imio.guichet.forms.controls.files_drawing import kept_list
from imio.guichet.forms.controls.files_drawing import progress
from imio.guichet.forms.controls.given import files_of
from imio.guichet.forms.controls.given import key_of
from imio.guichet.forms.html import tag
from imio.guichet.i18n import _
from io import BytesIO
from markupsafe import Markup


LONGEST_DRAWN = 700_000
"""Characters of a drawing as the browser sends it: a PNG in base64."""

LONGEST_NAME = 80
START = "data:image/png;base64,"
NAME = "signature.png"
DECLARATION = _(
    "label_signature_declare",
    default="Je déclare que mon nom, écrit ici, tient lieu de signature.",
)
BAD = _(
    "error_signature",
    default="Cette signature n'est pas lisible. Signez à nouveau dans le cadre, ou écrivez "
    "votre nom.",
)


@dataclass(frozen=True)
class Signature(File):
    """A signature; the answer is a PNG as ``NamedBlobFile``."""

    accept: tuple[str, ...] = ("image/*",)
    grouped = True

    def read(self, post: Post, name: str, kept: object = None) -> Reading:
        start = PREFIX + name
        gone = set(post.texts(f"{start}.remove"))
        old = next(iter(files_of(kept)), None)
        if old is not None and key_of(old, 0) in gone:
            old = None
        drawn = post.text(f"{start}.drawn")
        photo = next(iter(post.uploads(start)), None)
        typed = " ".join(post.text(f"{start}.typed").split())
        try:
            if drawn:
                return self._kept(_decoded(drawn), "image/png", old)
            if photo is not None:
                taken = uploads.take(photo.filename, photo, self.kinds, self.max_size)
                return self._kept(taken.data, taken.type, old)
        except (images.Unreadable, ValueError) as error:
            said = getattr(error, "message", BAD)
            return Reading(old, said, precise=True)
        if old is not None or not typed:
            return Reading(old)
        return self._typed(typed, bool(post.text(f"{start}.declare")))

    def _kept(self, data: bytes, mime: str, old: object) -> Reading:
        clean = images.signature(data, mime)
        if isinstance(old, KeptFile) and old.data == clean:
            return Reading(old)
        return Reading(keep(NAME, BytesIO(clean), self.kinds, self.max_size))

    def _typed(self, name: str, declared: bool) -> Reading:
        if not declared or len(name) > LONGEST_NAME or not name.isprintable():
            message = _(
                "error_signature_declare",
                default="Cochez la déclaration : sans elle, votre nom ne tient pas lieu "
                "de signature.",
            )
            return Reading(None, BAD if declared else message, precise=True)
        lines = (name, "Nom écrit en guise de signature (déclaration cochée).")
        written = images.written(lines)
        return Reading(keep(NAME, BytesIO(written), self.kinds, self.max_size))

    def missing(self) -> Message:
        return _(
            "error_required_signature",
            default="Signez dans le cadre, ou écrivez votre nom et cochez la déclaration.",
        )

    def write(self, value: object) -> Typed:
        return {}

    def draw(self, slot: Slot) -> Markup:
        if files_of(slot.kept):
            return tag("div", kept_list(self, slot), progress(slot), class_="g-stack")
        return tag(
            "div",
            self._pad(slot),
            self._name(slot),
            self._photo(slot),
            progress(slot),
            class_="g-stack g-signature",
            data_signature=True,
        )

    def _pad(self, slot: Slot) -> Markup:
        """Return the frame in which one signs; our script shows it."""
        return tag(
            "div",
            tag(
                "canvas",
                class_="g-signature__pad",
                role="img",
                aria_label=slot.translate(
                    _(
                        "label_signature_pad",
                        default="Cadre où signer avec le doigt, un stylet ou la souris",
                    )
                ),
            ),
            tag(
                "button",
                slot.translate(_("button_signature_clear", default="Effacer")),
                type="button",
                class_="g-btn g-btn--secondary g-btn--small",
                data_clear=True,
                disabled=slot.disabled,
            ),
            tag(
                "input",
                type="hidden",
                name=f"{slot.input_name}.drawn",
                disabled=slot.disabled,
            ),
            hidden=True,
            class_="g-stack",
            data_pad=True,
        )

    def _name(self, slot: Slot) -> Markup:
        declare = f"{slot.id}-declare"
        said = _("label_signature_typed", default="Ou écrivez votre nom")
        return tag(
            "div",
            tag("label", slot.translate(said), for_=slot.id, class_="g-label"),
            tag(
                "input",
                type="text",
                id=slot.id,
                name=f"{slot.input_name}.typed",
                value=slot.first(".typed"),
                maxlength=LONGEST_NAME,
                autocomplete="name",
                class_="g-input",
                # One of three ways: none is required by itself.
                **{**slot.aria(), "aria_required": None},
            ),
            tag(
                "div",
                tag(
                    "input",
                    type="checkbox",
                    id=declare,
                    name=f"{slot.input_name}.declare",
                    value="yes",
                    checked=bool(slot.first(".declare")),
                    disabled=slot.disabled,
                ),
                tag("label", slot.translate(DECLARATION), for_=declare),
                class_="g-check",
            ),
        )

    def _photo(self, slot: Slot) -> Markup:
        photo = f"{slot.id}-photo"
        said = _(
            "label_signature_photo", default="Ou envoyez une photo de la signature"
        )
        return tag(
            "div",
            tag("label", slot.translate(said), for_=photo, class_="g-label"),
            tag(
                "input",
                type="file",
                id=photo,
                name=slot.input_name,
                accept=uploads.accept(self.kinds),
                class_="g-file",
                disabled=slot.disabled,
                data_max_size=self.max_size,
                data_file=True,
            ),
        )


def _decoded(drawn: str) -> bytes:
    """Return the bytes of a drawing; raises images.Unreadable."""
    if not drawn.startswith(START) or len(drawn) > LONGEST_DRAWN:
        raise images.Unreadable("not a PNG in base64")
    try:
        return b64decode(drawn.removeprefix(START), validate=True)
    except (Base64Error, ValueError) as error:
        raise images.Unreadable(str(error)) from error
