"""Walking a form as people do: fill what is asked, continue, page by page.

Answers come from dictionaries by field name (``samples``). Nothing here knows a
procedure: what to fill is read from the page.
"""

from collections.abc import Mapping
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from playwright.sync_api import expect
from playwright.sync_api import Locator
from playwright.sync_api import Page

import re


EVENT = "guichet/evenements/organiser-un-evenement"
POTHOLE = "guichet/voirie/signaler-un-nid-de-poule"

Answer = str | int | bool | date | Path | Sequence[str] | Mapping[str, str | date]
"""By the ends of names for what has several inputs: ``{"start": …, "end": …}``."""

Answers = Mapping[str, Answer]

#: The form of the page shown; ``send`` marks the one that is left behind.
FORM = "#g-form form[data-form]:not([data-left])"


def heading(page: Page) -> str:
    """Return the title of the page shown."""
    return page.locator("#g-form h1").inner_text()


def fill(page: Page, answers: Answers) -> list[str]:
    """Answer the questions that are shown, also those that answers bring; their names.

    A question that ``answers`` does not know is left as it is.
    """
    filled: list[str] = []
    while True:
        shown = page.locator(f"{FORM} [data-field]:not([hidden])")
        names = shown.evaluate_all("found => found.map(one => one.dataset.field)")
        waiting = [n for n in names if n in answers and n not in filled]
        if not waiting:
            return filled
        answer(page.locator(f"{FORM} [data-field='{waiting[0]}']"), answers[waiting[0]])
        filled.append(waiting[0])


def answer(field: Locator, value: Answer) -> None:
    """Answer one question."""
    name = field.get_attribute("data-field")
    inputs = field.locator(f"[name='f.{name}']")
    match value:
        case bool():
            if inputs.first.get_attribute("type") == "checkbox":
                inputs.set_checked(value)
            else:
                field.locator(f"[value='{'yes' if value else 'no'}']").check()
        case Path():
            inputs.set_input_files(value)
        case Mapping():
            for end, text in value.items():
                field.locator(f"[name='f.{name}.{end}']").fill(str(text))
        case list() | tuple():
            for key in value:
                field.locator(f"[value='{key}']").check()
        case _:
            _choose_or_type(field, inputs, str(value))


def _choose_or_type(field: Locator, inputs: Locator, text: str) -> None:
    if inputs.first.get_attribute("type") == "radio":
        field.locator(f"[value='{text}']").check()
    elif inputs.first.evaluate("one => one.localName") == "select":
        inputs.select_option(text)
    else:
        inputs.fill(text)


def send(page: Page, button: str = "Continuer") -> None:
    """Press a button of the page and wait for the next one."""
    page.locator(FORM).evaluate("form => form.setAttribute('data-left', '')")
    page.locator("#g-form").get_by_role("button", name=button, exact=True).click()
    page.locator(FORM).wait_for(state="attached")


def walk(page: Page, answers: Answers, until: str = "Vérifiez vos réponses") -> list:
    """Fill pages from the one shown until the one titled ``until``; their titles.

    Without JavaScript, the server shows a page again when answers bring questions.
    """
    walked: list[str] = []
    for _turn in range(40):
        title = heading(page)
        if title == until:
            return walked
        if title not in walked:
            walked.append(title)
        fill(page, answers)
        send(page)
        errors = page.locator("[data-errors]")
        assert errors.count() == 0, f"{title}: {errors.inner_text()}"
    raise AssertionError(f"no page {until!r} after {walked}")


def begin(page: Page, town: str, procedure: str) -> None:
    """Open a procedure's page and start its form, as people do."""
    page.goto(f"{town}/{procedure}")
    start = re.compile("^(Commencer|Faire|Démarrer)")
    page.locator("main").get_by_role("link", name=start).first.click()
    page.locator(FORM).wait_for()


def submit(page: Page) -> str:
    """Send from the check page; return the reference that the confirmation gives."""
    page.get_by_role("button", name="Envoyer ma demande").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Votre demande est envoyée"
    )
    return page.locator("#reference").inner_text()


def apply(page: Page, town: str, procedure: str, answers: Answers) -> str:
    """Walk a whole form and send it; return its reference."""
    begin(page, town, procedure)
    walk(page, answers)
    return submit(page)


def draft_of(page: Page) -> str:
    """Return the reference of the draft whose page is shown."""
    found = re.search(r"/@@form/([A-Z0-9-]+)/", page.url)
    assert found, page.url
    return found[1]
