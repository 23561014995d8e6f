"""``answers.pdf`` of a dossier, for agents: taking it is recorded."""

from __future__ import annotations

from imio.guichet.core.downloads import content_disposition
from imio.guichet.core.interfaces import IDocuments
from imio.guichet.core.reading import note
from imio.guichet.core.types import DocumentUnavailable
from imio.guichet.i18n import _
from plone import api
from Products.Five.browser import BrowserView
from Products.statusmessages.interfaces import IStatusMessage
from typing import Any
from zExceptions import NotFound
from zope.component import getUtility


class AnswersPdf(BrowserView):
    """The answers with what agents read."""

    def __call__(self) -> Any:
        dossier, response = self.context, self.request.response
        if dossier.is_draft:
            raise NotFound(dossier.reference)
        try:
            content = getUtility(IDocuments).answers(
                dossier, self.request, internal=True
            )
        except DocumentUnavailable:
            IStatusMessage(self.request).add(
                _(
                    "error_pdf_unavailable",
                    default="Le PDF n'est pas disponible pour le moment. Imprimez la "
                    "page, ou réessayez plus tard.",
                ),
                type="warning",
            )
            response.redirect(f"{dossier.absolute_url()}/@@desk-dossier", status=303)
            return ""
        user_id = api.user.get_current().getId()
        note(dossier, self.request, user_id, "download", "PDF")
        response.setHeader("Content-Type", "application/pdf")
        name = f"{dossier.reference}.pdf"
        response.setHeader("Content-Disposition", content_disposition(name, True))
        response.setHeader("Cache-Control", "private, no-store")
        response.setHeader("X-Content-Type-Options", "nosniff")
        return content
