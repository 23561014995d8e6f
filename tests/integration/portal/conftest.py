"""A small e-counter, people, and their browsers."""

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


class Town:
    """The site with one category, one procedure, three people and an agent."""

    def __init__(self, layer):
        self.layer = layer
        self.portal = portal = layer["portal"]
        setRoles(portal, TEST_USER_ID, ["Manager"])
        portal.portal_workflow.setDefaultChain("simple_publication_workflow")
        self.counter = api.content.create(
            portal, "imio.guichet.Counter", "guichet", title="Guichet citoyen"
        )
        self.category = api.content.create(
            self.counter, "imio.guichet.Category", "loisirs", title="Loisirs"
        )
        self.procedure = api.content.create(
            self.category,
            "imio.guichet.Procedure",
            "fete",
            title="Organiser une fête",
            description="Dans la rue, entre voisins.",
            code="FET",
            keywords=("barbecue",),
        )
        for item in (self.counter, self.category, self.procedure):
            api.content.transition(item, "publish")
        portal.setLayout("guichet_home")
        for name in ("claire", "bob", "agent"):
            api.user.create(f"{name}@example.be", name, PASSWORD)
        transaction.commit()

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


@pytest.fixture
def town(functional):
    # The test database starts over, and with it the numbers that keys are made of.
    pages.clear()
    catalogue._cache.clear()
    navigation._cache.clear()
    return Town(functional)
