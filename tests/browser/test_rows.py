"""Rows of a block in the browser: the page's script, and what it would post."""

from generated import Maker
from imio.guichet.forms import rows
from imio.guichet.forms.controls.groups import Block
from pathlib import Path
from playwright.sync_api import expect
from random import Random
from test_live import driver  # noqa: F401
from test_live import post_of
from test_live import texts
from test_live import Walk
from test_together import FOLDER
from test_together import MANAGER
from walking import FORM
from walking import heading

import pytest
import re
import secrets


ROUNDS = 60


def blocks(page):
    return [one.name for one in page.fields if isinstance(one.control, Block)]


@pytest.mark.slow
def test_rows_post_what_the_round_trip_would(driver):  # noqa: F811
    """Each button of a row, with this script and without it."""
    done = {"add": 0, "copy": 0, "remove": 0, "up": 0, "down": 0}
    for seed in range(ROUNDS):
        form, steps, given = Maker(seed).form()
        page, walk, pick = form.pages[0], Walk(form, given), Random(seed)
        if not blocks(page):
            continue
        start = {
            **walk.answers,
            **walk.locked(page),
        } | {
            found.name: found.default
            for found in page.fields
            if isinstance(found.control, Block) and found.default
        }
        if (drawn := walk.draw(page, start)) is None:
            continue
        driver("open", drawn)
        driver("walk", steps[page.id])
        for _n in range(3):
            act = pick.choice(tuple(done))
            step = {
                "block": pick.choice(blocks(page)),
                "act": act,
                "at": pick.randint(0, 3),
            }
            moved = driver("arrange", step)
            if not moved["act"]:
                continue
            done[act] += 1
            post, focus = rows.arranged(
                post_of(moved["before"]), moved["act"], page.most_rows
            )
            assert focus, moved
            values, _unread, asked = walk.read(page, post)
            assert asked.page(page.id) is not None
            drawn = walk.draw(page, {**walk.answers, **values}, walk.typed(page, post))
            served = driver("open", drawn)
            assert named_alike(texts(served["posted"])) == named_alike(
                texts(moved["after"])
            ), (seed, moved["act"])
    assert min(done.values()) > 2, done


def named_alike(pairs):
    """What is posted, rows numbered as they come instead of their ids."""
    ids = {}
    for name, value in pairs:
        if name.endswith(rows.ROWS):
            ids.setdefault(value, f"row{len(ids)}")

    def alike(text):
        parts = text.split(".")
        return ".".join(ids.get(part, part) for part in parts)

    return [
        (
            alike(name),
            alike(value) if name == "asked" or name.endswith(rows.ROWS) else value,
        )
        for name, value in pairs
    ]


BLOCKS = Path(__file__).parents[1] / "integration" / "forms" / "blocks.xml"
PDF = {
    "name": "plan.pdf",
    "mimeType": "application/pdf",
    "buffer": b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF",
}


@pytest.fixture
def form_url(town, rest):
    """A form with blocks; one choice in a row is a field in which one searches."""
    name = f"blocs-{secrets.token_hex(4)}"
    model = BLOCKS.read_text().replace(
        'name="kind" type="zope.schema.Choice"',
        'name="kind" type="zope.schema.Choice" guichet:widget="autocomplete"',
    )
    values = {"id": name, "title": "Blocs", "code": "BLC", "fields_model": model}
    rest(MANAGER, "POST", FOLDER, {"@type": "imio.guichet.Procedure", **values})
    rest(MANAGER, "POST", f"{FOLDER}/{name}/@workflow/publish", {})
    return f"{town.url}/{FOLDER}/{name}/@@form"


@pytest.mark.slow
def test_rows_by_keyboard(visit, axe, form_url):
    page = visit("demo-citizen", viewport={"width": 390, "height": 844})
    page.goto(form_url)
    form = page.locator(FORM)
    block = form.locator("[data-field=activities]")
    row = block.locator("[data-row]")
    said = block.locator("[data-row-said]")
    total = form.locator("[data-field=total] output")

    def inner(number, name):
        id_ = row.nth(number).get_attribute("data-row")
        return form.locator(f"[data-field='activities.{id_}.{name}']")

    def press(number, verb):
        row.nth(number).locator(f"[data-row-act={verb}]").focus()
        page.keyboard.press("Enter")

    expect(row).to_have_count(1)
    inner(0, "title").locator("input[type=text]").fill("Concert")
    inner(0, "people").locator("input[type=text]").fill("50")
    # Added with the keyboard: one goes on in the new row, and is told of it.
    block.get_by_role("button", name="Ajouter une activité").press("Enter")
    expect(row).to_have_count(2)
    expect(said).to_have_text("Ajout : Activité 2.")
    expect(inner(1, "title").locator("input[type=text]")).to_be_focused()
    page.keyboard.type("Brocante")
    page.keyboard.press("Tab")
    page.keyboard.type("200")
    # The rules of the row and of the form follow each key.
    expect(inner(1, "plan")).to_be_visible()
    expect(inner(0, "plan")).to_be_hidden()
    expect(inner(1, "fee").locator("output")).to_have_text("400")
    expect(total).to_have_text("250")
    # A list in which one searches, and a file, in a row that the server has not seen.
    search = inner(1, "kind").get_by_role("combobox")
    search.press_sequentially("Bal")
    search.press("ArrowDown")
    search.press("Enter")
    expect(search).to_have_value("Bal")
    inner(1, "plan").locator("input[type=file]").set_input_files(PDF)
    expect(inner(1, "plan").locator("[data-kept]")).to_contain_text("plan.pdf")
    expect(total).to_have_text("250")
    expect(page.locator("[data-saved]")).to_contain_text("Enregistré à")
    axe(page)
    # Copied, without its file; moved; taken away, and put back.
    press(1, "copy")
    expect(row).to_have_count(3)
    expect(said).to_have_text("Copie : Activité 3.")
    expect(inner(2, "title").locator("input[type=text]")).to_have_value("Brocante")
    expect(inner(2, "kind").get_by_role("combobox")).to_have_value("Bal")
    expect(inner(2, "plan").locator("[data-kept]")).to_have_count(0)
    expect(total).to_have_text("450")
    press(2, "up")
    expect(said).to_have_text("Nouvelle place : Activité 2.")
    expect(inner(2, "plan").locator("[data-kept]")).to_have_count(1)
    press(0, "remove")
    expect(row).to_have_count(2)
    expect(total).to_have_text("400")
    undo = block.get_by_role("button", name="Annuler le retrait")
    expect(undo).to_be_focused()
    axe(page)
    page.keyboard.press("Enter")
    expect(said).to_have_text("Retrait annulé : Activité 1.")
    expect(row).to_have_count(3)
    expect(inner(0, "title").locator("input[type=text]")).to_have_value("Concert")
    # What is typed in rows that hold files is saved too.
    inner(0, "title").locator("input[type=text]").fill("Concert du soir")
    with page.expect_response(
        lambda one: one.request.headers.get("x-guichet-autosave")
    ):
        pass
    page.reload()
    expect(row).to_have_count(3)
    expect(inner(0, "title").locator("input[type=text]")).to_have_value(
        "Concert du soir"
    )
    expect(inner(2, "plan").locator("[data-kept]")).to_contain_text("plan.pdf")
    # Five at most: then there is no button for more, and it is said why.
    for count in (4, 5):
        block.locator("[data-row-add]").press("Enter")
        expect(row).to_have_count(count)
    expect(block.locator("[data-row-add]")).to_be_hidden()
    expect(block.locator("[data-row-full]")).to_contain_text("5 au plus")
    expect(row.nth(0).locator("[data-row-act=copy]")).to_be_hidden()
    press(4, "remove")
    expect(block.locator("[data-row-full]")).to_be_hidden()
    # An error leads to its place in a row.
    form.locator("[name=act][value=next]").last.press("Enter")
    errors = page.locator("[data-errors]")
    expect(errors).to_be_visible()
    errors.get_by_role("link", name=re.compile("Activité 4, Nom")).press("Enter")
    expect(inner(3, "title").locator("input[type=text]")).to_be_focused()
    press(3, "remove")
    inner(1, "plan").locator("input[type=file]").set_input_files(PDF)
    expect(inner(1, "plan").locator("[data-kept]")).to_contain_text("plan.pdf")
    page.set_viewport_size({"width": 1280, "height": 900})
    form.locator("[name=act][value=next]").last.press("Enter")
    expect(page.locator("#g-form h1")).to_have_text("Matériel")
    assert heading(page) == "Matériel"
    page.locator("[data-field=things] [data-row-add]").click()
