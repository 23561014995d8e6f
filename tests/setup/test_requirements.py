"""Whoever installs the distribution gets what its code imports, and the tests theirs."""

from house import PACKAGE
from house import ROOT
from importlib.metadata import distribution
from importlib.metadata import packages_distributions
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from pathlib import Path

import ast
import pytest
import sys


def imported(*folders: Path) -> set[str]:
    """The full names of the modules that the code of some folders imports."""
    found = set()
    for path in (file for folder in folders for file in folder.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Import):
                found |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level:
                found.add(node.module)
    return found


def required(*names: str) -> set[str]:
    """Names of the distributions that come with the given requirements."""
    found: set[str] = set()
    todo = [Requirement(name) for name in names]
    while todo:
        requirement = todo.pop()
        name = canonicalize_name(requirement.name)
        key = f"{name}[{','.join(sorted(requirement.extras))}]"
        if key in found:
            continue
        found |= {key, name}
        for text in distribution(name).requires or ():
            inner = Requirement(text)
            extras = requirement.extras or {""}
            marker = inner.marker
            if marker is None or any(marker.evaluate({"extra": one}) for one in extras):
                todo.append(inner)
    return found


#: Namespaces that many distributions share: a name in them says little.
SHARED = ("collective", "imio", "plone", "Products", "z3c", "zc", "zope")
OWN = {path.stem for top in ("scripts", "tests") for path in (ROOT / top).rglob("*.py")}


@pytest.mark.parametrize(
    ("requirement", "folders"),
    [
        ("imio.guichet", (PACKAGE,)),
        ("imio.guichet[test]", (ROOT / "tests", ROOT / "scripts")),
    ],
)
def test_what_is_imported_is_required(requirement, folders):
    known = packages_distributions()
    available = required(requirement)
    missing = set()
    for name in {module.partition(".")[0] for module in imported(*folders)}:
        if name in sys.stdlib_module_names or name in SHARED or name in OWN:
            continue
        providers = {canonicalize_name(one) for one in known.get(name, ())}
        if not providers & available and name != "scenarios":
            missing.add(name)
    assert missing == set()
