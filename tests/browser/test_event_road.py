"""An event asked for, studied, decided: the main road from end to end."""

from datetime import date
from datetime import timedelta
from playwright.sync_api import expect
from playwright.sync_api import Page
from samples import CONCERT
from samples import FILES
from samples import STREET_PARTY
from walking import begin
from walking import EVENT
from walking import submit
from walking import walk

import pytest


PHONE = {"width": 390, "height": 844}
CITIZEN = "demo-citizen@demo.example"
SAFETY = {"La sécurité", "Les premiers secours"}
ADVISERS = {
    "demo-agent-police": ("Favorable sous conditions", "Huit agents dès 18 h."),
    "demo-agent-fire": ("Favorable sous conditions", "Visite la veille à 14 h."),
    "demo-agent-mobility": ("Favorable", "Déviation par le boulevard Tirou."),
    "demo-agent-environment": ("Favorable", "Fin de la musique à 22 h 30."),
}


def open_at_desk(page: Page, town, reference: str, tab: str = "") -> None:
    """Find a dossier among those that wait for the agent, and open it."""
    page.goto(f"{town.url}/@@desk")
    if tab:
        page.get_by_role("navigation", name="Listes").get_by_text(tab).click()
    page.get_by_role("link", name=reference).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(reference)


def say_and_do(page: Page, transition: str, values: dict[str, str]) -> None:
    """Carry out a transition that asks something; ``values`` by label."""
    page.get_by_role("link", name=f"{transition}…").click()
    form = page.get_by_role("region", name=transition)
    for label, value in values.items():
        field = form.get_by_label(label)
        if field.evaluate("one => one.localName") == "select":
            field.select_option(label=value)
        else:
            field.fill(value)
    form.get_by_role("button", name=transition).click()
    expect(form).to_have_count(0)


def test_street_party_is_asked_little(town, visit):
    page = visit("demo-citizen")
    begin(page, town.url, EVENT)
    walked = walk(page, STREET_PARTY)
    assert SAFETY.isdisjoint(walked)
    assert len(walked) <= 5
    sheet = page.locator("#g-form")
    for title in SAFETY:
        expect(sheet).not_to_contain_text(title)
    expect(sheet).to_contain_text(STREET_PARTY["nom_evenement"])
    expect(sheet).not_to_contain_text("gardiennage")
    reference = submit(page)
    mail = town.mailbox.wait(CITIZEN, reference)
    assert "bien reçue" in mail["Subject"]


@pytest.mark.slow
def test_concert_from_request_to_decision(town, visit):
    citizen = visit("demo-citizen")
    begin(citizen, town.url, EVENT)
    walked = walk(citizen, CONCERT)
    assert set(walked) >= SAFETY
    shows_only_what_was_asked(citizen, walked)
    reference = submit(citizen)
    mail = town.mailbox.wait(CITIZEN, reference)
    assert "bien reçue" in mail["Subject"]

    agent = visit("demo-agent-events")
    agent_takes_it(agent, town, reference)
    agent_asks_opinions(agent)
    for login, (advice, text) in ADVISERS.items():
        adviser_answers(visit(login), town, reference, advice, text)
    agent.reload()
    opinions = agent.get_by_role("region", name="Avis", exact=True)
    for _advice, text in ADVISERS.values():
        expect(opinions).to_contain_text(text)

    question = "Envoyez-nous l’attestation d’assurance."
    say_and_do(
        agent,
        "Demander des informations",
        {"Ce que vous demandez, pour le demandeur": question},
    )
    mail = town.mailbox.wait(CITIZEN, question)
    assert reference in mail["Subject"]
    citizen_answers(visit("demo-citizen", PHONE), town, reference, question)

    open_at_desk(agent, town, reference)
    documents = agent.get_by_role("region", name="Documents", exact=True)
    expect(documents.get_by_role("link", name="assurance")).to_be_visible()
    say_and_do(
        agent,
        "Envoyer au Collège",
        {
            "Séance du Collège": str(date.today() + timedelta(days=7)),
            "Proposition du service": "Accepter sous conditions",
            "Rapport au Collège": "Avis favorables.",
        },
    )

    college = visit("demo-college")
    open_at_desk(college, town, reference)
    condition = "La musique s’arrête à 22 h 30."
    say_and_do(
        college,
        "Accepter (décision du Collège)",
        {"Date de la décision": str(date.today()), "Conditions": condition},
    )

    mail = town.mailbox.wait(CITIZEN, condition)
    assert reference in mail["Subject"]
    citizen.goto(f"{town.url}/guichet/@@dossier/{reference}")
    title = citizen.get_by_role("heading", name="Où en est votre demande")
    timeline = citizen.locator("section, aside").filter(has=title)
    expect(timeline).to_contain_text("Demande acceptée")
    expect(timeline).to_contain_text(condition)
    expect(citizen.locator("main")).not_to_contain_text("Avis favorables.")
    expect(citizen.locator("main")).not_to_contain_text("Visite la veille")


def shows_only_what_was_asked(page: Page, walked: list[str]) -> None:
    """The check page has the pages that were walked, and no other question."""
    titles = page.locator("#g-form h2").all_inner_texts()
    assert set(titles) <= set(walked)
    sheet = page.locator("#g-form")
    expect(sheet).to_contain_text("Vigie Sécurité")
    for never in ("chapiteau", "artifice", "numéro d’entreprise", "Indice de risque"):
        expect(sheet).not_to_contain_text(never)


def agent_takes_it(page: Page, town, reference: str) -> None:
    open_at_desk(page, town, reference)
    expect(page.get_by_role("region", name="Demande", exact=True)).to_contain_text(
        CONCERT["nom_evenement"]
    )
    page.get_by_role("button", name="Prendre ce dossier").click()
    expect(page.get_by_text("Sophie Lambert").first).to_be_visible()
    say_and_do(page, "Commencer l'étude", {})


def agent_asks_opinions(page: Page) -> None:
    opinions = page.get_by_role("region", name="Avis", exact=True)
    opinions.get_by_text("Demander des avis").click()
    boxes = opinions.get_by_role("checkbox")
    expect(boxes).to_have_count(4)
    for box in boxes.all():
        box.check()
    opinions.get_by_label("Question").fill("Merci de votre avis.")
    opinions.get_by_role("button", name="Demander", exact=True).click()
    expect(opinions.get_by_text("Demandé", exact=True)).to_have_count(4)


def adviser_answers(page: Page, town, reference: str, advice: str, text: str) -> None:
    open_at_desk(page, town, reference, tab="Avis demandés")
    opinions = page.get_by_role("region", name="Avis", exact=True)
    opinions.get_by_label(advice, exact=True).check()
    opinions.get_by_label("Explications, conditions").fill(text)
    opinions.get_by_role("button", name="Rendre l'avis").click()
    expect(opinions.get_by_role("button", name="Rendre l'avis")).to_have_count(0)
    expect(opinions).to_contain_text(text)


def citizen_answers(page: Page, town, reference: str, question: str) -> None:
    page.goto(f"{town.url}/@@my-space")
    expected = page.get_by_role("region", name="On attend quelque chose de vous")
    row = expected.get_by_role("listitem").filter(has_text=reference)
    row.get_by_role("link").click()
    expect(expected).to_contain_text(question)
    expected.get_by_label("Votre réponse").fill("La voici.")
    expected.get_by_label("Document", exact=False).first.set_input_files(
        FILES / "assurance.pdf"
    )
    expected.get_by_role("button", name="Répondre").click()
    expect(expected).to_have_count(0)
    documents = page.get_by_role("region", name="Documents", exact=True)
    expect(documents).to_contain_text("assurance")
