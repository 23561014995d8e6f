"""Forms in a real browser: rules while typing, pages as fragments, sent once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import re
import time
import urllib.request


PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}
NARROW = {"width": 320, "height": 640}
POTHOLE = "/guichet/voirie/signaler-un-nid-de-poule/@@form"


@pytest.fixture
def pothole(town):
    return town.url + POTHOLE


def choose(page, name, value):
    page.locator(f'input[name="f.{name}"][value="{value}"]').check()


def fill_place(page):
    page.fill('[name="f.lieu"]', "Rue de la Montagne 10")
    page.locator('input[name="f.support"]').first.check()
    page.locator('input[name="f.nature"]').first.check()
    page.locator('input[name="f.taille"]').first.check()
    choose(page, "danger", "no")


def press(page, label):
    page.get_by_role("button", name=label).click()


def fits(page):
    return page.evaluate(
        "document.getElementById('g-form').scrollWidth <= window.innerWidth"
    )


def test_rules_are_followed_while_typing(visit, pothole, axe):
    page = visit()
    page.goto(pothole)
    axe(page)
    other = page.locator('[name="f.nature_autre"]')
    assert not other.is_visible()
    choose(page, "nature", "autre")
    assert other.is_visible() and other.is_enabled()
    page.locator('input[name="f.nature"]').first.check()
    assert not other.is_visible() and other.is_disabled()
    choose(page, "danger", "yes")
    assert page.locator("#field-danger_raison").is_visible()
    assert page.locator("#field-urgence").is_visible()
    choose(page, "danger", "no")
    assert not page.locator("#field-urgence").is_visible()


@pytest.mark.parametrize("viewport", [PHONE, NARROW, DESKTOP])
def test_errors_are_told_and_focused(visit, pothole, axe, viewport):
    page = visit(viewport=viewport)
    page.goto(pothole)
    page.fill('[name="f.precision"]', "Devant l'école")
    press(page, "Continuer")
    summary = page.locator("[data-errors]")
    summary.wait_for()
    assert summary.evaluate("node => node === document.activeElement")
    assert page.title().startswith("Erreur")
    assert page.input_value('[name="f.precision"]') == "Devant l'école"
    if viewport is DESKTOP:  # the page's header on telephones is room portal's
        axe(page)
    assert fits(page)
    summary.locator("a").first.click()
    assert page.evaluate("document.activeElement.name") == "f.lieu"


def test_next_page_comes_without_a_whole_one(visit, pothole, axe):
    page = visit()
    page.goto(pothole)
    page.evaluate("window.sameDocument = true")
    fill_place(page)
    press(page, "Continuer")
    page.wait_for_url(re.compile("/vous$"))
    assert page.evaluate("window.sameDocument")
    heading = page.locator("h1")
    assert heading.evaluate("node => node === document.activeElement")
    assert page.title().startswith(heading.inner_text())
    assert "Enregistré à" in page.inner_text("#g-form")
    axe(page)
    page.go_back()
    page.wait_for_selector('[name="f.lieu"]')
    assert page.input_value('[name="f.lieu"]') == "Rue de la Montagne 10"
    press(page, "Continuer")
    page.wait_for_url(re.compile("/vous$"))
    choose(page, "tenir_au_courant", "no")
    press(page, "Continuer")
    page.wait_for_url(re.compile("/check$"))
    axe(page)
    assert "Rue de la Montagne 10" in page.inner_text("main")


def test_double_click_sends_once(visit, pothole):
    page = visit()
    page.goto(pothole)
    fill_place(page)
    page.get_by_role("button", name="Continuer").dblclick()
    page.wait_for_url(re.compile("/vous$"))
    first = page.url
    choose(page, "tenir_au_courant", "no")
    press(page, "Continuer")
    page.wait_for_url(re.compile("/check$"))
    reference = re.search("@@form/([^/]+)", first)[1]
    page.get_by_role("button", name="Envoyer ma demande").dblclick()
    page.wait_for_url(re.compile(f"/@@dossier/{reference}/submitted"))


def test_submissions_at_the_same_time_are_one(visit, town, pothole):
    page = visit(javascript=False)
    page.goto(pothole)
    fill_place(page)
    press(page, "Continuer")
    choose(page, "tenir_au_courant", "yes")
    press(page, "Continuer")
    page.fill('[name="f.nom"]', "Anne")
    page.fill('[name="f.email"]', "anne.twice@example.be")
    press(page, "Continuer")
    assert page.url.endswith("/check")
    jar = "; ".join(f"{c['name']}={c['value']}" for c in page.context.cookies())
    submit = page.url.replace("/check", "/submit")

    def send(_number):
        request = urllib.request.Request(submit, b"", {"Cookie": jar})
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.url

    with ThreadPoolExecutor(6) as pool:
        urls = set(pool.map(send, range(6)))
    assert len(urls) == 1
    assert urls.pop().endswith("/submitted")
    first = town.mailbox.wait("anne.twice@example.be", "")
    time.sleep(3)
    assert town.mailbox.to("anne.twice@example.be") == [first]


def test_the_whole_road_without_javascript(visit, pothole, axe):
    page = visit(javascript=False, viewport=PHONE)
    page.goto(pothole)
    fill_place(page)
    choose(page, "danger", "yes")
    press(page, "Continuer")
    assert "d'autres questions" in page.inner_text("main")
    page.fill('[name="f.danger_raison"]', "On peut y tomber")
    press(page, "Continuer")
    choose(page, "tenir_au_courant", "no")
    press(page, "Continuer")
    assert page.url.endswith("/check")
    assert "On peut y tomber" in page.inner_text("main")
    press(page, "Envoyer ma demande")
    assert "/submitted" in page.url


def test_position_of_the_device(visit, pothole):
    page = visit(viewport=PHONE)
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation({"latitude": 50.411, "longitude": 4.444})
    page.context.route("**/@@guichet-geocode", lambda route: route.abort())
    page.goto(pothole.replace("127.0.0.1", "localhost"))
    press(page, "Utiliser ma position")
    page.get_by_text("Position ajoutée.").wait_for()
    assert page.locator('[name="f.lieu.lat"]').input_value() == "50.411000"
