"""The form studio in a browser: its panes and dialogs, the library."""

from conftest import DESKTOP
from playwright.sync_api import expect

import pytest
import re


POTHOLE = "guichet/voirie/signaler-un-nid-de-poule"
EVENT = "guichet/evenements/organiser-un-evenement"

LOAD = """async (form) => {
  const { url, token } = JSON.parse(document.getElementById('studio-data').textContent);
  const headers = { Accept: 'application/json', 'Content-Type': 'application/json', 'X-CSRF-TOKEN': token };
  const now = await (await fetch(`${url}/@guichet-form`, { headers })).json();
  if (form) await fetch(`${url}/@guichet-form`, { method: 'PUT', headers, body: JSON.stringify({ form, version: now.version }) });
  return now.form;
}"""
EMPTY = """async () => {
  const { url, token } = JSON.parse(document.getElementById('studio-data').textContent);
  const headers = { Accept: 'application/json', 'X-CSRF-TOKEN': token };
  const { items } = await (await fetch(`${url}/@guichet-form-blocks`, { headers })).json();
  for (const { id } of items) await fetch(`${url}/@guichet-form-blocks/${id}`, { method: 'DELETE', headers });
}"""


@pytest.fixture
def studio(town, visit):
    """Return ``studio(path, viewport)``: a form's studio as a manager.

    Forms and library are put back as they were.
    """
    opened = []

    def open_studio(path=POTHOLE, viewport=DESKTOP, page=None):
        page = page or visit("demo-platform-manager", viewport=viewport)
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.goto(f"{town.url}/{path}/@@form-studio")
        page.locator(".s-field").first.wait_for()
        opened.append((page, path, page.evaluate(LOAD)))
        return page

    yield open_studio
    for page, path, form in reversed(opened):
        page.evaluate("localStorage.clear()")
        page.goto("about:blank")
        page.goto(f"{town.url}/{path}/@@form-studio")
        page.locator(".s-field").first.wait_for()
        page.evaluate(LOAD, form)
        page.evaluate(EMPTY)


def saved(page):
    expect(page.locator(".s-top")).to_contain_text("Enregistré à")


def said(page, text):
    """What a screen reader is told."""
    expect(page.locator(".s-app > .s-sr[role=status]")).to_contain_text(text)


def menu(page, item):
    page.get_by_role("button", name="Plus", exact=True).click()
    page.get_by_role("menuitem", name=item).click()
    page.locator("dialog[open]").wait_for()


def dialog(page):
    return page.locator("dialog[open]")


def test_the_library_and_its_copies(studio, axe):
    """Kept, taken, changed: each copy is told and takes the change, keeps or leaves."""
    page = studio()
    page.locator("#field-lieu").click()
    page.get_by_role("button", name="Ajouter à la bibliothèque").click()
    axe(page)
    page.get_by_label("Nom dans la bibliothèque").fill("L'endroit")
    page.keyboard.press("Enter")
    said(page, "Ajouté à la bibliothèque")
    kept = page.get_by_role("button", name="L'endroit", exact=True)
    for name in ("lieu_2", "lieu_3"):
        kept.click()
        page.locator(f"#field-{name}").wait_for()
    axe(page)

    # One form changes the block: its other copies are told.
    page.locator("#field-lieu").click()
    page.locator("#field-title").fill("À quel endroit ?")
    page.get_by_role("button", name="Mettre à jour la bibliothèque").click()
    told = page.locator(".s-librarynote")
    expect(told).to_have_count(2)
    expect(told.first).to_contain_text("« L'endroit » de la bibliothèque a changé")
    told.first.get_by_role("button", name="Voir la différence").click()
    expect(dialog(page).locator("ins")).to_have_text("À quel endroit ?")
    axe(page)
    dialog(page).get_by_role("button", name="Prendre le changement").click()
    expect(page.locator("#field-lieu_2")).to_contain_text("À quel endroit ?")
    expect(page.locator("#field-lieu_2")).to_be_focused()
    expect(told).to_have_count(1)
    told.get_by_role("button", name="Voir la différence").click()
    dialog(page).get_by_role("button", name="Garder la nôtre").click()
    expect(told).to_have_count(0)
    expect(page.locator("#field-lieu_3")).not_to_contain_text("À quel endroit ?")
    page.get_by_role("button", name="Détacher de la bibliothèque").click()
    expect(page.locator("#field-lieu_3")).not_to_contain_text("De la bibliothèque")
    saved(page)

    # From the library: who uses it, another name, away.
    menu(page, "Bibliothèque")
    expect(dialog(page)).to_contain_text("Utilisé par un formulaire")
    axe(page)
    page.get_by_role("button", name="Renommer « L'endroit »").click()
    page.get_by_label("Nom dans la bibliothèque").fill("Endroit")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Retirer « Endroit »").click()
    dialog(page).get_by_role("button", name="Retirer", exact=True).click()
    expect(dialog(page)).to_contain_text("La bibliothèque est vide")
    page.keyboard.press("Escape")
    page.locator("#field-lieu").click()
    expect(page.locator("#properties")).to_contain_text("n'est plus dans la bibl")


def test_each_pane_and_dialog(studio, axe):
    """No violation and nothing out of sight."""
    page = studio(EVENT)

    def look(name):
        page.wait_for_timeout(200)
        axe(page)
        over = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert over <= 0, f"{name}: {over} px out of sight"

    look("page")
    seen = set()
    for number in range(page.locator(".s-page__open").count()):
        page.locator(".s-page__open").nth(number).click()
        for card in page.locator(".s-field").all():
            kind = card.locator("> .s-field__marks").inner_text().split("\n")[0]
            if kind in seen:
                continue
            seen.add(kind)
            card.focus()
            page.keyboard.press("Enter")
            expect(page.locator("#field-title")).to_be_focused()
            more = page.locator(".s-more > summary")
            if more.count():
                more.last.click()
            look(f"properties of {kind}")
            page.locator("#field-title").focus()
            page.keyboard.press("Escape")
    add = page.get_by_role("button", name=re.compile("^Ajouter une règle"))
    page.locator(".s-field").first.focus()
    page.keyboard.press("Enter")
    add.first.click()
    look("rule builder")
    page.locator("#field-title").focus()
    page.keyboard.press("Escape")
    page.keyboard.press("Alt+e")
    dialog(page).wait_for()
    look("problems")
    page.keyboard.press("Escape")
    for item in (
        "Options",
        "Essais",
        "Traductions",
        "Bibliothèque",
        "Versions",
        "Raccourcis",
    ):
        menu(page, item)
        expect(dialog(page).get_by_text("Un instant…")).to_have_count(0)
        look(item)
        page.keyboard.press("Escape")
    page.locator(".s-btn--go").click()
    look("publication")
    page.keyboard.press("Escape")
    page.keyboard.press("Alt+v")
    page.frame_locator(".s-preview__frame").locator("h1, h2").first.wait_for()
    look("preview")


def test_an_option_is_declared_set_and_read(studio, axe):
    """Declared, named after its title, set, read by a text, renamed and removed."""
    page = studio()

    def put_in_force(said):
        page.get_by_role("button", name="Mettre les valeurs en vigueur").click()
        expect(dialog(page)).to_contain_text(said)

    menu(page, "Options")
    page.get_by_role("button", name="Ajouter une option").click()
    title = page.get_by_label("Titre", exact=True)
    title.fill("Numéro de garde")
    title.press("Tab")
    name = page.get_by_label("Nom", exact=True)
    expect(name).to_have_value("numero_de_garde")
    page.get_by_label("Type", exact=True).select_option("number")
    value = page.get_by_label("Numéro de garde", exact=True)
    value.fill("beaucoup")
    put_in_force("Écrivez un nombre")
    expect(value).to_have_value("beaucoup")
    axe(page)
    value.fill("1 250,5")
    put_in_force("Les valeurs sont en vigueur.")
    expect(value).to_have_value("1250,5")
    name.fill("garde")
    name.press("Tab")
    put_in_force("Les valeurs sont en vigueur.")
    page.keyboard.press("Escape")

    page.locator("#field-lieu").click()
    asked = page.locator("#field-title").input_value()
    page.locator("#field-title").fill(f"{asked} (${{options.garde}})")
    page.keyboard.press("Alt+v")
    seen = page.frame_locator(".s-preview__frame")
    seen.get_by_text(f"{asked} (1250,5)").first.wait_for()
    page.keyboard.press("Alt+v")
    page.locator("#field-title").fill(asked)
    saved(page)
    # Nothing reads it any more: the problem leads back to the pane.
    page.keyboard.press("Alt+e")
    page.get_by_role("button", name="Numéro de garde").click()
    expect(dialog(page).get_by_role("heading", name="Options")).to_be_visible()
    page.get_by_role("button", name="Supprimer l'option").click()
    expect(dialog(page)).to_contain_text("Pas encore d'option")
    page.keyboard.press("Escape")
    saved(page)
