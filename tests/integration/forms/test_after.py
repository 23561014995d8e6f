"""From a dossier that was sent: correct it, start again from it."""

from ..desk.conftest import browse  # noqa: F401
from ..desk.conftest import FORM
from ..desk.conftest import hall  # noqa: F401
from ..desk.conftest import PASSWORD  # noqa: F401
from ..desk.conftest import town  # noqa: F401
from html import unescape
from imio.guichet.core import dossiers
from imio.guichet.core import revisions
from plone import api
from plone.namedfile.file import NamedBlobFile

import pytest
import re
import transaction


def text(browser):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", browser.contents)).split())


def status(browser):
    return int(browser.headers["Status"].split()[0])


def press(browser, label):
    browser.getControl(label).click()


@pytest.fixture
def dossier(town):  # noqa: F811
    for place in (town.portal.guichet, town.portal.guichet.vie):
        api.content.transition(place, "publish")
    plan = NamedBlobFile(b"%PDF-1.4 x", contentType="application/pdf", filename="p.pdf")
    return town.request(street="Rue Neuve", plan=plan)


@pytest.fixture
def page(town, dossier):  # noqa: F811
    return f"{town.portal.absolute_url()}/guichet/@@dossier/{dossier.reference}"


@pytest.fixture
def form_url(town, dossier):  # noqa: F811
    return f"{town.event.absolute_url()}/@@form/{dossier.reference}"


class TestCorrection:
    def test_the_applicant_corrects_and_agents_see_what_changed(
        self,
        town,  # noqa: F811
        dossier,
        page,
        form_url,
        browse,  # noqa: F811
    ):
        citizen = browse("citizen")
        citizen.open(page)
        citizen.getLink("Corriger").click()
        press(citizen, "Corriger")
        assert "Rue Neuve" in text(citizen) and "p.pdf" in text(citizen)
        citizen.open(f"{form_url}/place?return=check")
        citizen.getControl(name="f.street").value = "Rue <b>Haute</b>"
        press(citizen, "Continuer")
        transaction.begin()
        assert dossier.answers["street"] == "Rue Neuve"  # until it is kept
        anne = browse("anne")
        anne.open(f"{dossier.absolute_url()}/@@desk-dossier")
        assert "Rue <b>Haute</b>" not in text(anne)
        assert "Rue <b>Haute</b>" in unescape(citizen.contents)
        press(citizen, "Enregistrer la correction")
        assert citizen.url == page
        transaction.begin()
        assert dossier.answers["street"] == "Rue <b>Haute</b>"
        assert dossier.answers["plan"].filename == "p.pdf"
        assert dossier.step == "received" and len(dossier.acts) == 1
        (former,) = dossier.former
        assert (former.user, former.values) == ("citizen", {"street": "Rue Neuve"})
        assert ("citizen", "correct", "street") in [
            (line.user, line.action, line.detail) for line in dossier.audit
        ]
        anne.open(f"{dossier.absolute_url()}/@@desk-dossier")
        assert "- Rue : Rue Neuve → Rue <b>Haute</b>" in unescape(anne.contents)
        citizen.open(f"{form_url}/submit")  # kept twice: nothing more
        transaction.begin()
        assert len(dossier.former) == 1 and len(dossier.journal.messages()) == 1

    def test_a_file_is_replaced_and_the_former_one_kept(
        self,
        town,  # noqa: F811
        dossier,
        form_url,
        browse,  # noqa: F811
    ):
        citizen = browse("citizen")
        citizen.open(f"{form_url}/correct")
        press(citizen, "Corriger")
        citizen.open(f"{form_url}/event?return=check")
        press(citizen, "Retirer")
        press(citizen, "Continuer")
        press(citizen, "Enregistrer la correction")
        transaction.begin()
        assert "plan" not in dossier.answers
        assert dossier.former[0].values["plan"].data == b"%PDF-1.4 x"

    def test_nothing_changed_tells_nobody(self, dossier, form_url, browse):  # noqa: F811
        citizen = browse("citizen")
        citizen.open(f"{form_url}/correct")
        press(citizen, "Corriger")
        press(citizen, "Enregistrer la correction")
        transaction.begin()
        assert dossier.former == () and not dossier.journal

    def test_an_answer_that_does_not_fit_is_refused(self, dossier, form_url, browse):  # noqa: F811
        citizen = browse("citizen")
        citizen.open(f"{form_url}/correct")
        press(citizen, "Corriger")
        citizen.open(f"{form_url}/event?return=check")
        citizen.getControl(name="f.title").value = ""
        press(citizen, "Continuer")
        assert "à revoir" in text(citizen)
        citizen.open(f"{form_url}/check")
        assert "/event" in citizen.url
        transaction.begin()
        assert dossier.answers["title"] == "Fête de la musique"

    def test_too_late(self, town, dossier, page, form_url, browse):  # noqa: F811
        citizen = browse("citizen")
        citizen.open(f"{form_url}/correct")
        press(citizen, "Corriger")
        citizen.open(f"{form_url}/place?return=check")
        citizen.getControl(name="f.street").value = "Ailleurs"
        press(citizen, "Continuer")
        town.start(dossier)  # an agent begins meanwhile
        press(citizen, "Enregistrer la correction")
        assert "a avancé" in text(citizen)
        transaction.begin()
        assert dossier.answers["street"] == "Rue Neuve"
        citizen.open(page)
        assert "Corriger ma demande" not in text(citizen)
        citizen.open(f"{form_url}/correct")
        assert citizen.url == page

    def test_given_up(self, dossier, page, form_url, browse):  # noqa: F811
        citizen = browse("citizen")
        citizen.open(f"{form_url}/correct")
        press(citizen, "Corriger")
        citizen.open(f"{form_url}/discard")
        press(citizen, "Supprimer")
        assert citizen.url == page
        transaction.begin()
        assert dossier.answers["street"] == "Rue Neuve" and not dossier.is_draft

    def test_strangers_and_forgers(self, town, dossier, form_url, browse):  # noqa: F811
        town.user("stranger")
        transaction.commit()
        for name in (None, "stranger", "anne", "paul"):
            browser = browse(name)
            for place in ("correct", "again", "check", "submit"):
                browser.open(f"{form_url}/{place}")
                assert status(browser) == 404, (name, place)
        citizen = browse("citizen")
        for place in ("correct", "again"):
            citizen.post(f"{form_url}/{place}", "_authenticator=forged")
        transaction.begin()
        citizen.open(f"{form_url}/check")
        assert "/@@dossier/" in citizen.url  # nothing was begun
        assert not dossiers.drafts_of("citizen", town.portal)


class TestAgain:
    def test_a_new_draft_with_the_answers_that_fit(
        self,
        town,  # noqa: F811
        dossier,
        page,
        form_url,
        browse,  # noqa: F811
    ):
        town.event.fields_model = FORM.replace('name="street"', 'name="road"')
        revisions.freeze(town.event)
        transaction.commit()
        citizen = browse("citizen")
        citizen.open(page)
        citizen.getLink("Recommencer").click()
        assert "ne peuvent être reprises" in text(citizen)
        assert "Rue Neuve" in text(citizen)
        assert "Fête de la musique" not in text(citizen)
        press(citizen, "Créer le brouillon")
        assert citizen.url.endswith("/check")
        transaction.begin()
        (draft,) = dossiers.drafts_of("citizen", town.portal)
        assert dict(draft.answers)["title"] == "Fête de la musique"
        assert draft.revision == 2 and "street" not in draft.answers
        copy = draft.answers["plan"]
        assert copy.data == b"%PDF-1.4 x" and copy is not dossier.answers["plan"]
        citizen.open(f"{form_url}/again")
        press(citizen, "Créer le brouillon")
        transaction.begin()
        assert len(dossiers.drafts_of("citizen", town.portal)) == 1
        press(citizen, "Envoyer ma demande")
        assert "/submitted" in citizen.url

    def test_not_from_a_procedure_that_is_no_more(
        self,
        town,  # noqa: F811
        dossier,
        form_url,
        browse,  # noqa: F811
    ):
        api.content.transition(town.event, "retire")
        transaction.commit()
        citizen = browse("citizen")
        citizen.open(f"{form_url}/again")
        assert "Créer le brouillon" not in citizen.contents
