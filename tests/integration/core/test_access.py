from imio.guichet.core import access
from imio.guichet.core import dossiers
from imio.guichet.core.store import get_store
from plone import api
from plone.app.testing import logout
from plone.app.testing import setRoles
from plone.app.testing import TEST_USER_ID

import pytest
import transaction


@pytest.fixture
def procedure(portal):
    setRoles(portal, TEST_USER_ID, ["Manager"])
    counter = api.content.create(portal, "imio.guichet.Counter", "guichet")
    category = api.content.create(counter, "imio.guichet.Category", "loisirs")
    procedure = api.content.create(
        category, "imio.guichet.Procedure", "fete", title="Fête", code="FET"
    )
    api.content.transition(procedure, "publish")
    return procedure


def test_cookie_opens_only_what_it_names(procedure, http_request):
    mine = dossiers.create_draft(procedure)
    other = dossiers.create_draft(procedure)
    logout()
    assert not access.is_applicant(mine, http_request)
    access.remember(mine, http_request)
    assert access.is_applicant(mine, http_request)
    assert not access.is_applicant(other, http_request)


@pytest.mark.parametrize(
    "forged",
    ["", ".", "x", "9999999999.{ref}", "9999999999.{ref}.00", "é.{ref}.0", "." * 99],
)
def test_forged_cookie_opens_nothing(procedure, http_request, forged):
    dossier = dossiers.create_draft(procedure)
    logout()
    http_request.cookies[access.COOKIE] = forged.format(ref=dossier.reference)
    assert not access.is_applicant(dossier, http_request)


def test_old_cookie_opens_nothing(procedure, http_request, monkeypatch):
    dossier = dossiers.create_draft(procedure)
    logout()
    monkeypatch.setattr(access, "LIFETIME", -1)
    access.remember(dossier, http_request)
    assert not access.is_applicant(dossier, http_request)


def test_cookie_does_not_open_a_signed_in_persons_dossier(procedure, http_request):
    dossier = dossiers.create_draft(procedure, applicant="someone")
    logout()
    access.remember(dossier, http_request)
    assert not access.is_applicant(dossier, http_request)


def test_code_is_forgiving_in_form_only(procedure):
    dossier = dossiers.create_draft(procedure)
    assert access.check_secret(dossier, f" {dossier.secret.lower()} ")
    assert access.check_secret(dossier, dossier.secret.replace("-", ""))
    assert not access.check_secret(dossier, dossier.secret[:-1])
    assert not access.check_secret(dossier, "")


def test_attempts_are_limited_and_forgotten(portal, procedure, monkeypatch):
    attempts = access.get_attempts(portal)
    for _ in range(10):
        assert not attempts.blocked("client", "127.0.0.1")
        attempts.failed("client", "127.0.0.1")
    assert attempts.blocked("client", "127.0.0.1")
    assert not attempts.blocked("client", "127.0.0.2")
    monkeypatch.setattr(access.Attempts, "WINDOW", 0)
    assert not attempts.blocked("client", "127.0.0.1")
    attempts.failed("client", "127.0.0.3")
    assert len(attempts._tries) <= 1


def text(browser):
    contents = browser.contents
    return contents.decode() if isinstance(contents, bytes) else contents


def test_store_answers_404(functional):
    """Nobody learns that a dossier of somebody else exists."""
    from plone.app.testing import SITE_OWNER_NAME
    from plone.app.testing import SITE_OWNER_PASSWORD
    from plone.testing.zope import Browser

    portal = functional["portal"]
    setRoles(portal, TEST_USER_ID, ["Manager"])
    counter = api.content.create(portal, "imio.guichet.Counter", "guichet")
    category = api.content.create(counter, "imio.guichet.Category", "loisirs")
    procedure = api.content.create(
        category, "imio.guichet.Procedure", "fete", title="Fête", code="FET"
    )
    api.content.transition(procedure, "publish")
    api.user.create("citizen@x.be", "citizen", "Secret-123-secret")
    api.user.create("other@x.be", "other", "Secret-123-secret")
    dossier = dossiers.create_draft(procedure, applicant="citizen")
    dossiers.submit(dossier)
    transaction.commit()
    missing = dossier.absolute_url()[:-6] + "000000"
    pages = ("", "/@@view", "/@@sharing", "/@@nothing", "/@types", "/title")
    for login in (None, "other"):
        browser = Browser(functional["app"])
        browser.raiseHttpErrors = False
        browser.followRedirects = False
        if login:
            browser.addHeader("Authorization", f"Basic {login}:Secret-123-secret")
        for accept in ("text/html", "application/json"):
            browser.addHeader("Accept", accept)
            for page in pages:
                browser.open(dossier.absolute_url() + page)
                status = browser.headers["status"]
                assert status.startswith("404"), (login, page, status)
                answer = text(browser)
                assert "Fête" not in answer
                browser.open(missing + page)
                assert browser.headers["status"] == status
                reference, other = dossier.reference, missing.rsplit("/", 1)[1]
                assert text(browser) == answer.replace(reference, other)
        browser.open(get_store(portal).absolute_url())
        assert browser.headers["status"].startswith("404")
    browser = Browser(functional["app"])
    browser.addHeader("Authorization", "Basic citizen:Secret-123-secret")
    browser.followRedirects = False
    browser.open(dossier.absolute_url() + "/@@view")
    assert "302" in browser.headers["status"]
    browser = Browser(functional["app"])
    browser.handleErrors = False
    browser.addHeader("Authorization", f"Basic {SITE_OWNER_NAME}:{SITE_OWNER_PASSWORD}")
    browser.followRedirects = False
    browser.open(dossier.absolute_url() + "/@@view")
    assert "desk-dossier" in browser.headers["location"]
