"""What the profile of core cannot say in XML: the store, its catalog, the outbox."""

from imio.guichet.core import catalog
from imio.guichet.core import maintenance
from imio.guichet.core.outbox.service import ANNOTATION as OUTBOX
from imio.guichet.core.outbox.store import Outbox
from imio.guichet.core.store import DossierStore
from imio.guichet.core.store import STORE_ID
from Products.CMFCore.permissions import AccessContentsInformation
from Products.CMFCore.permissions import View
from Products.GenericSetup.tool import SetupTool
from typing import Any
from zope.annotation.interfaces import IAnnotations
from zope.component.hooks import getSite


#: The roles of rolemap.xml.
ROLES = (
    "Advisor",
    "Agent",
    "Applicant",
    "Form Manager",
    "Guichet Manager",
    "Handler",
)
READING_ROLES = (
    "Advisor",
    "Applicant",
    "Guichet Manager",
    "Handler",
    "Manager",
    "Reader",
)


def install(tool: SetupTool) -> None:
    """Make the dossier store, its catalog and the outbox; what is there stays."""
    site = getSite()
    annotations = IAnnotations(site)
    if OUTBOX not in annotations:
        annotations[OUTBOX] = Outbox()
    if catalog.CATALOG_ID not in site.objectIds():
        site._setObject(catalog.CATALOG_ID, catalog.DossierCatalog(), set_owner=0)
        rebuild = STORE_ID in site.objectIds()
    else:
        rebuild = False
    set_up_catalog(site[catalog.CATALOG_ID])
    if STORE_ID not in site.objectIds():
        site._setObject(STORE_ID, DossierStore(), set_owner=0)
        for permission in (View, AccessContentsInformation):
            site[STORE_ID].manage_permission(permission, READING_ROLES, acquire=0)
    elif rebuild:
        rebuild_catalog(site)


def uninstall(tool: SetupTool) -> None:
    """Remove the catalog, the roles and the outbox with the mails that wait in it.

    Dossiers are citizens' data and stay.
    """
    site = getSite()
    IAnnotations(site).pop(OUTBOX, None)
    maintenance.forget(site)
    if catalog.CATALOG_ID in site.objectIds():
        site._delObject(catalog.CATALOG_ID)
    remove_roles(site)


def remove_roles(site: Any) -> None:
    """Remove our roles from the site and from what its permissions say."""
    for settings in site.ac_inherited_permissions(1):
        name = settings[0]
        selected = [r["name"] for r in site.rolesOfPermission(name) if r["selected"]]
        kept = [role for role in selected if role not in ROLES]
        if kept != selected:
            acquired = bool(site.acquiredRolesAreUsedBy(name))
            site.manage_permission(name, kept, acquire=acquired)
    site._delRoles(ROLES)
    manager = site.acl_users.portal_role_manager
    for role in ROLES:
        if role in manager.listRoleIds():
            manager.removeRole(role)


def set_up_catalog(tool: catalog.DossierCatalog) -> None:
    """Add the indexes and columns that are missing."""
    present = set(tool.indexes())
    for names, kind in (
        (catalog.FIELD_INDEXES, "FieldIndex"),
        (catalog.KEYWORD_INDEXES, "KeywordIndex"),
        (catalog.DATE_INDEXES, "DateIndex"),
    ):
        for name in names:
            if name not in present:
                tool.addIndex(name, kind)
    columns = set(tool.schema())
    for name in catalog.METADATA:
        if name not in columns:
            tool.addColumn(name)


def rebuild_catalog(site: Any) -> int:
    """Index every dossier of the store anew and return how many there are."""
    tool = site[catalog.CATALOG_ID]
    tool.manage_catalogClear()
    count = 0
    for year in site[STORE_ID].objectValues():
        for month in year.objectValues():
            for dossier in month.objectValues():
                if dossier.indexed():
                    path = "/".join(dossier.getPhysicalPath())
                    tool.catalog_object(catalog.IndexedDossier(dossier), path)
                    count += 1
    return count
