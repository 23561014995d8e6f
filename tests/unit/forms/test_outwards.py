"""Answers going outwards: to other programs (data) and to spreadsheets (cells)."""

from datetime import date
from datetime import time
from decimal import Decimal
from imio.guichet.forms.controls.base import Control
from imio.guichet.forms.controls.choices import Consent
from imio.guichet.forms.controls.choices import OneOf
from imio.guichet.forms.controls.choices import SomeOf
from imio.guichet.forms.controls.choices import YesNo
from imio.guichet.forms.controls.files import File
from imio.guichet.forms.controls.numbers import Clock
from imio.guichet.forms.controls.numbers import Day
from imio.guichet.forms.controls.numbers import Number
from imio.guichet.forms.controls.places import Place
from imio.guichet.forms.controls.texts import Text
from imio.guichet.forms.fields import PlaceAnswer
from plone.namedfile.file import NamedBlobFile
from plone.namedfile.interfaces import IStorage
from plone.namedfile.storages import BytesStorable
from zope.component import provideUtility

import json
import pytest


COLOURS = (("r", "Rouge"), ("g", "Vert"), ("b", "Bleu"))
provideUtility(BytesStorable(), IStorage, name="builtins.bytes")
PDF = NamedBlobFile(b"%PDF-", contentType="application/pdf", filename="plan.pdf")

CASES = [
    (Text(), "=1+1", "=1+1", [("", "=1+1")]),
    (YesNo(), True, True, [("", "Oui")]),
    (YesNo(), False, False, [("", "Non")]),
    (Consent(), True, True, [("", "Oui")]),
    (Number(unit="personnes"), 12000, 12000, [("", "12000")]),
    (Number(whole=False), Decimal("1.50"), "1.50", [("", "1,50")]),
    (Day(), date(2027, 5, 2), "2027-05-02", [("", "2027-05-02")]),
    (Clock(), time(9, 5), "09:05", [("", "09:05")]),
    (OneOf(choices=COLOURS), "g", {"key": "g", "title": "Vert"}, [("", "Vert")]),
    (
        SomeOf(choices=COLOURS),
        frozenset({"b", "r"}),
        [{"key": "r", "title": "Rouge"}, {"key": "b", "title": "Bleu"}],
        [("", "Rouge, Bleu")],
    ),
    (
        File(),
        PDF,
        {"filename": "plan.pdf", "content_type": "application/pdf", "size": 5},
        [("", "plan.pdf, 5 octets")],
    ),
    (
        Place(),
        PlaceAnswer("Place Verte 1", 50.4, 4.44),
        {"address": "Place Verte 1", "latitude": 50.4, "longitude": 4.44},
        [("", "Place Verte 1"), ("latitude", "50,4"), ("longitude", "4,44")],
    ),
    (
        Place(),
        PlaceAnswer("Place Verte 1"),
        {"address": "Place Verte 1", "latitude": None, "longitude": None},
        [("", "Place Verte 1"), ("latitude", ""), ("longitude", "")],
    ),
]


@pytest.mark.parametrize("control,value,data,cells", CASES)
def test_each_kind_goes_outwards(control, value, data, cells):
    assert control.data(value) == data
    json.dumps(control.data(value))
    found = [
        (suffix, getattr(text, "default", None) or text)
        for suffix, text in control.cells(value)
    ]
    assert found == cells


@pytest.mark.parametrize("control", {type(c[0]): c[0] for c in CASES}.values())
def test_no_answer_keeps_its_columns_and_is_null(control):
    """A column per field: a dossier without the answer leaves the same cells empty."""
    filled = next(c[1] for c in CASES if type(c[0]) is type(control))
    assert control.data(None) is None
    assert [suffix for suffix, _text in control.cells(None)] == [
        suffix for suffix, _text in control.cells(filled)
    ]
    assert not any(text for _suffix, text in control.cells(None))


def test_what_a_kind_does_not_say_is_text():
    assert Control().data(Decimal("2.50")) == "2.50"
    assert Control().data(3) == 3
