"""A report without an account: sent, tracked with its code, closed to others."""

from collections.abc import Mapping
from datetime import date
from http.client import HTTPConnection
from imio.guichet.core import references
from playwright.sync_api import expect
from playwright.sync_api import Page
from random import randint
from samples import POTHOLE as ANSWERS
from urllib.parse import urlencode
from urllib.parse import urlsplit
from walking import begin
from walking import POTHOLE
from walking import submit
from walking import walk

import pytest
import re


PHONE = {"width": 390, "height": 844}
UNKNOWN = references.new_reference("NID", date.today())


def track(page: Page, town, reference: str, code: str) -> None:
    """Ask for a dossier by its reference and code."""
    page.goto(f"{town.url}/guichet/@@track")
    page.get_by_label("Référence").fill(reference)
    page.get_by_label("Code de suivi").fill(code)
    page.get_by_role("button", name="Ouvrir le dossier").click()


def post_code(town, client: str, reference: str, code: str) -> tuple[int, str]:
    """Ask for a dossier from an address of this machine: status and page."""
    where = urlsplit(town.url)
    connection = HTTPConnection(where.netloc, source_address=(client, 0))
    body = urlencode({"reference": reference, "code": code})
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    path = f"{where.path}/guichet/@@track"
    connection.request("POST", path, body, headers)
    response = connection.getresponse()
    return response.status, response.read().decode()


def somebody() -> str:
    """Return an address of this machine that no test has used."""
    return f"127.{randint(1, 250)}.{randint(1, 250)}.{randint(1, 250)}"


def without(page: str, words: Mapping[str, str]) -> str:
    """Return a page without what the visitor typed."""
    for word, placeholder in words.items():
        page = page.replace(word, placeholder)
    return page


@pytest.fixture(scope="module")
def reported(town, chromium):
    """Return (reference, code) of a report sent by somebody else."""
    context = chromium.new_context(locale="fr-BE")
    page = context.new_page()
    begin(page, town.url, POTHOLE)
    walk(page, {**ANSWERS, "tenir_au_courant": False, "danger": False})
    reference = submit(page)
    code = page.locator("#secret").inner_text()
    context.close()
    return reference, code


@pytest.mark.parametrize("javascript", [True, False], ids=["js", "no-js"])
def test_reported_and_tracked(town, visit, javascript):
    page = visit(viewport=PHONE, javascript=javascript)
    begin(page, town.url, POTHOLE)
    walk(page, ANSWERS)
    expect(page.locator("#g-form")).to_contain_text("nid-de-poule.jpg")
    reference = submit(page)
    code = page.locator("#secret").inner_text()
    assert re.fullmatch(r"NID-\d{4}-[0-9A-Z]{6}", reference)
    mail = town.mailbox.wait(ANSWERS["email"], reference)
    assert code in mail.get_body(("plain",)).get_content()

    # Another device: nothing but the reference and the code.
    other = visit(viewport=PHONE, javascript=javascript)
    other.goto(f"{town.url}/guichet/@@dossier/{reference}")
    expect(other.locator("main")).not_to_contain_text(ANSWERS["lieu"])
    track(other, town, reference.lower(), code.lower())
    expect(other.get_by_role("heading", level=1)).to_have_text(
        "Signaler un nid-de-poule"
    )
    expect(other.locator("main")).to_contain_text(ANSWERS["danger_raison"])
    other.get_by_text("L’endroit et le problème").click()
    photo = other.get_by_role("link", name="nid-de-poule.jpg")
    shown = other.request.get(photo.get_attribute("href"))
    assert shown.status == 200
    assert shown.headers["content-type"] == "image/jpeg"


def test_wrong_code_tells_nothing(town, reported):
    reference, code = reported
    client = somebody()
    wrong = post_code(town, client, reference, "AAAA-BBBB-CCCC")
    unknown = post_code(town, client, UNKNOWN, "AAAA-BBBB-CCCC")
    assert wrong[0] == unknown[0] == 200
    assert "ne vont pas ensemble" in wrong[1]
    typed = {reference: "R", UNKNOWN: "R"}
    assert without(wrong[1], typed) == without(unknown[1], typed)
    assert code not in wrong[1]


def test_attempts_are_limited_for_who_makes_them(town, reported):
    reference, code = reported
    client = somebody()
    tries = [
        post_code(town, client, reference, f"AAAA-BBBB-{number:04}")
        for number in range(11)
    ]
    assert [status for status, _page in tries] == [200] * 10 + [429]
    assert post_code(town, client, reference, code)[0] == 429
    blocked = post_code(town, client, reference, code)[1]
    unknown = post_code(town, client, UNKNOWN, code)[1]
    typed = {reference: "R", UNKNOWN: "R"}
    assert without(blocked, typed) == without(unknown, typed)
    # The person who has the code is not kept out by it.
    assert post_code(town, somebody(), reference, code)[0] == 303
