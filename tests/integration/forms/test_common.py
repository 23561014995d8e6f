"""Prefilled and locked answers, the address's values, lists, erasing."""

from datetime import date
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from imio.guichet.core import dossiers
from imio.guichet.core.catalog import get_catalog
from imio.guichet.core.events import DossierStepChanged
from imio.guichet.core.interfaces import IDossierForm
from imio.guichet.core.interfaces import IFormModel
from imio.guichet.core.interfaces import IPrefillSource
from imio.guichet.core.types import Phase
from imio.guichet.core.types import Step
from imio.guichet.forms import prefill
from imio.guichet.forms import retention
from imio.guichet.forms.studio.palette import common_properties
from plone import api
from zope.component import getGlobalSiteManager
from zope.component import provideUtility
from zope.event import notify
from zope.globalrequest import getRequest
from zope.i18n import translate
from zope.interface import implementer

import pytest
import transaction


MODEL = """<model xmlns="http://namespaces.plone.org/supermodel/schema"
       xmlns:guichet="http://namespaces.imio.be/guichet">
  <schema>
    <fieldset name="who" label="Vous">
      <field name="fullname" type="zope.schema.TextLine"
          guichet:prefill="user.fullname" guichet:locked="true">
        <title>Nom</title>
      </field>
      <field name="street" type="zope.schema.TextLine" guichet:prefill="query"
          guichet:listed="true">
        <title>Rue</title>
      </field>
      <field name="nickname" type="zope.schema.TextLine" guichet:prefill="dossier"
          guichet:keep="decision">
        <title>Surnom</title>
        <required>False</required>
      </field>
    </fieldset>
    <fieldset name="more" label="Suite">
      <field name="zone" type="zope.schema.TextLine" guichet:prefill="query.z"
          guichet:locked="true">
        <title>Zone</title>
      </field>
      <field name="desk" type="zope.schema.TextLine" guichet:channel="counter">
        <title>Vu au comptoir par</title>
      </field>
    </fieldset>
  </schema>
</model>"""


@pytest.fixture
def model():
    return MODEL


@pytest.fixture
def procedure(functional_portal, make_procedure):
    procedure = make_procedure(functional_portal, MODEL)
    api.content.transition(procedure, "publish")
    api.user.create(
        "citizen@example.be",
        "citizen",
        "Secret-12345!",
        properties={"fullname": "Zoé Citoyenne"},
    )
    transaction.commit()
    return procedure


def submitted(person, form_url):
    person.next()
    person.next()
    person.submit()
    return person


def test_what_is_locked_is_the_servers(person, form_url, stored):
    citizen = person("citizen")
    citizen.open(form_url + "?street=Haute&z=B%3Ci%3E")
    assert "Zoé Citoyenne" in citizen.text and 'name="f.fullname"' not in citizen.text
    citizen.fill(nickname="Zozo")
    token = citizen.form.getControl(name="_authenticator").value
    citizen.post(
        form_url,
        fullname="Forged",
        street="Basse",
        nickname="Zozo",
        __authenticator=token,
        **{"_q.z": "B<i>", "_act": "next"},
    )
    draft = stored(citizen.reference)
    assert draft.answers["fullname"] == "Zoé Citoyenne"
    assert draft.answers["street"] == "Basse"
    # The address's value reached the second page, escaped, and cannot be changed.
    assert "B&lt;i&gt;" in citizen.browser.contents
    assert 'name="f.desk"' not in citizen.text
    citizen.post(citizen.url, zone="C", desk="x", __authenticator=token, _act="next")
    draft = stored(citizen.reference)
    assert draft.answers["zone"] == "B<i>" and "desk" not in draft.answers


@implementer(IPrefillSource)
class Register:
    """A room that knows more of a person, as identity will."""

    def titles(self):
        return {"birth-town": "Commune de naissance"}

    def value(self, user_id, name):
        return {"citizen": "Gosselies"}.get(user_id) if name == "birth-town" else None


def test_another_room_may_know_more_of_the_person(functional_portal, make_procedure, functional):  # fmt: skip
    model = MODEL.replace("user.fullname", "register.birth-town")
    procedure = make_procedure(functional_portal, model, id="autre")
    problems = [str(problem.message) for problem in IFormModel(procedure).check()]
    assert "error_attribute_unknown" in problems
    provideUtility(Register(), IPrefillSource, "register")
    try:
        problems = [str(problem.message) for problem in IFormModel(procedure).check()]
        assert "error_attribute_unknown" not in problems
        titles = dict(
            next(
                prop["options"]
                for prop in common_properties(str)["question"]
                if prop["name"] == "prefill"
            )
        )
        assert titles["register.birth-town"] == "Commune de naissance"
        assert "user.email" in titles
        for user, said in (("citizen", "Gosselies"), ("other", None), (None, None)):
            proposals = prefill.Proposals(user, date(2026, 11, 25), {})
            assert proposals._source("register.birth-town") == said
            assert proposals._source("register.other") is None
            assert proposals._source("nobody.knows") is None
    finally:
        getGlobalSiteManager().unregisterUtility(provided=IPrefillSource, name="register")  # fmt: skip


def test_without_its_source_a_locked_field_is_asked(person, form_url):
    anonymous = person()
    anonymous.open(form_url)
    anonymous.fill(fullname="Anne", street="Haute")
    anonymous.next()
    assert anonymous.place == "more"
    anonymous.fill(zone="A")
    anonymous.next()
    assert anonymous.place == "check" and "Vu au comptoir" not in anonymous.text


def test_pages_with_values_of_the_address_are_not_shared(person, form_url):
    anonymous = person()
    anonymous.open(form_url + "?z=1")
    assert "no-store" in anonymous.browser.headers["cache-control"]
    anonymous.open(form_url + "?utm_source=1")
    assert "public" in anonymous.browser.headers["cache-control"]
    for query in ("?z=" + "x" * 501, "?z=1&z=2", "?z=%00", "?q.z.x=1"):
        anonymous.open(form_url + query)
        assert anonymous.status == 200
        assert 'name="q.z"' not in anonymous.text


def test_the_last_dossier_proposes_and_lists_show(person, form_url, stored, procedure):
    citizen = person("citizen")
    citizen.open(form_url + "?street=Haute&z=A")
    citizen.fill(nickname="Zozo")
    reference = submitted(citizen, form_url) and citizen.url.split("/")[-2]
    again = person("citizen")
    again.open(form_url)
    assert again.form.getControl(name="f.nickname").value == "Zozo"
    assert again.form.getControl(name="f.street").value == ""

    dossier = stored(reference)
    found = get_catalog(procedure).search_all({"reference": reference})
    assert [brain.listed for brain in found] == [(("Rue", "Haute"),)]

    # What was kept until the decision goes with it, and only that.
    def step(phase):
        return Step("s", "S", "S", phase)

    old, new = step(Phase.SUBMITTED), step(Phase.IN_PROGRESS)
    notify(DossierStepChanged(dossier, old, new))
    assert dossier.answers["nickname"] == "Zozo"
    notify(DossierStepChanged(dossier, new, step(Phase.ACCEPTED)))
    assert "nickname" not in dossier.answers and dossier.answers["street"] == "Haute"
    (page, _more) = IDossierForm(dossier).pages()
    said = {found.name: found.text for found in page.fields}
    erased = translate(retention.ERASED, context=getRequest())
    assert said["nickname"] == erased and said["street"] == "Haute"
    assert "Surnom" in dossiers.get_journal(dossier).notes()[-1].text
    assert [line.action for line in dossier.audit][-2:] == ["erase-answers", "note"]
    # Done once.
    notify(DossierStepChanged(dossier, new, step(Phase.CLOSED)))
    assert len(dossiers.get_journal(dossier).notes()) == 1
    transaction.commit()
    again.open(form_url)
    assert again.form.getControl(name="f.nickname").value == ""


def test_what_is_kept_some_months_is_erased_when_they_are_over(
    functional_portal, make_procedure
):
    model = MODEL.replace(
        'name="street" type="zope.schema.TextLine"',
        'name="street" type="zope.schema.TextLine" guichet:keep="6"',
    )
    made = make_procedure(functional_portal, model, "mois")
    api.content.transition(made, "publish")
    dossier = dossiers.create_draft(made, applicant="citizen")
    dossier.answers.update(street="Haute", nickname="Zo", fullname="Zoé")
    dossiers.submit(dossier)

    def look(days):
        now = datetime.now(UTC) + timedelta(days)
        assert retention.EraseAnswers().run(now) is False

    look(400)
    assert dossier.answers["street"] == "Haute", "not decided"
    accepted = Step("end", "", "", Phase.ACCEPTED)
    for _twice in range(2):
        notify(DossierStepChanged(dossier, accepted, accepted))
    assert "nickname" not in dossier.answers
    look(170)
    assert dossier.answers["street"] == "Haute"
    look(190)
    assert "street" not in dossier.answers
    assert dossier.answers["fullname"] == "Zoé"
    assert retention.erased(dossier) == {"street", "nickname"}
    assert list(retention.AGENDA.index().values()) == [""], "noted once"
    look(191)
