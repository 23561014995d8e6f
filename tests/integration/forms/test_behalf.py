"""Requests made for others, over HTTP."""

from .walk import PASSWORD
from .walk import PDF
from imio.guichet.api.records import DossierRecord
from imio.guichet.core import revisions
from imio.guichet.core.behalf import Behalf
from imio.guichet.core.catalog import get_catalog
from imio.guichet.core.interfaces import IDossierForm
from imio.guichet.core.interfaces import IFormModel
from imio.guichet.core.types import Phase
from imio.guichet.documents.browser.pages import AnswersPage
from imio.guichet.exchange.values import from_json
from imio.guichet.exchange.values import to_json
from imio.guichet.forms import drafts
from plone import api
from zope.event import notify
from zope.lifecycleevent import ObjectModifiedEvent

import pytest
import re
import transaction


CAMP = """<model xmlns="http://namespaces.plone.org/supermodel/schema"
       xmlns:guichet="http://namespaces.imio.be/guichet"><schema>
  <fieldset name="camp" label="Le stage">
    <field name="fullname" type="zope.schema.TextLine" guichet:role="applicant-name"
           guichet:prefill="user.fullname"><title>Votre nom</title></field>
    <field name="allergy" type="zope.schema.TextLine"
           guichet:show='{"==": [{"var": "behalf_kind"}, "child"]}'>
      <title>Allergies de l'enfant</title></field>
  </fieldset>
</schema></model>"""
CHILD = {
    "behalf_kind": "child",
    "behalf_child_first": "Lou",
    "behalf_child_last": "Dubois",
    "behalf_child_number": "85.07.30-033 28",
    "behalf_child_birth": "2015-07-30",
}


@pytest.fixture
def procedure(functional_portal, make_procedure):
    procedure = make_procedure(
        functional_portal,
        CAMP,
        behalf={"self", "child", "enterprise", "mandate"},
    )
    assert [str(p.message) for p in IFormModel(procedure).check()] == []
    api.content.transition(procedure, "publish")
    for name in ("citizen", "other"):
        api.user.create(
            f"{name}@example.be", name, PASSWORD, properties={"fullname": name.title()}
        )
    transaction.commit()
    return procedure


def test_for_a_child(person, form_url, stored, procedure):
    citizen = person("citizen")
    citizen.open(form_url)
    assert "Pour qui faites-vous cette demande" in citizen.text
    # Without JavaScript the questions of the kind come when the page is shown again.
    citizen.fill(behalf_kind=["child"])
    citizen.next()
    assert "d'autres questions" in citizen.text
    assert "Nom de l'entreprise" not in visible(citizen.browser.contents)
    wrong = {**CHILD, "behalf_child_number": "85.07.30-033 29"}
    fill(citizen, wrong)
    citizen.next()
    assert "Vérifiez ce numéro" in citizen.text
    assert 'value="Lou"' in citizen.text, "nothing is lost"
    fill(citizen, CHILD)
    citizen.next()
    assert citizen.form.getControl(name="f.fullname").value == "Citizen"
    citizen.fill(allergy="Noix")
    citizen.next()
    assert citizen.place == "check"
    assert "Lou" in citizen.text and "85.07.30-033.28" in citizen.text
    reference = citizen.reference
    citizen.submit()
    dossier = stored(reference)
    assert dossier.behalf == Behalf("child", "Lou Dubois")
    assert dossier.applicant_name == "Citizen"
    assert IDossierForm(dossier).listed()[0] == ("Pour", "Lou Dubois")
    assert get_catalog(procedure).count({"words": "dubois"}) == 1
    assert get_catalog(procedure).count({"words": "85073003328"}) == 0
    [page, _camp] = IDossierForm(dossier).pages()
    assert page.id == "behalf"
    assert {field.name: field.text for field in page.fields} == {
        "behalf_kind": "Pour mon enfant, ou une personne sous ma garde",
        "behalf_child_first": "Lou",
        "behalf_child_last": "Dubois",
        "behalf_child_number": "85.07.30-033.28",
        "behalf_child_birth": "30/07/2015",
    }
    # Agents read it on the desk, on paper and in REST.
    paper = AnswersPage(dossier, procedure.REQUEST, True)
    paper.language = "fr"
    assert "Lou Dubois" in paper()
    told = {"kind": "child", "name": "Lou Dubois"}
    assert DossierRecord(dossier, True, str).data()["behalf"] == told
    api.user.create("boss@example.be", "boss", PASSWORD, roles=["Guichet Manager"])
    transaction.commit()
    boss = person("boss")
    boss.open(f"{dossier.absolute_url()}/@@desk-dossier")
    assert re.search(r"Lou Dubois\s+\(enfant ou personne sous sa garde\)", boss.text)
    # Its applicant reads it; nobody else learns that it is there.
    url = f"{api.portal.get().absolute_url()}/guichet/@@dossier/{reference}"
    citizen.open(url)
    assert "Lou Dubois" in citizen.text
    for stranger in (person(), person("other")):
        stranger.open(url)
        assert stranger.status == 404 and "Dubois" not in stranger.text


def fill(person, answers):
    person.fill(
        **{
            name: [value] if name == "behalf_kind" else value
            for name, value in answers.items()
        }
    )


def visible(text):
    """The page without the questions that do not show."""
    return re.sub(
        r'<div[^>]*data-field="[^"]*"[^>]* hidden.*?</div>', "", text, flags=re.S
    )


@pytest.mark.parametrize(
    "answers,behalf",
    [
        ({"behalf_kind": "self"}, None),
        (
            {
                "behalf_kind": "enterprise",
                "behalf_enterprise_number": "BE 0403.170.701",
                "behalf_enterprise_name": "Les Amis du Canal",
                "behalf_enterprise_function": "Secrétaire",
            },
            Behalf("enterprise", "Les Amis du Canal"),
        ),
        (
            {
                "behalf_kind": "mandate",
                "behalf_person_first": "Ida",
                "behalf_person_last": "Claes",
                "behalf_mandate": PDF,
            },
            Behalf("mandate", "Ida Claes"),
        ),
    ],
)
def test_the_other_kinds(person, form_url, stored, answers, behalf):
    anne = person()
    anne.open(form_url)
    anne.fill(behalf_kind=[answers["behalf_kind"]])
    anne.next()
    if behalf is not None:
        answers = dict(answers)
        mandate = answers.pop("behalf_mandate", None)
        fill(anne, answers)
        if mandate:
            anne.next()
            assert "behalf_mandate" in anne.text and anne.place == "behalf"
            anne.attach("behalf_mandate", mandate, "mandat.pdf")
        anne.next()
    anne.fill(fullname="Anne")
    anne.next()
    assert anne.place == "check", anne.text
    reference = anne.reference
    anne.submit()
    assert stored(reference).behalf == behalf
    assert stored(reference).applicant_name == "Anne"


def test_a_kind_that_is_not_allowed(person, form_url, procedure):
    procedure.behalf = {"self", "child"}
    notify(ObjectModifiedEvent(procedure))
    revisions.freeze(procedure)
    transaction.commit()
    anne = person()
    anne.open(form_url)
    assert "entreprise" not in anne.text
    anne.post(form_url, behalf_kind="enterprise", behalf_enterprise_name="X")
    assert "@@form/" not in anne.url
    assert "Répondez" in anne.text or "Choisissez" in anne.text


def test_what_a_dossier_was_asked_stays(person, form_url, stored, procedure):
    citizen = person("citizen")
    reference = send(citizen, form_url)
    procedure.behalf = None
    notify(ObjectModifiedEvent(procedure))
    assert "behalf" not in procedure.fields_model.replace("behalf_kind", "")
    told = [str(problem.message) for problem in IFormModel(procedure).check()]
    assert told, "a rule that reads what is no longer asked is told"
    transaction.commit()
    assert IDossierForm(stored(reference)).pages()[0].id == "behalf"


def send(person, form_url, answers=CHILD):
    person.open(form_url)
    person.fill(behalf_kind=[answers["behalf_kind"]])
    person.next()
    if answers["behalf_kind"] != "self":
        fill(person, answers)
        person.next()
        if answers["behalf_kind"] == "child":
            person.fill(allergy="Noix")
    person.next()
    reference = person.reference
    person.submit()
    return reference


def test_one_open_for_each_person_represented(person, form_url, procedure, stored):
    procedure.one_open = True
    transaction.commit()
    citizen = person("citizen")
    first = send(citizen, form_url)
    assert not stored(first).is_draft
    brother = {**CHILD, "behalf_child_number": "17073003384"}
    second = send(citizen, form_url, brother)
    assert not stored(second).is_draft
    mine = send(citizen, form_url, {"behalf_kind": "self"})
    assert not stored(mine).is_draft
    # The same child, written otherwise: the draft is kept, nothing is sent.
    again = send(
        citizen,
        form_url,
        {**CHILD, "behalf_child_first": "LOU", "behalf_child_number": "85073003328"},
    )
    assert stored(again).is_draft
    assert "déjà une demande en cours" in citizen.text
    assert citizen.browser.getLink("Ouvrir ma demande").url.endswith(first)
    third = send(citizen, form_url, {"behalf_kind": "self"})
    assert stored(third).is_draft
    # Another person who acts for the same child is told nothing.
    other = send(person("other"), form_url)
    assert not stored(other).is_draft
    dossier = stored(first)
    dossier.phase = Phase.CLOSED
    dossier.indexObject()
    transaction.commit()
    citizen.open(f"{form_url}/{again}/check")
    citizen.submit()
    assert not stored(again).is_draft


def test_the_setting_travels(procedure):
    found = to_json(procedure)
    assert found["behalf"] == ["child", "enterprise", "mandate", "self"]
    attributes, problems = from_json(found)
    assert problems == [] and attributes["behalf"] == procedure.behalf
    _attributes, problems = from_json({**found, "behalf": ["alien"]})
    assert len(problems) == 1


def test_corrected_it_is_for_somebody_else(person, form_url, stored):
    reference = send(person("citizen"), form_url)
    dossier = stored(reference)
    dossier.answers["behalf_child_first"] = "Max"
    drafts.identify(dossier, drafts.form_of(dossier))
    assert dossier.behalf.name == "Max Dubois"
