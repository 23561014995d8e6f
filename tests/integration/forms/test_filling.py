"""A citizen fills the form, without JavaScript."""

from .walk import PDF
from imio.guichet.core import dossiers
from imio.guichet.core.interfaces import IDossierForm

import re
import transaction


def test_whole_road_of_an_anonymous_person(person, form_url, stored):
    anne = person()
    anne.open(form_url)
    assert "set-cookie" not in {
        name.lower() for name, _ in anne.browser.headers.items()
    }
    assert "_authenticator" not in anne.text
    assert "s-maxage" in anne.browser.headers["Cache-Control"]
    assert "Étape 1 sur 3" in anne.text
    anne.fill_event("1.500")
    anne.next()
    assert anne.place == "safety"
    assert "Étape 2 sur 4" in anne.text
    anne.attach("plan", PDF, "C:\\docs\\plan.pdf")
    anne.fill(risks=["fire"])
    anne.next()
    anne.fill_contact()
    anne.next()
    assert anne.place == "check"
    for said in ("Concert", "1500 personnes", "12/05/2027", "plan.pdf", "Feu"):
        assert said in anne.text
    reference = anne.reference
    anne.browser.followRedirects = False
    anne.submit()
    assert anne.browser.headers["Location"].endswith(
        f"/guichet/@@dossier/{reference}/submitted"
    )
    dossier = stored(reference)
    assert dossier.phase != "draft"
    assert dossier.answers["participants"] == 1500
    assert dossier.answers["total"] == 3000
    assert dossier.answers["plan"].filename == "plan.pdf"
    assert dossier.applicant_email == "anne@example.be"
    assert dossier.applicant_name == "Anne"
    pages = IDossierForm(dossier).pages()
    assert [page.id for page in pages] == ["event", "safety", "contact"]
    assert [found.text for found in pages[1].fields][1] == "Feu"
    assert pages[1].fields[0].is_file


def test_signed_in_person_finds_the_profile_and_the_draft(person, form_url, stored):
    citizen = person("citizen")
    citizen.open(form_url)
    assert "_authenticator" in citizen.text
    citizen.fill_event()
    citizen.next()
    assert citizen.form.getControl(name="f.fullname").value == "Citizen"
    assert citizen.form.getControl(name="f.email").value == "citizen@example.be"
    dossier = stored(citizen.reference)
    assert dossier.applicant == "citizen"
    assert IDossierForm(dossier).contact_email() == "citizen@example.be"
    assert IDossierForm(dossier).form_url() == f"{form_url}/{dossier.reference}"
    again = person("citizen")
    again.open(f"{form_url}/{dossier.reference}")
    assert again.place == "contact"
    again.open(f"{form_url}/{dossier.reference}/event")
    assert again.form.getControl(name="f.name").value == "Concert"


def test_back_keeps_what_was_typed(person, form_url):
    anne = person()
    anne.open(form_url)
    anne.fill_event()
    anne.next()
    anne.fill(fullname="Anne")
    anne.press("Page précédente")
    assert anne.place == "event"
    anne.next()
    assert anne.form.getControl(name="f.fullname").value == "Anne"


def test_questions_that_appear_are_asked_on_the_same_page(person, form_url, stored):
    anne = person()
    anne.open(form_url)
    anne.fill_event()
    anne.fill(music=["yes"])
    anne.next()
    assert "music_until" in anne.text
    assert "d'autres questions" in anne.text
    assert "Quelques réponses" not in anne.text
    assert stored(anne.reference).progress == ()
    anne.fill(music_until="22:30")
    anne.next()
    assert anne.place == "contact"
    assert str(stored(anne.reference).answers["music_until"]) == "22:30:00"


def test_answers_are_changed_from_the_check(person, form_url, stored):
    anne = person().go_to_check(form_url)
    anne.browser.getLink("Modifier L'évènement").click()
    assert anne.place == "event"
    anne.fill(name="Bal")
    anne.next()
    assert anne.place == "check"
    assert "Bal" in anne.text
    anne.browser.getLink("Modifier L'évènement").click()
    anne.fill(participants="5000")
    anne.next()
    assert anne.place == "safety"


def test_hidden_answers_do_not_reach_the_dossier(person, form_url, stored):
    anne = person()
    anne.open(form_url)
    anne.fill_event("5000")
    anne.next()
    anne.attach("plan", PDF, "plan.pdf")
    anne.next()
    assert anne.place == "contact"
    anne.open(f"{form_url}/{anne.reference}/event")
    anne.fill(participants="5")
    anne.next()
    anne.fill_contact()
    anne.next()
    assert "plan.pdf" not in anne.text
    reference = anne.reference
    anne.submit()
    assert "plan" not in stored(reference).answers


def test_leaving_gives_a_secret_link_that_brings_back(person, form_url):
    anne = person()
    anne.open(form_url)
    anne.fill_event()
    anne.press("Enregistrer et quitter")
    assert anne.place == "leave"
    link = re.search(r'value="([^"]+[?]code=[^"]+)"', anne.text)[1]
    elsewhere = person()
    elsewhere.open(link)
    assert "guichet_access" not in elsewhere.browser.cookies
    elsewhere.open(f"{form_url}/{anne.reference}/contact")
    assert elsewhere.status == 404, "an address alone opens nothing"
    elsewhere.open(link)
    elsewhere.press("Reprendre")
    assert elsewhere.place == "contact"
    assert "code=" not in elsewhere.url


def test_draft_is_discarded_after_a_question(person, form_url, stored):
    citizen = person("citizen")
    citizen.open(form_url)
    citizen.fill_event()
    citizen.next()
    reference = citizen.reference
    citizen.browser.getLink("Supprimer ce brouillon").click()
    assert stored(reference) is not None
    citizen.press("Supprimer")
    assert stored(reference) is None
    assert not dossiers.drafts_of("citizen")


def test_file_stays_when_the_page_is_shown_again(person, form_url, stored):
    anne = person()
    anne.open(form_url)
    anne.fill_event("5000")
    anne.next()
    anne.attach("plan", PDF, "plan.pdf")
    anne.next()
    anne.open(f"{form_url}/{anne.reference}/safety")
    assert "plan.pdf, 54 octets" in anne.text
    anne.next()
    assert stored(anne.reference).answers["plan"].filename == "plan.pdf"
    anne.open(f"{form_url}/{anne.reference}/file/plan")
    assert anne.browser.headers["Content-Type"] == "application/pdf"
    anne.open(f"{form_url}/{anne.reference}/safety")
    anne.press("Retirer plan.pdf")
    assert anne.place == "safety"
    assert "plan" not in stored(anne.reference).answers
    anne.next()
    assert anne.place == "safety"
    assert "Choisissez un fichier." in anne.text


def test_fragment_answers_our_script(person, form_url):
    anne = person()
    anne.browser.addHeader("X-Guichet-Fragment", "1")
    values = {"name": "Concert", "participants": "10", "starts": "2027-05-12"}
    anne.post(form_url, **values, music="no", _act="next")
    assert "<html" not in anne.text
    assert 'data-url="' in anne.text
    assert "f.fullname" in anne.text
    assert "Concert" not in anne.text


def test_closed_procedure_says_so(person, form_url, procedure):
    from datetime import datetime

    procedure.closes = datetime(2020, 1, 1, 12)
    transaction.commit()
    anne = person()
    anne.open(form_url)
    assert "fermée depuis le 1 janvier 2020" in anne.text
    anne.post(form_url, name="x")
    assert "fermée depuis" in anne.text


def test_procedure_that_wants_an_account(person, form_url, procedure):
    procedure.assurance = 100
    transaction.commit()
    anne = person()
    anne.browser.followRedirects = False
    anne.open(form_url)
    assert "/login?came_from=" in anne.browser.headers["Location"]
    citizen = person("citizen")
    citizen.open(form_url)
    assert "Étape 1" in citizen.text
