"""The layer of the tests that install rooms themselves."""

from imio.guichet.testing import FIXTURE
from plone.app.testing import applyProfile
from plone.app.testing import IntegrationTesting
from plone.app.testing import login
from plone.app.testing import logout
from plone.app.testing import PloneSandboxLayer
from plone.app.testing import SITE_OWNER_NAME
from Products.CMFPlone.factory import addPloneSite
from zope.component.hooks import setSite


#: Add-ons that a room may bring along and that are not ours to remove.
FOREIGN = ("collective.easyform:default", "plone.restapi:default")
SITE = "bare"


class BareLayer(PloneSandboxLayer):
    """A second Plone site, ``app[SITE]``, that could have every room, and has none.

    It rests on the layer of the site with all rooms. The databases and registries of
    layers lie on one pile: beside that layer instead, this one would get its site
    while both are up, and everything would be registered twice.
    """

    defaultBases = (FIXTURE,)

    def setUpPloneSite(self, portal):
        app = portal.getPhysicalRoot()
        login(app, SITE_OWNER_NAME)
        site = addPloneSite(
            app, SITE, extension_ids=("plonetheme.barceloneta:default",)
        )
        setSite(site)
        site.portal_workflow.setDefaultChain("simple_publication_workflow")
        for profile in FOREIGN:
            applyProfile(site, profile)
        logout()


BARE_FIXTURE = BareLayer()
BARE = IntegrationTesting(bases=(BARE_FIXTURE,), name="Guichet:Bare")
