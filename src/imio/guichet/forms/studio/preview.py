"""A page of a form that is being built, drawn exactly as citizens see it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from imio.guichet.forms import filling
from imio.guichet.forms import live
from imio.guichet.forms.controls.base import Post
from imio.guichet.forms.controls.base import Translate
from imio.guichet.forms.drawing import draw
from imio.guichet.forms.drawing import Sheet
from imio.guichet.forms.drawing import Step
from imio.guichet.forms.filling import AskedPage
from imio.guichet.forms.filling import Faults
from imio.guichet.forms.studio import playing
from imio.guichet.forms.studio.shape import JSON
from imio.guichet.forms.types import Form
from imio.guichet.i18n import _


CHECK_TITLE = _("title_check", default="Vérifiez vos réponses")
NOTHING = _(
    "studio_preview_nothing",
    default="Avec ces réponses, cette page n'est pas demandée.",
)


def preview(
    form: Form,
    answers: Mapping[str, JSON],
    page_id: str,
    today: date,
    person: str,
    translate: Translate,
) -> dict[str, JSON]:
    """Return a page as it would be shown, with what the form makes of the answers.

    Errors are told for the page shown, once something of it was answered.
    """
    proposals = playing.Sampled(None, today, {}, form.options, person)
    post = playing.post_of(form, answers)
    values: dict[str, object] = {}
    unread: dict[str, Faults] = {}
    for page in form.pages:
        read, unread[page.id] = playing.read_page(page, post, values, proposals)
        values.update(read)
    asked = filling.ask(form, values, today)
    current = asked.page(page_id) or (
        asked.pages[0] if not page_id and asked.pages else None
    )
    shown = {page.id for page in asked.pages}
    found = {
        "html": "",
        "page": current.id if current else page_id,
        "pages": [
            {
                "id": page.id,
                "title": translate(page.title),
                "shown": page.id in shown,
            }
            for page in form.pages
        ],
        "errors": {},
        "values": playing.said(form, asked, translate),
    }
    if current is None:
        return {**found, "notice": translate(NOTHING)}
    touched = any(post.typed(field.name) for field in current.page.fields)
    faults = Faults()
    if touched:
        faults = filling.check(current, asked.answers, today, unread[current.id])
    sheet = _sheet(
        form, current, asked, values, post, faults, today, proposals, translate
    )
    return {
        **found,
        "html": str(draw(sheet)),
        "errors": playing.told(faults, translate),
    }


def _sheet(
    form: Form,
    current: AskedPage,
    asked: filling.Asked,
    values: Mapping[str, object],
    post: Post,
    faults: Faults,
    today: date,
    proposals: playing.Sampled,
    translate: Translate,
) -> Sheet:
    page = current.page
    locked = proposals.locked(page)
    steps = [Step(one.page.title, current=one.id == page.id) for one in asked.pages]
    return Sheet(
        page=page,
        procedure=form.title,
        action="#",
        translate=translate,
        typed={
            field.name: post.typed(field.name)
            or field.control.write(values.get(field.name))
            for field in page.fields
            if field.is_asked
        },
        shown=current.names,
        required=frozenset(
            field.name
            for field in page.fields
            if field.is_asked and filling.is_required(field, asked.answers, today)
        ),
        answers={**values, **asked.answers},
        steps=[*steps, Step(CHECK_TITLE)],
        faults=faults,
        rules=live.live_rules(form, page, asked.answers, today, locked),
        locked=frozenset(locked),
        today=today,
        buttons=False,
    )
