"""An opinion asked of a service, inside a dossier."""

from datetime import date
from datetime import datetime
from imio.guichet.core.annotatable import annotatable
from imio.guichet.core.catalog import DossierCatalogAware
from plone.dexterity.content import Container
from plone.supermodel import model
from zope.interface import implementer


class IOpinion(model.Schema):
    """An opinion asked of a service. Its data are plain attributes."""


@annotatable
@implementer(IOpinion)
class Opinion(DossierCatalogAware, Container):
    """An opinion; its workflow state is requested, given or withdrawn.

    A document that came with it is a DossierFile inside.
    """

    _ordering = "unordered"

    service: str = ""
    """Id of the service asked."""

    question: str = ""
    asked_by: str = ""
    asked: datetime | None = None
    deadline: date | None = None
    advice: str = ""
    """favourable, conditional, unfavourable or none; '' until given."""

    text: str = ""
    reminded: datetime | None = None
    given_by: str = ""
    given: datetime | None = None

    def indexed(self) -> bool:
        return False
