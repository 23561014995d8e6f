"""The house as the tests of this folder see it: its root, its rooms, its floors."""

from pathlib import Path

import re
import subprocess
import tomllib


ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "imio" / "guichet"


def floors() -> list[set[str]]:
    """The rooms by floor, the highest first; read where import-linter reads them."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    contracts = settings["tool"]["importlinter"]["contracts"]
    (layers,) = [c["layers"] for c in contracts if c["id"] == "floors"]
    return [set(re.findall(r"\w+", layer)) for layer in layers]


def rooms() -> list[str]:
    """The rooms that exist, the lowest floor first."""
    order = [room for floor in reversed(floors()) for room in sorted(floor)]
    return [room for room in order if (PACKAGE / room / "__init__.py").exists()]


def installable_rooms() -> list[str]:
    """The rooms that are add-ons, the lowest floor first."""
    return [room for room in rooms() if (PACKAGE / room / "profiles").is_dir()]


def may_know(room: str, other: str) -> bool:
    """Whether code of one room may name things of the other."""
    if room == other:
        return True
    order = floors()
    (own,) = [number for number, floor in enumerate(order) if room in floor]
    (its,) = [number for number, floor in enumerate(order) if other in floor]
    return own < its


def tracked_files(folder: str) -> list[str]:
    """Paths that Git knows under a folder of the repository, links to folders followed."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(
        [*command, folder], cwd=ROOT, check=True, capture_output=True, text=True
    )
    found = []
    for name in filter(None, listed.stdout.split("\0")):
        path = ROOT / name
        if path.is_symlink() and path.is_dir():
            target = path.resolve().relative_to(ROOT)
            for below in tracked_files(str(target)):
                found.append(f"{name}/{Path(below).relative_to(target)}")
        elif path.exists():
            found.append(name)
    return found
