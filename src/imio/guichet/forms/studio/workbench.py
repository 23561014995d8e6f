"""A procedure's working model: taken up, saved, and who saved it last."""

from __future__ import annotations

from datetime import datetime
from datetime import UTC
from hashlib import sha256
from imio.guichet.core.content.procedure import Procedure
from imio.guichet.forms.studio import model
from imio.guichet.forms.studio.errors import Refused
from imio.guichet.forms.studio.shape import JSON
from imio.guichet.i18n import _


class Conflict(Refused):
    """Somebody saved the form since it was read."""

    def __init__(self, author: str, when: str) -> None:
        super().__init__(
            _(
                "studio_conflict",
                default="Quelqu'un d'autre a modifié ce formulaire entre-temps.",
            ),
            status=409,
        )
        self.author = author
        self.when = when


def title_of(procedure: Procedure) -> str:
    """Return the title that managers work on: citizens see it once published."""
    return procedure.draft_title or procedure.title or ""


def form_of(procedure: Procedure) -> dict[str, JSON]:
    """Return the FORM of the working model."""
    return model.read(procedure.fields_model or "", title_of(procedure))


def version_of(procedure: Procedure) -> str:
    """Return what changes when the working model does."""
    text = f"{title_of(procedure)}\0{procedure.fields_model or ''}"
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:20]


def save(procedure: Procedure, form: JSON, version: str, author: str) -> str:
    """Save a FORM as the working model; return the new version.

    Raises Conflict when ``version`` is no longer the stored one, unless what is
    stored says the same; Refused when the form is none.
    """
    source = model.write_form(form)
    title = form["title"].strip()
    if not title:
        raise Refused(_("studio_title", default="Donnez un titre au formulaire."))
    same = title == title_of(procedure) and source == procedure.fields_model
    if same:
        return version_of(procedure)
    if version != version_of(procedure):
        raise Conflict(procedure.saved_by, saved_at(procedure))
    procedure.fields_model = source
    _retitle(procedure, title)
    procedure.saved_by = author
    procedure.saved_on = datetime.now(UTC)
    procedure.notifyModified()
    procedure.reindexObject(idxs=["modified"])
    return version_of(procedure)


def saved_at(procedure: Procedure) -> str:
    """Return the moment of the last save as ISO text, '' when it never was."""
    moment = procedure.saved_on
    return moment.isoformat(timespec="seconds") if moment else ""


def _retitle(procedure: Procedure, title: str) -> None:
    if title == title_of(procedure):
        return
    if procedure.live_revision is None:
        procedure.title = title
        procedure.draft_title = ""
        procedure.reindexObject(idxs=["Title", "sortable_title", "SearchableText"])
    else:
        procedure.draft_title = "" if title == procedure.title else title
