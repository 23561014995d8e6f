"""The form studio in a browser: the library of questions."""

import pytest


FORM = "guichet/voirie/signaler-un-nid-de-poule/@@form-studio"


@pytest.fixture
def studio(town, visit):
    """The studio of a form of the trial site, as a manager; dialogs are accepted."""
    page = visit("demo-platform-manager")
    page.on(
        "dialog",
        lambda dialog: dialog.accept("Le lieu" if dialog.type == "prompt" else None),
    )
    page.goto(f"{town.url}/{FORM}")
    page.locator("#field-lieu").wait_for()
    return page


def test_questions_are_kept_taken_and_taken_away(studio, axe):
    """What is put in the library can be put in the form again, and goes away."""
    cards = studio.locator(".s-field")
    before = cards.count()
    studio.locator("#field-lieu").click()
    studio.get_by_role("button", name="Ajouter à la bibliothèque").click()
    kept = studio.get_by_role("button", name="Le lieu", exact=True)
    kept.wait_for()
    axe(studio)
    kept.click()
    studio.locator("#field-lieu_2, #field-lieu2").wait_for()
    assert cards.count() == before + 1
    studio.keyboard.press("Control+z")
    studio.get_by_role("button", name="Retirer « Le lieu »").click()
    kept.wait_for(state="detached")
    assert cards.count() == before
