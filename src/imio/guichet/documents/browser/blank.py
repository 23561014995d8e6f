"""``@@blank-form``: the form for paper, for the counter and whoever has no computer."""

from __future__ import annotations

from imio.guichet.core.downloads import content_disposition
from imio.guichet.core.types import DocumentUnavailable
from imio.guichet.documents import rendering
from imio.guichet.documents import town
from imio.guichet.documents.browser.pages import BlankPage
from typing import Any
from zExceptions import NotFound


class BlankForm(BlankPage):
    """As PDF; as a page to print where there is no PDF, or with ``?html``."""

    def __call__(self) -> Any:
        if self.context.live_revision is None or not self.questions:
            raise NotFound("blank-form")
        text = self.index()
        response = self.request.response
        response.setHeader("X-Content-Type-Options", "nosniff")
        if "html" not in self.request.form:
            try:
                html = rendering.Html(text, town.resources())
                content = rendering.render_once(html)
            except DocumentUnavailable:
                pass
            else:
                response.setHeader("Content-Type", "application/pdf")
                response.setHeader(
                    "Content-Disposition",
                    content_disposition(f"{self.context.title}.pdf", inline=True),
                )
                return content
        response.setHeader("X-Theme-Disabled", "1")
        response.setHeader(
            "Content-Security-Policy",
            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'",
        )
        return text
