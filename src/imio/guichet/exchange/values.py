"""What surrounds a procedure's form, as JSON: the fields of its schema.

Made from the schema itself: a field added to ``IProcedure`` is exchanged without a line
here. What belongs to one town alone (``OWN``) stays there.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from datetime import datetime
from decimal import Decimal
from decimal import InvalidOperation
from imio.guichet.core.content.procedure import IProcedure
from imio.guichet.core.content.procedure import Procedure
from imio.guichet.core.types import Problem
from imio.guichet.i18n import _
from plone.app.dexterity.behaviors.metadata import IBasic
from plone.app.textfield.interfaces import IRichText
from plone.app.textfield.value import RichTextValue
from typing import Any
from zope.schema import interfaces as zi
from zope.schema.interfaces import IField


OWN = frozenset({"opens", "closes"})
"""Fields that say something of one town's calendar."""

#: Checked by those who know what exists: the plan.
ELSEWHERE = frozenset({"lifecycle"})

HTML = "text/html"
SAFE = "text/x-html-safe"


def rich(html: str) -> RichTextValue:
    """Return a rich text value of HTML, made safe when it is shown."""
    return RichTextValue(html, HTML, SAFE)


def exchanged() -> dict[str, IField]:
    """Return the fields that are exchanged, in the order they are written."""
    basic = {name: IBasic[name] for name in ("title", "description")}
    own = {
        name: field
        for name, field in sorted(
            IProcedure.namesAndDescriptions(all=False), key=lambda item: item[1].order
        )
        if name not in OWN and IField.providedBy(field)
    }
    return basic | own


def to_json(procedure: Procedure) -> dict[str, Any]:
    """Return the values of a procedure; those that are the field's default are left out."""
    found = {}
    for name, field in exchanged().items():
        value = getattr(procedure, name, None)
        if value in (None, "", field.default, field.missing_value):
            continue
        plain = _plain(value)
        if plain not in ([], {}, ""):
            found[name] = plain
    return found


def from_json(
    data: Mapping[str, Any], place: str = ""
) -> tuple[dict[str, Any], list[Problem]]:
    """Return attributes of a procedure (defaults where nothing is said), and problems."""
    fields = exchanged()
    problems = [
        Problem(
            f"{place}: {name}",
            _("error_value_unknown", default="Cette propriété n'existe pas."),
        )
        for name in data
        if name not in fields
    ]
    values: dict[str, Any] = {}
    for name, field in fields.items():
        if name not in data:
            nothing = field.default is None
            values[name] = _copy(field.missing_value if nothing else field.default)
            if field.required and values[name] is None:
                message = _("error_value_missing", default="Cette propriété manque.")
                problems.append(Problem(f"{place}: {name}", message))
            continue
        try:
            values[name] = _typed(field, data[name])
            if name not in ELSEWHERE:
                field.validate(values[name])
        except (TypeError, ValueError, InvalidOperation, zi.ValidationError):
            message = _("error_value_wrong", default="Cette valeur ne convient pas.")
            problems.append(Problem(f"{place}: {name}", message))
    return values, problems


def _copy(value: Any) -> Any:
    return type(value)(value) if isinstance(value, (dict, list, set)) else value


def _plain(value: Any) -> Any:
    raw = getattr(value, "raw", None)
    if raw is not None:
        return raw
    if isinstance(value, (set, frozenset)):
        return sorted(_plain(item) for item in value)
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): _plain(value[key]) for key in sorted(value)}
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    return value


def _typed(field: IField, value: Any) -> Any:
    """Return what JSON says, as the field holds it; raises TypeError or ValueError."""
    if IRichText.providedBy(field):
        if not isinstance(value, str):
            raise TypeError(value)
        return rich(value)
    if zi.IDict.providedBy(field):
        if not isinstance(value, dict):
            raise TypeError(value)
        return {
            key: _typed(field.value_type, item) if field.value_type else item
            for key, item in value.items()
        }
    if zi.ICollection.providedBy(field):
        if not isinstance(value, list):
            raise TypeError(value)
        items = [_typed(field.value_type, item) for item in value]
        return field._type(items) if isinstance(field._type, type) else items
    if zi.IDatetime.providedBy(field):
        return datetime.fromisoformat(value)
    if zi.IDate.providedBy(field):
        return date.fromisoformat(value)
    if zi.IDecimal.providedBy(field):
        return Decimal(value)
    return value
