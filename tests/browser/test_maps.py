"""Places on the map: with it, without it, with the keyboard, without JavaScript."""

from .. import maps as served
from .test_pages import assert_light
from playwright.sync_api import expect

import pytest
import re


PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}
NARROW = {"width": 320, "height": 640}
POTHOLE = "/guichet/voirie/signaler-un-nid-de-poule/@@form"
HALL = "Place Charles II 14, 6000 Charleroi"


@pytest.fixture
def pothole(town):
    return town.url + POTHOLE


def settings(page, town, **values):
    """Write settings of the town's map as its manager does; return what is wrong."""
    page.goto(f"{town.url}/@@guichet-town-settings")
    page.get_by_text("Carte et adresses").first.click()
    for name, value in values.items():
        page.locator(f'[name="form.widgets.map_{name}"]').fill(value)
    page.locator('[name="form.buttons.save"]').click()
    page.wait_for_load_state()
    return page.locator(".invalid-feedback, .alert-danger, .error").all_inner_texts()


@pytest.fixture
def manager(visit):
    return visit("demo-platform-manager")


@pytest.fixture
def mapped(manager, town):
    """The town's map and addresses come from a server of ours."""
    manager.goto(f"{town.url}/@@guichet-town-settings")
    before = {
        name: manager.locator(f'[name="form.widgets.map_{name}"]').input_value()
        for name in ("tiles_url", "geocoder_url")
    }
    with served.server() as server:
        tiles = server.url + "/tiles/{z}/{x}/{y}.png"
        assert not settings(manager, town, tiles_url=tiles, geocoder_url=server.url)
        yield server
    assert not settings(manager, town, **before)


def listen(page):
    """Keep what the page complains of, and its scripts."""
    page.noise, page.scripts = [], []
    page.on(
        "console",
        lambda said: page.noise.append(said.text) if said.type == "error" else None,
    )
    page.on("pageerror", lambda error: page.noise.append(str(error)))
    page.on(
        "response",
        lambda answer: (
            page.scripts.append(answer)
            if answer.request.resource_type == "script"
            else None
        ),
    )


def point(page):
    return [
        page.locator(f'[name="f.lieu.{part}"]').input_value() for part in ("lat", "lon")
    ]


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def said(page, text):
    expect(page.locator(".g-place__said")).to_contain_text(text)


def fill_rest(page):
    for name in ("support", "nature", "taille"):
        page.locator(f'input[name="f.{name}"]').first.check()
    page.locator('input[name="f.danger"][value="no"]').check()
    press(page, "Continuer")


def send(page):
    page.locator('input[name="f.tenir_au_courant"][value="no"]').check()
    press(page, "Continuer")
    press(page, "Envoyer ma demande")
    page.wait_for_url(re.compile("/submitted"))
    return re.search("@@dossier/([^/]+)", page.url)[1]


def test_on_the_map(visit, town, pothole, mapped, axe):
    page = visit(viewport=PHONE)
    listen(page)
    page.goto(pothole)
    address = page.locator('[name="f.lieu"]')
    map_ = page.locator(".g-map")
    page.locator(".leaflet-tile-loaded").first.wait_for()
    assert_light(page)
    axe(page)

    # An address is found; one of several is chosen.
    press(page, "Trouver sur la carte")
    said(page, "Écrivez d'abord une rue")
    address.fill("rue neuve 1")
    press(page, "Trouver sur la carte")
    said(page, "Plusieurs adresses")
    axe(page)
    press(page, "Rue Neuve 1, 6040 Jumet")
    said(page, "Point placé")
    assert address.input_value() == "Rue Neuve 1, 6040 Jumet"
    assert point(page) == ["50.450000", "4.430000"]
    expect(map_.locator(".g-map__pin")).to_be_visible()
    address.fill("nulle part")
    press(page, "Trouver sur la carte")
    said(page, "introuvable")

    # A point is placed: what was typed stays, the address found is proposed.
    page.wait_for_timeout(500)  # the map moves to the address
    map_.click(position={"x": 200, "y": 250})
    said(page, f"près de : {HALL}")
    assert address.input_value() == "nulle part"
    press(page, "Reprendre cette adresse")
    assert address.input_value() == HALL
    placed = point(page)
    map_.scroll_into_view_if_needed()
    pin = page.locator(".g-map__pin").bounding_box()
    page.mouse.move(pin["x"] + 18, pin["y"] + 15)
    page.mouse.down()
    page.mouse.move(pin["x"] + 70, pin["y"] + 60, steps=5)
    page.mouse.up()
    expect(page.locator('[name="f.lieu.lat"]')).not_to_have_value(placed[0])
    assert point(page)[1] != placed[1]
    press(page, "Retirer le point")
    assert point(page) == ["", ""]
    said(page, "Point retiré")
    assert address.evaluate("node => node === document.activeElement")

    # The keyboard alone: arrows, then the button; the empty answer is filled.
    address.fill("")
    map_.focus()
    before = page.locator(".leaflet-map-pane").get_attribute("style")
    page.keyboard.press("ArrowRight")
    page.wait_for_function(
        "before => document.querySelector('.leaflet-map-pane').getAttribute('style')"
        " !== before",
        arg=before,
    )
    page.wait_for_timeout(400)
    page.keyboard.press("Tab")
    while page.evaluate("document.activeElement.dataset.center") is None:
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    said(page, "L'adresse a été proposée")
    assert address.input_value() == HALL
    kept = point(page)
    assert kept[0].startswith("50.4")

    # Kept from page to page; then shown to its applicant and to agents.
    fill_rest(page)
    page.wait_for_url(re.compile("/vous$"))
    page.go_back()
    page.wait_for_url(re.compile("/endroit$"))
    page.locator(".g-map").scroll_into_view_if_needed()  # it is drawn when in sight
    page.locator(".g-map__pin").wait_for()
    assert point(page) == kept
    press(page, "Continuer")
    page.wait_for_url(re.compile("/vous$"))
    reference = send(page)
    page.goto(f"{town.url}/guichet/@@dossier/{reference}")
    page.get_by_text("L’endroit et le problème").click()
    for shown in (page, visit("demo-agent-roads", viewport=DESKTOP)):
        if shown is not page:
            listen(shown)
            shown.goto(f"{town.url}/guichet/@@dossier/{reference}")
        shown.locator(".g-map--still").first.scroll_into_view_if_needed()
        shown.locator(".g-map--still .leaflet-tile-loaded").first.wait_for()
        expect(shown.locator(".g-map--still .g-map__pin")).to_be_visible()
        expect(shown.locator('a[href^="geo:50.4"]')).to_be_visible()
        axe(shown)
        assert shown.noise == []


def test_with_all_away(visit, town, pothole, axe):
    """Neither tiles nor addresses answer: an address in words is enough."""
    page = visit(viewport=NARROW)
    errors = []
    page.on("pageerror", lambda error: errors.append(error))
    page.context.route(
        "**/*",
        lambda route: (
            route.continue_()
            if route.request.url.startswith(town.url)
            else route.abort()
        ),
    )
    page.context.route(
        "**/@@guichet-geocode",
        lambda route: route.fulfill(status=502, body="<html>proxy</html>"),
    )
    page.context.grant_permissions([])
    page.goto(pothole)
    away = page.get_by_text("Le fond de carte n'est pas accessible")
    away.wait_for()
    page.fill('[name="f.lieu"]', "Rue de la Montagne 10")
    press(page, "Trouver sur la carte")
    said(page, "ne répond pas")
    press(page, "Utiliser ma position")
    said(page, "ne donne pas votre position")
    press(page, "Réessayer")
    away.wait_for()
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
    fill_rest(page)
    page.wait_for_url(re.compile("/vous$"))
    assert errors == []


def test_without_javascript(visit, pothole, axe):
    page = visit(viewport=PHONE, javascript=False)
    page.goto(pothole)
    expect(page.get_by_role("button", name="Trouver sur la carte")).to_be_hidden()
    expect(page.get_by_role("button", name="Utiliser ma position")).to_be_hidden()
    page.fill('[name="f.lieu"]', "Rue de la Montagne 10")
    fill_rest(page)
    assert page.url.endswith("/vous")


def test_wrong_settings_are_told(manager, town):
    """Nothing is kept of what no map can be made of."""
    for values, reason in [
        ({"bounds": "51, 4, 50, 5"}, "sud"),
        ({"center": "Charleroi"}, "latitude"),
        ({"center": "51, 4.4", "bounds": "50.35, 4.32, 50.50, 4.55"}, "centre"),
        ({"tiles_url": "http://tile.example.org/{z}/{x}/{y}.png"}, "https://"),
        ({"tiles_url": "https://tile.example.org/"}, "{x}"),
        ({"geocoder_url": "file:///etc/passwd"}, "https://"),
    ]:
        assert reason in " ".join(settings(manager, town, **values)), values
    manager.goto(f"{town.url}/@@guichet-town-settings")
    kept = manager.locator('[name="form.widgets.map_bounds"]').input_value()
    assert kept == "50.35, 4.32, 50.50, 4.55"
