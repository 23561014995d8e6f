"""What an applicant does from a dossier that was sent: correct it, start again."""

from __future__ import annotations

from imio.guichet.core import access
from imio.guichet.core import dossiers
from imio.guichet.forms import clock
from imio.guichet.forms import copying
from imio.guichet.forms import corrections
from imio.guichet.forms import drafts
from imio.guichet.forms import filling
from imio.guichet.forms import models
from imio.guichet.forms.availability import Availability
from imio.guichet.forms.availability import State
from imio.guichet.forms.browser.closed import closed_page
from imio.guichet.forms.browser.draft import DraftView
from imio.guichet.forms.browser.draft import PLACES
from imio.guichet.forms.browser.pages import CHECK
from imio.guichet.forms.browser.sheets import question_sheet
from imio.guichet.forms.html import tag
from imio.guichet.forms.quota import is_personal
from imio.guichet.forms.quota import open_draft
from imio.guichet.i18n import _
from markupsafe import Markup
from plone import api
from Products.CMFCore.permissions import View
from typing import Any


class Correct(DraftView):
    """``<reference>/correct``: begins the correction of what was sent."""

    needs_open = False

    def answer(self) -> Any:
        """A draft, or a correction begun: go on with it."""
        place = CHECK if self.correcting is not None else ""
        return self.redirect(self.place_url(place).rstrip("/"))

    def after_submission(self) -> Any:
        if not corrections.is_allowed(self.dossier):
            return super().after_submission()
        title = _("title_correct", default="Corriger votre demande")
        if not self.is_post or not self.protect():
            said = _(
                "msg_correct",
                default="Vous retrouvez vos réponses, page par page. Le service garde "
                "celles que vous avez envoyées jusqu'à ce que vous enregistriez la "
                "correction ; il voit alors ce qui a changé.",
            )
            body = question_sheet(
                self,
                title,
                tag("p", self.translate(said)),
                self.place_url("correct"),
                _("button_correct", default="Corriger"),
                f"{self.counter_url}/@@dossier/{self.reference}",
            )
            return self.page(body, title)
        today = clock.local(self.dossier.sent).date()
        corrections.begin(self.dossier, self.form, today)
        return self.redirect(self.place_url(CHECK))


class Again(DraftView):
    """``<reference>/again``: a new draft with the answers of a dossier."""

    needs_open = False

    def answer(self) -> Any:
        """A draft goes on as it is; a correction that was begun is no matter."""
        if self.correcting is not None:
            self.dossier = self.correcting
            return self.after_submission()
        return self.go_on()

    def after_submission(self) -> Any:
        live = models.form_of(self.context)
        if live is None or not api.user.has_permission(View, obj=self.context):
            return self.retired()
        state = self._availability()
        if not state.is_open:
            return closed_page(self, state)
        if self.must_sign_in:
            return super().after_submission()
        live = live.for_channel("web")
        today = clock.local(self.dossier.sent).date()
        asked = filling.ask(self.form, self.dossier.answers, today)
        copied = copying.copy_answers(self.form, live, asked.answers)
        if self.is_post and self.protect():
            return self._begin(live, copied)
        title = _("title_again", default="Recommencer à partir de cette demande")
        body = question_sheet(
            self,
            title,
            self._said(copied),
            self.place_url("again"),
            _("button_again", default="Créer le brouillon"),
            f"{self.counter_url}/@@dossier/{self.reference}",
        )
        return self.page(body, title)

    def _availability(self) -> Availability:
        found = self.availability()
        if found.is_open and is_personal(self.context) and self.user_id:
            draft = open_draft(self.context, self.user_id)
            if draft is not None:
                return Availability(
                    State.ALREADY, reference=draft.reference, is_draft=True
                )
        return found

    def _said(self, copied: copying.Copied) -> Markup:
        _t = self.translate
        intro = _(
            "msg_again",
            default="Un nouveau brouillon reprend les réponses de la demande "
            "${reference}. Rien n'est envoyé avant que vous l'ayez relu et envoyé.",
            mapping={"reference": self.dossier.reference},
        )
        if not copied.lost:
            return tag("p", _t(intro))
        lost = _(
            "msg_again_lost",
            default="Le formulaire a changé : ces réponses ne peuvent être reprises.",
        )
        rows = (
            tag(
                "div",
                tag("dt", _t(title)),
                tag("dd", _t(text)),
                class_="g-summary__row",
            )
            for title, text in copied.lost
        )
        return tag(
            "div",
            tag("p", _t(intro)),
            tag("p", _t(lost)),
            tag("dl", *rows, class_="g-summary"),
            class_="g-stack",
        )

    def _begin(self, live: Any, copied: copying.Copied) -> str:
        """Make the draft; asked twice, the same one is found again."""
        draft = self._same(copied)
        if draft is None:
            draft = dossiers.create_draft(
                self.context,
                applicant=self.user_id,
                language=api.portal.get_current_language(self.context),
            )
            draft.answers.update(copied.values)
            asked = filling.ask(live, draft.answers, self.today)
            # What comes from elsewhere and is locked is taken anew: pages that have
            # such a question are shown.
            draft.progress = tuple(
                page.id
                for page in asked.pages
                if not any(found.locked for found in page.fields)
            )
            if self.user_id is None:
                access.remember(draft, self.request)
        return self.redirect(f"{self.form_url}/{draft.reference}")

    def _same(self, copied: copying.Copied) -> Any:
        if self.user_id is not None:
            found = dossiers.drafts_of(self.user_id, self.context)
        else:
            held = (
                dossiers.find(reference, self.context)
                for reference in access.held(self.request)
            )
            found = [draft for draft in held if draft is not None and draft.is_draft]
        uid, live = self.dossier.procedure_uid, self.context.live_revision
        return next(
            (
                draft
                for draft in found
                if (draft.procedure_uid, draft.revision) == (uid, live)
                and drafts.same_answers(draft.answers, copied.values)
            ),
            None,
        )


PLACES["again"] = Again
PLACES["correct"] = Correct
