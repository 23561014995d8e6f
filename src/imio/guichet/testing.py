"""Layers for tests: one site with every room installed."""

from plone.app.testing import applyProfile
from plone.app.testing import FunctionalTesting
from plone.app.testing import IntegrationTesting
from plone.app.testing import PLONE_FIXTURE
from plone.app.testing import PloneSandboxLayer


ROOMS = (
    "core",
    "forms",
    "lifecycle",
    "documents",
    "portal",
    "desk",
    "api",
    "exchange",
    "town",
)


def speak_french(portal):
    """Tests read what citizens read: the reference language."""
    registry = portal.portal_registry
    registry["plone.available_languages"] = ["fr"]
    registry["plone.default_language"] = "fr"
    portal.setLanguage("fr")


class GuichetLayer(PloneSandboxLayer):
    """A Plone site with the rooms that exist, without catalogue nor demo data."""

    defaultBases = (PLONE_FIXTURE,)

    def setUpZope(self, app, configurationContext):
        import imio.guichet
        import plone.restapi

        self.loadZCML(package=plone.restapi)
        self.loadZCML(package=imio.guichet)

    def setUpPloneSite(self, portal):
        portal.portal_workflow.setDefaultChain("simple_publication_workflow")
        speak_french(portal)
        setup = portal.portal_setup
        for room in ROOMS:
            profile = f"imio.guichet.{room}:default"
            if setup.profileExists(profile):
                applyProfile(portal, profile)


FIXTURE = GuichetLayer()
INTEGRATION_TESTING = IntegrationTesting(bases=(FIXTURE,), name="Guichet:Integration")
FUNCTIONAL_TESTING = FunctionalTesting(bases=(FIXTURE,), name="Guichet:Functional")
