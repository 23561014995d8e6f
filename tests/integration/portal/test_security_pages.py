"""What a visitor must not learn or spoil through the public pages."""

from plone import api

import pytest
import transaction


def read(browser, url):
    browser.open(url)
    contents = browser.contents
    return contents.decode() if isinstance(contents, bytes) else contents


def status(browser):
    return int(browser.headers["status"].split()[0])


def test_a_cookie_does_not_change_the_page_of_others(town):
    """Zope reads parameters from cookies: a fragment was kept for everybody."""
    spoiler = town.browser()
    spoiler.addHeader("Cookie", "ajax_load=1")
    fragment = read(spoiler, f"{town.url}/guichet")
    page = read(town.browser(), f"{town.url}/guichet")
    assert "<header" not in fragment
    assert "<header" in page


@pytest.mark.parametrize("login", [None, "bob", "agent"])
@pytest.mark.parametrize(
    "path",
    [
        "/author/claire",
        "/author/nobody",
        "/author",
    ],
)
def test_people_are_not_shown_to_others(town, login, path):
    browser = town.browser(login)
    answer = read(browser, town.url + path)
    assert status(browser) == 404
    assert "claire@example.be" not in answer


@pytest.mark.parametrize("login", [None, "bob", "agent"])
@pytest.mark.parametrize("name", ["searchForMembers", "listMembers", "listMemberIds"])
def test_people_are_not_listed(town, login, name):
    browser = town.browser(login)
    answer = read(browser, f"{town.url}/portal_membership/{name}")
    assert status(browser) != 200
    assert "PloneUser" not in answer


@pytest.mark.parametrize("login", [None, "bob", "claire", "agent"])
def test_the_catalog_of_dossiers_has_no_page(town, login):
    town.dossier()
    browser = town.browser(login)
    answer = read(browser, f"{town.url}/guichet_catalog")
    assert status(browser) == 404
    assert "mybrains" not in answer


def test_people_see_themselves_and_managers_see_them(town):
    browser = town.browser("claire")
    read(browser, f"{town.url}/author/claire")
    assert status(browser) == 200
    api.user.grant_roles("agent", roles=["Site Administrator"])
    transaction.commit()
    browser = town.browser("agent")
    read(browser, f"{town.url}/author/claire")
    assert status(browser) == 200
