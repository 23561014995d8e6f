"""Saving while people type: the small posts of our script."""

from imio.guichet.core import dossiers
from imio.guichet.forms import parking
from zope.annotation.interfaces import IAnnotations

import json
import pytest
import re


@pytest.fixture
def saving(person):
    """A browser whose posts are our script's."""

    def make(login=None, like=None):
        found = person(login)
        if like is not None:
            found.browser.testapp.cookiejar = like.browser.testapp.cookiejar
        found.browser.addHeader("X-Guichet-Autosave", "1")
        return found

    return make


def version(someone):
    return re.search(r'name="version" value="(\w+)"', someone.text)[1]


def token(someone):
    return someone.form.getControl(name="_authenticator").value


def save(someone, url, **values):
    someone.post(url, **values)
    return json.loads(someone.text) if someone.text else {}


def test_each_save_is_kept_and_nothing_is_judged(person, saving, form_url, stored):
    anne = person()
    anne.open(form_url)
    assert "data-autosave" not in anne.text, "no draft before the first page is sent"
    anne.fill_event()
    anne.next()
    url, first = anne.url, version(anne)
    script = saving(like=anne)
    said = save(script, url, _version=first, fullname="Anne", email="anne@")
    assert script.status == 200
    assert "Enregistré à" in said["saved"]
    assert said["url"] == url
    assert script.browser.headers["Cache-Control"] == "no-store"
    draft = stored(anne.reference)
    assert draft.answers["fullname"] == "Anne"
    assert draft.progress == ("event",)
    said = save(script, url, _version=said["version"], fullname="Anne Dupont")
    assert stored(anne.reference).answers["fullname"] == "Anne Dupont"
    # What another window saved stays: this one is told, and saves no more.
    late = save(script, url, _version=first, fullname="Perdue")
    assert script.status == 409
    assert "dans une autre fenêtre" in late["error"]
    for forged in ("", "x" * 5000, ["a", "b"]):
        save(script, url, _version=forged, fullname="Perdue")
        assert script.status == 409
    assert stored(anne.reference).answers["fullname"] == "Anne Dupont"


def test_page_done_stays_done_while_it_is_right(person, saving, form_url, stored):
    anne = person().go_to_check(form_url)
    reference = anne.reference
    anne.open(f"{form_url}/{reference}/event")
    script = saving(like=anne)
    values = {
        "name": "Bal",
        "participants": "20",
        "starts": "2027-05-12",
        "music": "no",
    }
    said = save(script, anne.url, _version=version(anne), **values)
    assert stored(reference).progress == ("event", "contact")
    save(script, anne.url, _version=said["version"], **values | {"participants": "0"})
    assert stored(reference).progress == ("contact",)
    anne.open(f"{form_url}/{reference}/check")
    assert anne.place == "event", "the last word is the server's"


def test_files_are_left_alone(person, saving, form_url, stored):
    anne = person()
    anne.open(form_url)
    anne.fill_event("5000")
    anne.next()
    from .walk import PDF

    anne.attach("plan", PDF, "plan.pdf")
    anne.next()
    anne.open(f"{form_url}/{anne.reference}/safety")
    script = saving(like=anne)
    save(script, anne.url, _version=version(anne), risks=["fire"], plan__remove="1")
    assert script.status == 200
    draft = stored(anne.reference)
    assert draft.answers["plan"].filename == "plan.pdf"
    assert draft.answers["risks"] == {"fire"}


def test_signed_in_person_has_a_draft_once_something_is_typed(
    person, saving, form_url, procedure
):
    citizen, script = person("citizen"), saving("citizen")
    citizen.open(form_url)
    assert "data-autosave" in citizen.text
    proof = {"__authenticator": token(citizen)}
    assert save(script, form_url, **proof) == {}
    assert script.status == 204
    assert dossiers.drafts_of("citizen", procedure) == []
    said = save(script, form_url, **proof, name="Concert")
    [draft] = dossiers.drafts_of("citizen", procedure)
    assert said["url"] == f"{form_url}/{draft.reference}/event"
    assert draft.answers["name"] == "Concert"
    assert draft.progress == ()
    citizen.open(f"{form_url}/{draft.reference}")
    assert citizen.form.getControl(name="f.name").value == "Concert"
    citizen.fill_event()
    citizen.next()
    assert len(dossiers.drafts_of("citizen", procedure)) == 1


def test_nobody_else_saves(person, saving, form_url, procedure, stored):
    citizen = person("citizen")
    citizen.open(form_url)
    citizen.fill_event()
    citizen.next()
    url, was = citizen.url, version(citizen)
    reference = citizen.reference
    for stranger in (saving(), saving("other")):
        save(stranger, url, _version=was, fullname="Moi")
        assert stranger.status == 404
    for missing in ("/contact", "/nowhere", "/check"):
        save(saving(), f"{form_url}/FET-2611-000000{missing}", fullname="Moi")
    lot = IAnnotations(procedure.aq_parent.aq_parent.aq_parent).get(parking.KEY, {})
    assert len(lot) == 0, "what our script saves is not parked"
    mine = saving("citizen")
    save(mine, url, _version=was, fullname="Moi")
    assert mine.status == 403, "no token"
    victim = saving("citizen")
    victim.browser.addHeader("Sec-Fetch-Site", "cross-site")
    victim.post(url, _version=was, fullname="Moi", __authenticator=token(citizen))
    assert victim.status == 403
    assert "fullname" not in stored(reference).answers
    anonymous = saving()
    save(anonymous, form_url, name="Concert")
    assert anonymous.status == 204
    assert "Set-Cookie" not in anonymous.browser.headers
    citizen.open(f"{form_url}/{reference}/contact")
    citizen.fill_contact()
    citizen.next()
    citizen.submit()
    save(mine, url, _version=was, fullname="Moi")
    assert mine.status == 404, "it was sent"
