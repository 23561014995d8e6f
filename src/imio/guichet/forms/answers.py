"""A dossier read through the form it was filled with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from imio.guichet.core import dossiers
from imio.guichet.core.content.dossier import Dossier
from imio.guichet.core.interfaces import IDossier
from imio.guichet.core.interfaces import IDossierForm
from imio.guichet.core.signing import SigningState
from imio.guichet.core.types import AnsweredField
from imio.guichet.core.types import AnsweredPage
from imio.guichet.core.types import FILE_LINK
from imio.guichet.forms import clock
from imio.guichet.forms import corrections
from imio.guichet.forms import drafts
from imio.guichet.forms import filling
from imio.guichet.forms import models
from imio.guichet.forms import retention
from imio.guichet.forms.controls.base import Translate
from imio.guichet.forms.controls.given import links
from imio.guichet.forms.controls.groups import Block
from imio.guichet.forms.controls.groups import for_agents
from imio.guichet.forms.html import tag
from imio.guichet.forms.types import Field
from imio.guichet.forms.types import Form
from imio.guichet.i18n import _
from typing import Any
from zope.component import adapter
from zope.globalrequest import getRequest
from zope.i18n import translate
from zope.interface import implementer


MOST_LISTED = 4
"""How many answers of a dossier lists show."""

LONGEST_LISTED = 80
"""Characters of an answer in a list."""


def answered_pages(
    form: Form,
    asked: filling.Asked,
    translate: Translate,
    erased: frozenset[str] = frozenset(),
    internal: bool = False,
) -> tuple[AnsweredPage, ...]:
    """Return the pages that were asked, with what was answered, in order.

    A question left without answer is there too, with an empty text. ``internal`` adds
    the values that are not shown to citizens.
    """
    return tuple(
        AnsweredPage(
            page.id,
            translate(page.page.title),
            tuple(
                _answered(
                    _for(_with_gone(found, erased, translate), internal),
                    asked.answers.get(found.name),
                    translate,
                )
                for found in page.fields
                if found.is_answer and (found.is_displayed or internal)
            ),
        )
        for page in asked.pages
    )


def _with_gone(found: Field, erased: frozenset[str], translate: Translate) -> Field:
    """Return a field; a block knows which answers in its rows were erased."""
    start = f"{found.name}."
    gone = frozenset(
        place.removeprefix(start) for place in erased if place.startswith(start)
    )
    if not gone or not isinstance(found.control, Block):
        return found
    said = translate(retention.ERASED)
    return replace(found, control=replace(found.control, gone=gone, gone_text=said))


def _for(found: Field, internal: bool) -> Field:
    """Return a field as agents read it, or as the applicant does."""
    return replace(found, control=for_agents(found.control)) if internal else found


def _answered(found: Field, value: object, translate: Translate) -> AnsweredField:
    control = found.control
    return AnsweredField(
        name=found.name,
        label=translate(found.title),
        text=control.said(value, translate),
        html=str(control.html(value, translate)),
        linked=_linked(found, value, translate),
        value=value,
        files=links(value, translate),
        data=control.data(value),
        has_map=control.has_map(value),
        cells=control.said_cells(value, translate),
        internal=not found.is_displayed,
    )


def _linked(found: Field, value: object, translate: Translate) -> str:
    """Return rows with a link to each file: whoever shows them knows the address."""
    if not isinstance(found.control, Block):
        return ""
    return str(
        found.control.shown(
            value,
            translate,
            lambda place, said: tag("a", said, href=f"{FILE_LINK}{found.name}.{place}"),
        )
    )


def _short(text: str) -> str:
    """Return a text as a list has room for: one line."""
    text = " ".join(text.split())
    return text if len(text) <= LONGEST_LISTED else f"{text[: LONGEST_LISTED - 1]}…"


def _marked(pages: tuple[AnsweredPage, ...], erased: frozenset[str], said: str) -> Any:
    """Return pages where answers that were erased say so."""
    if not erased:
        return pages
    return tuple(
        replace(
            page,
            fields=tuple(
                replace(
                    found,
                    text=said,
                    html=str(tag("span", said, class_="g-muted")),
                )
                if found.name in erased and found.value is None
                else found
                for found in page.fields
            ),
        )
        for page in pages
    )


def signatures_page(
    dossier: Dossier, translate: Translate, internal: bool
) -> tuple[AnsweredPage, ...]:
    """Return who signed a request with its applicant, as a page; () for nobody.

    ``internal`` adds the accounts that signed.
    """
    signing = dossier.signing
    if signing is None or signing.state != SigningState.COMPLETE:
        return ()
    found = []
    for number, signer in enumerate(signing.signers, 1):
        assert signer.when is not None
        said = translate(
            _(
                "msg_signature",
                default="${who}, le ${when}. Empreinte de ce qui a été lu : ${seal}",
                mapping={
                    "who": signer.title,
                    "when": clock.written(signer.when),
                    "seal": signer.seal,
                },
            )
        )
        label = _(
            "label_signature", default="Signature ${number}", mapping={"number": number}
        )
        data = {
            "name": signer.user_name or signer.name,
            "email": signer.email,
            **({"user": signer.user} if internal else {}),
            "signed": signer.when.isoformat(),
            "seal": signer.seal,
        }
        found.append(
            AnsweredField(
                name=f"signature-{number}",
                label=translate(label),
                text=said,
                html=str(tag("span", said)),
                data=data,
                cells=(("", said),),
            )
        )
    title = translate(_("title_signatures", default="Signatures"))
    return (AnsweredPage("signatures", title, tuple(found)),)


def told_pages(
    asked: filling.Asked, erased: frozenset[str], translate: Translate
) -> str:
    """Return what was answered as a plain text for a mail, page after page.

    What is confidential is left out, and what citizens do not see.
    """
    parts = []
    for page in asked.pages:
        lines = []
        for found in page.fields:
            told = _for_mail(_with_gone(found, erased, translate))
            if told is None or not (told.is_answer and told.is_displayed):
                continue
            said = told.control.said(asked.answers.get(told.name), translate)
            if said:
                lines.append(_entry(translate(told.title), said))
        if lines:
            parts.append("\n".join([translate(page.page.title).upper(), *lines]))
    return "\n\n".join(parts)


def _for_mail(found: Field) -> Field | None:
    """Return a field without what is confidential in it; None when it all is."""
    if not found.control.confidential:
        return found
    if not isinstance(found.control, Block):
        return None
    left = tuple(one for one in found.control.fields if not one.control.confidential)
    return replace(found, control=replace(found.control, fields=left))


def _entry(label: str, said: str) -> str:
    """Return a question and its answer; an answer of several lines is set off."""
    if "\n" not in said:
        return f"{label} : {said}" if label[-1:] not in "?:" else f"{label} {said}"
    inside = "\n".join(f"  {line}" for line in said.splitlines())
    return f"{label}\n{inside}" if label[-1:] in "?:" else f"{label} :\n{inside}"


@implementer(IDossierForm)
@adapter(IDossier)
class DossierForm:
    """A dossier's answers, as they were asked."""

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier
        self.form = drafts.form_of(dossier)

    @property
    def _day(self) -> date:
        """The day it was sent: rules that read today's date keep their answer."""
        moment = self.dossier.sent
        return clock.local(moment).date() if moment else clock.today()

    def pages(self, internal: bool = False) -> tuple[AnsweredPage, ...]:
        if self.form is None:
            return ()
        dossier = self.dossier
        asked = filling.ask(self.form, dossier.answers, self._day)
        request = getRequest()

        def _t(text: str) -> str:
            return translate(text, context=request)

        erased = retention.erased(dossier)
        pages = answered_pages(self.form, asked, _t, erased, internal)
        marked = _marked(pages, erased, _t(retention.ERASED))
        return (*marked, *signatures_page(dossier, _t, internal))

    def listed(self) -> tuple[tuple[str, str], ...]:
        if self.form is None:
            return ()
        answers = self.dossier.answers
        shown = [found for found in self.form.listed if found.name in answers]
        whom = self.dossier.behalf
        first = ()
        if whom is not None:
            said = _("label_behalf", default="Pour")
            first = ((translate(said, target_language="fr"), _short(whom.name)),)
        return first + tuple(
            (
                _short(translate(found.title, target_language="fr")),
                _short(
                    translate(
                        found.control.text(answers[found.name]), target_language="fr"
                    )
                ),
            )
            for found in shown[:MOST_LISTED]
        )

    def options(self) -> Mapping[str, object]:
        return self.form.options if self.form is not None else {}

    def option_texts(self) -> Mapping[str, str]:
        procedure = dossiers.procedure_of(self.dossier)
        if procedure is None:
            return {}
        return models.option_texts(procedure, self.dossier)

    def told(self, language: str) -> str:
        form = drafts.form_of(self.dossier, language)
        if form is None:
            return ""

        def _t(text: str) -> str:
            return translate(text, target_language=language)

        asked = filling.ask(form, self.dossier.answers, self._day)
        return told_pages(asked, retention.erased(self.dossier), _t)

    def form_url(self) -> str:
        procedure = dossiers.procedure_of(self.dossier)
        if procedure is None:
            return ""
        return f"{procedure.absolute_url()}/@@form/{self.dossier.reference}"

    def correct_url(self) -> str:
        allowed = corrections.is_allowed(self.dossier)
        return f"{self.form_url()}/correct" if allowed else ""

    def again_url(self) -> str:
        procedure = dossiers.procedure_of(self.dossier)
        if procedure is None or procedure.live_revision is None:
            return ""
        return f"{self.form_url()}/again"

    def contact_email(self) -> str:
        return self._contact("applicant_email", "applicant-email", "email")

    def contact_name(self) -> str:
        return self._contact("applicant_name", "applicant-name", "fullname")

    def _contact(self, attribute: str, role: str, profile: str) -> str:
        known = getattr(self.dossier, attribute)
        return known or drafts.contact(self.dossier, self.form, role, profile)
