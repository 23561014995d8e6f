"""Windows, quotas, one open dossier per person: as people meet them."""

from datetime import datetime
from imio.guichet.core import dossiers
from imio.guichet.core.events import DossierStepChanged
from imio.guichet.core.types import Phase
from imio.guichet.core.types import Step
from zope.event import notify

import pytest
import transaction


@pytest.fixture
def set_up(procedure):
    def change(**values):
        for name, value in values.items():
            setattr(procedure, name, value)
        transaction.commit()

    return change


def test_not_yet_open(person, form_url, procedure, set_up):
    set_up(opens=datetime(2090, 5, 3, 9))
    anne = person()
    for url in (form_url, procedure.absolute_url()):
        anne.open(url)
        assert "ouvre le 3 mai 2090" in anne.text
        assert "Ajouter à mon agenda" in anne.text
    anne.open(form_url)
    anne.browser.getLink("Ajouter à mon agenda").click()
    assert "DTSTART:20900503T070000Z\r\n" in anne.text
    assert "SUMMARY:Organiser une fête\r\n" in anne.text
    assert all(len(row.encode()) <= 75 for row in anne.text.split("\r\n"))
    set_up(opens=None)
    anne.open(f"{procedure.absolute_url()}/opening.ics")
    assert anne.status == 404


def test_over(person, form_url, procedure, set_up):
    anne = person().go_to_check(form_url)
    reference = anne.reference
    set_up(closes=datetime(2020, 1, 1, 12))
    anne.submit()
    assert "fermée depuis le 1 janvier 2020" in anne.text
    assert "Votre brouillon est gardé" in anne.text
    assert dossiers.find(reference, procedure).is_draft
    anne.open(procedure.absolute_url())
    assert "fermée depuis le 1 janvier 2020" in anne.text


def test_full(person, form_url, procedure, set_up, stored):
    set_up(quota=1, full_text="Appelez-nous\npour la liste d'attente.")
    early, late, later = person(), person(), person()
    early.go_to_check(form_url)
    late.go_to_check(form_url)
    late_reference = late.reference
    reference = early.reference
    early.submit()
    assert not stored(reference).is_draft
    late.submit()
    assert "C'est complet" in late.text
    assert "liste d'attente" in late.text
    assert "Votre brouillon est gardé" in late.text
    assert stored(late_reference).is_draft
    assert stored(late_reference).applicant_name == ""
    for url in (form_url, procedure.absolute_url()):
        later.open(url)
        assert "Toutes les places sont prises" in later.text
        assert "liste d'attente" in later.text
    # The page kept in memory changes at once when a place is given back.
    dossier = stored(reference)
    step = Step("out", "Annulé", "Annulé", Phase.CANCELLED)
    notify(DossierStepChanged(dossier, None, step))
    transaction.commit()
    later.open(procedure.absolute_url())
    assert "Toutes les places" not in later.text
    late.open(f"{form_url}/{late_reference}/check")
    late.submit()
    assert not stored(late_reference).is_draft


def test_quota_of_a_period_says_when_there_are_places_again(person, form_url, set_up):
    set_up(quota=1, quota_period="year")
    person().go_to_check(form_url).submit()
    anne = person()
    anne.open(form_url)
    assert "à partir du 1 janvier" in anne.text


def test_one_open_dossier_per_person(person, form_url, procedure, set_up, stored):
    set_up(one_open=True)
    anne = person()
    anne.browser.followRedirects = False
    anne.open(form_url)
    assert "/login?came_from=" in anne.browser.headers["Location"]
    anne.open(procedure.absolute_url())
    assert "Compte nécessaire" in anne.text
    citizen = person("citizen")
    citizen.go_to_check(form_url)
    reference = citizen.reference
    # A second draft is not begun: the first one is offered.
    citizen.open(form_url)
    assert "déjà une demande en cours" in citizen.text
    citizen.browser.getLink("Reprendre où j'en étais").click()
    assert citizen.place == "check"
    # Nor may a draft of before the setting be sent beside an open dossier.
    answers = dict(stored(reference).answers)
    other = dossiers.create_draft(procedure, applicant="citizen")
    other.answers.update(answers)
    other.progress = ("event", "contact")
    transaction.commit()
    citizen.submit()
    assert not stored(reference).is_draft
    citizen.open(f"{form_url}/{other.reference}/check")
    assert "déjà une demande en cours" in citizen.text
    assert citizen.browser.getLink("Ouvrir ma demande").url.endswith(reference)
    citizen.open(procedure.absolute_url())
    assert citizen.browser.getLink("Ouvrir ma demande").url.endswith(reference)
    person("other").go_to_check(form_url).submit()
    dossier = stored(reference)
    dossier.phase = Phase.CLOSED
    dossier.indexObject()
    transaction.commit()
    citizen.open(f"{form_url}/{other.reference}/check")
    citizen.submit()
    assert not stored(other.reference).is_draft
