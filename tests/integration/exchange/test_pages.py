"""The pages of the exchange, as managers use them and as others try."""

from ..worlds import shared
from imio.guichet.exchange import archive
from imio.guichet.exchange.gather import find_procedure
from imio.guichet.exchange.gather import gather
from imio.guichet.exchange.gather import procedures_of
from imio.guichet.exchange.package import files
from imio.guichet.town import siteprofile
from plone import api
from plone.app.testing import setRoles
from plone.app.testing import TEST_USER_ID
from plone.testing.zope import Browser

import html
import pytest
import transaction


PASSWORD = "Secret-12345!"
HOLE = ("voirie", "signaler-un-nid-de-poule")
ROLES = {
    "builder": ["Form Manager"],
    "editor": ["Editor", "Contributor"],
    "agent": ["Agent"],
    "citizen": [],
}


def charleroi(portal):
    setRoles(portal, TEST_USER_ID, ["Manager"])
    siteprofile.install(portal, "charleroi")
    for name, roles in ROLES.items():
        api.user.create(f"{name}@example.be", name, PASSWORD)
        api.user.grant_roles(username=name, roles=roles)


installed = shared(charleroi)


@pytest.fixture
def town(charleroi, functional_portal):
    return functional_portal


@pytest.fixture
def data(town):
    return archive.pack(files(gather(procedures_of(town))))


def browser(functional_app, login="builder"):
    found = Browser(functional_app)
    found.raiseHttpErrors = False
    if login:
        found.addHeader("Authorization", f"Basic {login}:{PASSWORD}")
    return found


def status(found) -> int:
    return int(found.headers["status"].split()[0])


def bring(found, url, data, name="paquet.zip"):
    found.open(f"{url}/guichet/@@guichet-exchange")
    form = found.getForm(action="@@guichet-exchange", index=0)
    form.getControl(name="package").add_file(data, "application/zip", name)
    form.getControl(name="bring").click()


def test_give_and_take(town, data, functional_app):
    url = town.absolute_url()
    found = browser(functional_app)
    found.open(f"{url}/guichet/@@guichet-exchange")
    form = found.getForm(action="@@guichet-exchange", index=1)
    form.getControl(name="procedures:list").value = ["/".join(HOLE)]
    form.getControl(name="give").click()
    assert found.headers["content-type"] == "application/zip"
    given = archive.unpack(found.contents)
    assert {"guichet.json", "categories.json", "lifecycles/report.json"} <= set(given)
    found.open(f"{url}/guichet/{'/'.join(HOLE)}/@@guichet-export")
    assert archive.unpack(found.contents) == given

    procedure = find_procedure(town, *HOLE)
    procedure.cost = "Changé ici"
    town["services"].manage_delObjects(["evenements"])
    transaction.commit()
    bring(found, url, data)
    assert "@@guichet-import/" in found.url
    text = html.unescape(found.contents)
    assert "Change" in text and "Déjà là" in text and "Coût" in text
    address = found.url
    assert procedure.cost == "Changé ici"
    found.getControl(name="service.evenements").value = ["voirie"]
    found.getControl(name="confirm").click()
    assert "C'est installé" in html.unescape(found.contents)
    transaction.begin()
    assert find_procedure(town, *HOLE).cost == "Gratuit"
    found.open(address)
    assert status(found) == 404


def test_nothing_ticked_and_changed_mind(town, data, functional_app):
    found = browser(functional_app)
    found.open(f"{town.absolute_url()}/guichet/@@guichet-exchange")
    found.getForm(action="@@guichet-exchange", index=1).getControl(name="give").click()
    assert status(found) == 400 and "Cochez" in found.contents
    find_procedure(town, *HOLE).cost = "Changé ici"
    transaction.commit()
    bring(found, town.absolute_url(), data)
    address = found.url
    found.getControl(name="take:list").value = []
    found.getControl(name="confirm").click()
    assert "Rien n'a changé" in html.unescape(found.contents)
    bring(found, town.absolute_url(), data)
    found.getControl(name="cancel").click()
    assert found.url.endswith("@@guichet-exchange")
    found.open(address)
    assert status(found) == 404
    assert find_procedure(town, *HOLE).cost == "Changé ici"


def test_bad_package_is_told(town, functional_app):
    found = browser(functional_app)
    for bad in (b"", b"no zip", archive.pack({"evil.py": b"x"})):
        bring(found, town.absolute_url(), bad)
        assert status(found) == 400
        assert "Ce n'est pas possible ainsi" in html.unescape(found.contents)
        assert "Traceback" not in found.contents


def test_error_in_a_package_is_told_and_nothing_is_done(town, data, functional_app):
    held = archive.unpack(data)
    path = "/".join((*HOLE, "procedure.json"))
    held[path] = (
        held[path].replace(b'"NID"', b'"<script>"').replace(b"Gratuit", b"1 euro")
    )
    found = browser(functional_app)
    bring(found, town.absolute_url(), archive.pack(held))
    assert "<script>" not in found.contents
    found.getControl(name="take:list").value = ["procedures/" + "/".join(HOLE)]
    found.getControl(name="confirm").click()
    assert status(found) == 400
    transaction.begin()
    assert find_procedure(town, *HOLE).cost == "Gratuit"


def test_others_get_nothing(town, functional_app):
    url = f"{town.absolute_url()}/guichet"
    paths = (
        "@@guichet-exchange",
        "@@guichet-import/abc",
        "/".join((*HOLE, "@@guichet-export")),
    )
    for login in (None, "citizen", "agent", "editor"):
        for path in paths:
            found = browser(functional_app, login)
            found.followRedirects = False
            found.open(f"{url}/{path}")
            assert status(found) in (302, 401, 403, 404), (login, path)


def test_package_of_another_manager_is_not_found(town, data, functional_app):
    api.user.create("o@example.be", "other", PASSWORD)
    api.user.grant_roles(username="other", roles=["Form Manager"])
    transaction.commit()
    found = browser(functional_app)
    bring(found, town.absolute_url(), data)
    stranger = browser(functional_app, "other")
    stranger.open(found.url)
    assert status(stranger) == 404


def test_post_without_token_is_refused(town, data, functional_app):
    found = browser(functional_app)
    bring(found, town.absolute_url(), data)
    address = found.url
    found.post(address, "confirm=1&take%3Alist=procedures%2F" + "%2F".join(HOLE))
    assert status(found) == 403
