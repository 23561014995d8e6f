"""A dossier read through the form it was filled with."""

from __future__ import annotations

from imio.guichet.core import dossiers
from imio.guichet.core.content.dossier import Dossier
from imio.guichet.core.interfaces import IDossier
from imio.guichet.core.interfaces import IDossierForm
from imio.guichet.core.types import AnsweredField
from imio.guichet.core.types import AnsweredPage
from imio.guichet.forms import clock
from imio.guichet.forms import drafts
from imio.guichet.forms import filling
from imio.guichet.forms.controls.base import Translate
from imio.guichet.forms.types import Field
from imio.guichet.forms.types import Form
from zope.component import adapter
from zope.globalrequest import getRequest
from zope.i18n import translate
from zope.interface import implementer


def answered_pages(
    form: Form, asked: filling.Asked, translate: Translate
) -> tuple[AnsweredPage, ...]:
    """Return the pages that were asked, with what was answered, in order.

    A question left without answer is there too, with an empty text.
    """
    return tuple(
        AnsweredPage(
            page.id,
            translate(page.page.title),
            tuple(
                _answered(found, asked.answers.get(found.name), translate)
                for found in page.fields
                if found.is_asked or (found.compute is not None and found.visible)
            ),
        )
        for page in asked.pages
    )


def _answered(found: Field, value: object, translate: Translate) -> AnsweredField:
    control = found.control
    return AnsweredField(
        name=found.name,
        label=translate(found.title),
        text=translate(control.text(value)),
        html=str(control.html(value, translate)),
        value=value,
        is_file=control.kind == "file" and value is not None,
        data=control.data(value),
        cells=tuple((suffix, translate(text)) for suffix, text in control.cells(value)),
    )


@implementer(IDossierForm)
@adapter(IDossier)
class DossierForm:
    """A dossier's answers, as they were asked."""

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier
        self.form = drafts.form_of(dossier)

    def pages(self, internal: bool = False) -> tuple[AnsweredPage, ...]:
        if self.form is None:
            return ()
        dossier = self.dossier
        moment = dossier.submitted
        # Rules that read today's date keep the answer they had at submission.
        day = clock.local(moment).date() if moment else clock.today()
        asked = filling.ask(self.form, dossier.answers, day)
        request = getRequest()
        return answered_pages(
            self.form, asked, lambda text: translate(text, context=request)
        )

    def form_url(self) -> str:
        procedure = dossiers.procedure_of(self.dossier)
        if procedure is None:
            return ""
        return f"{procedure.absolute_url()}/@@form/{self.dossier.reference}"

    def contact_email(self) -> str:
        return self._contact("applicant_email", "applicant-email", "email")

    def contact_name(self) -> str:
        return self._contact("applicant_name", "applicant-name", "fullname")

    def _contact(self, attribute: str, role: str, profile: str) -> str:
        known = getattr(self.dossier, attribute)
        return known or drafts.contact(self.dossier, self.form, role, profile)
