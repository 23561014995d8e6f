"""What real forms of Walloon towns use, counted, and what expresses it here.

    python tests/publik/constructs.py [FOLDER]

``FOLDER`` holds exports (``.wcs``, XML) of the platform that the towns use today; by default
``../shared/publik`` beside this checkout. Each construct is named by its kind: ``field``
(type), ``display``, ``validation``, ``prefill``, ``source``, ``option`` (of a field), ``form``
(option of the form), ``test`` (operator or filter in a condition), ``value`` (name in a
condition), ``computed``, ``exit``. ``mapping.py`` says what expresses each here; what it does not
know is printed last, and makes the exit code 1.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import re
import sys


DEFAULT = Path(__file__).parents[2].parent / "shared" / "publik"
Construct = tuple[str, str]
"""Kind and name."""

#: Options of a field that only say "no" when they have one of these values.
IDLE = {"", "no", "none", "false", "default", "normal", "auto", "0"}
#: Told by other means, or of no consequence: id, type, label are the field itself.
STRUCTURE = {
    "id", "type", "label", "varname", "items", "condition", "prefill", "validation",
    "data_source", "post_conditions", "value_template", "display_mode", "block_slug",
}  # fmt: skip

_TAG = re.compile(r"{%-?\s*(\w+)(.*?)-?%}|{{(.*?)}}", re.S)
_FILTER = re.compile(r"\|\s*([a-z_]+)")
_TEXT = re.compile(r"\"[^\"]*\"|'[^']*'")
_OPERATOR = re.compile(
    r"==|!=|<=|>=|<|>|\bnot in\b|\bin\b|\band\b|\bor\b|\bnot\b|\bis\b"
)
_NAME = re.compile(r"\b[a-zA-Z_][\w.]*")
_WORDS = {
    "and",
    "or",
    "not",
    "in",
    "is",
    "null",
    "None",
    "True",
    "False",
    "true",
    "false",
}


def exports(folder: Path, part: str) -> Iterator[Element]:
    """Yield the root of each export in ``folder/part``, by name."""
    for path in sorted((folder / part).glob("*.wcs")):
        yield ElementTree.parse(path).getroot()


def constructs(folder: Path) -> Counter[Construct]:
    """Return how often each construct is used in the forms and blocks of a folder."""
    found: Counter[Construct] = Counter()
    for part in ("forms", "blocks"):
        for root in exports(folder, part):
            if part == "forms":
                found.update(of_form(root))
            for field in root.iterfind("./fields/field"):
                found.update(of_field(field))
    return found


def of_form(root: Element) -> Iterator[Construct]:
    """Yield the options that a form sets."""
    for element in root:
        text = (element.text or "").strip()
        if len(element) == 0 and text.lower() not in IDLE:
            yield "form", element.tag
    for option in root.iterfind("./options/*"):
        if option.get("varname"):
            yield "form", "workflow option"
    if root.find("roles") is not None and len(root.find("roles") or ()):
        yield "form", "roles"
    if len(root.find("user-roles") or ()):
        yield "form", "user-roles"
    if len(root.find("backoffice-submission-roles") or ()):
        yield "form", "backoffice-submission-roles"


def of_field(field: Element) -> Iterator[Construct]:
    """Yield what a field uses."""
    kind = (field.findtext("type") or "").partition(":")[0]
    yield "field", kind
    mode = field.findtext("display_mode")
    if mode and mode.strip():
        yield "display", f"{kind} {mode.strip()}"
    yield from _options(field, kind)
    for prefill in field.iterfind("prefill"):
        how = prefill.findtext("type", "none").strip()
        value = (prefill.findtext("value") or "").strip()
        if how == "user":
            yield "prefill", f"user {value}"
        elif how != "none":
            yield "prefill", how
            yield from template(value)
        if prefill.findtext("locked") == "True":
            yield "prefill", "locked"
    for validation in field.iterfind("validation"):
        yield "validation", validation.findtext("type", "").strip() or "none"
        if validation.findtext("error_message"):
            yield "validation", "error_message"
    for source in field.iterfind("data_source"):
        name = source.findtext("type", "").partition(":")[0].strip()
        yield "source", name if name in ("json", "jsonvalue", "carddef") else "named"
        yield from template(source.findtext("value") or "")
    for condition in field.iterfind("condition"):
        yield from expression(condition.findtext("value") or "")
    for exit_ in field.iter("post_condition"):
        yield "exit", "post_condition"
        yield from expression(exit_.findtext("condition/value") or "")
    if field.find("value_template") is not None:
        yield "computed", "value_template"
        yield from template(field.findtext("value_template") or "")


def _options(field: Element, kind: str) -> Iterator[Construct]:
    for element in field:
        if element.tag in STRUCTURE:
            continue
        text = "".join(element.itertext()).strip()
        if element.tag == "extra_css_class":
            for word in text.split():
                yield "option", f"class {word}"
        elif element.tag == "display_locations":
            for place in element:
                yield "option", f"display in {(place.text or '').strip()}"
            if not len(element):
                yield "option", "display nowhere"
        elif text.lower() not in IDLE:
            yield "option", element.tag


def template(text: str) -> Iterator[Construct]:
    """Yield what a template of text uses."""
    for name, inside, value in _TAG.findall(text):
        if name:
            if not name.startswith("end"):
                yield "test", f"template {name}"
            yield from expression(inside)
        else:
            yield from expression(value)


def expression(text: str) -> Iterator[Construct]:
    """Yield the operators, filters and kinds of names of a Django condition."""
    bare = _TEXT.sub('""', text)
    for operator in _OPERATOR.findall(bare):
        yield "test", operator
    for name in _FILTER.findall(bare):
        yield "test", f"|{name}"
    bare = _FILTER.sub("", bare)
    for name in _NAME.findall(bare):
        if name not in _WORDS:
            yield "value", origin(name)
    if bare.strip() in ("false", "False"):
        yield "test", "never"


def origin(name: str) -> str:
    """Return what a name in a condition stands for, without its own name."""
    for start, what in (
        ("form_var_", "answer"),
        ("form_option_", "form option"),
        ("form_user_", "profile"),
        ("session_user", "profile"),
        ("data_source.", "data source"),
        ("webservice.", "web service"),
        ("form_", "form"),
        ("today", "today"),
    ):
        if name.startswith(start):
            return what
    return "site variable"


def report(found: Counter[Construct], known: dict[Construct, str]) -> Iterable[str]:
    """Return the lines of the report: count, construct, what expresses it here."""
    for (kind, name), count in sorted(found.items()):
        said = known.get((kind, name), "UNMAPPED")
        yield f"{count:5}  {kind:10} {name:34} {said}"


def main(arguments: list[str]) -> int:
    """Print the report; returns 1 when something is not mapped."""
    from mapping import MAPPING

    folder = Path(arguments[0]) if arguments else DEFAULT
    found = constructs(folder)
    if not found:
        print(f"There is no export in {folder}.", file=sys.stderr)
        return 2
    known = {construct: here.text for construct, here in MAPPING.items()}
    print("\n".join(report(found, known)))
    unmapped = sorted(set(found) - set(MAPPING))
    for kind, name in unmapped:
        print(f"not mapped: {kind} {name}")
    print(
        f"{sum(found.values())} uses of {len(found)} constructs, {len(unmapped)} not mapped"
    )
    return 1 if unmapped else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
