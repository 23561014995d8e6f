"""What core does when content changes: groups of services, frozen revisions."""

from imio.guichet.core import revisions
from imio.guichet.core.content.procedure import Procedure
from imio.guichet.core.content.service import Service
from plone import api
from plone.dexterity.content import DexterityContent
from Products.DCWorkflow.interfaces import IAfterTransitionEvent
from zope.lifecycleevent.interfaces import IObjectAddedEvent
from zope.lifecycleevent.interfaces import IObjectModifiedEvent


def make_group(service: Service, event: IObjectAddedEvent) -> None:
    """Give a new service its Plone group of agents."""
    if api.group.get(groupname=service.group_id) is None:
        api.group.create(
            groupname=service.group_id, title=service.title, roles=["Agent"]
        )


def rename_group(service: Service, event: IObjectModifiedEvent) -> None:
    """Keep the title of the group that of the service."""
    group = api.group.get(groupname=service.group_id)
    if group is not None and group.getProperty("title") != service.title:
        tool = api.portal.get_tool("portal_groups")
        tool.editGroup(service.group_id, title=service.title)


def freeze_on_publication(procedure: Procedure, event: IAfterTransitionEvent) -> None:
    """Publishing freezes the working model as the live revision."""
    if event.transition is not None and event.transition.getId() == "publish":
        user = api.user.get_current()
        revisions.freeze(procedure, user.getId() or "")


def sign(content: DexterityContent, event: IObjectAddedEvent) -> None:
    """Say who made content. Plone's form to edit does it when nobody has: a change
    made by looking, which it then asks to confirm."""
    if not content.creators:
        content.addCreator()
