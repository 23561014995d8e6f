"""Where a copied question came from: the attribute ``guichet:library``. Pure.

``adresse@3f2a9c11aa/street#2``: the block's id in the library, the version of it that was
taken, the question's name in it, and the number of this copy in the form. As JSON:
``{"block", "version", "name", "copy"}``.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from typing import Final

import re


JSON = Any
"""What ``json.loads`` gives."""

ATTRIBUTE: Final = "library"
LINK: Final = re.compile(
    r"([a-z0-9]+(?:[-_][a-z0-9]+)*)@([0-9a-f]{10})/([A-Za-z][A-Za-z0-9_.\-]{0,99})"
    r"#([1-9][0-9]{0,3})"
)
_IN_XML = re.compile(rf"\b{ATTRIBUTE}=[\"']{LINK.pattern}[\"']")


def from_text(text: str) -> dict[str, JSON] | None:
    """Return a link as JSON; None for what is none."""
    found = LINK.fullmatch(text)
    if found is None:
        return None
    block, version, name, copy = found.groups()
    return {"block": block, "version": version, "name": name, "copy": int(copy)}


def to_text(link: JSON) -> str:
    """Return a link as its attribute says it; '' for what is none."""
    if not isinstance(link, dict) or set(link) != {"block", "version", "name", "copy"}:
        return ""
    text = f"{link['block']}@{link['version']}/{link['name']}#{link['copy']}"
    return text if from_text(text) == link else ""


def without(fields: Iterable[JSON]) -> list[JSON]:
    """Return questions that came from nowhere."""
    found = []
    for field in fields:
        bare = {name: value for name, value in field.items() if name != "library"}
        if bare.get("fields"):
            bare["fields"] = without(bare["fields"])
        found.append(bare)
    return found


def used_in(source: str) -> dict[str, set[str]]:
    """Return {block: versions} of the copies in a model's XML."""
    used: dict[str, set[str]] = {}
    for block, version, _name, _copy in _IN_XML.findall(source):
        used.setdefault(block, set()).add(version)
    return used
