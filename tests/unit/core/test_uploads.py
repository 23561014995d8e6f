from .samples import docx
from .samples import odt
from .samples import PDF
from .samples import picture
from .samples import zipped
from hypothesis import given
from hypothesis import strategies as st
from imio.guichet.core import contents
from imio.guichet.core import images
from imio.guichet.core import uploads
from imio.guichet.core.filenames import clean_name
from imio.guichet.core.filenames import LONGEST_NAME
from imio.guichet.core.filenames import parse_size
from io import BytesIO
from PIL import Image

import pytest


OLE = (
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    + b"\0" * 600
    + "WordDocument".encode("utf-16-le")
)


def take(name, data, **options):
    return uploads.take(name, BytesIO(data), **options)


@pytest.mark.parametrize(
    ("name", "data", "type_"),
    [
        ("plan.pdf", PDF, "application/pdf"),
        ("PLAN.PDF", PDF, "application/pdf"),
        ("note.odt", odt(), "application/vnd.oasis.opendocument.text"),
        ("note.docx", docx(), uploads._OFFICE + "wordprocessingml.document"),
        ("list.csv", b"a;b\n1;2\n", "text/csv"),
        ("old.doc", OLE, "application/msword"),
        ("mail.eml", b"From: a@b.be\r\n\r\n<html>", "message/rfc822"),
    ],
)
def test_documents_that_are_taken(name, data, type_):
    taken = take(name, data, kinds=uploads.KINDS)
    assert (taken.name, taken.type, taken.data) == (name, type_, data)


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP", "GIF"])
def test_a_picture_keeps_only_what_it_shows(format_):
    data = picture(format_) + b"PK\x03\x04 a second file"
    taken = take(f"me.{format_.lower()}", data)
    with Image.open(BytesIO(taken.data)) as image:
        turned = (40, 30) if format_ == "GIF" else (30, 40)
        assert image.size == turned
        assert not image.getexif()
    assert b"Acme" not in taken.data
    assert b"second" not in taken.data
    again = take(taken.name, taken.data)
    assert again.type == taken.type


def test_a_picture_may_be_called_as_another():
    taken = take("photo.jpg", picture("PNG"))
    assert (taken.name, taken.type) == ("photo.png", "image/png")


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("empty.pdf", b"", "error_file_empty"),
        ("large.pdf", PDF + b"\0" * 2000, "error_file_too_large"),
        ("page.html", b"<html></html>", "error_file_kind"),
        ("image.svg", b"<svg/>", "error_file_kind"),
        ("photo.heic", b"\0\0\0\x18ftypheic", "error_file_heic"),
        ("virus.exe", b"MZ" + b"\0" * 97, "error_file_kind"),
        ("plan.pdf.exe", PDF, "error_file_kind"),
        ("none", PDF, "error_file_kind"),
        ("", PDF, "error_file_kind"),
        ("virus.pdf", b"MZ" + b"\0" * 97, "error_file_disguised"),
        ("text.pdf", b"not a pdf", "error_file_disguised"),
        ("photo.jpg", PDF, "error_file_disguised"),
        ("plan.pdf", picture(), "error_file_disguised"),
        ("half.jpg", picture()[:200], "error_file_disguised"),
        ("nothing.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 99, "error_file_disguised"),
        ("page.pdf", b"%PDF-1.4\n<script>1</script>", "error_file_disguised"),
        ("zip.pdf", PDF + zipped(a="b"), "error_file_disguised"),
        ("note.docx", zipped(a="b"), "error_file_disguised"),
        ("note.docx", odt(), "error_file_disguised"),
        ("note.odt", b"PK\x03\x04" + b"\0" * 60, "error_file_disguised"),
        ("note.odt", odt(**{"..__..__etc__passwd": "x"}), "error_file_disguised"),
        ("note.docx", docx(word__vbaProject_bin="x"), "error_file_macros"),
        ("note.odt", odt(Basic__script_xml="x"), "error_file_macros"),
        (
            "old.xls",
            OLE + "_VBA_PROJECT".encode("utf-16-le"),
            "error_file_macros",
        ),
        ("old.xls", OLE, "error_file_disguised"),
        ("page.txt", b"  <html><script>", "error_file_disguised"),
        ("binary.txt", b"a\0b\0c", "error_file_disguised"),
    ],
)
def test_files_that_are_refused(name, data, why):
    with pytest.raises(uploads.UploadRefused) as refused:
        take(name, data, kinds=uploads.KINDS, max_size=1900)
    assert refused.value.message == why


def test_a_citizen_sends_less_kinds_than_an_agent():
    with pytest.raises(uploads.UploadRefused):
        take("list.csv", b"a;b")


def test_bombs_are_not_opened(monkeypatch):
    monkeypatch.setattr(images, "MOST_PIXELS", 1000)
    monkeypatch.setattr(contents, "LARGEST_UNPACKED", 1000)
    for name, data, why in (
        ("wall.png", picture("PNG"), "error_file_pixels"),
        ("bomb.odt", odt(content_xml="0" * 2000), "error_file_bomb"),
    ):
        with pytest.raises(uploads.UploadRefused) as refused:
            take(name, data)
        assert refused.value.message == why


@given(
    st.text(),
    st.sampled_from(["", "%PDF-", "PK\x03\x04", "\xff\xd8\xff", "GIF89a", "RIFF"]),
    st.binary(max_size=300),
    st.sampled_from(["pdf", "jpg", "gif", "odt", "xlsx", "webp", "txt", "eml"]),
)
def test_no_bytes_break_the_check(name, start, data, extension):
    try:
        take(f"{name}.{extension}", start.encode("latin-1") + data, kinds=uploads.KINDS)
    except uploads.UploadRefused as refused:
        assert refused.message


@pytest.mark.parametrize(
    "text,size",
    [("10MB", 10485760), ("500 ko", 512000), ("2048", 2048), ("1,5 Mo", 1572864)],
)
def test_sizes(text, size):
    assert parse_size(text) == size


@pytest.mark.parametrize(
    "name,clean",
    [
        ("plan.pdf", "plan.pdf"),
        ("C:\\Users\\a\\plan.pdf", "plan.pdf"),
        ("../../etc/passwd", "passwd"),
        ("a\r\nb\x00.pdf", "ab.pdf"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ('<b>"x".pdf', "bx.pdf"),
        ("", "document"),
        ("..", "document"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
    ],
)
def test_names_of_files(name, clean):
    assert clean_name(name) == clean


@given(st.text())
def test_a_clean_name_is_clean(name):
    clean = clean_name(name)
    assert clean and clean.isprintable() and len(clean) <= LONGEST_NAME
    assert not set(clean) & set('/\\<>:"|?*')
    parse_size(name)
