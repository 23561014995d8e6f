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
