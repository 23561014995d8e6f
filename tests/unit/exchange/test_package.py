"""The files of a package: read whole, or refused with every place."""

from imio.guichet.exchange import package
from imio.guichet.exchange.archive import PackageRefused

import pytest


FILES = {
    "guichet.json": b'{"format": 1, "services": {"voirie": "Voirie"}}',
    "categories.json": b'[{"id": "rues", "title": "Rues", "icon": "tree"}]',
    "rues/trou/procedure.json": b'{"title": "Un trou", "code": "TRO"}',
    "rues/trou/form.xml": b"<model/>",
    "rues/trou/tests.json": b"[]",
    "lifecycles/report.json": b'{"id": "report"}',
}


def places(files) -> dict[str, str]:
    with pytest.raises(PackageRefused) as caught:
        package.parse(files)
    return {found.place: str(found.message.default) for found in caught.value.problems}


def test_reads_what_it_wrote():
    read = package.parse(FILES)
    written = package.files(read)
    assert package.files(package.parse(written)) == written
    [procedure] = read.procedures
    assert (procedure.path, procedure.title) == ("rues/trou", "Un trou")
    assert set(procedure.parts) == {"form.xml", "tests.json"}
    assert read.shelf("lifecycles") == {"report": '{"id": "report"}'}
    assert read.services == {"voirie": "Voirie"}


def test_says_all_that_is_wrong():
    found = places(
        {
            **FILES,
            "rues/autre/form.xml": b"<model/>",
            "nulle/part/procedure.json": b"{}",
            "nulle/part/form.xml": b"x",
            "evil.py": b"import os",
            "rues/trou/script.js": b"",
            "RUES/x/form.xml": b"",
            "lifecycles/x.json": b"[1",
            "blocks/y.json": b"[]",
            "rues/trou/texts.json": b"\xff\xfe",
        }
    )
    assert set(found) == {
        "rues/autre/procedure.json",
        "nulle/part",
        "evil.py",
        "rues/trou/script.js",
        "RUES/x/form.xml",
        "lifecycles/x.json",
        "blocks/y.json",
        "rues/trou/texts.json",
    }


@pytest.mark.parametrize(
    "about",
    [
        None,
        b"",
        b"[]",
        b"{}",
        b'{"format": 2}',
        b'{"format": "1"}',
        b'{"format": 1, "services": ["a"]}',
        b'{"format": 1, "services": {"a": 1}}',
        b'{"format": 1, "run": "rm"}',
        b'{"format": NaN}',
        b"[" * 100_000,
    ],
)
def test_wrong_about_is_refused(about):
    files = {**FILES, "guichet.json": about}
    found = places({name: text for name, text in files.items() if text is not None})
    assert "guichet.json" in found


@pytest.mark.parametrize(
    "categories",
    [b"{}", b"[1]", b'[{"id": "rues"}]', b'[{"id": "../x", "title": "X"}]', b"[{}]"],
)
def test_wrong_categories_are_refused(categories):
    files = {**FILES, "categories.json": categories}
    assert "categories.json" in places(files)


def test_empty_package_is_refused():
    assert places({"guichet.json": FILES["guichet.json"]}) == {
        "": "Le paquet est vide."
    }
