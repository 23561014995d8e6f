"""The rules of a form in words, and who depends on whom. Pure."""

from __future__ import annotations

from collections.abc import Collection
from collections.abc import Iterator
from imio.guichet.forms.studio.places import joined
from imio.guichet.forms.studio.places import page_place
from imio.guichet.forms.studio.places import placed
from imio.guichet.forms.studio.shape import JSON
from imio.guichet.rules import describe
from imio.guichet.rules import Rule
from imio.guichet.rules import RuleError


Said = tuple[str, str, Rule]
"""Place, property, rule."""


def labels_of(form: dict[str, JSON], block: str = "") -> dict[str, str]:
    """Return the titles of the fields, of options, and of choices (``name=key``).

    In a row of the block at ``block``, its own fields come first.
    """
    labels: dict[str, str] = {
        f"options.{option['name']}": option.get("title") or option["name"]
        for option in form.get("options", [])
    }
    own: dict[str, str] = {}
    for _page, place, field in placed(form):
        name = field["name"]
        found = own if block and place == joined(block, name) else labels
        found.setdefault(name, field["title"] or name)
        for choice in field["properties"].get("values") or ():
            text = choice["title"] or choice["key"]
            found.setdefault(f"{name}={choice['key']}", text)
    return {**labels, **own}


def rules_of(form: dict[str, JSON]) -> Iterator[Said]:
    """Each rule that can be read, in the form's order."""
    for page in form["pages"]:
        yield from _item(page_place(page["id"]), page, "refuse")
        for _page, place, field in placed({"pages": [page]}):
            properties = field["properties"]
            yield from _item(place, properties, "check")
            for choice in properties.get("values") or ():
                rule = rule_of(choice.get("show"))
                if rule is not None:
                    yield place, "choices", rule


def _item(place: str, item: JSON, refusals: str) -> Iterator[Said]:
    given = [(prop, item.get(prop)) for prop in ("show", "require", "compute")]
    given += [(refusals, each.get("when")) for each in item.get(refusals) or ()]
    for prop, data in given:
        rule = rule_of(data)
        if rule is not None:
            yield place, prop, rule


def rule_of(data: JSON) -> Rule | None:
    """Return a rule, or None for nothing and for what is none."""
    if data is None:
        return None
    try:
        return Rule.parse(data)
    except RuleError:
        return None


def said(form: dict[str, JSON]) -> dict[str, dict[str, str]]:
    """Return {place: {property: sentence}}."""
    words = _Words(form)
    found: dict[str, dict[str, str]] = {}
    for place, prop, rule in rules_of(form):
        told = found.setdefault(place, {})
        sentence = words.say(place, rule)
        told[prop] = f"{told[prop]} ; {sentence}" if prop in told else sentence
    return found


def dependents(form: dict[str, JSON]) -> dict[str, list[dict[str, str]]]:
    """Return {place: [{"place", "property", "said"}]}: who reads a field's answer."""
    words = _Words(form)
    places = {place for _page, place, _field in placed(form)}
    found: dict[str, list[dict[str, str]]] = {}
    for place, prop, rule in rules_of(form):
        line = {"place": place, "property": prop, "said": words.say(place, rule)}
        for read in sorted({_field_read(name, place, places) for name in rule.fields}):
            found.setdefault(read, []).append(line)
    return found


def _field_read(name: str, place: str, places: Collection[str]) -> str:
    """Return the place of the field that a rule at ``place`` reads by a name.

    Of ``period.start``, the period.
    """
    name = name.partition(".")[0]
    own = joined(place.rpartition(".")[0], name)
    return own if own in places else name


class _Words:
    """Says rules with the titles that hold where they are."""

    def __init__(self, form: dict[str, JSON]) -> None:
        self.form = form
        self.known: dict[str, dict[str, str]] = {}

    def say(self, place: str, rule: Rule) -> str:
        block = place.rpartition(".")[0]
        if block not in self.known:
            self.known[block] = labels_of(self.form, block)
        return describe(rule, self.known[block])
