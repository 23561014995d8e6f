"""A page of a form: shown, posted, saved. Shared by the first page and by drafts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cached_property
from imio.guichet.core.content.dossier import Dossier
from imio.guichet.forms import clock
from imio.guichet.forms import confirming
from imio.guichet.forms import drafts
from imio.guichet.forms import filling
from imio.guichet.forms import live
from imio.guichet.forms import parking
from imio.guichet.forms import prefill
from imio.guichet.forms import rows
from imio.guichet.forms.browser.autosave import version_of
from imio.guichet.forms.browser.base import FormView
from imio.guichet.forms.controls.base import Message
from imio.guichet.forms.controls.base import PREFIX
from imio.guichet.forms.controls.base import Typed
from imio.guichet.forms.controls.given import files_act
from imio.guichet.forms.drawing import draw
from imio.guichet.forms.drawing import Sheet
from imio.guichet.forms.drawing import Step
from imio.guichet.forms.filling import Asked
from imio.guichet.forms.filling import AskedPage
from imio.guichet.forms.filling import Faults
from imio.guichet.forms.types import Form
from imio.guichet.forms.types import Page
from imio.guichet.i18n import _
from plone import api


CHECK = "check"
CHECK_TITLE = _("title_check", default="Vérifiez vos réponses")
NEW_QUESTIONS = _(
    "msg_new_questions",
    default="Vos réponses amènent d'autres questions : elles se sont ajoutées ci-dessous.",
)
INCOMPLETE = _(
    "msg_incomplete_page",
    default="Il reste à remplir cette page avant de continuer. Ce que vous avez déjà "
    "répondu est gardé.",
)
SHOWN_AGAIN = _(
    "msg_shown_again",
    default="Vous vous êtes identifié entre-temps. Vérifiez ce que vous avez écrit, "
    "puis continuez.",
)
BACK_FROM_LOGIN = _(
    "msg_parked",
    default="Voici ce que vous aviez écrit. Continuez pour l'enregistrer.",
)


NO_FAULTS = Faults()


class PagesView(FormView):
    """Shows and reads pages. ``dossier`` is None until the first page is posted."""

    form: Form
    dossier: Dossier | None = None

    @cached_property
    def today(self) -> date:
        return clock.today()

    @property
    def answers(self) -> Mapping[str, object]:
        return self.dossier.answers if self.dossier is not None else {}

    @property
    def progress(self) -> tuple[str, ...]:
        return self.dossier.progress if self.dossier is not None else ()

    @cached_property
    def query(self) -> Mapping[str, str]:
        """The values of the address by which the form was opened, that it reads."""
        if self.dossier is not None:
            return prefill.remembered(self.dossier)
        return prefill.query_of(self.form, self.request.form)

    @cached_property
    def proposals(self) -> prefill.Proposals:
        return prefill.Proposals(
            self.user_id, self.today, self.query, self.form.options
        )

    def ask(self, answers: Mapping[str, object]) -> Asked:
        """Return what the form asks, given answers."""
        return filling.ask(self.form, answers, self.today)

    @property
    def choices_url(self) -> str:
        """Return where a page's script fetches the choices of a long list."""
        number = self.context.live_revision
        if self.dossier is not None:
            number = self.dossier.revision
        return f"{self.context.absolute_url()}/@@form-choices/{number}"

    def place_url(self, place: str) -> str:
        """Return the address of a page of the draft, or of the form's first page."""
        if self.dossier is None:
            return self.form_url
        return f"{self.form_url}/{self.dossier.reference}/{place}"

    # Showing

    def prefilled(self, page: Page) -> dict[str, object]:
        """Return what a page proposes to somebody who has not filled it yet."""
        if page.id in self.progress:
            return {}
        found = {}
        for field in page.fields:
            if field.is_asked and field.name not in self.answers:
                value = self.proposals.value(field)
                if not field.control.is_empty(value):
                    found[field.name] = value
        return found

    def show(
        self,
        page_id: str,
        *,
        typed: Mapping[str, Typed] | None = None,
        answers: Mapping[str, object] | None = None,
        faults: Faults = NO_FAULTS,
        notice: Message = "",
        focus: str = "",
    ) -> str:
        """Answer with a page. ``typed`` is shown as it is instead of the answers."""
        page = self.form.page(page_id)
        assert page is not None
        if answers is None:
            answers = {**self.prefilled(page), **self.answers}
        locked = self.proposals.locked(page)
        answers = {**answers, **locked}
        asked = self.ask(answers)
        shown = asked.page(page_id)
        assert shown is not None
        if typed is None:
            typed = {
                field.name: field.control.write(answers.get(field.name))
                for field in page.fields
                if field.is_asked
            }
        sheet = self._sheet(page, shown, asked, answers, typed, faults, notice)
        body = draw(replace(sheet, locked=frozenset(locked), focus=focus))
        self.crumb = title = self.translate(page.title)
        if faults:
            title = self.translate(
                _(
                    "title_with_errors",
                    default="Erreur : ${title}",
                    mapping={"title": title},
                )
            )
        url = self.place_url(page_id)
        if sheet.check_url:
            url += f"?return={CHECK}"
        return self.page(body, title, url)

    def _sheet(
        self,
        page: Page,
        shown: AskedPage,
        asked: Asked,
        answers: Mapping[str, object],
        typed: Mapping[str, Typed],
        faults: Faults,
        notice: Message,
    ) -> Sheet:
        draft = self.dossier
        before, _after = filling.neighbours(asked, page.id)
        hidden = self.token_inputs()
        back_to_check = draft is not None and self.post.text("return") == CHECK
        if back_to_check:
            hidden.append(("return", CHECK))
        if parked := self.post.text("parked"):
            hidden.append(("parked", parked))
        if draft is not None:
            hidden.append(("version", version_of(page, draft.answers)))
        else:
            hidden += self.guard.inputs()
            hidden += [
                (prefill.PREFIX + name, said) for name, said in self.query.items()
            ]
        return Sheet(
            page=page,
            procedure=self.form.title or self.context.title,
            action=self.place_url(page.id),
            translate=self.translate,
            typed=typed,
            shown=shown.names,
            required=filling.required_places(shown, asked.answers, self.today),
            rows=shown.rows,
            answers={**answers, **asked.answers},
            steps=self.steps(asked, page.id),
            faults=faults,
            notice=notice,
            hidden=hidden,
            rules=live.live_rules(
                self.form,
                page,
                asked.answers,
                self.today,
                {
                    **{
                        found.name: answers[found.name]
                        for found in page.fields
                        if found.query and found.name in answers
                    },
                    **self.proposals.locked(page),
                },
            ),
            today=self.today,
            offered=filling.offered(page, asked.answers, self.today),
            choices_url=self.choices_url,
            site_url=api.portal.get().absolute_url(),
            file_url=self.place_url("file") if draft is not None else "",
            can_go_back=before is not None,
            trap=draft is None and bool(self.guard.level),
            autosaved=draft is not None or self.user_id is not None,
            check_url=self.place_url(CHECK) if back_to_check else "",
            saved=self.saved_message(),
            discard_url=self.place_url("discard") if draft is not None else "",
        )

    def steps(self, asked: Asked, current: str) -> list[Step]:
        """Return the way: the pages that will be asked, then the final check."""
        steps = []
        for page in asked.pages:
            done = page.id in self.progress
            steps.append(
                Step(
                    page.page.title,
                    url=self.place_url(page.id) if done else "",
                    current=page.id == current,
                    done=done,
                )
            )
        return [*steps, Step(CHECK_TITLE, current=current == CHECK)]

    def saved_message(self) -> Message:
        """Return when the draft was saved, in words; '' without a draft."""
        if self.dossier is None:
            return ""
        moment = clock.local(self.dossier.changed)
        return _(
            "msg_saved",
            default="Enregistré à ${time} (dossier ${reference})",
            mapping={"time": f"{moment:%H:%M}", "reference": self.dossier.reference},
        )

    # Posting

    def typed(self, page: Page) -> dict[str, Typed]:
        """Return what was typed in a posted page."""
        return {
            field.name: self.post.typed(field.name)
            for field in page.fields
            if field.is_asked
        }

    def receive(self, page_id: str) -> str:
        """Read a posted page, save it and lead on."""
        page = self.form.page(page_id)
        assert page is not None
        if not self.protect():
            return self.show(page_id, typed=self.typed(page), notice=SHOWN_AGAIN)
        act = self.post.text("act")
        self.post, focus = rows.arranged(self.post, act, page.most_rows)
        asks = files_act(act) if not focus else None
        if asks is not None:
            self.post = self.post.with_text(f"{PREFIX}{asks.name}.remove", asks.key)
        locked = self.proposals.locked(page)
        values, unread = filling.read(page, self.post, self.answers, locked)
        values, unread = self.take_codes(page, values, unread)
        asked = self.ask({**self.answers, **values})
        shown = asked.page(page_id)
        if shown is None:  # an earlier answer, changed elsewhere, took the page away
            return self.redirect(self.next_url(asked, page_id))
        unread = filling.withdrawn(shown, values, asked.answers, unread)
        kept = {
            name: value if name in shown.names else None
            for name, value in values.items()
        }
        faults = filling.check(shown, asked.answers, self.today, unread)
        seen = self.post.texts("asked")
        new = filling.newly_asked(shown, seen) if seen else frozenset()
        if focus:  # rows come and go: nothing is judged, nothing is new
            faults, new = Faults(unread.fields), frozenset()
        if asks is not None:  # the same, and only that question's refusal is told
            told = {n: said for n, said in unread.fields.items() if n == asks.name}
            faults, new = Faults(told), frozenset()
        complete = not faults and not new and not focus and asks is None
        if self.dossier is None:
            if not complete and not any(value is not None for value in kept.values()):
                if act != "leave":
                    return self._again(shown, kept, faults, new, focus)
            self.begin(page_id, kept)
        assert self.dossier is not None
        drafts.save(self.dossier, page_id, kept, complete=complete)
        if act not in ("back", "leave") and not focus:
            faults = self.send_codes(shown, kept, faults, unread)
        self.back_url = self.place_url(page_id)
        parking.release(self.post.text("parked"))
        if act == "back":
            before, _after = filling.neighbours(asked, page_id)
            return self.lead(before or page_id)
        if act == "leave":
            return self.redirect(self.place_url("leave"))
        if not complete:
            return self._again(shown, kept, faults, new, focus)
        return self.lead(self.next_place(asked, page_id))

    def take_codes(
        self, page: Page, values: dict[str, object], unread: Faults
    ) -> tuple[dict[str, object], Faults]:
        """Confirm the addresses whose code was given back."""
        wrong = {}
        for found in page.fields:
            value = values.get(found.name)
            if self.dossier is None or not confirming.needs_code(found, value):
                continue
            value, error = confirming.take(self.dossier, found, value, self.post)
            values[found.name] = value
            if error is not None:
                wrong[found.name] = error
        return values, Faults({**unread.fields, **wrong}) if wrong else unread

    def send_codes(
        self,
        shown: AskedPage,
        values: Mapping[str, object],
        faults: Faults,
        unread: Faults,
    ) -> Faults:
        """Send a code to each address of a page that waits for one."""
        told = {}
        for found in shown.fields:
            value = values.get(found.name)
            if found.name in unread.fields:  # a wrong code is told, nothing is sent
                continue
            if not confirming.needs_code(found, value):
                continue
            again = confirming.asks_again(found, self.post)
            error = confirming.send(
                self.dossier, found, str(value), self.request, again
            )
            told[found.name] = error or confirming.sent(str(value))
        return replace(faults, fields={**faults.fields, **told}) if told else faults

    def begin(self, page_id: str, values: Mapping[str, object]) -> None:
        """Make the draft: only the first page does."""
        raise NotImplementedError

    def _again(
        self,
        shown: AskedPage,
        values: Mapping[str, object],
        faults: Faults,
        new: frozenset[str],
        focus: str,
    ) -> str:
        """Show the same page: something is wrong in it, or there is more to ask."""
        told = {
            name: message for name, message in faults.fields.items() if name not in new
        }
        return self.show(
            shown.id,
            typed=self.typed(shown.page),
            answers={**self.answers, **values},
            faults=Faults(told, faults.page),
            notice=NEW_QUESTIONS if new else "",
            focus=focus,
        )

    def next_place(self, asked: Asked, page_id: str) -> str:
        """Return where one goes after a page: the first page before it that was
        skipped, else the next one, or the check when one came from there."""
        _before, after = filling.neighbours(asked, page_id)
        pending = filling.first_incomplete(asked, self.progress, self.today)
        number = asked.number(page_id)
        if pending is not None and asked.number(pending[0].id) < number:
            return pending[0].id
        if after is None or self.post.text("return") == CHECK:
            return pending[0].id if pending is not None else CHECK
        return after

    def next_url(self, asked: Asked, page_id: str) -> str:
        return self.place_url(self.next_place(asked, page_id))

    def lead(self, place: str) -> str:
        """Go to a page: by a redirection, or at once when our script asks."""
        if self.wants_fragment and place != CHECK:
            back = self.post.text("return")
            self.request.form.clear()  # what was posted was for another page
            if back == CHECK:
                self.request.form["return"] = CHECK
            self.__dict__.pop("post", None)
            return self.show(place)
        url = self.place_url(place)
        if self.post.text("return") == CHECK and place != CHECK:
            url += f"?return={CHECK}"
        return self.redirect(url)
