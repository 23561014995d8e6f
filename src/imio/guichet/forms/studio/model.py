"""The studio's FORM (JSON) and the model (supermodel XML): one from the other.

Nothing is lost: what the studio does not know of a field, a page or the model (easyform's
attributes, unknown kinds, other namespaces, comments) travels as XML in ``opaque`` and
is written again. Both ways keep the meaning; what is written is canonical.
"""

from __future__ import annotations

from imio.guichet.forms import options
from imio.guichet.forms.kinds import BY_ID
from imio.guichet.forms.kinds import kind_of
from imio.guichet.forms.kinds.base import Kind
from imio.guichet.forms.kinds.base import Property
from imio.guichet.forms.studio import links
from imio.guichet.forms.studio import values
from imio.guichet.forms.studio.errors import Refused
from imio.guichet.forms.studio.shape import check_fields
from imio.guichet.forms.studio.shape import check_form
from imio.guichet.forms.studio.shape import inner_of
from imio.guichet.forms.studio.shape import JSON
from imio.guichet.forms.studio.shape import properties_of
from imio.guichet.forms.studio.xmltext import attribute
from imio.guichet.forms.studio.xmltext import is_element
from imio.guichet.forms.studio.xmltext import parse
from imio.guichet.forms.studio.xmltext import refuse_code
from imio.guichet.forms.studio.xmltext import tag
from imio.guichet.forms.studio.xmltext import write
from imio.guichet.i18n import _
from lxml import etree
from typing import Final

import copy


FIRST_PAGE: Final = "general"
"""Id of the page made by fields outside fieldsets; its title is then ''."""

OPTIONS: Final = "options"
"""Attribute of the schema that declares options, as JSON."""

LEADING: Final = ("title", "description")
"""Children of a field that come first; others by name, then the unknown."""

Item = dict[str, JSON]


def read(source: str, title: str = "") -> Item:
    """Return the FORM of a model's XML. Raises Refused for what is not a model."""
    root = parse(source) if source.strip() else etree.Element(tag("model"))
    if root.tag != tag("model"):
        raise Refused(
            _("studio_not_model", default="Ce XML n'est pas un modèle de formulaire.")
        )
    refuse_code(root)
    schema = _main_schema(root)
    _settle_comments(schema)
    pages: dict[str, Item] = {}
    loose = [node for node in schema if node.tag == tag("field")]
    if loose:
        pages[FIRST_PAGE] = _page_of(etree.Element(tag("fieldset")), FIRST_PAGE, "")
        pages[FIRST_PAGE]["fields"] = [_take_field(node) for node in loose]
    for fieldset in schema.findall(tag("fieldset")):
        _add_page(pages, fieldset)
    for node in [*loose, *schema.findall(tag("fieldset"))]:
        values.remove(node)
    return {
        "title": title,
        "options": _take_options(schema),
        "pages": list(pages.values()),
        "opaque": _rest(root),
    }


def write_form(form: JSON) -> str:
    """Return the canonical XML of a FORM. Raises Refused for what cannot be one."""
    form = check_form(form)
    root = _opaque(form, "model")
    schema = _main_schema(root)
    for stray in schema.findall(tag("field")) + schema.findall(tag("fieldset")):
        raise _stray(stray)
    nodes: list[etree._Element] = []
    for number, page in enumerate(form["pages"]):
        fieldset = _put_page(page)
        if number == 0 and _is_loose(page, fieldset):
            nodes += list(fieldset)
        else:
            nodes.append(fieldset)
    for place, node in enumerate(nodes):
        schema.insert(place, node)
    if form["options"]:
        schema.set(attribute(OPTIONS), values.dump(form["options"]))
    refuse_code(root)
    return write(root)


def read_fields(source: str) -> list[Item]:
    """Return the FIELDs of a model's XML, whatever their pages."""
    return [field for page in read(source)["pages"] for field in page["fields"]]


def write_fields(fields: JSON) -> str:
    """Return the canonical XML of some FIELDs: a model with them alone."""
    root = etree.Element(tag("model"))
    schema = etree.SubElement(root, tag("schema"))
    schema.extend(_put_field(field) for field in check_fields(fields))
    refuse_code(root)
    return write(root)


# Models


def _main_schema(root: etree._Element) -> etree._Element:
    """Return the schema that is the form, made when it is not there."""
    for schema in root.findall(tag("schema")):
        if not schema.get("name"):
            return schema
    return etree.SubElement(root, tag("schema"))


def _settle_comments(node: etree._Element) -> None:
    """Move each comment before a field or page into it, so that it goes with it."""
    waiting: list[etree._Element] = []
    for child in list(node):
        if not is_element(child):
            waiting.append(child)
        elif child.tag in (tag("field"), tag("fieldset")):
            if child.tag == tag("fieldset"):
                _settle_comments(child)
            for place, comment in enumerate(waiting):
                values.remove(comment)
                child.insert(place, comment)
            waiting = []


def _take_options(schema: etree._Element) -> list[Item]:
    """Take the options that a schema declares; what cannot be read stays there."""
    try:
        found = options.dump(options.load(schema.get(attribute(OPTIONS), "")))
    except options.WrongOptions:
        return []
    schema.attrib.pop(attribute(OPTIONS), None)
    return found


def _rest(root: etree._Element) -> str:
    """Return what is left of a model once its pages are taken, or ''."""
    schema = _main_schema(root)
    _blank(root)
    plain = not root.attrib and not schema.attrib and len(root) == 1
    return "" if plain and not len(schema) else write(root, declare=False)


def _blank(node: etree._Element) -> None:
    """Forget the white space between elements."""
    for child in node.iter():
        if len(child) and not (child.text or "").strip():
            child.text = None
        if not (child.tail or "").strip():
            child.tail = None


def _opaque(item: Item, name: str) -> etree._Element:
    """Return the element that an item's unknown parts make."""
    text = item.get("opaque", "")
    if not text.strip():
        return etree.Element(tag(name))
    place = item.get("name") or item.get("id") or ""
    root = parse(text, place)
    if root.tag != tag(name):
        raise _stray(root)
    _blank(root)
    return root


def _stray(node: etree._Element) -> Refused:
    return Refused(
        _(
            "studio_stray",
            default="Un élément « ${name} » n'est pas à sa place.",
            mapping={"name": etree.QName(node).localname},
        ),
        node.get("name", ""),
    )


# Pages


def _add_page(pages: dict[str, Item], fieldset: etree._Element) -> None:
    page_id = fieldset.get("name") or ""
    nodes = fieldset.findall(tag("field"))
    fields = [_take_field(node) for node in nodes]
    for node in nodes:
        values.remove(node)
    if page_id not in pages:
        pages[page_id] = _page_of(fieldset, page_id, page_id)
    pages[page_id]["fields"] += fields


def _page_of(fieldset: etree._Element, page_id: str, untitled: str) -> Item:
    """Return a page without its fields; what it has is taken out of the element."""
    own = attribute("")
    page: Item = {
        "id": page_id,
        "title": fieldset.attrib.pop("label", "") or untitled,
        "description": fieldset.attrib.pop("description", ""),
        "help": fieldset.attrib.pop(attribute("help"), ""),
        "show": _take(fieldset, Property("show", "", "rule")),
        "refuse": _take(fieldset, Property("refuse", "", "refusals")),
        "fields": [],
        "properties": {},
    }
    fieldset.attrib.pop("name", None)
    for name in sorted(fieldset.attrib):
        short = name.removeprefix(own)
        if name.startswith(own) and short not in ("show", "refuse"):
            page["properties"][short] = fieldset.attrib.pop(name)
    _blank(fieldset)
    rest = bool(fieldset.attrib) or len(fieldset) > 0
    page["opaque"] = write(fieldset, declare=False) if rest else ""
    return page


def _put_page(page: Item) -> etree._Element:
    fieldset = _opaque(page, "fieldset")
    for stray in fieldset.findall(tag("field")):
        raise _stray(stray)
    fieldset.set("name", page["id"])
    for name, text in (
        ("label", page["title"]),
        ("description", page["description"]),
        (attribute("help"), page["help"]),
        *((attribute(name), text) for name, text in page["properties"].items()),
    ):
        if text:
            fieldset.set(name, text)
        else:
            fieldset.attrib.pop(name, None)
    _put(fieldset, Property("show", "", "rule"), page["show"])
    _put(fieldset, Property("refuse", "", "refusals"), page["refuse"])
    for place, field in enumerate(page["fields"]):
        fieldset.insert(place, _put_field(field))
    return fieldset


def _is_loose(page: Item, fieldset: etree._Element) -> bool:
    """True for the page whose fields stand outside fieldsets, as easyform begins."""
    bare = page["id"] == FIRST_PAGE and set(fieldset.attrib) == {"name"}
    return bare and all(node.tag == tag("field") for node in fieldset)


# Fields


def _kind(field: etree._Element) -> Kind | None:
    value_type = field.find(tag("value_type"))
    inner = value_type.get("type", "") if value_type is not None else ""
    widget = field.get(attribute("widget"), "")
    found = kind_of(field.get("type", ""), widget, inner)
    return found if found is None or found.value_type == inner else None


def _take_field(field: etree._Element) -> Item:
    field = copy.deepcopy(field)
    field.tail = None
    _blank(field)
    kind = _kind(field)
    found = {
        "name": field.attrib.pop("name", ""),
        "kind": kind.id if kind else None,
        "title": values.take_text(field, "title") or "",
        "description": values.take_text(field, "description") or "",
        "required": _take_required(field, kind),
        "properties": {},
    }
    for name, prop in properties_of(kind).items():
        found["properties"][name] = _take(field, prop, kind)
    link = links.from_text(field.get(attribute(links.ATTRIBUTE), ""))
    if link is not None:
        field.attrib.pop(attribute(links.ATTRIBUTE))
        found["library"] = link
    inner = inner_of(kind)
    if inner is not None:
        found["fields"] = _take_inner(field, inner)
    if kind is not None:
        _take_kind(field, kind)
    rest = bool(field.attrib) or len(field) > 0
    found["opaque"] = write(field, declare=False) if rest else ""
    return found


def _put_field(field: Item) -> etree._Element:
    element = _opaque(field, "field")
    kind = BY_ID[field["kind"]] if field["kind"] else None
    if kind is None and not element.get("type"):
        raise Refused(
            _("studio_no_type", default="Le type de cette question manque."),
            field["name"],
        )
    element.set("name", field["name"])
    if kind is not None:
        _put_kind(element, kind)
    values.put_text(element, "title", field["title"])
    values.put_text(element, "description", field["description"])
    if kind is None or kind.asked:
        values.put_text(element, "required", "" if field["required"] else "False")
    for name, prop in properties_of(kind).items():
        _put(element, prop, field["properties"].get(name, values.empty(prop)), kind)
    if "library" in field:
        element.set(attribute(links.ATTRIBUTE), links.to_text(field["library"]))
    inner = inner_of(kind)
    if inner is not None:
        _put_inner(element, inner, field["fields"])
    _order(element, {*LEADING, "required", "value_type", *properties_of(kind)})
    return element


def _take_required(field: etree._Element, kind: Kind | None) -> bool:
    if kind is not None and not kind.asked:
        return False
    text = values.take_text(field, "required")
    return text is None or text.strip().lower() == "true"


def _take_kind(field: etree._Element, kind: Kind) -> None:
    """Take what the kind says by itself: type, widget, type of the values."""
    field.attrib.pop("type", None)
    if kind.widget:
        field.attrib.pop(attribute("widget"), None)
    inner = field.find(tag("value_type"))
    if inner is not None and kind.value_type:
        inner.attrib.pop("type", None)
        values.tidy(inner)


def _put_kind(field: etree._Element, kind: Kind) -> None:
    field.set("type", kind.type)
    name = attribute("widget")
    if kind.widget:
        field.set(name, kind.widget)
    elif field.get(name):
        other = kind_of(kind.type, field.get(name, ""), kind.value_type)
        if other is not None and other.id != kind.id:
            field.attrib.pop(name)
    if kind.value_type:
        _value_type(field).set("type", kind.value_type)


def _value_type(field: etree._Element) -> etree._Element:
    found = field.find(tag("value_type"))
    return etree.SubElement(field, tag("value_type")) if found is None else found


def _holder(field: etree._Element, prop: Property, kind: Kind | None) -> etree._Element:
    """Return the element in which an element property stands."""
    within = prop.editor == "choices" and kind is not None and kind.value_type
    return _value_type(field) if within else field


def _take(field: etree._Element, prop: Property, kind: Kind | None = None) -> JSON:
    """Take the value of a property; what cannot be read is left where it is."""
    if prop.where == "element" and prop.editor == "choices":
        holder = _holder(field, prop, kind)
        listed = holder.findall(tag(prop.name))
        if len(listed) != 1:
            values.tidy(holder)
            return []
        found = values.take_choices(listed[0])
        values.tidy(listed[0])
        return found
    if prop.where == "element":
        text = values.take_text(field, prop.name)
        return values.empty(prop) if text is None else values.from_text(prop, text)
    name = attribute(prop.name)
    text = field.get(name)
    if not text:
        field.attrib.pop(name, None)
        return values.empty(prop)
    value = values.from_text(prop, text)
    if value is values.UNREADABLE:
        return values.empty(prop)
    field.attrib.pop(name)
    return value


def _put(
    field: etree._Element, prop: Property, value: JSON, kind: Kind | None = None
) -> None:
    if prop.where == "element" and prop.editor == "choices":
        # Plone cannot read a Choice without <values/>, be it empty.
        holder = _holder(field, prop, kind)
        listed = holder.find(tag(prop.name))
        if listed is None:
            listed = etree.SubElement(holder, tag(prop.name))
        values.put_choices(listed, value)
        return
    text = values.to_text(prop, value)
    if prop.where == "element":
        values.put_text(field, prop.name, text)
    elif text:
        field.set(attribute(prop.name), text)


def _take_inner(field: etree._Element, inner: Property) -> list[Item]:
    holder = field.find(tag(inner.name)) if inner.where == "element" else field
    if holder is None:
        return []
    nodes = holder.findall(tag("field"))
    found = [_take_field(node) for node in nodes]
    for node in nodes:
        values.remove(node)
    if holder is not field:
        values.tidy(holder)
    return found


def _put_inner(field: etree._Element, inner: Property, fields: list[Item]) -> None:
    if not fields:
        return
    holder = field.find(tag(inner.name)) if inner.where == "element" else field
    if holder is None:
        holder = etree.SubElement(field, tag(inner.name))
    holder.extend(_put_field(item) for item in fields)


def _order(element: etree._Element, known: set[str]) -> None:
    """Put the children in their canonical order; the unknown keep theirs, last."""
    names = {tag(name): name for name in known}

    def place(child: etree._Element) -> tuple[int, int, str]:
        name = names.get(child.tag) if is_element(child) else None
        if name is None:
            return (2 if is_element(child) else 0, 0, "")
        return (1, LEADING.index(name) if name in LEADING else 2, name)

    children = sorted(element, key=place)
    for child in children:
        child.tail = None
        element.append(child)
