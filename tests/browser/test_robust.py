"""What people typed survives power cuts, lost sessions and impatience."""

from playwright.sync_api import expect
from playwright.sync_api import Page
from samples import ORGANISER
from samples import STREET_PARTY
from urllib.parse import urlencode
from walking import apply
from walking import begin
from walking import draft_of
from walking import EVENT
from walking import fill
from walking import FORM
from walking import heading
from walking import send
from walking import submit
from walking import walk

import re


CITIZEN = "demo-citizen-2"
EMAIL = "demo-citizen-2@demo.example"
MINE = {**STREET_PARTY, "nom": "Mehdi Benali", "email": EMAIL}


def dossiers_of(page: Page, town, word: str) -> int:
    """Return how many dossiers that tell ``word`` the events agents have."""
    page.goto(f"{town.url}/@@desk?{urlencode({'tab': 'all', 'q': word})}")
    return page.locator("main tbody tr").count()


def test_killed_between_two_pages(town, visit):
    page = visit(CITIZEN)
    begin(page, town.url, EVENT)
    fill(page, {**MINE, "nom": "Nom gardé"})
    send(page)
    assert heading(page) == "Votre événement"
    draft = page.url
    town.kill()
    town.start()
    page.goto(f"{town.url}/@@my-space")
    expect(page.locator("main")).to_contain_text("Organiser un événement")
    page.goto(draft)
    assert heading(page) == "Votre événement"
    send(page, "Page précédente")
    expect(page.locator("[name='f.nom']")).to_have_value("Nom gardé")


def test_killed_between_commit_and_mail(town, visit):
    page = visit(CITIZEN)
    begin(page, town.url, EVENT)
    walk(page, MINE)
    town.mailbox.stop()
    try:
        reference = submit(page)
        town.kill()
    finally:
        town.mailbox.start()
    assert not [mail for mail in town.mailbox.to(EMAIL) if reference in mail["Subject"]]
    town.start()
    mail = town.mailbox.wait(EMAIL, reference, seconds=90)
    assert "bien reçue" in mail["Subject"]


def test_session_lost_while_filling(town, visit):
    page = visit(CITIZEN)
    begin(page, town.url, EVENT)
    fill(page, MINE)
    send(page)
    fill(page, {**MINE, "nom_evenement": "Tapé sans session"})
    draft = draft_of(page)
    page.context.clear_cookies()
    page.get_by_role("button", name="Continuer").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Votre session est terminée"
    )
    page.get_by_role("link", name="M'identifier et continuer").click()
    page.fill("#__ac_name", CITIZEN)
    page.fill("#__ac_password", town.accounts[CITIZEN])
    page.click("[name='buttons.login']")
    page.locator(FORM).wait_for()
    assert draft_of(page) == draft
    expect(page.locator("[name='f.nom_evenement']")).to_have_value("Tapé sans session")
    send(page)
    assert heading(page) == "Quand et où"
    for _page in range(2):
        send(page, "Page précédente")
    expect(page.locator("[name='f.adresse']")).to_have_value(ORGANISER["adresse"])


def test_sent_twice_is_one_dossier(town, visit):
    agent = visit("demo-agent-events")
    before = dossiers_of(agent, town, "Benali")
    page = visit(CITIZEN)
    begin(page, town.url, EVENT)
    walk(page, MINE)
    check = page.url
    form = page.locator("#g-form form").last
    action = form.get_attribute("action")
    data = dict(
        form.locator("input[type=hidden]").evaluate_all(
            "all => all.map(input => [input.name, input.value])"
        )
    )
    page.get_by_role("button", name="Envoyer ma demande").dblclick(no_wait_after=True)
    reference = page.locator("#reference").inner_text()
    # The same POST again, as a browser that lost the answer would.
    for _time in range(2):
        again = page.request.post(action, form=data)
        assert again.status == 200
        assert reference in again.text()
    # The back button, then the button once more.
    page.goto(check)
    assert reference in page.url
    assert page.get_by_role("button", name="Envoyer ma demande").count() == 0
    page.go_back()
    expect(page.locator("main")).to_contain_text(reference)
    assert dossiers_of(agent, town, "Benali") == before + 1


def test_first_page_sent_twice_is_one_draft(town, visit):
    page = visit("demo-enterprise", javascript=False)
    page.goto(f"{town.url}/@@my-space")
    drafts = page.locator("input[name=discard]")
    before = drafts.count()
    begin(page, town.url, EVENT)
    fill(page, ORGANISER)
    form = page.locator(FORM)
    data = form.evaluate("form => new URLSearchParams(new FormData(form)).toString()")
    sent = {"Content-Type": "application/x-www-form-urlencoded"}
    address = form.get_attribute("action")
    for _time in range(2):
        answered = page.request.post(address, data=data, headers=sent)
        assert re.search(r"/@@form/EVT-[0-9]{4}-[0-9A-Z]{6}/evenement", answered.url)
    page.goto(f"{town.url}/@@my-space")
    expect(drafts).to_have_count(before + 1)


def test_two_requests_are_two_dossiers(town, visit):
    page = visit(CITIZEN)
    assert apply(page, town.url, EVENT, MINE) != apply(page, town.url, EVENT, MINE)
