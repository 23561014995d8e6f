"""Dossiers for other programs: what one may know, and nothing more."""

from imio.guichet.core import dossiers
from imio.guichet.core.journal import Kind
from imio.guichet.core.types import Side
from plone import api
from plone.namedfile.file import NamedBlobFile

import pytest
import transaction


PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n"


@pytest.fixture
def dossier(town):
    plan = NamedBlobFile(PDF, contentType="application/pdf", filename="plan.pdf")
    dossier = town.request(plan=plan, street="Rue <b>Neuve</b>")
    for title, shared in (("Rapport secret", False), ("Règlement", True)):
        file = NamedBlobFile(PDF, filename="x.pdf", contentType="application/pdf")
        dossiers.add_file(
            dossier, file, title=title, for_applicant=shared, side=Side.AGENT
        )
    dossiers.say(dossier, "Attention, voisin difficile", kind=Kind.NOTE, author="anne")
    town.start(dossier)
    return dossier


def fields(answer):
    return {
        field["name"]: field for page in answer["pages"] for field in page["fields"]
    }


def test_a_dossier_with_typed_answers(rest, dossier):
    url = dossier.absolute_url()
    status, answer = rest("anne", f"{url}/@guichet-dossier")
    assert status == 200, answer
    assert answer["reference"] == dossier.reference
    assert answer["phase"] == "in_progress"
    assert answer["step"] == {"id": "study", "title": "À l'étude"}
    found = fields(answer)
    assert found["title"]["value"] == "Fête de la musique"
    assert found["title"]["label"] == "Nom de l'événement"
    assert found["street"]["value"] == "Rue <b>Neuve</b>"
    assert found["plan"]["value"]["filename"] == "plan.pdf"
    assert found["plan"]["download"].endswith("/@@desk-answer/plan")
    assert {item["title"] for item in answer["documents"]} == {
        "Rapport secret",
        "Règlement",
    }
    assert answer["service"] and answer["timeline"]
    assert [line.user for line in dossier.audit].count("anne") >= 1


def test_the_applicant_reads_what_citizens_read(rest, town, dossier, browse):
    status, answer = rest("citizen", f"{dossier.absolute_url()}/@guichet-dossier")
    assert status == 200
    assert [item["title"] for item in answer["documents"]] == ["Règlement"]
    assert answer["step"]["title"] == dossier.citizen_step_title
    assert "handler" not in answer and "service" not in answer
    assert "difficile" not in str(answer)
    api.content.transition(town.portal.guichet, "publish")
    transaction.commit()
    browser = browse("citizen")
    for url in (
        fields(answer)["plan"]["download"],
        answer["documents"][0]["download"],
    ):
        browser.open(url)
        assert browser.contents == PDF


def test_plones_own_answers_say_no_more(rest, town, dossier):
    url = dossier.absolute_url()
    for user in ("anne", "citizen"):
        same = rest(user, f"{url}/@guichet-dossier")
        assert rest(user, url) == same
    for item in dossiers.files_of(dossier):
        assert rest("anne", item.absolute_url())[0] == 404
    for place in (town.portal.guichet, town.portal.guichet.vie):
        api.content.transition(place, "publish")
    transaction.commit()
    status, answer = rest(None, town.event.absolute_url())
    assert status == 200
    assert answer["title"] == "Organiser un concert"
    for secret in ("supermodel", "police", "functions", "fields_model"):
        assert secret not in str(answer)


@pytest.mark.parametrize("user", [None, "paul", "boris2"])
def test_strangers_learn_nothing(rest, town, dossier, user):
    if user == "boris2":
        town.user("boris2")
        transaction.commit()
    url = dossier.absolute_url()
    missing = url[:-1] + ("2" if url[-1] != "2" else "3")
    for service in ("", "/@guichet-dossier", "/@workflow", "/@history", "/@actions"):
        status, answer = rest(user, url + service)
        assert status == 404, (service, answer)
        _, same = rest(user, missing + service)
        assert str(same).replace(missing, url) == str(answer)
    status, answer = rest(user, f"{town.portal.absolute_url()}/@guichet-dossiers")
    if user is None:
        assert status == 401
    else:
        assert (status, answer["items_total"], answer["items"]) == (200, 0, [])


@pytest.mark.parametrize("user", ["anne", "citizen"])
def test_plones_own_services_change_nothing(rest, dossier, user):
    """Reading is open; Plone's generic ways to write are not for dossiers."""
    url = dossier.absolute_url()
    document = f"{url}/{dossiers.files_of(dossier)[-1].getId()}"
    for method, target, data in (
        ("PATCH", url, {"title": "X"}),
        ("DELETE", url, {}),
        ("POST", url, {"@type": "Document", "title": "X"}),
        ("POST", url, {"@type": "imio.guichet.File", "title": "X"}),
        ("POST", f"{url}/@move", {"source": document}),
        ("POST", f"{url}/@copy", {"source": document}),
        ("POST", f"{url}/@sharing", {"entries": []}),
        ("PATCH", document, {"title": "X"}),
        ("DELETE", document, {}),
    ):
        before = sorted(dossier.objectIds())
        status, answer = rest(user, target, data, method)
        assert status in (400, 401, 403, 404, 405, 501), (method, target, answer)
        assert sorted(dossier.objectIds()) == before
    assert dossier.title == "Organiser un concert"


def test_a_draft_is_its_applicants(rest, town):
    draft = dossiers.create_draft(town.event, applicant="citizen")
    draft.answers["title"] = "Brouillon"
    transaction.commit()
    url = f"{draft.absolute_url()}/@guichet-dossier"
    status, answer = rest("citizen", url)
    assert (status, answer["phase"]) == (200, "draft")
    assert fields(answer)["title"]["value"] == "Brouillon"
    for user in ("boss", "anne"):
        assert rest(user, url)[0] == 404


def test_the_list_has_filters_and_pages(rest, town):
    made = [town.request() for _ in range(3)]
    other = town.dossier(applicant="paul", applicant_name="Marc Tremblay")
    transaction.commit()
    base = f"{town.portal.absolute_url()}/@guichet-dossiers"
    status, answer = rest("boss", base)
    assert (status, answer["items_total"]) == (200, 4)
    status, answer = rest("boss", f"{base}?size=2&procedure={town.event.UID()}")
    seen = [item["reference"] for item in answer["items"]]
    assert len(seen) == 2 and answer["items_total"] == 3
    status, answer = rest("boss", answer["next"])
    seen += [item["reference"] for item in answer["items"]]
    assert "next" not in answer
    assert sorted(seen) == sorted(dossier.reference for dossier in made)
    _, answer = rest("boss", f"{base}?q=tremb")
    assert [item["reference"] for item in answer["items"]] == [other.reference]
    assert answer["items"][0]["applicant"] == "Marc Tremblay"
    _, answer = rest("boss", f"{base}?since=2999-01-01&until=9999-12-31")
    assert answer["items_total"] == 0
    _, answer = rest("boss", f"{base}?since=0001-01-01&phase=in_progress")
    assert answer["items_total"] == 1
    _, answer = rest("citizen", f"{base}?mine=1")
    assert answer["items_total"] == 3 and "handler" not in answer["items"][0]
    status, answer = rest("citizen", answer["items"][0]["@id"] + "/@guichet-dossier")
    assert status == 200


@pytest.mark.parametrize(
    "bad",
    [
        "phase=nope",
        "since=demain",
        "size=0",
        "size=1000",
        "size=%D9%A3",
        "sort=answers",
        "order=up",
        "nope=1",
        "procedure=%3Cscript%3E",
        "step=a&step=b",
        "mine=yes",
        "q=" + "x" * 101,
    ],
)
def test_a_filter_without_sense_is_refused(rest, town, bad):
    url = f"{town.portal.absolute_url()}/@guichet-dossiers?{bad}"
    status, answer = rest("boss", url)
    assert status == 400
    assert bad.partition("=")[0] in answer["error"]["message"]


def test_a_cursor_without_sense_is_harmless(rest, town):
    for after in ("x", "1.2.3", "9" * 50, "%00"):
        url = f"{town.portal.absolute_url()}/@guichet-dossiers?after={after}"
        assert rest("boss", url)[0] == 200
