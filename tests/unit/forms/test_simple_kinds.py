"""Each simple kind: what is typed, what it means, what is refused, what is shown."""

from datetime import date
from decimal import Decimal
from hypothesis import given
from hypothesis import strategies as st
from imio.guichet.forms import filling
from imio.guichet.forms import live
from imio.guichet.forms.controls import addresses
from imio.guichet.forms.controls import identities
from imio.guichet.forms.controls import money
from imio.guichet.forms.controls import numbers
from imio.guichet.forms.controls import periods
from imio.guichet.forms.controls import phones
from imio.guichet.forms.controls import texts
from imio.guichet.forms.controls.base import Post
from imio.guichet.forms.controls.base import Slot
from imio.guichet.forms.fields import DateRange
from imio.guichet.forms.limits import Limit
from imio.guichet.forms.reading import ordered
from imio.guichet.forms.types import Field
from imio.guichet.forms.types import Form
from imio.guichet.forms.types import Page
from imio.guichet.forms.values import Address
from imio.guichet.forms.values import ConfirmedEmail
from imio.guichet.forms.values import Effective
from imio.guichet.forms.values import Period
from imio.guichet.rules import Rule
from stdnum.be import nn
from stdnum.be import ogm_vcs
from zope import schema as zs

import json
import phonenumbers
import pytest


TODAY = date(2026, 11, 23)  # a Monday

MONEY = money.Money(zs.Decimal(min=Decimal(0)))
PHONE = phones.Phone(zs.TextLine())
MOBILE = phones.Phone(zs.TextLine(), mobile=True)
NISS = identities.NationalNumber(zs.TextLine())
ENTERPRISE = identities.EnterpriseNumber(zs.TextLine())
IBAN = identities.Iban(zs.TextLine())
PLATE = identities.Plate(zs.TextLine())
ANY_PLATE = identities.Plate(zs.TextLine(), foreign=True)
COMMUNICATION = identities.Communication(zs.TextLine())
EMAIL = texts.Email(zs.TextLine())

#: control, what is typed, the answer, what is shown
GOOD = [
    (MONEY, "1.234,5", Decimal("1234.50"), "1.234,50 €"),
    (MONEY, "€ 1 234", Decimal("1234.00"), "1.234,00 €"),
    (MONEY, "12.50 EUR", Decimal("12.50"), "12,50 €"),
    (MONEY, "0", Decimal("0.00"), "0,00 €"),
    (PHONE, "0470/12.34.56", "+32470123456", "0470 12 34 56"),
    (PHONE, "071 86 06 11", "+3271860611", "071 86 06 11"),
    (PHONE, "0032 71 86 06 11", "+3271860611", "071 86 06 11"),
    (PHONE, "+33 1 23 45 67 89", "+33123456789", "+33 1 23 45 67 89"),
    (MOBILE, "0470123456", "+32470123456", "0470 12 34 56"),
    (NISS, "85.07.30-033 28", "85073003328", "85.07.30-033.28"),
    (NISS, "17073003384", "17073003384", "17.07.30-033.84"),
    (NISS, "98.47.28-997.65", "98472899765", "98.47.28-997.65"),
    (ENTERPRISE, "BE 0207.437.468", "0207437468", "0207.437.468"),
    (ENTERPRISE, "207437468", "0207437468", "0207.437.468"),
    (IBAN, "be68 5390 0754 7034", "BE68539007547034", "BE68 5390 0754 7034"),
    (
        IBAN,
        "FR14 2004 1010 0505 0001 3M02 606",
        "FR1420041010050500013M02606",
        "FR14 2004 1010 0505 0001 3M02 606",
    ),
    (PLATE, "1abc234", "1-ABC-234", "1-ABC-234"),
    (PLATE, "ABC 123", "ABC-123", "ABC-123"),
    (PLATE, "9-MAX-001", "9-MAX-001", "9-MAX-001"),
    (ANY_PLATE, "ab-123-cd", "AB123CD", "AB123CD"),
    (COMMUNICATION, "+++010/8068/17183+++", "010806817183", "+++010/8068/17183+++"),
    (COMMUNICATION, "***010/8068/17183***", "010806817183", "+++010/8068/17183+++"),
    (EMAIL, " anne @example.be", "anne@example.be", "anne@example.be"),
]

BAD = [
    (MONEY, ["dix", "1,234", "1,2,3", "€", "9" * 12, "1e3", "NaN", "-1", "12 $"]),
    (PHONE, ["12", "0470", "allo", "+999 1234567", "0" * 41, "0470 12 34 5x", "112"]),
    (MOBILE, ["071 86 06 11", "+33 1 23 45 67 89"]),
    (
        NISS,
        [
            "85.07.30-033.29",
            "8507300332",
            "00000000000",
            "٨٥٠٧٣٠٠٣٣٢٨",
            "85.13.30-033.28",
            "x" * 70,
            "85.67.30-033.28",
        ],
    ),
    (ENTERPRISE, ["0207.437.469", "2207437468", "BE", "0", "207 437"]),
    (IBAN, ["BE68 5390 0754 7035", "BE68", "XX00", "5390075470", "BE" * 40]),
    (PLATE, ["1-ABC-23", "HELLO", "0-ABC-123", "1-AB1-234", "-", "1-ABC-2345"]),
    (ANY_PLATE, ["ABCDEFGHIJK", "é", "'; drop", "---"]),
    (COMMUNICATION, ["010/8068/17184", "+++", "000000000000", "0108068171831"]),
    (EMAIL, ["anne", "anne@", "@b.be", "a@b", "a@b..be", "a\n@b .", "<a@b.be>"]),
]


def said(control, text):
    """The answer that is accepted, or the reason why none is."""
    reading = control.read(Post({"f.a": text}), "a")
    if reading.error is not None:
        return None, reading.error
    return reading.value, control.judge(reading.value, TODAY)


@pytest.mark.parametrize("control,text,value,shown", GOOD)
def test_good(control, text, value, shown):
    assert said(control, text) == (value, None)
    assert control.text(value) == shown
    assert control.coerce(value) == value
    assert control.propose(text) == value
    # What is shown to be corrected is read as the same answer.
    (written,) = control.write(value)[""]
    assert said(control, written) == (value, None)
    slot = Slot("a", control.write(value), str)
    assert f'value="{written}"' in control.draw(slot)
    json.dumps(control.data(value))
    assert len(control.cells(value)) == len(control.cells(None))


@pytest.mark.parametrize(
    "control,text", [(control, text) for control, texts_ in BAD for text in texts_]
)
def test_bad(control, text):
    _value, error = said(control, text)
    assert error, text
    assert control.propose(text) is None
    # The error says how to do it right, with an example or a limit.
    assert any(figure in error.default for figure in "0123456789@$"), error.default


@pytest.mark.parametrize(
    "control", [MONEY, PHONE, NISS, ENTERPRISE, IBAN, PLATE, COMMUNICATION, EMAIL]
)
@pytest.mark.parametrize("value", [object(), 3.5, ["a"], b"x", True, date.min, "\x00"])
def test_what_is_no_answer_is_refused(control, value):
    assert control.read(Post({"f.a": value}), "a").value is None or value == ["a"]
    if control is MONEY and value == 3.5:
        assert control.coerce(value) == Decimal("3.50")
    else:
        assert control.check(value) is not None
    control.text(control.coerce(value))


@given(st.text(max_size=80))
def test_no_text_breaks_a_control(text):
    for control in (MONEY, PHONE, NISS, ENTERPRISE, IBAN, PLATE, COMMUNICATION, EMAIL):
        value, error = said(control, text)
        if value is not None and error is None:
            assert said(control, control.write(value)[""][0]) == (value, None)


@given(st.decimals(0, 10**9, places=2))
def test_amounts_are_read_as_written(amount):
    assert said(MONEY, MONEY.text(amount)) == (amount, None)


@given(st.integers(1, 10**10 - 1))
def test_communications_are_read_as_written(number):
    digits = f"{number:010}"
    bare = digits + ogm_vcs.calc_check_digits(digits)
    assert said(COMMUNICATION, COMMUNICATION.text(bare)) == (bare, None)


@given(st.dates(date(1901, 1, 1), date(2025, 12, 31)), st.integers(1, 997))
def test_the_century_of_a_national_number(birth, serial):
    head = f"{birth:%y%m%d}{serial:03}"
    prefix = "2" if birth.year >= 2000 else ""
    bare = f"{head}{97 - int(prefix + head) % 97:02}"
    assert said(NISS, NISS.text(bare)) == (bare, None)
    # One number in 97 x 97 is right in both centuries.
    assert nn.get_birth_date(bare).strftime("%y%m%d") == bare[:6]


@given(
    st.sampled_from(["BE", "FR", "DE", "NL", "LU", "MA"]),
    st.integers(1, 9),
)
def test_phones_are_read_as_written(region, last):
    example = phonenumbers.example_number_for_type(
        region, phonenumbers.PhoneNumberType.MOBILE
    )
    number = phonenumbers.format_number(example, phonenumbers.PhoneNumberFormat.E164)
    assert said(MOBILE, MOBILE.text(number)) == (number, None)


# Dates said from today


@pytest.mark.parametrize(
    "text,day",
    [
        ("today", TODAY),
        ("+30d", date(2026, 12, 23)),
        ("-18y", date(2008, 11, 23)),
        ("+10wd", date(2026, 12, 7)),
        ("1wd", date(2026, 11, 24)),
        ("-1w", date(2026, 11, 16)),
        ("+3m", date(2027, 2, 23)),
        ("-9999y", None),
    ],
)
def test_limits(text, day):
    assert Limit.parse(text).day(TODAY) == day


@pytest.mark.parametrize("text", ["", "30", "+d", "+1h", "12345d", "++1d", "tomorrow"])
def test_what_is_no_limit(text):
    assert Limit.parse(text) is None
    control = numbers.Day(zs.Date(), earliest=text)
    assert bool(control.problems()) == bool(text)
    assert control.judge(TODAY, TODAY) is None


def test_a_leap_day_in_years():
    assert Limit.parse("-18y").day(date(2028, 2, 29)) == date(2010, 2, 28)


def test_the_narrower_limit_holds():
    control = numbers.Day(
        zs.Date(min=date(2026, 12, 1), max=date(2030, 1, 1)),
        earliest="+2d",
        latest="+1m",
    )
    assert control.bounds(TODAY) == (date(2026, 12, 1), date(2026, 12, 23))
    assert control.bounds(date(2026, 12, 24))[0] == date(2026, 12, 26)
    assert control.check(date(2026, 12, 24)) is None
    error = control.judge(date(2026, 12, 24), TODAY)
    assert error.mapping == {"max": "23/12/2026"}
    assert 'max="2026-12-23"' in control.draw(Slot("a", {}, str, today=TODAY))


# Periods


PERIOD = periods.Period(DateRange(), earliest="today", shortest=2, longest=5)


def period(start="", end="", control=PERIOD):
    reading = control.read(Post({"f.a.start": start, "f.a.end": end}), "a")
    if reading.error is not None or reading.value is None:
        return reading.value, reading.error
    return reading.value, control.judge(reading.value, TODAY)


def test_periods():
    value = Period(date(2026, 12, 1), date(2026, 12, 3))
    assert period("2026-12-01", "3/12/2026") == (value, None)
    assert period() == (None, None)
    assert PERIOD.read(
        Post({f"f.a{k}": v[0] for k, v in PERIOD.write(value).items()}), "a"
    )
    assert PERIOD.data(value) == {"start": "2026-12-01", "end": "2026-12-03"}
    assert [suffix for suffix, _text in PERIOD.cells(None)] == ["start", "end"]
    assert PERIOD.text(value).mapping == {"start": "01/12/2026", "end": "03/12/2026"}
    assert PERIOD.propose("2026-12-01/2026-12-03") == value
    drawn = PERIOD.draw(Slot("a", PERIOD.write(value), lambda text: text.default))
    assert drawn.count('type="date"') == 2 and 'id="f-a"' in drawn


@pytest.mark.parametrize(
    "start,end,error",
    [
        ("2026-12-01", "", "error_period_last"),
        ("", "2026-12-01", "error_period_first"),
        ("2026-02-30", "2026-12-01", "error_period"),
        ("x" * 5000, "<b>", "error_period"),
        ("2026-12-03", "2026-12-01", "error_period_order"),
        ("2026-12-01", "2026-12-01", "error_period_short"),
        ("2026-12-01", "2026-12-06", "error_period_long"),
        ("2026-11-22", "2026-11-24", "error_date_too_early"),
    ],
)
def test_periods_refused(start, end, error):
    assert period(start, end)[1] == error


@given(st.dates(date(1000, 1, 1)), st.dates(date(1000, 1, 1)))
def test_periods_are_read_as_written(one, other):
    value = Period(min(one, other), max(one, other))
    plain = periods.Period(DateRange())
    post = Post({f"f.a{key}": said for key, (said,) in plain.write(value).items()})
    assert plain.read(post, "a").value == value
    assert plain.convert(str(value)).value == value


# Addresses


ADDRESS = addresses.Address()
HOME = {
    "street": "Rue Haute",
    "number": "12A",
    "box": "3",
    "postal-code": "6000",
    "locality": "Charleroi",
}


def address(**more):
    typed = {**HOME, **{key.replace("_", "-"): text for key, text in more.items()}}
    return ADDRESS.read(Post({f"f.a.{key}": text for key, text in typed.items()}), "a")


def test_addresses():
    value = Address("Rue Haute", "12A", "3", "6000", "Charleroi")
    assert address().value == value and ADDRESS.check(value) is None
    assert ADDRESS.text(value) == "Rue Haute 12A bte 3, 6000 Charleroi"
    assert ADDRESS.html(value, str) == "Rue Haute 12A bte 3<br>6000 Charleroi"
    assert ADDRESS.propose(ADDRESS.text(value)) == value
    assert address(street="Rue Haute, 7", number="").value.number == "7"
    assert address(postal_code="B-6000").value.postal_code == "6000"
    assert ADDRESS.read(Post({}), "a").value is None
    drawn = ADDRESS.draw(Slot("a", ADDRESS.write(value), lambda text: text.default))
    assert 'autocomplete="postal-code"' in drawn and drawn.count("<label") == 5
    assert len(ADDRESS.cells(None)) == len(ADDRESS.cells(value)) == 5


@pytest.mark.parametrize(
    "more,error",
    [
        ({"street": ""}, "error_street"),
        ({"number": ""}, "error_house_number"),
        ({"locality": " "}, "error_locality"),
        ({"postal_code": "600"}, "error_postal_code"),
        ({"postal_code": "0600"}, "error_postal_code"),
        ({"postal_code": "75001"}, "error_postal_code"),
        ({"street": "x" * 121}, "error_part_too_long"),
        ({"box": "x" * 13}, "error_part_too_long"),
        ({"locality": ["a", "b" * 90], "postal_code": object()}, "error_postal_code"),
    ],
)
def test_addresses_refused(more, error):
    assert address(**more).error == error


WORDS = st.text("abcdefghé'- ", min_size=1, max_size=20).map(str.strip).filter(bool)


@given(WORDS, st.integers(1, 999), st.integers(1000, 9999), WORDS)
def test_addresses_are_read_as_written(street, number, code, locality):
    street, locality = " ".join(street.split()), " ".join(locality.split())
    value = Address(street, str(number), "", str(code), locality)
    post = Post({f"f.a{key}": said for key, (said,) in ADDRESS.write(value).items()})
    assert ADDRESS.read(post, "a").value == value


# Parts of an answer in rules


def parts_form():
    fields = (
        Field(
            "why",
            "Why",
            texts.Text(zs.TextLine()),
            show=Rule.parse({">": [{"var": "when.end"}, {"date": "2026-12-24"}]}),
        ),
        Field("when", "When", periods.Period(DateRange())),
        Field(
            "town",
            "Town",
            texts.Text(zs.TextLine()),
            compute=Rule.parse({"var": "home.locality"}),
        ),
        Field("home", "Home", ADDRESS),
    )
    return Form("F", (Page("p", "P", fields, order=ordered(fields)),))


def test_rules_read_parts():
    form = parts_form()
    order = form.pages[0].order
    assert order.index("when") < order.index("why")
    assert order.index("home") < order.index("town")
    answers = {
        "when": Period(date(2026, 12, 1), date(2026, 12, 25)),
        "home": address().value,
        "why": "noël",
    }
    asked = filling.ask(form, answers, TODAY)
    assert asked.answers["town"] == "Charleroi" and asked.answers["why"] == "noël"
    assert set(asked.answers) == {"when", "home", "why", "town"}
    answers["when"] = Period(date(2026, 12, 1), date(2026, 12, 2))
    assert "why" not in filling.ask(form, answers, TODAY).answers
    rules = json.loads(live.live_rules(form, form.pages[0], asked.answers, TODAY))
    assert rules["types"]["when.end"] == "date" and rules["answers"] == {}
    later = Page("q", "Q", (form.by_name["why"],), order=("why",))
    rules = json.loads(live.live_rules(form, later, asked.answers, TODAY))
    assert rules["answers"] == {"when.end": "2026-12-25"}


def test_parts_that_are_not_there():
    answers = Effective(a="text", b=None, c=Period(TODAY, TODAY))
    assert answers.get("a.start") is None
    assert answers.get("b.start") is None and answers.get("z.start", 1) == 1
    assert answers.get("c.nothing") is None and answers.get("c.start") == TODAY


# A confirmed address


def test_an_address_is_confirmed_or_not():
    control = texts.Email(zs.TextLine(), confirm=True)
    assert control.judge("a@b.be", TODAY).mapping == {"address": "a@b.be"}
    assert control.judge(ConfirmedEmail("a@b.be"), TODAY) is None
    kept = ConfirmedEmail("a@b.be")
    assert isinstance(
        control.read(Post({"f.a": "a@b.be"}), "a", kept).value, ConfirmedEmail
    )
    other = control.read(Post({"f.a": "z@b.be"}), "a", kept).value
    assert not isinstance(other, ConfirmedEmail)
    assert type(control.data(kept)) is str
