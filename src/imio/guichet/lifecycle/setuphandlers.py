"""What the profile of room lifecycle cannot say in XML: the folder of lifecycles."""

from __future__ import annotations

from imio.guichet.lifecycle import registry
from imio.guichet.lifecycle import subscribers
from imio.guichet.lifecycle.content import FOLDER_ID
from Products.GenericSetup.tool import SetupTool
from zope.component.hooks import getSite


def install(tool: SetupTool) -> None:
    """Make the folder of lifecycles; what is there stays and is compiled anew."""
    folder = registry.make_folder(getSite())
    for lifecycle in folder.objectValues():
        subscribers.compile_lifecycle(lifecycle, None)


def uninstall(tool: SetupTool) -> None:
    """Remove the lifecycles with their workflows; dossiers stay."""
    site = getSite()
    if FOLDER_ID in site.objectIds():
        folder = site[FOLDER_ID]
        for name in list(folder.objectIds()):
            folder._delObject(name)
        site._delObject(FOLDER_ID)
