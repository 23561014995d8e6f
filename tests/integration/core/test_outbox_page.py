from html import unescape
from imio.guichet.core.mail import queue_mail
from imio.guichet.core.outbox import get_outbox
from plone import api
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD
from plone.testing.zope import Browser
from urllib.parse import urlencode

import pytest
import transaction


PASSWORD = "correct horse battery"


@pytest.fixture
def site(functional):
    portal = functional["portal"]
    with api.env.adopt_roles(["Manager"]):
        for name, roles in {
            "chief": ["Guichet Manager"],
            "agent": ["Agent"],
            "forms": ["Form Manager"],
            "citizen": [],
        }.items():
            api.user.create(f"{name}@example.be", name, PASSWORD)
            api.user.grant_roles(username=name, roles=["Member", *roles])
    for to in ("<b>@x.be", "ada@example.be", "bob@example.be"):
        queue_mail(to, "Reçu <script>", "secret-code")
    box = get_outbox()
    for record in box.claim("mail", "me", 60, 10):
        if record.payload["to"] == "ada@example.be":
            box.bury(record, "550 <i>no</i> such mailbox")
        else:
            box.postpone(record, 60, "451 later")
    transaction.commit()
    return portal


@pytest.fixture
def visit(functional, site):
    def open_page(login=None, password=PASSWORD, strict=True):
        browser = Browser(functional["app"])
        browser.handleErrors = not strict
        browser.raiseHttpErrors = strict
        if login:
            browser.addHeader("Authorization", f"Basic {login}:{password}")
        browser.open(f"{site.absolute_url()}/@@guichet-outbox")
        return browser

    return open_page


def text(browser):
    """Return what the page says, its entities resolved."""
    return unescape(browser.contents)


def outbox():
    transaction.begin()
    return get_outbox()


@pytest.mark.parametrize("login", [None, "citizen", "agent", "forms"])
def test_others_do_not_see_it(visit, login):
    browser = visit(login, strict=False)
    assert "ada@example.be" not in text(browser)
    assert "outbox-dead" not in text(browser)
    assert "Traceback" not in text(browser)


def test_a_manager_sees_what_waits_and_what_failed(visit):
    browser = visit("chief")
    assert "ada@example.be · Reçu <script>" in text(browser)
    assert "&lt;script&gt;" in browser.contents
    assert "550 &lt;i&gt;no&lt;/i&gt; such mailbox" in browser.contents
    assert "bob@example.be" in text(browser)
    assert "451 later" in text(browser)
    assert "secret-code" not in text(browser)
    assert browser.headers["Cache-Control"] == "private, no-store"


def test_nothing_waits(visit, site):
    get_outbox().clear()
    transaction.commit()
    browser = visit(SITE_OWNER_NAME, SITE_OWNER_PASSWORD)
    assert "Aucun envoi n'a échoué." in text(browser)
    assert "Rien n'attend" in text(browser)


def test_retry(visit):
    browser = visit("chief")
    browser.getControl("Réessayer", index=0).click()
    assert "va être tenté à nouveau" in text(browser)
    assert outbox().dead() == []
    assert {r.payload["to"] for r in outbox().waiting()} == {
        "ada@example.be",
        "bob@example.be",
    }


def test_retry_all(visit):
    browser = visit("chief")
    browser.getControl("Réessayer tous les envois affichés").click()
    assert outbox().dead() == []
    assert len(outbox().waiting()) == 2


def test_drop_and_drop_again(visit):
    first, second = visit("chief"), visit("chief")
    first.getControl("Abandonner définitivement").click()
    assert "L'envoi est abandonné." in text(first)
    assert outbox().dead() == []
    assert len(outbox().waiting()) == 1
    second.getControl("Abandonner définitivement").click()
    assert "n'est plus dans la liste" in text(second)


@pytest.mark.parametrize(
    "value", ["", "0", "-1", "abc", "9" * 19, "9" * 40, "²", "1 OR 1"]
)
def test_forged_values_change_nothing(visit, site, value):
    browser = visit("chief")
    token = browser.getControl(name="_authenticator", index=0).value
    browser.post(
        f"{site.absolute_url()}/@@guichet-outbox",
        urlencode({"drop": value, "_authenticator": token}),
    )
    assert len(outbox().dead()) == 1


def test_a_foreign_form_changes_nothing(visit, site):
    browser = visit("chief")
    place = outbox().dead()[0].place
    with pytest.raises(Exception, match=r"Form authenticator is invalid|Forbidden"):
        browser.post(f"{site.absolute_url()}/@@guichet-outbox", f"drop={place}")
    browser.open(f"{site.absolute_url()}/@@guichet-outbox?drop={place}")
    assert len(outbox().dead()) == 1


def test_the_control_panel_leads_there(functional, visit, site):
    browser = visit("chief")
    tool = api.portal.get_tool("portal_controlpanel")
    (found,) = (a for a in tool.listActions() if a.id == "guichet-outbox")
    assert found.permissions == ("imio.guichet: Manage Guichet",)
    assert found.getActionExpression() == "string:${portal_url}/@@guichet-outbox"
    browser.open(f"{site.absolute_url()}/@@guichet-outbox")
