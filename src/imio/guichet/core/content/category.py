"""A category of procedures."""

from imio.guichet.i18n import _
from plone.dexterity.content import Container
from plone.supermodel import model
from zope import schema
from zope.interface import implementer


class ICategory(model.Schema):
    """A folder of procedures that belong together for a citizen."""

    icon = schema.TextLine(
        title=_("label_category_icon", default="Icône"),
        description=_(
            "help_category_icon",
            default="Nom d'une icône Bootstrap, par exemple « calendar-event ».",
        ),
        required=False,
        default="folder2-open",
        constraint=lambda value: value.replace("-", "").isalnum(),
    )


@implementer(ICategory)
class Category(Container):
    """A category of procedures."""

    icon = "folder2-open"
