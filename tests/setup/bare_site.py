"""The layer of the tests that install rooms themselves."""

from plone.app.testing import applyProfile
from plone.app.testing import IntegrationTesting
from plone.app.testing import PLONE_FIXTURE
from plone.app.testing import PloneSandboxLayer

import imio.guichet
import plone.restapi


#: Add-ons that a room may bring along and that are not ours to remove.
FOREIGN = ("collective.easyform:default", "plone.restapi:default")


class BareLayer(PloneSandboxLayer):
    """A Plone site that could have every room, and has none."""

    defaultBases = (PLONE_FIXTURE,)

    def setUpZope(self, app, configurationContext):
        self.loadZCML(package=plone.restapi)
        self.loadZCML(package=imio.guichet)

    def setUpPloneSite(self, portal):
        portal.portal_workflow.setDefaultChain("simple_publication_workflow")
        for profile in FOREIGN:
            applyProfile(portal, profile)


BARE_FIXTURE = BareLayer()
BARE = IntegrationTesting(bases=(BARE_FIXTURE,), name="Guichet:Bare")
