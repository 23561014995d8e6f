"""What an applicant does on the dossier's page: writes, adds, answers, cancels."""

from __future__ import annotations

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from imio.guichet.core import dossiers
from imio.guichet.core import files
from imio.guichet.core.journal import Kind
from imio.guichet.core.types import Side
from imio.guichet.core.types import TransitionRefused
from imio.guichet.core.uploads import UploadRefused
from imio.guichet.i18n import _
from imio.guichet.portal.browser.transition import TransitionForm
from Products.statusmessages.interfaces import IStatusMessage
from typing import Any


MAX_MESSAGE = 5000
MAX_DOCUMENTS = 60
TWICE = timedelta(minutes=2)
"""The same message again within this time was sent once."""


class Acts:
    """Mix-in of the dossier's page; access and token are checked before."""

    refused: TransitionForm | None = None
    message = ""
    message_error: Any = None

    def again(self, message: Any, kind: str = "info", anchor: str = "") -> str:
        """Go back to the page with something to tell."""
        IStatusMessage(self.request).add(message, type=kind)
        self.request.response.redirect(self.url + anchor, status=303)
        return ""

    def say(self) -> Any:
        """Add a message, a document or both."""
        form = self.request.form
        text = form.get("text", "")
        self.message = text.strip() if isinstance(text, str) else ""
        upload = form.get("document")
        has_file = bool(getattr(upload, "filename", ""))
        if not self.message and not has_file:
            return self._refuse(
                _(
                    "error_message_empty",
                    default="Écrivez un message ou choisissez un document.",
                )
            )
        if len(self.message) > MAX_MESSAGE:
            return self._refuse(
                _(
                    "error_message_long",
                    default="Ce message est trop long : ${max} caractères au plus.",
                    mapping={"max": MAX_MESSAGE},
                )
            )
        if self._said_already(has_file):
            return self.again(self._sent(), anchor="#messages")
        added: tuple[str, ...] = ()
        if has_file:
            try:
                added = (self._keep(upload),)
            except UploadRefused as refused:
                return self._refuse(refused.message)
        name = self.form.contact_name() if self.form is not None else ""
        dossiers.say(
            self.dossier,
            self.message,
            kind=Kind.MESSAGE,
            side=Side.APPLICANT,
            author=self.user_id,
            author_name=name or self.dossier.applicant_name,
            files=added,
        )
        return self.again(self._sent(), anchor="#messages")

    def move(self, name: str) -> Any:
        """Carry out a transition with the fields that were posted."""
        transition = next((t for t in self.transitions() if t.id == name), None)
        if transition is None:
            return self.again(
                _(
                    "error_act_too_late",
                    default="Ce n'est plus possible : votre dossier a avancé.",
                ),
                "warning",
            )
        step = self.request.form.get("step", "")
        form = self.transition_form(transition)
        try:
            form.perform(self.lifecycle, step if isinstance(step, str) else "")
        except TransitionRefused as refused:
            if not refused.errors:
                return self.again(refused.message, "warning")
            self.refused = form
            return self.index()
        return self.again(_("msg_act_done", default="C'est fait."))

    def _sent(self) -> Any:
        return _("msg_message_sent", default="Votre message est envoyé au service.")

    def _refuse(self, error: Any) -> Any:
        self.message_error = error
        return self.index()

    def _said_already(self, has_file: bool) -> bool:
        journal = self.dossier.journal
        last = journal.messages()[-1:] if journal is not None else []
        return not has_file and any(
            entry.side == Side.APPLICANT
            and entry.text == self.message
            and datetime.now(UTC) - entry.created < TWICE
            for entry in last
        )

    def _keep(self, upload: Any) -> str:
        """Put an upload into the dossier and return its id; raises UploadRefused."""
        if len(dossiers.files_of(self.dossier)) >= MAX_DOCUMENTS:
            raise UploadRefused(
                _(
                    "error_upload_too_many",
                    default="Ce dossier a déjà beaucoup de documents : appelez le service.",
                )
            )
        file = files.keep(upload.filename, upload)
        document = dossiers.add_file(
            self.dossier, file, side=Side.APPLICANT, author=self.user_id or ""
        )
        return document.getId()
