"""The library of questions over REST: kept, taken, taken away, refused."""

from imio.guichet.forms import library
from plone import api

import pytest
import transaction


SERVICE = "@guichet-form-blocks"
FIELDS = [
    {"name": "street", "kind": "text", "title": "Rue", "required": True},
    {"name": "town", "kind": "text", "title": "Localité"},
]


def keep(rest, title="Adresse", fields=FIELDS, user="manager", **options):
    data = {"title": title, "fields": fields}
    return rest(user, "POST", SERVICE, data, **options)


def test_kept_by_one_taken_by_another(rest):
    assert rest("manager", "GET", SERVICE) == (200, {"items": []})
    status, found = keep(rest)
    assert (status, found["id"]) == (200, "adresse")
    status, found = keep(rest, fields=FIELDS[:1])
    assert found["id"] == "adresse-2"
    status, found = rest("colleague", "GET", SERVICE)
    assert [item["title"] for item in found["items"]] == ["Adresse", "Adresse"]
    assert [field["name"] for field in found["items"][0]["fields"]] == [
        "street",
        "town",
    ]


def test_what_is_taken_can_be_saved_in_a_form(rest):
    block = keep(rest)[1]["items"][0]
    loaded = rest("colleague", "GET", "@guichet-form")[1]
    form = loaded["form"]
    form["pages"][0]["fields"] += block["fields"]
    data = {"form": form, "version": loaded["version"]}
    status, saved = rest("colleague", "PUT", "@guichet-form", data)
    assert status == 200
    assert not [one for one in saved["problems"] if one["severity"] == "error"]


def test_taken_away(rest):
    keep(rest)
    assert rest("manager", "DELETE", f"{SERVICE}/adresse") == (200, {"items": []})
    assert rest("manager", "DELETE", f"{SERVICE}/adresse")[0] == 404
    assert rest("manager", "DELETE", SERVICE)[0] == 404


@pytest.mark.parametrize(
    ("title", "fields"),
    [
        ("", FIELDS),
        ("x" * 300, FIELDS),
        (12, FIELDS),
        ("Rien", []),
        ("Rien", None),
        ("Pas une liste", "street"),
        ("Pas un champ", [{"name": "../etc"}]),
        ("Pas un champ", [{"kind": "text"}]),
        (
            "Du code",
            [{**FIELDS[0], "opaque": "<field><invariant>os.system</invariant>"}],
        ),
    ],
)
def test_bad_blocks_are_refused(rest, title, fields):
    status, found = keep(rest, title, fields)
    assert status == 400, found
    assert found["error"]["message"]
    assert rest("manager", "GET", SERVICE)[1] == {"items": []}


def test_a_full_library_says_so(rest, monkeypatch):
    monkeypatch.setattr(library, "MOST_BLOCKS", 1)
    keep(rest)
    status, found = keep(rest)
    assert (status, "1" in found["error"]["message"]) == (409, True)


@pytest.mark.parametrize("who", [None, "citizen", "agent", "editor"])
def test_others_find_nothing(rest, who):
    keep(rest)
    assert rest(who, "GET", SERVICE)[0] in (401, 403, 404)
    assert keep(rest, user=who)[0] in (401, 403, 404)
    assert rest(who, "DELETE", f"{SERVICE}/adresse")[0] in (401, 403, 404)
    assert len(rest("manager", "GET", SERVICE)[1]["items"]) == 1


def test_without_the_token_nothing_changes(rest):
    assert keep(rest, token=False)[0] == 403
    assert rest("manager", "GET", SERVICE)[1] == {"items": []}


def test_the_library_goes_with_the_room(rest):
    keep(rest)
    library.forget(api.portal.get())
    transaction.commit()
    assert rest("manager", "GET", SERVICE)[1] == {"items": []}


def link(block, name, copy=1):
    return {
        "block": block["id"],
        "version": block["version"],
        "name": name,
        "copy": copy,
    }


def put(rest, block, title="Adresse", fields=FIELDS, version=None, user="manager"):
    data = {"title": title, "fields": fields, "version": version or block["version"]}
    return rest(user, "PUT", f"{SERVICE}/{block['id']}", data)


def take(rest, block, user="manager"):
    """Put copies of a block's questions in the form, as the studio does."""
    loaded = rest(user, "GET", "@guichet-form")[1]
    form = loaded["form"]
    form["pages"][0]["fields"] += [
        {**field, "library": link(block, field["name"])} for field in block["fields"]
    ]
    data = {"form": form, "version": loaded["version"]}
    return rest(user, "PUT", "@guichet-form", data)


def test_a_copy_remembers_where_it_came_from(rest, working):
    block = keep(rest)[1]["items"][0]
    assert take(rest, block)[0] == 200
    wanted = f'guichet:library="adresse@{block["version"]}/street#1"'
    assert wanted in working.fields_model
    form = rest("manager", "GET", "@guichet-form")[1]["form"]
    found = {f["name"]: f.get("library") for f in form["pages"][0]["fields"]}
    assert found["town"] == link(block, "town")
    assert not any("library=" in f["opaque"] for f in form["pages"][0]["fields"])


def test_a_block_changes_and_its_past_is_known(rest):
    block = keep(rest)[1]["items"][0]
    fields = [{**FIELDS[0], "title": "Rue ou place"}, FIELDS[1]]
    status, found = put(rest, block, "Une adresse", fields)
    assert status == 200
    [changed] = found["items"]
    assert (changed["id"], changed["title"]) == ("adresse", "Une adresse")
    assert changed["version"] != block["version"]
    status, whole = rest("colleague", "GET", f"{SERVICE}/adresse")
    assert whole["before"] == {block["version"]: block["fields"]}
    # Only its title: nobody is told of a change.
    status, found = put(rest, changed, "L'adresse", fields)
    assert found["items"][0]["version"] == changed["version"]


def test_two_people_do_not_overwrite_each_other(rest):
    block = keep(rest)[1]["items"][0]
    assert put(rest, block, fields=FIELDS[:1])[0] == 200
    status, found = put(rest, block, fields=FIELDS[1:], user="colleague")
    assert (status, bool(found["error"]["message"])) == (409, True)
    assert len(rest("manager", "GET", SERVICE)[1]["items"][0]["fields"]) == 1


def test_which_forms_use_a_block(rest, working):
    block = keep(rest)[1]["items"][0]
    asked = f"{SERVICE}?used=1"
    assert rest("manager", "GET", asked)[1]["items"][0]["used"] == []
    take(rest, block)
    [item] = rest("colleague", "GET", asked)[1]["items"]
    [use] = item["used"]
    assert (use["title"], use["here"], use["current"]) == (working.title, True, True)
    assert use["url"] == f"{working.absolute_url()}/@@form-studio"
    put(rest, block, fields=FIELDS[:1])
    [item] = rest("colleague", "GET", asked)[1]["items"]
    assert item["used"][0]["current"] is False


def test_a_block_holds_no_links_of_its_own(rest):
    block = keep(rest)[1]["items"][0]
    fields = [{**FIELDS[0], "library": link(block, "street")}]
    assert keep(rest, "Autre", fields)[0] == 200
    items = rest("manager", "GET", SERVICE)[1]["items"]
    assert not any("library" in field for item in items for field in item["fields"])


@pytest.mark.parametrize(
    "wrong",
    [
        12,
        {},
        {"block": "../x", "version": "a" * 10, "name": "street", "copy": 1},
        {"block": "x", "version": "zz", "name": "street", "copy": 1},
        {"block": "x", "version": "a" * 10, "name": "street", "copy": 0},
        {"block": "x", "version": "a" * 10, "name": 'a"b', "copy": 1},
        {"block": "x", "version": "a" * 10, "name": "a", "copy": 1, "more": 1},
        {"block": ["x"], "version": "a" * 10, "name": "a", "copy": 1},
    ],
)
def test_bad_links_are_refused(rest, wrong):
    loaded = rest("manager", "GET", "@guichet-form")[1]
    loaded["form"]["pages"][0]["fields"][0]["library"] = wrong
    data = {"form": loaded["form"], "version": loaded["version"]}
    assert rest("manager", "PUT", "@guichet-form", data)[0] == 400


@pytest.mark.parametrize(
    ("title", "fields", "status"),
    [("", FIELDS, 400), ("x", [], 400), ("x", [{"name": "../etc"}], 400)],
)
def test_bad_changes_are_refused(rest, title, fields, status):
    block = keep(rest)[1]["items"][0]
    assert put(rest, block, title, fields)[0] == status
    assert rest("manager", "GET", SERVICE)[1]["items"] == [block]
    assert put(rest, {**block, "id": "nowhere"})[0] == 404
    assert rest("manager", "GET", f"{SERVICE}/nowhere")[0] == 404
    assert rest("manager", "GET", f"{SERVICE}/adresse/more")[0] == 404


@pytest.mark.parametrize("who", [None, "citizen", "agent", "editor"])
def test_others_change_nothing(rest, who):
    block = keep(rest)[1]["items"][0]
    assert put(rest, block, fields=FIELDS[:1], user=who)[0] in (401, 403, 404)
    for service in (f"{SERVICE}/adresse", f"{SERVICE}?used=1"):
        assert rest(who, "GET", service)[0] in (401, 403, 404)
    data = {"before": {}, "after": {}}
    status = rest(who, "POST", "@guichet-form-differences", data)[0]
    assert status in (401, 403, 404)
    assert rest("manager", "GET", SERVICE)[1]["items"] == [block]


def test_what_sets_two_forms_apart(rest):
    form = rest("manager", "GET", "@guichet-form")[1]["form"]
    other = {**form, "title": "Autrement"}
    data = {"before": form, "after": other}
    status, found = rest("manager", "POST", "@guichet-form-differences", data)
    assert (status, [c["after"] for c in found["changes"]]) == (200, ["Autrement"])
    data = {"before": form, "after": 3}
    assert rest("manager", "POST", "@guichet-form-differences", data)[0] == 400
