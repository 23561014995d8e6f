"""Files that people send, good and bad."""

from io import BytesIO
from PIL import Image

import zipfile


PDF = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
OFFICE = "application/vnd.openxmlformats-officedocument."


def picture(format_="JPEG", size=(40, 30), **options):
    """Return a picture; it was taken by "Acme", at a place, with the head to the left."""
    made = BytesIO()
    if format_ != "GIF":
        exif = Image.Exif()
        exif[0x010F] = "Acme"
        exif[0x0112] = 6
        exif.get_ifd(0x8825)[1] = "N"
        exif.get_ifd(0x8825)[2] = (50.0, 24.0, 37.0)
        options = {"exif": exif, **options}
    Image.new("RGB", size, "red").save(made, format_, **options)
    return made.getvalue()


def zipped(**entries):
    """Return a zip; ``__`` in names is a slash, ``_`` a point, ``-`` an underscore."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(
                name.replace("__", "/").replace("_", ".").replace("-", "_"), content
            )
    return made.getvalue()


def docx(**more):
    return zipped(
        **{"[Content-Types]_xml": "<Types/>", "word__document_xml": "<w/>"}, **more
    )


def odt(**more):
    return zipped(mimetype="application/vnd.oasis.opendocument.text", **more)
