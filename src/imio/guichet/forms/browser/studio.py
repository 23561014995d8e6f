"""The form studio: the page in which form managers build a procedure's form.

The page only brings the studio (``frontend/studio``), which talks to the services of
``forms.studio``. Without JavaScript it says so, and lists the form's problems.
"""

from __future__ import annotations

from functools import cache
from functools import cached_property
from hashlib import sha256
from imio.guichet.core.content.procedure import Procedure
from imio.guichet.core.interfaces import IFormModel
from imio.guichet.forms.browser.studio_messages import UI
from imio.guichet.forms.browser.studio_options_messages import OPTIONS
from imio.guichet.forms.browser.studio_rules_messages import RULES
from pathlib import Path
from plone import api
from plone.protect.authenticator import createToken
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zope.i18n import translate

import json


STATIC = Path(__file__).parent.parent / "static"
RESOURCES = "++plone++imio.guichet.forms"
THEME = "++plone++imio.guichet.portal/portal.css"
"""The town's style sheet: the preview is drawn with it."""

HEADERS = {
    "Cache-Control": "private, no-store",
    "Content-Security-Policy": (
        "default-src 'self'; object-src 'none'; base-uri 'self'; "
        "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
        "form-action 'self'; frame-ancestors 'self'"
    ),
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Theme-Disabled": "1",
}
"""Headers of the page. Only our own file runs; the preview brings no script."""


@cache
def version(name: str) -> str:
    """Return a mark that changes with the content of a static file."""
    path = STATIC / name
    return sha256(path.read_bytes()).hexdigest()[:10] if path.exists() else "0"


class FormStudio(BrowserView):
    """The page ``@@form-studio`` of a procedure."""

    context: Procedure
    index = ViewPageTemplateFile("templates/studio.pt")

    def __call__(self) -> str:
        for name, value in HEADERS.items():
            self.request.response.setHeader(name, value)
        return self.index()

    @cached_property
    def site_url(self) -> str:
        return api.portal.get().absolute_url()

    @cached_property
    def site_title(self) -> str:
        return api.portal.get().Title()

    @cached_property
    def language(self) -> str:
        return api.portal.get_current_language()

    def resource(self, name: str) -> str:
        """Return the address of a static file of the studio."""
        return f"{self.site_url}/{RESOURCES}/{name}?v={version(name)}"

    @cached_property
    def problems(self) -> list[tuple[str, str]]:
        """Return (place, message) of what is wrong in the form."""
        return [
            (problem.place, translate(problem.message, context=self.request))
            for problem in IFormModel(self.context).check()
        ]

    @property
    def data(self) -> str:
        """Return what the studio needs to begin, as JSON for a ``<script>``."""
        messages = {
            str(message).removeprefix("studio_ui_"): translate(
                message, context=self.request
            )
            for message in (*UI, *RULES, *OPTIONS)
        }
        data = {
            "url": self.context.absolute_url(),
            "token": createToken(),
            "messages": messages,
            "back": self.context.absolute_url(),
            "counter": f"{self.site_url}/guichet",
            "language": self.language,
            "title": self.context.title,
            "icons": f"{self.site_url}/++plone++bootstrap-icons/",
            "theme": f"{self.site_url}/{THEME}",
            "login": f"{self.site_url}/login",
        }
        text = json.dumps(data)
        return text.replace("&", "\\u0026").replace("<", "\\u003c")
