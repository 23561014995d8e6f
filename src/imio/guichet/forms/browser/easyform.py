"""easyform's own pages and expressions, kept away from procedures.

A procedure is an EasyForm for its fields and their editor only.
"""

from __future__ import annotations

from collective.easyform.browser.fields import EasyFormFieldsView
from collective.easyform.interfaces import IEasyFormFieldsContext
from imio.guichet.forms.studio.errors import Refused
from imio.guichet.forms.studio.xmltext import parse
from imio.guichet.forms.studio.xmltext import refuse_code
from Products.Five.browser import BrowserView
from typing import Any
from z3c.form.interfaces import IValidator
from z3c.form.interfaces import IValue
from z3c.form.validator import SimpleFieldValidator
from zExceptions import BadRequest
from zExceptions import NotFound
from zope.i18n import translate
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse


@implementer(IPublishTraverse)
class Gone(BrowserView):
    """A page of easyform that procedures do not have."""

    def publishTraverse(self, request: Any, name: str) -> Any:
        raise NotFound(self.__name__)

    def __call__(self) -> str:
        raise NotFound(self.__name__)


class IProcedureFields(IEasyFormFieldsContext):
    """easyform's editor of fields, of a procedure."""


@implementer(IProcedureFields)
class Fields(EasyFormFieldsView):
    """easyform's editor of fields. A model that calls code is not even read, and the
    editor of the model's XML does not exist: it would read it."""

    def __init__(self, context: Any, request: Any) -> None:
        try:
            refuse_code(parse(context.fields_model or "<model/>"))
        except Refused as refused:
            raise BadRequest(translate(refused.message, context=request)) from None
        super().__init__(context, request)


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
