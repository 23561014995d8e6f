"""Options of a form: declared, read as typed values, put into texts, checked."""

from datetime import date
from decimal import Decimal
from imio.guichet.forms import options
from imio.guichet.forms.options import Option
from imio.guichet.forms.studio import model
from imio.guichet.forms.studio import option_checks
from imio.guichet.forms.studio import option_texts
from imio.guichet.forms.studio.differences import compare

import json
import pytest


CHOICES = [{"key": "north", "title": "Nord"}, {"key": "south", "title": "Sud"}]
PAIRS = (("north", "Nord"), ("south", "Sud"))


def option(type_="text", **given):
    return Option("x", type_, "X", choices=PAIRS, **given)


@pytest.mark.parametrize(
    "type_, typed, canonical, value, said",
    [
        ("text", "  Rue  du\nMoulin ", "Rue du Moulin", "Rue du Moulin", "Rue du Moulin"),
        ("lines", "a\r\nb", "a\nb", "a\nb", "a\nb"),
        ("number", "1.250,50", "1250.5", Decimal("1250.5"), "1250,5"),
        ("number", "10", "10", Decimal(10), "10"),
        ("number", "-3", "-3", Decimal(-3), "-3"),
        ("money", "12,5 €", "12.50", Decimal("12.50"), "12,50 €"),
        ("yes-no", "false", "false", False, "Non"),
        ("date", "31/12/2027", "2027-12-31", date(2027, 12, 31), "31/12/2027"),
        ("one", "south", "south", "south", "Sud"),
        ("some", "south|north", "north|south", frozenset({"north", "south"}), "Nord, Sud"),
        ("email", "a@exemple.be", "a@exemple.be", "a@exemple.be", "a@exemple.be"),
        ("url", "https://www.exemple.be/a?b=1#c", "https://www.exemple.be/a?b=1#c", "https://www.exemple.be/a?b=1#c", "https://www.exemple.be/a?b=1#c"),
        ("html", "<p>Oui</p>", "<p>Oui</p>", "<p>Oui</p>", "<p>Oui</p>"),
    ],
)  # fmt: skip
def test_values_of_each_type(type_, typed, canonical, value, said):
    found = option(type_)
    assert found.canonical(typed) == canonical
    assert found.canonical(canonical) == canonical
    assert found.value(canonical) == value
    assert found.said(canonical, lambda text: getattr(text, "default", text)) == said
    assert found.canonical("  ") == ""
    assert found.value("") is None


@pytest.mark.parametrize(
    "type_, typed",
    [
        ("text", "x" * 501), ("text", "a\x00b"), ("text", "a\ud800"), ("html", "x" * 10_001),
        ("number", "douze"), ("number", "1e9"), ("number", "NaN"), ("number", "9" * 12),
        ("money", "1,234"), ("money", "gratuit"),
        ("yes-no", "oui"), ("yes-no", "True"),
        ("date", "31/02/2027"), ("date", "demain"), ("date", "0001-01-01"),
        ("one", "east"), ("one", "Nord"), ("some", "north|east"), ("some", "|"),
        ("email", "a@"), ("email", "a@b.be, c@d.be"),
        ("url", "www.exemple.be"), ("url", "javascript:alert(1)"), ("url", "https://"),
        ("url", "ftp://exemple.be"), ("url", "https://exemple.be/\"onclick=\"x"),
        ("url", "https://a:b@exemple.be"), ("url", "https://exemple.be:99999"),
        ("url", "https://[exemple.be"),
    ],
)  # fmt: skip
def test_what_is_no_value_is_refused(type_, typed):
    with pytest.raises(options.WrongValue) as refused:
        option(type_).canonical(typed)
    assert refused.value.message.default


def test_declarations_are_read_and_written_again():
    items = [
        {"name": "price", "type": "money", "title": "Prix", "default": "12,5"},
        {"name": "zone", "type": "one", "title": "Zone", "choices": CHOICES},
        {"name": "note", "type": "html", "title": "", "help": "Sous la question", "required": True},
    ]  # fmt: skip
    declared = options.load(json.dumps(items))
    assert options.dump(declared) == items
    assert list(options.faults(declared)) == []
    assert options.text_of(declared[0], {}) == "12.50"
    assert options.text_of(declared[0], {"price": "3"}) == "3.00"
    assert options.text_of(declared[0], {"price": "trois"}) == "12.50"
    assert options.typed(declared, {"zone": "south"}) == {
        "options.price": Decimal("12.50"),
        "options.zone": "south",
    }
    assert options.types(declared)["options.zone"].choices == ("north", "south")


@pytest.mark.parametrize(
    "items",
    [
        {}, "x", None, [1], [[]], [{}], [{"name": "x"}], [{"type": "text"}] * 101,
        [{"name": "x", "type": "python"}], [{"name": 1, "type": "text"}],
        [{"name": "x", "type": "text", "title": None}],
        [{"name": "x", "type": "text", "required": "yes"}],
        [{"name": "x", "type": "text", "eval": "1"}],
        [{"name": "x", "type": "text", "default": 12}],
        [{"name": "x", "type": "text", "title": "a\x01"}],
        [{"name": "x", "type": "one", "choices": "north"}],
        [{"name": "x", "type": "one", "choices": [{"key": "a", "show": {}}]}],
        [{"name": "x", "type": "one", "choices": [{"key": 1}]}],
        [{"name": "x", "type": "text", "help": "x" * 10_001}],
    ],
)  # fmt: skip
def test_what_declares_nothing_is_refused(items):
    with pytest.raises(options.WrongOptions):
        options.declared(items)


@pytest.mark.parametrize("text", ["{", "[1", "[" * 100_000, "null"])
def test_an_attribute_that_is_no_json_is_refused(text):
    with pytest.raises(options.WrongOptions):
        options.load(text)


def test_faults_of_declarations():
    items = [
        {"name": "Prix", "type": "text"},
        {"name": "a", "type": "text"},
        {"name": "a", "type": "number", "default": "douze"},
        {"name": "b", "type": "one"},
        {"name": "c", "type": "some", "choices": [{"key": "k"}, {"key": "k"}]},
        {"name": "d", "type": "some", "choices": [{"key": "a|b"}]},
    ]
    found = [
        (name, str(text)) for name, text in options.faults(options.declared(items))
    ]
    assert found == [
        ("Prix", "error_option_name"),
        ("a", "error_option_twice"),
        ("a", "error_option_default"),
        ("b", "error_option_no_choice"),
        ("c", "error_option_key"),
        ("d", "error_option_key"),
    ]


# In a form


def form(fields=(), declared=(), **page):
    return {
        "title": "T ${options.price}",
        "options": list(declared),
        "pages": [
            {
                "id": "p", "title": "Page", "description": "", "help": "", "show": None,
                "refuse": [], "fields": list(fields), "properties": {}, **page,
            }
        ],
        "opaque": "",
    }  # fmt: skip


def field(name="a", kind="text", **given):
    properties = given.pop("properties", {})
    return {
        "name": name, "kind": kind, "title": "A", "description": "", "required": False,
        "properties": properties, **given,
    }  # fmt: skip


PRICE = {"name": "price", "type": "money", "title": "Prix", "default": "12,50"}
NOTE = {"name": "note", "type": "html", "title": "Note"}
SITE = {"name": "site", "type": "text", "title": "Site"}


def plain(text):
    return getattr(text, "default", text)


def test_values_are_put_into_texts():
    given = form(
        [
            field(title="Il en coûte ${options.price} (${options.none}).", description="A & B : ${options.site}"),
            field("n", "note", title="N", properties={"rich_label": "<p>Voir ${options.site} : ${options.note}</p>"}),
            field("c", "one", properties={"values": [{"key": "k", "title": "Payer ${options.price}", "help": "${options.note}"}]}),
            field("d", "date", properties={"earliest": "+${options.days}wd", "latest": "+${options.none}d", "error": "$${options.price}"}),
        ],
        [PRICE, NOTE, SITE, {"name": "days", "type": "number", "default": "1 250"}],
        title="Page à ${options.price}", help="<b>${options.site}</b>",
        refuse=[{"when": True, "message": "Moins de ${options.price}"}],
    )  # fmt: skip
    values = {"note": "<ul><li>un</li><li>deux</li></ul>", "site": "<script>x</script>${options.price}"}  # fmt: skip
    found = option_texts.fill(given, values, plain)
    page = found["pages"][0]
    a, n, c, d = page["fields"]
    assert found["title"] == "T ${options.price}"
    assert page["title"] == "Page à 12,50 €"
    assert page["refuse"][0]["message"] == "Moins de 12,50 €"
    assert a["title"] == "Il en coûte 12,50 € ()."
    said = "&lt;script&gt;x&lt;/script&gt;${options.price}"
    assert a["description"] == f"A &amp; B : {said}"
    assert page["help"] == f"<b>{said}</b>"
    assert n["properties"]["rich_label"] == f"<p>Voir {said} : {values['note']}</p>"
    assert c["properties"]["values"][0]["title"] == "Payer 12,50 €"
    assert c["properties"]["values"][0]["help"] == "- un - deux"
    assert d["properties"]["earliest"] == "+1250wd"
    assert d["properties"]["latest"] == ""
    assert d["properties"]["error"] == "${options.price}"
    assert given["pages"][0]["title"] == "Page à ${options.price}"


def test_a_model_without_placeholders_stays_the_same_text():
    source = "<model><other/></model>"
    assert option_texts.fill_model(source, {}, plain) is source
    broken = "<model>${options.price}"
    assert option_texts.fill_model(broken, {}, plain) is broken


def test_options_go_through_the_model():
    given = form([field()], [PRICE, {**NOTE, "help": '« & < " >'}])
    written = model.write_form(given)
    again = model.read(written, given["title"])
    assert again["options"] == given["options"]
    assert again["pages"][0]["fields"][0]["title"] == "A"
    assert model.write_form(model.read(written, given["title"])) == written


def test_options_that_cannot_be_read_stay_as_they_are():
    written = model.write_form(form([field()], [PRICE]))
    broken = written.replace("money", "python")
    again = model.read(broken)
    assert again["options"] == []
    assert "python" in model.write_form(again)


def told(given, values=(), reads=()):
    found = option_checks.of_form(given, dict(values), dict(reads))
    return [(one.place, str(one.message), one.severity) for one in found]


def test_an_option_that_all_is_well_with():
    given = form([field(title="${options.price}")], [PRICE])
    assert told(given) == []
    assert told(form([field()], [PRICE]), reads={"price": "Un courriel"}) == []
    rule = {">": [{"var": "options.price"}, 3]}
    for fields, page in [
        ([field(properties={"show": rule})], {}),
        ([field(properties={"check": [{"when": rule, "message": "m"}]})], {}),
        ([field("c", "one", properties={"values": [{"key": "k", "title": "K", "show": rule}]})], {}),
        ([field(kind="money", properties={"prefill": "options.price"})], {}),
        ([field("b", "block", fields=[field(properties={"require": rule})])], {}),
        ([field()], {"show": rule}),
        ([field()], {"refuse": [{"when": rule, "message": "m"}]}),
    ]:  # fmt: skip
        assert told(form(fields, [PRICE], **page)) == []


@pytest.mark.parametrize(
    "given, values, reads, expected",
    [
        (form([field()], [PRICE]), {}, {}, [("options:price", "warning_option_unused", "warning")]),
        (form([field(title="${options.site}")], [{**SITE, "required": True}]), {}, {}, [("options:site", "error_option_missing", "error")]),
        (form([field(title="${options.site}")], [{**SITE, "required": True}]), {"site": "x"}, {}, []),
        (form([field(title="${options.price}")], [PRICE]), {"price": "cher"}, {}, [("options:price", "error_option_value", "error")]),
        (form([field(title="${options.prix}")]), {}, {}, [("a (title)", "error_option_unknown", "error")]),
        (form([field()], help="${options.prix}"), {}, {}, [("/p (help)", "error_option_unknown", "error")]),
        (form([field(properties={"prefill": "options.prix"})]), {}, {}, [("a (prefill)", "error_option_unknown", "error")]),
        (form([field(properties={"prefill": "options.price"})], [PRICE]), {}, {}, [("a (prefill)", "error_option_prefill", "error")]),
        (form([field("d", "date", properties={"earliest": "+${options.price}d"})], [PRICE]), {}, {}, [("d (earliest)", "error_option_limit", "error")]),
        (form([field()]), {}, {"iban": "Un courriel"}, [("options:", "warning_option_elsewhere", "warning")]),
        (form([field("options", title="${options.price}")], [PRICE]), {}, {}, [("options", "error_option_field", "error")]),
    ],
)  # fmt: skip
def test_problems_of_options(given, values, reads, expected):
    assert told(given, values, reads) == expected


def test_changes_between_two_forms_are_told():
    before = form(
        [field()], [PRICE, SITE, {"name": "old", "type": "text", "title": "Vieux"}]
    )
    after = form(
        [field()],
        [
            {**PRICE, "default": "13", "required": True},
            {**SITE, "type": "one", "choices": CHOICES},
            {"name": "new", "type": "text", "title": ""},
        ],
    )
    found = compare(before, after, plain)
    assert [(one["place"], one["kind"], one["title"]) for one in found] == [
        ("options:old", "removed", "Vieux"),
        ("options:price", "changed", "Prix"),
        ("options:price", "changed", "Prix"),
        ("options:site", "changed", "Site"),
        ("options:site", "changed", "Site"),
        ("options:new", "added", "new"),
    ]
    told = [
        (one["property"], one["before"], one["after"])
        for one in found
        if "property" in one
    ]
    assert told == [
        ("Obligatoire", "Non", "Oui"),
        ("Valeur par défaut", "12,50", "13"),
        ("Type", "Texte", "Un choix"),
        ("Choix", "", "Nord, Sud"),
    ]
    assert compare(before, before, plain) == []
