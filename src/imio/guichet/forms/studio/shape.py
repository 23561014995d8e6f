"""A form as JSON, from whoever posts it: nothing is believed before it is looked at.

Pure. FORM, PAGE and FIELD are described in docs/reference/studio-rest.md.
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Mapping
from imio.guichet.forms import options
from imio.guichet.forms.kinds import BY_ID
from imio.guichet.forms.kinds import common
from imio.guichet.forms.kinds.base import Kind
from imio.guichet.forms.kinds.base import Property
from imio.guichet.forms.studio import links
from imio.guichet.forms.studio.errors import Refused
from imio.guichet.forms.studio.xmltext import ILLEGAL
from imio.guichet.i18n import _
from typing import Any
from typing import Final

import math
import re


JSON = Any
"""What ``json.loads`` gives."""

NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9_.\-]{0,99}")
PAGE: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_. \-]{0,99}")

MOST_PAGES: Final = 100
MOST_FIELDS: Final = 1000
MOST_CHOICES: Final = 2000
MOST_REFUSALS: Final = 50
DEEPEST_FIELDS: Final = 3
DEEPEST_JSON: Final = 40
LONGEST_LINE: Final = 2000
LONGEST_TEXT: Final = 50_000

FORM_KEYS = frozenset({"title", "options", "pages", "opaque"})
PAGE_KEYS = frozenset(
    "id title description help show refuse fields properties opaque".split()
)
FIELD_KEYS = frozenset(
    "name kind title description required properties fields opaque library".split()
)


def properties_of(kind: Kind | None) -> dict[str, Property]:
    """Return the properties of a kind of field by name, common ones included."""
    found: list[Property] = [*common.EVERYTHING]
    if kind is None or kind.asked:
        found += [*common.QUESTION, *common.COMPUTED]
    if kind is not None:
        found += kind.properties
    return {prop.name: prop for prop in found if prop.editor != "fields"}


def inner_of(kind: Kind | None) -> Property | None:
    """Return the property that holds the questions inside a field of a kind."""
    given = kind.properties if kind is not None else ()
    return next((prop for prop in given if prop.editor == "fields"), None)


KNOWN = frozenset(name for kind in BY_ID.values() for name in properties_of(kind))
"""Properties of any kind: one of another kind is dropped, an unknown one refused."""


def check_form(form: JSON) -> dict[str, JSON]:
    """Return a form whose every part has the type it should, or raise Refused."""
    form = _object(form, "", FORM_KEYS, ("title", "pages"))
    pages = _list(form["pages"], "", MOST_PAGES)
    count = _Count()
    return {
        "title": _line(form["title"], ""),
        "options": _options(form.get("options", [])),
        "pages": [_page(page, f"{n}", count) for n, page in enumerate(pages, 1)],
        **_opaque(form, ""),
    }


def _options(items: JSON) -> list[dict[str, JSON]]:
    try:
        return options.dump(options.declared(items))
    except options.WrongOptions as wrong:
        raise Refused(wrong.message, "options:") from None


def check_fields(fields: JSON) -> list[dict[str, JSON]]:
    """Return some fields well typed, or raise Refused."""
    return _fields(fields, "", _Count(), 1)


class _Count:
    """How many fields were met."""

    def __init__(self) -> None:
        self.fields = 0


def _opaque(item: Mapping[str, JSON], place: str) -> dict[str, str]:
    if "opaque" not in item:
        return {}
    return {"opaque": _text(item["opaque"], place, LONGEST_TEXT * 4)}


def _library(item: Mapping[str, JSON], place: str) -> dict[str, JSON]:
    """Return where a question came from, when it came from the library."""
    link = item.get("library")
    if link is None:
        return {}
    if not links.to_text(link):
        raise _wrong(place)
    return {"library": link}


def _page(page: JSON, number: str, count: _Count) -> dict[str, JSON]:
    page = _object(page, number, PAGE_KEYS, ("id", "fields"))
    place = page.get("id")
    if not isinstance(place, str) or not PAGE.fullmatch(place):
        raise Refused(
            _(
                "studio_page_id",
                default="La page ${number} n'a pas d'identifiant correct.",
                mapping={"number": number},
            ),
            number,
        )
    extra = _object(page.get("properties", {}), place)
    return {
        "id": place,
        "title": _line(page.get("title", ""), place),
        "description": _text(page.get("description", ""), place),
        "help": _text(page.get("help", ""), place),
        "show": json_value(page.get("show"), place),
        "refuse": _refusals(page.get("refuse", []), place),
        "fields": _fields(page["fields"], place, count, 1),
        "properties": {
            _name(name, place): _text(value, place) for name, value in extra.items()
        },
        **_opaque(page, place),
    }


def _fields(
    fields: JSON, place: str, count: _Count, depth: int
) -> list[dict[str, JSON]]:
    if depth > DEEPEST_FIELDS:
        raise Refused(
            _("studio_deep", default="Trop de questions les unes dans les autres."),
            place,
        )
    return [_field(item, place, count, depth) for item in _list(fields, place)]


def _field(item: JSON, place: str, count: _Count, depth: int) -> dict[str, JSON]:
    count.fields += 1
    if count.fields > MOST_FIELDS:
        raise Refused(
            _("studio_many_fields", default="Il y a trop de questions."), place, 413
        )
    item = _object(item, place, FIELD_KEYS, ("name", "kind"))
    name = _name(item.get("name"), place)
    kind_id = item.get("kind")
    if kind_id is not None and (not isinstance(kind_id, str) or kind_id not in BY_ID):
        raise Refused(
            _("studio_kind", default="Ce type de question n'existe pas."), name
        )
    kind = BY_ID[kind_id] if kind_id is not None else None
    required = item.get("required", False)
    if not isinstance(required, bool):
        raise _wrong(name)
    field = {
        "name": name,
        "kind": kind_id,
        "title": _line(item.get("title", ""), name),
        "description": _text(item.get("description", ""), name),
        "required": required,
        "properties": _properties(item.get("properties", {}), name, kind),
        **_opaque(item, name),
        **_library(item, name),
    }
    inner = item.get("fields", [])
    if inner_of(kind) is not None:
        field["fields"] = _fields(inner, name, count, depth + 1)
    elif inner != []:
        raise Refused(
            _(
                "studio_no_inner",
                default="Cette question n'en contient pas d'autres.",
            ),
            name,
        )
    return field


def _properties(given: JSON, place: str, kind: Kind | None) -> dict[str, JSON]:
    known = properties_of(kind)
    found = {}
    for name, value in _object(given, place).items():
        if name in known:
            found[name] = property_value(known[name], value, place)
        elif name not in KNOWN:
            raise Refused(
                _(
                    "studio_property",
                    default="La propriété « ${name} » n'existe pas.",
                    mapping={"name": str(name)[:100]},
                ),
                place,
            )
    return found


def property_value(prop: Property, value: JSON, place: str) -> JSON:
    """Return a property's value well typed, or raise Refused."""
    checked: dict[str, Callable[[JSON, str], JSON]] = {
        "boolean": _boolean,
        "some": _strings,
        "choices": _choices,
        "rule": json_value,
        "refusals": _refusals,
        "lines": _text,
        "html": _text,
    }
    return checked.get(prop.editor, _line)(value, place)


def json_value(value: JSON, place: str, depth: int = 0) -> JSON:
    """Return a JSON value that is finite, not too deep and can be written in XML."""
    if depth > DEEPEST_JSON:
        raise Refused(_("studio_rule_deep", default="La règle est trop longue."), place)
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int) and abs(value) < 10**20:
        return value
    if isinstance(value, float) and math.isfinite(value):
        return value
    if isinstance(value, str):
        return _text(value, place)
    if isinstance(value, list):
        return [
            json_value(item, place, depth + 1)
            for item in _list(value, place, MOST_CHOICES)
        ]
    if isinstance(value, dict):
        return {
            _text(key, place): json_value(item, place, depth + 1)
            for key, item in value.items()
        }
    raise _wrong(place)


def _refusals(value: JSON, place: str) -> list[dict[str, JSON]]:
    found = []
    for item in _list(value, place, MOST_REFUSALS):
        item = _object(item, place, frozenset({"when", "message", "fields"}))
        refusal = {
            "when": json_value(item.get("when"), place),
            "message": _line(item.get("message", ""), place),
        }
        if item.get("fields"):
            refusal["fields"] = _strings(item["fields"], place)
        found.append(refusal)
    return found


def _choices(value: JSON, place: str) -> list[dict[str, JSON]]:
    found = []
    for item in _list(value, place, MOST_CHOICES):
        item = _object(item, place)
        choice = {
            "key": _line(item.get("key", ""), place),
            "title": _line(item.get("title", ""), place),
        }
        for name, extra in item.items():
            if name not in choice:
                choice[_attribute(name, place)] = _plain(json_value(extra, place))
        found.append(choice)
    return found


def _plain(value: JSON) -> JSON:
    """Return a scalar as the text that an attribute holds."""
    if isinstance(value, bool):
        return "true" if value else ""
    return str(value) if isinstance(value, (int, float)) else value


def _attribute(name: JSON, place: str) -> str:
    """Return the name of what a choice has besides: ``price``, ``{uri}name``."""
    if isinstance(name, str):
        found = re.fullmatch(
            r"(?:\{([^{}<>\s]{1,200})\})?([A-Za-z_][\w.\-]{0,99})", name
        )
        if found and name.isascii():
            return name
    raise _wrong(place)


def _name(value: JSON, place: str) -> str:
    if not isinstance(value, str) or not NAME.fullmatch(value):
        raise Refused(
            _(
                "studio_name",
                default="« ${name} » ne peut être un nom : une lettre, puis des "
                "lettres, des chiffres ou « _ ».",
                mapping={"name": str(value)[:100]},
            ),
            place,
        )
    return value


def _wrong(place: str) -> Refused:
    return Refused(
        _("studio_type", default="Une valeur n'est pas du type attendu."), place
    )


def _boolean(value: JSON, place: str) -> bool:
    if not isinstance(value, bool):
        raise _wrong(place)
    return value


def _strings(value: JSON, place: str) -> list[str]:
    return [_line(item, place) for item in _list(value, place, MOST_CHOICES)]


def _list(value: JSON, place: str, most: int = MOST_FIELDS) -> list[JSON]:
    if not isinstance(value, list):
        raise _wrong(place)
    if len(value) > most:
        raise Refused(
            _(
                "studio_many",
                default="Une liste compte plus de ${most} éléments.",
                mapping={"most": most},
            ),
            place,
            413,
        )
    return value


def _object(
    value: JSON,
    place: str,
    keys: Iterable[str] | None = None,
    needed: Iterable[str] = (),
) -> dict[str, JSON]:
    if not isinstance(value, dict):
        raise _wrong(place)
    missing = [key for key in needed if key not in value]
    if missing:
        raise Refused(
            _(
                "studio_missing",
                default="« ${name} » manque.",
                mapping={"name": missing[0]},
            ),
            place,
        )
    unknown = [key for key in value if keys is not None and key not in keys]
    if unknown:
        raise Refused(
            _(
                "studio_unknown",
                default="« ${name} » n'est pas attendu ici.",
                mapping={"name": str(unknown[0])[:100]},
            ),
            place,
        )
    return value


def _line(value: JSON, place: str) -> str:
    """Return a text on one line: its line breaks become spaces."""
    return " ".join(_text(value, place, LONGEST_LINE).split("\n"))


def _text(value: JSON, place: str, most: int = LONGEST_TEXT) -> str:
    if not isinstance(value, str):
        raise _wrong(place)
    if len(value) > most:
        raise Refused(
            _(
                "studio_long",
                default="Un texte compte plus de ${most} caractères.",
                mapping={"most": most},
            ),
            place,
            413,
        )
    value = value.replace("\r\n", "\n").replace("\r", "\n")
    if ILLEGAL.search(value):
        raise Refused(
            _(
                "studio_control",
                default="Un texte contient un caractère de contrôle.",
            ),
            place,
        )
    return value
