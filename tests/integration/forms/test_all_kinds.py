"""A form with every kind of field: raw posts, right and wrong, and what is shown."""

from ..worlds import shared
from .conftest import make
from datetime import date
from imio.guichet.core import dossiers
from imio.guichet.core.interfaces import IDossierForm
from imio.guichet.core.interfaces import IFormModel
from imio.guichet.forms.limits import Limit
from pathlib import Path
from plone import api
from plone.supermodel import loadString
from plone.supermodel import serializeSchema

import json
import pytest
import re


MODEL = (Path(__file__).parents[2] / "forms" / "all_kinds.xml").read_text()
TODAY = date.today()
SOON = Limit(20, "wd").day(TODAY)
YEAR = TODAY.year + 1

#: page -> inputs: {name: (good, shown)}
GOOD = {
    "texts": {
        "short_text": ("Bonjour", "Bonjour"),
        "long_text": ("Une ligne\r\nune autre", "Une ligne\nune autre"),
        "email": ("anne@example.be", "anne@example.be"),
        "phone": ("071 86 06 11", "071 86 06 11"),
        "mobile": ("+32 470 12 34 56", "0470 12 34 56"),
    },
    "numbers": {
        "integer": ("1.200", "1200 personnes"),
        "decimal": ("3,5", "3,5 km"),
        "money": ("12,5", "12,50 €"),
    },
    "dates": {
        "day": ("2027-05-12", "12/05/2027"),
        "soon": (SOON.isoformat(), f"{SOON:%d/%m/%Y}"),
        "birth": ("30/07/1985", "30/07/1985"),
        "period.start": (f"{YEAR}-05-01", f"du 01/05/{YEAR} au 10/05/{YEAR}"),
        "period.end": (f"10/5/{YEAR}", ""),
        "long_stay": ("Festival", "Festival"),
        "time": ("14h30", "14:30"),
    },
    "identities": {
        "national_number": ("85.07.30-033.28", "85.07.30-033.28"),
        "enterprise": ("BE0207437468", "0207.437.468"),
        "iban": ("BE68539007547034", "BE68 5390 0754 7034"),
        "plate": ("1ABC234", "1-ABC-234"),
        "communication": ("010806817183", "+++010/8068/17183+++"),
        "address.street": ("Rue Haute", "Rue Haute 12 bte 3, 6000 Charleroi"),
        "address.number": ("12", ""),
        "address.box": ("3", ""),
        "address.postal-code": ("6000", ""),
        "address.locality": ("Charleroi", ""),
    },
}

SCRIPT = "<script>alert(1)</script>"
BAD = [
    ("texts", "short_text", ["", "ab", "x" * 21, "\x00"]),
    ("texts", "long_text", ["", "x" * 201]),
    ("texts", "email", ["", "anne", SCRIPT, "a@b", "x" * 30_000]),
    ("texts", "phone", ["", "12", SCRIPT, "+999 12"]),
    ("texts", "mobile", ["", "071 86 06 11"]),
    ("numbers", "integer", ["", "0", "100001", "1,5", "dix", "9" * 400]),
    ("numbers", "decimal", ["", "-1", "1,2,3", "NaN"]),
    ("numbers", "money", ["", "-0,01", "5000,01", "1,234", SCRIPT]),
    ("dates", "day", ["", "2027-02-30", "2019-12-31", "2100-01-01", "demain"]),
    ("dates", "soon", ["", f"{TODAY}", "2200-01-01", "0001-01-01"]),
    ("dates", "birth", ["", f"{TODAY}", "31/02/1980"]),
    (
        "dates",
        "period.start",
        ["", "2001-01-01", f"{YEAR}-05-11", f"{YEAR}-04-01", "x"],
    ),
    ("dates", "period.end", ["", f"{YEAR}-04-30", "9999-99-99"]),
    ("dates", "time", ["", "25:00", "midi"]),
    ("identities", "national_number", ["", "85073003329", "1", SCRIPT]),
    ("identities", "enterprise", ["", "0207437469", "x"]),
    ("identities", "iban", ["", "BE68539007547035", SCRIPT]),
    ("identities", "plate", ["", "HELLO", SCRIPT]),
    ("identities", "communication", ["", "010806817184"]),
    ("identities", "address.street", ["", "x" * 121]),
    ("identities", "address.number", ["", "1" * 13]),
    ("identities", "address.postal-code", ["", "600", "ABCD", SCRIPT]),
    ("identities", "address.locality", ["", "x" * 81]),
]


@pytest.fixture
def model():
    return MODEL


def every_kind(portal):
    procedure = make(portal, MODEL)
    problems = IFormModel(procedure).check()
    assert [problem for problem in problems if problem.severity == "error"] == []
    api.content.transition(procedure, "publish")


kinds = shared(every_kind)


@pytest.fixture
def procedure(every_kind, functional_portal):
    return functional_portal["guichet"]["fetes"]["fete"]


def post(person, url, page, **more):
    values = {name: good for name, (good, _shown) in GOOD[page].items()} | more
    person.post(url, _act="next", **values)


def walk(person, form_url, until=""):
    """Fill the pages before one; return the address of that page."""
    person.open(form_url + "?source=affiche")
    url, query = form_url, {"_q.source": "affiche"}
    for page in GOOD:
        if page == until:
            return url
        post(person, url, page, **query)
        assert 'class="g-error"' not in person.text, page
        url, query = person.url, {}
    return url


def test_every_answer_is_shown(person, form_url, stored, procedure):
    anne = person()
    walk(anne, form_url)
    assert anne.place == "check"
    for fields in GOOD.values():
        for _good, shown in fields.values():
            assert shown.replace("\n", "<br>") in anne.text.replace(
                "<br>6000", ", 6000"
            ), shown
    for computed in ("2400 personnes", "15.000,00 €", f"30/04/{YEAR}", "affiche"):
        assert computed in anne.text
    assert "Grand nombre" not in anne.text and "forfait A" not in anne.text
    reference = anne.reference
    anne.submit()
    dossier = stored(reference)
    assert dossier.phase == "submitted"
    assert dossier.answers["constant"] == "forfait A"
    assert dossier.answers["large"] is True
    for page in IDossierForm(dossier).pages():
        for found in page.fields:
            assert found.text and found.html and found.cells, found.name
            json.dumps(found.data)
    assert dossiers.get_journal(dossier).notes() == []
    line = next(iter(dossier.audit))
    assert "85073003328" not in f"{line.action} {line.detail}"


@pytest.mark.parametrize("page,name,texts", BAD, ids=lambda one: str(one)[:20])
def test_every_wrong_answer_is_refused(person, form_url, page, name, texts):
    anne = person()
    url = walk(anne, form_url, until=page)
    field = name.partition(".")[0]
    for text in texts:
        post(anne, url, page, **{name: text})
        assert anne.status == 200, text
        assert f'id="error-{field}"' in anne.text, text
        assert SCRIPT not in anne.browser.contents
        # One error, told at the head of the page and beside the field.
        assert len(re.findall(r'id="error-', anne.text)) == 1
        url = anne.url if page != "texts" or "/" in anne.url[len(form_url) :] else url


def test_raw_posts_of_any_shape(person, form_url):
    anne = person()
    url = walk(anne, form_url, until="identities")
    for data in (
        "f.address=x&f.address.street=a&f.address.street=b",
        "f.national_number=1&f.national_number=2",
        "f.address.street:list=x&f.iban:list=y&f.plate:tuple=z",
        "f.period=2027&f.source=forged&f.constant=forged&f.total=1",
        "f.national_number.code=123456&f.address.=x",
    ):
        anne.browser.post(url, data)
        assert anne.status == 200, data


def test_editors_keep_every_attribute(integration):
    once = serializeSchema(loadString(MODEL).schema)
    assert serializeSchema(loadString(once).schema) == once
    found = re.findall(r"guichet:[a-z-]+=", once)
    assert len(found) == len(re.findall(r"guichet:[a-z-]+=", MODEL))
