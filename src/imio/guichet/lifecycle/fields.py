"""What a transition asks, as a zope.schema interface; checking what was given."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from imio.guichet.core import files
from imio.guichet.core import uploads
from imio.guichet.core.types import TransitionRefused
from imio.guichet.i18n import _
from imio.guichet.lifecycle import model
from imio.guichet.lifecycle.deadlines import local_date
from imio.guichet.lifecycle.texts import tr
from plone.namedfile.field import NamedBlobFile
from typing import Any
from zope import schema
from zope.interface import Interface
from zope.interface.interface import InterfaceClass
from zope.schema.interfaces import RequiredMissing
from zope.schema.interfaces import ValidationError
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary


LONGEST_COMMENT = 10_000
MISSING = _("error_required", default="Ce champ est obligatoire.")
WRONG = _("error_field_value", default="Cette valeur ne convient pas.")


class PastDate(ValidationError):
    __doc__ = _("error_past_date", default="Cette date est déjà passée.")


class DateFromToday(schema.Date):
    """A date that is not past when it is given."""

    def _validate(self, value: date) -> None:
        super()._validate(value)
        if value < local_date():
            raise PastDate(value).with_field_and_value(self, value)


@lru_cache(maxsize=512)
def schema_of(lifecycle: model.Lifecycle, transition_id: str) -> Any:
    """Return the interface of a transition's fields, None when it asks nothing."""
    transition = lifecycle.transition[transition_id]
    if not transition.fields:
        return None
    name = "I" + transition_id.title().replace("-", "")
    fields = {item.id: _field(item) for item in transition.fields}
    return InterfaceClass(name, (Interface,), fields, __module__=__name__)


def _field(item: model.Field) -> schema.Field:
    common: dict[str, Any] = {
        "__name__": item.id,
        "title": item.title,
        "description": item.help,
        "required": item.required,
    }
    match item.kind:
        case "text":
            return schema.TextLine(max_length=300, **common)
        case "longtext":
            return schema.Text(max_length=20_000, **common)
        case "choice":
            terms = [SimpleTerm(key, title=title) for key, title in item.choices]
            return schema.Choice(vocabulary=SimpleVocabulary(terms), **common)
        case "date":
            kind = DateFromToday if item.minimum == "today" else schema.Date
            return kind(**common)
        case "number":
            return schema.Decimal(**common)
        case "yesno":
            return schema.Bool(**common)
        case "file":
            return NamedBlobFile(**common)


def check_values(
    lifecycle: model.Lifecycle,
    transition: model.TransitionDef,
    values: Mapping[str, object],
) -> dict[str, object]:
    """Return the values of a transition's fields; empty ones are left out.

    Raises TransitionRefused with a message for each wrong, missing or unknown field.
    """
    errors: dict[str, str] = {}
    found: dict[str, object] = {}
    asked = schema_of(lifecycle, transition.id)
    for name in values:
        if transition.field(name) is None:
            errors[name] = tr(_("error_unknown_field", default="Champ inconnu."))
    for item in transition.fields:
        value = _plain(values.get(item.id))
        try:
            asked[item.id].validate(value)
            if item.kind == "file" and value is not None:
                kinds = uploads.accepted_kinds(item.accept) or uploads.KINDS
                value = files.keep_again(value, kinds)
        except RequiredMissing:
            errors[item.id] = tr(MISSING)
        except uploads.UploadRefused as error:
            errors[item.id] = tr(error.message)
        except ValidationError as error:
            errors[item.id] = tr(error.doc()) or tr(WRONG)
        if value is not None:
            found[item.id] = value
    if errors:
        raise TransitionRefused(
            tr(_("error_transition_values", default="Corrigez ce qui est indiqué.")),
            errors,
        )
    return found


def _plain(value: object) -> object:
    if isinstance(value, str):
        value = "\n".join(value.splitlines()).strip()
        return value or None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Decimal(str(value))
    return value


def check_comment(transition: model.TransitionDef, comment: str) -> str:
    """Return the comment without blanks around; raises TransitionRefused."""
    comment = "\n".join((comment or "").splitlines()).strip()
    message = None
    if not comment and transition.comment == "required":
        message = _("error_comment_required", default="Écrivez quelques mots ici.")
    elif comment and transition.comment == "none":
        message = _("error_comment_none", default="Aucune remarque n'est possible ici.")
    elif len(comment) > LONGEST_COMMENT:
        message = _(
            "error_comment_long",
            default="Ce texte est trop long : ${most} caractères au plus.",
            mapping={"most": LONGEST_COMMENT},
        )
    if message is not None:
        raise TransitionRefused(tr(message), {"comment": tr(message)})
    return comment


def show(item: model.Field, value: object) -> str:
    """Return a value as people read it."""
    if isinstance(value, bool):
        yes, no = _("label_yes", default="Oui"), _("label_no", default="Non")
        return tr(yes if value else no)
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    if item.kind == "choice":
        return dict(item.choices).get(str(value), str(value))
    if isinstance(value, Decimal):
        return f"{value.normalize():f}".replace(".", ",")
    return str(value)
