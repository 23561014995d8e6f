from imio.guichet.core.interfaces import IFormModel
from imio.guichet.forms import models
from plone import api
from plone.supermodel import loadString
from plone.supermodel import serializeSchema

import re


def attributes(xml):
    return sorted(
        re.findall(r'guichet:[a-z-]+="[^"]*"|guichet:[a-z-]+=\'[^\']*\'', xml)
    )


def test_plone_carries_our_attributes_along(integration, model):
    once = serializeSchema(loadString(model).schema)
    twice = serializeSchema(loadString(once).schema)
    assert "guichet:prefill" in once
    assert len(attributes(once)) == model.count(" guichet:")
    assert attributes(once) == attributes(twice)


def test_working_model_is_right(portal, make_procedure):
    procedure = make_procedure(portal)
    assert IFormModel(procedure).check() == []


def test_a_revision_is_read_once(portal, make_procedure):
    procedure = make_procedure(portal)
    api.content.transition(procedure, "publish")
    form = models.form_of(procedure)
    assert [page.id for page in form.pages] == ["event", "safety", "contact"]
    assert models.form_of(procedure) is form


def test_markup_of_managers_is_cleaned(portal, make_procedure):
    form, _problems = IFormModel(make_procedure(portal)).read()
    assert "script" not in form.by_name["name"].description
    assert "<b>public</b>" in form.by_name["name"].description
    assert "onclick" not in form.by_name["note"].control.body
    assert "Plan exigé" in form.by_name["note"].control.body


def test_markup_is_cleaned_as_plone_does(portal, make_procedure):
    page = make_procedure(portal)
    engine = api.portal.get_tool("portal_transforms")
    for text in (
        "<p>Été &amp; <b>fêtes</b></p>",
        "<p>Un<script>alert(1)</script> <a href='javascript:x()' onclick='y'>lien</a></p>",
        f"<p><a href='resolveuid/{api.content.get_uuid(page)}'>la page</a></p>",
        "<p><img src='x.png' onerror='x()'><iframe src='https://example.be'></iframe>",
        "<table><tr><td style='color:red'>1</table><ul><li>a<li>b</ul>",
        "Texte &eacute; <br> suite",
    ):
        plone = engine.convertTo("text/x-html-safe", text, mimetype="text/html")
        assert models.clean_html(text) == plone.getData()
