"""What is wrong in a form that could be read: its rules, its roles, its pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from imio.guichet.core.interfaces import IPrefillSource
from imio.guichet.core.types import Problem
from imio.guichet.forms.controls.groups import Block
from imio.guichet.forms.types import Field
from imio.guichet.forms.types import Form
from imio.guichet.forms.types import Refusal
from imio.guichet.i18n import _
from imio.guichet.rules.form import check_form
from imio.guichet.rules.form import FieldRules
from imio.guichet.rules.form import PageRules
from zope.component import queryUtility

import re


CHANNELS = frozenset({"", "counter", "online"})
KEEP = re.compile(r"decision|[1-9][0-9]{0,2}")
ROLES = frozenset(
    {
        "applicant-email",
        "applicant-name",
        "applicant-phone",
        "behalf-kind",
        "behalf-name",
        "behalf-number",
        "cosigner-email",
        "cosigner-name",
    }
)
SOURCE = re.compile(
    r"today|user\.(?:address|email|fullname|phone)"
    r"|options\.[a-z][a-z0-9_]{0,39}"
    r"|query\.[A-Za-z][A-Za-z0-9_-]{0,63}|dossier\.[A-Za-z][A-Za-z0-9_]{0,63}"
)
"""Where a proposed answer may come from: see ``prefill``."""

TAKEN = frozenset({"act", "asked", "code", "incomplete", "parked", "return", "to"})
"""Values of a form's address that have a meaning of ours."""


def places(form: Form) -> Iterator[tuple[str, Field]]:
    """Yield each field with its name; ``block.field`` for one inside a block."""
    for found in form.fields():
        yield found.name, found
        if isinstance(found.control, Block):
            for inner in found.control.fields:
                yield f"{found.name}.{inner.name}", inner


def check_rules(form: Form) -> list[Problem]:
    """Return the problems of a form's rules, pages and attributes."""
    return [*_shape(form), *_attributes(form), *_rules(form)]


def _shape(form: Form) -> Iterator[Problem]:
    if not any(field.is_asked for field in form.fields()):
        yield Problem("", _("error_form_empty", default="Le formulaire est vide."))


def _attributes(form: Form) -> Iterator[Problem]:
    for field in form.fields():
        if field.role and field.role not in ROLES:
            yield _unknown(field, "role", field.role)
        if field.prefill and not _is_source(field.prefill):
            yield _unknown(field, "prefill", field.prefill)
        if field.channel not in CHANNELS:
            yield _unknown(field, "channel", field.channel)
        if field.locked and not field.prefill:
            yield Problem(
                field.name,
                _(
                    "error_locked_nothing",
                    default="Rien ne remplit cette réponse d'avance : elle ne peut être "
                    "verrouillée.",
                ),
            )
        if field.listed and field.control.confidential:
            yield Problem(
                field.name,
                _(
                    "error_listed_confidential",
                    default="Un numéro de registre national ne peut être montré dans les "
                    "listes des agents.",
                ),
            )
        if field.listed and field.keep:
            yield Problem(
                field.name,
                _(
                    "warning_listed_kept",
                    default="Une réponse à effacer est montrée dans les listes des "
                    "agents : est-ce nécessaire ?",
                ),
                "warning",
            )
    for place, field in places(form):
        if field.keep and not KEEP.fullmatch(field.keep):
            yield replace(_unknown(field, "keep", field.keep), place=place)
    for name in sorted(form.query_names & TAKEN):
        yield Problem(
            "",
            _(
                "error_query_taken",
                default="« ${name} » a déjà un sens dans l'adresse d'un formulaire.",
                mapping={"name": name},
            ),
        )
    yield from _forgotten(form)
    for page in form.pages:
        for refusal in page.refusals:
            for name in refusal.fields:
                if name not in page.by_name:
                    yield Problem(
                        page.id,
                        _(
                            "error_refusal_field",
                            default="Le refus désigne « ${name} », qui n'est pas sur "
                            "cette page.",
                            mapping={"name": name},
                        ),
                    )


def _is_source(text: str) -> bool:
    """True for where an answer may come from: other rooms may know more of a person."""
    if SOURCE.fullmatch(text):
        return True
    kind, _dot, name = text.partition(".")
    found = queryUtility(IPrefillSource, kind)
    return found is not None and name in found.titles()


def _forgotten(form: Form) -> Iterator[Problem]:
    """Rules that read an answer that is erased find nothing afterwards."""
    erased = {field.name for field in form.fields() if field.keep}
    read: set[str] = set()
    forgotten: set[str] = set()
    for page in form.pages:
        read |= page.show.fields if page.show is not None else set()
        for field in page.fields:
            for rule in (field.show, field.compute):
                read |= rule.fields if rule is not None else set()
            if isinstance(field.control, Block):
                inside = field.control.fields
                rules = [r for one in inside for r in (one.show, one.compute) if r]
                told = {one.name for one in inside if one.keep}
                told &= {name for rule in rules for name in rule.fields}
                forgotten |= {f"{field.name}.{name}" for name in told}
    for name in sorted(forgotten | (erased & read)):
        yield Problem(
            name,
            _(
                "warning_keep_read",
                default="D'autres questions dépendent de cette réponse : une fois "
                "qu'elle est effacée, elles ne se montrent plus dans le dossier.",
            ),
            "warning",
        )


def _unknown(field: Field, name: str, value: str) -> Problem:
    return Problem(
        field.name,
        _(
            "error_attribute_unknown",
            default="« ${value} » n'est pas une valeur de « ${name} ».",
            mapping={"name": name, "value": value},
        ),
    )


def _whens(refusals: tuple[Refusal, ...]) -> tuple:
    return tuple(refusal.when for refusal in refusals)


def _of_field(field: Field) -> Iterator[FieldRules]:
    """What a field's rules are; its parts are there when it is."""
    yield _own(field)
    for part in field.control.parts:
        yield FieldRules(f"{field.name}.{part}", show=field.show)


def _own(field: Field) -> FieldRules:
    inside = field.control.fields if isinstance(field.control, Block) else ()
    return FieldRules(
        field.name,
        show=field.show,
        require=field.require,
        compute=field.compute,
        refuse=_whens(field.checks),
        choices=field.control.rules,
        reads=frozenset({field.control.depends} - {""}),
        inner=tuple(_own(inner) for inner in inside),
    )


def _rules(form: Form) -> Iterator[Problem]:
    pages = [
        PageRules(
            page.id,
            tuple(rules for field in page.fields for rules in _of_field(field)),
            show=page.show,
            refuse=_whens(page.refusals),
        )
        for page in form.pages
    ]
    for problem in check_form(pages, form.types):
        place = ".".join(filter(None, (problem.page, problem.field)))
        if problem.aspect:
            place = f"{place} ({problem.aspect})"
        yield Problem(place, problem.message, problem.severity)
