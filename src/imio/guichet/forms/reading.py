"""From supermodel XML to the form model, with all that is wrong on the way.

Nothing written by a manager is evaluated: easyform's expressions are not read, and
what makes the parser import code (``based-on``, ``invariant``, ``defaultFactory``)
is refused.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from graphlib import CycleError
from graphlib import TopologicalSorter
from imio.guichet.core.types import Problem
from imio.guichet.forms import metadata
from imio.guichet.forms import options
from imio.guichet.forms import rows
from imio.guichet.forms.controls.base import Control
from imio.guichet.forms.controls.groups import Block
from imio.guichet.forms.interfaces import IAttributes
from imio.guichet.forms.interfaces import IControl
from imio.guichet.forms.studio.xmltext import code_of
from imio.guichet.forms.types import Field
from imio.guichet.forms.types import Form
from imio.guichet.forms.types import Page
from imio.guichet.forms.types import Refusal
from imio.guichet.forms.types import WIDTHS
from imio.guichet.i18n import _
from imio.guichet.rules import Rule
from imio.guichet.rules import RuleError
from lxml import etree
from plone.supermodel import loadString
from plone.supermodel.interfaces import FIELDSETS_KEY
from plone.supermodel.parser import SupermodelParseError
from plone.supermodel.utils import ns
from zope.component import queryMultiAdapter
from zope.interface import implementer
from zope.interface.interface import InterfaceClass
from zope.schema import getFieldNamesInOrder
from zope.schema.interfaces import IField

import json
import re


FIRST_PAGE = "general"
RESERVED_PAGES = frozenset(
    {
        "again",
        "check",
        "correct",
        "discard",
        "file",
        "leave",
        "signatures",
        "submit",
    }
)
FIELD_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,63}")
PAGE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
ROW_ROLES = frozenset({"", "cosigner-email", "cosigner-name"})
"""Roles that a question in a block may play: a person for each row."""

ALONE = ("role", "prefill", "locked", "listed", "channel", "confirm", "query")

Clean = Callable[[str], str]
"""Makes safe HTML of what a manager wrote."""


@implementer(IAttributes)
class Attributes(dict[str, str]):
    """The ``guichet:`` attributes of a field or page; '' for those not given."""

    def __missing__(self, name: str) -> str:
        return ""


@dataclass
class Reader:
    """Reads one form; ``problems`` tells all that is wrong.

    ``values`` are those of the form's options, as canonical text.
    """

    clean: Clean
    values: Mapping[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def read(self, source: str, title: str = "") -> Form | None:
        """Return the form of a model; None when it cannot be read at all."""
        if not self._may_load(source):
            return None
        try:
            schema = loadString(source).schema
        except SupermodelParseError as error:
            reason = str(error).splitlines()[0] if str(error) else "?"
            self._add(
                "",
                _(
                    "error_model",
                    default="Le modèle ne peut être lu : ${reason}.",
                    mapping={"reason": reason},
                ),
            )
            return None
        declared = self._options(schema)
        return Form(
            title,
            tuple(self._pages(schema)),
            options.typed(declared, self.values),
            options.types(declared),
        )

    def _options(self, schema: InterfaceClass) -> tuple[options.Option, ...]:
        try:
            found = options.load(metadata.form_attributes(schema).get("options", ""))
        except options.WrongOptions as wrong:
            self._add("options:", wrong.message)
            return ()
        for name, message in options.faults(found):
            self._add(f"options:{name}", message)
        return found

    def _add(self, place: str, message: str) -> None:
        self.problems.append(Problem(place, message))

    def _may_load(self, source: str) -> bool:
        """Look at the XML itself for what loading would hide, or execute."""
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        try:
            root = etree.fromstring(source.encode("utf-8"), parser)
        except etree.XMLSyntaxError as error:
            self._add(
                "",
                _(
                    "error_model_xml",
                    default="Le modèle n'est pas du XML correct : ${reason}.",
                    mapping={"reason": error.msg or ""},
                ),
            )
            return False
        if root.getroottree().docinfo.internalDTD is not None or not len(
            root.findall(ns("schema"))
        ):
            self._add(
                "",
                _(
                    "error_model_schema",
                    default="Le modèle doit contenir un « schema », sans DOCTYPE.",
                ),
            )
            return False
        element = code_of(root)
        if element is not None:
            self._add(
                "",
                _(
                    "error_model_code",
                    default="Un modèle ne peut faire appel à du code (ligne ${line}).",
                    mapping={"line": element.sourceline},
                ),
            )
            return False
        self._names(root)
        return True

    def _names(self, root: etree._Element) -> None:
        """Each name once in the form; in a block, once in it and not in the form.

        Two blocks may hold fields of one name.
        """
        groups: dict[etree._Element | None, list[str]] = {None: []}
        for element in root.iter(ns("field")):
            parent = element.getparent()
            inside = parent is not None and parent.tag == ns("fields")
            group = groups.setdefault(parent if inside else None, [])
            group.append(element.get("name") or "")
        top = set(groups[None])
        for place, names in groups.items():
            counts = Counter(names)
            for name in counts:
                if counts[name] > 1 or (place is not None and name in top):
                    self._add(
                        name,
                        _(
                            "error_field_twice",
                            default="Deux champs portent le nom « ${name} ».",
                            mapping={"name": name},
                        ),
                    )

    def _pages(self, schema: InterfaceClass) -> Iterator[Page]:
        fieldsets = schema.queryTaggedValue(FIELDSETS_KEY, [])
        grouped = {name for fieldset in fieldsets for name in fieldset.fields}
        alone = [name for name in getFieldNamesInOrder(schema) if name not in grouped]
        if alone:
            title = _("title_first_page", default="Votre demande")
            yield self._page(schema, FIRST_PAGE, title, "", alone)
        for fieldset in fieldsets:
            yield self._page(
                schema,
                fieldset.__name__,
                fieldset.label or fieldset.__name__,
                fieldset.description or "",
                fieldset.fields,
            )

    def _page(
        self,
        schema: InterfaceClass,
        page_id: str,
        title: str,
        description: str,
        names: Iterable[str],
    ) -> Page:
        if not PAGE_ID.fullmatch(page_id) or page_id in RESERVED_PAGES:
            self._add(
                page_id,
                _(
                    "error_page_name",
                    default="Une page ne peut s'appeler « ${name} ».",
                    mapping={"name": page_id},
                ),
            )
        attributes = Attributes(metadata.page_attributes(schema, page_id))
        fields = tuple(self._field(schema, schema[name]) for name in names)
        if not fields:
            self._add(page_id, _("error_page_empty", default="La page est vide."))
        return Page(
            id=page_id,
            title=title,
            fields=fields,
            description=self.clean(description),
            help=self.clean(attributes["help"]),
            show=self._rule(page_id, attributes, "show"),
            refusals=self._refusals(page_id, attributes, "refuse"),
            order=ordered(fields),
        )

    def _field(self, schema: InterfaceClass, source: IField, block: str = "") -> Field:
        """Return a field of a schema; ``block`` is the name of the one it is in."""
        name = source.__name__
        place = f"{block}.{name}" if block else name
        if not FIELD_NAME.fullmatch(name) or (block and name == rows.ID):
            self._add(
                place,
                _(
                    "error_field_name",
                    default="Un champ ne peut s'appeler « ${name} » : une lettre, puis "
                    "des lettres, des chiffres ou « _ ».",
                    mapping={"name": name},
                ),
            )
        attributes = Attributes(metadata.field_attributes(schema, name))
        # What adapters read besides ``guichet:`` attributes; safe HTML by then.
        note = getattr(source, "rich_label", "") or ""
        attributes["clean:note"] = self.clean(getattr(note, "raw", note))
        control = queryMultiAdapter((source, attributes), IControl)
        if control is None:
            self._add(
                place,
                _(
                    "error_field_kind",
                    default="Le guichet ne sait pas poser une question de ce type : "
                    "${kind}.",
                    mapping={"kind": type(source).__name__},
                ),
            )
            control = Control(source)
        if isinstance(control, Block):
            control = self._block(control, source, place, nested=bool(block))
        if block:
            self._inside(place, attributes)
        for message in control.problems():
            self._add(place, message)
        is_note = control.kind is None
        required = bool(source.required) and not is_note
        default = (
            control.initial(required)
            if isinstance(control, Block)
            else control.coerce(source.default)
        )
        widget = attributes["widget"]
        return Field(
            name=name,
            title=source.title or name,
            control=control,
            required=required,
            description=self.clean(source.description or ""),
            show=self._rule(place, attributes, "show"),
            require=self._rule(place, attributes, "require"),
            compute=self._computed(place, attributes),
            checks=self._refusals(place, attributes, "check"),
            visible=attributes["visible"].lower() == "true",
            default=default,
            example=attributes["example"],
            prefill=source_of(name, attributes),
            role=attributes["role"],
            width=attributes["width"] if attributes["width"] in WIDTHS else "",
            error=attributes["error"],
            locked=attributes["locked"].lower() == "true",
            keep=attributes["keep"],
            listed=attributes["listed"].lower() == "true" and not is_note,
            channel=attributes["channel"],
            query=(attributes["query"] or name) if widget == "query" else "",
        )

    def _block(self, control: Block, source: IField, place: str, nested: bool) -> Block:
        """Return a block with the fields inside it."""
        inner = source.inner
        names = getFieldNamesInOrder(inner) if inner is not None else []
        if nested:
            self._add(
                place,
                _("error_block_nested", default="Un bloc ne peut contenir un bloc."),
            )
            return control
        fields = tuple(self._field(inner, inner[name], place) for name in names)
        if not any(found.is_asked for found in fields):
            self._add(
                place,
                _("error_block_empty", default="Le bloc ne pose aucune question."),
            )
        return replace(control, fields=fields, order=ordered(fields))

    def _inside(self, place: str, attributes: Attributes) -> None:
        """Refuse what only a field outside blocks may say."""
        for name in ALONE:
            if name == "role" and attributes[name] in ROW_ROLES:
                continue
            if attributes[name]:
                self._add(
                    place,
                    _(
                        "error_block_attribute",
                        default="« ${name} » ne va pas avec une question dans un bloc.",
                        mapping={"name": name},
                    ),
                )

    def _rule(self, place: str, attributes: Attributes, name: str) -> Rule | None:
        return self._parse(place, name, attributes[name]) if attributes[name] else None

    def _computed(self, place: str, attributes: Attributes) -> Rule | None:
        """Return the rule of a value that nobody types; a constant is one too."""
        if attributes["widget"] == "constant":
            return self._parse(place, "value", json.dumps(attributes["value"]))
        if attributes["widget"].startswith("computed") and not attributes["compute"]:
            self._add(
                place,
                _(
                    "error_computed_nothing",
                    default="Aucune règle ne calcule cette valeur.",
                ),
            )
        return self._rule(place, attributes, "compute")

    def _parse(self, place: str, name: str, source: object) -> Rule | None:
        try:
            return Rule.parse(source)
        except RuleError as error:
            self._add(
                place,
                _(
                    "error_rule_unreadable",
                    default="Règle « ${name} » : ${reason}",
                    mapping={"name": name, "reason": str(error)},
                ),
            )
            return None

    def _refusals(
        self, place: str, attributes: Attributes, name: str
    ) -> tuple[Refusal, ...]:
        if not attributes[name]:
            return ()
        try:
            found = json.loads(attributes[name])
        except ValueError:
            found = None
        well_made = isinstance(found, list) and all(
            isinstance(item, dict)
            and isinstance(item.get("message"), str)
            and isinstance(item.get("fields", []), list)
            for item in found
        )
        if not well_made:
            self._add(
                place,
                _(
                    "error_refusals_unreadable",
                    default="« ${name} » doit être une liste d'objets avec « when » "
                    "et « message ».",
                    mapping={"name": name},
                ),
            )
            return ()
        rules = [(self._parse(place, name, item.get("when")), item) for item in found]
        return tuple(
            Refusal(rule, item["message"], tuple(map(str, item.get("fields", []))))
            for rule, item in rules
            if rule is not None
        )


def source_of(name: str, attributes: Attributes) -> str:
    """Return where a proposed answer comes from: ``query`` alone means the value (and
    ``dossier`` the answer) named by ``prefill-name``, or like the field itself."""
    source = attributes["prefill"]
    if source in ("query", "dossier"):
        return f"{source}.{attributes['prefill-name'] or name}"
    return source


def ordered(fields: tuple[Field, ...]) -> tuple[str, ...]:
    """Return the names of a page's fields, each after those its rules read.

    A cycle, which no published form has, leaves them as they stand.
    """
    names = [found.name for found in fields]
    sorter: TopologicalSorter[str] = TopologicalSorter()
    for found in fields:
        inside = found.control.fields if isinstance(found.control, Block) else ()
        rules = [
            rule
            for one in (found, *inside)
            for rule in (one.show, one.compute)
            if rule is not None
        ]
        read = {name for rule in rules for name in rule.fields}
        for one in (found, *inside):
            read |= one.control.reads
        # Of "period.start", the period.
        read = {name.partition(".")[0] for name in read} & set(names)
        sorter.add(found.name, *sorted(read - {found.name}))
    try:
        return tuple(sorter.static_order())
    except CycleError:
        return tuple(names)
