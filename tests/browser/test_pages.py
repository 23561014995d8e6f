"""Each page: for everybody, at any width, with scripts or without, and light."""

from .. import maps
from collections.abc import Callable
from dataclasses import dataclass
from playwright.sync_api import expect
from playwright.sync_api import Page
from samples import POTHOLE as ANSWERS
from walking import begin
from walking import draft_of
from walking import EVENT
from walking import POTHOLE
from walking import submit
from walking import walk

import gzip
import pytest
import re


NARROW = {"width": 320, "height": 700}
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}
JAVASCRIPT_BUDGET = 60_000
TILES = "https://tile.openstreetmap.org/**"
"""The town's tiles are on the Internet: no test asks them there."""
AGENT = "demo-agent-events"
CITIZEN = "demo-citizen"


@dataclass(frozen=True)
class Place:
    """A page: who sees it, where it is and what must be on it."""

    path: str
    shows: str
    login: str | None = None
    status: int = 200


PUBLIC = {
    "home": Place("", "Charleroi"),
    "counter": Place("guichet", "démarche"),
    "category": Place("guichet/evenements", "Organiser un événement"),
    "procedure": Place(EVENT, "Commencer"),
    "search-procedures": Place("guichet/@@search-procedures?q=concert", "Organiser"),
    "search": Place("@@search?SearchableText=guichet", "guichet"),
    "form": Place(f"{EVENT}/@@form", "Vous, l’organisateur"),
    "track": Place("guichet/@@track", "Code de suivi"),
    "login": Place("login", "Se connecter"),
    "not-found": Place("cela-n-existe-pas", "n'existe", status=404),
    "document": Place("a-propos/accessibilite", "accessib"),
    "news": Place("actualites/guichet-en-ligne", "jour et nuit"),
    "news-list": Place("actualites", "Actualités"),
}
CITIZENS = {
    "my-space": Place("@@my-space", "Mes dossiers", CITIZEN),
    "dossier": Place("{dossier}", "Où en est votre demande", CITIZEN),
    "event-form": Place("{draft}/evenement", "Votre événement", CITIZEN),
}
AGENTS = {
    "desk": Place("@@desk", "À traiter", AGENT),
    "desk-all": Place("@@desk?tab=all", "Tous", AGENT),
    "desk-dossier": Place("{desk_dossier}", "Historique", AGENT),
    "desk-transition": Place("{desk_dossier}?transition=start", "étude", AGENT),
}
ANONYMOUS = {
    "report-check": Place("{report}/check", "Vérifiez vos réponses", "holder"),
    "report-page": Place("{report}/endroit", "L’endroit et le problème", "holder"),
    "submitted": Place("{sent}/submitted", "Gardez ce code", "holder"),
    "tracked": Place("{sent}", "Où en est votre demande", "holder"),
}
PLACES = PUBLIC | CITIZENS | AGENTS | ANONYMOUS


@dataclass(frozen=True)
class Known:
    """Addresses that only a walk can tell, and the browser state of who walked."""

    paths: dict[str, str]
    holder: dict


@pytest.fixture(scope="module")
def states(town, chromium) -> dict:
    """Return the browser state (cookies) of each login: one sign-in for all tests."""
    found = {}
    for login in (CITIZEN, AGENT):
        context = chromium.new_context(locale="fr-BE")
        page = context.new_page()
        page.goto(f"{town.url}/login")
        page.fill("#__ac_name", login)
        page.fill("#__ac_password", town.accounts[login])
        page.click("[name='buttons.login']")
        page.wait_for_load_state()
        found[login] = context.storage_state()
        context.close()
    return found


@pytest.fixture(scope="module")
def known(town, chromium, states) -> Known:
    paths = {}

    def relative(url: str) -> str:
        return url.removeprefix(town.url).strip("/")

    context = chromium.new_context(locale="fr-BE")
    page = context.new_page()
    begin(page, town.url, POTHOLE)
    walk(page, ANSWERS)
    paths["sent"] = f"guichet/@@dossier/{submit(page)}"
    begin(page, town.url, POTHOLE)
    walk(page, ANSWERS)
    paths["report"] = f"{POTHOLE}/@@form/{draft_of(page)}"
    holder = context.storage_state()
    context.close()

    context = chromium.new_context(storage_state=states[CITIZEN], locale="fr-BE")
    page = context.new_page()
    page.goto(f"{town.url}/@@my-space")
    row = page.get_by_role("listitem").filter(has_text="Organiser un événement")
    paths["draft"] = relative(
        page.get_by_role("link", name=re.compile("^Reprendre")).first.get_attribute(
            "href"
        )
    )
    link = row.filter(has_text="EVT-").get_by_role("link").last
    paths["dossier"] = relative(link.get_attribute("href"))
    context.close()

    context = chromium.new_context(storage_state=states[AGENT], locale="fr-BE")
    page = context.new_page()
    page.goto(f"{town.url}/@@desk?phase=submitted&tab=all&q=EVT")
    link = page.locator("main tbody a[href*='EVT-']").first
    paths["desk_dossier"] = relative(link.get_attribute("href"))
    context.close()
    return Known(paths, holder)


@pytest.fixture
def look(town, chromium, states, known) -> Callable[..., Page]:
    """Return ``look(name, viewport, javascript)``: opens a page, with its noise."""
    contexts = []

    def open_page(name: str, viewport: dict, javascript: bool = True) -> Page:
        place = PLACES[name]
        state = known.holder if place.login == "holder" else states.get(place.login)
        context = chromium.new_context(
            viewport=viewport,
            java_script_enabled=javascript,
            storage_state=state,
            locale="fr-BE",
            reduced_motion="reduce",
        )
        contexts.append(context)
        context.route(TILES, lambda route: route.fulfill(body=maps.tile(0)))
        page = context.new_page()
        page.noise = []
        page.on("pageerror", lambda error: page.noise.append(str(error)))
        page.on("console", lambda said: _keep(page, said))
        page.scripts = []
        page.on("response", lambda answer: _weigh(page, answer))
        response = page.goto(f"{town.url}/{place.path.format(**known.paths)}")
        assert response.status == place.status, page.url
        page.wait_for_load_state("networkidle")
        return page

    yield open_page
    for context in contexts:
        context.close()


def _keep(page: Page, said) -> None:
    if said.type in ("error", "warning"):
        page.noise.append(f"{said.type}: {said.text} ({said.location.get('url')})")


def _weigh(page: Page, answer) -> None:
    if answer.request.resource_type == "script":
        page.scripts.append(answer)


@pytest.mark.parametrize("name", PLACES)
@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "pc"])
def test_accessible(look, axe, name, viewport):
    page = look(name, viewport)
    assert page.locator("html").get_attribute("lang") == "fr"
    assert page.title().strip()
    expect(page.locator("h1")).to_have_count(1)
    expect(page.locator("main")).to_contain_text(PLACES[name].shows)
    axe(page)
    quiet = [
        line
        for line in page.noise
        if not (PLACES[name].status == 404 and "404" in line)
    ]
    assert not quiet
    assert_light(page)


def assert_light(page: Page) -> None:
    """Our JavaScript, compressed, is within the budget."""
    ours = [answer for answer in page.scripts if "imio.guichet" in answer.url]
    weight = sum(len(gzip.compress(answer.body())) for answer in ours)
    assert weight <= JAVASCRIPT_BUDGET, [answer.url for answer in ours]


@pytest.mark.parametrize("name", PLACES)
def test_narrow_and_without_scripts(look, name):
    """At 320 px (400 % zoom) nothing scrolls sideways; nothing needs JavaScript."""
    page = look(name, NARROW, javascript=False)
    expect(page.locator("main")).to_contain_text(PLACES[name].shows)
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= NARROW["width"], page.url
