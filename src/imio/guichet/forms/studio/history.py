"""A procedure's revisions, as managers read them; one taken up again."""

from __future__ import annotations

from imio.guichet.core import revisions
from imio.guichet.core.catalog import get_catalog
from imio.guichet.core.content.procedure import Procedure
from imio.guichet.core.revisions import Revision
from imio.guichet.forms.studio import model
from imio.guichet.forms.studio import workbench
from imio.guichet.forms.studio.errors import Refused
from imio.guichet.forms.studio.shape import JSON
from imio.guichet.i18n import _
from plone.uuid.interfaces import IUUID


def revision_of(procedure: Procedure, number: JSON) -> Revision:
    """Return a revision by its number, given as a number or as text."""
    text = str(number) if not isinstance(number, bool) else ""
    known = text.isascii() and text.isdigit() and len(text) < 9
    found = revisions.get_revision(procedure, int(text)) if known else None
    if found is None:
        raise Refused(
            _("studio_no_revision", default="Cette version n'existe pas."), status=404
        )
    return found


def listed(procedure: Procedure) -> list[Revision]:
    """Return the revisions, the last one first."""
    return sorted((procedure.revisions or {}).values(), key=lambda found: -found.number)


def dossiers_of(procedure: Procedure, revision: Revision) -> int:
    """Return how many dossiers (drafts apart) were filled with a revision.

    The number alone: those who build forms need not see the dossiers.
    """
    query = {"procedure_uid": IUUID(procedure), "revision": revision.number}
    return len(get_catalog(procedure).search_all(query))


def form_of(revision: Revision) -> dict[str, JSON]:
    """Return the FORM of a revision."""
    return model.read(revision.model, revision.title)


def restore(procedure: Procedure, number: JSON, version: str, author: str) -> str:
    """Make a revision's form the working model; the live one stays.

    Translations and tests come back with it. Returns the new version; raises
    Conflict like ``workbench.save``.
    """
    revision = revision_of(procedure, number)
    form = form_of(revision)
    form["title"] = form["title"] or workbench.title_of(procedure)
    saved = workbench.save(procedure, form, version, author)
    procedure.translations = {
        language: {key: dict(entry) for key, entry in known.items()}
        for language, known in revision.translations.items()
    }
    procedure.tests = tuple(revision.tests)
    return saved
