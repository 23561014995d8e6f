"""An e-mail address confirmed by a code that is sent to it."""

from imio.guichet.core.outbox import get_outbox
from imio.guichet.forms import confirming
from imio.guichet.forms.values import ConfirmedEmail
from plone import api

import pytest
import re
import transaction


MODEL = """<model xmlns="http://namespaces.plone.org/supermodel/schema"
       xmlns:guichet="http://namespaces.imio.be/guichet">
  <schema>
    <fieldset name="who" label="Vous">
      <field name="mail" type="plone.schema.email.Email" guichet:confirm="true"
          guichet:error="Une adresse, s'il vous plaît.">
        <title>Adresse</title>
      </field>
      <field name="name" type="zope.schema.TextLine"><title>Nom</title></field>
    </fieldset>
    <fieldset name="more" label="Suite">
      <field name="rest" type="zope.schema.TextLine"><title>Reste</title></field>
    </fieldset>
  </schema>
</model>"""


@pytest.fixture
def procedure(functional_portal, make_procedure):
    procedure = make_procedure(functional_portal, MODEL)
    api.content.transition(procedure, "publish")
    transaction.commit()
    return procedure


@pytest.fixture
def mails(procedure):
    """Returns the codes that were sent: (address, code)."""

    def read():
        transaction.begin()
        payloads = [
            record.payload for record in get_outbox(api.portal.get()).waiting(1000)
        ]
        return [
            (payload["to"], re.search(r"\n(\d{6})\n", payload["text"])[1])
            for payload in payloads
        ]

    return read


def begin(person, form_url, mail="anne@example.be"):
    person.open(form_url)
    person.fill(mail=mail, name="Anne")
    person.next()
    return person


def give(person, code):
    person.fill(**{"mail.code": code})
    person.next()


def test_the_code_confirms_the_address(person, form_url, mails, stored):
    anne = begin(person(), form_url)
    assert "anne@example.be" in anne.text
    assert "Code reçu" in anne.text
    ((to, code),) = mails()
    assert to == "anne@example.be"
    anne.next()  # without the code: told again, nothing sent
    assert anne.place == "who" and len(mails()) == 1
    give(anne, "000000" if code != "000000" else "111111")
    assert "vérifiez ses six chiffres" in anne.text
    give(anne, f" {code[:3]} {code[3:]} ")
    assert anne.place == "more"
    draft = stored(anne.reference)
    assert isinstance(draft.answers["mail"], ConfirmedEmail)
    assert confirming.codes_of(draft) == {}
    # Sent again, the page needs no new code; another address does.
    url = anne.url.replace("/more", "/who")
    anne.open(url)
    assert "Adresse confirmée" in anne.text
    anne.next()
    assert anne.place == "more" and len(mails()) == 1
    anne.open(url)
    anne.fill(mail="other@example.be")
    anne.next()
    assert anne.place == "who" and [to for to, _code in mails()][-1] != to
    anne.post(
        url, mail="third@example.be", name="A", mail__code=mails()[-1][1], _act="next"
    )
    assert anne.place == "who"
    assert not isinstance(stored(anne.reference).answers["mail"], ConfirmedEmail)


def test_nobody_submits_without_it(person, form_url, mails, stored):
    anne = begin(person(), form_url)
    reference = anne.reference
    for place in ("more", "check"):
        anne.open(f"{form_url}/{reference}/{place}")
        assert anne.place == "who"
    anne.post(f"{form_url}/{reference}/submit")
    assert stored(reference).is_draft


def test_tries_are_limited(person, form_url, mails, stored):
    anne = begin(person(), form_url)
    ((_to, code),) = mails()
    wrong = "123456" if code != "123456" else "654321"
    for text in (wrong, wrong, "x", "9" * 12, "<b>"):
        give(anne, text)
        assert anne.place == "who"
    give(anne, code)
    assert anne.place == "who" and "ne peut plus servir" in anne.text
    anne.press("Envoyer un nouveau code")
    assert len(mails()) == 2
    give(anne, mails()[-1][1])
    assert anne.place == "more"


def test_an_old_code_is_none(person, form_url, mails, monkeypatch):
    anne = begin(person(), form_url)
    ((_to, code),) = mails()
    moment = confirming.time.time()
    monkeypatch.setattr(confirming.time, "time", lambda: moment + confirming.LIFETIME)
    give(anne, code)
    assert anne.place == "who" and "ne peut plus servir" in anne.text


def test_addresses_are_not_flooded(person, form_url, mails):
    for _round in range(confirming.PER_ADDRESS):
        begin(person(), form_url)
    anne = begin(person(), form_url, "Anne@example.be")
    assert "Attendez une heure" in anne.text
    assert len(mails()) == confirming.PER_ADDRESS


@pytest.mark.parametrize("mail", ["anne", "a@b", "<a@b.be>", "a@b.be,c@d.be"])
def test_no_code_for_what_is_no_address(person, form_url, mails, mail):
    anne = begin(person(), form_url, mail)
    assert anne.status == 200 and "Une adresse, s'il vous plaît." in anne.text
    assert mails() == []
