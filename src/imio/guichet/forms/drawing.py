"""A page of a form as HTML: what is shown, posted and validated at a time.

Pure: it draws what it is given. Classes are those of the town's theme
(``frontend/portal/README.md``).
"""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from imio.guichet.forms.controls.base import Message
from imio.guichet.forms.controls.base import Slot
from imio.guichet.forms.controls.base import Translate
from imio.guichet.forms.controls.base import Typed
from imio.guichet.forms.controls.choices import Consent
from imio.guichet.forms.controls.choices import NO
from imio.guichet.forms.controls.choices import YES
from imio.guichet.forms.controls.groups import Block
from imio.guichet.forms.drawing_rows import draw_rows
from imio.guichet.forms.drawing_rows import row_faults
from imio.guichet.forms.filling import AskedRow
from imio.guichet.forms.filling import Faults
from imio.guichet.forms.html import join
from imio.guichet.forms.html import tag
from imio.guichet.forms.robots import TRAP
from imio.guichet.forms.types import Field
from imio.guichet.forms.types import Page
from imio.guichet.i18n import _
from markupsafe import Markup


MOST_TITLES = 5
"""With more steps there is no room for their titles in a row."""

OPTIONAL = _("label_optional", default="(facultatif)")
NEXT = _("button_next", default="Continuer")
BACK = _("button_back", default="Page précédente")
LOCKED = _(
    "help_locked",
    default="Cette information est déjà connue : elle ne peut être changée ici.",
)
LEAVE = _("button_save_leave", default="Enregistrer et quitter")
UNSAVED = _(
    "msg_autosave_offline",
    default="Pas de connexion : ce que vous écrivez n'est pas encore enregistré. Nouvel "
    "essai dans un instant.",
)
LOST = _(
    "msg_autosave_lost",
    default="Ce que vous écrivez n'est plus enregistré à mesure. Continuez : rien ne sera "
    "perdu.",
)


@dataclass(frozen=True)
class Step:
    """One step of the way: a page or the final check. ``url`` when it may be opened."""

    title: Message
    url: str = ""
    current: bool = False
    done: bool = False


@dataclass(frozen=True)
class Sheet:
    """All that the drawing of a page needs."""

    page: Page
    procedure: str
    action: str
    translate: Translate
    typed: Mapping[str, Typed]
    shown: frozenset[str]
    required: frozenset[str]
    answers: Mapping[str, object]
    steps: Sequence[Step]
    faults: Faults = Faults()
    notice: Message = ""
    hidden: Sequence[tuple[str, str]] = ()
    """Names and values of hidden inputs."""

    rules: str = ""
    offered: Mapping[str, frozenset[str] | None] = field(default_factory=dict)
    """Keys of the choices that each field offers, where other answers decide."""

    choices_url: str = ""
    site_url: str = ""
    file_url: str = ""
    can_go_back: bool = False
    saved: Message = ""
    discard_url: str = ""
    autosaved: bool = False
    """Whether our script may save while people type."""

    trap: bool = False
    """Whether to add the input that only robots fill."""

    check_url: str = ""
    """Address of the final check, for those who came from there."""

    locked: frozenset[str] = frozenset()
    """Names of the fields whose answers are shown, and cannot be changed here."""

    today: date | None = None
    buttons: bool = True
    """False for a page that is only looked at."""
    rows: Mapping[str, tuple[AskedRow, ...]] = field(default_factory=dict)
    """The rows of the blocks that show, by block."""

    focus: str = ""
    """The place to go on from: ``block.row``, or ``block``."""


def draw(sheet: Sheet) -> Markup:
    """Return the page: heading, progress, errors, questions, buttons."""
    _t = sheet.translate
    page = sheet.page
    blocks = [found.control for found in page.fields if found.control.kind == "list"]
    blocks = [found for found in blocks if isinstance(found, Block)]
    questions = [*page.fields, *(inner for found in blocks for inner in found.fields)]
    has_files = any(found.control.kind == "file" for found in questions)
    return join(
        heading(sheet.procedure, page.title, sheet.steps, _t),
        tag(
            "form",
            _default_button() if blocks or has_files or _asks_codes(page) else None,
            _summary(sheet),
            tag("div", _t(sheet.notice), class_="g-note", role="status", tabindex="-1")
            if sheet.notice
            else None,
            _prose(page),
            tag(
                "div",
                *(draw_field(sheet, found) for found in page.fields),
                class_="g-fields",
            ),
            *(
                tag("input", type="hidden", name=name, value=value)
                for name, value in sheet.hidden
            ),
            _trap(_t) if sheet.trap else None,
            _buttons(sheet) if sheet.buttons else None,
            tag(
                "script",
                Markup(sheet.rules),
                type="application/json",
                data_rules=True,
            )
            if sheet.rules
            else None,
            class_="g-form g-stack",
            method="post",
            action=sheet.action,
            enctype="multipart/form-data" if has_files else None,
            novalidate=True,
            data_form=True,
            data_autosave=sheet.autosaved,
        ),
        _footer(sheet) if sheet.buttons else None,
    )


def _asks_codes(page: Page) -> bool:
    """Return whether a question has a button of its own, to ask for a code."""
    return any(getattr(found.control, "confirm", False) for found in page.fields)


def heading(
    procedure: str, title: Message, steps: Sequence[Step], translate: Translate
) -> Markup:
    """Return the title of a page of the form, with the way to go."""
    number = next((n for n, step in enumerate(steps, 1) if step.current), 0)
    progress = None
    if number:
        said = translate(
            _(
                "label_progress",
                default="Étape ${number} sur ${count}",
                mapping={"number": number, "count": len(steps)},
            )
        )
        progress = _way(said, steps, translate)
    return join(
        tag("p", procedure, class_="g-eyebrow"),
        tag("h1", translate(title), tabindex="-1", data_heading=True),
        progress,
    )


def _way(said: str, steps: Sequence[Step], translate: Translate) -> Markup:
    """Return where one is. The steps are named in a row where there is room, else in a
    list that opens: each page that is done may be opened from there."""
    few = len(steps) <= MOST_TITLES
    bars = (tag("span", class_=_state(step)) for step in steps)
    summary = translate(_("label_all_steps", default="Voir les étapes"))
    return tag(
        "div",
        tag("p", said, class_="g-muted g-small g-flush", data_progress=True),
        tag("ol", *(_step(step, translate) for step in steps), class_="g-steps")
        if few
        else None,
        tag("div", *bars, class_="g-bars", aria_hidden="true"),
        tag(
            "details",
            tag("summary", summary),
            tag(
                "ol", *(_step(step, translate) for step in steps), class_="g-way__list"
            ),
            class_="g-way__all",
        ),
        class_="g-way g-way--few" if few else "g-way",
    )


def _state(step: Step) -> str | None:
    return "is-current" if step.current else ("is-done" if step.done else None)


def _step(step: Step, translate: Translate) -> Markup:
    title = translate(step.title)
    linked = step.url and not step.current
    return tag(
        "li",
        tag("a", title, href=step.url) if linked else tag("span", title),
        class_=_state(step),
        aria_current="step" if step.current else None,
    )


def _prose(page: Page) -> Markup | None:
    if not page.description and not page.help:
        return None
    lead = tag("div", Markup(page.description), class_="g-lead")
    more = tag("div", Markup(page.help), class_="g-help")
    return tag(
        "div",
        lead if page.description else None,
        more if page.help else None,
        class_="g-stack",
    )


def _summary(sheet: Sheet) -> Markup | None:
    faults = sheet.faults
    if not faults:
        return None
    _t = sheet.translate
    told = set(faults.fields.values())
    lines = [tag("li", _t(message)) for message in faults.page if message not in told]
    for found in sheet.page.fields:
        if found.name in faults.fields:
            link = tag("a", _label(found, _t), href=f"#f-{found.name}")
            lines.append(tag("li", link, " : ", _t(faults.fields[found.name])))
        if isinstance(found.control, Block):
            for place, label in row_faults(found.name, found.control, sheet):
                link = tag("a", label, href=f"#f-{place}")
                lines.append(tag("li", link, " : ", _t(faults.fields[place])))
    title = _t(_("title_errors", default="Quelques réponses sont à revoir"))
    return tag(
        "div",
        tag("h2", title, class_="g-errors__title", id="errors-title"),
        tag("ul", *lines),
        class_="g-errors",
        tabindex="-1",
        role="alert",
        aria_labelledby="errors-title",
        data_errors=True,
    )


def _label(found: Field, translate: Translate) -> str:
    return translate(found.title)


def draw_field(sheet: Sheet, found: Field) -> Markup | None:
    """Return one question, computed value or note; hidden ones wait for a rule."""
    if not found.is_displayed:
        return None
    _t = sheet.translate
    name = found.name
    hidden = name not in sheet.shown
    if hidden and found.show is None and not found.control.reads:
        return None
    classes = f"g-field g-field--{found.width}" if found.width else "g-field"
    wrapper = {"id": f"field-{name}", "data_field": name, "hidden": hidden}
    if found.is_note:
        slot = Slot(name, {}, _t)
        named = found.title != name.rpartition(".")[2]
        title = tag("h2", _label(found, _t)) if named else None
        return tag("div", title, found.control.draw(slot), class_=classes, **wrapper)
    if found.query:  # of the address: nobody types it here, rules may read it
        return _computed(sheet, found, classes, {**wrapper, "data_locked": True})
    if found.compute is not None:
        return _computed(sheet, found, classes, wrapper)
    if name in sheet.locked:
        return _locked(sheet, found, classes, {**wrapper, "data_locked": True})
    error = sheet.faults.fields.get(name)
    required = name in sheet.required
    described = []
    described += [f"help-{name}"] if _has_help(found) else []
    described += [f"error-{name}"] if error else []
    slot = Slot(
        name=name,
        typed=sheet.typed.get(name, {}),
        translate=_t,
        required=required,
        disabled=hidden,
        described_by=" ".join(described) or None,
        invalid=error is not None,
        kept=sheet.answers.get(name),
        file_url=f"{sheet.file_url}/{name}" if sheet.file_url else "",
        action=sheet.action,
        today=sheet.today,
        offered=sheet.offered.get(name),
        choices_url=f"{sheet.choices_url}/{name}" if sheet.choices_url else "",
        site_url=sheet.site_url,
    )
    is_block = isinstance(found.control, Block)
    closed = hidden and not is_block
    grouped = found.control.grouped
    consent = isinstance(found.control, Consent)
    optional = tag(
        "span", _t(OPTIONAL), class_="g-optional", hidden=required, data_optional=True
    )
    label: Markup | None = None
    if grouped:
        label = tag("legend", _label(found, _t), " ", optional, class_="g-legend")
    elif not consent:
        label = tag(
            "label", _label(found, _t), " ", optional, for_=slot.id, class_="g-label"
        )
    return tag(
        "fieldset" if grouped else "div",
        label,
        _help(found, _t),
        tag("p", _t(error), class_="g-error", id=f"error-{name}") if error else None,
        draw_rows(sheet, found, draw_field) if is_block else found.control.draw(slot),
        tag("input", type="hidden", name="asked", value=name, disabled=closed),
        class_=classes + (" g-field--error" if error else ""),
        aria_describedby=slot.described_by if grouped else None,
        # A fieldset keeps all that is in it from being posted.
        disabled=hidden and is_block,
        **wrapper,
    )


def _has_help(found: Field) -> bool:
    return bool(found.description or found.example or found.control.hint)


def _help(found: Field, translate: Translate) -> Markup | None:
    if not _has_help(found):
        return None
    example = None
    if found.example:
        example = translate(
            _(
                "help_example",
                default="Par exemple : ${example}",
                mapping={"example": found.example},
            )
        )
    parts = (Markup(found.description), example, translate(found.control.hint))
    return tag(
        "div",
        Markup("<br>").join(part for part in parts if part),
        class_="g-help",
        id=f"help-{found.name}",
    )


def _computed(
    sheet: Sheet, found: Field, classes: str, wrapper: Mapping[str, object]
) -> Markup:
    _t = sheet.translate
    value = found.control.html(sheet.answers.get(found.name), _t)
    return tag(
        "div",
        tag("span", _label(found, _t), class_="g-label", id=f"label-{found.name}"),
        _help(found, _t),
        tag(
            "output",
            value,
            id=f"f-{found.name}",
            aria_labelledby=f"label-{found.name}",
            data_computed=found.control.kind,
            data_yes=_t(YES) if found.control.kind == "boolean" else None,
            data_no=_t(NO) if found.control.kind == "boolean" else None,
        ),
        class_=classes,
        **wrapper,
    )


def _locked(
    sheet: Sheet, found: Field, classes: str, wrapper: Mapping[str, object]
) -> Markup:
    """Return an answer that is known, with the error that it may cause."""
    _t = sheet.translate
    name = found.name
    error = sheet.faults.fields.get(name)
    value = found.control.html(sheet.answers.get(name), _t)
    return tag(
        "div",
        tag("span", _label(found, _t), class_="g-label", id=f"label-{name}"),
        _help(found, _t),
        tag("p", _t(error), class_="g-error", id=f"error-{name}") if error else None,
        tag(
            "div",
            value,
            class_="g-known",
            id=f"f-{name}",
            tabindex="-1",
            role="group",
            aria_labelledby=f"label-{name}",
        ),
        tag("p", _t(LOCKED), class_="g-small g-muted"),
        tag(
            "input",
            type="hidden",
            name="asked",
            value=name,
            disabled=name not in sheet.shown,
        ),
        class_=classes + (" g-field--error" if error else ""),
        **wrapper,
    )


def _default_button() -> Markup:
    """Return what the Enter key presses: not the first button of a row."""
    return tag(
        "button",
        type="submit",
        name="act",
        value="next",
        class_="g-sr",
        tabindex="-1",
        aria_hidden="true",
    )


def _buttons(sheet: Sheet) -> Markup:
    _t = sheet.translate
    back = tag(
        "button",
        _t(BACK),
        type="submit",
        name="act",
        value="back",
        class_="g-btn g-btn--secondary",
    )
    return tag(
        "div",
        tag(
            "button",
            _t(NEXT),
            type="submit",
            name="act",
            value="next",
            class_="g-btn g-btn--primary",
        ),
        back if sheet.can_go_back else None,
        tag(
            "a",
            _t(_("link_back_to_check", default="Revenir à la vérification")),
            href=sheet.check_url,
            class_="g-btn g-btn--link",
        )
        if sheet.check_url
        else None,
        tag(
            "button",
            _t(LEAVE),
            type="submit",
            name="act",
            value="leave",
            class_="g-btn g-btn--link g-actions__end",
        ),
        class_="g-actions",
    )


def _trap(translate: Translate) -> Markup:
    label = translate(_("label_trap", default="Laissez ce champ vide"))
    inner = tag(
        "input", type="text", id=TRAP, name=TRAP, tabindex="-1", autocomplete="off"
    )
    return tag(
        "div",
        tag("label", label, for_=TRAP),
        inner,
        class_="g-sr",
        aria_hidden="true",
    )


def _footer(sheet: Sheet) -> Markup | None:
    if not sheet.saved and not sheet.autosaved:
        return None
    _t = sheet.translate
    discard = None
    if sheet.discard_url:
        label = _t(_("link_discard_draft", default="Supprimer ce brouillon"))
        discard = tag("a", label, href=sheet.discard_url)
    saved = tag(
        "span",
        _t(sheet.saved),
        data_saved=True,
        data_unsaved=_t(UNSAVED) if sheet.autosaved else None,
        data_lost=_t(LOST) if sheet.autosaved else None,
    )
    return tag(
        "p",
        saved,
        " · " if discard else None,
        discard,
        # What is worth hearing: not each of the times that it is saved.
        tag("span", class_="g-sr", role="status", data_said=True),
        class_="g-small g-muted g-saved",
    )
