from .samples import picture
from imio.guichet.core import images
from io import BytesIO
from PIL import Image
from PIL import ImageDraw

import pytest


def drawn(ink=True):
    image = Image.new("RGBA", (600, 200), (0, 0, 0, 0))
    if ink:
        ImageDraw.Draw(image).line((10, 10, 500, 150), fill="black", width=3)
    made = BytesIO()
    image.save(made, "PNG")
    return made.getvalue()


def test_a_signature_is_ink_on_paper():
    made = images.signature(drawn(), "image/png")
    with Image.open(BytesIO(made)) as image:
        assert (image.format, image.mode, image.size) == ("PNG", "L", (600, 200))
        assert image.getextrema() == (0, 255)
    assert images.signature(made, "image/png") == made


@pytest.mark.parametrize(
    "data", [drawn(ink=False), picture("PNG"), b"", b"\x89PNG\r\n\x1a\n" + b"\0" * 50]
)
def test_what_is_no_signature(data):
    with pytest.raises(images.Unreadable):
        images.signature(data, "image/png")


def test_a_name_is_written():
    made = images.written(("Zoé Müller-Çelik", "déclaration"))
    assert images.signature(made, "image/png")


def test_small_pictures():
    for format_ in ("JPEG", "PNG", "GIF", "WEBP"):
        made = images.small(picture(format_, (900, 300)), f"image/{format_.lower()}")
        with Image.open(BytesIO(made)) as image:
            assert image.format == "JPEG" and max(image.size) == 192
    with pytest.raises(images.Unreadable):
        images.small(b"no picture", "image/png")
