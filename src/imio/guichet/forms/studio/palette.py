"""The kinds of fields and their properties as JSON: the studio is built from them."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from functools import cache
from imio.guichet.forms.controls.base import Control
from imio.guichet.forms.controls.base import Translate
from imio.guichet.forms.kinds import common
from imio.guichet.forms.kinds import KINDS
from imio.guichet.forms.kinds.base import Kind
from imio.guichet.forms.kinds.base import Property
from imio.guichet.forms.prefill import sources
from imio.guichet.forms.reading import ALONE
from imio.guichet.forms.reading import Reader
from imio.guichet.forms.studio.model import write_form
from imio.guichet.forms.studio.shape import inner_of
from imio.guichet.forms.studio.shape import JSON
from imio.guichet.i18n import _


GROUPS = {
    "text": _("group_text", default="Textes"),
    "number": _("group_number", default="Nombres"),
    "date": _("group_date", default="Dates et heures"),
    "choice": _("group_choice", default="Choix"),
    "file": _("group_file", default="Fichiers"),
    "place": _("group_place", default="Lieux"),
    "identity": _("group_identity", default="Identité"),
    "computed": _("group_computed", default="Sans question"),
    "many": _("group_many", default="Plusieurs à la fois"),
    "layout": _("group_layout", default="Textes de la page"),
}
"""The shelves of the palette."""


def kinds(translate: Translate) -> list[dict[str, JSON]]:
    """Return each kind: KIND of the contract."""
    return [_kind(kind, translate) for kind in KINDS]


def common_properties(translate: Translate) -> dict[str, JSON]:
    """Return the properties of everything, of questions and of computed values, and
    the names of those that do not go inside a block."""
    return {
        "everything": _properties(common.EVERYTHING, translate),
        "question": _properties(common.QUESTION, translate),
        "computed": _properties(common.COMPUTED, translate),
        "alone": list(ALONE),
    }


def _kind(kind: Kind, translate: Translate) -> dict[str, JSON]:
    inner = inner_of(kind)
    return {
        "id": kind.id,
        "title": translate(kind.title),
        "group": kind.group,
        "group_title": translate(GROUPS.get(kind.group, kind.group)),
        "icon": kind.icon,
        "help": translate(kind.help),
        "properties": _properties(
            (prop for prop in kind.properties if prop is not inner), translate
        ),
        "asked": kind.asked,
        "defaults": dict(kind.defaults),
        "answer": answer_type(kind.id),
        "parts": [list(part) for part in parts(kind.id, translate)],
        "nests": inner is not None,
    }


def _properties(
    found: Iterable[Property], translate: Translate
) -> list[dict[str, JSON]]:
    return [
        {
            "name": prop.name,
            "title": translate(prop.title),
            "editor": prop.editor,
            "help": translate(prop.help),
            "options": [[value, translate(text)] for value, text in _choices(prop)],
            "section": prop.section,
        }
        for prop in found
    ]


def _choices(prop: Property) -> Iterable[tuple[str, str]]:
    """Return what may be chosen; other rooms add where a first answer comes from."""
    if prop.name != "prefill":
        return prop.options
    return dict([*prop.options, *sources().items()]).items()


def answer_type(kind_id: str) -> str | None:
    """Return the rule language's name for the answers of a kind; None for a note."""
    control = _control(kind_id)
    return control.kind if control is not None else None


def parts(kind_id: str, translate: Translate) -> Iterator[tuple[str, str, str]]:
    """Yield what a rule may read of an answer besides the whole: key, title, type."""
    control = _control(kind_id)
    if control is not None:
        for key, type_name in control.parts.items():
            yield key, translate(control.part_titles[key]), type_name


@cache
def _control(kind_id: str) -> Control | None:
    """Return the control of a plain field of a kind."""
    field = {"name": "sample", "kind": kind_id, "title": "Sample"}
    page = {"id": "sample", "title": "Sample", "fields": [field]}
    form = Reader(str).read(write_form({"title": "", "pages": [page]}), "")
    if form is None:
        return None
    return form.by_name["sample"].control
