"""A form with every kind of field: posted, refused, and shown wherever it is read."""

from ...forms.kind_samples import MODEL
from ...forms.kind_samples import of_page
from ...forms.kind_samples import PAGES
from ...forms.kind_samples import posted
from ...forms.kind_samples import SAMPLES
from ...forms.kind_samples import SCRIPT
from ...forms.kind_samples import TODAY
from ...forms.kind_samples import without_ids
from ..desk.conftest import browse  # noqa: F401
from ..desk.conftest import hall  # noqa: F401
from ..desk.conftest import LIFECYCLES
from ..desk.conftest import town  # noqa: F401
from imio.guichet.core import dossiers
from imio.guichet.core.interfaces import IDossierForm
from imio.guichet.core.interfaces import IFormModel
from imio.guichet.core.outbox import get_outbox
from imio.guichet.forms import answers
from imio.guichet.forms import corrections
from imio.guichet.lifecycle import registry
from io import BytesIO
from lxml import etree
from plone import api
from plone.supermodel import loadString
from plone.supermodel import serializeSchema
from pypdf import PdfReader

import csv
import html
import io
import json
import pytest
import re
import transaction


ANSWERED = [sample for sample in SAMPLES if sample.text]
TITLES = {
    one.get("name"): one.findtext("{*}title")
    for one in etree.fromstring(MODEL).iter("{*}field")
}


def listed_model():
    """The form with all in the lists that may be there."""
    model = MODEL.replace(' guichet:listed="true"', "")
    for sample in ANSWERED:
        if sample.listed:
            start = f'<field name="{sample.name}" '
            assert start in model
            model = model.replace(start, f'{start}guichet:listed="true" ')
    return model


def dense(text):
    """Return a text as it is read: spaces of any kind count as one."""
    return " ".join(html.unescape(text).split())


def words(markup):
    """Return what is read of a page."""
    markup = re.sub(r"(?s)<(script|style)\b.*?</\1>", " ", markup)
    return dense(re.sub(r"<[^>]+>", " ", markup))


@pytest.fixture
def model():
    return MODEL


@pytest.fixture
def lifecycle(town):  # noqa: F811
    """The lifecycle of events; its first mail to the applicant tells the answers."""
    source = json.loads((LIFECYCLES / "event-authorisation.json").read_text())
    source["mails"]["received"]["body"] = ["Vos réponses :", "", "${answers}"]
    registry.install(town.portal, json.dumps(source).encode())
    return source["id"]


@pytest.fixture
def procedure(town, lifecycle):  # noqa: F811
    made = api.content.create(
        town.portal.guichet.vie,
        "imio.guichet.Procedure",
        "tous",
        title="Tous les champs",
        code="TLC",
        lifecycle=lifecycle,
        functions={
            "handling": ["evenements"],
            "college": ["college"],
            "advisers": ["police"],
        },
        fields_model=listed_model(),
    )
    for place in (town.portal.guichet, town.portal.guichet.vie):
        api.content.transition(place, "publish")
    assert [p for p in IFormModel(made).check() if p.severity == "error"] == []
    api.content.transition(made, "publish")
    transaction.commit()
    return made


def walk(person, form_url, until=""):
    """Fill the pages before one; return the address of that page."""
    url, query = form_url, {"q.source": "affiche"}
    person.open(f"{form_url}?source=affiche")
    for page in PAGES:
        if page == until:
            return url
        person.send(url, {**posted(page), **query, "act": "next"})
        assert 'class="g-error"' not in person.text, page
        url, query = person.url, {}
    return url


def holds(text, internal):
    """Check what is read of all answers on a page."""
    for sample in ANSWERED:
        for piece in sample.pieces:
            there = dense(piece) in text
            if not sample.internal:
                assert there, (sample.name, piece)
    # What a citizen does not see is told by nothing else on the page.
    assert ("forfait A" in text) == internal
    assert ("Grand nombre" in text) == internal


def test_every_answer_is_shown_wherever_it_is_read(
    person,
    form_url,
    stored,
    town,  # noqa: F811
    browse,  # noqa: F811
    export_of,
    monkeypatch,
):
    monkeypatch.setattr(answers, "MOST_LISTED", 100)
    anne = person()
    walk(anne, form_url)
    assert anne.place == "check"
    holds(words(anne.text), internal=False)
    assert SCRIPT not in anne.browser.contents
    reference = anne.reference
    anne.submit()
    dossier = stored(reference)
    assert dossier.phase == "submitted"

    # The applicant's page and PDF.
    site = town.portal.absolute_url()
    anne.open(f"{site}/guichet/@@dossier/{reference}")
    holds(words(anne.text), internal=False)
    assert "undefined" not in anne.text and "None" not in words(anne.text)
    anne.open(f"{site}/guichet/@@dossier/{reference}/answers.pdf")
    holds(pdf(anne.browser), internal=False)

    # The agent's page and PDF.
    agent = browse("anne")
    agent.open(f"{dossier.absolute_url()}/@@desk-dossier")
    page = words(agent.contents)
    holds(page, internal=True)
    assert "Valeur fixe (non montré au demandeur)" in page
    agent.open(f"{dossier.absolute_url()}/answers.pdf")
    holds(pdf(agent), internal=True)

    # The list: all but the national number.
    agent.open(f"{site}/@@desk?tab=all")
    row = words(agent.contents)
    for sample in ANSWERED:
        short = answers._short(sample.text)
        assert (dense(short) in row) == sample.listed, sample.name
    assert "85073003328" not in agent.contents
    assert SCRIPT not in agent.contents

    # The mail.
    (mail,) = (
        record.payload
        for record in get_outbox(town.portal).waiting(100)
        if record.payload["to"] == "anne@example.be"
    )
    text = mail["text"]
    for sample in ANSWERED:
        label = dense(TITLES[sample.name])
        there = label in dense(text)
        assert there == (sample.listed and not sample.internal), sample.name
        for line in sample.text.split("\n") if there else ():
            assert dense(line) in dense(text), sample.name
    assert text.startswith(
        "Vos réponses :\n\nDES TEXTES\nTexte court : Bonjour & merci"
    )
    assert "Matériel demandé :\n  Ligne 1 – Objet : Table ; Nombre : 12\n" in text
    assert "85.07.30" not in text and "forfait" not in text

    # REST, for both.
    ask = f"{dossier.absolute_url()}/@guichet-dossier"
    found = fields_of(browse("anne"), ask)
    for sample in ANSWERED:
        field = found[sample.name]
        assert without_ids(field["value"]) == sample.data, sample.name
        assert field["text"].startswith(sample.text.partition("\n")[0])
        assert field.get("internal", False) == sample.internal
    assert found["file"]["download"].endswith(f"{reference}/@@desk-answer/file")

    # The spreadsheet.
    titles, (row,) = export_of("anne")
    for sample in ANSWERED:
        label = TITLES[sample.name]
        assert found[sample.name]["label"] == label
        for head, text in (sample.cells or {"": sample.text}).items():
            title = f"{label} – {head}" if head else label
            assert titles.count(title) == 1, title
            cell = row[titles.index(title)]
            assert cell.startswith(text), (title, cell)
    line = next(iter(dossier.audit))
    assert "85073003328" not in f"{line.action} {line.detail}"

    # A correction is told, without a copy of what is to be erased or is confidential.
    dossier = stored(reference)
    form = IDossierForm(dossier).form
    correction = corrections.begin(dossier, form, TODAY)
    correction.answers["national_number"] = "17073003384"
    correction.answers["short_text"] = "Autrement"
    assert corrections.keep(dossier, form, TODAY, "")
    told = dossiers.get_journal(dossier).messages()[-1].text
    assert "- Texte court : Bonjour & merci → Autrement" in told
    assert "- Numéro de registre national : réponse modifiée" in told
    assert "033" not in told


def pdf(browser):
    assert browser.headers["Content-Type"] == "application/pdf", browser.contents[:300]
    pages = PdfReader(BytesIO(browser.contents)).pages
    return dense(" ".join(page.extract_text() for page in pages))


def fields_of(browser, url):
    browser.addHeader("Accept", "application/json")
    browser.open(url)
    pages = json.loads(browser.contents)["pages"]
    return {field["name"]: field for page in pages for field in page["fields"]}


@pytest.fixture
def export_of(town, browse, procedure):  # noqa: F811
    """Return a function that exports the procedure's dossiers: titles, rows."""

    def export(name):
        browser = browse(name)
        query = f"tab=all&procedure={procedure.UID()}"
        browser.open(f"{town.portal.absolute_url()}/@@desk?{query}")
        forms = (browser.getForm(index=number) for number in range(20))
        form = next(one for one in forms if one.action.endswith("@@desk-export"))
        form.getControl(name="format", index=1).click()
        content = browser.contents
        assert content.startswith("\ufeff")
        titles, *rows = csv.reader(io.StringIO(content[1:]), delimiter=";")
        return titles, rows

    return export


def test_every_wrong_answer_is_told_beside_its_question(person, form_url):
    anne = person()
    url = form_url
    for page in PAGES:
        # A period that is refused asks nothing more.
        samples = [one for one in of_page(page) if one.bad and one.name != "long_stay"]
        wrong = {k: v for one in samples for k, v in one.post(bad_of(one)).items()}
        url = walk(anne, form_url, until=page)
        anne.send(url, {**posted(page), **wrong, "act": "next"})
        assert anne.status == 200
        assert SCRIPT not in anne.browser.contents
        text = words(anne.browser.contents)
        for sample in samples:
            post, said = sample.bad[-1]
            assert dense(said) in text, (sample.name, said)
            place = sample.name
            if sample.rows and "." in next(iter(post))[1:]:
                place += next(iter(post))
            assert f'id="error-{place}"' in anne.text, place


def bad_of(sample):
    return {**sample.good, **sample.bad[-1][0]}


def test_raw_posts_of_any_shape(person, form_url):
    anne = person()
    url = walk(anne, form_url, until="identities")
    for data in (
        "f.address=x&f.address.street=a&f.address.street=b",
        "f.national_number=1&f.national_number=2",
        "f.address.street:list=x&f.iban:list=y&f.plate:tuple=z",
        "f.period=2027&f.source=forged&f.constant=forged&f.total=1",
        "f.national_number.code=123456&f.address.=x",
    ):
        anne.browser.post(url, data)
        assert anne.status == 200, data


def test_a_national_number_is_never_listed(town, procedure):  # noqa: F811
    start = '<field name="national_number" '
    procedure.fields_model = MODEL.replace(start, f'{start}guichet:listed="true" ')
    (problem,) = (p for p in IFormModel(procedure).check() if p.severity == "error")
    assert problem.place == "national_number"
    assert "registre national" in problem.message.default


def test_editors_keep_every_attribute(integration):
    once = serializeSchema(loadString(MODEL).schema)
    assert serializeSchema(loadString(once).schema) == once
    found = re.findall(r"guichet:[a-z-]+=", once)
    assert len(found) == len(re.findall(r"guichet:[a-z-]+=", MODEL))
