"""Pictures made anew: what they show stays, all they carry besides goes. Pure.

A photo tells where and when it was taken, with what, and by whom; it may hold a
second file after its end. Writing its pixels again leaves all that behind.
"""

from __future__ import annotations

from io import BytesIO
from PIL import Image
from PIL import ImageDraw
from PIL import ImageFont
from PIL import ImageOps
from typing import cast


MOST_PIXELS = 60_000_000
"""Pixels of the largest picture: telephones make 50 million, a decoder needs 4 bytes
for each."""

QUALITY = 90
_KEPT = ("icc_profile", "transparency", "dpi")
_FORMATS = {
    "image/jpeg": "JPEG",
    "image/png": "PNG",
    "image/webp": "WEBP",
    "image/gif": "GIF",
}

REWRITTEN = frozenset(_FORMATS)
"""Media types of the pictures that ``rewrite`` takes."""


class Unreadable(ValueError):
    """The bytes are no picture of that type, or a damaged one."""


class TooLarge(ValueError):
    """The picture would take too much memory once unpacked; args: width, height."""


def rewrite(data: bytes, mime: str) -> bytes:
    """Return a picture with its pixels only, turned as it is meant to be seen.

    Its colour profile stays; EXIF, GPS, XMP, comments, embedded previews, further
    frames and bytes after its end do not. Raises Unreadable and TooLarge.
    """
    format_ = _FORMATS[mime]
    try:
        with Image.open(BytesIO(data), formats=(format_,)) as image:
            width, height = image.size
            if width * height > MOST_PIXELS:
                raise TooLarge(width, height)
            # A table of quantisation that stays loses nothing more.
            same = image.format == "JPEG" and image.getexif().get(0x0112, 1) == 1
            image.load()
            turned = image if same else ImageOps.exif_transpose(image)
            turned.info = {
                name: value for name, value in turned.info.items() if name in _KEPT
            }
            return _write(turned, format_, same)
    except TooLarge:
        raise
    except Exception as error:  # whatever a decoder stumbles on in hostile bytes
        raise Unreadable(str(error)) from error


def small(data: bytes, mime: str, size: int = 192) -> bytes:
    """Return a picture as a JPEG of at most ``size`` points each way.

    Raises Unreadable.
    """
    try:
        with Image.open(BytesIO(data), formats=(_FORMATS[mime],)) as image:
            image.draft("RGB", (size, size))
            image.thumbnail((size, size))
            made = BytesIO()
            image.convert("RGB").save(made, "JPEG", quality=80)
            return made.getvalue()
    except Exception as error:
        raise Unreadable(str(error)) from error


def _write(image: Image.Image, format_: str, same: bool) -> bytes:
    options: dict[str, object] = {
        name: image.info[name] for name in ("icc_profile", "dpi") if name in image.info
    }
    if format_ == "JPEG":
        options["quality"] = "keep" if same else QUALITY
    elif format_ == "WEBP":
        options["quality"] = QUALITY
        options.pop("dpi", None)
    elif format_ == "GIF":
        options = {}
    made = BytesIO()
    image.save(made, format_, **options)
    return made.getvalue()


SIGNATURE = (1200, 600)
"""Most points of a signature, across and down."""

_CONTRAST = 48
"""Steps of grey (of 255) between paper and ink: with less there is no ink."""


def signature(data: bytes, mime: str) -> bytes:
    """Return a signature as a PNG on white paper; raises Unreadable, also for no ink."""
    try:
        with Image.open(BytesIO(data), formats=(_FORMATS[mime],)) as image:
            if image.size[0] * image.size[1] > MOST_PIXELS:
                raise Unreadable("too large")
            drawn = ImageOps.exif_transpose(image).convert("RGBA")
        paper = Image.new("RGBA", drawn.size, "white")
        paper.alpha_composite(drawn)
        grey = paper.convert("L")
        dark, light = cast(tuple[float, float], grey.getextrema())  # one band
        if light - dark < _CONTRAST:
            raise Unreadable("nothing is drawn")
        grey.thumbnail(SIGNATURE)
        return _png(grey)
    except Unreadable:
        raise
    except Exception as error:
        raise Unreadable(str(error)) from error


def written(lines: tuple[str, ...]) -> bytes:
    """Return a PNG in which lines of text are written; the first is the largest."""
    paper = Image.new("L", (900, 60 + 50 * len(lines)), 255)
    pen = ImageDraw.Draw(paper)
    for number, line in enumerate(lines):
        font = ImageFont.load_default(40 if number == 0 else 22)
        pen.text((30, 20 + 60 * number), line, fill=20, font=font)
    return _png(paper)


def _png(image: Image.Image) -> bytes:
    made = BytesIO()
    image.save(made, "PNG", optimize=True)
    return made.getvalue()
