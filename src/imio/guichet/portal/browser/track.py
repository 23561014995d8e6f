"""Following a dossier without an account: reference and secret code."""

from __future__ import annotations

from imio.guichet.core import access
from imio.guichet.core import dossiers
from imio.guichet.core import references
from imio.guichet.core.clients import client_of
from imio.guichet.core.interfaces import IDossierForm
from imio.guichet.core.origin import is_same_origin
from imio.guichet.i18n import _
from imio.guichet.portal.browser.base import PortalPage
from typing import Any
from zExceptions import Forbidden
from zope.component import queryAdapter


_DUMMY = references.new_secret()


class Track(PortalPage):
    """Asks reference and code. A wrong code, an unknown reference and a dossier that
    belongs to an account get the very same answer after the same work. Another site
    cannot post here: it would plant its own dossier in a visitor's browser."""

    page_title = _("title_track", default="Suivre un dossier")
    error: Any = None
    blocked = False
    reference = ""

    def __call__(self) -> Any:
        self.request.response.setHeader("Cache-Control", "private, no-store")
        self.request.response.setHeader("Referrer-Policy", "same-origin")
        form = self.request.form
        self.reference = _text(form.get("reference"))[:40]
        if self.request.get("REQUEST_METHOD") == "POST":
            if not is_same_origin(self.request, self.site_url):
                raise Forbidden("cross-site post")
            dossier = self._prove(self.reference, _text(form.get("code"))[:60])
            if dossier is not None:
                return self._open(dossier)
            self.request.response.setStatus(429 if self.blocked else 200)
        return self.index()  # type: ignore[attr-defined]

    def _prove(self, reference: str, code: str) -> Any:
        attempts = access.get_attempts(self.context)
        normal = references.normalize(reference) or reference.strip().upper()
        subjects = {"client": client_of(self.request), "dossier": normal}
        blocked = [attempts.blocked(kind, name) for kind, name in subjects.items()]
        dossier = dossiers.find(reference, self.context)
        open_to_code = dossier is not None and dossier.applicant is None
        secret = dossier.secret if open_to_code else _DUMMY
        proven = access.check_secret(_Holder(secret), code)
        if any(blocked):
            self.blocked = True
            self.error = _(
                "error_track_blocked",
                default="Trop d'essais. Attendez un quart d'heure, puis recommencez.",
            )
            return None
        if open_to_code and proven:
            return dossier
        for kind, name in subjects.items():
            attempts.failed(kind, name)
        self.error = _(
            "error_track",
            default="La référence et le code ne vont pas ensemble. Vérifiez-les dans "
            "le courriel de confirmation.",
        )
        return None

    def _open(self, dossier: Any) -> str:
        access.remember(dossier, self.request)
        form = queryAdapter(dossier, IDossierForm)
        url = f"{self.counter_url}/@@dossier/{dossier.reference}"
        if dossier.is_draft and form is not None:
            url = form.form_url()
        self.request.response.redirect(url, status=303)
        return ""


class _Holder:
    """Has a secret, as a dossier has."""

    def __init__(self, secret: str) -> None:
        self.secret = secret


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
