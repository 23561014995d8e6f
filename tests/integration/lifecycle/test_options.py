"""Mails and rules of a lifecycle read the options of the dossier's form."""

from .conftest import LIFECYCLES
from datetime import datetime
from datetime import UTC
from decimal import Decimal
from imio.guichet.core import options
from imio.guichet.core import revisions
from imio.guichet.core.interfaces import IFormModel
from imio.guichet.core.types import Act
from imio.guichet.core.types import Side
from imio.guichet.lifecycle import guards
from imio.guichet.lifecycle import mailing
from imio.guichet.lifecycle import reader
from imio.guichet.lifecycle import registry
from imio.guichet.lifecycle import templates
from imio.guichet.lifecycle.options import options_in
from imio.guichet.rules import Rule

import json
import pytest


MODEL = """<model xmlns="http://namespaces.plone.org/supermodel/schema"
       xmlns:guichet="http://namespaces.imio.be/guichet">
  <schema guichet:options='[{"name": "price", "type": "money", "title": "Prix", "default": "5"},
                            {"name": "note", "type": "html", "title": "Note"}]'>
    <field name="a" type="zope.schema.TextLine"><title>A ${options.price}</title></field>
  </schema>
</model>"""


@pytest.fixture
def source():
    return json.loads((LIFECYCLES / "report.json").read_text())


def test_a_mail_may_name_options(source):
    name = next(iter(source["mails"]))
    source["mails"][name]["body"] = (
        "Payez ${options.price} sur ${options.iban}.\nNote : ${options.note}"
    )
    transition = source["transitions"][0]
    transition["rule"] = {">": [{"var": "options.days"}, 3]}
    found = reader.read(json.dumps(source))
    assert set(options_in(found)) == {"price", "iban", "note", "days"}
    body = found.mails[name].body
    filled = templates.fill(
        body, {"options.price": "12,50 €", "options.iban": "BE71 ${code}"}
    )
    assert filled == "Payez 12,50 € sur BE71 ${code}."


@pytest.mark.parametrize(
    "text", ["${options.}", "${options.A}", "${options.a.b}", "${option.a}"]
)
def test_what_is_no_option_is_refused(source, text):
    name = next(iter(source["mails"]))
    source["mails"][name]["body"] = text
    with pytest.raises(reader.LifecycleError):
        reader.read(json.dumps(source))


def test_a_dossier_gives_its_own_values(town, submit, source):
    hole = town.guichet.tout.trou
    hole.fields_model = MODEL
    options.set_values(hole, {"price": "12.50", "note": "<p>Merci <b>bien</b></p>"})
    revisions.freeze(hole)
    dossier = submit("trou", a="oui")
    options.set_values(hole, {"price": "99.00"})
    lifecycle = registry.lifecycle_of(dossier)
    act = Act(datetime.now(UTC), Side.SYSTEM, "", "submit", "draft", dossier.step)
    values = mailing.placeholder_values(dossier, lifecycle, act)
    assert values["options.price"] == "12,50 €"
    assert values["options.note"] == "Merci bien"
    cheap = Rule.parse({"<": [{"var": "options.price"}, 50]})
    assert guards.rule_holds(cheap, dossier)
    later = submit("trou", a="oui")
    assert not guards.rule_holds(cheap, later)
    assert guards.rule_holds(Rule.parse({"filled": [{"var": "a"}]}), later)
    assert Decimal("99.00") == Decimal(options.values_of(hole)["price"])


def test_the_studio_is_told_of_options_that_the_form_has_not(town, source):
    hole = town.guichet.tout.trou
    hole.fields_model = MODEL
    name = next(iter(source["mails"]))
    source["mails"][name]["body"] = "${options.price} ${options.iban}"
    registry.install(town, json.dumps(source))
    said = {str(problem.message): problem for problem in IFormModel(hole).check()}
    assert said["warning_option_elsewhere"].message.mapping["name"] == "iban"
    assert said["warning_option_elsewhere"].severity == "warning"
    assert [p.place for p in IFormModel(hole).check() if str(p.message) == "warning_option_unused"] == ["options:note"]  # fmt: skip
