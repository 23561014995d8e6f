"""Blocks of questions: the model, rows without JavaScript, forged rows."""

from .walk import PDF
from datetime import date
from datetime import datetime
from datetime import UTC
from imio.guichet.core import dossiers
from imio.guichet.core.answers import find_answer
from imio.guichet.core.content.dossier import Former
from imio.guichet.core.interfaces import IDossierForm
from imio.guichet.core.interfaces import IFormModel
from imio.guichet.forms import corrections
from imio.guichet.forms import retention
from imio.guichet.forms.models import clean_html
from imio.guichet.forms.reading import Reader
from pathlib import Path
from plone import api
from plone.namedfile.file import NamedBlobFile
from plone.supermodel import loadString
from plone.supermodel import serializeSchema

import pytest
import re
import transaction


BLOCKS = (Path(__file__).parent / "blocks.xml").read_text()


@pytest.fixture
def blocks(functional_portal, procedure, make_procedure):
    made = make_procedure(functional_portal, BLOCKS, "blocs")
    assert [p for p in IFormModel(made).check() if p.severity == "error"] == []
    api.content.transition(made, "publish")
    transaction.commit()
    return f"{made.absolute_url()}/@@form"


def shape(form):
    return [
        (field.name, [inner.name for inner in getattr(field.control, "fields", ())])
        for field in form.fields()
    ]


def test_the_model_survives_the_editors(functional_portal):
    first = Reader(clean_html).read(BLOCKS)
    written = serializeSchema(loadString(BLOCKS).schema)
    again = Reader(clean_html)
    form = again.read(written)
    assert again.problems == []
    assert shape(form) == shape(first)
    block = form.by_name["activities"].control
    assert (block.row_title, block.max_rows) == ("Activité", 5)
    assert (
        block.by_name["plan"].show
        == first.by_name["activities"].control.by_name["plan"].show
    )
    assert block.by_name["people"].checks and block.by_name["kind"].control.choices
    assert serializeSchema(loadString(written).schema) == written


@pytest.mark.parametrize(
    "old, new, place",
    [
        ('name="people"', 'name="outside"', "outside"),
        ('name="people"', 'name="title"', "title"),
        ('name="people"', 'name="id"', "activities.id"),
        ('max-rows="5"', 'max-rows="501"', "activities"),
        ('max-rows="5"', 'max-rows="no"', "activities"),
        ('max-rows="5"', 'max-rows="5" guichet:min-rows="6"', "activities"),
        (
            'guichet:unit="personnes"',
            'guichet:role="applicant-name"',
            "activities.people",
        ),
        (
            '"sum": [{"var": "activities"}, "people"]',
            '"sum": [{"var": "activities"}, "title"]',
            "acts.total",
        ),
        (
            '"*": [{"var": "people"}, 2]',
            '"*": [{"var": "nothing"}, 2]',
            "acts.activities.fee",
        ),
        (
            '"*": [{"var": "people"}, 2]',
            '"*": [{"var": "title"}, 2]',
            "acts.activities.fee",
        ),
        (
            '"*": [{"var": "people"}, 2]',
            '"count": [{"var": "activities"}]',
            "acts.activities",
        ),
        (
            '"*": [{"var": "people"}, 2]',
            '"+": [{"var": "total"}, 2]',
            "acts.activities",
        ),
    ],
)
def test_what_is_refused(functional_portal, make_procedure, old, new, place):
    assert old in BLOCKS
    made = make_procedure(functional_portal, BLOCKS.replace(old, new, 1), "blocs")
    told = [p.place for p in IFormModel(made).check() if p.severity == "error"]
    assert any(found.startswith(place) for found in told), told


def rows(person):
    return re.findall(r'name="f\.\w+\.rows" value="([a-z]\w*)"', person.text)


def act(person, value):
    form = person.form._form
    fields = [(n, v) for n, v in form.submit_fields() if n != "act"]
    fields = [pair for pair in fields if pair[1] != ""] + [("act", value)]
    person.browser._processRequest(
        person.form.action,
        lambda args: person.browser.testapp.post(person.form.action, fields, **args),
    )


def test_rows_without_javascript(blocks, person, stored):
    anne = person()
    anne.open(blocks)
    assert rows(anne) == ["r1"]
    anne.fill(**{"activities.r1.title": "Concert", "activities.r1.people": "beaucoup"})
    act(anne, "rows.add:activities")
    first, second = rows(anne)
    # Nothing is lost, what cannot be read included; focus is on the new row.
    assert 'value="Concert"' in anne.text and 'value="beaucoup"' in anne.text
    assert re.search(rf'data-row="{second}" autofocus', anne.text)
    anne.fill(
        **{
            "activities.r1.people": "50",
            f"activities.{second}.title": "Brocante",
            f"activities.{second}.people": "200",
        }
    )
    act(anne, f"rows.copy:activities:{second}")
    assert len(rows(anne)) == 3 and anne.text.count('value="Brocante"') == 2
    third = rows(anne)[2]
    act(anne, f"rows.up:activities:{third}")
    assert rows(anne) == ["r1", third, second]
    act(anne, f"rows.remove:activities:{third}")
    assert rows(anne) == ["r1", second]
    anne.next()
    # 200 people: the second activity asks for its plan, told by its place.
    assert (
        f"#f-activities.{second}.plan" in anne.text or "autres questions" in anne.text
    )
    anne.attach(f"activities.{second}.plan", PDF, "plan.pdf")
    anne.fill(outside=["yes"], **{f"activities.{second}.people": "6000"})
    anne.next()
    assert "Activité 2, Participants" in anne.text
    assert "Pas tant de monde en plein air." in anne.text
    assert "plan.pdf" in anne.text
    anne.fill(**{f"activities.{second}.people": "600"})
    anne.next()
    assert "Matériel demandé" in anne.text and rows(anne) == ["r1"]
    act(anne, "rows.add:things")
    thing = rows(anne)[0]
    anne.next()
    assert f"#f-things.{thing}.what" in anne.text
    anne.fill(
        **{
            f"things.{thing}.what": "Table",
            f"things.{thing}.number": "12",
            "address.r1.street": "Rue Haute 1",
            "address.r1.town": "Charleroi",
        }
    )
    anne.next()
    assert anne.place == "check"
    assert "650" in anne.text and "Activité 2" in anne.text
    link = re.search(r'href="([^"]+/file/activities\.\w+\.plan)"', anne.text)[1]
    reference = anne.reference
    anne.submit()
    dossier = stored(reference)
    assert dossier.submitted
    one, two = dossier.answers["activities"]
    assert one == {"id": "r1", "title": "Concert", "people": 50, "fee": 100}
    assert two["plan"].filename == "plan.pdf" and two["id"] == second
    fields = {f.name: f for page in IDossierForm(dossier).pages() for f in page.fields}
    found = fields["activities"]
    assert "Nom : Concert" in found.text and "Redevance : 1" in found.text
    assert dict(found.cells)[".title"] == "Concert\nBrocante"
    assert dict(found.cells)[".people"] == "50\n600"
    assert found.data[0]["people"] == 50 and found.data[1]["title"] == "Brocante"
    assert "Charleroi" in fields["address"].text
    # Another person has no way to the file.
    bob = person("other")
    bob.open(link)
    assert bob.status == 404


def test_forged_rows(blocks, person, stored):
    anne = person()
    many = [f"r{n}" for n in range(2000)]
    anne.post(blocks, activities__rows=many, _act="next")
    assert anne.status == 200 and "au plus 5 lignes" in anne.text
    assert len(rows(anne)) <= 5
    anne.post(
        blocks,
        activities__rows=["../x", "R1", "r1", "r1", "rr", "<b>"],
        activities__r1__title="Un",
        activities__r1__people="3",
        activities__rr__title="Deux",
        activities__rr__people="7",
        activities__rr__plan="texte",
        activities__rr__fee="9999",
        activities__ghost__title="Personne",
        _act="next",
    )
    assert "Matériel demandé" in anne.text
    one, two = stored(anne.reference).answers["activities"]
    assert (one["id"], two["id"]) == ("r1", "rr")
    assert "plan" not in two and two.get("fee") in (None, 14)
    for bad in (
        "rows.add:",
        "rows.add:nothing",
        "rows.add:outside",
        "rows.remove:activities:zz",
        "rows.up:activities",
        "rows.explode:activities:r1",
        "rows.add:activities:<b>",
    ):
        anne.post(blocks, activities__rows=["r1"], activities__r1__title="Un", _act=bad)
        assert anne.status == 200, bad


def test_empty_rows_and_too_few(blocks, person):
    anne = person()
    anne.post(blocks, outside="yes", _act="next")
    assert "Ajoutez au moins une ligne" in anne.text
    anne.post(blocks, activities__rows=["r1"], outside="yes", _act="next")
    assert "#f-activities.r1.title" in anne.text


def test_what_is_in_rows_is_erased_at_the_decision(
    functional_portal, procedure, make_procedure
):
    model = BLOCKS
    for name in ('name="plan"', 'name="kind"', 'name="what"'):
        model = model.replace(name, f'{name} guichet:keep="decision"')
    made = make_procedure(functional_portal, model, "blocs")
    api.content.transition(made, "publish")
    dossier = dossiers.create_draft(made, applicant="other")
    plan = NamedBlobFile(PDF, "application/pdf", "plan.pdf")
    one = {"id": "r1", "title": "Concert", "people": 600, "plan": plan, "kind": "a"}
    two = {"id": "r2", "title": "Bal", "people": 700, "plan": plan}
    dossier.answers["activities"] = (one, two)
    dossier.answers["things"] = ({"id": "r1", "what": "Table", "number": 2},)
    dossiers.submit(dossier)
    old = {"activities": (one,), "total": 600}
    dossier.former = (Former(datetime.now(UTC), "other", old),)
    form = IDossierForm(dossier).form
    correction = corrections.begin(dossier, form, date(2026, 1, 1))
    day = date(2026, 11, 23)
    assert retention.erase_due(dossier, None, day) == set()
    gone = {"activities.plan", "activities.kind", "things.what"}
    assert retention.erase_due(dossier, day, day) == gone
    assert retention.erase_due(dossier, day, day) == set(), "once"
    left = {"id": "r1", "title": "Concert", "people": 600}
    assert dossier.answers["activities"][0] == left
    assert dossier.answers["activities"][1]["title"] == "Bal"
    assert find_answer(dossier.answers, "activities.r2.plan") is None
    assert correction.answers["activities"][0] == left
    assert dossier.former[0].values == {"activities": (left,), "total": 600}
    fields = {f.name: f for page in IDossierForm(dossier).pages() for f in page.fields}
    found = fields["activities"]
    first, second = found.text.split("\n")
    assert first.count("Réponse effacée") == 2 and "Nom : Concert" in first
    assert second.count("Réponse effacée") == 1, "it had no kind"
    for shown in (found.html, found.linked):
        assert shown.count("Réponse effacée") == 3 and "plan.pdf" not in shown
    assert found.data[0]["plan"] is None and found.data[0]["title"] == "Concert"
    assert dict(found.cells)[".title"] == "Concert\nBal"
    assert fields["things"].html.count("Réponse effacée") == 1, "in a table"
    assert "Plan ; Genre ; Objet" in dossiers.get_journal(dossier).notes()[-1].text


def test_a_correction_does_not_quote_what_will_be_erased(
    functional_portal, make_procedure
):
    model = BLOCKS.replace('name="what"', 'name="what" guichet:keep="decision"')
    made = make_procedure(functional_portal, model, "cite")
    api.content.transition(made, "publish")
    dossier = dossiers.create_draft(made, applicant="other")
    dossier.answers["activities"] = ({"id": "r1", "title": "Concert", "people": 600},)
    dossier.answers["things"] = ({"id": "r1", "what": "Table", "number": 2},)
    dossiers.submit(dossier)
    form = IDossierForm(dossier).form
    day = date(2026, 1, 1)
    correction = corrections.begin(dossier, form, day)
    row = {"id": "r1", "title": "Grand bal", "people": 600}
    correction.answers["activities"] = (row,)
    correction.answers["things"] = ({"id": "r1", "what": "Chaise", "number": 2},)
    assert corrections.keep(dossier, form, day, "other")
    told = dossiers.get_journal(dossier).messages()[-1].text
    assert "Concert" in told and "Grand bal" in told
    assert "Table" not in told and "Chaise" not in told
    assert told.endswith(" : réponse modifiée")


def test_a_file_taken_away_is_not_found(blocks, person, stored):
    anne = person()
    anne.open(blocks)
    act(anne, "rows.add:activities")
    first, second = rows(anne)
    values = {}
    for row in (first, second):
        values[f"activities.{row}.title"] = f"Fête {row}"
        values[f"activities.{row}.people"] = "600"
    anne.fill(**values)
    anne.next()  # so many people: the plans are asked
    for row in (first, second):
        anne.attach(f"activities.{row}.plan", PDF, f"{row}.pdf")
    anne.next()
    reference = anne.reference
    links = [f"{blocks}/{reference}/file/activities.{r}.plan" for r in (first, second)]

    def statuses(who=anne):
        found = []
        for link in links:
            who.open(link)
            found.append(who.status)
        return found

    assert statuses() == [200, 200]
    assert statuses(person("other")) == [404, 404]
    anne.open(f"{blocks}/{reference}/acts")
    anne.press(f"Retirer {first}.pdf")
    assert statuses() == [404, 200]
    anne.open(f"{blocks}/{reference}/acts")
    act(anne, f"rows.remove:activities:{second}")
    assert statuses() == [404, 404]
    assert len(stored(reference).answers["activities"]) == 1
