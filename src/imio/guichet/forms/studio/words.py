"""The rules of a form in words, and who depends on whom. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from imio.guichet.forms.studio.model import fields_of
from imio.guichet.forms.studio.shape import JSON
from imio.guichet.rules import describe
from imio.guichet.rules import Rule
from imio.guichet.rules import RuleError


Said = tuple[str, str, str, Rule]
"""Page id, field name or '', property, rule."""


def labels_of(form: dict[str, JSON]) -> dict[str, str]:
    """Return the titles of the fields, and of choices (``name=key``)."""
    labels = {}
    for _page, field in fields_of(form):
        name = field["name"]
        labels[name] = field["title"] or name
        for choice in field["properties"].get("values") or ():
            labels[f"{name}={choice['key']}"] = choice["title"] or choice["key"]
    return labels


def rules_of(form: dict[str, JSON]) -> Iterator[Said]:
    """Each rule that can be read, in the form's order."""
    for page in form["pages"]:
        yield from _item(page["id"], "", page, "refuse")
        for field in page["fields"]:
            yield from _item(page["id"], field["name"], field["properties"], "check")


def _item(page: str, name: str, item: JSON, refusals: str) -> Iterator[Said]:
    given = [(prop, item.get(prop)) for prop in ("show", "require", "compute")]
    given += [(refusals, each.get("when")) for each in item.get(refusals) or ()]
    for prop, data in given:
        rule = rule_of(data)
        if rule is not None:
            yield page, name, prop, rule


def rule_of(data: JSON) -> Rule | None:
    """Return a rule, or None for nothing and for what is none."""
    if data is None:
        return None
    try:
        return Rule.parse(data)
    except RuleError:
        return None


def said(form: dict[str, JSON]) -> dict[str, dict[str, str]]:
    """Return {field name or page id: {property: sentence}}."""
    labels = labels_of(form)
    found: dict[str, dict[str, str]] = {}
    for page, name, prop, rule in rules_of(form):
        place = found.setdefault(name or page, {})
        sentence = describe(rule, labels)
        place[prop] = f"{place[prop]} ; {sentence}" if prop in place else sentence
    return found


def dependents(form: dict[str, JSON]) -> dict[str, list[dict[str, str]]]:
    """Return {field name: [{"place", "property", "said"}]}: who reads its answer."""
    labels = labels_of(form)
    found: dict[str, list[dict[str, str]]] = {}
    for page, name, prop, rule in rules_of(form):
        line = {"place": name or page, "property": prop, "said": describe(rule, labels)}
        for read in sorted(rule.fields):
            found.setdefault(read, []).append(line)
    return found
