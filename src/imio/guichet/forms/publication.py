"""A procedure with errors is not published: whoever tries is told where and why."""

from __future__ import annotations

from collections.abc import Sequence
from imio.guichet.core.content.procedure import Procedure
from imio.guichet.core.interfaces import IFormModel
from imio.guichet.core.interfaces import ILifecycles
from imio.guichet.core.types import Problem
from imio.guichet.forms.studio.approval import refusals
from Products.DCWorkflow.interfaces import IBeforeTransitionEvent
from zExceptions import BadRequest
from zope.component import queryUtility
from zope.globalrequest import getRequest
from zope.i18n import translate


TRANSITIONS = frozenset({"publish", "submit"})


class PublicationRefused(BadRequest):
    """The form has errors; ``problems`` says which. Nothing was changed."""

    problems: Sequence[Problem] = ()
    url = ""

    def __init__(self, message: object = "") -> None:
        super().__init__(str(message))
        if isinstance(message, PublicationRefused):  # DCWorkflow raises a copy
            self.problems, self.url = message.problems, message.url

    @classmethod
    def because(cls, problems: Sequence[Problem], url: str) -> PublicationRefused:
        """Return the refusal for some problems of the procedure at an address."""
        request = getRequest()
        lines = [
            f"{problem.place or 'formulaire'}: "
            f"{translate(problem.message, context=request)}"
            for problem in problems
        ]
        refused = cls("\n".join(lines))
        refused.problems = tuple(problems)
        refused.url = url
        return refused


def refuse_errors(procedure: Procedure, event: IBeforeTransitionEvent) -> None:
    """Refuse to publish, or to offer for approval, a form with errors."""
    if event.transition is not None and event.transition.getId() in TRANSITIONS:
        require_publishable(procedure, event.transition.getId())


def require_publishable(procedure: Procedure, transition: str) -> None:
    """Raise PublicationRefused for a form with errors, whose recorded tests fail, or
    that another person must approve."""
    lifecycles = queryUtility(ILifecycles)
    found = list(IFormModel(procedure).check())
    if lifecycles is not None:
        found += lifecycles.check(procedure.lifecycle, procedure.functions)
    errors = [problem for problem in found if problem.severity == "error"]
    if not errors:
        errors = list(refusals(procedure, transition))
    if errors:
        raise PublicationRefused.because(errors, procedure.absolute_url())
