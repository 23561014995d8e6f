"""Answers of a dossier taken over into a new draft of the live form.

Only what the live form would accept is copied; consents are given anew each time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from imio.guichet.core.answers import ROW_ID
from imio.guichet.core.answers import rows_of
from imio.guichet.forms.controls.base import Message
from imio.guichet.forms.controls.choices import Consent
from imio.guichet.forms.controls.groups import Block
from imio.guichet.forms.types import Field
from imio.guichet.forms.types import Form
from plone.namedfile.file import NamedBlobFile


@dataclass(frozen=True)
class Copied:
    """``values`` for the new draft; ``lost``: (question, answer) that do not fit."""

    values: Mapping[str, object]
    lost: tuple[tuple[Message, Message], ...] = ()


def copy_answers(old: Form, new: Form, answers: Mapping[str, object]) -> Copied:
    """Return the answers of ``old`` that fit ``new``. ``answers`` are those asked."""
    values: dict[str, object] = {}
    lost: list[tuple[Message, Message]] = []
    for found in old.fields():
        value = answers.get(found.name)
        if not found.is_asked or found.control.is_empty(value):
            continue
        target = new.by_name.get(found.name)
        if isinstance(target.control if target else found.control, Consent):
            continue
        if target is None or not _fits(target, value):
            lost.append((found.title, found.control.text(value)))
        else:
            values[found.name] = _fresh(value, target)
    return Copied(values, tuple(lost))


def _fits(target: Field, value: object) -> bool:
    if not target.is_asked:
        return False
    if isinstance(target.control, Block):
        return bool(rows_of(value))
    return not rows_of(value) and target.control.check(value) is None


def _fresh(value: object, target: Field) -> object:
    """Return a value that shares nothing with the old dossier: files have two lives."""
    if isinstance(target.control, Block):
        inner = {found.name: found for found in target.control.fields}
        return tuple(
            {
                ROW_ID: row[ROW_ID],
                **{
                    name: _fresh(item, inner[name])
                    for name, item in row.items()
                    if name in inner and _fits(inner[name], item)
                },
            }
            for row in rows_of(value)
        )
    return fresh_files(value)


def fresh_files(value: object) -> object:
    """Return a value with copies of the files in it."""
    if isinstance(value, NamedBlobFile):
        return NamedBlobFile(
            data=value.data, contentType=value.contentType, filename=value.filename
        )
    if isinstance(value, tuple) and any(
        isinstance(item, NamedBlobFile) for item in value
    ):
        return tuple(fresh_files(item) for item in value)
    return value
