from ...unit.core.samples import picture
from .walk import PDF
from base64 import b64encode
from imio.guichet.core.interfaces import IDossierForm
from io import BytesIO
from pathlib import Path
from PIL import Image
from PIL import ImageDraw
from plone import api
from webtest import Upload

import pytest
import transaction


MODEL = (Path(__file__).parent / "files.xml").read_text()


@pytest.fixture
def form_url(procedure, make_procedure, functional_portal):
    made = make_procedure(functional_portal, MODEL, "plans")
    api.content.transition(made, "publish")
    transaction.commit()
    return f"{made.absolute_url()}/@@form"


def plan(number, size=0):
    return PDF + b"%" + str(number).encode() + b" " * size


def names(dossier, field="plans"):
    return [file.filename for file in dossier.answers.get(field, ())]


def add(person, data, filename):
    control = person.form.getControl(name="f.plans")
    control._control.value = [Upload(filename, data, "application/pdf")]
    person.press("Ajouter le fichier choisi")


def test_files_one_at_a_time_without_javascript(person, form_url, stored):
    anne = person()
    anne.open(form_url)
    anne.fill(name="Anne")
    add(anne, plan(1), "one.pdf")
    assert f'formaction="{form_url}/{anne.reference}/files#field-plans"' in anne.text
    assert "one.pdf, 56 octets" in anne.text
    assert "à revoir" not in anne.text
    assert anne.form.getControl(name="f.name").value == "Anne"
    add(anne, plan(2), "../two.pdf")
    add(anne, plan(2), "two.pdf")  # the same one again
    assert names(stored(anne.reference)) == ["one.pdf", "two.pdf"]
    anne.open(f"{form_url}/{anne.reference}/file/plans/1")
    assert "%PDF" in anne.text
    for wrong in ("file/plans", "file/plans/2", "file/plans/x", "file/name/0"):
        anne.open(f"{form_url}/{anne.reference}/{wrong}")
        assert anne.status == 404, wrong
    eve = person()
    eve.open(f"{form_url}/{anne.reference}/file/plans/0")
    assert eve.status == 404

    anne.open(f"{form_url}/{anne.reference}/files")
    add(anne, picture(), "me.jpg")
    assert len(names(stored(anne.reference))) == 3
    assert anne.form.getControl(name="f.plans").disabled
    anne.open(f"{form_url}/{anne.reference}/file/plans/2?small=1")
    assert anne.browser.headers["Content-Type"] == "image/jpeg"
    anne.open(f"{form_url}/{anne.reference}/files")
    anne.next()  # three files bring a question up
    assert "Pourquoi tant de plans" in anne.text
    anne.press("Retirer one.pdf")
    assert names(stored(anne.reference)) == ["two.pdf", "me.jpg"]
    anne.next()
    assert anne.place == "sign"

    pages = IDossierForm(stored(anne.reference)).pages()
    field = next(field for field in pages[0].fields if field.name == "plans")
    assert [end for end, text in field.files] == ["/0", "/1"]
    assert [item["filename"] for item in field.data] == ["two.pdf", "me.jpg"]
    assert field.cells == (("", field.text),)


@pytest.mark.parametrize(
    "data,filename,said",
    [
        (plan(9, 25_000), "large.pdf", "20 ko au plus"),
        (plan(9, 16_000), "total.pdf", "Ensemble"),
        (b"MZ" + b"\0" * 99, "virus.pdf", "n'est pas celui"),
        (b"", "empty.pdf", "est vide"),
    ],
)
def test_a_bad_file_leaves_the_others(person, form_url, stored, data, filename, said):
    anne = person()
    anne.open(form_url)
    add(anne, plan(1, 15_000), "one.pdf")
    add(anne, data, filename)
    assert said in anne.text
    assert names(stored(anne.reference)) == ["one.pdf"]


def test_forged_acts_do_nothing(person, form_url, stored):
    anne = person()
    anne.open(form_url)
    add(anne, plan(1), "one.pdf")
    page = f"{form_url}/{anne.reference}/files"
    for act in (
        "remove:plans:zz",
        "remove:no:1",
        "remove::",
        "add:",
        "x:y:z",
        ":" * 99,
    ):
        anne.post(page, name="Anne", _act=act)
        assert anne.status == 200, act
    anne.post(page, plans="text", _act="add:plans")
    assert names(stored(anne.reference)) == ["one.pdf"]


def test_a_photo_tells_nothing_of_its_author(person, form_url, stored):
    anne = person()
    anne.open(form_url)
    anne.attach("photo", picture(), "me.jpg", "image/jpeg")
    anne.next()
    photo = stored(anne.reference).answers["photo"]
    assert b"Acme" not in photo.data
    assert 'capture="environment"' in anne.browser.contents


def go_to_signature(person, form_url):
    anne = person()
    anne.open(form_url)
    anne.fill(name="Anne")
    add(anne, plan(1), "one.pdf")
    anne.next()
    return anne


def png(ink=True):
    image = Image.new("RGBA", (300, 100), (0, 0, 0, 0))
    if ink:
        ImageDraw.Draw(image).line((10, 10, 250, 80), fill="black", width=3)
    made = BytesIO()
    image.save(made, "PNG")
    return "data:image/png;base64," + b64encode(made.getvalue()).decode()


def test_a_name_written_as_signature(person, form_url, stored):
    anne = go_to_signature(person, form_url)
    anne.next()
    assert "Signez dans le cadre" in anne.text
    anne.form.getControl(name="f.signature.typed").value = "Anne Dupont"
    anne.next()
    assert "Cochez la déclaration" in anne.text
    assert anne.form.getControl(name="f.signature.typed").value == "Anne Dupont"
    anne.form.getControl(name="f.signature.declare").value = ["yes"]
    anne.next()
    assert anne.place == "check"
    signature = stored(anne.reference).answers["signature"]
    assert (signature.filename, signature.contentType) == ("signature.png", "image/png")
    anne.open(f"{form_url}/{anne.reference}/sign")
    anne.press("Retirer signature.png")
    assert "signature" not in stored(anne.reference).answers


def test_a_drawn_signature_and_forged_ones(person, form_url, stored):
    anne = go_to_signature(person, form_url)
    page = f"{form_url}/{anne.reference}/sign"
    for forged in (
        "x",
        "data:image/svg+xml;base64,PHN2Zy8+",
        "data:image/png;base64,",
        "data:image/png;base64,####",
        "data:image/png;base64," + "A" * 5000,
        png(ink=False),
    ):
        anne.post(page, signature__drawn=forged, _act="next")
        assert "n'est pas lisible" in anne.text, forged[:40]
        assert "signature" not in stored(anne.reference).answers
    anne.post(page, signature__drawn=png(), _act="next")
    assert anne.place == "check"
    assert stored(anne.reference).answers["signature"].contentType == "image/png"
