"""The form studio in a browser: by keyboard, in blocks, with the library, for two people."""

from .conftest import DESKTOP
from playwright.sync_api import expect

import pytest
import re


POTHOLE = "guichet/voirie/signaler-un-nid-de-poule"
EVENT = "guichet/evenements/organiser-un-evenement"
SMALL = {"width": 320, "height": 640}

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


def test_by_keyboard_alone(studio, axe):
    """A block made, filled, moved about, cut and pasted on another page and form."""
    page = studio(EVENT)
    keys = page.keyboard

    def add(kind, title):
        keys.press("Alt+a")
        expect(page.locator("#palette-search")).to_be_focused()
        keys.type(kind)
        keys.press("Enter")
        expect(page.locator("#field-title")).to_be_focused()
        keys.type(title)
        keys.press("Enter")

    page.locator(".s-sheet__title").focus()
    add("bloc", "Attelages")
    block = page.locator("#field-attelages")
    expect(block).to_be_focused()
    add("oui ou non", "Avec remorque ?")
    inner = page.locator('[id="field-attelages.avec_remorque"]')
    expect(inner).to_be_focused()
    add("plaque", "Plaque de la remorque")
    plate = page.locator('[id="field-attelages.plaque_de_la_remorque"]')
    expect(plate).to_be_focused()
    keys.press("F2")
    expect(page.locator("#field-title")).to_be_focused()
    keys.press("Escape")
    expect(plate).to_be_focused()

    # Up and down, out of the block and in again, told each time.
    keys.press("Alt+ArrowUp")
    said(page, "Place 1 dans")
    keys.press("Alt+ArrowLeft")
    expect(page.locator("#field-plaque_de_la_remorque")).to_be_focused()
    keys.press("Alt+ArrowRight")
    expect(plate).to_be_focused()
    said(page, "Place 2 dans")

    # A rule of a row begins with the answer before: sentences, who depends, the search.
    rule = page.locator("#properties .s-rule").first
    rule.get_by_role("button", name="Ajouter une règle").focus()
    keys.press("Enter")
    left = rule.get_by_label("Réponse", exact=True)
    expect(left).to_be_focused()
    expect(left.locator("option:checked")).to_have_text("Avec remorque ?")
    expect(rule.locator(".s-rule__words")).to_contain_text(
        "« Avec remorque ? » est oui"
    )
    rule.get_by_role("button", name="Terminé").focus()
    keys.press("Enter")
    expect(rule.locator(".s-rule__said")).to_be_focused()
    plate.focus()
    keys.press("ArrowUp")
    expect(inner).to_be_focused()
    expect(page.locator(".s-dependents")).to_contain_text("Une règle dépend")
    keys.press("Control+f")
    expect(dialog(page).get_by_role("searchbox")).to_be_focused()
    keys.type("remorque plaque")
    expect(dialog(page).get_by_role("listitem")).to_have_count(1)
    keys.press("Enter")
    expect(plate).to_be_focused()
    saved(page)

    # Several chosen, cut here, pasted on the next page, undone, pasted in another form.
    keys.press("Shift+ArrowUp")
    said(page, "2 questions")
    keys.press("Control+x")
    expect(plate).to_have_count(0)
    expect(block).to_be_focused()
    keys.press("Control+ArrowDown")
    keys.press("Control+v")
    said(page, "2 questions collées")
    expect(page.locator("#field-avec_remorque")).to_be_visible()
    axe(page)
    for _ in range(2):
        keys.press("Control+z")
    said(page, "Annulé")
    saved(page)
    other = studio(POTHOLE, page=page)
    other.locator("#field-lieu").focus()
    keys.press("Control+v")
    said(other, "2 questions collées")
    expect(other.locator("#field-plaque_de_la_remorque")).to_be_focused()
    saved(other)


def test_two_people_on_one_form(studio, town, visit, axe):
    """The second to save is told, sees what differs in words, and chooses."""
    mine = studio()
    theirs = visit("demo-platform-manager")
    theirs.goto(f"{town.url}/{POTHOLE}/@@form-studio")
    theirs.locator("#field-lieu").click()
    theirs.locator("#field-title").fill("Où donc ?")
    saved(theirs)
    mine.locator("#field-lieu").click()
    mine.locator("#field-title").fill("Où est-ce ?")
    dialog(mine).wait_for()
    expect(dialog(mine)).to_contain_text("Deux personnes")
    mine.get_by_role("button", name="Voir ce qui diffère").click()
    expect(dialog(mine).locator("ins")).to_have_text("Où donc ?")
    axe(mine)
    mine.keyboard.press("Escape")
    expect(dialog(mine)).to_be_visible()
    mine.get_by_role("button", name="Garder mes changements").click()
    saved(mine)
    expect(mine.locator("#field-lieu")).to_contain_text("Où est-ce ?")
    theirs.locator("#field-title").fill("Où donc, alors ?")
    dialog(theirs).wait_for()
    theirs.get_by_role("button", name="Prendre l'autre version").click()
    expect(theirs.locator("#field-lieu")).to_contain_text("Où est-ce ?")
    theirs.keyboard.press("Escape")


@pytest.mark.parametrize("viewport", [DESKTOP, SMALL], ids=lambda v: v["width"])
def test_each_pane_and_dialog(studio, axe, viewport):
    """No violation and nothing out of sight, whatever the width."""
    page = studio(EVENT, viewport)
    narrow = viewport["width"] < 900

    def look(name):
        page.wait_for_timeout(200)
        axe(page)
        over = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert over <= 0, f"{name}: {over} px out of sight"

    def pane(name):
        if narrow:
            page.locator(".s-panes").get_by_role("button", name=name).click()

    look("page")
    pane("Pages et ajout")
    look("palette")
    seen = set()
    # The kinds of the first pages; those of one are enough on a narrow screen.
    for number in range(1 if narrow else 5):
        pane("Pages et ajout")
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
            if narrow:
                expect(page.locator("#properties")).to_be_hidden()
                expect(card).to_be_focused()
    add = page.get_by_role("button", name=re.compile("^Ajouter une règle"))
    pane("Pages et ajout")
    page.locator(".s-page__open").first.click()
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


def test_states_of_publication_and_the_preview(studio, axe):
    """No violation: an answer given, approval asked, a date in force."""
    page = studio()
    page.locator("#field-lieu").click()
    page.locator("#field-title").fill("À quel endroit donc ?")
    saved(page)
    page.keyboard.press("Alt+v")
    seen = page.frame_locator(".s-preview__frame")
    seen.get_by_text("À quel endroit donc ?").first.wait_for()
    answer = seen.locator("input[type=text]:visible, textarea:visible").first
    answer.fill("Devant l'école")
    answer.press("Tab")
    expect(page.locator(".s-preview")).to_have_attribute("aria-busy", "false")
    axe(page)
    page.keyboard.press("Alt+v")

    page.locator(".s-btn--go").click()
    dialog(page).locator("summary").click()
    axe(page)
    page.locator("#publication-when").fill("2031-01-06T08:00")
    dialog(page).get_by_role("button", name="Programmer").click()
    expect(dialog(page).get_by_role("status").first).to_be_visible()
    expect(dialog(page)).to_contain_text("2031")
    axe(page)
    dialog(page).locator("details button").last.click()
    expect(dialog(page)).not_to_contain_text("2031")
    page.locator("#publication-comment").fill("Merci de relire.")
    dialog(page).get_by_role("button", name="Demander l'approbation").click()
    expect(dialog(page)).to_contain_text("« Merci de relire. »")
    axe(page)
    dialog(page).locator("#publication-comment").focus()
    dialog(page).get_by_role("button", name="Retirer la demande").click()
    expect(dialog(page)).not_to_contain_text("Merci de relire")


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
