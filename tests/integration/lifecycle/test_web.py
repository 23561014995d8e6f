"""A lifecycle edited with Plone's own form; two agents at the same instant."""

from concurrent.futures import ThreadPoolExecutor
from imio.guichet.core import dossiers
from imio.guichet.core.interfaces import IDossierLifecycle
from imio.guichet.core.types import TransitionRefused
from plone import api
from plone.app.testing import TEST_USER_NAME
from plone.app.testing import TEST_USER_PASSWORD
from plone.testing.zope import Browser
from Testing.makerequest import makerequest
from ZODB.POSException import ConflictError
from zope.component.hooks import setSite

import pytest
import transaction


@pytest.fixture
def portal(functional):
    return functional["portal"]


@pytest.fixture
def browser(town, functional):
    transaction.commit()
    browser = Browser(functional["app"])
    browser.handleErrors = True
    browser.addHeader("Authorization", f"Basic {TEST_USER_NAME}:{TEST_USER_PASSWORD}")
    return browser


def edit(browser, town, old, new):
    browser.open(town.absolute_url() + "/lifecycles/report/@@edit")
    control = browser.getControl(name="form.widgets.source")
    assert old in control.value
    control.value = control.value.replace(old, new)
    browser.getControl(name="form.buttons.save").click()
    transaction.begin()


def test_edited_through_the_web(browser, town):
    edit(browser, town, '"title": "Signalement"', '"title": "Problème signalé"')
    assert town.lifecycles.report.title == "Problème signalé"
    assert town.portal_workflow["guichet_report"].title == "Problème signalé"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"initial": "received"', '"initial": "nowhere"', "étape inconnue « nowhere »"),
        ('"id": "report"', '"id": "other"', "L'identifiant doit rester « report »"),
        ('"format": 1', '"format": 1;', "ligne 2, colonne"),
    ],
)
def test_errors_are_shown_and_nothing_is_saved(browser, town, old, new, message):
    before = town.portal_workflow["guichet_report"]._p_serial
    edit(browser, town, old, new)
    assert message in browser.contents.replace("&#x27;", "'").replace("&#39;", "'")
    assert new in browser.getControl(name="form.widgets.source").value
    assert old in town.lifecycles.report.source
    assert town.portal_workflow["guichet_report"]._p_serial == before


def test_two_agents_at_the_same_instant(town, submit, act):
    """The database lets one through; the other is tried again, on the new step."""
    dossier = submit("evenement")
    reference = dossier.reference
    transaction.commit()

    def colleague():
        """Another thread of the same server: takes the dossier further at once."""
        connection = town._p_jar.db().open()
        try:
            site = makerequest(connection.root()["Application"])["plone"]
            setSite(site)
            with api.env.adopt_user("agent-events2"):
                IDossierLifecycle(dossiers.find(reference, site)).perform("start")
            transaction.commit()
        finally:
            setSite(None)
            transaction.abort()
            connection.close()

    question = {"comment": "Un plan ?", "step": "received"}
    act(dossier, "agent-events", "ask-information", **question)
    with ThreadPoolExecutor(1) as pool:
        pool.submit(colleague).result()
    with pytest.raises(ConflictError):
        transaction.commit()
    transaction.abort()
    assert dossier.step == "study"
    with pytest.raises(TransitionRefused, match="changé d'étape entre-temps"):
        act(dossier, "agent-events", "ask-information", **question)
    assert [item.transition for item in dossier.acts] == ["submit", "start"]
