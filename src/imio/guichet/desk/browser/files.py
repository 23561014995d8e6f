"""Downloads at the desk: documents of a dossier, files given as answers."""

from __future__ import annotations

from imio.guichet.core.answers import find_answer
from imio.guichet.core.downloads import send_file
from imio.guichet.core.files import file_at
from imio.guichet.core.interfaces import IDossierFile
from imio.guichet.core.interfaces import IOpinion
from imio.guichet.core.reading import note
from plone import api
from Products.Five.browser import BrowserView
from typing import Any
from zExceptions import NotFound
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse


@implementer(IPublishTraverse)
class Download(BrowserView):
    """Sends a file of a dossier and records who took it."""

    def __init__(self, context: Any, request: Any) -> None:
        super().__init__(context, request)
        self.path: list[str] = []

    def publishTraverse(self, request: Any, name: str) -> Download:
        self.path.append(name)
        return self

    def __call__(self) -> Any:
        file, title = self.find()
        if file is None or self.context.is_draft:
            raise NotFound("/".join(self.path))
        dossier = self.context
        if self.request.method == "GET":
            user = api.user.get_current().getId()
            note(dossier, self.request, user, "download", title)
        return send_file(self.request, file, inline=True)

    def find(self) -> tuple[Any, str]:
        """Return the file and its name for the audit trail; None when there is none."""
        raise NotImplementedError


class DocumentDownload(Download):
    """``@@desk-file/<document id>``, or ``@@desk-file/<opinion id>/<document id>``."""

    def find(self) -> tuple[Any, str]:
        place = self.context
        if len(self.path) == 2:
            place = place._getOb(self.path[0], None)
            if not IOpinion.providedBy(place):
                return None, ""
        elif len(self.path) != 1:
            return None, ""
        document = place._getOb(self.path[-1], None)
        if not IDossierFile.providedBy(document):
            return None, ""
        return document.file, document.title


class AnswerDownload(Download):
    """``@@desk-answer/<field>``, or ``@@desk-answer/<field>/<n>`` for one of several."""

    def find(self) -> tuple[Any, str]:
        if not 1 <= len(self.path) <= 2:
            return None, ""
        answer = find_answer(self.context.answers, self.path[0])
        value = file_at(answer, "".join(self.path[1:]))
        return value, self.path[0]
