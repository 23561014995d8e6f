"""The pages that bring the studio: who gets them, what they hold."""

from .conftest import PASSWORD
from plone.testing.zope import Browser

import json
import pytest
import re
import transaction


@pytest.fixture
def browse(functional, working):
    """``browse("manager", url)`` gives the browser after the page."""

    def open_(user, url):
        page = Browser(functional["app"])
        page.raiseHttpErrors = False
        if user:
            page.addHeader("Authorization", f"Basic {user}:{PASSWORD}")
        page.open(url)
        return page

    return open_


def status(page):
    return int(page.headers["status"].split()[0])


def test_the_studio_is_for_form_managers(browse, working):
    url = f"{working.absolute_url()}/@@form-studio"
    for name in ("manager", "boss"):
        assert status(browse(name, url)) == 200
    for name in ("agent", "editor", "citizen", None):
        page = browse(name, url)
        assert "studio-data" not in page.contents, name


def test_what_the_page_brings(browse, working):
    working.title = "Fête </script><script>alert(1)</script>"
    transaction.commit()
    page = browse("manager", f"{working.absolute_url()}/@@form-studio")
    assert "<script>alert" not in page.contents
    assert "script-src" in page.headers["Content-Security-Policy"] or (
        "default-src 'self'" in page.headers["Content-Security-Policy"]
    )
    found = re.search(
        r'id="studio-data"[^>]*>(.*?)</script>', page.contents, re.DOTALL
    ).group(1)
    data = json.loads(found)
    assert data["title"] == working.title
    assert data["url"] == working.absolute_url()
    assert data["messages"]["status_saved_at"] == "Enregistré à ${time}"
    assert "@@fields" in page.contents


def test_a_new_procedure(browse, functional_portal, working):
    counter = functional_portal["guichet"]
    url = f"{counter.absolute_url()}/@@new-procedure"
    for name in ("agent", "editor", "citizen", None):
        assert "new-code" not in browse(name, url).contents, name
    page = browse("manager", url)
    page.getControl(name="code").value = "1"
    page.getForm(action=url).submit()
    assert status(page) == 400
    assert "Donnez un titre" in page.contents
    page.getControl(name="title").value = "Poser <b>un banc</b>"
    page.getControl(name="code").value = "banc"
    page.getControl(name="category").value = ["fetes"]
    page.getForm(action=url).submit()
    assert page.url.endswith("/@@form-studio"), page.contents[-2000:]
    transaction.begin()
    made = [one for one in counter["fetes"].objectValues() if one.code == "BANC"]
    assert [one.title for one in made] == ["Poser <b>un banc</b>"]
    assert "<b>un banc" not in page.contents


def test_a_new_procedure_is_not_made_by_other_sites(browse, functional_portal, working):
    counter = functional_portal["guichet"]
    before = len(counter["fetes"].objectIds())
    page = browse("manager", counter.absolute_url())
    page.post(
        f"{counter.absolute_url()}/@@new-procedure",
        "title=X&code=XX&category=fetes",
    )
    transaction.begin()
    assert len(counter["fetes"].objectIds()) == before


def test_where_a_form_manager_begins(browse, functional_portal, working):
    """From the menu to the list, from the list to the studio; strangers see neither."""
    counter = functional_portal["guichet"]
    url = f"{counter.absolute_url()}/@@procedures"
    studio = f"{working.absolute_url()}/@@form-studio"
    working.title = "Danser <b>"
    transaction.commit()
    for name in ("agent", "editor", "citizen", None):
        page = browse(name, url)
        assert studio not in page.contents, name
        assert "@@procedures" not in browse(name, counter.absolute_url()).contents
    page = browse("manager", url)
    assert status(page) == 200
    assert studio in page.contents
    assert "Danser &lt;b" in page.contents
    assert "<b>" not in page.contents
    assert "Brouillon" in page.contents
    assert f"{counter.absolute_url()}/@@new-procedure" in page.contents
    assert url in browse("manager", counter.absolute_url()).contents
    assert studio in browse("manager", working.absolute_url()).contents
