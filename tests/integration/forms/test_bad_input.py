"""What no browser sends, and what unlucky people do."""

from .walk import PDF
from imio.guichet.core import dossiers

import pytest
import re
import transaction


EVENT = {
    "name": "Concert",
    "participants": "10",
    "starts": "2027-05-12",
    "music": "no",
}
CONTACT = {
    "fullname": "Anne",
    "email": "anne@example.be",
    "kind": "private",
    "agree": "yes",
}


@pytest.fixture
def anne(person):
    return person()


@pytest.fixture
def at_contact(anne, form_url):
    anne.post(form_url, **EVENT)
    assert anne.place == "contact"
    return anne


def everything(procedure):
    """References of all dossiers, drafts included."""
    from imio.guichet.core.store import get_store

    transaction.begin()
    store = get_store(procedure)
    return [
        reference
        for year in store.objectValues()
        for month in year.objectValues()
        for reference in month.objectIds()
    ]


@pytest.mark.parametrize(
    "name,value,said",
    [
        ("participants", "beaucoup", "Écrivez un nombre"),
        ("participants", "1,5", "nombre entier"),
        ("participants", "0", "au moins 1"),
        ("participants", "9" * 40, "Écrivez un nombre"),
        ("starts", "31/02/2027", "une date qui existe"),
        ("starts", "0000-00-00", "une date qui existe"),
        ("music", "peut-être", "parmi les réponses"),
        ("name", "x" * 41, "au plus 40 caractères"),
        ("name", "", "Répondez à cette question"),
    ],
)
def test_wrong_value_is_told_beside_the_field(anne, form_url, name, value, said):
    anne.post(form_url, **{**EVENT, name: value})
    assert anne.status == 200
    assert "Quelques réponses sont à revoir" in anne.text
    assert said in anne.text
    assert re.search(f'aria-describedby="[^"]*\\berror-{name}"', anne.text)
    if name != "name":
        assert 'value="Concert"' in anne.text


@pytest.mark.parametrize(
    "name",
    [
        "f.participants:list",
        "f.participants:int",
        "f.participants.x:record",
        "f.participants:tuple:list",
        "f.starts:records",
        "f.name:bytes",
        "f.name:json",
    ],
)
def test_types_forced_by_the_sender_break_nothing(anne, form_url, name):
    anne.browser.post(form_url, f"{name}=7&f.starts=2027-01-01")
    assert anne.status in (200, 400)
    assert "Traceback" not in anne.text


@pytest.mark.parametrize(
    "name,value",
    [
        ("f.participants:int", "abc"),
        ("f.participants:float:list", "abc"),
        ("f.participants:int:record", "abc"),
        ("f.starts:date", "abc"),
        ("f.name:required", ""),
        ("f.name:json", "{"),
        ("f.name:ascii", "%C3%A9"),
        ("f._x:record", "7"),
    ],
)
def test_what_zope_cannot_convert_is_a_bad_request(
    anne, form_url, procedure, name, value
):
    anne.browser.post(form_url, f"{name}={value}&f.starts=2027-01-01")
    assert anne.status in (200, 400)
    if value:
        assert "Traceback" not in anne.text
        assert "Error" not in anne.text
    if anne.status == 400:
        assert everything(procedure) == []
    anne.open(f"{form_url}?{name}={value}")
    assert anne.status in (200, 400)


def test_number_that_is_none_is_a_bad_request(anne, form_url):
    anne.browser.post(form_url, "f.participants:int=abc")
    assert anne.status == 400
    assert anne.text.startswith("Bad request")
    assert anne.browser.headers["Content-Type"].startswith("text/plain")
    anne.post(form_url, **EVENT)
    assert anne.place == "contact"


@pytest.mark.parametrize("suffix", [":list", ":tuple", ":record", ":records"])
def test_list_or_record_forced_by_the_sender(anne, form_url, suffix):
    inputs = "&".join(f"f.{name}{suffix}={value}" for name, value in EVENT.items())
    anne.browser.post(form_url, inputs)
    assert anne.status in (200, 400)
    anne.browser.post(form_url, f"f.name=x&f.name{suffix}=y&f.name.z{suffix}=w")
    assert anne.status in (200, 400)


def test_missing_and_extra_fields(anne, form_url, stored):
    anne.post(form_url, name="Concert")
    assert "Quelques réponses sont à revoir" in anne.text
    anne.post(form_url, **EVENT, applicant="admin", phase="accepted", _applicant="x")
    answers = stored(anne.reference).answers
    assert set(answers) == set(EVENT)
    assert stored(anne.reference).applicant is None


def test_forged_hidden_field_is_dropped(anne, form_url, stored):
    anne.post(form_url, **EVENT, music_until="23:00", total="9999")
    answers = stored(anne.reference).answers
    assert "music_until" not in answers
    assert "total" not in answers


def test_page_that_is_not_asked_takes_nothing(at_contact, form_url, stored):
    reference = at_contact.reference
    at_contact.post(f"{form_url}/{reference}/safety", risks="fire")
    assert "risks" not in stored(reference).answers


def test_refused_page_says_why(anne, form_url):
    anne.post(form_url, **EVENT, ends="2027-05-11")
    assert anne.text.count("La fin est avant le début.") == 2


def test_skipped_page_leads_back_and_loses_nothing(anne, form_url, stored):
    anne.post(form_url, **{**EVENT, "participants": "5000"})
    reference = anne.reference
    assert anne.place == "safety"
    anne.post(f"{form_url}/{reference}/contact", **CONTACT)
    assert anne.place == "safety"
    assert stored(reference).answers["fullname"] == "Anne"
    for place in ("check", "contact"):
        anne.open(f"{form_url}/{reference}/{place}")
        assert anne.place == "safety"
        assert "Il reste à remplir cette page" in anne.text
    anne.post(f"{form_url}/{reference}/submit")
    assert anne.place == "safety"
    assert stored(reference).is_draft


def test_unknown_page_is_not_found(at_contact, form_url):
    reference = at_contact.reference
    for place in ("nothing", "file/name", "file/x", "event/x", "check/x"):
        at_contact.open(f"{form_url}/{reference}/{place}")
        assert at_contact.status == 404, place


@pytest.mark.parametrize(
    "data,filename,said",
    [
        (b"", "plan.pdf", "est vide"),
        (PDF + b"x" * 30000, "plan.pdf", "peut peser 20 ko"),
        (b"MZ\x90\x00" + b"\x00" * 200, "plan.pdf", "n'est pas celui d'un fichier PDF"),
        (PDF, "plan.exe", "pas d'un type accepté"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 99, "plan.pdf", "n'est pas celui"),
        (b"<html><script>", "plan.pdf", "n'est pas celui"),
    ],
)
def test_bad_file_is_refused(anne, form_url, stored, data, filename, said):
    anne.post(form_url, **{**EVENT, "participants": "5000"})
    anne.fill(risks=["fire"])
    anne.attach("plan", data, filename)
    anne.next()
    assert anne.status == 200
    assert said in anne.text or (not data and "Choisissez un fichier." in anne.text)
    dossier = stored(anne.reference)
    assert "plan" not in dossier.answers
    assert dossier.answers["risks"] == {"fire"}


def test_submission_sent_twice_is_one_dossier(person, form_url, procedure, stored):
    anne = person().go_to_check(form_url)
    reference = anne.reference
    submit = f"{form_url}/{reference}/submit"
    anne.browser.followRedirects = False
    anne.post(submit)
    first = anne.browser.headers["Location"]
    submitted = stored(reference).submitted
    anne.post(submit)
    assert anne.browser.headers["Location"] == first
    assert stored(reference).submitted == submitted
    anne.post(f"{form_url}/{reference}/event", **EVENT)
    assert stored(reference).answers["name"] == "Concert"
    assert everything(procedure) == [reference]


@pytest.mark.parametrize("login", [None, "citizen"])
def test_first_page_sent_twice_is_one_draft(person, form_url, procedure, login):
    someone = person(login)
    someone.open(form_url)
    someone.fill_event()
    form = someone.form
    token = {}
    if login:
        token = {"__authenticator": form.getControl(name="_authenticator").value}
    for _ in range(3):
        someone.post(form_url, **EVENT, **token)
        assert someone.place == "contact"
    assert len(everything(procedure)) == 1


def test_draft_of_somebody_else_is_not_found(person, form_url):
    citizen = person("citizen")
    citizen.open(form_url)
    citizen.fill_event()
    citizen.next()
    reference = citizen.reference
    unknown = reference[:-6] + "000000"
    for stranger in (person(), person("other")):
        for place in ("", "/event", "/check", "/leave", "/discard", "/file/plan"):
            stranger.open(f"{form_url}/{reference}{place}")
            assert stranger.status == 404, place
            theirs = stranger.text.replace(reference, "REF")
            stranger.open(f"{form_url}/{unknown}{place}")
            assert stranger.text.replace(unknown, "REF") == theirs
    other = person("other")
    other.open(form_url)
    token = other.form.getControl(name="_authenticator").value
    for place in ("event", "submit", "discard"):
        other.post(f"{form_url}/{reference}/{place}", __authenticator=token, **EVENT)
        assert other.status == 404


def test_anonymous_draft_is_closed_to_others(at_contact, person, form_url):
    reference = at_contact.reference
    for stranger in (person(), person("other")):
        stranger.open(f"{form_url}/{reference}")
        assert stranger.status == 404
        stranger.post(f"{form_url}/{reference}", _code="WRONG")
        assert stranger.status == 404


def test_wrong_codes_are_limited(at_contact, person, form_url, stored):
    reference = at_contact.reference
    secret = stored(reference).secret
    stranger = person()
    for _ in range(10):
        stranger.post(f"{form_url}/{reference}", _code="WRONG")
    stranger.post(f"{form_url}/{reference}", _code=secret)
    assert stranger.status == 404


def test_session_lost_while_filling(person, form_url, stored):
    citizen = person("citizen")
    citizen.open(form_url)
    citizen.fill_event()
    citizen.next()
    reference = citizen.reference
    signed_out = person()
    url = f"{form_url}/{reference}/contact"
    signed_out.post(url, **CONTACT, price="12,5")
    assert signed_out.status == 404
    assert "Votre session est terminée" in signed_out.text
    assert "fullname" not in stored(reference).answers
    came_from = signed_out.browser.getLink("M'identifier").url
    from urllib.parse import parse_qs
    from urllib.parse import urlsplit

    back = parse_qs(urlsplit(came_from).query)["came_from"][0]
    nosy = person("other")
    nosy.open(back)
    assert nosy.status == 404
    citizen.open(back)
    assert citizen.form.getControl(name="f.fullname").value == "Anne"
    assert "Voici ce que vous aviez écrit" in citizen.text
    citizen.next()
    assert citizen.place == "check"
    assert stored(reference).answers["fullname"] == "Anne"
    # A draft that does not exist is answered in the same words.
    signed_out.post(f"{form_url}/{reference[:-6]}000000/contact", **CONTACT)
    assert signed_out.status == 404


def test_anonymous_session_lost_while_filling(at_contact, person, form_url, stored):
    reference = at_contact.reference
    secret = stored(reference).secret
    elsewhere = person()
    elsewhere.post(f"{form_url}/{reference}/contact", **CONTACT)
    assert elsewhere.status == 404
    parked = re.search('name="parked" value="([^"]+)"', elsewhere.text)[1]
    resume = {"_parked": parked, "_to": "contact"}
    elsewhere.post(f"{form_url}/{reference}", _code="WRONG", **resume)
    assert elsewhere.status == 404
    elsewhere.post(f"{form_url}/{reference}", _code=secret, **resume)
    assert elsewhere.place == "contact"
    assert elsewhere.form.getControl(name="f.fullname").value == "Anne"


def test_signed_in_meanwhile(person, form_url, procedure):
    """The page was shown to an anonymous person: it holds no token."""
    citizen = person("citizen")
    citizen.post(form_url, **EVENT)
    assert "identifié entre-temps" in citizen.text
    assert 'value="Concert"' in citizen.text
    assert everything(procedure) == []
    citizen.next()
    assert citizen.place == "contact"


def test_other_sites_cannot_post(person, form_url, procedure):
    for header, value in (
        ("Origin", "https://evil.example"),
        ("Sec-Fetch-Site", "cross-site"),
    ):
        victim = person()
        victim.browser.addHeader(header, value)
        victim.post(form_url, **EVENT)
        assert victim.status == 403
    assert everything(procedure) == []


def test_retired_procedure(at_contact, form_url, procedure, person):
    from plone import api

    reference = at_contact.reference
    api.content.transition(procedure, "retire")
    transaction.commit()
    stranger = person()
    stranger.open(form_url)
    assert stranger.status == 404
    at_contact.post(f"{form_url}/{reference}/contact", **CONTACT)
    assert "n'est plus proposée" in at_contact.text
    assert dossiers.find(reference, procedure).is_draft
