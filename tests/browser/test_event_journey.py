"""A form manager's whole road, on screen only: from an empty form to another town.

The event's form is built in the studio, tried, kept as a test, approved by somebody else,
published, given as a package, taken in a second site and filled there by a citizen.
"""

from building import bring
from building import create
from building import describe_new
from building import give
from building import open_procedures
from building import Studio
from event_form import answers
from event_form import CODE
from event_form import END
from event_form import EVENT
from event_form import ID
from event_form import in_days
from event_form import PAGES
from event_form import TITLE
from event_form import WHAT
from playwright.sync_api import expect
from walking import fill
from walking import heading
from walking import send
from walking import submit
from walking import walk

import base64
import pytest
import urllib.error
import urllib.request


BUILDER, APPROVER = "demo-form-manager", "demo-platform-manager"
FORM = f"guichet/evenements/{ID}"
TEST = "Une brocante de 500 personnes"


@pytest.fixture
def nothing_yet(town):
    """The procedure is not there, from an earlier run either."""
    secret = f"admin:{town.instance.admin_password}".encode()
    headers = {
        "Accept": "application/json",
        "Authorization": f"Basic {base64.b64encode(secret).decode()}",
    }
    request = urllib.request.Request(
        f"{town.url}/{FORM}", method="DELETE", headers=headers
    )
    try:
        urllib.request.urlopen(request, timeout=60).close()
    except urllib.error.HTTPError as error:
        assert error.code == 404, error


@pytest.mark.slow
@pytest.mark.usefixtures("nothing_yet")
def test_from_an_empty_form_to_another_town(town, other_town, visit, axe, tmp_path):
    manager = visit(BUILDER)
    open_procedures(manager, town.url)
    describe_new(manager, TITLE, CODE)
    studio = create(manager)
    build(studio, axe)
    try_it(studio)
    ask(studio)

    approver = visit(APPROVER)
    approve(approver, town.url)
    given = give(manager, town.url, TITLE, tmp_path / "given")

    builder = visit(other_town.builder, at=other_town)
    ask(take(builder, other_town.url, given, axe), alone=False)
    approve(visit(other_town.approver, at=other_town), other_town.url)
    again = give(builder, other_town.url, TITLE, tmp_path / "again")
    assert again.read_bytes() == given.read_bytes()
    citizen_fills(visit(at=other_town), other_town.url)


def build(studio: Studio, axe) -> None:
    """All pages, then two things put in their place: by keyboard and by mouse."""
    for page in PAGES:
        studio.build(page)
    order = studio.order()
    studio.select("Autre chose à nous dire ?")
    studio.screen.keyboard.press("Alt+ArrowUp")
    assert studio.order() == order[::-1]
    studio.screen.keyboard.press("Control+z")
    assert studio.order() == order
    studio.open_page(EVENT.title)
    order = studio.order()
    studio.drag(WHAT, "Nom de l'événement")
    assert studio.order() == [order[1], order[0], *order[2:]]
    studio.drag_kind("Titre", WHAT)
    studio.write_title("En quelques mots")
    assert studio.order()[0] == "en_quelques_mots"
    studio.checked()
    axe(studio.screen)


def try_it(studio: Studio) -> None:
    """Played once, kept as a test, which passes."""
    walked = studio.play(answers(in_days(70)))
    assert walked == [page.title for page in PAGES]
    studio.keep_test(TEST)
    tests = studio.more("Essais")
    tests.get_by_role("button", name="Lancer tous les essais").click()
    expect(tests.get_by_role("listitem").filter(has_text=TEST)).to_contain_text("passe")
    studio.screen.keyboard.press("Escape")


def ask(studio: Studio, alone: bool = True) -> None:
    """Ask for the approval of somebody else; ``alone``: could do without here."""
    dialog = studio.publication()
    publish = dialog.get_by_role("button", name="Publier", exact=True)
    expect(publish).to_have_count(int(alone))
    dialog.get_by_label("Commentaire").fill("Prêt à relire.")
    dialog.get_by_role("button", name="Demander l'approbation").click()
    expect(dialog).to_contain_text("L'approbation est demandée.")
    studio.screen.keyboard.press("Escape")


def approve(page, url: str) -> None:
    """Find what waits in the list of procedures, and publish it."""
    open_procedures(page, url)
    row = page.get_by_role("listitem").filter(has_text=TITLE)
    expect(row).to_contain_text("À approuver")
    row.get_by_role("link").click()
    dialog = Studio(page).publication()
    expect(dialog).to_contain_text("Prêt à relire.")
    dialog.get_by_role("button", name="Approuver et publier").click()
    expect(dialog).to_contain_text("La version 1 est en ligne")


def take(page, url: str, package, axe) -> Studio:
    """See what a package would do, then take it, and read it in the studio."""
    bring(page, url, package)
    plan = page.get_by_role("row").filter(has_text=TITLE)
    expect(plan).to_contain_text("Nouveau")
    axe(page)
    page.get_by_role("button", name="Installer ce qui est coché").click()
    page.get_by_role("listitem").get_by_role("link", name=TITLE).click()
    page.locator(".s-main").wait_for()
    return Studio(page)


def citizen_fills(page, url: str) -> None:
    """The published form asks what the rules say, and refuses what they refuse."""
    page.goto(f"{url}/{FORM}")
    page.get_by_role("link", name="Commencer").first.click()
    said = answers(in_days(70))
    fill(page, {**said, "qui_organise": "une_personne"})
    expect(page.locator("[data-field='numero_d_entreprise']")).to_be_hidden()
    fill(page, {"qui_organise": "une_association"})
    expect(page.locator("[data-field='numero_d_entreprise']")).to_be_visible()
    send(page)
    assert heading(page) == EVENT.title
    fill(page, {**said, "quel_jour": in_days(30)})
    send(page)
    expect(page.locator("[data-errors]")).to_contain_text("Il est trop tard")
    assert walk(page, said)[-1] == END.title
    expect(page.locator("#g-form")).to_contain_text("6,00 €")
    assert submit(page).startswith(f"{CODE}-")
