"""A form of choices, from end to end: without script, over HTTP, by the wrong people."""

from .walk import Person
from imio.guichet.core.interfaces import IFormModel
from imio.guichet.forms import lists
from pathlib import Path
from plone import api
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD
from plone.supermodel import loadString
from plone.supermodel import serializeSchema
from plone.testing.zope import Browser

import json
import pytest
import re
import transaction


MODEL = (Path(__file__).parents[2] / "forms" / "choices.xml").read_text()
STREETS = "clé;titre;prix\n" + "\n".join(
    f"{n};Rue numéro {n};{n % 5},50" for n in range(300)
)


@pytest.fixture
def procedure(functional_portal, make_procedure):
    portal = functional_portal
    found = lists.lists_of(portal)["rues"] = lists.ChoiceList("Rues", True)
    found.write(STREETS, "admin")
    hidden = lists.lists_of(portal)["agents"] = lists.ChoiceList("Agents", False)
    hidden.write("Anne\nBob", "admin")
    procedure = make_procedure(portal, MODEL)
    assert [str(problem) for problem in IFormModel(procedure).check()] == []
    api.content.transition(procedure, "publish")
    transaction.commit()
    return procedure


def test_whole_form_without_script(functional, procedure, form_url, stored):
    anne = Person(functional["app"])
    anne.open(form_url)
    assert 'data-field="hall" hidden' in anne.text
    anne.fill(town=["jumet"], days="3")
    anne.next()
    assert "amènent d'autres questions" in anne.text
    assert "250,00" in anne.text
    anne.fill(hall=["market"], extras=["chairs", "other"])
    anne.form.getControl(name="f.extras.other").value = "Une scène"
    anne.next()
    assert anne.place == "wishes"
    reference = anne.reference
    answers = stored(reference).answers
    assert answers["total"] == 765 if "total" in answers else True
    assert answers["extras"] == {"chairs", "other"}
    anne.fill(style=["tables"])
    for name, value in {
        "street.text": "numero 299",
        "streets.text": "numéro 12",
        "order.1": ["june"],
        "order.2": ["may"],
        "nuisance.noise": ["much"],
        "nuisance.traffic": ["some"],
        "nuisance.light": ["none"],
        "presence.montage": ["samedi", "dimanche"],
    }.items():
        anne.form.getControl(name=f"f.{name}").value = value
    anne.next()
    assert anne.place == "wishes"
    assert "parmi les réponses trouvées" in anne.text
    anne.form.getControl(name="f.street.pick").value = ["299"]
    found = anne.form.getControl(name="f.streets")
    found.value = ["12"]
    anne.form.getControl(name="f.streets.text").value = ""
    anne.fill(why="Pas après 22 heures.")
    anne.next()
    assert anne.place == "check", anne.text
    for shown in (
        "À payer",
        "765",
        "Salle du marché (250,00\u00a0€)",
        "Autre chose : Une scène",
        "Rue numéro 299",
        "Rue numéro 12",
        "Le deuxième week-end de juin",
        "Bruit : ",
    ):
        assert shown in anne.text, shown
    # The list changes: the dossier keeps what was chosen, the new price is told.
    kept = lists.lists_of(api.portal.get())["rues"]
    kept.write("clé;titre;prix\n299;Autre nom;9\n12;Rue numéro 12;2,50", "admin")
    transaction.commit()
    assert stored(reference).answers["street"].title == "Rue numéro 299"
    anne.submit()
    assert anne.place.startswith("wishes")
    kept = lists.lists_of(api.portal.get())["rues"]
    kept.write(STREETS, "admin")
    transaction.commit()
    anne.open(f"{form_url}/{reference}/check")
    anne.submit()
    assert stored(reference).submitted
    assert stored(reference).answers["total"] == 765
    assert stored(reference).answers["order"] == ("june", "may")
    assert stored(reference).answers["nuisance"]["noise"] == "much"


def test_plone_keeps_what_choices_carry(integration):
    once = serializeSchema(loadString(MODEL).schema)
    twice = serializeSchema(loadString(once).schema)
    assert once == twice

    def carried(xml):
        return sorted(re.findall(r' guichet:[a-z]+="[^"]*"', xml.replace("'", '"')))

    assert 'guichet:price="250,00"' in once and "guichet:alone" in once
    assert once.count(" guichet:") == MODEL.count(" guichet:")
    assert carried(once) == carried(twice)


def test_easyform_shows_the_fields(functional, procedure):
    browser = Browser(functional["app"])
    browser.addHeader("Authorization", f"Basic {SITE_OWNER_NAME}:{SITE_OWNER_PASSWORD}")
    browser.handleErrors = False
    browser.open(f"{procedure.absolute_url()}/@@fields")
    assert browser.headers["status"].startswith("200")


def ask(someone, url):
    someone.open(url)
    return json.loads(someone.browser.contents)


def test_service_of_choices(functional, procedure):
    anne = Person(functional["app"])
    url = f"{procedure.absolute_url()}/@@form-choices/1"
    found = ask(anne, f"{url}/street?q=numero+29")
    assert found["items"][0] == {
        "key": "29",
        "title": "Rue numéro 29",
        "text": "Rue numéro 29 (4,50\u00a0€)",
        "price": "4.50",
    }
    assert anne.browser.headers["Cache-Control"] == "public, max-age=300"
    first, second = (ask(anne, f"{url}/street?page={n}") for n in (0, 1))
    assert len(first["items"]) == 50 and first["more"]
    assert first["items"][-1] != second["items"][0]
    assert ask(anne, f"{url}/street?q={'x' * 5000}&page=-1&page=99999999") == {
        "items": [],
        "more": False,
    }
    for place in ("days", "nobody", "../agents", "why", "", "street/x", "%00"):
        anne.open(f"{url}/{place}")
        assert anne.status == 404, place
    for number in ("0", "2", "x", "-1", "999999999"):
        anne.open(f"{procedure.absolute_url()}/@@form-choices/{number}/street")
        assert anne.status == 404, number
    anne.post(f"{url}/street", q="a")
    assert anne.status == 404
    api.content.transition(procedure, "retire")
    transaction.commit()
    anne.open(f"{url}/street")
    assert anne.status == 404


def test_list_that_is_not_public_is_refused(functional_portal, make_procedure):
    lists.lists_of(functional_portal)["agents"] = secret = lists.ChoiceList("A", False)
    secret.write("Anne\nBob", "admin")
    model = MODEL.replace('guichet:source="rues"', 'guichet:source="agents"')
    found = IFormModel(make_procedure(functional_portal, model, id="x"))
    told = [problem.place for problem in found.check() if problem.severity == "error"]
    assert set(told) >= {"street", "streets"}
    form, _problems = found.read()
    assert form.by_name["street"].control.table.choices == ()


def test_lists_are_edited_by_managers_of_forms_only(functional, procedure):
    portal = api.portal.get()
    url = f"{portal.absolute_url()}/@@guichet-lists"
    api.user.create("editor@example.be", "editor", "Secret-12345!")
    api.user.grant_roles("editor", roles=["Editor", "Contributor"])
    api.user.create("forms@example.be", "forms", "Secret-12345!")
    api.user.grant_roles("forms", roles=["Form Manager"])
    transaction.commit()
    for login in (None, "editor"):
        stranger = Person(functional["app"], login)
        stranger.open(url)
        refusals = ("login", "insufficient-privileges")
        assert any(page in stranger.url for page in refusals)
        assert "agents" not in stranger.text
    manager = Person(functional["app"], "forms")
    manager.open(url)
    assert manager.status == 200 and "agents" in manager.text
    form = manager.browser.getForm(
        index=[
            n
            for n, found in enumerate(
                re.findall("<form[^>]*>", manager.browser.contents)
            )
            if "guichet-lists" in found
        ][0]
    )
    form.getControl(name="title").value = "Salles"
    form.getControl(name="name").value = "salles"
    form.getControl(name="csv").value = "clé;titre;prix\na;Une;gratuit"
    form.getControl(name="save").click()
    assert manager.status == 400
    assert "Ligne 2 : « gratuit » n'est pas un prix." in manager.text
    form = manager.browser.getForm(action=url)
    form.getControl(name="csv").value = "clé;titre;prix\na;Une;5"
    form.getControl(name="save").click()
    transaction.begin()
    table = lists.ListsSource().table("salles")
    assert [choice.title for choice in table.choices] == ["Une"]
    manager.post(url, _name="salles", _remove="1")
    assert manager.status == 403
    transaction.begin()
    assert lists.ListsSource().table("salles") is not None
