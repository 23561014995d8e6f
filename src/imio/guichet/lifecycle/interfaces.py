"""Browser layer and content of room lifecycle."""

from imio.guichet.core.types import Problem
from imio.guichet.i18n import _
from imio.guichet.lifecycle import reader
from plone.supermodel import model
from zope import schema
from zope.interface import Invalid
from zope.interface import invariant
from zope.publisher.interfaces.browser import IDefaultBrowserLayer


class ILifecycleLayer(IDefaultBrowserLayer):
    """Browser layer of room lifecycle."""


class InvalidLifecycle(schema.ValidationError):
    """A lifecycle file with errors; its text says each place and reason."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(problems)
        self.problems = problems

    def doc(self) -> str:
        return " — ".join(f"{item.place} : {item.message}" for item in self.problems)


def is_lifecycle(source: str) -> bool:
    """Return True; raises InvalidLifecycle for a text that is no lifecycle."""
    try:
        reader.read(source)
    except reader.LifecycleError as error:
        raise InvalidLifecycle(error.problems) from error
    return True


class ILifecycle(model.Schema):
    """A lifecycle: its file's text. Saving it compiles its workflow."""

    source = schema.Text(
        title=_("label_lifecycle_source", default="Définition"),
        description=_(
            "help_lifecycle_source",
            default="Le cycle de vie en JSON. Une erreur est montrée avec sa place et "
            "sa raison, et rien n'est enregistré.",
        ),
        constraint=is_lifecycle,
    )

    @invariant
    def keeps_its_id(data):
        """The id in the text is the content's own: dossiers know it by that name."""
        context = getattr(data, "__context__", None)
        if ILifecycle.providedBy(context) and data.source:
            found = reader.read(data.source).id
            if found != context.getId():
                raise Invalid(
                    _(
                        "error_lifecycle_id",
                        default="L'identifiant doit rester « ${id} ».",
                        mapping={"id": context.getId()},
                    )
                )
