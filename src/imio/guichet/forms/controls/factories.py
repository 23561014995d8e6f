"""From a field of a model to its control: adapters, one for each kind."""

from __future__ import annotations

from collective.easyform.interfaces import ILabel
from collective.easyform.interfaces import IRichLabel
from functools import partial
from imio.guichet.core import uploads
from imio.guichet.core.choicetext import read_csv
from imio.guichet.core.choicetext import with_extras
from imio.guichet.core.filenames import parse_size
from imio.guichet.core.maps import Bounds
from imio.guichet.core.settings import town_map
from imio.guichet.forms import metadata
from imio.guichet.forms.controls import addresses
from imio.guichet.forms.controls import choices
from imio.guichet.forms.controls import files
from imio.guichet.forms.controls import identities
from imio.guichet.forms.controls import money
from imio.guichet.forms.controls import numbers
from imio.guichet.forms.controls import patterns
from imio.guichet.forms.controls import periods
from imio.guichet.forms.controls import phones
from imio.guichet.forms.controls import places
from imio.guichet.forms.controls import signatures
from imio.guichet.forms.controls import texts
from imio.guichet.forms.controls.base import Control
from imio.guichet.forms.controls.base import Heading
from imio.guichet.forms.controls.base import Note
from imio.guichet.forms.controls.grids import Grid
from imio.guichet.forms.controls.grids import read_titles
from imio.guichet.forms.controls.ranked import Ranked
from imio.guichet.forms.fields import IAddress
from imio.guichet.forms.fields import IGrid
from imio.guichet.forms.fields import IPeriod
from imio.guichet.forms.fields import IPlace
from imio.guichet.forms.interfaces import IAttributes
from imio.guichet.forms.interfaces import IControl
from imio.guichet.forms.sources import table_of
from plone.namedfile.interfaces import INamedField
from plone.schema.email import IEmail
from typing import Any
from zope.component import adapter
from zope.interface import implementer
from zope.schema import interfaces as zi


@adapter(zi.ITextLine, IAttributes)
@implementer(IControl)
def text_line(field: zi.ITextLine, attributes: dict[str, str]) -> Control:
    widget = attributes["widget"]
    if widget == "textarea":
        return text(field, attributes)
    autocomplete = attributes["autocomplete"]
    given = {"autocomplete": autocomplete} if autocomplete else {}
    if widget == "tel":
        return phones.Phone(field, mobile=is_true(attributes["mobile"]), **given)
    if widget == "email":
        return email(field, attributes)
    if widget == "plate":
        return identities.Plate(field, foreign=is_true(attributes["foreign"]))
    if widget in NUMBERS:
        return NUMBERS[widget](field, **given)
    if attributes["pattern"]:
        pattern = attributes["pattern"]
        return patterns.Pattern(
            field, unit=attributes["unit"], pattern=pattern, **given
        )
    return texts.Text(field, unit=attributes["unit"], **given)


NUMBERS: dict[str, type[identities.Number]] = {
    "communication": identities.Communication,
    "enterprise": identities.EnterpriseNumber,
    "iban": identities.Iban,
    "national-number": identities.NationalNumber,
}


def is_true(text: str) -> bool:
    """Return whether an attribute says yes."""
    return text.strip().lower() == "true"


def days(text: str) -> int:
    """Return a number of days; 0 for what is none."""
    return int(text) if text.isdecimal() and len(text) < 6 else 0


@adapter(zi.IText, IAttributes)
@implementer(IControl)
def text(field: zi.IText, attributes: dict[str, str]) -> Control:
    return texts.Text(field, multiline=True, autocomplete=attributes["autocomplete"])


@adapter(IEmail, IAttributes)
@implementer(IControl)
def email(field: IEmail, attributes: dict[str, str]) -> Control:
    return texts.Email(
        field,
        autocomplete=attributes["autocomplete"] or "email",
        confirm=is_true(attributes["confirm"]),
    )


@adapter(zi.IInt, IAttributes)
@implementer(IControl)
def integer(field: zi.IInt, attributes: dict[str, str]) -> Control:
    return numbers.Number(field, unit=attributes["unit"])


@adapter(zi.IDecimal, IAttributes)
@implementer(IControl)
def decimal(field: zi.IDecimal, attributes: dict[str, str]) -> Control:
    if attributes["widget"] in ("money", "computed-money"):
        return money.Money(field)
    return numbers.Number(field, whole=False, unit=attributes["unit"])


@adapter(zi.IDate, IAttributes)
@implementer(IControl)
def day(field: zi.IDate, attributes: dict[str, str]) -> Control:
    return numbers.Day(
        field,
        autocomplete=attributes["autocomplete"],
        earliest=attributes["earliest"],
        latest=attributes["latest"],
    )


@adapter(IPeriod, IAttributes)
@implementer(IControl)
def period(field: IPeriod, attributes: dict[str, str]) -> Control:
    return periods.Period(
        field,
        earliest=attributes["earliest"],
        latest=attributes["latest"],
        shortest=days(attributes["min-days"]) or 1,
        longest=days(attributes["max-days"]),
    )


@adapter(IAddress, IAttributes)
@implementer(IControl)
def address(field: IAddress, attributes: dict[str, str]) -> Control:
    return addresses.Address(field)


@adapter(zi.ITime, IAttributes)
@implementer(IControl)
def clock(field: zi.ITime, attributes: dict[str, str]) -> Control:
    return numbers.Clock(field)


@adapter(zi.IBool, IAttributes)
@implementer(IControl)
def boolean(field: zi.IBool, attributes: dict[str, str]) -> Control:
    if attributes["widget"] == "consent":
        return choices.Consent(field, label=field.title)
    return choices.YesNo(field)


def _listed(field: zi.IChoice, attributes: dict[str, str]) -> dict[str, Any]:
    """Return what a control of choices is made with: where its choices come from.

    Vocabularies are refused: they may tell the public what only agents should see.
    """
    found: dict[str, Any] = {
        "look": attributes["widget"],
        "closed": field.vocabularyName is None,
        "depends": attributes["depends"],
    }
    if source := attributes["source"].strip():
        return {**found, "source": source, "lookup": partial(table_of, source)}
    if attributes["csv"].strip():
        written = read_csv(attributes["csv"])
    else:
        terms = field.vocabulary if found["closed"] else ()
        pairs = [(str(term.value), str(term.title or term.value)) for term in terms]
        written = with_extras(pairs, metadata.choice_attributes(attributes["choices"]))
    return {**found, "choices": written.choices, "wrong": tuple(written.problems)}


@adapter(zi.IChoice, IAttributes)
@implementer(IControl)
def one_of(field: zi.IChoice, attributes: dict[str, str]) -> Control:
    return choices.OneOf(field, **_listed(field, attributes))


@adapter(zi.ICollection, IAttributes)
@implementer(IControl)
def some_of(field: zi.ICollection, attributes: dict[str, str]) -> Control | None:
    if not zi.IChoice.providedBy(field.value_type):
        return None
    listed = _listed(field.value_type, attributes)
    if attributes["widget"] == "ranked":
        return Ranked(field, **listed)
    return choices.SomeOf(field, **listed)


@adapter(IGrid, IAttributes)
@implementer(IControl)
def grid(field: IGrid, attributes: dict[str, str]) -> Control:
    rows, wrong = read_titles(attributes["rows"])
    columns, also_wrong = read_titles(attributes["columns"])
    return Grid(
        field,
        rows=rows,
        columns=columns,
        several=is_true(attributes["several"]),
        wrong=(*wrong, *also_wrong),
    )


@adapter(INamedField, IAttributes)
@implementer(IControl)
def file(field: INamedField, attributes: dict[str, str]) -> Control:
    photo = attributes["widget"] == "photo"
    given = [mime.strip() for mime in attributes["accept"].split(",")]
    accept = tuple(mime for mime in given if mime)
    default = ("image/*",) if photo else uploads.DEFAULT
    if attributes["widget"] == "signature":
        return signatures.Signature(field)
    number = attributes["max-files"]
    return files.File(
        field,
        accept=accept or default,
        max_size=parse_size(attributes["max-size"]) or uploads.MAX_SIZE,
        camera=photo and attributes["capture"].lower() == "true",
        multiple=attributes["multiple"].lower() == "true",
        max_files=int(number) if number.isdecimal() else files.MOST_FILES,
        total_size=parse_size(attributes["total-size"]) or files.TOTAL_SIZE,
    )


def town_bounds() -> Bounds | None:
    """Return where the town ends, as its settings say now."""
    return town_map().bounds


@adapter(IPlace, IAttributes)
@implementer(IControl)
def place(field: IPlace, attributes: dict[str, str]) -> Control:
    zoom = attributes["zoom"].strip()
    return places.Place(
        field,
        inside=is_true(attributes["inside"]),
        zoom=(days(zoom) or -1) if zoom else None,
        bounds=town_bounds,
    )


@adapter(ILabel, IAttributes)
@implementer(IControl)
def note(field: ILabel, attributes: dict[str, str]) -> Control:
    if not IRichLabel.providedBy(field):
        return Heading(field)
    return Note(field, body=attributes["clean:note"])
