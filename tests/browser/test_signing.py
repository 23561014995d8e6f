"""A request that another person must sign, or made for a child, in a browser."""

from .conftest import PHONE
from .walking import fill
from .walking import send
from .walking import submit
from playwright.sync_api import expect

import re
import secrets


MANAGER = "demo-form-manager"
APPLICANT = "demo-citizen"
SIGNER = "demo-citizen-2"
FOLDER = "guichet/evenements"
MODEL = """<model xmlns="http://namespaces.plone.org/supermodel/schema"
       xmlns:guichet="http://namespaces.imio.be/guichet"><schema>
  <fieldset name="shed" label="L'abri">
    <field name="what" type="zope.schema.TextLine">
      <title>Que voulez-vous construire ?</title></field>
    <field name="owner" type="zope.schema.TextLine" guichet:role="cosigner-name">
      <title>Nom du copropriétaire</title></field>
    <field name="mail" type="plone.schema.email.Email" guichet:role="cosigner-email">
      <title>Son adresse électronique</title></field>
  </fieldset>
</schema></model>"""


def make(rest, **values):
    """Make and publish a procedure of this test only; its path."""
    name = f"abri-{secrets.token_hex(4)}"
    about = {"id": name, "title": "Construire un abri de jardin", "code": "ABR"}
    values = {"@type": "imio.guichet.Procedure", "fields_model": MODEL} | values
    rest(MANAGER, "POST", FOLDER, about | values)
    rest(MANAGER, "POST", f"{FOLDER}/{name}/@workflow/publish", {})
    return f"{FOLDER}/{name}"


def test_another_person_signs(town, rest, visit, axe):
    procedure = make(rest, cosign="always")
    email = f"{SIGNER}@demo.example"
    page = visit(APPLICANT, PHONE)
    page.goto(f"{town.url}/{procedure}/@@form")
    fill(page, {"what": "Un abri", "owner": "Mehdi Benali", "mail": email})
    send(page)
    page.get_by_role("button", name="Envoyer ma demande").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("En attente de signature")
    waiting = page.url
    axe(page)
    page.get_by_role("button", name="Relancer").click()
    expect(page.get_by_role("alert")).to_contain_text("attendez un jour")
    found = re.search(
        r"\S+/@@co-sign/\S+",
        town.mailbox.wait(email, "Construire un abri")
        .get_body(("plain",))
        .get_content(),
    )
    link = found.group()
    stranger = visit()
    stranger.goto(link)
    expect(stranger.locator("main")).to_contain_text("Identifiez-vous")
    expect(stranger.locator("main")).not_to_contain_text("abri")
    axe(stranger)
    signer = visit(SIGNER)
    signer.goto(link)
    expect(signer.locator("main")).to_contain_text("Un abri")
    axe(signer)
    # How to refuse is told, and does not stand in the way of signing.
    signer.get_by_text("Je ne veux pas signer").click()
    expect(signer.get_by_label("Pourquoi vous ne signez pas")).to_be_visible()
    signer.get_by_role("button", name="Signer", exact=True).click()
    expect(signer.get_by_role("heading", level=1)).to_have_text("Merci")
    # The page where one waited leads to the dossier, which tells who signed.
    page.goto(waiting)
    expect(page).to_have_url(re.compile("/@@dossier/"))
    page.locator("summary", has_text="Signatures").click()
    expect(page.locator("details[open]")).to_contain_text("Mehdi Benali")
    axe(page)


def test_for_a_child(town, rest, visit, axe):
    model = MODEL.replace(' guichet:role="cosigner-name"', "").replace(
        ' guichet:role="cosigner-email"', ""
    )
    procedure = make(
        rest, fields_model=model, behalf=["self", "child", "enterprise", "mandate"]
    )
    page = visit(APPLICANT, PHONE)
    page.goto(f"{town.url}/{procedure}/@@form")
    # What is asked of each kind follows the choice at once, in the same page.
    page.get_by_label("Pour une entreprise").check()
    expect(page.get_by_label("Numéro d'entreprise")).to_be_visible()
    page.get_by_label("Pour mon enfant").check()
    expect(page.get_by_label("Numéro d'entreprise")).to_be_hidden()
    axe(page)
    fill(
        page,
        {
            "behalf_child_first": "Lou",
            "behalf_child_last": "Benali",
            "behalf_child_number": "85.07.30-033.28",
            "behalf_child_birth": "2015-07-30",
        },
    )
    send(page)
    fill(page, {"what": "Une cabane", "owner": "Lou", "mail": "lou@example.be"})
    send(page)
    expect(page.locator("main")).to_contain_text("85.07.30-033.28")
    reference = submit(page)
    page.goto(f"{town.url}/guichet/@@dossier/{reference}")
    expect(page.locator("main")).to_contain_text("Lou Benali")
    axe(page)
