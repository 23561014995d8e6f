"""Options of a form: each procedure has its values; a dossier keeps those it had."""

from .walk import Person
from datetime import date
from datetime import timedelta
from decimal import Decimal
from imio.guichet.core import dossiers
from imio.guichet.core import options
from imio.guichet.core import revisions
from imio.guichet.core.interfaces import IDossierForm
from imio.guichet.core.interfaces import IFormModel
from imio.guichet.forms.publication import PublicationRefused
from pathlib import Path
from plone import api
from plone.supermodel import loadString
from plone.supermodel import serializeSchema

import pytest
import transaction


MODEL = (Path(__file__).parent / "options.xml").read_text()
VALUES = {
    "price": "12.50",
    "account": "BE71 0961 2345 6769",
    "note": "<p>Apportez <b>votre carte</b><script>alert(1)</script></p>",
    "site": "https://www.exemple.be/?a=1&b=2",
}
DAY = (date.today() + timedelta(days=30)).isoformat()


@pytest.fixture
def model():
    return MODEL


@pytest.fixture
def procedure(functional_portal, make_procedure):
    procedure = make_procedure(functional_portal, MODEL)
    options.set_values(procedure, VALUES, "manager")
    api.content.transition(procedure, "publish")
    transaction.commit()
    return procedure


def set_values(procedure, **values):
    transaction.begin()
    options.set_values(procedure, {**options.values_of(procedure), **values}, "boss")
    transaction.commit()


def begin(someone, form_url, people="4"):
    someone.open(form_url)
    someone.fill(people=people, day=DAY)
    someone.next()
    return someone


def test_texts_hold_the_values(person, form_url):
    anne = person()
    anne.open(form_url)
    assert "Fête jusqu'à 50 personnes" in anne.text
    page = anne.browser.contents
    assert "Chacun paie 12,50 € ; &lt; 6 ans : rien." in page
    assert "<b>votre carte</b>" in page
    assert "alert(1)" not in page
    assert 'href="https://www.exemple.be/?a=1&amp;b=2"' in page
    assert "${options" not in page
    assert "BE71 0961 2345 6769" in page


def test_rules_and_limits_read_the_values(person, form_url, procedure, stored):
    anne = person()
    anne.open(form_url)
    anne.fill(people="51", day=date.today().isoformat())
    anne.next()
    assert "Pas plus de 50." in anne.text
    assert anne.place != "you"
    soon = f"{date.today() + timedelta(days=10):%d/%m/%Y}"
    assert soon in anne.text
    anne.fill(people="4", day=DAY)
    anne.next()
    assert anne.place == "you"
    answers = stored(anne.reference).answers
    assert answers["people"] == 4


def test_a_draft_and_a_dossier_keep_their_values(person, form_url, procedure, stored):
    early = begin(person(), form_url)
    reference = early.reference
    set_values(procedure, most="10", price="99.00", account="BE68 5390 0754 7034")
    # The draft begun before goes on as it was.
    early.open(f"{form_url}/{reference}/party")
    assert "jusqu'à 50 personnes" in early.text and "12,50 €" in early.text
    early.fill(people="20")
    early.next()
    early.fill(email="anne@exemple.be")
    early.next()
    early.press("Envoyer")
    dossier = stored(reference)
    assert not dossier.is_draft
    assert dossier.answers["cost"] == Decimal("250.00")
    assert dossier.answers["account"] == "BE71 0961 2345 6769"
    # Whoever begins now meets the new ones.
    late = person()
    late.open(form_url)
    assert "jusqu'à 10 personnes" in late.text and "99,00 €" in late.text
    late.fill(people="20", day=DAY)
    late.next()
    assert "Pas plus de 10." in late.text
    # And the dossier reads the same for ever.
    set_values(procedure, price="1.00", note="")
    dossier = stored(reference)
    page = IDossierForm(dossier).pages()[0]
    assert page.title == "Fête jusqu'à 50 personnes"
    assert IDossierForm(dossier).options()["options.price"] == Decimal("12.50")
    assert IDossierForm(dossier).option_texts() == {
        "most": "50",
        "price": "12,50 €",
        "account": "BE71 0961 2345 6769",
        "note": "Apportez votre carte",
        "site": "https://www.exemple.be/?a=1&b=2",
        "days": "10",
    }


def test_a_locked_answer_from_an_option_cannot_be_forged(person, form_url, stored):
    anne = person()
    anne.open(form_url)
    anne.post(form_url, people="4", day=DAY, account="BE99 9999")
    assert stored(anne.reference).answers["account"] == "BE71 0961 2345 6769"


def test_new_values_need_no_publication(procedure, person, form_url):
    before = procedure.live_revision
    set_values(procedure, most="7")
    assert revisions.get_revision(procedure).number == before
    assert not revisions.has_changed(procedure, revisions.get_revision(procedure))
    anne = person()
    anne.open(form_url)
    assert "jusqu'à 7 personnes" in anne.text


def test_the_same_values_make_no_new_set(procedure):
    number = procedure.option_set
    assert options.set_values(procedure, {**VALUES, "most": ""}) == number
    assert options.set_of(procedure, number).author == "manager"
    assert options.set_values(procedure, {}) == number + 1
    assert dict(options.values_of(procedure)) == {}
    assert dict(options.values_of(procedure, number)) == VALUES
    assert dict(options.values_of(procedure, 99)) == {}


def test_values_that_were_never_committed_are_forgotten(person, form_url, procedure):
    from imio.guichet.forms import models

    transaction.begin()
    options.set_values(procedure, {**VALUES, "most": "3"})
    assert models.form_of(procedure).pages[0].title == "Fête jusqu'à 3 personnes"
    transaction.abort()
    options.set_values(procedure, {**VALUES, "most": "8"})
    assert models.form_of(procedure).pages[0].title == "Fête jusqu'à 8 personnes"
    transaction.abort()


def test_a_required_option_without_value_keeps_from_publishing(
    functional_portal, make_procedure
):
    procedure = make_procedure(functional_portal, MODEL)
    places = {
        problem.place
        for problem in IFormModel(procedure).check()
        if problem.severity == "error"
    }
    assert places == {"options:price"}
    with pytest.raises(PublicationRefused):
        api.content.transition(procedure, "publish")
    options.set_values(procedure, {"price": "gratuit"})
    assert {p.place for p in IFormModel(procedure).check()} == {"options:price"}
    options.set_values(procedure, {"price": "0.00"})
    assert IFormModel(procedure).check() == []
    api.content.transition(procedure, "publish")


def test_rules_about_options_are_checked(functional_portal, make_procedure):
    wrong = MODEL.replace(
        '{"var": "options.most"}', '{"var": "options.moost"}'
    ).replace('{"var": "options.price"}', '{"var": "options.account"}')
    procedure = make_procedure(functional_portal, wrong)
    options.set_values(procedure, VALUES)
    said = {
        problem.place: str(problem.message) for problem in IFormModel(procedure).check()
    }
    assert said["party.people (refuse)"] == "L'option « moost » n'existe pas."
    assert "attend un nombre" in said["party.cost (compute)"]


@pytest.mark.parametrize(
    "text", ["{", "[]x", '{"a": 1}', '[{"name": "x", "type": "os"}]']
)
def test_unreadable_declarations_are_told(functional_portal, make_procedure, text):
    start = MODEL.index("guichet:options='") + len("guichet:options='")
    broken = (
        MODEL[:start] + text.replace('"', "&quot;") + MODEL[MODEL.index("]'>") + 1 :]
    )
    procedure = make_procedure(functional_portal, broken)
    said = [str(problem.message) for problem in IFormModel(procedure).check()]
    assert "error_options_unreadable" in said


def test_plones_writer_keeps_the_options(portal):
    schema = loadString(MODEL).schema
    again = serializeSchema(schema)
    from imio.guichet.forms.studio import model

    assert model.read(again)["options"] == model.read(MODEL)["options"]
    assert len(model.read(again)["options"]) == 6


def test_corrections_and_copies(person, form_url, procedure, stored):
    from imio.guichet.forms import corrections

    anne = begin(person(), form_url)
    dossier = stored(anne.reference)
    correction = corrections.Correction(dossier, ("party",))
    set_values(procedure, most="3")
    from imio.guichet.forms import drafts

    assert drafts.form_of(correction).options["options.most"] == 50
    assert drafts.form_of(stored(anne.reference)).options["options.most"] == 50


def test_the_kept_first_page_changes_with_the_values(functional, procedure, form_url):
    """The page that is the same for everybody is not served with old values."""
    anne = Person(functional["app"])
    anne.open(form_url)
    assert "jusqu'à 50 personnes" in anne.text
    set_values(procedure, most="33")
    anne.open(form_url)
    assert "jusqu'à 33 personnes" in anne.text
    assert dossiers.drafts_of("nobody", procedure) == []
