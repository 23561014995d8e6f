"""What everybody sees."""

from imio.guichet.core.settings import PREFIX
from imio.guichet.portal import pagecache
from plone import api
from urllib.parse import quote

import json
import pytest
import transaction


PAGES = (
    "",
    "/guichet",
    "/guichet/loisirs",
    "/guichet/loisirs/fete",
    "/guichet/@@search-procedures?q=fete",
    "/@@track",
    "/login",
    "/@@search?SearchableText=fete",
)


def read(browser, url):
    browser.open(url)
    contents = browser.contents
    return contents.decode() if isinstance(contents, bytes) else contents


@pytest.mark.parametrize("login", [None, "claire", "agent"])
@pytest.mark.parametrize("path", PAGES)
def test_pages_are_light_and_guarded(town, path, login):
    browser = town.browser(login)
    html = read(browser, town.url + path)
    assert browser.headers["status"].startswith("200")
    assert html.count("<h1") == 1
    assert "portal.css" in html
    for heavy in ("barceloneta", "bundle-plone", "edit-zone"):
        assert heavy not in html
    policy = browser.headers["content-security-policy"]
    assert "script-src 'self';" in policy
    assert browser.headers["x-content-type-options"] == "nosniff"
    assert browser.headers["referrer-policy"]


def test_editors_keep_their_tools(town):
    town.portal.manage_setLocalRoles("bob", ["Editor"])
    town.portal.reindexObjectSecurity()
    transaction.commit()
    html = read(town.browser("bob"), town.url)
    assert "edit-zone" in html
    assert "bundle-plone" in html
    assert "portal.css" in html


def test_title_says_page_and_town(town):
    api.portal.set_registry_record(f"{PREFIX}.administration_name", "Ville de Test")
    transaction.commit()
    browser = town.browser()
    assert "<title>Ville de Test</title>" in read(browser, town.url)
    html = read(browser, f"{town.url}/guichet/loisirs/fete")
    assert "<title>Organiser une fête – Ville de Test</title>" in html


@pytest.mark.parametrize("query", ["fete", "FÊTES", "barbecue", "fet", "orgniser"])
def test_search_forgives(town, query):
    query = quote(query)
    url = f"{town.url}/guichet/@@search-procedures?q={query}"
    assert "/guichet/loisirs/fete" in read(town.browser(), url)
    url = f"{town.url}/guichet/@@suggest-procedures?q={query}"
    (found,) = json.loads(read(town.browser(), url))
    assert found["title"] == "Organiser une fête"


@pytest.mark.parametrize("query", ["", "%3Cscript%3E", "a" * 5000, "%00", "q=1&q=2"])
def test_search_of_nonsense_finds_nothing_and_breaks_nothing(town, query):
    browser = town.browser()
    html = read(browser, f"{town.url}/guichet/@@search-procedures?q={query}")
    assert browser.headers["status"].startswith("200")
    assert "<script>" not in html.lower().replace("<script src", "")


def test_what_is_not_published_is_not_found(town):
    api.content.transition(town.procedure, "retire")
    transaction.commit()
    for path in ("", "/guichet", "/guichet/@@search-procedures?q=fete"):
        html = read(town.browser(), town.url + path)
        assert "Organiser une fête" not in html


def test_a_closed_procedure_cannot_be_begun(town):
    from datetime import datetime

    town.procedure.closes = datetime(2020, 1, 1)
    transaction.commit()
    html = read(town.browser(), town.procedure.absolute_url())
    assert "/@@form" not in html
    assert "2020" in html


def test_the_home_page_is_in_every_place_of_the_navigation(town):
    folder = api.content.create(town.portal, "Folder", "actus", title="Nos actus")
    api.content.transition(folder, "publish")
    transaction.commit()
    html = read(town.browser(), f"{town.url}/guichet")
    assert "Nos actus" in html


def test_errors_are_plain(town):
    browser = town.browser()
    html = read(browser, f"{town.url}/nothing")
    assert browser.headers["status"].startswith("404")
    assert "Traceback" not in html
    assert "g-404" in html


class TestKeptPages:
    def test_kept_and_served(self, town, monkeypatch):
        monkeypatch.setattr(pagecache, "SECONDS", 10**9)  # no minute ends meanwhile
        browser = town.browser()
        first = read(browser, f"{town.url}/guichet")
        assert "x-guichet-cache" not in browser.headers
        second = read(browser, f"{town.url}/guichet")
        assert browser.headers["x-guichet-cache"] == "hit"
        assert first == second
        assert "script-src 'self'" in browser.headers["content-security-policy"]
        tag = browser.headers["etag"]
        browser.addHeader("If-None-Match", tag)
        read(browser, f"{town.url}/guichet")
        assert browser.headers["status"].startswith("304")

    def test_an_edited_page_appears_at_once(self, town):
        browser = town.browser()
        read(browser, town.procedure.absolute_url())
        town.procedure.title = "Fête de rue"
        town.procedure.reindexObject()
        transaction.commit()
        html = read(browser, town.procedure.absolute_url())
        assert "Fête de rue" in html
        assert "Fête de rue" in read(browser, f"{town.url}/guichet")

    def test_a_setting_changed_appears_at_once(self, town):
        browser = town.browser()
        read(browser, town.url)
        api.portal.set_registry_record(f"{PREFIX}.home_title", "Un autre titre")
        transaction.commit()
        assert "Un autre titre" in read(browser, town.url)

    def test_nothing_personal_is_kept(self, town):
        signed = town.browser("claire")
        for _ in range(2):
            html = read(signed, f"{town.url}/guichet")
            assert "x-guichet-cache" not in signed.headers
            assert "claire" in html
        browser = town.browser()
        for _ in range(2):
            assert "claire" not in read(browser, f"{town.url}/guichet")

    @pytest.mark.parametrize("cookie", ["guichet_access=x", "statusmessages=x"])
    def test_not_for_browsers_with_something_of_their_own(self, town, cookie):
        read(town.browser(), f"{town.url}/guichet")
        browser = town.browser()
        browser.addHeader("Cookie", cookie)
        read(browser, f"{town.url}/guichet")
        assert "x-guichet-cache" not in browser.headers


class TestServices:
    @pytest.fixture
    def services(self, town):
        folder = api.content.create(town.portal, "Folder", "services", title="Qui ?")
        service = api.content.create(
            folder,
            "imio.guichet.Service",
            "fetes",
            title="Service des fêtes",
            phone="+32 71 00 10 00",
            email="fetes@example.be",
            opening_hours="Lundi\nMardi",
        )
        for item in (folder, service):
            if api.content.get_state(item, None) == "private":
                api.content.transition(item, "publish")
        town.procedure.functions = {"handling": ["fetes"]}
        town.procedure.reindexObject()
        transaction.commit()
        return town

    def test_how_to_reach_it_and_what_it_handles(self, services):
        html = read(services.browser(), services.url + "/services/fetes")
        assert 'href="tel:+3271001000"' in html
        assert 'href="mailto:fetes@example.be"' in html
        assert "Lundi\nMardi" in html
        assert "Organiser une fête" in html
        assert "Nom court" not in html

    def test_procedures_not_published_are_not_named(self, services):
        api.content.transition(services.procedure, "retire")
        transaction.commit()
        html = read(services.browser(), services.url + "/services/fetes")
        assert "Organiser une fête" not in html

    @pytest.mark.parametrize("name", ["listing_view", "summary_view"])
    def test_a_folder_shows_cards(self, services, name):
        html = read(services.browser(), f"{services.url}/services/{name}")
        assert html.count("<h1") == 1
        assert "/services/fetes" in html
        assert "g-card--link" in html
