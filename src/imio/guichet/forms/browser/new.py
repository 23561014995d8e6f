"""A new procedure, begun in the browser: a few questions, then the studio."""

from __future__ import annotations

from functools import cached_property
from imio.guichet.core import references
from imio.guichet.core.content.counter import Counter
from imio.guichet.core.interfaces import ILifecycles
from imio.guichet.i18n import _
from plone import api
from plone.protect.authenticator import check as check_token
from plone.protect.authenticator import createToken
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zope.component import queryUtility
from zope.i18n import translate


TYPE = "imio.guichet.Procedure"
EMPTY = '<model xmlns="http://namespaces.plone.org/supermodel/schema"><schema/></model>'
LONGEST_TITLE = 200

Option = tuple[str, str]
"""Value and title."""


class NewProcedure(BrowserView):
    """``@@new-procedure`` of the counter: makes a procedure and opens its studio.

    One service is given all functions of the lifecycle: it is the usual case.
    """

    context: Counter
    index = ViewPageTemplateFile("templates/new.pt")
    page_title = _("title_new_procedure", default="Nouvelle démarche")

    def __call__(self) -> str:
        self.request.response.setHeader("Cache-Control", "private, no-store")
        self.errors: dict[str, str] = {}
        if self.request.method == "POST":
            check_token(self.request)
            self.errors = self._faults()
            if not self.errors:
                url = self._make()
                self.request.response.redirect(f"{url}/@@form-studio", status=303)
                return ""
            self.request.response.setStatus(400, lock=True)
        return self.index()

    @property
    def token(self) -> str:
        return createToken()

    def typed(self, name: str) -> str:
        """Return what was typed in an input."""
        value = self.request.form.get(name, "")
        return value.strip() if isinstance(value, str) else ""

    @cached_property
    def categories(self) -> list[Option]:
        return [
            (item.getId(), item.title)
            for item in self.context.objectValues()
            if item.portal_type == "imio.guichet.Category"
            and api.user.has_permission("imio.guichet: Add Content", obj=item)
        ]

    @cached_property
    def lifecycles(self) -> list[Option]:
        utility = queryUtility(ILifecycles)
        return list(utility.names()) if utility is not None else []

    @cached_property
    def services(self) -> list[Option]:
        brains = api.content.find(portal_type="imio.guichet.Service")
        return sorted(((b.getId, b.Title) for b in brains), key=lambda one: one[1])

    def _faults(self) -> dict[str, str]:
        found = {}
        title = self.typed("title")
        if not title:
            found["title"] = _("error_new_title", default="Donnez un titre.")
        elif len(title) > LONGEST_TITLE:
            found["title"] = _("error_new_title_long", default="Titre trop long.")
        if self.typed("category") not in dict(self.categories):
            found["category"] = _(
                "error_new_category", default="Choisissez une catégorie."
            )
        if not references.CODE.match(self.typed("code").upper()):
            found["code"] = _(
                "error_new_code",
                default="Deux à six majuscules, sans accent ni chiffre.",
            )
        lifecycle = self.typed("lifecycle")
        if lifecycle and lifecycle not in dict(self.lifecycles):
            found["lifecycle"] = _(
                "error_new_lifecycle", default="Choisissez la suite."
            )
        service = self.typed("service")
        if lifecycle and service not in dict(self.services):
            found["service"] = _(
                "error_new_service", default="Choisissez le service qui traite."
            )
        return {
            name: translate(text, context=self.request) for name, text in found.items()
        }

    def _make(self) -> str:
        lifecycle = self.typed("lifecycle")
        functions = {}
        if lifecycle:
            utility = queryUtility(ILifecycles)
            service = self.typed("service")
            functions = {name: [service] for name, _t in utility.functions(lifecycle)}
        made = api.content.create(
            self.context[self.typed("category")],
            TYPE,
            title=self.typed("title"),
            code=self.typed("code").upper(),
            lifecycle=lifecycle or None,
            functions=functions,
            fields_model=EMPTY,
        )
        return made.absolute_url()
