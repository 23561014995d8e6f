"""The documents that other rooms ask for."""

from __future__ import annotations

from imio.guichet.core.content.dossier import Dossier
from imio.guichet.core.interfaces import IDocuments
from imio.guichet.documents import rendering
from imio.guichet.documents import town
from imio.guichet.documents.browser.pages import AnswersPage
from typing import Any
from zope.interface import implementer


@implementer(IDocuments)
class Documents:
    """Makes PDF documents, on demand."""

    def is_available(self) -> bool:
        return rendering.is_available()

    def answers(self, dossier: Dossier, request: Any, internal: bool = False) -> bytes:
        text = AnswersPage(dossier, request, internal)()
        return rendering.render(rendering.Html(text, town.resources()))
