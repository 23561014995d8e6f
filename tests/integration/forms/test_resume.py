"""Coming back to a draft: what opens it, and what does not."""

from imio.guichet.core import clients
from imio.guichet.core import dossiers
from imio.guichet.core.outbox import get_outbox
from imio.guichet.forms import parking

import pytest
import transaction


@pytest.fixture
def draft(procedure):
    found = dossiers.create_draft(procedure)
    transaction.commit()
    return found


def test_no_other_site_plants_a_draft(person, form_url, draft, functional_portal):
    url = f"{form_url}/{draft.reference}"
    track = f"{functional_portal.absolute_url()}/@@track"
    for header in (
        ("Sec-Fetch-Site", "cross-site"),
        ("Origin", "https://evil.example"),
    ):
        victim = person()
        victim.browser.addHeader(*header)
        victim.open(f"{url}?code={draft.secret}")
        assert "Reprendre un brouillon" in victim.text
        assert "Set-Cookie" not in victim.browser.headers
        victim.post(url, _code=draft.secret)
        assert victim.status == 403
        victim.post(track, _reference=draft.reference, _code=draft.secret)
        assert victim.status == 403
        victim.open(f"{url}/event")
        assert victim.status == 404


def test_the_question_is_the_same_for_drafts_that_do_not_exist(person, form_url, draft):
    nosy = person()
    nosy.open(f"{form_url}/{draft.reference}?code=XXXX")
    real = nosy.text
    from datetime import datetime
    from datetime import UTC
    from imio.guichet.core import references

    none = references.new_reference("FET", datetime.now(UTC))
    nosy.open(f"{form_url}/{none}?code=XXXX")
    assert nosy.text.replace(none, draft.reference) == real
    assert nosy.status == 200
    nosy.press("Reprendre")
    assert nosy.status == 404
    # Other people's accounts are not opened by any code.
    owned = dossiers.create_draft(dossiers.procedure_of(draft), applicant="citizen")
    transaction.commit()
    nosy.post(f"{form_url}/{owned.reference}", _code=owned.secret)
    assert nosy.status == 404


def test_link_by_mail(person, form_url, stored):
    anne = person()
    anne.open(form_url)
    anne.fill_event()
    anne.press("Enregistrer et quitter")
    url = anne.url
    anne.post(url, _email="pas une adresse")
    assert "Écrivez une adresse" in anne.text
    for _twice in range(2):
        anne.post(url, _email="anne@example.be")
        assert "Le lien est envoyé à anne@example.be" in anne.text
    for number in range(6):
        anne.post(url, _email=f"{number}@example.be")
    assert "Trop d'envois" in anne.text
    draft = stored(anne.reference)
    sent = [r.payload for r in get_outbox().waiting() if r.kind == "mail"]
    assert [mail["to"] for mail in sent].count("anne@example.be") == 1
    assert len(sent) == 4
    assert f"?code={draft.secret}" in sent[0]["text"]


def test_signing_out_closes_what_the_browser_holds(person, form_url, procedure):
    anne = person()
    anne.open(form_url)
    anne.fill_event()
    anne.next()
    url = anne.url
    assert "guichet_access" in anne.browser.cookies
    from imio.guichet.core import access
    from Products.PlonePAS.events import UserLoggedOutEvent
    from zope.event import notify
    from zope.globalrequest import getRequest
    from zope.globalrequest import setRequest

    before, request = getRequest(), procedure.REQUEST
    setRequest(request)
    try:
        request.cookies[access.COOKIE] = "x"
        notify(UserLoggedOutEvent(None))
        assert access.COOKIE not in request.cookies
        assert request.response.cookies[access.COOKIE]["value"] == "deleted"
    finally:
        setRequest(before)
    anne.open(url)
    assert anne.status == 200


def test_parked_posts_are_limited_by_visitor(functional_portal, procedure):
    values = {"f.name": ("Concert",)}
    tokens = [parking.park("", values, "one") for _ in range(parking.MOST_EACH + 1)]
    assert tokens[-1] is None and None not in tokens[:-1]
    assert parking.park("", values, "other")


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::1%eth0", "2001:db8:1:2::/64"),
        ("", ""),
        ("somebody", ""),
    ],
)
def test_networks(address, network):
    assert clients.network_of(address) == network


def test_acts_of_clients(functional_portal):
    from datetime import datetime
    from datetime import timedelta
    from datetime import UTC

    acts = clients.get_acts(functional_portal)
    one, two = clients.subject_of("192.0.2.7"), clients.subject_of("192.0.2.8")
    assert "192" not in one
    for _ in range(3):
        acts.note("draft", one)
    acts.note("draft", two)
    assert acts.count("draft", one, 60) == 3
    assert acts.count("mail", one, 60) == 0
    assert acts.count("draft", one, 0) <= 3
    tomorrow = datetime.now(UTC) + timedelta(days=1, minutes=1)
    assert not acts.forget(tomorrow.timestamp())
    assert acts.count("draft", one, 60) == 0
    assert len(acts._by_time) == 1
