"""The lifecycles of a catalogue, handed to room lifecycle."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping
from imio.guichet.core.types import Problem
from imio.guichet.lifecycle import registry
from pathlib import Path
from typing import Any


def check(files: Mapping[str, Path]) -> Iterator[Problem]:
    """Yield what is wrong in lifecycle files, with the file in the place."""
    for path in files.values():
        for problem in registry.check(path.read_bytes()):
            place = f"{'/'.join(path.parts[-3:])}: {problem.place}"
            yield Problem(place, problem.message, problem.severity)


def install(site: Any, files: Mapping[str, Path]) -> None:
    """Install or update the lifecycles; they were checked."""
    for path in files.values():
        registry.install(site, path.read_bytes())
