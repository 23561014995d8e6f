"""Signatures of others: the seal, the link, who must sign. Pure."""

from dataclasses import replace
from datetime import date
from datetime import datetime
from datetime import time
from datetime import UTC
from decimal import Decimal
from hypothesis import given
from hypothesis import strategies as st
from imio.guichet.core.signing import Signer
from imio.guichet.core.signing import SignerState
from imio.guichet.core.signing import Signing
from imio.guichet.forms.signing import asking
from imio.guichet.forms.signing import tokens
from imio.guichet.forms.signing.asking import Person
from imio.guichet.forms.signing.seal import seal
from imio.guichet.forms.types import Field
from imio.guichet.forms.types import Form
from imio.guichet.forms.types import Page
from imio.guichet.forms.values import Address
from imio.guichet.forms.values import ConfirmedEmail
from imio.guichet.forms.values import Period
from io import BytesIO

import pytest


KEYS = ["new key", "old key"]
ASKED = tokens.Asked("EVT-2611-7K4QX3", "a" * 32, 2_000_000_000)


class File:
    def __init__(self, data, filename="plan.pdf"):
        self.data, self.filename = data, filename

    def open(self):
        return BytesIO(self.data)


def test_a_seal_changes_with_anything_that_does():
    found = {
        seal(*arguments)
        for arguments in (
            ("A", "<model/>", {"a": "1"}),
            ("B", "<model/>", {"a": "1"}),
            ("A", "<model />", {"a": "1"}),
            ("A", "<model/>", {"a": 1}),
            ("A", "<model/>", {"a": True}),
            ("A", "<model/>", {"a": Decimal("1")}),
            ("A", "<model/>", {"a": Decimal("1.0")}),
            ("A", "<model/>", {"a": "1", "b": None}),
            ("A", "<model/>", {"a": ("1",)}),
            ("A", "<model/>", {"a": frozenset({"1"})}),
            ("A", "<model/>", {"a": date(2026, 1, 1)}),
            ("A", "<model/>", {"a": datetime(2026, 1, 1, tzinfo=UTC)}),
            ("A", "<model/>", {"a": time(1)}),
            ("A", "<model/>", {"a": ({"id": "r1", "x": "1"},)}),
            ("A", "<model/>", {"a": ({"id": "r1", "x": "2"},)}),
            ("A", "<model/>", {"a": Period(date(2026, 1, 1), date(2026, 1, 2))}),
            ("A", "<model/>", {"a": Address("Rue", "1", "", "6000", "Ici")}),
            ("A", "<model/>", {"a": Address("Rue", "1", "", "6000", "Là")}),
            ("A", "<model/>", {"a": File(b"one")}),
            ("A", "<model/>", {"a": File(b"two")}),
            ("A", "<model/>", {"a": File(b"one", "other.pdf")}),
        )
    }
    assert len(found) == 21


def test_a_seal_is_the_same_for_the_same_answers_in_any_order():
    one = {"a": "1", "b": frozenset({"x", "y"}), "c": ConfirmedEmail("a@b.be")}
    other = {"c": "a@b.be", "b": {"y", "x"}, "a": "1"}
    assert seal("A", "m", one) == seal("A", "m", other)
    assert len(seal("A", "m", one)) == 64


def test_what_cannot_be_sealed_is_refused():
    with pytest.raises(TypeError):
        seal("A", "m", {"a": object()})


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.dates() | st.decimals(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@given(st.dictionaries(st.text(), values), st.dictionaries(st.text(), values))
def test_different_answers_never_have_the_same_seal(one, other):
    if repr(sorted(one.items())) != repr(sorted(other.items())):
        assert seal("A", "m", one) != seal("A", "m", other)


def test_a_token_says_what_it_was_made_for():
    token = tokens.make(KEYS, ASKED)
    assert tokens.read(KEYS, token) == ASKED
    assert tokens.read(["newer", *KEYS], token) == ASKED
    assert tokens.read(["other"], token) is None
    assert ASKED.is_over(2_000_000_001)
    assert not ASKED.is_over(2_000_000_000)


def test_nothing_in_a_token_can_be_changed():
    token = tokens.make(KEYS, ASKED)
    for place in range(len(token)):
        forged = (
            token[:place] + ("0" if token[place] != "0" else "1") + token[place + 1 :]
        )
        assert tokens.read(KEYS, forged) is None
    moved = token.replace("7K4QX3.a", "7K4QX3a.")
    for forged in ("", ".", "a.b.c.d", token[:-1], f"{token}0", moved, "é" + token):
        assert tokens.read(KEYS, forged) is None
    assert tokens.read(KEYS, "x" * 10_000) is None


@given(st.text(max_size=200))
def test_any_text_is_no_token(text):
    assert tokens.read(KEYS, text) is None


def test_a_signature_made_for_something_else_is_worth_nothing():
    from imio.guichet.forms import robots

    said = "EVT-2611-7K4QX3." + "a" * 32 + ".2000000000"
    for purpose in ("stamp", "challenge", "cosign", tokens.PURPOSE):
        assert (
            tokens.read(KEYS, f"{said}.{robots.sign(KEYS[0], purpose, said)}") is None
        )


def form_of(*pages):
    return Form("", tuple(Page(f"p{n}", "", fields) for n, fields in enumerate(pages)))


def field(name, role="", **values):
    from imio.guichet.forms.controls.texts import Text
    from zope.schema import TextLine

    return Field(name, name, Text(TextLine()), role=role, **values)


def test_names_go_with_addresses():
    form = form_of(
        (
            field("m1", "cosigner-email"),
            field("n1", "cosigner-name"),
            field("m2", "cosigner-email"),
            field("n2", "cosigner-name"),
        ),
        (field("m3", "cosigner-email"), field("own", "applicant-email")),
    )
    answers = {
        "m1": "anne@example.be",
        "n2": "Bob  Martin",
        "m2": "Bob@example.be",
        "n1": "",
        "m3": "bob@example.be",
        "own": "me@example.be",
    }
    assert asking.people(form, answers) == (
        Person("anne@example.be", ""),
        Person("Bob@example.be", "Bob Martin"),
    )
    assert asking.people(form, {"n1": "Anne"}) == ()


ANNE, BOB = Person("anne@example.be", ""), Person("bob@example.be", "Bob")


@pytest.mark.parametrize(
    "wanted,least,found,own,refused",
    [
        ("never", 1, (), [], ""),
        ("asked", 2, (), [], ""),
        ("asked", 2, (ANNE,), [], "error_cosign_few"),
        ("always", 1, (), [], "error_cosign_few"),
        ("always", 1, (ANNE,), ["me@example.be"], ""),
        ("always", 1, (ANNE, BOB), ["", "ANNE@example.be"], "error_cosign_own"),
        (
            "always",
            1,
            tuple(Person(f"p{n}@example.be", "") for n in range(21)),
            [],
            "error_cosign_many",
        ),
    ],
)
def test_why_it_cannot_be_sent(wanted, least, found, own, refused):
    assert asking.refusal(wanted, least, found, own) == refused


def told(form, wanted):
    return [str(problem.message) for problem in asking.problems(form, wanted)]


def test_what_a_manager_forgot():
    nobody = form_of((field("a"),))
    assert told(nobody, "never") == []
    assert told(nobody, "always") == ["error_cosign_nobody"]
    assert told(nobody, "asked") == ["error_cosign_nobody"]
    free = form_of((field("a", "cosigner-email"),))
    assert told(free, "always") == ["warning_cosign_sometimes"]
    assert told(free, "asked") == []
    sure = form_of((field("a", "cosigner-email", required=True),))
    assert told(sure, "always") == []


def test_who_is_awaited():
    now = datetime.now(UTC)
    signers = (Signer("a", "a@b.be", "Anne", now), Signer("b", "b@b.be", "", now))
    signing = Signing(now, now, "s", signers)
    assert signing.awaited == signers
    done = replace(signers[0], state=SignerState.SIGNED, user_name="Anne Dubois")
    signing = signing.with_signer("a", done)
    assert signing.awaited == signers[1:]
    assert signing.signer("a").title == "Anne Dubois (a@b.be)"
    assert signing.signer("b").title == "b@b.be"
    assert signing.signer("c") is None
