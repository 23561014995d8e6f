"""``@guichet-form-revisions``: list, one, differences; ``-differences``; ``-restore``."""

from __future__ import annotations

from imio.guichet.forms.studio import history
from imio.guichet.forms.studio import workbench
from imio.guichet.forms.studio.differences import compare
from imio.guichet.forms.studio.publication import state_of
from imio.guichet.forms.studio.services.base import StudioService
from imio.guichet.forms.studio.services.form import Problems
from imio.guichet.forms.studio.shape import check_form
from imio.guichet.forms.studio.shape import JSON


class Get(StudioService):
    """The revisions; with a number, one of them, or what sets it apart."""

    longest_path = 1

    def answer(self) -> JSON:
        if not self.path:
            return {
                "items": [self._item(found) for found in history.listed(self.context)]
            }
        revision = history.revision_of(self.context, self.path[0])
        form = history.form_of(revision)
        against = self.request.form.get("against")
        if against is None:
            return {"form": form}
        if against == "working":
            other = workbench.form_of(self.context)
        else:
            other = history.form_of(history.revision_of(self.context, against))
        return {"changes": compare(form, other, self.translate)}

    def _item(self, revision: history.Revision) -> dict[str, JSON]:
        return {
            "number": revision.number,
            "title": revision.title,
            "author": self.name_of(revision.author),
            "created": revision.created.isoformat(timespec="seconds"),
            "live": revision.number == self.context.live_revision,
            "dossiers": history.dossiers_of(self.context, revision),
        }


class Differences(StudioService):
    """What sets two posted forms apart. Nothing is stored."""

    def answer(self) -> JSON:
        data = self.data
        before, after = (check_form(data.get(name)) for name in ("before", "after"))
        return {"changes": compare(before, after, self.translate)}


class Restore(Problems):
    """Takes a revision up again as the working model."""

    writes = True

    def answer(self) -> JSON:
        data = self.data
        version = self.text(data, "version")
        try:
            version = history.restore(
                self.context, data.get("number"), version, self.user_id
            )
        except workbench.Conflict as conflict:
            return self.conflict(conflict)
        form = workbench.form_of(self.context)
        return {
            "form": form,
            "version": version,
            "problems": self.problems_of(form),
            "saved": workbench.saved_at(self.context),
            "state": state_of(self.context),
        }
