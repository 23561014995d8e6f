"""Signatures of others, over HTTP: the whole road, and those who should not be on it."""

from .walk import PASSWORD
from .walk import PDF
from contextlib import nullcontext
from dataclasses import replace
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from imio.guichet.core import dossiers
from imio.guichet.core.interfaces import IDossierForm
from imio.guichet.core.interfaces import IFormModel
from imio.guichet.core.outbox import get_outbox
from imio.guichet.core.signing import SigningState
from imio.guichet.core.types import Phase
from imio.guichet.forms import corrections
from imio.guichet.forms.expiry import ExpireDrafts
from imio.guichet.forms.signing import acts
from imio.guichet.forms.signing import mails
from imio.guichet.forms.signing import tokens
from imio.guichet.forms.signing.agenda import ExpireSignings
from plone import api

import pytest
import re
import transaction


COSIGNED = """<model xmlns="http://namespaces.plone.org/supermodel/schema"
       xmlns:guichet="http://namespaces.imio.be/guichet"><schema>
  <fieldset name="shed" label="L'abri">
    <field name="what" type="zope.schema.TextLine"><title>Quoi</title></field>
    <field name="plan" type="plone.namedfile.field.NamedBlobFile"
           guichet:accept="application/pdf"><title>Plan</title>
      <required>False</required></field>
    <field name="owners" type="zope.schema.Bool" guichet:widget="radio">
      <title>Plusieurs propriétaires</title></field>
  </fieldset>
  <fieldset name="others" label="Les autres"
            guichet:show='{"==": [{"var": "owners"}, true]}'>
    <field name="owner" type="zope.schema.TextLine" guichet:role="cosigner-name">
      <title>Copropriétaire</title></field>
    <field name="owner_mail" type="plone.schema.email.Email"
           guichet:role="cosigner-email"><title>Son adresse</title></field>
    <field name="more" type="imio.guichet.forms.fields.Block">
      <title>D'autres</title><required>False</required>
      <fields>
        <field name="who" type="zope.schema.TextLine" guichet:role="cosigner-name">
          <title>Nom</title></field>
        <field name="mail" type="plone.schema.email.Email"
               guichet:role="cosigner-email"><title>Adresse</title></field>
      </fields>
    </field>
  </fieldset>
</schema></model>"""


@pytest.fixture
def procedure(functional_portal, make_procedure):
    """One that others must sign when there are several owners."""
    procedure = make_procedure(functional_portal, COSIGNED, cosign="asked", quota=5)
    assert [str(p.message) for p in IFormModel(procedure).check()] == []
    api.content.transition(procedure, "publish")
    for name in ("citizen", "anne", "bob", "other"):
        api.user.create(
            f"{name}@example.be", name, PASSWORD, properties={"fullname": name.title()}
        )
    transaction.commit()
    return procedure


def fill(citizen, form_url, second=""):
    """Fill the form and send it, for one or two others to sign."""
    citizen.open(form_url)
    citizen.fill(what="Un abri", owners=["yes"])
    citizen.attach("plan", PDF, "plan.pdf")
    citizen.next()
    if second:
        citizen.post(
            citizen.url,
            owner="Anne D.",
            owner_mail="Anne@Example.be",
            more__rows="r1",
            more__r1__who="Bob",
            more__r1__mail=second,
            __authenticator=citizen.form.getControl(name="_authenticator").value,
        )
    else:
        citizen.fill(owner="Anne D.", owner_mail="Anne@Example.be")
        citizen.next()
    assert citizen.place == "check", citizen.text
    reference = citizen.reference
    citizen.submit()
    assert citizen.place == "signatures", citizen.text
    return reference


def sent(to):
    """The mails to somebody, the oldest first."""
    transaction.begin()
    return [
        record.payload
        for record in get_outbox().waiting()
        if record.kind == "mail" and record.payload["to"].lower() == to
    ]


def link_of(mail):
    return re.search(r"\S+/@@co-sign/\S+", mail["text"]).group()


def last_link(to):
    return link_of([mail for mail in sent(to) if "@@co-sign" in mail["text"]][-1])


def actions(dossier):
    return [line.action for line in dossier.audit]


def indexed(procedure, dossier):
    from imio.guichet.core.catalog import get_catalog

    return get_catalog(procedure).count({"reference": dossier.reference})


def test_two_others_sign_and_it_counts(person, form_url, stored, procedure):
    citizen = person("citizen")
    reference = fill(citizen, form_url, second="bob@example.be")
    assert "ne compte pas encore" in citizen.text
    assert "Anne D." in citizen.text and "bob@example.be" in citizen.text
    dossier = stored(reference)
    assert dossier.awaits_signatures and dossier.phase == Phase.DRAFT
    assert dossier.submitted is None and dossier.deadline is None
    assert dossier.acts == () and not indexed(procedure, dossier)
    assert procedure.places.count("") == 1, "its place is kept"
    [mail] = sent("anne@example.be")
    assert "Un abri" not in str(mail), "no answer in a mail"
    # Nothing writes what was sealed.
    before = dict(dossier.answers)
    for place in ("shed", "others", "check", "discard", ""):
        citizen.open(f"{form_url}/{reference}/{place}".rstrip("/"))
        assert citizen.place == "signatures"
    token = citizen.form.getControl(name="_authenticator").value
    for place in ("shed", "discard", "submit"):
        citizen.post(
            f"{form_url}/{reference}/{place}", what="Autre", __authenticator=token
        )
    assert dict(stored(reference).answers) == before
    citizen.open(f"{procedure.aq_parent.aq_parent.absolute_url()}/@@my-space")
    assert "Attend des signatures" in citizen.text
    # Anne reads and signs.
    anne = person("anne")
    anne.open(last_link("anne@example.be"))
    assert "Un abri" in anne.text and "Copropriétaire" in anne.text
    assert "Citizen vous demande de signer" in anne.text
    anne.browser.getLink("plan.pdf").click()
    assert anne.browser.headers["Content-Type"] == "application/pdf"
    anne.open(last_link("anne@example.be"))
    anne.press("Signer")
    assert "Vous avez signé la demande" in anne.text
    assert "quand les autres personnes" in anne.text
    dossier = stored(reference)
    assert dossier.awaits_signatures
    [signed] = [one for one in dossier.signing.signers if one.user]
    assert (signed.user, signed.seal) == ("anne", dossier.signing.seal)
    assert "a signé" in sent("citizen@example.be")[-1]["subject"]
    citizen.open(f"{form_url}/{reference}/signatures")
    assert "A signé le" in citizen.text and "Attendu" in citizen.text
    # The file is not hers any more, and signing twice changes nothing.
    anne.open(last_link("anne@example.be") + "/file/plan")
    assert anne.status == 404
    # Bob signs: it counts.
    bob = person("bob")
    bob.open(last_link("bob@example.be"))
    bob.press("Signer")
    assert "elle est envoyée" in bob.text
    dossier = stored(reference)
    assert not dossier.is_draft and dossier.signing.state == SigningState.COMPLETE
    assert dossier.submitted > dossier.signing.sent == dossier.sent
    assert indexed(procedure, dossier) == 1
    assert acts.sealed(dossier) == dossier.signing.seal
    assert actions(dossier) == ["cosign-send", "cosign-sign", "cosign-sign", "submit"]
    assert "est envoyée" in sent("citizen@example.be")[-1]["subject"]
    citizen.open(f"{form_url}/{reference}")
    assert "@@dossier" in citizen.url
    assert "Signature 1" in citizen.text and dossier.signing.seal in citizen.text
    page = IDossierForm(dossier).pages(internal=True)[-1]
    assert [field.data["user"] for field in page.fields] == [
        one.user for one in dossier.signing.signers
    ]
    assert "user" not in IDossierForm(dossier).pages()[-1].fields[0].data
    assert not corrections.is_allowed(dossier)


def test_without_others_it_is_sent_at_once(person, form_url, stored):
    citizen = person("citizen")
    citizen.open(form_url)
    citizen.fill(what="Un abri", owners=["no"])
    citizen.next()
    reference = citizen.reference
    citizen.submit()
    assert not stored(reference).is_draft
    assert stored(reference).signing is None


def test_one_signs_in_to_fill_it(person, form_url):
    anonymous = person()
    anonymous.browser.followRedirects = False
    anonymous.open(form_url)
    assert "/login?came_from=" in anonymous.browser.headers["Location"]


def test_who_has_only_the_link_learns_nothing(person, form_url, stored):
    reference = fill(person("citizen"), form_url)
    link = last_link("anne@example.be")
    forged = link[:-1] + ("0" if link[-1] != "0" else "1")
    said = set()
    for url in (link, forged, f"{link}/file/plan", link + "0"):
        stranger = person()
        stranger.open(url)
        assert reference not in re.sub(r"came_from=[^\"]*", "", stranger.text)
        assert "Un abri" not in stranger.text and "fête" not in stranger.text
        said.add(stranger.status)
    assert said == {200}
    stranger = person()
    stranger.post(link, _act="sign", _seal=stored(reference).signing.seal)
    assert "Identifiez-vous" in stranger.text
    # Somebody else's account, a forged link, a link for another dossier: not found.
    other = person("other")
    signer = stored(reference).signing.signers[0]
    later = tokens.Asked(reference, signer.id, 2**40)
    for url in (
        link,
        forged,
        f"{link}/file/plan",
        link.rpartition("/")[0] + "/" + tokens.make(["stolen key"], later),
    ):
        other.open(url)
        assert other.status == 404
        assert "Un abri" not in other.text and reference not in other.text
    other.post(link, _act="sign", _seal=stored(reference).signing.seal)
    assert other.status == 404
    # Who is asked cannot open what is the applicant's, and the other way round.
    anne = person("anne")
    for place in ("", "signatures", "check", "file/plan", "shed"):
        anne.open(f"{form_url}/{reference}/{place}".rstrip("/"))
        assert anne.status == 404
    anne.open(f"{link}/check")
    assert anne.status == 404
    citizen = person("citizen")
    citizen.open(link)
    assert "une autre personne doit la signer" in citizen.text
    citizen.post(link, _act="sign", _seal=stored(reference).signing.seal)
    assert stored(reference).signing.awaited
    # An agent finds nothing either.
    api.user.grant_roles(username="other", roles=["Agent"])
    transaction.commit()
    for name in ("@@desk-dossier", ""):
        other.open(f"{stored(reference).absolute_url()}/{name}".rstrip("/"))
        assert other.status == 404


def test_a_post_from_elsewhere_does_not_sign(person, form_url, stored):
    reference = fill(person("citizen"), form_url)
    link = last_link("anne@example.be")
    seal = stored(reference).signing.seal
    anne = person("anne")
    anne.post(link, _act="sign", _seal=seal)  # no token: shown again
    assert stored(reference).signing.awaited
    anne.browser.addHeader("Sec-Fetch-Site", "cross-site")
    anne.post(link, _act="sign", _seal=seal)
    assert stored(reference).signing.awaited


def test_what_was_changed_since_cannot_be_signed(person, form_url, stored):
    reference = fill(person("citizen"), form_url)
    anne = person("anne")
    anne.open(last_link("anne@example.be"))
    dossier = stored(reference)
    dossier.answers["what"] = "Un château"
    transaction.commit()
    anne.press("Signer")
    assert "ne sont plus celles" in anne.text
    assert stored(reference).signing.awaited
    dossier = stored(reference)
    dossier.answers["what"] = "Un abri"
    transaction.commit()
    anne.form.getControl(name="seal").value = "0" * 64
    anne.press("Signer")
    assert "ne sont plus celles" in anne.text
    assert stored(reference).signing.awaited


def test_refused_with_a_reason(person, form_url, stored, procedure):
    citizen = person("citizen")
    reference = fill(citizen, form_url)
    link = last_link("anne@example.be")
    anne = person("anne")
    anne.open(link)
    token = anne.form.getControl(name="_authenticator").value
    for reason, said in (("  ", "Écrivez pourquoi"), ("x" * 1001, "trop longue")):
        anne.post(link, _act="refuse", _reason=reason, __authenticator=token)
        assert said in anne.text
        assert reason in anne.text, "nothing typed is lost"
    anne.post(
        link, _act="refuse", _reason="Pas <b>d'accord</b>.", __authenticator=token
    )
    assert "Vous avez refusé" in anne.text
    assert "Un abri" not in anne.text
    dossier = stored(reference)
    assert dossier.is_draft and not dossier.awaits_signatures
    assert procedure.places.count("") == 0, "its place is given back"
    assert "d'accord" not in str(sent("citizen@example.be")[-1])
    citizen.open(f"{form_url}/{reference}")
    assert citizen.place == "check"
    assert "Pas <b>d'accord</b>." in citizen.text
    assert "<b>d'accord" not in citizen.browser.contents
    # The former link is worth nothing once it is sent anew.
    citizen.submit()
    anne.open(link)
    assert anne.status == 404
    anne.open(last_link("anne@example.be"))
    anne.press("Signer")
    assert not stored(reference).is_draft


def test_reminded_readdressed_taken_back(person, form_url, stored):
    citizen = person("citizen")
    reference = fill(citizen, form_url)
    url = citizen.url
    first = last_link("anne@example.be")
    token = citizen.form.getControl(name="_authenticator").value

    def act(name, **values):
        signer = stored(reference).signing.signers[0].id
        citizen.post(url, _act=name, _signer=signer, __authenticator=token, **values)

    act("remind")
    assert "attendez un jour" in citizen.text
    assert len(sent("anne@example.be")) == 1

    def age(**values):
        dossier = stored(reference)
        [signer] = dossier.signing.signers
        signer = replace(signer, asked=datetime.now(UTC) - timedelta(days=1), **values)
        dossier.signing = dossier.signing.with_signer(signer.id, signer)
        transaction.commit()

    age()
    act("remind")
    assert "Un courriel est reparti" in citizen.text
    assert len(sent("anne@example.be")) == 2
    assert link_of(sent("anne@example.be")[-1]) == first
    age(reminders=5)
    act("remind")
    assert "attendez un jour" in citizen.text
    for address, said in (
        ("not an address", "nom@exemple.be"),
        ("a@b.be\nBcc: x@y.be", "nom@exemple.be"),
        ("Citizen@example.be", "pas la vôtre"),
    ):
        act("address", _email=address)
        assert said in citizen.text
        assert citizen.text.count("Nouvelle adresse") == 1
    before = stored(reference).signing
    act("address", _email="bob@example.be")
    assert "nouvelle adresse" in citizen.text
    assert stored(reference).signing.seal == before.seal
    assert "n'est plus demandée" in sent("anne@example.be")[-1]["subject"]
    anne = person("anne")
    anne.open(first)
    assert anne.status == 404
    bob = person("bob")
    bob.open(last_link("bob@example.be"))
    assert "Un abri" in bob.text
    act("nonsense")
    assert stored(reference).awaits_signatures
    act("withdraw")
    assert citizen.place == "check"
    assert not stored(reference).awaits_signatures
    bob.press("Signer")
    assert stored(reference).is_draft
    assert "n'attend plus votre signature" in bob.text
    assert actions(stored(reference))[-3:] == [
        "cosign-remind",
        "cosign-address",
        "cosign-withdraw",
    ]
    citizen.open(f"{form_url}/{reference}/signatures")
    assert citizen.place == "check"


def test_an_address_is_not_flooded(person, form_url, stored, procedure):
    reference = fill(person("citizen"), form_url)
    dossier = stored(reference)
    for number in range(acts.PER_ADDRESS):
        with pytest.raises(acts.SigningRefused) if number == 4 else nullcontext():
            acts.withdraw(dossier)
            form = acts.drafts.form_of(dossier)
            people, error = acts.wanted(dossier, form, datetime.now(UTC).date())
            assert not error
            acts.send(dossier, form, datetime.now(UTC).date(), people)
    assert len([m for m in sent("anne@example.be") if "@@co-sign" in m["text"]]) == 1
    transaction.abort()


def test_one_cannot_ask_oneself_nor_too_few(person, form_url, procedure, stored):
    citizen = person("citizen")
    citizen.open(form_url)
    citizen.fill(what="Un abri", owners=["yes"])
    citizen.next()
    citizen.fill(owner="Moi", owner_mail="CITIZEN@example.be")
    citizen.next()
    reference = citizen.reference
    citizen.submit()
    assert "pas la vôtre" in citizen.text
    assert not stored(reference).awaits_signatures
    procedure.cosign_count = 2
    transaction.commit()
    citizen.open(f"{form_url}/{reference}/others")
    citizen.fill(owner_mail="anne@example.be")
    citizen.next()
    citizen.open(f"{form_url}/{reference}/check")
    citizen.submit()
    assert "il faut 2 adresse" in citizen.text
    assert not stored(reference).awaits_signatures


def run(job, days):
    moment = datetime.now(UTC) + timedelta(days=days)
    while job.run(moment):
        pass


def test_warned_then_a_draft_again(person, form_url, stored, procedure):
    procedure.cosign_days = 10
    transaction.commit()
    reference = fill(person("citizen"), form_url)
    dossier = stored(reference)
    run(ExpireSignings(), 4)
    assert not dossier.signing.warned
    run(ExpireSignings(), 6)
    assert dossier.signing.warned
    assert "Rappel" in sent_now("anne@example.be")[-1]["subject"]
    assert "attend encore" in sent_now("citizen@example.be")[-1]["subject"]
    run(ExpireDrafts(), 200)
    assert dossiers.find(reference) is not None, "it does not go while it waits"
    run(ExpireSignings(), 11)
    assert dossier.is_draft and not dossier.awaits_signatures
    assert dossier.signing.state == SigningState.EXPIRED
    assert "à temps" in sent_now("citizen@example.be")[-1]["subject"]
    assert procedure.places.count("") == 0
    run(ExpireDrafts(), 260)
    run(ExpireDrafts(), 300)
    assert dossiers.find(reference) is None
    transaction.abort()


def sent_now(to):
    return [
        record.payload
        for record in get_outbox().waiting()
        if record.kind == "mail" and record.payload["to"].lower() == to
    ]


def test_a_link_that_is_over_signs_nothing(person, form_url, stored):
    reference = fill(person("citizen"), form_url)
    anne = person("anne")
    anne.open(last_link("anne@example.be"))
    dossier = stored(reference)
    past = datetime.now(UTC) - timedelta(minutes=1)
    dossier.signing = replace(dossier.signing, until=past)
    transaction.commit()
    anne.press("Signer")
    assert "n'attend plus votre signature" in anne.text
    assert stored(reference).signing.awaited
    anne.open(mails.link(stored(reference), stored(reference).signing.signers[0]))
    assert "Un abri" not in anne.text


def test_one_person_signs_once(person, form_url, stored):
    """Also when two addresses are those of one account, one after the other."""
    reference = fill(person("citizen"), form_url, second="bob@example.be")
    anne = person("anne")
    anne.open(last_link("anne@example.be"))
    anne.press("Signer")
    account = api.user.get(username="anne")
    account.setMemberProperties({"email": "bob@example.be"})
    transaction.commit()
    anne.open(last_link("bob@example.be"))
    anne.press("Signer")
    assert "Vous avez déjà signé" in anne.text
    assert stored(reference).awaits_signatures


def test_one_open_counts_what_waits(person, form_url, procedure, stored):
    procedure.one_open = True
    transaction.commit()
    citizen = person("citizen")
    reference = fill(citizen, form_url)
    citizen.open(form_url)
    assert "déjà une demande en cours" in citizen.text
    citizen.browser.getLink("Reprendre où j'en étais").click()
    assert citizen.place == "signatures" and reference in citizen.url


def test_a_manager_is_told_what_is_missing(make_procedure, functional_portal):
    procedure = make_procedure(functional_portal, id="sans", cosign="always")
    found = [str(problem.message) for problem in IFormModel(procedure).check()]
    assert found == ["error_cosign_nobody"]
