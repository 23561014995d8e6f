"""easyform's own pages and expressions, kept away from procedures.

A procedure is an EasyForm for its fields and their editor only.
"""

from __future__ import annotations

from Products.Five.browser import BrowserView
from typing import Any
from z3c.form.interfaces import IValidator
from z3c.form.interfaces import IValue
from z3c.form.validator import SimpleFieldValidator
from zExceptions import NotFound
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse


@implementer(IPublishTraverse)
class Gone(BrowserView):
    """A page of easyform that procedures do not have."""

    def publishTraverse(self, request: Any, name: str) -> Any:
        raise NotFound(self.__name__)

    def __call__(self) -> str:
        raise NotFound(self.__name__)


class ToForm(BrowserView):
    """Instead of easyform's own form: ours. Room portal has a better page."""

    def __call__(self) -> str:
        self.request.response.redirect(f"{self.context.absolute_url()}/@@form")
        return ""


@implementer(IValue)
class NoDefault:
    """The default of a field without easyform's ``TDefault``."""

    def __init__(
        self, context: Any, request: Any, form: Any, field: Any, widget: Any
    ) -> None:
        self.field = field

    def get(self) -> object:
        return self.field.default


@implementer(IValidator)
class OwnLimits(SimpleFieldValidator):
    """The limits of a field without easyform's ``TValidator``."""
