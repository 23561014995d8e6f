"""Small pieces of HTML, escaped: what controls are made of."""

from __future__ import annotations

from markupsafe import escape
from markupsafe import Markup


VOID = frozenset({"br", "hr", "img", "input"})


def tag(name: str, /, *children: object, **attributes: object) -> Markup:
    """Return an element; text is escaped, ``Markup`` is not.

    Attributes: ``class_`` and ``for_`` lose their underscore, others become dashes;
    None and False are left out, True is written bare.

    >>> print(tag("label", "a < b", for_="x", aria_hidden="true", hidden=False))
    <label for="x" aria-hidden="true">a &lt; b</label>
    """
    parts = ["<", name]
    for key, value in attributes.items():
        if value is None or value is False:
            continue
        key = key.rstrip("_").replace("_", "-")
        parts.append(f" {key}" if value is True else f' {key}="{escape(value)}"')
    parts.append(">")
    if name not in VOID:
        parts.extend(escape(child) for child in children if child is not None)
        parts.append(f"</{name}>")
    return Markup("".join(parts))


def join(*children: object) -> Markup:
    """Return pieces one after another; None is left out."""
    return Markup("").join(child for child in children if child is not None)


def lines(text: str) -> Markup:
    """Return plain text with its line breaks kept."""
    return Markup("<br>").join(text.splitlines())
