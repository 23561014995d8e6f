"""Versions of static files: a change of content changes the address."""

from functools import lru_cache
from importlib.resources import files

import hashlib


@lru_cache(maxsize=256)
def version(package: str, path: str) -> str:
    """Return a short digest of ``static/<path>`` of a package; '0' when missing."""
    try:
        source = files(package) / "static" / path
        content = source.read_bytes()
    except (ModuleNotFoundError, FileNotFoundError):
        return "0"
    return hashlib.sha256(content).hexdigest()[:10]


@lru_cache(maxsize=32)
def text_of(package: str, path: str) -> str:
    """Return the text of ``static/<path>`` of a package."""
    return (files(package) / "static" / path).read_text(encoding="utf-8").strip()
