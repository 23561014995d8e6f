"""A form for paper: every question with its boxes and lines, its conditions in words.

Pure: it draws what it is given, as safe HTML. Classes are those of ``paper.css`` in
room documents.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping
from imio.guichet.forms.controls.base import Translate
from imio.guichet.forms.controls.choosing import Choosing
from imio.guichet.forms.html import join
from imio.guichet.forms.html import tag
from imio.guichet.forms.types import Field
from imio.guichet.forms.types import Form
from imio.guichet.forms.types import Page
from imio.guichet.i18n import _
from imio.guichet.rules import Rule
from imio.guichet.rules.describe import describe
from markupsafe import Markup


def blank_form(form: Form, translate: Translate) -> Markup:
    """Return the pages of a form, its questions numbered from the first to the last."""
    labels = labels_of(form, translate)
    numbers = _numbers(form)
    return join(*(_page(page, labels, numbers, translate) for page in form.pages))


def labels_of(form: Form, translate: Translate) -> dict[str, str]:
    """Return the titles of the fields and of their choices, for rules in words."""
    labels: dict[str, str] = {}
    for found in form.fields():
        labels[found.name] = f"« {translate(found.title)} »"
        for part, title in found.control.part_titles.items():
            labels[f"{found.name}.{part}"] = (
                f"{labels[found.name]} ({translate(title)})"
            )
        if isinstance(found.control, Choosing):
            for choice in found.control.own.choices:
                labels[f"{found.name}={choice.key}"] = choice.title
    return labels


def _numbers(form: Form) -> dict[str, int]:
    asked = (found.name for found in form.fields() if found.is_asked)
    return {name: number for number, name in enumerate(asked, 1)}


def _page(
    page: Page,
    labels: Mapping[str, str],
    numbers: Mapping[str, int],
    translate: Translate,
) -> Markup | None:
    fields = [found for found in page.fields if found.is_asked or found.is_note]
    if not fields:
        return None
    return tag(
        "section",
        tag("h2", translate(page.title)),
        _when(page.show, labels, translate),
        *(
            tag("div", Markup(text), class_="b-help")
            for text in (page.description, page.help)
            if text
        ),
        *(_field(found, labels, numbers, translate) for found in fields),
        *_refusals(page, labels, translate),
    )


def _when(
    rule: Rule | None, labels: Mapping[str, str], translate: Translate
) -> Markup | None:
    if rule is None:
        return None
    said = _(
        "msg_blank_when",
        default="À remplir seulement si ${condition}.",
        mapping={"condition": describe(rule, labels)},
    )
    return tag("p", translate(said), class_="b-when")


def _refusals(
    page: Page, labels: Mapping[str, str], translate: Translate
) -> Iterator[Markup]:
    for refusal in page.refusals:
        said = _(
            "msg_blank_refused",
            default="Si ${condition} : ${message}",
            mapping={
                "condition": describe(refusal.when, labels),
                "message": translate(refusal.message),
            },
        )
        yield tag("p", translate(said), class_="b-when")


def _field(
    found: Field,
    labels: Mapping[str, str],
    numbers: Mapping[str, int],
    translate: Translate,
) -> Markup:
    if found.is_note:
        when = _when(found.show, labels, translate)
        body = Markup(getattr(found.control, "body", ""))
        if not body:
            return join(when, tag("h3", translate(found.title)))
        return join(when, tag("div", body, class_="b-note"))
    optional = None
    if found.require is not None and found.require != found.show:
        said = _(
            "label_blank_required_if",
            default="(obligatoire si ${condition})",
            mapping={"condition": describe(found.require, labels)},
        )
        optional = tag("span", " ", translate(said), class_="b-optional")
    elif not found.required and found.require is None:
        said = translate(_("label_optional", default="(facultatif)"))
        optional = tag("span", " ", said, class_="b-optional")
    help_ = Markup(found.description) if found.description else None
    return tag(
        "div",
        _when(found.show, labels, translate),
        tag(
            "p",
            tag("span", f"{numbers[found.name]}.", class_="b-number"),
            " ",
            translate(found.title),
            optional,
            class_="b-title",
        ),
        tag("div", help_, class_="b-help") if help_ is not None else None,
        found.control.blank(translate),
        class_="b-field",
    )
