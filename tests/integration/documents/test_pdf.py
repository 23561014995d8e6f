"""PDF of a dossier's answers, and of the form to fill by hand."""

from imio.guichet.core import dossiers
from imio.guichet.core import revisions
from imio.guichet.documents import rendering
from io import BytesIO
from plone import api
from plone.namedfile.file import NamedBlobFile
from pypdf import PdfReader

import pytest
import transaction


FORM = """<model xmlns="http://namespaces.plone.org/supermodel/schema"
    xmlns:guichet="http://namespaces.imio.be/guichet">
  <schema>
    <fieldset name="event" label="Votre évènement">
      <field name="people" type="zope.schema.Int" guichet:unit="personnes">
        <title>Combien de personnes ?</title>
      </field>
      <field name="kind" type="zope.schema.Choice">
        <title>Quel genre ?</title>
        <values><element key="c">Un concert</element><element key="m">Un marché</element></values>
      </field>
      <field name="day" type="zope.schema.Date"><title>Quel jour ?</title></field>
      <field name="alcohol" type="zope.schema.Bool" guichet:show='{">": [{"var": "people"}, 100]}'>
        <title>Servirez-vous de l'alcool ?</title>
      </field>
      <field name="plan" type="plone.namedfile.field.NamedBlobFile">
        <title>Plan</title><required>False</required>
      </field>
    </fieldset>
  </schema>
</model>"""


def words(browser):
    assert browser.headers["Content-Type"] == "application/pdf", browser.contents[:300]
    pdf = PdfReader(BytesIO(browser.contents))
    assert pdf.trailer["/Root"]["/Lang"] == "fr"
    return " ".join(" ".join(page.extract_text() for page in pdf.pages).split())


@pytest.fixture
def dossier(town):
    plan = NamedBlobFile(b"%PDF-1.4", contentType="application/pdf", filename="p.pdf")
    dossier = town.request(plan=plan, street="<script>alert(1)</script> & fils")
    dossiers.add_file(dossier, plan, title="Rapport interne", for_applicant=False)
    for place in (town.portal.guichet, town.portal.guichet.vie):
        api.content.transition(place, "publish")
    transaction.commit()
    return dossier


def test_agents_and_applicant_take_their_pdf(dossier, town, browse):
    anne = browse("anne")
    anne.open(f"{dossier.absolute_url()}/@@desk-dossier")
    anne.getLink("PDF").click()
    found = words(anne)
    for expected in (
        dossier.reference,
        "Organiser un concert",
        "Élodie Dupont",
        "Fête de la musique",
        "Nom de l'événement",
        "<script>alert(1)</script> & fils",
        "p.pdf",
        "Rapport interne",
    ):
        assert expected in found, expected
    transaction.begin()
    assert ("anne", "download") in [(line.user, line.action) for line in dossier.audit]
    citizen = browse("citizen")
    citizen.open(f"{town.portal.absolute_url()}/guichet/@@dossier/{dossier.reference}")
    citizen.getLink("PDF").click()
    found = words(citizen)
    assert "Fête de la musique" in found and "Rapport interne" not in found
    assert "no-store" in citizen.headers["Cache-Control"]


def test_strangers_find_nothing(dossier, town, browse):
    town.user("stranger")
    transaction.commit()
    counter = f"{town.portal.absolute_url()}/guichet"
    for name in (None, "paul", "stranger"):
        browser = browse(name)
        for url in (
            f"{dossier.absolute_url()}/answers.pdf",
            f"{counter}/@@dossier/{dossier.reference}/answers.pdf",
        ):
            browser.open(url)
            assert browser.headers["Status"].startswith("404"), (name, url)
    citizen = browse("citizen")
    citizen.open(f"{dossier.absolute_url()}/answers.pdf")
    assert citizen.headers["Content-Type"] != "application/pdf"


def test_a_draft_has_no_pdf_for_agents(town, browse):
    draft = dossiers.create_draft(town.event, applicant="citizen")
    transaction.commit()
    boss = browse("boss")
    boss.open(f"{draft.absolute_url()}/answers.pdf")
    assert boss.headers["Status"].startswith("404")


def test_the_blank_form_asks_everything(town, browse, dossier):
    town.event.fields_model = FORM
    revisions.freeze(town.event)
    transaction.commit()
    browser = browse()
    browser.open(town.event.absolute_url())
    browser.getLink("papier").click()
    found = words(browser)
    for expected in (
        "Organiser un concert",
        "1. Combien de personnes ?",
        "Un concert",
        "Un marché",
        "4. Servirez-vous de l'alcool ?",
        "À remplir seulement si « Combien de personnes ? » est supérieur à 100.",
        "(facultatif)",
        "Signature",
    ):
        assert expected in found, expected
    before = rendering.render_once.cache_info().hits
    browser.open(f"{town.event.absolute_url()}/@@blank-form")
    assert rendering.render_once.cache_info().hits == before + 1


def test_without_the_libraries_all_else_works(town, browse, dossier, monkeypatch):
    monkeypatch.setattr(rendering, "_weasyprint", lambda: None)
    browser = browse()
    browser.open(f"{town.event.absolute_url()}/@@blank-form")
    assert browser.headers["Content-Type"].startswith("text/html")
    assert "1.</span> Nom de l" in browser.contents
    anne = browse("anne")
    anne.open(f"{dossier.absolute_url()}/answers.pdf")
    assert "Le PDF n'est pas disponible" in anne.contents
    citizen = browse("citizen")
    citizen.open(
        f"{town.portal.absolute_url()}/guichet/@@dossier/{dossier.reference}/answers.pdf"
    )
    assert "Le PDF n'est pas disponible" in citizen.contents


def test_a_private_procedure_has_no_blank_form(town, browse, dossier):
    api.content.transition(town.event, "retire")
    transaction.commit()
    browser = browse()
    browser.open(f"{town.event.absolute_url()}/@@blank-form")
    assert browser.headers["Content-Type"] != "application/pdf"
