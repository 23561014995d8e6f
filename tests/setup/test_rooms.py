"""Each room is an add-on of its own: what it installs, it removes."""

from bare_site import BARE
from bare_site import SITE
from house import installable_rooms
from imio.guichet.core.store import STORE_ID
from imio.guichet.forms import parking
from io import BytesIO
from plone import api
from plone.app.testing import login
from plone.app.testing import SITE_OWNER_NAME
from plone.registry.interfaces import IRegistry
from Products.CMFPlone.utils import get_installer
from Products.GenericSetup.tool import SetupTool
from Products.PluggableAuthService.interfaces.authservice import IPluggableAuthService
from pytest_plone import fixtures_factory
from zope.annotation.interfaces import IAnnotations
from zope.component import getUtility
from zope.component.hooks import setSite

import difflib
import pytest
import tarfile


#: What stays when every room is gone: the store with what citizens gave us.
CITIZENS_DATA = {STORE_ID}

globals().update(fixtures_factory([(BARE, "bare")], keep_session=False))


#: Records that only count: any change to the site moves them on.
COUNTERS = {"imio.guichet.portal.changes"}
#: What Plone itself adds when any profile is imported.
PLONES_OWN = {"plone.contentrules.localassignments"}


def exported_configuration(tool: SetupTool) -> dict[str, list[str]]:
    """{file name: its lines, sorted} of the site's configuration as Plone exports it."""
    steps = [step for step in tool.listExportSteps() if step not in ("content",)]
    tarball = tool._doRunExportSteps(steps)["tarball"]
    files = {}
    with tarfile.open(fileobj=BytesIO(tarball)) as archive:
        for member in archive:
            if extracted := archive.extractfile(member):
                text = extracted.read().decode("utf-8", "replace")
                files[member.name] = sorted(text.splitlines())
    # One line per record says more than its XML.
    files.pop("registry.xml", None)
    return files


def what_no_export_says(site) -> dict[str, list[str]]:
    """{subject: sorted names} of what add-ons like to forget."""
    users: IPluggableAuthService = site.acl_users
    plugins = users.plugins
    records = getUtility(IRegistry).records
    return {
        "registry": sorted(
            f"{name} = {record.value!r}"
            for name, record in records.items()
            if name not in COUNTERS
        ),
        "content": sorted(set(site.objectIds()) - CITIZENS_DATA),
        "annotations": sorted(set(IAnnotations(site)) - PLONES_OWN),
        "plugins": sorted(users.objectIds()),
        "active plugins": sorted(
            f"{info['id']}: {name}"
            for info in plugins.listPluginTypeInfo()
            for name in plugins.listPluginIds(info["interface"])
        ),
        "groups": sorted(group.getId() for group in api.group.get_groups()),
        "users": sorted(user.getId() for user in api.user.get_users()),
        "roles": sorted(site.valid_roles()),
        "permissions": sorted(
            f"{permission}: {sorted(role['name'] for role in roles if role['selected'])}"
            for permission in (entry[0] for entry in site.ac_inherited_permissions(1))
            for roles in [site.rolesOfPermission(permission)]
            # A permission that nobody may have any more harms nobody.
            if any(role["selected"] for role in roles)
        ),
        "utilities": sorted(
            f"{found.provided.__identifier__} {found.name}"
            for found in site.getSiteManager().registeredUtilities()
        ),
        "adapters": sorted(
            str(found) for found in site.getSiteManager().registeredAdapters()
        ),
        "subscribers": sorted(
            str(found) for found in site.getSiteManager().registeredHandlers()
        ),
        "properties": sorted(site.propertyIds()),
    }


def differences(before: dict[str, list[str]], after: dict[str, list[str]]) -> list[str]:
    """What an uninstallation left or took, one readable line each."""
    found = []
    for name in sorted(before.keys() | after.keys()):
        diff = difflib.unified_diff(
            before.get(name, []), after.get(name, []), name, name, n=0, lineterm=""
        )
        lines = [line for line in diff if not line.startswith(("---", "+++", "@@"))]
        found += [f"{name}: {line}" for line in lines]
    return found


def configuration(site) -> dict[str, list[str]]:
    """Everything of a site that a room could have changed."""
    return exported_configuration(site.portal_setup) | what_no_export_says(site)


class TestEachRoom:
    """One class: the layer is set up once."""

    @pytest.fixture
    def site(self, bare_class, bare):
        site = bare["app"][SITE]
        setSite(site)
        login(bare["app"], SITE_OWNER_NAME)
        return site

    @pytest.mark.parametrize("room", installable_rooms())
    def test_comes_and_goes_without_a_trace(self, site, room):
        installer = get_installer(site)
        name = f"imio.guichet.{room}"
        self.install_what_it_needs(site, name)
        before = configuration(site)

        assert installer.install_product(name)
        assert installer.is_product_installed(name)
        assert configuration(site) != before

        assert installer.uninstall_product(name)
        assert not installer.is_product_installed(name)
        left = differences(before, configuration(site))
        assert not left, "\n".join(left)

    @pytest.mark.parametrize("room", installable_rooms())
    def test_can_come_back(self, site, room):
        installer = get_installer(site)
        name = f"imio.guichet.{room}"
        self.install_what_it_needs(site, name)
        assert installer.install_product(name)
        first = configuration(site)
        assert installer.uninstall_product(name)
        assert installer.install_product(name)
        left = differences(first, configuration(site))
        assert not left, "\n".join(left)

    def test_posts_that_wait_go_with_forms(self, site):
        installer = get_installer(site)
        self.install_what_it_needs(site, "imio.guichet.forms")
        assert installer.install_product("imio.guichet.forms")
        assert parking.park("form", {"name": ("Ada",)})
        assert parking.KEY in IAnnotations(site)
        assert installer.uninstall_product("imio.guichet.forms")
        assert parking.KEY not in IAnnotations(site)

    def install_what_it_needs(self, site, name: str) -> None:
        """The rooms on lower floors and foreign add-ons that the room depends on."""
        tool = site.portal_setup
        for profile in tool.getDependenciesForProfile(f"{name}:default"):
            tool.runAllImportStepsFromProfile(profile, ignore_dependencies=False)
