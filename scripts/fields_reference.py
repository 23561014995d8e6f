"""Write ``docs/reference/fields.md`` from the kinds of fields (``forms.kinds``).

    python scripts/fields_reference.py [--check]

``--check`` writes nothing and fails when the file is not what it should be.
"""

from imio.guichet.forms.kinds import common
from imio.guichet.forms.kinds import KINDS
from imio.guichet.forms.kinds.base import Kind
from imio.guichet.forms.kinds.base import Property
from pathlib import Path

import sys


TARGET = Path(__file__).resolve().parent.parent / "docs" / "reference" / "fields.md"
HEADER = """\
# Kinds of fields

<!-- Made by scripts/fields_reference.py: do not edit. -->

What a form manager can put in a form, with the words of the studio (French). How each is written in a model is told in
[the form model](form-model.md). A property written `<name>` is an element inside `<field>`, any other an attribute
`guichet:name`.
"""

Said = str
"""A text of the studio, in the reference language."""


def said(message: str) -> Said:
    """Return a message's text, fit for a cell of a table."""
    return str(getattr(message, "default", None) or message).replace("|", "\\|")


def written(found: Property) -> str:
    return f"`<{found.name}>`" if found.where == "element" else f"`{found.name}`"


def table(properties: tuple[Property, ...]) -> list[str]:
    """Return the rows that say what a manager may set."""
    rows = ["| property | title | values |", "| --- | --- | --- |"]
    for found in properties:
        values = found.editor
        if found.options:
            values = ", ".join(f"`{key}`" for key, _title in found.options if key)
        help_ = f"<br>{said(found.help)}" if found.help else ""
        rows.append(f"| {written(found)} | {said(found.title)}{help_} | {values} |")
    return rows


def section(kind: Kind) -> list[str]:
    """Return what is told of a kind."""
    type_ = f"`{kind.type}`"
    if kind.widget:
        type_ += f', `guichet:widget="{kind.widget}"`'
    if kind.value_type:
        type_ += f", of `{kind.value_type}`"
    lines = ["", f"### {said(kind.title)}", "", f"`{kind.id}`: {type_}."]
    if kind.help:
        lines[-1] += f" {said(kind.help)}"
    if kind.properties:
        lines += ["", *table(kind.properties)]
    return lines


def reference() -> str:
    """Return the text of the page."""
    lines = [HEADER, "## What all have", "", *table(common.EVERYTHING)]
    lines += ["", "Questions besides:", "", *table(common.QUESTION)]
    lines += ["", "What is computed instead of asked:", "", *table(common.COMPUTED)]
    for title, asked in (("Questions", True), ("What is not asked", False)):
        lines += ["", f"## {title}"]
        for kind in KINDS:
            if kind.asked is asked:
                lines += section(kind)
    return "\n".join(lines) + "\n"


def main() -> None:
    """Entry point of the command line."""
    wanted = reference()
    if "--check" not in sys.argv:
        TARGET.write_text(wanted)
    elif not TARGET.exists() or TARGET.read_text() != wanted:
        sys.exit(f"{TARGET.name} is not up to date: run scripts/fields_reference.py.")


if __name__ == "__main__":
    main()
