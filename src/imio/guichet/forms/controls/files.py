"""Files: one or several, kept when the page is shown again, added and taken away."""

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
from imio.guichet.forms.controls.files_drawing import draw_files
from imio.guichet.forms.controls.given import files_of
from imio.guichet.forms.controls.given import key_of
from imio.guichet.forms.controls.given import said
from imio.guichet.forms.html import lines
from imio.guichet.forms.html import tag
from imio.guichet.i18n import _
from markupsafe import Markup
from plone.namedfile.file import NamedBlobFile


MOST_FILES = 10
"""Files to one question when the field does not say."""

TOTAL_SIZE = 25 * 1024 * 1024
"""Bytes of all the files to one question when the field does not say."""


@dataclass(frozen=True)
class File(Control):
    """A file, or several; the answer is a ``NamedBlobFile``, or a tuple of them."""

    accept: tuple[str, ...] = uploads.DEFAULT
    max_size: int = uploads.MAX_SIZE
    camera: bool = False
    """True for a photo that can only be taken now: telephones open their camera."""

    multiple: bool = False
    max_files: int = MOST_FILES
    total_size: int = TOTAL_SIZE

    kind = "file"

    @property
    def kinds(self) -> tuple[uploads.Kind, ...]:
        return uploads.accepted_kinds(self.accept)

    @property
    def most(self) -> int:
        return self.max_files if self.multiple else 1

    def problems(self) -> tuple[Message, ...]:
        known = {mime for kind in uploads.KINDS for mime in (kind.mime, "image/*")}
        unknown = sorted(set(self.accept) - known)
        if unknown:
            return (
                _(
                    "error_field_accept",
                    default="Types de fichiers que le guichet ne connaît pas : ${types}.",
                    mapping={"types": ", ".join(unknown)},
                ),
            )
        return ()

    def read(self, post: Post, name: str, kept: object = None) -> Reading:
        gone = set(post.texts(f"{PREFIX}{name}.remove"))
        old = [
            file
            for number, file in enumerate(files_of(kept))
            if key_of(file, number) not in gone and "yes" not in gone
        ]
        error: Message | None = None
        for upload in post.uploads(PREFIX + name):
            try:
                new = keep(upload.filename, upload, self.kinds, self.max_size)
            except uploads.UploadRefused as refused:
                error = error or refused.message
                continue
            if not self.multiple:
                old = [new]
            elif not any(_same(new, file) for file in old):
                refusal = self._too_many([*old, new])
                error = error or refusal
                old += [] if refusal else [new]
        return Reading(self._answer(old), error, precise=True)

    def _answer(self, files: list[NamedBlobFile]) -> object:
        if self.multiple:
            return tuple(files) or None
        return files[0] if files else None

    def _too_many(self, files: list[NamedBlobFile]) -> Message | None:
        if len(files) > self.max_files:
            return _(
                "error_files_number",
                default="Vous pouvez donner ${most} fichiers au plus : retirez-en un "
                "avant d'en ajouter.",
                mapping={"most": self.max_files},
            )
        if sum(file.getSize() for file in files) > self.total_size:
            return _(
                "error_files_total",
                default="Ensemble, ces fichiers peuvent peser ${max} au plus : « ${name} » "
                "n'est pas ajouté.",
                mapping={
                    "max": format_size(self.total_size),
                    "name": files[-1].filename,
                },
            )
        return None

    def check(self, value: object) -> Message | None:
        files = files_of(value)
        if not files or len(files) > self.most:
            return _("error_file", default="Choisissez un fichier.")
        return None

    def is_empty(self, value: object) -> bool:
        return not files_of(value)

    def missing(self) -> Message:
        return _("error_required_file", default="Choisissez un fichier.")

    def coerce(self, value: object) -> object:
        return self._answer(list(files_of(value)))

    def write(self, value: object) -> Typed:
        return {}

    def draw(self, slot: Slot) -> Markup:
        return draw_files(self, slot)

    def text(self, value: object) -> Message:
        return "\n".join(said(file) for file in files_of(value))

    def html(self, value: object, translate: Translate) -> Markup:
        files = files_of(value)
        if not self.multiple or not files:
            return lines(self.text(value))
        return tag("ul", *(tag("li", said(file)) for file in files))

    def blank(self, translate: Translate) -> Markup:
        """Return a box to tick when the paper is joined."""
        said = translate(_("label_blank_joined", default="Document joint à ce papier"))
        box = tag("span", class_="b-box")
        return tag("ul", tag("li", box, said), class_="b-choices")

    def data(self, value: object) -> object:
        """What each file is, without what is in it; a list of them for several."""
        found = [
            {
                "filename": file.filename,
                "content_type": file.contentType,
                "size": file.getSize(),
            }
            for file in files_of(value)
        ]
        if self.multiple:
            return found
        return found[0] if found else None


def _same(one: NamedBlobFile, other: NamedBlobFile) -> bool:
    """True for one file sent twice."""
    return (
        one.filename == other.filename
        and one.getSize() == other.getSize()
        and one.data == other.data
    )
