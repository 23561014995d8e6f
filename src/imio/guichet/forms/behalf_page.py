"""The page that asks for whom a request is made, put into a procedure's model.

Its questions are ordinary ones of the model: managers see them in the studio, change
their words, translate them, use them in rules. What the setting allows decides which are
there: ``follow`` adds and takes away those of ours when it changes, nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable
from imio.guichet.core.content.procedure import Procedure
from imio.guichet.forms import behalf
from imio.guichet.forms.reading import FIRST_PAGE
from imio.guichet.forms.studio.errors import Refused
from imio.guichet.forms.studio.xmltext import attribute
from imio.guichet.forms.studio.xmltext import parse
from imio.guichet.forms.studio.xmltext import tag
from imio.guichet.forms.studio.xmltext import write
from lxml import etree
from zope.lifecycleevent.interfaces import IObjectAddedEvent
from zope.lifecycleevent.interfaces import IObjectModifiedEvent

import json


PAGE = "behalf"
QUESTION = "behalf_kind"
TEXT = "zope.schema.TextLine"
LABEL = "Pour qui ?"
ASKED = "Pour qui faites-vous cette demande ?"

CHOICES = {
    "self": "Pour moi-même",
    "child": "Pour mon enfant, ou une personne sous ma garde",
    "enterprise": "Pour une entreprise ou une association",
    "mandate": "Pour une autre personne, qui m'a donné un mandat",
}

#: Questions of each kind: name, type, title, description, ``guichet:`` attributes.
FIELDS: dict[str, tuple[tuple[str, str, str, str, dict[str, str]], ...]] = {
    "child": (
        (
            "behalf_child_first",
            TEXT,
            "Prénom de l'enfant",
            "",
            {"role": "behalf-name", "width": "half"},
        ),
        (
            "behalf_child_last",
            TEXT,
            "Nom de l'enfant",
            "",
            {"role": "behalf-name", "width": "half"},
        ),
        (
            "behalf_child_number",
            TEXT,
            "Numéro national de l'enfant",
            "Il est sur sa carte d'identité (Kids-ID) ou sur la composition de ménage.",
            {"role": "behalf-number", "widget": "national-number"},
        ),
        (
            "behalf_child_birth",
            "zope.schema.Date",
            "Date de naissance de l'enfant",
            "",
            {"latest": "today"},
        ),
    ),
    "enterprise": (
        (
            "behalf_enterprise_number",
            TEXT,
            "Numéro d'entreprise",
            "Dix chiffres, à la Banque-Carrefour des Entreprises.",
            {"role": "behalf-number", "widget": "enterprise"},
        ),
        (
            "behalf_enterprise_name",
            TEXT,
            "Nom de l'entreprise ou de l'association",
            "",
            {"role": "behalf-name"},
        ),
        (
            "behalf_enterprise_function",
            TEXT,
            "Votre fonction",
            "À quel titre vous agissez : gérante, secrétaire, comptable…",
            {},
        ),
    ),
    "mandate": (
        (
            "behalf_person_first",
            TEXT,
            "Prénom de la personne",
            "",
            {"role": "behalf-name", "width": "half"},
        ),
        (
            "behalf_person_last",
            TEXT,
            "Nom de la personne",
            "",
            {"role": "behalf-name", "width": "half"},
        ),
        (
            "behalf_mandate",
            "plone.namedfile.field.NamedBlobFile",
            "Le mandat",
            "Un document signé par cette personne, qui vous permet de faire cette demande.",
            {"accept": "application/pdf,image/*"},
        ),
    ),
}


def follow(
    procedure: Procedure, event: IObjectAddedEvent | IObjectModifiedEvent
) -> None:
    """Ask in a procedure's form what its setting allows; subscriber."""
    wanted = behalf.kinds(procedure.behalf)
    if wanted == procedure.behalf_asked:
        return
    try:
        model = with_page(procedure.fields_model or "", wanted)
    except Refused:  # no XML: the form's own check says so
        return
    procedure.behalf_asked = wanted
    if model != procedure.fields_model:
        procedure.fields_model = model


def with_page(source: str, kinds: Iterable[str]) -> str:
    """Return a model with the questions of ``kinds`` and no other of ours.

    It comes back as it was when it has them already. Raises Refused for what is no XML.
    """
    root = parse(source)
    schema = root.find(tag("schema"))
    if schema is None:
        return source
    before = write(root)
    allowed = tuple(kinds)
    page = schema.find(f"{tag('fieldset')}[@name='{PAGE}']")
    if allowed and page is None:
        _gather(schema)
        page = etree.Element(tag("fieldset"), name=PAGE, label=LABEL)
        schema.insert(0, page)
    if allowed:
        _ask(schema, page, allowed)
    else:
        _drop(schema, QUESTION)
    for kind, fields in FIELDS.items():
        for name, type_, title, said, attributes in fields:
            if kind not in allowed:
                _drop(schema, name)
            elif _field(schema, name) is None:
                page.append(_made(name, type_, title, said, attributes, kind))
    if page is not None and not page.findall(tag("field")):
        schema.remove(page)
    after = write(root)
    return source if after == before else after


def _gather(schema: etree._Element) -> None:
    """Put the questions outside pages in one: otherwise they would come first."""
    loose = schema.findall(tag("field"))
    if loose:
        page = etree.Element(tag("fieldset"), name=FIRST_PAGE, label="Votre demande")
        schema.insert(0, page)
        page.extend(loose)


def _field(schema: etree._Element, name: str) -> etree._Element | None:
    return schema.find(f".//{tag('field')}[@name='{name}']")


def _drop(schema: etree._Element, name: str) -> None:
    found = _field(schema, name)
    if found is not None:
        found.getparent().remove(found)


def _ask(schema: etree._Element, page: etree._Element, kinds: tuple[str, ...]) -> None:
    """Have the first question offer just these kinds; words that were changed stay."""
    field = _field(schema, QUESTION)
    if field is None:
        attributes = {"role": behalf.KIND, "widget": "radio"}
        field = _made(QUESTION, "zope.schema.Choice", ASKED, "", attributes)
        page.insert(0, field)
    values = field.find(tag("values"))
    if values is None:
        values = etree.SubElement(field, tag("values"))
    known = {one.get("key"): one for one in values.findall(tag("element"))}
    if tuple(known) == kinds:
        return
    for one in list(values):
        values.remove(one)
    for kind in kinds:
        element = known.get(kind)
        if element is None:
            element = etree.Element(tag("element"), key=kind)
            element.text = CHOICES[kind]
        element.tail = None
        values.append(element)


def _made(
    name: str,
    type_: str,
    title: str,
    said: str,
    attributes: dict[str, str],
    kind: str = "",
) -> etree._Element:
    field = etree.Element(tag("field"), name=name, type=type_)
    for key, value in attributes.items():
        field.set(attribute(key), value)
    if kind:
        rule = {"==": [{"var": QUESTION}, kind]}
        field.set(attribute("show"), json.dumps(rule))
    etree.SubElement(field, tag("title")).text = title
    if said:
        etree.SubElement(field, tag("description")).text = said
    return field
