"""What is wrong with the options of a form: unknown, not used, without a value. Pure.

What rules make of them is told by the rules' own checks; what is wrong in a declaration,
where the form is read.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from imio.guichet.core.types import Problem
from imio.guichet.forms import options
from imio.guichet.forms.kinds import BY_ID
from imio.guichet.forms.studio import model
from imio.guichet.forms.studio import option_texts
from imio.guichet.forms.studio.errors import Refused
from imio.guichet.forms.studio.places import placed
from imio.guichet.forms.studio.shape import JSON
from imio.guichet.i18n import _
from imio.guichet.rules import Rule
from imio.guichet.rules import RuleError

import json


PLACE = "options:"
"""What the place of a problem of an option begins with; its name follows."""

NO_READS: Mapping[str, str] = {}


def of_model(
    source: str, values: Mapping[str, str], reads: Mapping[str, str] = NO_READS
) -> list[Problem]:
    """Return the problems of a model's options; none when it cannot be read."""
    try:
        return of_form(model.read(source), values, reads)
    except Refused:
        return []


def of_form(
    form: dict[str, JSON],
    values: Mapping[str, str],
    reads: Mapping[str, str] = NO_READS,
) -> list[Problem]:
    """Return the problems of a FORM's options.

    ``values`` are the procedure's, ``reads`` the options that are read elsewhere (mails
    of the lifecycle), {name: where in words}.
    """
    declared = options.declared(form.get("options", []))
    return [
        *_values(declared, values),
        *_unknown(form, {option.name for option in declared}, reads),
        *_prefills(form, {option.name: option for option in declared}),
        *_limits(form, {option.name: option for option in declared}),
        *_unused(form, declared, reads),
        *_name_taken(form, declared),
    ]


def _values(
    declared: Iterable[options.Option], values: Mapping[str, str]
) -> Iterator[Problem]:
    for option in declared:
        title = option.title or option.name
        try:
            option.canonical(values.get(option.name, ""))
        except options.WrongValue as wrong:
            yield Problem(
                PLACE + option.name,
                _(
                    "error_option_value",
                    default="La valeur de l'option « ${title} » ne convient pas : "
                    "${reason}",
                    mapping={"title": title, "reason": wrong.message},
                ),
            )
            continue
        if option.required and not options.text_of(option, values):
            yield Problem(
                PLACE + option.name,
                _(
                    "error_option_missing",
                    default="L'option « ${title} » n'a pas encore de valeur pour cette "
                    "démarche.",
                    mapping={"title": title},
                ),
            )


def _unknown(
    form: dict[str, JSON], known: set[str], reads: Mapping[str, str]
) -> Iterator[Problem]:
    for place, prop, names in option_texts.places(form):
        for name in dict.fromkeys(names):
            if name not in known:
                yield Problem(_place(place, prop), _no_option(name))
    for name, where in reads.items():
        if name not in known:
            yield Problem(
                PLACE,
                _(
                    "warning_option_elsewhere",
                    default="${where} lit l'option « ${name} », que le formulaire n'a "
                    "pas : rien n'y sera écrit.",
                    mapping={"where": where, "name": name},
                ),
                "warning",
            )


def _prefills(
    form: dict[str, JSON], known: Mapping[str, options.Option]
) -> Iterator[Problem]:
    for _page, place, field in placed(form):
        source = field["properties"].get("prefill") or ""
        if not source.startswith(options.PREFIX):
            continue
        option = known.get(source.removeprefix(options.PREFIX))
        if option is None:
            yield Problem(
                _place(place, "prefill"),
                _no_option(source.removeprefix(options.PREFIX)),
            )
        elif not _fits(option, field["kind"]):
            yield Problem(
                _place(place, "prefill"),
                _(
                    "error_option_prefill",
                    default="L'option « ${title} » n'est pas du type que cette question "
                    "attend.",
                    mapping={"title": option.title or option.name},
                ),
            )


_ANSWERS: Mapping[str, frozenset[str]] = {
    "number": frozenset({"integer", "decimal", "money"}),
    "money": frozenset({"integer", "decimal", "money"}),
    "yes-no": frozenset({"yes-no"}),
    "date": frozenset({"date"}),
    "some": frozenset({"some"}),
    "html": frozenset(),
}
_TEXTS = frozenset(
    "text long-text email phone one national-number enterprise iban plate "
    "communication address".split()
)


def _fits(option: options.Option, kind: str | None) -> bool:
    """True when a question of a kind can begin with the value of an option."""
    wanted = _ANSWERS.get(option.type)
    if kind is None or kind not in BY_ID:
        return False
    return kind in (_TEXTS if wanted is None else wanted)


def _limits(
    form: dict[str, JSON], known: Mapping[str, options.Option]
) -> Iterator[Problem]:
    """A limit of a date counts days with a number, or is a date."""
    for _page, place, field in placed(form):
        for prop in ("earliest", "latest"):
            text = field["properties"].get(prop) or ""
            for name in option_texts.names_in(text) if isinstance(text, str) else ():
                if name in known and known[name].type not in ("number", "text"):
                    yield Problem(
                        _place(place, prop),
                        _(
                            "error_option_limit",
                            default="Une limite se compte avec un nombre : l'option "
                            "« ${title} » n'en est pas un.",
                            mapping={"title": known[name].title or name},
                        ),
                    )


def _unused(
    form: dict[str, JSON],
    declared: Iterable[options.Option],
    reads: Mapping[str, str],
) -> Iterator[Problem]:
    used = used_in(form) | set(reads)
    for option in declared:
        if option.name not in used:
            yield Problem(
                PLACE + option.name,
                _(
                    "warning_option_unused",
                    default="Rien ne lit l'option « ${title} » : aucune règle, aucun "
                    "texte.",
                    mapping={"title": option.title or option.name},
                ),
                "warning",
            )


def used_in(form: dict[str, JSON]) -> set[str]:
    """Return the names of the options that a FORM reads, declared or not."""
    used = {
        name for _place, _prop, names in option_texts.places(form) for name in names
    }
    read: set[str] = set()
    for rule in _rules(form):
        read |= rule.fields
    for _page, _place, field in placed(form):
        read.add(str(field["properties"].get("prefill") or ""))
    start = options.PREFIX
    return used | {name.removeprefix(start) for name in read if name.startswith(start)}


def _rules(form: dict[str, JSON]) -> Iterator[Rule]:
    """Each rule of a form, wherever it is: those of choices too."""
    given: list[JSON] = []
    for page in form["pages"]:
        given += [page.get("show"), *(one.get("when") for one in page["refuse"])]
    for _page, _place, field in placed(form):
        for value in field["properties"].values():
            if isinstance(value, dict):
                given.append(value)
            elif isinstance(value, list):
                for item in value:
                    if isinstance(item, dict):
                        given += [item.get("when"), item.get("show")]
    for data in given:
        if isinstance(data, str) and data[:1] == "{":
            data = _json(data)
        if not data:
            continue
        try:
            yield Rule.parse(data)
        except RuleError:
            continue


def _json(text: str) -> JSON:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _name_taken(
    form: dict[str, JSON], declared: tuple[options.Option, ...]
) -> Iterator[Problem]:
    for _page, _place, field in placed(form):
        if declared and field["name"] == "options":
            yield Problem(
                "options",
                _(
                    "error_option_field",
                    default="Dans un formulaire qui a des options, une question ne peut "
                    "s'appeler « options ».",
                ),
            )


def _place(place: str, prop: str) -> str:
    return f"{place} ({prop})" if prop else place


def _no_option(name: str) -> str:
    return _(
        "error_option_unknown",
        default="L'option « ${name} » n'existe pas.",
        mapping={"name": name},
    )
