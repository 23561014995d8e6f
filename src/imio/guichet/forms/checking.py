"""What is wrong in a form that could be read: its rules, its roles, its pages."""

from __future__ import annotations

from collections.abc import Iterator
from imio.guichet.core.types import Problem
from imio.guichet.forms.types import Field
from imio.guichet.forms.types import Form
from imio.guichet.forms.types import Refusal
from imio.guichet.i18n import _
from imio.guichet.rules.form import check_form
from imio.guichet.rules.form import FieldRules
from imio.guichet.rules.form import PageRules


ROLES = frozenset({"applicant-email", "applicant-name", "applicant-phone"})
PREFILLS = frozenset({"today", "user.email", "user.fullname"})


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
        if field.prefill and field.prefill not in PREFILLS:
            yield _unknown(field, "prefill", field.prefill)
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


def _rules(form: Form) -> Iterator[Problem]:
    pages = [
        PageRules(
            page.id,
            tuple(
                FieldRules(
                    field.name,
                    show=field.show,
                    require=field.require,
                    compute=field.compute,
                    refuse=_whens(field.checks),
                )
                for field in page.fields
            ),
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
