"""Options of a form: what each procedure that uses it sets for itself. Pure.

The form declares them (``guichet:options`` on the schema, JSON: so they are approved,
published and exchanged with it); the procedure holds the values, as canonical text, in
``core.options``. Rules read ``options.NAME``; texts hold ``${options.NAME}``.

An option is ``{"name", "type", "title", "help", "required", "default", "choices"}``;
``choices`` are ``[{"key", "title"}]``. Canonical text of each type:

=========  ==========================================================
text       one line
lines      several lines
html       HTML, cleaned when it is shown
number     ``12.5``
money      ``12.50``, euros
yes-no     ``true`` or ``false``
date       ``2026-12-31``
one        the key of a choice
some       keys of choices, parted by bars
email      an address
url        an address of the web, http or https
=========  ==========================================================
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from imio.guichet.forms.controls.base import Message
from imio.guichet.forms.controls.base import Translate
from imio.guichet.forms.controls.money import format_amount
from imio.guichet.forms.controls.money import parse_money
from imio.guichet.forms.controls.numbers import format_number
from imio.guichet.forms.controls.numbers import parse_date
from imio.guichet.forms.controls.numbers import parse_number
from imio.guichet.forms.controls.texts import EMAIL
from imio.guichet.forms.studio.xmltext import ILLEGAL
from imio.guichet.i18n import _
from imio.guichet.rules import FieldType
from typing import Any
from typing import Final
from urllib.parse import urlsplit

import json
import re


PREFIX: Final = "options."
"""What the names of options begin with, in rules and in texts."""

NAME: Final = re.compile(r"[a-z][a-z0-9_]{0,39}")
KEY: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.\-]{0,99}")

MOST: Final = 100
"""Options of one form."""

MOST_CHOICES: Final = 200
LONGEST_LINE: Final = 500
LONGEST_TEXT: Final = 10_000

TYPES: Final[Mapping[str, Message]] = {
    "text": _("option_type_text", default="Texte"),
    "lines": _("option_type_lines", default="Texte de plusieurs lignes"),
    "html": _("option_type_html", default="Texte mis en forme"),
    "number": _("option_type_number", default="Nombre"),
    "money": _("option_type_money", default="Montant (€)"),
    "yes-no": _("option_type_yes_no", default="Oui ou non"),
    "date": _("option_type_date", default="Date"),
    "one": _("option_type_one", default="Un choix"),
    "some": _("option_type_some", default="Plusieurs choix"),
    "email": _("option_type_email", default="Adresse e-mail"),
    "url": _("option_type_url", default="Adresse du web"),
}

_KINDS: Final = {
    "number": "number",
    "money": "number",
    "yes-no": "boolean",
    "date": "date",
    "one": "choice",
    "some": "choices",
}
"""What an option is for a rule: a text when it is not here."""

WRONG: Final[Mapping[str, Message]] = {
    "number": _(
        "error_option_number", default="Écrivez un nombre, par exemple 12 ou 12,5."
    ),
    "money": _(
        "error_option_money",
        default="Écrivez un montant en euros, par exemple 12,50.",
    ),
    "yes-no": _("error_option_yes_no", default="Choisissez oui ou non."),
    "date": _(
        "error_option_date",
        default="Écrivez une date qui existe, par exemple 31/12/2027.",
    ),
    "one": _("error_option_choice", default="Choisissez une des réponses proposées."),
    "some": _(
        "error_option_choices", default="Choisissez parmi les réponses proposées."
    ),
    "email": _(
        "error_option_email",
        default="Écrivez une adresse électronique complète, par exemple nom@exemple.be.",
    ),
    "url": _(
        "error_option_url",
        default="Écrivez une adresse complète, par exemple https://www.exemple.be.",
    ),
}
TOO_LONG = _("error_option_long", default="Ce texte est trop long.")
ILLEGIBLE = _(
    "error_option_control", default="Ce texte contient un caractère de contrôle."
)
YES = _("label_yes", default="Oui")
NO = _("label_no", default="Non")


class WrongValue(ValueError):
    """A value that its option cannot have; ``message`` says why."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


class WrongOptions(ValueError):
    """Declarations that cannot be read."""

    message = _(
        "error_options_unreadable",
        default="Les options du formulaire ne peuvent être lues.",
    )


@dataclass(frozen=True)
class Option:
    """One option as the form declares it."""

    name: str
    type: str
    title: str
    help: str = ""
    required: bool = False
    default: str = ""
    choices: tuple[tuple[str, str], ...] = ()

    @property
    def has_choices(self) -> bool:
        return self.type in ("one", "some")

    @property
    def rule_type(self) -> FieldType:
        """What it is for the rule language."""
        keys = tuple(key for key, _title in self.choices) if self.has_choices else ()
        kind = _KINDS.get(self.type, "text")
        return FieldType(kind, keys or None)  # type: ignore[arg-type]

    def canonical(self, typed: str) -> str:
        """Return what somebody typed as canonical text, '' for nothing.

        Canonical text stays as it is. Raises WrongValue.
        """
        text = typed.replace("\r\n", "\n").replace("\r", "\n").strip()
        if not text:
            return ""
        longest = LONGEST_TEXT if self.type in ("lines", "html") else LONGEST_LINE
        if self.type == "some":
            longest = LONGEST_TEXT
        if len(text) > longest:
            raise WrongValue(TOO_LONG)
        if ILLEGAL.search(text):
            raise WrongValue(ILLEGIBLE)
        if self.type in ("text", "email", "url"):
            text = " ".join(text.split())
        reader = _READERS.get(self.type)
        found = text if reader is None else reader(self, text)
        if found is None:
            raise WrongValue(WRONG[self.type])
        return found

    def value(self, text: str) -> object:
        """Return the typed value of canonical text; None for nothing."""
        if not text:
            return None
        match self.type:
            case "number" | "money":
                return Decimal(text)
            case "yes-no":
                return text == "true"
            case "date":
                return date.fromisoformat(text)
            case "some":
                return frozenset(text.split("|"))
        return text

    def said(self, text: str, translate: Translate) -> str:
        """Return canonical text as people read it; HTML stays HTML."""
        value = self.value(text)
        match value:
            case Decimal() if self.type == "money":
                return f"{format_amount(value)} €"
            case Decimal():
                return format_number(value)
            case bool():
                return translate(YES if value else NO)
            case date():
                return f"{value:%d/%m/%Y}"
        if self.has_choices:
            chosen = text.split("|") if self.type == "some" else [text]
            return ", ".join(
                title or key for key, title in self.choices if key in chosen
            )
        return text


def _number(_option: Option, text: str) -> str | None:
    number = parse_number(text)
    if number is None:
        return None
    plain = format(number, "f")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def _money(_option: Option, text: str) -> str | None:
    amount = parse_money(text)
    return None if amount is None else format(amount, "f")


def _yes_no(_option: Option, text: str) -> str | None:
    return text if text in ("true", "false") else None


def _day(_option: Option, text: str) -> str | None:
    found = parse_date(text)
    return None if found is None else found.isoformat()


def _one(option: Option, text: str) -> str | None:
    return text if text in dict(option.choices) else None


def _some(option: Option, text: str) -> str | None:
    chosen = set(text.split("|"))
    keys = [key for key, _title in option.choices]
    return "|".join(key for key in keys if key in chosen) if chosen <= {*keys} else None


def _email(_option: Option, text: str) -> str | None:
    return text if EMAIL.fullmatch(text) else None


def _url(_option: Option, text: str) -> str | None:
    if re.search(r"[\s<>\"'\\`{}|^]", text):
        return None
    try:
        found = urlsplit(text)
        good = found.scheme in ("http", "https") and bool(found.hostname)
        good = good and found.port != 0
    except ValueError:
        return None
    return text if good and found.username is None else None


_READERS: Final = {
    "number": _number,
    "money": _money,
    "yes-no": _yes_no,
    "date": _day,
    "one": _one,
    "some": _some,
    "email": _email,
    "url": _url,
}


# Declarations


def load(text: str) -> tuple[Option, ...]:
    """Return the options that an attribute declares; raises WrongOptions."""
    if not text.strip():
        return ()
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        raise WrongOptions() from None
    return declared(found)


def declared(items: Any) -> tuple[Option, ...]:
    """Return the options that JSON declares; raises WrongOptions for what is none.

    They may still be wrong, while somebody works on them: see ``faults``.
    """
    if not isinstance(items, list) or len(items) > MOST:
        raise WrongOptions()
    return tuple(_option(item) for item in items)


_KEYS: Final = frozenset("name type title help required default choices".split())
_LONGEST: Final = {"help": LONGEST_TEXT, "default": LONGEST_TEXT}


def _option(item: Any) -> Option:
    if not isinstance(item, dict) or not set(item) <= _KEYS:
        raise WrongOptions()
    texts = {
        key: _text(item.get(key, ""), _LONGEST.get(key, LONGEST_LINE))
        for key in ("name", "type", "title", "help", "default")
    }
    required = item.get("required", False)
    if texts["type"] not in TYPES or not isinstance(required, bool):
        raise WrongOptions()
    choices = item.get("choices", [])
    if not isinstance(choices, list) or len(choices) > MOST_CHOICES:
        raise WrongOptions()
    return Option(
        texts["name"],
        texts["type"],
        " ".join(texts["title"].split("\n")),
        texts["help"],
        required,
        texts["default"],
        tuple(_choice(choice) for choice in choices),
    )


def _choice(item: Any) -> tuple[str, str]:
    if not isinstance(item, dict) or not set(item) <= {"key", "title"}:
        raise WrongOptions()
    key, title = (_text(item.get(name, ""), LONGEST_LINE) for name in ("key", "title"))
    return key, " ".join(title.split("\n"))


def _text(value: Any, longest: int) -> str:
    if not isinstance(value, str) or len(value) > longest or ILLEGAL.search(value):
        raise WrongOptions()
    return value.replace("\r\n", "\n").replace("\r", "\n")


def faults(options: Iterable[Option]) -> Iterator[tuple[str, Message]]:
    """Yield (name, what is wrong) of declarations."""
    seen: set[str] = set()
    for option in options:
        given = {"name": option.name}
        if not NAME.fullmatch(option.name):
            yield (
                option.name,
                _(
                    "error_option_name",
                    default="Une option ne peut s'appeler « ${name} » : une minuscule, puis "
                    "des minuscules, des chiffres ou « _ ».",
                    mapping=given,
                ),
            )
        if option.name in seen:
            yield (
                option.name,
                _(
                    "error_option_twice",
                    default="Deux options portent le nom « ${name} ».",
                    mapping=given,
                ),
            )
        seen.add(option.name)
        if option.has_choices:
            yield from _choice_faults(option)
        try:
            option.canonical(option.default)
        except WrongValue as wrong:
            yield (
                option.name,
                _(
                    "error_option_default",
                    default="La valeur par défaut de l'option « ${name} » ne convient pas : "
                    "${reason}",
                    mapping={**given, "reason": wrong.message},
                ),
            )


def _choice_faults(option: Option) -> Iterator[tuple[str, Message]]:
    keys = [key for key, _title in option.choices]
    given = {"name": option.name}
    if not keys:
        yield (
            option.name,
            _(
                "error_option_no_choice",
                default="L'option « ${name} » n'a pas de choix.",
                mapping=given,
            ),
        )
    if len(set(keys)) < len(keys) or not all(KEY.fullmatch(key) for key in keys):
        yield (
            option.name,
            _(
                "error_option_key",
                default="Chaque choix de l'option « ${name} » doit avoir son code : des "
                "lettres, des chiffres, « - », « _ » ou « . ».",
                mapping=given,
            ),
        )


def dump(options: Iterable[Option]) -> list[dict[str, Any]]:
    """Return declarations as JSON: what ``declared`` reads; nothing empty."""
    found = []
    for option in options:
        item: dict[str, Any] = {
            "name": option.name,
            "type": option.type,
            "title": option.title,
            "help": option.help,
            "required": option.required,
            "default": option.default,
            "choices": [{"key": key, "title": title} for key, title in option.choices],
        }
        found.append(
            {key: value for key, value in item.items() if value or key == "title"}
        )
    return found


# Values


def text_of(option: Option, values: Mapping[str, str]) -> str:
    """Return the canonical text of an option: what was set, else its default; ''.

    What was set and does not fit (any more) counts as not set.
    """
    for text in (values.get(option.name, ""), option.default):
        try:
            found = option.canonical(text)
        except WrongValue:
            continue
        if found:
            return found
    return ""


def typed(options: Iterable[Option], values: Mapping[str, str]) -> dict[str, object]:
    """Return what rules read: typed values by ``options.NAME``, those there are."""
    found = {
        PREFIX + option.name: option.value(text_of(option, values))
        for option in options
    }
    return {name: value for name, value in found.items() if value is not None}


def types(options: Iterable[Option]) -> dict[str, FieldType]:
    """Return the types of options for rules, by ``options.NAME``."""
    return {PREFIX + option.name: option.rule_type for option in options}
