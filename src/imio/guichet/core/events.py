"""Events that core raises; see ``core.interfaces`` for what they promise."""

from imio.guichet.core import interfaces
from zope.interface import implementer
from zope.interface.interfaces import ObjectEvent


@implementer(interfaces.IDossierCreated)
class DossierCreated(ObjectEvent):
    """A draft was begun."""


@implementer(interfaces.IDossierSubmitted)
class DossierSubmitted(ObjectEvent):
    """A dossier was submitted."""


@implementer(interfaces.IDossierDiscarded)
class DossierDiscarded(ObjectEvent):
    """A draft is about to be removed."""


@implementer(interfaces.IDossierStepChanged)
class DossierStepChanged(ObjectEvent):
    """A dossier moved to another step."""

    def __init__(self, object, old_step, new_step, transition="") -> None:
        super().__init__(object)
        self.old_step = old_step
        self.new_step = new_step
        self.transition = transition


@implementer(interfaces.IDossierCommented)
class DossierCommented(ObjectEvent):
    """A message or note was added."""

    def __init__(self, object, entry) -> None:
        super().__init__(object)
        self.entry = entry


@implementer(interfaces.IProcedurePublished)
class ProcedurePublished(ObjectEvent):
    """A procedure has a new live revision."""

    def __init__(self, object, revision) -> None:
        super().__init__(object)
        self.revision = revision
