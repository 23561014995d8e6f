"""``@@form``: a procedure's form, from its first page to its submission."""

from __future__ import annotations

from collections.abc import Mapping
from imio.guichet.core import access
from imio.guichet.core import dossiers
from imio.guichet.forms import drafts
from imio.guichet.forms import filling
from imio.guichet.forms import models
from imio.guichet.forms import parking
from imio.guichet.forms import prefill
from imio.guichet.forms.availability import Availability
from imio.guichet.forms.availability import State
from imio.guichet.forms.browser import after  # noqa: F401
from imio.guichet.forms.browser import signatures  # noqa: F401
from imio.guichet.forms.browser.autosave import answer
from imio.guichet.forms.browser.autosave import autosave
from imio.guichet.forms.browser.base import FormView
from imio.guichet.forms.browser.closed import closed_page
from imio.guichet.forms.browser.draft import draft_view
from imio.guichet.forms.browser.guard import TOO_MANY
from imio.guichet.forms.browser.lost import lost_session
from imio.guichet.forms.browser.pages import BACK_FROM_LOGIN
from imio.guichet.forms.browser.pages import PagesView
from imio.guichet.forms.interfaces import IFirstPage
from imio.guichet.forms.parked import typed_of
from imio.guichet.forms.quota import is_personal
from imio.guichet.forms.quota import look
from imio.guichet.forms.quota import open_draft
from imio.guichet.i18n import _
from plone import api
from typing import Any
from urllib.parse import urlencode
from zExceptions import NotFound
from zope.interface import alsoProvides
from zope.interface import implementer
from zope.interface import noLongerProvides
from zope.publisher.interfaces import IPublishTraverse


@implementer(IPublishTraverse)
class Form(FormView):
    """Leads to the first page, or to the draft that the address names."""

    def __init__(self, context: Any, request: Any) -> None:
        super().__init__(context, request)
        self.path: list[str] = []
        alsoProvides(self, IFirstPage)

    def publishTraverse(self, request: Any, name: str) -> Form:
        self.path.append(name)
        noLongerProvides(self, IFirstPage)
        return self

    @property
    def in_turn(self) -> bool:
        """Beginning and submitting wait for their turn: see ``core.turns``."""
        return self.request.method == "POST" and self.path[1:] in ([], ["submit"])

    def page_version(self) -> str:
        """What changes when the first page does, apart from content: see portal."""
        return f"{look(self.context).state}:{self.context.option_set}"

    def __call__(self) -> Any:
        if self.request.method not in ("GET", "HEAD", "POST") or len(self.path) > 4:
            raise NotFound(self.__name__)
        if not self.path:
            return FirstPage(self.context, self.request)()
        return draft_view(self.context, self.request, self.path)()


class FirstPage(PagesView):
    """The first page. Asked for by anonymous people it is the same for everybody:
    nothing is stored, no cookie is set. Posting it begins the draft."""

    given: Mapping[str, object] = filling.NOTHING

    def __call__(self) -> Any:
        self.require_visible()
        form = models.form_of(self.context)
        if form is None:
            raise NotFound(self.context.getId())
        self.form = form.for_channel("web")
        self.given = prefill.given(self.form, self.query)
        state = self.availability()
        if not state.is_open:
            return closed_page(self, state)
        if self.must_sign_in:
            if self.wants_autosave:
                return answer(self, 404)
            if self.is_post:
                return lost_session(self, "")
            self.request.response.setHeader("Cache-Control", "no-store")
            come_back = "?".join(filter(None, (self.form_url, urlencode(self.query))))
            self.request.response.redirect(self.login_url(come_back))
            return ""
        asked = self.ask(self.prefilled(self.form.pages[0]))
        if not asked.pages:
            return self.message(
                _("title_nothing_asked", default="Rien à demander"),
                _(
                    "msg_nothing_asked",
                    default="Ce formulaire n'a pour le moment aucune question.",
                ),
            )
        page_id = asked.pages[0].id
        if self.wants_autosave:
            return autosave(self, page_id)
        if self.is_post:
            return self.begun(page_id)
        token = self.post.text("parked")
        values = parking.parked(token, "") if self.user_id else {}
        if values:
            return self.show(page_id, typed=typed_of(values), notice=BACK_FROM_LOGIN)
        if self.user_id is None and not self.query:
            self.request.response.setHeader(
                "Cache-Control", "public, max-age=0, s-maxage=60"
            )
        return self.show(page_id)

    def begun(self, page_id: str) -> str:
        """Take a first page from people; show it again to what may be a robot."""
        page = self.form.page(page_id)
        assert page is not None
        notice = self.guard.first_page()
        if notice:
            return self.show(page_id, typed=self.typed(page), notice=notice)
        if not self.guard.may_begin():
            self.request.response.setStatus(429)
            return self.message(
                _("title_guard_many", default="Trop de demandes à la fois"), TOO_MANY
            )
        return self.receive(page_id)

    @property
    def answers(self) -> Mapping[str, object]:
        return self.dossier.answers if self.dossier is not None else self.given

    def availability(self) -> Availability:
        """Who may have only one open goes on with the draft there is."""
        found = super().availability()
        if found.is_open and is_personal(self.context) and self.user_id:
            draft = open_draft(self.context, self.user_id)
            if draft is not None:
                return Availability(
                    State.ALREADY, reference=draft.reference, is_draft=True
                )
        return found

    def begin(self, page_id: str, values: Any) -> None:
        if self.user_id is not None:
            candidates = dossiers.drafts_of(self.user_id, self.context)
        else:
            candidates = [
                dossiers.find(reference, self.context)
                for reference in access.held(self.request)
            ]
        self.dossier = drafts.begin(
            self.context,
            candidates,
            page_id,
            {**values, **self.given},
            applicant=self.user_id,
            language=api.portal.get_current_language(self.context),
        )
        self.guard.begun()
        prefill.remember(self.dossier, self.query)
        self.dossier.answers.update(self.given)
        if self.user_id is None:
            access.remember(self.dossier, self.request)
