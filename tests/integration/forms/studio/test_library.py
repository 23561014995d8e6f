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
