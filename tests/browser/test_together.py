"""A form that is changed while fifty people fill it in: it breaks none of them.

In a real Zope, over plain HTTP: each person has a connection and cookies of his own.
"""

from client import Answer
from client import Visitor
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from lxml.html import HtmlElement
from urllib.parse import urlsplit

import pytest
import secrets


FOLDER = "guichet/evenements"
MANAGER = "demo-form-manager"
READER = "demo-platform-manager"
PEOPLE = 50
AT_ONCE = 8
CROSSING = 12
"""Of them, how many post while the form is being published."""

MODEL = """<model xmlns="http://namespaces.plone.org/supermodel/schema"
       xmlns:guichet="http://namespaces.imio.be/guichet"><schema>{}</schema></model>"""

ONE = MODEL.format("""
  <fieldset name="party" label="La fête">
    <field name="name" type="zope.schema.TextLine"><title>Nom</title></field>
    <field name="participants" type="zope.schema.Int">
      <title>Participants</title><min>1</min></field>
    <field name="remark" type="zope.schema.TextLine"><title>Remarque</title></field>
  </fieldset>
  <fieldset name="contact" label="Vous">
    <field name="fullname" type="zope.schema.TextLine"
        guichet:role="applicant-name"><title>Votre nom</title></field>
    <field name="email" type="plone.schema.email.Email"
        guichet:role="applicant-email"><title>Votre adresse</title></field>
    <field name="motto" type="zope.schema.TextLine"><title>Devise</title></field>
  </fieldset>
""")

# Of each page, one field is renamed or removed, and one is new and required.
TWO = MODEL.format("""
  <fieldset name="party" label="La fête">
    <field name="event" type="zope.schema.TextLine"><title>Nom</title></field>
    <field name="participants" type="zope.schema.Int">
      <title>Participants</title><min>1</min></field>
    <field name="street" type="zope.schema.TextLine"><title>Rue</title></field>
  </fieldset>
  <fieldset name="safety" label="Sécurité">
    <field name="guards" type="zope.schema.Int"><title>Gardes</title></field>
  </fieldset>
  <fieldset name="contact" label="Vous">
    <field name="fullname" type="zope.schema.TextLine"
        guichet:role="applicant-name"><title>Votre nom</title></field>
    <field name="email" type="plone.schema.email.Email"
        guichet:role="applicant-email"><title>Votre adresse</title></field>
    <field name="language" type="zope.schema.TextLine"><title>Langue</title></field>
  </fieldset>
""")


def answers(number: int) -> tuple[dict[str, str], dict[str, str]]:
    """What a person answers on the two pages of the first revision."""
    party = {
        "name": f"Fête {number}",
        "participants": str(100 + number),
        "remark": f"Remarque {number}",
    }
    contact = {
        "fullname": f"Personne {number}",
        "email": f"personne{number}@example.be",
        "motto": f"Devise {number}",
    }
    return party, contact


class Person(Visitor):
    """Somebody who is not signed in, and the page before his eyes."""

    shown: Answer

    @property
    def form(self) -> HtmlElement:
        return self.shown.find("form[data-form]")

    @property
    def asked(self) -> set[str]:
        """Names of the questions of the page."""
        return {one.get("data-field") for one in self.form.cssselect("[data-field]")}

    @property
    def place(self) -> str:
        return urlsplit(self.shown.url).path.rpartition("/")[2]

    def reference(self) -> str:
        """Return the reference that the confirmation gives."""
        assert self.place == "submitted", self.shown.url
        return self.shown.find("#reference").text_content().strip()

    def open(self, url: str) -> None:
        self.shown = self.get(url)

    def answer(self, fields: dict[str, str]) -> None:
        """Answer the page and go on, as a browser without JavaScript does."""
        posted = {f"f.{name}": value for name, value in fields.items()}
        self.shown = self.submit(self.shown, self.form, {**posted, "g-website": ""})


def everybody(
    people: list[Person], act: Callable[[int, Person], None], first: int = 0
) -> None:
    """Have each act, several at a time; the first failure is raised.

    ``first`` is the number of the first of them.
    """
    numbers = range(first, first + len(people))
    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(act, numbers, people))


@pytest.fixture
def procedure(rest):
    """The path of a procedure of this test only, not published; its id is new."""
    name = f"fete-{secrets.token_hex(4)}"
    values = {"id": name, "title": "Fête", "code": "FTE", "fields_model": ONE}
    rest(MANAGER, "POST", FOLDER, {"@type": "imio.guichet.Procedure", **values})
    return f"{FOLDER}/{name}"


@pytest.fixture
def publish(rest, procedure):
    """Return ``publish()``: publishes what the form now is; the live revision."""

    def act():
        rest(MANAGER, "POST", f"{procedure}/@workflow/publish", {})
        found = rest(MANAGER, "GET", f"{procedure}/@guichet-form-revisions")["items"]
        return next(item["number"] for item in found if item["live"])

    return act


@pytest.fixture
def dossiers(rest, procedure):
    """Return ``dossiers()``: (revision, answers by field name) by reference."""

    def one(line):
        found = rest(READER, "GET", f"{line['@id']}/@guichet-dossier")
        fields = [field for page in found["pages"] for field in page["fields"]]
        said = {field["name"]: field["text"] for field in fields}
        return found["reference"], (found["procedure"]["revision"], said)

    def all_of_them():
        uid = rest(MANAGER, "GET", procedure)["UID"]
        query = f"@guichet-dossiers?procedure={uid}&size=100"
        with ThreadPoolExecutor(AT_ONCE) as pool:
            return dict(pool.map(one, rest(READER, "GET", query)["items"]))

    return all_of_them


def test_a_form_changed_while_fifty_people_fill_it_in(
    town, rest, procedure, publish, dossiers
):
    url = f"{town.url}/{procedure}/@@form"
    site = urlsplit(town.url)
    people = [Person(site.hostname, site.port) for _ in range(PEOPLE)]
    early = Person(site.hostname, site.port)
    late = Person(site.hostname, site.port)
    crossing = [Person(site.hostname, site.port) for _ in range(CROSSING)]
    process = town.process
    sent = {}
    crossed = []
    party = {"event": "Bal", "participants": "9", "street": "Rue Haute"}
    contact = {"fullname": "Anne", "email": "anne@example.be", "language": "fr"}

    def begin(number, person):
        person.open(url)
        assert person.asked == set(answers(number)[0])
        person.answer(answers(number)[0])
        assert person.asked == set(answers(number)[1]), person.place

    def go_on(number, person):
        if number % 3 == 1:  # loads the page again
            person.open(person.shown.url)
        if number % 3 == 2:  # goes back, and answers the first page once more
            person.open(person.shown.url.replace("/contact", "/party"))
            assert person.asked == set(answers(number)[0])
            person.answer(answers(number)[0])
        assert person.asked == set(answers(number)[1]), person.place
        person.answer(answers(number)[1])
        assert person.place == "check"
        person.answer({})
        sent[person.reference()] = number

    def cross(number, person):
        """A first page of revision 1: it begins a draft of 1, or comes back as 2."""
        person.answer(answers(number)[0])
        if person.asked == set(answers(number)[1]):
            go_on(number, person)
            return
        assert person.asked == {"event", "participants", "street"}
        kept = person.form.cssselect("[name='f.participants']")[0].get("value")
        assert kept == answers(number)[0]["participants"]
        for page in (party, {"guards": "2"}, contact):
            person.answer(page)
        person.answer({})
        crossed.append(person.reference())

    assert publish() == 1
    everybody(people, begin)
    early.open(url)
    for person in crossing:
        person.open(url)
    rest(MANAGER, "PATCH", procedure, {"fields_model": TWO})
    # Published at the very moment people post: pages of a draft, and first pages.
    with ThreadPoolExecutor(1) as pool:
        published = pool.submit(publish)
        everybody(people[:CROSSING], go_on)
        everybody(crossing, cross, PEOPLE)
        assert published.result() == 2
    everybody(people[CROSSING:], go_on, CROSSING)

    # The old first page begins nothing: it comes back with the new questions.
    early.answer({**answers(0)[0], "participants": "9"})
    assert early.form.cssselect("[name='f.participants']")[0].get("value") == "9"
    late.open(url)
    last = []
    for person in (early, late):
        for page in (party, {"guards": "2"}, contact):
            assert person.asked == set(page)
            person.answer(page)
        person.answer({})
        last.append(person.reference())

    assert town.process is process and process.poll() is None
    found = dossiers()
    for reference in [*last, *crossed]:
        assert found.pop(reference) == (2, {**party, "guards": "2", **contact})
    assert len(sent) + len(crossed) == PEOPLE + CROSSING
    assert found == {
        reference: (1, {**answers(number)[0], **answers(number)[1]})
        for reference, number in sent.items()
    }
