"""Procedures from one town to another: planned, mapped, taken whole or not at all."""

from ..worlds import shared
from imio.guichet.core.interfaces import ILifecycles
from imio.guichet.exchange import archive
from imio.guichet.exchange import package as packages
from imio.guichet.exchange import values
from imio.guichet.exchange.archive import PackageRefused
from imio.guichet.exchange.gather import find_procedure
from imio.guichet.exchange.gather import gather
from imio.guichet.exchange.gather import procedures_of
from imio.guichet.exchange.plan import Choices
from imio.guichet.exchange.plan import make_plan
from imio.guichet.exchange.plan import State
from imio.guichet.exchange.take import take
from imio.guichet.forms import library
from imio.guichet.forms.studio import workbench
from imio.guichet.forms.studio.recorded import check_tests
from imio.guichet.town import siteprofile
from plone import api
from plone.app.testing import setRoles
from plone.app.testing import TEST_USER_ID
from zope.component import getUtility

import json
import pytest


EVENT = "evenements/organiser-un-evenement"


def charleroi(portal):
    setRoles(portal, TEST_USER_ID, ["Manager"])
    siteprofile.install(portal, "charleroi")


installed = shared(charleroi)


@pytest.fixture
def town(charleroi, portal):
    return portal


def packed(site) -> bytes:
    return archive.pack(packages.files(gather(procedures_of(site))))


def opened(data: bytes) -> packages.Package:
    return packages.parse(archive.unpack(data))


def empty(site, *services):
    """Make of the site another town: an e-counter without procedures."""
    gone = {
        "guichet": site["guichet"].objectIds(),
        "services": set(site["services"].objectIds()) - set(services),
        "lifecycles": site["lifecycles"].objectIds(),
    }
    for folder, names in gone.items():
        for name in list(names):
            site[folder].manage_delObjects([name])


def edited(data: bytes, path: str, **changes) -> packages.Package:
    """A package in which a JSON file says something else; None takes a value away."""
    files = archive.unpack(data)
    said = {**json.loads(files[path]), **changes}
    files[path] = packages.dumps(
        {k: v for k, v in said.items() if v is not None}
    ).encode()
    return packages.parse(files)


TEST = {
    "id": "concert",
    "title": "Un concert",
    "today": "2026-11-23",
    "as": "anonymous",
    "answers": {},
    "expect": {"pages": [], "values": {}, "refusals": {}},
}


def test_round_trip_is_byte_identical(town):
    event = find_procedure(town, *EVENT.split("/"))
    event.tests = check_tests([TEST])
    event.translations = {"nl": {"form:title": {"text": "Feest", "source": "Fête"}}}
    event.draft_title = "Organiser une fête"
    data = packed(town)
    assert {f"{EVENT}/tests.json", f"{EVENT}/texts.json"} <= set(archive.unpack(data))
    assert packed(town) == data
    services = town["services"].objectIds()
    empty(town, *services)
    assert not list(procedures_of(town))
    plan = make_plan(town, opened(data))
    assert {item.state for item in plan.items} == {State.NEW}
    assert not plan.needs and not plan.refused(Choices())
    taken = take(town, opened(data))
    assert len(taken) == len(plan.items) == 7
    assert packed(town) == data
    assert {item.state for item in make_plan(town, opened(data)).items} == {State.SAME}
    assert take(town, opened(data)) == ()


STREET = {"name": "street", "kind": "text", "title": "Rue", "required": True}


@pytest.fixture
def with_block(town):
    """A town where a form took a block of the library; the block's id is "adresse"."""
    plate = {"name": "plate", "kind": "plate", "title": "Plaque"}
    cars = {"name": "cars", "kind": "block", "title": "Véhicules", "fields": [plate]}
    library.add(town, "Adresse", [STREET, cars], "someone")
    block = library.block_of(town, "adresse")
    event = find_procedure(town, *EVENT.split("/"))
    form = workbench.form_of(event)
    form["pages"][0]["fields"] += [
        {
            **field,
            "library": {
                "block": "adresse",
                "version": block["version"],
                "name": field["name"],
                "copy": 1,
            },
        }
        for field in block["fields"]
    ]
    workbench.save(event, form, workbench.version_of(event), "someone")
    return town


def test_blocks_of_the_library_travel_with_the_forms_that_took_them(with_block):
    town = with_block
    library.add(town, "Pas utilisé", [STREET], "someone")
    data = packed(town)
    files = archive.unpack(data)
    assert [name for name in files if name.startswith("blocks/")] == [
        "blocks/adresse.json"
    ]
    said = json.loads(files["blocks/adresse.json"])
    assert said["fields"][0] == STREET, "what is empty is left out"
    here = library.block_of(town, "adresse")
    empty(town, *town["services"].objectIds())
    library.forget(town)
    items = {item.key: item for item in make_plan(town, opened(data)).items}
    assert items["blocks/adresse"].state is State.NEW
    assert items["blocks/adresse"].title == "Adresse"
    take(town, opened(data))
    assert library.block_of(town, "adresse") == here, "the same version: no notice"
    assert packed(town) == data
    assert {item.state for item in make_plan(town, opened(data)).items} == {State.SAME}


def test_a_block_that_is_another_here_is_told_and_may_be_left(with_block):
    town = with_block
    data = packed(town)
    here = library.block_of(town, "adresse")
    library.change(town, "adresse", "Adresse", [STREET], here["version"], "me")
    [item] = [
        item
        for item in make_plan(town, opened(data)).items
        if item.state is not State.SAME
    ]
    assert (item.key, item.state) == ("blocks/adresse", State.CHANGED)
    take(town, opened(data), Choices(frozenset({"blocks/adresse"})))
    assert len(library.block_of(town, "adresse")["fields"]) == 1
    take(town, opened(data))
    now = library.block_of(town, "adresse")
    assert now["version"] == here["version"]
    assert len(now["before"]) >= 1, "what was here is remembered"


def test_a_block_written_otherwise_is_the_same(with_block):
    files = archive.unpack(packed(with_block))
    said = json.loads(files["blocks/adresse.json"])
    files["blocks/adresse.json"] = json.dumps(said, sort_keys=True).encode()
    plan = make_plan(with_block, packages.parse(files))
    assert {item.state for item in plan.items} == {State.SAME}


def test_what_was_taken_works(town):
    data = packed(town)
    empty(town, *town["services"].objectIds())
    take(town, opened(data))
    event = find_procedure(town, *EVENT.split("/"))
    assert api.content.get_state(event) == "private" and event.live_revision is None
    assert api.content.get_state(event.aq_parent) == "published"
    assert "event-authorisation" in dict(getUtility(ILifecycles).names())
    api.content.transition(event, "publish")
    assert event.live_revision == 1


def test_what_changes_is_said_and_the_live_form_stays(town):
    data = packed(town)
    path = f"{EVENT}/procedure.json"
    package = edited(data, path, cost="12 €", keywords=None)
    [item] = [
        item for item in make_plan(town, package).items if item.state is not State.SAME
    ]
    assert (item.key, item.state) == (f"procedures/{EVENT}", State.CHANGED)
    assert len(item.changes) == 2
    event = find_procedure(town, *EVENT.split("/"))
    live = event.revisions[event.live_revision].model
    take(town, package)
    assert event.cost == "12 €" and event.keywords == ()
    assert event.revisions[event.live_revision].model == live
    assert event.aq_parent.getId() == "evenements"


def test_missing_services_are_mapped(town):
    data = packed(town)
    empty(town, "voirie", "college")
    package = opened(data)
    plan = make_plan(town, package)
    missing = {need.id: need for need in plan.needs}
    assert {"evenements", "police"} <= set(missing)
    assert missing["evenements"].used_by
    take(town, package, Choices(services={"evenements": "voirie", "police": ""}))
    event = find_procedure(town, *EVENT.split("/"))
    assert event.functions["handling"] == ["voirie"]
    assert "police" not in event.functions["advisers"]


def test_things_may_be_left(town):
    data = packed(town)
    empty(town, *town["services"].objectIds())
    package = opened(data)
    leave = {item.key for item in make_plan(town, package).items} - {
        "procedures/voirie/signaler-un-nid-de-poule",
        "lifecycles/report",
    }
    take(town, package, Choices(frozenset(leave)))
    assert [item.getId() for item in procedures_of(town)] == [
        "signaler-un-nid-de-poule"
    ]
    assert town["guichet"].objectIds() == ["voirie"]


WRONG_VALUES = (
    ({"code": "x"}, "code"),
    ({"assurance": "100"}, "assurance"),
    ({"audience": ["martian"]}, "audience"),
    ({"who": ["<p>"]}, "who"),
    ({"functions": ["a"]}, "functions"),
    ({"functions": {"handling": "a"}}, "functions"),
    ({"retention_months": -1}, "retention_months"),
    ({"lifecycle": "none-such"}, "lifecycle"),
    ({"title": None}, "title"),
    ({"fields_model": "<model/>"}, "fields_model"),
)
WRONG_PARTS = (
    (f"{EVENT}/form.xml", b"<model"),
    (
        f"{EVENT}/form.xml",
        b'<!DOCTYPE m [<!ENTITY e SYSTEM "file:///etc/passwd">]><model>&e;</model>',
    ),
    (
        f"{EVENT}/form.xml",
        b'<model xmlns="http://namespaces.plone.org/supermodel/schema">'
        b'<schema based-on="os.system"/></model>',
    ),
    (f"{EVENT}/tests.json", b'[{"id": "x"}]'),
    (f"{EVENT}/texts.json", b'{"nl": {"a": "b"}}'),
    ("lifecycles/report.json", b'{"id": "report"}'),
    ("lifecycles/report.json", b'{"id": "other"}'),
    ("blocks/x.json", b'{"title": "X"}'),
    ("blocks/x.json", b'{"title": "X", "fields": []}'),
    ("blocks/x.json", b'{"title": "", "fields": [{"name": "a", "kind": "text"}]}'),
    ("blocks/x.json", b'{"title": ["X"], "fields": [{"name": "a", "kind": "text"}]}'),
    ("blocks/x.json", b'{"title": "X", "fields": [{"name": "../a", "kind": "text"}]}'),
    (
        "blocks/x.json",
        b'{"title": "X", "fields": [{"name": "a", "kind": "text", '
        b'"opaque": "<field><invariant>os.system</invariant></field>"}]}',
    ),
)


def test_wrong_values_are_refused_and_nothing_is_done(town):
    data = packed(town)
    for changes, place in WRONG_VALUES:
        package = edited(data, f"{EVENT}/procedure.json", cost="1 €", **changes)
        with pytest.raises(PackageRefused) as caught:
            take(town, package)
        [problem] = caught.value.problems
        assert problem.place.endswith(f"procedure.json: {place}")
    assert packed(town) == data


def test_wrong_parts_are_refused_and_nothing_is_done(town):
    data = packed(town)
    for path, text in WRONG_PARTS:
        with pytest.raises(PackageRefused):
            take(town, packages.parse({**archive.unpack(data), path: text}))
    assert packed(town) == data


def test_same_code_elsewhere_is_a_warning(town):
    files = archive.unpack(packed(town))
    for name in ("procedure.json", "form.xml"):
        files[f"evenements/copie/{name}"] = files[f"{EVENT}/{name}"]
    plan = make_plan(town, packages.parse(files))
    [item] = [item for item in plan.items if item.id == "evenements/copie"]
    assert [problem.severity for problem in item.problems] == ["warning"]
    take(town, packages.parse(files))
    assert find_procedure(town, "evenements", "copie") is not None


def test_unknown_local_service_is_refused(town):
    data = packed(town)
    empty(town, "voirie")
    with pytest.raises(PackageRefused):
        take(town, opened(data), Choices(services={"evenements": "nobody"}))


def test_each_field_of_a_procedure_travels(town):
    event = find_procedure(town, *EVENT.split("/"))
    said = values.to_json(event)
    back, problems = values.from_json(said)
    assert not problems
    assert set(back) == set(values.exchanged())
    for name, value in back.items():
        setattr(event, name, value)
    assert values.to_json(event) == said


# Values of options

OPTIONS = """guichet:options='[{"name": "price", "type": "money", "title": "Prix", "required": true},
                      {"name": "iban", "type": "text", "title": "Compte"}]'"""


def with_options(site, **given):
    """Give the procedure of events two options, and values."""
    from imio.guichet.core import options

    event = find_procedure(site, *EVENT.split("/"))
    event.fields_model = event.fields_model.replace(
        "<schema>", f"<schema {OPTIONS}>", 1
    )
    if "guichet:options" not in event.fields_model:
        event.fields_model = event.fields_model.replace(
            "<schema\n", f"<schema {OPTIONS}\n", 1
        )
    assert "guichet:options" in event.fields_model
    options.set_values(event, given, "manager")
    return event


def test_values_of_options_travel_and_a_town_keeps_its_own(town):
    from imio.guichet.core import options

    with_options(town, price="12.50", iban="BE71 0961 2345 6769")
    data = packed(town)
    package = opened(data)
    (event,) = [item for item in package.procedures if item.path == EVENT]
    assert json.loads(event.parts["options.json"]) == {
        "iban": "BE71 0961 2345 6769",
        "price": "12.50",
    }
    empty(town, *town["services"].objectIds())
    take(town, package)
    there = find_procedure(town, *EVENT.split("/"))
    assert options.values_of(there)["price"] == "12.50"
    assert packed(town) == data
    # The town sets its own price; the account stays the package's.
    options.set_values(there, {**options.values_of(there), "price": "3.00"})
    (item,) = [one for one in make_plan(town, package).items if one.id == EVENT]
    assert item.kept == ("price",)
    assert not item.changes
    take(town, package)
    assert options.values_of(there)["price"] == "3.00"
    take(town, package, Choices(values=frozenset({item.key})))
    assert options.values_of(there)["price"] == "12.50"


def test_a_form_may_be_taken_before_its_options_have_values(town):
    from imio.guichet.core import options

    with_options(town)
    package = opened(packed(town))
    empty(town, *town["services"].objectIds())
    (item,) = [one for one in make_plan(town, package).items if one.id == EVENT]
    assert not item.refused
    assert any(str(problem.message) == "error_option_missing" for problem in item.problems)  # fmt: skip
    take(town, package)
    there = find_procedure(town, *EVENT.split("/"))
    assert options.values_of(there) == {}


@pytest.mark.parametrize("text", ['["price"]', '{"price": 1}', '{"Price": "1"}', "{", '{"price": "a\\u0000"}'])  # fmt: skip
def test_bad_values_of_options_are_refused(town, text):
    with_options(town, price="1.00")
    content = archive.unpack(packed(town))
    content[f"{EVENT}/options.json"] = text.encode()
    with pytest.raises(PackageRefused):
        take(town, packages.parse(content))
