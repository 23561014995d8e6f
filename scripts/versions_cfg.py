"""Write ``versions.cfg``, buildout's form of ``constraints.txt``.

    python scripts/versions_cfg.py [--check]

``--check`` writes nothing and fails when the file is not what it should be.
"""

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from pathlib import Path

import sys


ROOT = Path(__file__).resolve().parent.parent
#: Names that buildout itself looks up as they were spelled once.
SPELLED = {"zc-buildout": "zc.buildout", "zc-recipe-egg": "zc.recipe.egg"}
HEADER = """\
# Generated from constraints.txt by scripts/versions_cfg.py: do not edit.
"""


def pins(constraints: str) -> list[Requirement]:
    """The requirements of a constraints file, in its order."""
    lines = (line.partition("#")[0].strip() for line in constraints.splitlines())
    return [Requirement(line) for line in lines if line]


def versions_cfg(constraints: str) -> str:
    """Text of versions.cfg.

    A pin whose marker leaves a package out on some machines is harmless there; only a
    package with several versions needs sections with conditions.
    """
    always: dict[str, str] = {}
    conditional: dict[str, dict[str, str]] = {}
    requirements = pins(constraints)
    names = [canonicalize_name(requirement.name) for requirement in requirements]
    for name, requirement in zip(names, requirements, strict=True):
        version = str(requirement.specifier).removeprefix("==")
        if names.count(name) == 1:
            always[name] = version
        else:
            conditional.setdefault(str(requirement.marker), {})[name] = version
    sections = {"versions": always}
    sections |= {f"versions: {marker}": table for marker, table in conditional.items()}
    parts = [HEADER]
    for title, table in sections.items():
        rows = "".join(
            f"{SPELLED.get(name, name)} = {table[name]}\n" for name in sorted(table)
        )
        parts.append(f"[{title}]\n{rows}")
    return "\n".join(parts)


def main() -> None:
    """Entry point of the command line."""
    wanted = versions_cfg((ROOT / "constraints.txt").read_text())
    target = ROOT / "versions.cfg"
    if "--check" not in sys.argv:
        target.write_text(wanted)
    elif target.read_text() != wanted:
        sys.exit("versions.cfg differs from constraints.txt: run `make constraints`.")


if __name__ == "__main__":
    main()
