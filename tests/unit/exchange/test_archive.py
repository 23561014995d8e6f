"""Zips from elsewhere: the same bytes for the same files, and nothing hostile inside."""

from imio.guichet.exchange import archive
from imio.guichet.exchange.archive import PackageRefused
from io import BytesIO

import pytest
import stat
import struct
import zipfile


def zipped(*entries, mode=0o644, compress=zipfile.ZIP_DEFLATED) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w", compress) as packed:
        for name, content in entries:
            info = zipfile.ZipInfo(name)
            info.compress_type = compress
            info.external_attr = mode << 16
            packed.writestr(info, content)
    return target.getvalue()


def refusal(data: bytes) -> str:
    with pytest.raises(PackageRefused) as caught:
        archive.unpack(data)
    [problem] = caught.value.problems
    return problem.message.default


def test_round_trip_is_byte_identical():
    files = {"b/c.json": b"{}", "a.json": "é".encode(), "b/a.xml": b"<a/>" * 1000}
    packed = archive.pack(files)
    assert archive.unpack(packed) == files
    assert archive.pack(dict(reversed(files.items()))) == packed
    assert archive.pack(archive.unpack(packed)) == packed


@pytest.mark.parametrize(
    "name",
    [
        "../evil.json",
        "/etc/passwd",
        "a/../b.json",
        "a\\b.json",
        "C:evil.json",
        "a//b.json",
        ".hidden",
        "a/b/c/d/e.json",
        "a\nb.json",
        "a/" + "b" * 101,
        "\u202egnp.json",
    ],
)
def test_path_tricks_are_refused(name):
    refusal(zipped((name, b"x")))


def test_links_are_refused():
    refusal(zipped(("a.json", b"/etc/passwd"), mode=stat.S_IFLNK | 0o777))


def test_what_other_systems_add_is_left_out():
    data = zipped(
        ("__MACOSX/x", b""), ("a/", b""), ("a/.DS_Store", b""), ("a/b.json", b"1")
    )
    assert archive.unpack(data) == {"a/b.json": b"1"}


def test_same_name_twice_is_refused():
    with pytest.warns(UserWarning, match="Duplicate"):
        data = zipped(("a.json", b"1"), ("a.json", b"2"))
    assert "deux fois" in refusal(data)
    assert "deux fois" in refusal(zipped(("a.json", b"1"), ("A.json", b"2")))


def test_bomb_is_stopped_while_unpacking():
    one = zipped(("a.json", b"0" * (archive.MAX_FILE + 1)))
    assert len(one) < 10_000
    assert "trop grand" in refusal(one)
    count = archive.MAX_TOTAL // archive.MAX_FILE + 1
    many = zipped(*((f"a{n}.json", b"0" * archive.MAX_FILE) for n in range(count)))
    assert "trop grand" in refusal(many)


def test_headers_that_lie_do_not_help():
    data = bytearray(zipped(("a.json", b"0" * (archive.MAX_FILE + 1))))
    place = data.index(b"PK\x01\x02")
    struct.pack_into("<I", data, place + 24, 10)  # size in the central directory
    refusal(bytes(data))


def test_too_many_files_are_refused():
    entries = ((f"a{n}", b"") for n in range(archive.MAX_FILES + 1))
    assert "trop de fichiers" in refusal(zipped(*entries))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not a zip",
        b"PK\x03\x04",
        zipped(("a.json", b"1" * 100))[:-30],
        zipped(("a.json", b"1" * 100))[30:],
    ],
)
def test_what_is_no_zip_is_refused(data):
    refusal(data)


def test_damaged_content_is_refused():
    data = bytearray(zipped(("a.json", b"abc" * 50), compress=zipfile.ZIP_STORED))
    place = data.index(b"abcabc")
    data[place] = ord("z")
    refusal(bytes(data))


def test_password_is_refused():
    data = bytearray(zipped(("a.json", b"abc")))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    assert "mot de passe" in refusal(bytes(data))
