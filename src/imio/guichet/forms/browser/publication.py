"""The page of somebody who tried to publish a form with errors."""

from __future__ import annotations

from imio.guichet.core.types import Problem
from imio.guichet.forms.publication import PublicationRefused
from imio.guichet.i18n import _
from plone import api
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zope.i18n import translate


class RefusedPage(BrowserView):
    """Says where and why; ``context`` is the ``PublicationRefused``."""

    index = ViewPageTemplateFile("templates/refused.pt")
    refused: PublicationRefused
    page_title = _("title_publication_refused", default="Le formulaire a des erreurs")

    @property
    def problems(self) -> list[tuple[str, str]]:
        """Return (place, message), in the manager's language."""

        def said(problem: Problem) -> tuple[str, str]:
            return problem.place, translate(problem.message, context=self.request)

        return [said(problem) for problem in self.refused.problems]

    @property
    def procedure_url(self) -> str:
        return self.refused.url

    def __call__(self) -> str:
        self.request.response.setStatus(400, lock=True)
        self.refused = self.context
        self.context = api.portal.get()  # the page's frame is the site's
        return self.index()
