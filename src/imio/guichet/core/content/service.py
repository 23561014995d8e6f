"""A municipal service: contact data and its group of agents."""

from imio.guichet.i18n import _
from plone.dexterity.content import Item
from plone.schema.email import Email
from plone.supermodel import model
from zope import schema
from zope.interface import implementer


GROUP_PREFIX = "service-"


class IService(model.Schema):
    """A department of the town. Its agents are members of its Plone group."""

    email = Email(
        title=_("label_service_email", default="Adresse électronique"),
        description=_(
            "help_service_email",
            default="Les avis de nouveaux dossiers y sont envoyés.",
        ),
        required=False,
    )
    phone = schema.TextLine(
        title=_("label_service_phone", default="Téléphone"), required=False
    )
    address = schema.Text(
        title=_("label_service_address", default="Adresse"), required=False
    )
    opening_hours = schema.Text(
        title=_("label_service_opening_hours", default="Heures d'ouverture"),
        required=False,
    )


@implementer(IService)
class Service(Item):
    """A municipal service."""

    email = None
    phone = None
    address = None
    opening_hours = None

    @property
    def group_id(self) -> str:
        """Id of the Plone group of the service's agents."""
        return group_id(self.getId())


def group_id(service_id: str) -> str:
    """Return the id of the Plone group of a service."""
    return GROUP_PREFIX + service_id
