"""A small e-counter, people, and their browsers."""

from ..worlds import shared
from imio.guichet.core import dossiers
from imio.guichet.core.types import Phase
from imio.guichet.portal import catalogue
from imio.guichet.portal import navigation
from imio.guichet.portal.pagecache import pages
from plone import api
from plone.app.testing import setRoles
from plone.app.testing import TEST_USER_ID
from plone.testing.zope import Browser

import pytest
import transaction


PASSWORD = "Secret-123-secret"


def small_counter(portal):
    """One category, one procedure, two people and an agent."""
    setRoles(portal, TEST_USER_ID, ["Manager"])
    portal.portal_workflow.setDefaultChain("simple_publication_workflow")
    counter = api.content.create(
        portal, "imio.guichet.Counter", "guichet", title="Guichet citoyen"
    )
    category = api.content.create(
        counter, "imio.guichet.Category", "loisirs", title="Loisirs"
    )
    procedure = api.content.create(
        category,
        "imio.guichet.Procedure",
        "fete",
        title="Organiser une fête",
        description="Dans la rue, entre voisins.",
        code="FET",
        keywords=("barbecue",),
    )
    for item in (counter, category, procedure):
        api.content.transition(item, "publish")
    portal.setLayout("guichet_home")
    for name in ("claire", "bob", "agent"):
        api.user.create(f"{name}@example.be", name, PASSWORD)


class Town:
    """The site with the small e-counter, its dossiers and browsers."""

    def __init__(self, layer):
        self.layer = layer
        self.portal = layer["portal"]
        self.counter = self.portal["guichet"]
        self.category = self.counter["loisirs"]
        self.procedure = self.category["fete"]

    @property
    def url(self):
        return self.portal.absolute_url()

    def dossier(self, applicant="claire", phase=Phase.IN_PROGRESS, submit=True):
        """Make a dossier; an agent reads it."""
        dossier = dossiers.create_draft(self.procedure, applicant=applicant)
        if submit:
            dossiers.submit(dossier)
            dossier.phase = phase
            dossiers.set_functions(dossier, {"handling": ("agent",)})
        transaction.commit()
        return dossier

    def page(self, dossier, below=""):
        return f"{self.url}/guichet/@@dossier/{dossier.reference}{below}"

    def browser(self, login=None):
        browser = Browser(self.layer["app"])
        browser.raiseHttpErrors = False
        browser.followRedirects = False
        browser.addHeader("Accept", "text/html")
        if login:
            browser.addHeader("Authorization", f"Basic {login}:{PASSWORD}")
        return browser


counter = shared(small_counter)


@pytest.fixture
def town(small_counter, functional):
    # The test database starts over, and with it the numbers that keys are made of.
    pages.clear()
    catalogue._cache.clear()
    navigation._cache.clear()
    return Town(functional)
