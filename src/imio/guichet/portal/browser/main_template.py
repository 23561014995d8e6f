"""Plone's main template, made light for people who do not edit the site.

Three templates answer to the same macros and slots: ours for visitors, citizens and
agents; ours as a fragment; Plone's own for its edit forms and control panels.
"""

from imio.guichet.portal.browser.chrome import may_edit
from plone.memoize.view import memoize
from Products.CMFPlone.browser.main_template import MainTemplate as PloneMainTemplate
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from zope.component import getMultiAdapter


PUBLIC_VIEWS = frozenset(
    {
        "accessibility-info",
        "contact-info",
        "index.html",
        "insufficient-privileges",
        "logged-out",
        "login",
        "login-help",
        "mail_password_form",
        "passwordreset",
        "register",
        "require_login",
        "search",
        "sitemap",
    }
)
"""Names of Plone's views that visitors see: they get our template for editors too."""


class MainTemplate(PloneMainTemplate):
    """Chooses the template for the page being published."""

    light_template = ViewPageTemplateFile("templates/main_template.pt")
    fragment_template = ViewPageTemplateFile("templates/fragment_template.pt")

    @property
    @memoize
    def template(self) -> Any:
        """The template whose macros the page uses."""
        if self._is_public_page() or not may_edit(self.context):
            self.request.response.setHeader("X-Theme-Disabled", "1")
            return self.fragment_template if self.use_ajax else self.light_template
        return super().template

    def _is_public_page(self) -> bool:
        view = self.request.get("PUBLISHED")
        classes = getattr(type(view), "__mro__", ())
        if any(cls.__module__.startswith("imio.guichet.") for cls in classes):
            return True
        if getattr(view, "__name__", None) in PUBLIC_VIEWS:
            return True
        state = getMultiAdapter(
            (self.context, self.request), name="plone_context_state"
        )
        return bool(state.is_view_template())
