"""``@guichet-form-publication``: where a form stands, and what is done about it."""

from __future__ import annotations

from datetime import datetime
from imio.guichet.forms import clock
from imio.guichet.forms.publication import PublicationRefused
from imio.guichet.forms.studio import approval
from imio.guichet.forms.studio import problems
from imio.guichet.forms.studio import publication
from imio.guichet.forms.studio import workbench
from imio.guichet.forms.studio.errors import Refused
from imio.guichet.forms.studio.services.base import StudioService
from imio.guichet.forms.studio.shape import JSON
from imio.guichet.i18n import _
from plone.api.exc import InvalidParameterError

import transaction


ACTS = {
    "ask": publication.ask,
    "withdraw": publication.withdraw,
    "approve": publication.approve,
    "refuse": publication.refuse,
    "publish": publication.publish,
    "retire": publication.retire,
}


class Get(StudioService):
    """The state, and the trail of who asked, approved and published."""

    def answer(self) -> JSON:
        trail = publication.trail_lines(self.context)
        return {
            "state": publication.state_of(self.context),
            "trail": [{**line, "name": self.name_of(line["user"])} for line in trail],
        }


class Post(StudioService):
    """Does one act."""

    writes = True

    def answer(self) -> JSON:
        data = self.data
        act = self.text(data, "act")
        comment = self.text(data, "comment").strip()
        if len(comment) > publication.LONGEST_COMMENT:
            raise Refused(_("studio_comment", default="Le commentaire est trop long."))
        try:
            self._do(act, comment, data)
        except PublicationRefused as refused:
            transaction.abort()
            return self._refused(refused)
        except InvalidParameterError:
            raise Refused(
                _(
                    "studio_no_transition",
                    default="Ce n'est pas possible dans l'état où est le formulaire.",
                ),
                status=409,
            ) from None
        return publication.state_of(self.context)

    def _do(self, act: str, comment: str, data: dict[str, JSON]) -> None:
        if act in ACTS:
            ACTS[act](self.context, comment)
        elif act == "schedule":
            when, until = (self._moment(data, name) for name in ("when", "until"))
            publication.plan(self.context, when, until)
        elif act == "unschedule":
            publication.unplan(self.context)
        else:
            raise Refused(_("studio_act", default="Cet acte n'existe pas."), "act")

    def _moment(self, data: dict[str, JSON], name: str) -> datetime | None:
        text = self.text(data, name) if data.get(name) is not None else ""
        if not text:
            return None
        try:
            return clock.local(datetime.fromisoformat(text))
        except (ValueError, OverflowError):
            raise Refused(
                _("studio_moment", default="Ce moment ne peut être lu."), name
            ) from None

    def _refused(self, refused: PublicationRefused) -> JSON:
        message = _("title_publication_refused", default="Le formulaire a des erreurs")
        form = workbench.form_of(self.context)
        return {
            **self.error(Refused(message, status=409)),
            "problems": problems.told(form, refused.problems, self.translate),
            "tests": approval.failing(self.context),
        }
