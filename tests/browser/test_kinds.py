"""Every simple kind of field in a browser: by keyboard alone, and without JavaScript."""

from datetime import date
from datetime import timedelta
from lxml import etree
from pathlib import Path
from walking import FORM
from walking import heading
from walking import submit

import base64
import json
import pytest
import re
import urllib.request


NARROW = {"width": 320, "height": 900}
DESKTOP = {"width": 1280, "height": 900}
FOLDER = "guichet/evenements"
NAME = "tous-les-champs"
MODEL = Path(__file__).parents[1] / "forms" / "all_kinds.xml"
PLONE = "{http://namespaces.plone.org/supermodel/schema}"
START = date(date.today().year + 1, 5, 1)
SOON = date.today() + timedelta(60)

#: page -> what is typed in each input, and what is read of it afterwards
ANSWERS = {
    "texts": {
        "short_text": ("Bonjour", "Bonjour"),
        "long_text": ("Une ligne", "Une ligne"),
        "email": ("anne@example.be", "anne@example.be"),
        "phone": ("071860611", "071 86 06 11"),
        "mobile": ("+32470123456", "0470 12 34 56"),
    },
    "numbers": {
        "integer": ("1.200", "1200 personnes"),
        "decimal": ("3,5", "3,5 km"),
        "money": ("12,5", "12,50 €"),
    },
    "dates": {
        "day": (date(2027, 5, 12), "12/05/2027"),
        "soon": (SOON, f"{SOON:%d/%m/%Y}"),
        "birth": (date(1985, 7, 30), "30/07/1985"),
        "period.start": (START, f"du {START:%d/%m/%Y} au"),
        "period.end": (START + timedelta(9), f"10/05/{START.year}"),
        "long_stay": ("Un festival", "Un festival"),
        "time": ("14:30", "14:30"),
    },
    "identities": {
        "national_number": ("85073003328", "85.07.30-033.28"),
        "enterprise": ("0207437468", "0207.437.468"),
        "iban": ("BE68539007547034", "BE68 5390 0754 7034"),
        "plate": ("1abc234", "1-ABC-234"),
        "communication": ("010806817183", "+++010/8068/17183+++"),
        "address.street": ("Rue Haute", "Rue Haute 12"),
        "address.number": ("12", "Rue Haute 12"),
        "address.postal-code": ("6000", "6000 Charleroi"),
        "address.locality": ("Charleroi", "6000 Charleroi"),
    },
}
COMPUTED = ("2400 personnes", "15.000,00 €", f"30/04/{START.year}", "affiche")


def model() -> str:
    """The pages of this test: the form has others, of other kinds."""
    root = etree.parse(MODEL).getroot()
    for page in root.iter(f"{PLONE}fieldset"):
        if page.get("name") not in ANSWERS:
            page.getparent().remove(page)
    return etree.tostring(root, encoding="unicode")


@pytest.fixture(scope="module")
def form_url(town):
    """The form, made and published over REST as a form manager does."""
    login = "demo-form-manager"
    secret = base64.b64encode(f"{login}:{town.accounts[login]}".encode()).decode()

    def ask(method, path, data=None):
        request = urllib.request.Request(
            f"{town.url}/{path}",
            method=method,
            data=json.dumps(data or {}).encode() if method == "POST" else None,
            headers={
                "Accept": "application/json",
                "Content-Type": "application/json",
                "Authorization": f"Basic {secret}",
            },
        )
        try:
            with urllib.request.urlopen(request) as response:
                return json.loads(response.read() or b"{}")
        except urllib.error.HTTPError as error:
            raise AssertionError(error.read().decode()[:2000]) from None

    items = ask("GET", FOLDER).get("items", [])
    if not any(item["@id"].endswith(f"/{NAME}") for item in items):
        ask(
            "POST",
            FOLDER,
            {
                "@type": "imio.guichet.Procedure",
                "id": NAME,
                "title": "Tous les champs",
                "code": "TLC",
                "fields_model": model(),
            },
        )
        publish(ask)
    return f"{town.url}/{FOLDER}/{NAME}/@@form"


def publish(ask):
    found = ask("GET", f"{FOLDER}/{NAME}/@workflow")["transitions"]
    names = [item["@id"].rpartition("/")[2] for item in found]
    for name in ("publish", "submit"):
        if name in names:
            ask("POST", f"{FOLDER}/{NAME}/@workflow/{name}")
            return publish(ask) if name == "submit" else None
    raise AssertionError(names)


def to(page, name):
    """Press Tab until the input of that name is reached."""
    for _press in range(60):
        if page.evaluate("document.activeElement?.name ?? ''") == f"f.{name}":
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{name} is out of the keyboard's reach")


def type_in(page, name, value):
    """Type an answer; dates and times in the order of the browser's language."""
    to(page, name)
    if isinstance(value, date):
        written, texts = value.isoformat(), (f"{value:%d%m%Y}", f"{value:%m%d%Y}")
    elif name == "time":
        written, texts = value, (value.replace(":", ""), "0230PM")
    else:
        page.keyboard.type(value)
        return
    for text in texts:
        page.keyboard.type(text)
        if page.evaluate("document.activeElement.value") == written:
            return
        to_start = "one => { one.value = ''; one.blur(); one.focus(); }"
        page.locator(f"[name='f.{name}']").evaluate(to_start)
    raise AssertionError(f"{name}: {written} cannot be typed")


def fits(page):
    return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def levels(page):
    """The levels of the headings of the form, in the order they are read."""
    return page.locator("#g-form").evaluate(
        "root => [...root.querySelectorAll('h1,h2,h3,h4')]"
        ".filter((one) => one.checkVisibility()).map((one) => Number(one.localName[1]))"
    )


@pytest.mark.slow
@pytest.mark.parametrize("javascript", [True, False], ids=["keyboard", "plain"])
def test_every_kind(visit, axe, form_url, town, javascript):
    page = visit("demo-citizen", viewport=NARROW, javascript=javascript)
    page.goto(f"{form_url}?source=affiche")
    titles = []
    for fields in ANSWERS.values():
        titles.append(heading(page))
        assert fits(page), titles
        found = levels(page)
        assert found[0] == 1 and found.count(1) == 1
        assert all(
            after - before <= 1 for before, after in zip(found, found[1:], strict=False)
        )
        if javascript:
            axe(page)
            for name, (typed, _read) in fields.items():
                type_in(page, name, typed)
            live_values(page, titles)
            page.locator(FORM).evaluate("form => form.setAttribute('data-left', '')")
            page.keyboard.press("Tab")
            page.keyboard.press("Shift+Tab")
            press(page)
            page.locator(FORM).wait_for(state="attached")
        else:
            fill(page, fields)
        errors = page.locator("[data-errors]")
        assert errors.count() == 0, errors.inner_text()
    assert heading(page) == "Vérifiez vos réponses"
    assert fits(page)
    if javascript:
        axe(page)
    shows(page)
    reference = submit(page)
    page.goto(f"{town.url}/guichet/@@dossier/{reference}")
    shows(page)
    assert fits(page)


def press(page):
    """Continue, by the keyboard."""
    for _press in range(30):
        if page.evaluate("document.activeElement?.value ?? ''") == "next":
            page.keyboard.press("Enter")
            return
        page.keyboard.press("Tab")
    raise AssertionError("the button is out of the keyboard's reach")


def fill(page, fields):
    """Fill a page without JavaScript: what an answer brings is asked by a second page."""
    for _turn in range(2):
        for name, (typed, _read) in fields.items():
            box = page.locator(f"[name='f.{name}']:visible")
            if box.count():
                box.fill(typed.isoformat() if isinstance(typed, date) else typed)
        title = heading(page)
        page.get_by_role("button", name="Continuer", exact=True).click()
        if heading(page) != title:
            return


def live_values(page, titles):
    """What the browser computes is what the server says."""
    for output in page.locator("output").all():
        text = output.inner_text()
        assert text in COMPUTED or re.match("Le 12/05/2027 à 14:30|affiche", text), text
    assert titles


def shows(page):
    text = page.locator("main").text_content().replace("\u202f", " ")
    text = re.sub(r"\s+", " ", text)
    for fields in ANSWERS.values():
        for name, (_typed, read) in fields.items():
            assert read in text, name
    for read in COMPUTED:
        assert read in text, read


def test_errors_say_how(visit, axe, form_url):
    page = visit(viewport=DESKTOP)
    page.goto(form_url)
    page.fill("[name='f.email']", "anne")
    page.fill("[name='f.phone']", "12")
    page.get_by_role("button", name="Continuer", exact=True).click()
    page.locator("[data-errors]").wait_for()
    axe(page)
    text = page.locator("[data-errors]").inner_text()
    assert "nom@exemple.be" in text and "0470 12 34 56" in text
    assert "Écrivez de trois à vingt lettres." in text
    box = page.locator("[name='f.phone']")
    assert box.get_attribute("aria-invalid") == "true"
    described = box.get_attribute("aria-describedby")
    assert "0470 12 34 56" in page.locator(f"#{described.split()[-1]}").inner_text()
