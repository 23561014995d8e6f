"""Files: chosen, kept when the page is shown again, replaced or taken away."""

from __future__ import annotations

from dataclasses import dataclass
from imio.guichet.core import uploads
from imio.guichet.core.filenames import format_size
from imio.guichet.core.files import keep
from imio.guichet.forms.controls.base import Control
from imio.guichet.forms.controls.base import Message
from imio.guichet.forms.controls.base import Post
from imio.guichet.forms.controls.base import PREFIX
from imio.guichet.forms.controls.base import Reading
from imio.guichet.forms.controls.base import Slot
from imio.guichet.forms.controls.base import Translate
from imio.guichet.forms.controls.base import Typed
from imio.guichet.forms.html import tag
from imio.guichet.i18n import _
from markupsafe import Markup
from plone.namedfile.file import NamedBlobFile


@dataclass(frozen=True)
class File(Control):
    """One file; the answer is a ``NamedBlobFile``."""

    accept: tuple[str, ...] = uploads.DEFAULT
    max_size: int = uploads.MAX_SIZE
    camera: bool = False
    """True for a photo: telephones then offer their camera."""

    kind = "file"

    @property
    def kinds(self) -> tuple[uploads.Kind, ...]:
        return uploads.accepted_kinds(self.accept)

    def problems(self) -> tuple[Message, ...]:
        known = {mime for kind in uploads.KINDS for mime in (kind.mime, "image/*")}
        unknown = sorted(set(self.accept) - known)
        if unknown:
            return (
                _(
                    "error_field_accept",
                    default="Types de fichiers que le guichet ne connaît pas : ${types}.",
                    mapping={"types": ", ".join(unknown)},
                ),
            )
        return ()

    def read(self, post: Post, name: str, kept: object = None) -> Reading:
        upload = post.upload(PREFIX + name)
        if upload is None:
            removed = post.text(f"{PREFIX}{name}.remove") == "yes"
            return Reading(None if removed else kept)
        try:
            return Reading(keep(upload.filename, upload, self.kinds, self.max_size))
        except uploads.UploadRefused as error:
            return Reading(kept, error.message)

    def check(self, value: object) -> Message | None:
        good = isinstance(value, NamedBlobFile)
        return None if good else _("error_file", default="Choisissez un fichier.")

    def missing(self) -> Message:
        return _("error_required_file", default="Choisissez un fichier.")

    def coerce(self, value: object) -> object:
        return value if isinstance(value, NamedBlobFile) else None

    def write(self, value: object) -> Typed:
        return {}

    def draw(self, slot: Slot) -> Markup:
        limits = slot.translate(
            _(
                "help_file_limits",
                default="${kinds}, ${max} au plus.",
                mapping={
                    "kinds": uploads.words(self.kinds),
                    "max": format_size(self.max_size),
                },
            )
        )
        described = " ".join(filter(None, (slot.described_by, f"limits-{slot.name}")))
        aria = {**slot.aria(), "aria_describedby": described}
        return tag(
            "div",
            self._kept(slot),
            tag(
                "input",
                type="file",
                id=slot.id,
                name=slot.input_name,
                class_="g-file",
                accept=uploads.accept(self.kinds),
                data_max_size=self.max_size,
                **aria,
            ),
            tag("p", limits, id=f"limits-{slot.name}", class_="g-help"),
        )

    def _kept(self, slot: Slot) -> Markup | None:
        if not isinstance(slot.kept, NamedBlobFile):
            return None
        name = slot.kept.filename or ""
        label = f"{name}, {format_size(slot.kept.getSize())}"
        remove = f"{slot.id}-remove"
        return tag(
            "div",
            tag(
                "p",
                tag("a", label, href=slot.file_url) if slot.file_url else label,
            ),
            tag(
                "div",
                tag(
                    "input",
                    type="checkbox",
                    id=remove,
                    name=f"{slot.input_name}.remove",
                    value="yes",
                    disabled=slot.disabled,
                ),
                tag(
                    "label",
                    slot.translate(
                        _(
                            "label_remove_file",
                            default="Retirer ${name}",
                            mapping={"name": name},
                        )
                    ),
                    for_=remove,
                ),
                class_="g-check",
            ),
            tag(
                "p",
                slot.translate(
                    _("help_replace_file", default="Ou choisissez un autre fichier :")
                ),
                class_="g-help",
            ),
            class_="g-stack",
        )

    def text(self, value: object) -> Message:
        if not isinstance(value, NamedBlobFile):
            return ""
        return f"{value.filename}, {format_size(value.getSize())}"

    def blank(self, translate: Translate) -> Markup:
        """Return a box to tick when the paper is joined."""
        said = translate(_("label_blank_joined", default="Document joint à ce papier"))
        box = tag("span", class_="b-box")
        return tag("ul", tag("li", box, said), class_="b-choices")

    def data(self, value: object) -> object:
        """What a file is, without what is in it."""
        if not isinstance(value, NamedBlobFile):
            return None
        return {
            "filename": value.filename,
            "content_type": value.contentType,
            "size": value.getSize(),
        }
