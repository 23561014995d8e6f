"""Real forms: each construct they use is expressed here, or the reason is written down."""

from imio.guichet.core.content.procedure import IProcedure
from imio.guichet.forms.kinds import BY_ID
from imio.guichet.forms.kinds import common
from imio.guichet.forms.kinds import KINDS
from imio.guichet.forms.kinds.base import Property
from imio.guichet.rules.operators import OPERATORS
from pathlib import Path

import os
import pytest
import re
import sys


PUBLIK = Path(__file__).parents[1] / "publik"
sys.path.insert(0, str(PUBLIK))

import constructs  # noqa: E402
import mapping  # noqa: E402


REAL = Path(os.environ.get("GUICHET_PUBLIK") or constructs.DEFAULT)


def properties():
    """The names of all properties that a manager may set."""
    named = {found.name for kind in KINDS for found in kind.properties}
    for value in vars(common).values():
        found = value if isinstance(value, tuple) else (value,)
        named |= {item.name for item in found if isinstance(item, Property)}
    return named


def test_what_the_mapping_names_exists():
    known = {
        "kind": set(BY_ID),
        "prop": properties(),
        "op": set(OPERATORS),
        "field": set(IProcedure.names(all=True)),
    }
    wrong = [
        (construct, f"{sort}:{name}")
        for construct, here in mapping.MAPPING.items()
        for sort, name in re.findall(r"`(kind|prop|op|field):([^`]+)`", here.text)
        if name not in known[sort]
    ]
    assert not wrong


def test_constructs_are_counted():
    found = constructs.constructs(PUBLIK / "sample")
    assert found == {
        ("form", "name"): 1,
        ("form", "workflow option"): 1,
        ("field", "page"): 1,
        ("field", "string"): 1,
        ("field", "item"): 2,
        ("field", "block"): 1,
        ("display", "item radio"): 1,
        ("validation", "regex"): 1,
        ("validation", "error_message"): 1,
        ("prefill", "user _email"): 1,
        ("prefill", "locked"): 1,
        ("source", "carddef"): 1,
        ("option", "required"): 1,
        ("option", "class grid-1-2"): 1,
        ("option", "display in listings"): 1,
        ("option", "display nowhere"): 1,
        ("exit", "post_condition"): 1,
        ("test", "=="): 1,
        ("test", "or"): 1,
        ("test", "not in"): 1,
        ("test", "<="): 1,
        ("test", "|add_days"): 1,
        ("value", "answer"): 3,
        ("value", "form option"): 1,
        ("value", "today"): 1,
    }


@pytest.mark.skipif(not REAL.is_dir(), reason=f"no real forms in {REAL}")
def test_nothing_of_the_real_forms_is_unmapped():
    found = constructs.constructs(REAL)
    assert sum(found.values()) > 4000
    assert not set(found) - set(mapping.MAPPING)
