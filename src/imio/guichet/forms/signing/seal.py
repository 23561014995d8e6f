"""The seal: a digest of a form's revision and of the answers to it. No Zope.

Two sets of answers have the same digest only when each value is the same, of the same
type, files byte for byte. A value of an unknown type has none: TypeError.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from dataclasses import is_dataclass
from datetime import date
from datetime import time
from decimal import Decimal

import hashlib
import json


VERSION = "1"
CHUNK = 1 << 16


def seal(reference: str, model: str, answers: Mapping[str, object]) -> str:
    """Return the digest (SHA-256, 64 hexadecimal digits) of a dossier's answers.

    ``model`` is the XML of the revision they were given to.
    """
    told = [VERSION, reference, _digest(model.encode()), plain(answers)]
    return _digest(_written(told).encode())


def plain(value: object) -> object:
    """Return a value as JSON that tells apart what is not the same."""
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, str):
        return str(value)
    if isinstance(value, (Decimal, float)):
        return [type(value).__name__, str(value)]
    if isinstance(value, (date, time)):
        return [type(value).__name__, value.isoformat()]
    if isinstance(value, Mapping):
        return ["mapping", sorted((str(key), plain(value[key])) for key in value)]
    if isinstance(value, (set, frozenset)):
        return ["set", sorted(_written(plain(item)) for item in value)]
    if isinstance(value, (list, tuple)):
        return ["list", [plain(item) for item in value]]
    if is_dataclass(value):
        parts = [[one.name, plain(getattr(value, one.name))] for one in fields(value)]
        return [type(value).__name__, parts]
    opened = getattr(value, "open", None)
    if opened is not None and hasattr(value, "filename"):
        return ["file", value.filename, _content(value)]
    raise TypeError(f"cannot seal {type(value).__name__}")


def _content(file: object) -> str:
    found = hashlib.sha256()
    with file.open() as stream:  # type: ignore[attr-defined]
        while chunk := stream.read(CHUNK):
            found.update(chunk)
    return found.hexdigest()


def _written(value: object) -> str:
    return json.dumps(value, ensure_ascii=True, separators=(",", ":"))


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
