"""A draft: its pages, the final check, submission, leaving and discarding it."""

from __future__ import annotations

from imio.guichet.core import access
from imio.guichet.core import dossiers
from imio.guichet.core import downloads
from imio.guichet.core import references
from imio.guichet.core.answers import find_answer
from imio.guichet.core.files import file_at
from imio.guichet.forms import clock
from imio.guichet.forms import corrections
from imio.guichet.forms import drafts
from imio.guichet.forms import filling
from imio.guichet.forms import parking
from imio.guichet.forms.availability import NotOpen
from imio.guichet.forms.browser import sheets
from imio.guichet.forms.browser.autosave import answer
from imio.guichet.forms.browser.autosave import autosave
from imio.guichet.forms.browser.closed import closed_page
from imio.guichet.forms.browser.lost import lost_session
from imio.guichet.forms.browser.pages import BACK_FROM_LOGIN
from imio.guichet.forms.browser.pages import CHECK
from imio.guichet.forms.browser.pages import CHECK_TITLE
from imio.guichet.forms.browser.pages import INCOMPLETE
from imio.guichet.forms.browser.pages import PagesView
from imio.guichet.forms.browser.resume import confirm_page
from imio.guichet.forms.browser.resume import proven
from imio.guichet.forms.browser.resume import send_link
from imio.guichet.forms.browser.resume import wrong_code
from imio.guichet.forms.browser.waiting import ended_notice
from imio.guichet.forms.browser.waiting import SIGNATURES
from imio.guichet.forms.controls.base import Message
from imio.guichet.forms.filling import Faults
from imio.guichet.forms.parked import typed_of
from imio.guichet.forms.signing import acts
from imio.guichet.i18n import _
from plone import api
from plone.uuid.interfaces import IUUID
from Products.CMFCore.permissions import View
from typing import Any
from typing import TYPE_CHECKING
from zExceptions import NotFound


if TYPE_CHECKING:
    from imio.guichet.core.content.dossier import Dossier


CORRECTED = _("button_keep_correction", default="Enregistrer la correction")


def draft_view(context: Any, request: Any, path: list[str]) -> DraftView:
    """Return what answers for ``<reference>[/<place>[/<name>]]``."""
    reference = references.normalize(path[0])
    if reference is None or (len(path) > 2) != (path[1:2] == ["file"]):
        raise NotFound(path[0])
    place = path[1] if len(path) > 1 else ""
    view = PLACES.get(place, DraftPage)(context, request)
    view.reference = reference
    view.place = place
    view.name = path[2] if len(path) > 2 else ""
    view.number = path[3] if len(path) > 3 else ""
    return view


class DraftView(PagesView):
    """Lets only the applicant in: for others there is nothing here."""

    dossier: Dossier
    reference = ""
    place = ""
    name = ""
    number = ""
    needs_open = True
    """False for what may be done with a draft of a closed procedure."""

    correcting: Dossier | None = None
    """The dossier that was sent and that the applicant corrects."""

    def __call__(self) -> Any:
        found = dossiers.find(self.reference, self.context)
        if found is not None and found.procedure_uid != IUUID(self.context):
            found = None
        if found is None or not access.is_applicant(found, self.request):
            return self.refuse(found)
        form = drafts.form_of(found)
        if form is None:
            raise NotFound(self.reference)
        self.dossier = found
        self.form = form
        if not found.is_draft:
            correction = corrections.current(found)
            if correction is None:
                return self.after_submission()
            self.correcting = found
            self.dossier = correction
            # Rules that read today's date keep the answer they had at submission.
            self.today = clock.local(found.sent).date()
            return self.answer()
        if found.awaits_signatures:
            return self.while_waiting()
        if self.needs_open:
            if not api.user.has_permission(View, obj=self.context):
                return self.retired()
            state = self.availability()
            if not state.is_open:
                return closed_page(self, state, has_draft=True)
        return self.answer()

    def answer(self) -> Any:
        raise NotImplementedError

    def while_waiting(self) -> Any:
        """It was sent and others are to sign it: what they read cannot be changed."""
        if self.wants_autosave:
            return answer(self, 404)
        return self.redirect(self.place_url(SIGNATURES))

    def refuse(self, found: Dossier | None) -> Any:
        """Answer somebody who may not see the draft, whether it exists or not."""
        if self.wants_autosave:
            return answer(self, 404)
        if self.user_id is None and self.is_post:
            place = "/".join(filter(None, (self.reference, self.place)))
            return lost_session(self, place)
        raise NotFound(self.reference)

    def check_page(self, notice: Message = "") -> str:
        """Answer with the final check; ``notice``: why it was not sent."""
        button = CORRECTED if self.correcting is not None else sheets.SUBMIT
        notice = notice or ended_notice(self)
        body = sheets.check_sheet(self, self.ask(self.answers), notice, button)
        return self.page(body, CHECK_TITLE, self.place_url(CHECK))

    def after_submission(self) -> Any:
        """The dossier was sent: its own page is where to go."""
        if self.wants_autosave:
            return answer(self, 404)
        url = f"{self.counter_url}/@@dossier/{self.reference}"
        if self.is_post and corrections.begun(self.dossier) is not None:
            return self.message(
                _("title_correct_late", default="Votre demande a avancé"),
                _(
                    "msg_correct_late",
                    default="Elle ne peut plus être corrigée ici : ce que vous avez "
                    "changé n'a pas été enregistré. Écrivez au service depuis votre "
                    "dossier.",
                ),
                links=[(_("link_open_dossier", default="Ouvrir ma demande"), url)],
            )
        return self.redirect(url)

    def confirmation(self) -> str:
        return self.redirect(f"{self.counter_url}/@@dossier/{self.reference}/submitted")

    def retired(self) -> str:
        return self.message(
            _("title_retired", default="Cette démarche n'est plus proposée"),
            _(
                "msg_retired",
                default="Votre brouillon est gardé, mais il ne peut plus être envoyé.",
            ),
        )

    def place_with(self, place: str, **query: str) -> str:
        """Return the address of a place with a query, empty values left out."""
        said = "&".join(f"{name}={value}" for name, value in query.items() if value)
        return self.place_url(place) + (f"?{said}" if said else "")

    def go_on(self, parked: str = "") -> str:
        """Lead to the first page that remains to be filled, or to the check."""
        pending = drafts.incomplete(self.dossier, self.form, self.today)
        place = pending[0].id if pending is not None else CHECK
        return self.redirect(self.place_with(place, parked=parked))


class Entry(DraftView):
    """``<reference>``: leads where one stopped. With the secret code, lets an
    anonymous applicant in from another browser."""

    def answer(self) -> Any:
        parked, to = self.post.text("parked"), self.post.text("to")
        if parked and self.form.page(to) is not None:
            return self.redirect(self.place_with(to, parked=parked))
        return self.go_on()

    def refuse(self, found: Dossier | None) -> Any:
        code = self.post.text("code")
        if not code:
            raise NotFound(self.reference)
        if not self.is_post:
            return confirm_page(self, code)
        if proven(self, found, code):
            return self.__class__.__call__(self)
        return wrong_code(self)


class DraftPage(DraftView):
    """``<reference>/<page>``: one page of the draft."""

    def answer(self) -> Any:
        page = self.form.page(self.place)
        if page is None:
            raise NotFound(self.place)
        if self.wants_autosave:
            return autosave(self, page.id)
        if self.is_post:
            return self.receive(page.id)
        asked = self.ask(self.answers)
        shown = asked.page(page.id)
        if shown is None:
            # Proposed answers may be what makes it asked; otherwise it is not.
            return self.go_on()
        pending = filling.first_incomplete(asked, self.progress, self.today)
        if pending is not None and asked.number(pending[0].id) < asked.number(page.id):
            return self.redirect(self.place_with(pending[0].id, incomplete="1"))
        token = self.post.text("parked")
        values = parking.parked(token, f"{self.reference}/{page.id}")
        if values:
            return self.show(page.id, typed=typed_of(values), notice=BACK_FROM_LOGIN)
        if self.post.text("incomplete"):
            faults = Faults()
            if page.id in self.progress:
                faults = filling.check(shown, asked.answers, self.today)
            return self.show(page.id, faults=faults, notice=INCOMPLETE)
        return self.show(page.id)


class Check(DraftView):
    """``<reference>/check``: the answers, page by page, before they are sent."""

    def answer(self) -> Any:
        pending = drafts.incomplete(self.dossier, self.form, self.today)
        if pending is not None:
            return self.redirect(self.place_with(pending[0].id, incomplete="1"))
        return self.check_page()


class Submit(DraftView):
    """``<reference>/submit``: sends the dossier. Asked twice, it is sent once."""

    def answer(self) -> Any:
        if not self.is_post:
            return self.redirect(self.place_url(CHECK))
        if not self.protect():
            return self.redirect(self.place_url(CHECK))
        pending = drafts.incomplete(self.dossier, self.form, self.today)
        if pending is not None:
            return self.redirect(self.place_with(pending[0].id, incomplete="1"))
        if self.correcting is not None:
            user_id = self.user_id or ""
            corrections.keep(self.correcting, self.form, self.today, user_id)
            return self.redirect(f"{self.counter_url}/@@dossier/{self.reference}")
        people, refusal = acts.wanted(self.dossier, self.form, self.today)
        if refusal:
            return self.check_page(refusal)
        refusal, status = self.guard.submission()
        if refusal:
            self.request.response.setStatus(status, lock=True)
            return self.check_page(refusal)
        try:
            if people:
                acts.send(self.dossier, self.form, self.today, people)
                return self.redirect(self.place_url(SIGNATURES))
            drafts.submit(self.dossier, self.form, self.today)
        except NotOpen as late:
            return closed_page(self, late.availability, has_draft=True)
        except acts.SigningRefused as refused:
            return self.check_page(refused.message)
        return self.confirmation()

    def after_submission(self) -> Any:
        if corrections.begun(self.dossier) is not None:
            return super().after_submission()
        return self.confirmation()


class Leave(DraftView):
    """``<reference>/leave``: how to come back to a draft; sends the address by mail."""

    needs_open = False

    def answer(self) -> Any:
        title = _("title_draft_saved", default="Votre brouillon est enregistré")
        said, wrong = "", False
        if self.is_post and not self.dossier.applicant and self.protect():
            said, wrong = send_link(self, self.post.text("email"))
        return self.page(sheets.leave_sheet(self, title, said, wrong), title)


class Discard(DraftView):
    """``<reference>/discard``: removes the draft, once confirmed."""

    needs_open = False

    def answer(self) -> Any:
        title = _("title_discard_draft", default="Supprimer ce brouillon ?")
        if not self.is_post or not self.protect():
            return self.page(sheets.discard_sheet(self, title), title)
        if self.correcting is not None:
            corrections.drop(self.correcting)
            return self.redirect(f"{self.counter_url}/@@dossier/{self.reference}")
        dossiers.discard(self.dossier)
        if self.user_id is not None:
            return self.redirect(f"{self.counter_url}/@@my-space")
        return self.redirect(self.context.absolute_url())


class AnswerFile(DraftView):
    """``<reference>/file/<field>[/<n>]``: a file of the draft, for its applicant."""

    needs_open = False

    def answer(self) -> Any:
        answer = find_answer(self.dossier.answers, self.name)
        value = file_at(answer, self.number)
        if value is None:
            raise NotFound(self.name)
        if self.post.text("small"):
            return downloads.send_small(self.request, value)
        return downloads.send_file(self.request, value, inline=True)

    def while_waiting(self) -> Any:
        return self.answer()


PLACES: dict[str, type[DraftView]] = {
    "": Entry,
    "check": Check,
    "discard": Discard,
    "file": AnswerFile,
    "leave": Leave,
    "submit": Submit,
}
