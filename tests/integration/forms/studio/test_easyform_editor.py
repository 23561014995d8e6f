"""easyform's own editor on a model of the studio: it loses nothing of ours."""

from imio.guichet.forms.kinds import KINDS
from imio.guichet.forms.studio import model
from imio.guichet.forms.studio import workbench
from imio.guichet.forms.studio.places import placed
from imio.guichet.forms.studio.shape import inner_of
from imio.guichet.forms.studio.shape import properties_of
from plone.supermodel import loadString
from plone.supermodel import serializeSchema
from plone.testing.zope import Browser
from urllib.parse import urlencode

import pytest
import re
import transaction


RULE = {">": [{"var": "participants"}, 10]}
OWN = {
    "rule": RULE,
    "refusals": [{"when": RULE, "message": "« Non » & <non>"}],
    "boolean": True,
    "choices": [{"key": "a", "title": "A & B"}, {"key": "b", "title": "B"}],
}


def sample(kind):
    """A field of a kind with each of its attributes set."""
    properties = {}
    for name, prop in properties_of(kind).items():
        if prop.editor == "choices":
            properties[name] = OWN["choices"]
        elif prop.where == "element":
            continue  # Plone's own
        elif prop.editor in OWN:
            properties[name] = OWN[prop.editor]
        elif prop.options:
            value = prop.options[-1][0]
            properties[name] = [value] if prop.editor == "some" else value
        elif prop.editor != "some":
            properties[name] = "3"
    field = {
        "name": "f_" + kind.id.replace("-", "_"),
        "kind": kind.id,
        "title": "Titre & <b>titre</b>",
        "description": "Aide",
        "required": False,
        "properties": properties,
    }
    if inner_of(kind) is not None:
        inner = {"name": f"in_{field['name']}", "kind": "text", "title": "In"}
        inner["properties"] = {"show": RULE, "example": "Exemple"}
        field["fields"] = [inner]
    return field


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.id)
def test_each_kind_survives_plones_writer(portal, kind):
    page = {
        "id": "p",
        "title": "P",
        "show": RULE,
        "help": "Aide",
        "refuse": OWN["refusals"],
        "fields": [sample(kind)],
        "properties": {"later": "x"},
    }
    source = model.write_form({"title": "", "pages": [page]})
    again = model.read(serializeSchema(loadString(source).schema))
    before = model.read(source)
    for form in (before, again):
        for _page, _place, field in placed(form):
            field.pop("opaque")  # Plone writes defaults too
    assert again == before


@pytest.fixture
def editor(functional, working):
    browser = Browser(functional["app"])
    browser.raiseHttpErrors = False
    browser.addHeader("Authorization", "Basic boss:Zut-alors-7391")
    return browser


@pytest.fixture
def fields(editor, working):
    """``fields(path, **values)``: posts to easyform's editor, with the token."""
    editor.open(
        f"{working.absolute_url().rpartition('/guichet')[0]}/@@authenticator/authenticator"
    )
    token = re.search(r'value="([0-9a-f]+)"', editor.contents).group(1)

    def post(path, **values):
        data = {"_authenticator": token, **values}
        editor.post(
            f"{working.absolute_url()}/@@fields{path}", urlencode(data, doseq=True)
        )
        transaction.begin()
        return editor.headers["status"], editor.contents

    return post


def shape(form):
    """What is ours in a form, without what Plone adds by itself."""
    return {
        field["name"]: {**field, "opaque": ""} for _page, _place, field in placed(form)
    }, [{**page, "fields": [], "opaque": ""} for page in form["pages"]]


def test_a_field_is_added_changed_and_moved(fields, working, editor):
    before = workbench.form_of(working)
    status, body = fields(
        "/@@add-field",
        **{
            "form.widgets.title": "Nouveau",
            "form.widgets.__name__": "nouveau",
            "form.widgets.description": "",
            "form.widgets.fieldset_id": "1",
            "form.widgets.factory:list": "label_textline_field",
            "form.widgets.factory-empty-marker": "1",
            "form.widgets.required-empty-marker": "1",
            "form.buttons.add": "Add",
        },
    )
    added = workbench.form_of(working)
    if "nouveau" not in shape(added)[0]:
        pytest.fail(f"{status} {re.findall(r'(?s)error.{0,300}', body)}")
    own, pages = shape(added)
    own_before, pages_before = shape(before)
    new = own.pop("nouveau")
    assert new["kind"] == "text"
    assert own == own_before
    assert pages == pages_before
    # Changed
    editor.open(f"{working.absolute_url()}/@@fields/participants")
    form = next(
        editor.getForm(index=n)
        for n in range(9)
        if "form.widgets.title" in str(editor.getForm(index=n)._form.fields.keys())
    )
    form.getControl(name="form.widgets.title").value = "Combien ?"
    form.getControl(name="form.buttons.save").click()
    transaction.begin()
    changed = shape(workbench.form_of(working))[0]
    assert changed["participants"]["title"] == "Combien ?"
    own_before["participants"]["title"] = "Combien ?"
    changed.pop("nouveau")
    assert changed == own_before
    # Moved
    fields("/participants/@@order", pos="0", fieldset_index="1")
    moved = workbench.form_of(working)
    assert moved["pages"][0]["fields"][0]["name"] == "participants"
    own = shape(moved)[0]
    own.pop("nouveau")
    assert own == own_before
    # Removed
    fields("/nouveau/@@delete")
    assert shape(workbench.form_of(working))[0] == own_before


@pytest.mark.parametrize(
    "evil",
    ["<invariant>os.system</invariant>",
     '<field name="x" type="zope.schema.TextLine"><defaultFactory>os.getcwd</defaultFactory></field>',
     '<field name="x" type="zope.schema.TextLine"><z:defaultFactory xmlns:z="z">os</z:defaultFactory></field>',
     '<field name="x" type="zope.schema.Choice"><source>os.path</source></field>'],
)  # fmt: skip
def test_the_editor_does_not_read_code(editor, working, evil):
    working.fields_model = f'<model xmlns="http://namespaces.plone.org/supermodel/schema"><schema>{evil}</schema></model>'
    transaction.commit()
    editor.open(f"{working.absolute_url()}/@@fields")
    assert editor.headers["status"].startswith("400")


def test_there_is_no_editor_of_xml(editor, working):
    for name in ("modeleditor", "@@modeleditor"):
        editor.open(f"{working.absolute_url()}/@@fields/{name}")
        assert editor.headers["status"].startswith("404")
