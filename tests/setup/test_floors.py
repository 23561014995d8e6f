"""The dependency rule: in Python by import-linter, in ZCML by reading every file."""

from house import floors
from house import may_know
from house import PACKAGE
from house import rooms
from house import ROOT
from lxml import etree
from pathlib import Path

import os
import pytest
import re
import subprocess
import sys


DOTTED = re.compile(r"\.*[A-Za-z_][\w.]*|\.+")


def test_python_keeps_the_rule():
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def room_named(dotted: str, package: str) -> str | None:
    """The room that a dotted name of a ZCML file points into, if any.

    ``package`` is the package the file lies in; ``.name`` is relative to it, and each
    further dot goes one package up.
    """
    if dotted.startswith("."):
        dots = len(dotted) - len(dotted.lstrip("."))
        base = package.split(".")[: len(package.split(".")) - (dots - 1)]
        dotted = ".".join([*base, dotted.lstrip(".")])
    found = re.match(r"imio\.guichet\.(\w+)", dotted)
    if found and found.group(1) in set().union(*floors()):
        return found.group(1)
    return None


def names_of(text: str, package: str) -> list[tuple[str, str, str]]:
    """(tag, attribute, room) of each name of our own in a ZCML text."""
    found = []
    for element in etree.fromstring(text.encode()).iter(etree.Element):
        for attribute, value in element.attrib.items():
            for token in value.split():
                if DOTTED.fullmatch(token) and (room := room_named(token, package)):
                    tag = etree.QName(element).localname
                    found.append((tag, attribute, room))
    return found


ZCML = sorted(
    path
    for room in rooms()
    for path in (PACKAGE / room).rglob("*.zcml")
    if "node_modules" not in path.parts
)


@pytest.mark.parametrize("path", ZCML, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_zcml_keeps_the_rule(path):
    room = path.relative_to(PACKAGE).parts[0]
    package = ".".join(["imio.guichet", *path.parent.relative_to(PACKAGE).parts])
    wrong = [
        f"<{tag} {attribute}> names {other}"
        for tag, attribute, other in names_of(path.read_text(), package)
        if not may_know(room, other)
    ]
    assert not wrong, f"{path.relative_to(ROOT)}: {room} must not know: {wrong}"


@pytest.mark.parametrize("path", ZCML, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_only_town_overrides(path):
    room = path.relative_to(PACKAGE).parts[0]
    assert room == "town" or path.name != "overrides.zcml"


BREAKS_THE_RULE = """
<configure xmlns="http://namespaces.zope.org/zope"
           xmlns:browser="http://namespaces.zope.org/browser">
  <browser:page name="x" for="imio.guichet.core.interfaces.IDossier"
                class=".views.X" layer="..lifecycle.interfaces.ILayer"
                permission="zope2.View" />
  <subscriber for="zope.interface.Interface
                   imio.guichet.town.interfaces.ITown" handler="...guichet.forms.x" />
  <include package="imio.guichet.portal" />
</configure>
"""


def test_the_reading_of_zcml_finds_what_breaks_the_rule():
    found = names_of(BREAKS_THE_RULE, "imio.guichet.forms")
    assert [room for _, _, room in found if not may_know("forms", room)] == [
        "lifecycle",
        "town",
        "portal",
    ]
    assert {room for _, _, room in found if may_know("forms", room)} == {
        "core",
        "forms",
    }


def test_every_folder_of_code_is_on_a_floor():
    code = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert code == set(rooms())
