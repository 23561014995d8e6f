from datetime import date
from datetime import timedelta
from html import unescape
from imio.guichet.core import dossiers
from imio.guichet.core.types import Phase
from imio.guichet.core.types import Side

import transaction


def text(browser):
    return unescape(browser.contents)


def listed(browser, dossier):
    return dossier.reference in browser.contents


def test_tabs_show_what_waits(town, browse):
    waits = town.dossier()
    asked = town.dossier(waiting_for=())
    town.ask(asked, "police")
    claimed = town.dossier(waiting_for=(), handler="anne")
    transaction.commit()
    anne = browse("anne")
    anne.open(f"{town.portal.absolute_url()}/@@desk")
    assert listed(anne, waits)
    assert not listed(anne, asked)
    anne.open(f"{town.portal.absolute_url()}/@@desk?tab=mine")
    assert listed(anne, claimed)
    assert not listed(anne, waits)
    anne.open(f"{town.portal.absolute_url()}/guichet/@@desk?tab=all")
    assert listed(anne, waits) and listed(anne, asked) and listed(anne, claimed)
    paul = browse("paul")
    paul.open(f"{town.portal.absolute_url()}/@@desk?tab=opinions")
    assert listed(paul, asked)
    paul.open(f"{town.portal.absolute_url()}/@@desk?tab=all")
    assert not listed(paul, waits)
    assert "1–1" in text(paul)


def test_only_agents_enter(town, browse):
    secret = town.dossier()
    transaction.commit()
    for name in (None, "citizen"):
        browser = browse(name)
        browser.open(f"{town.portal.absolute_url()}/@@desk?tab=all")
        assert not listed(browser, secret)
        assert "d-table" not in browser.contents


def test_an_agents_own_request_is_not_at_the_desk(town, browse):
    own = town.dossier(applicant="paul")
    transaction.commit()
    paul = browse("paul")
    paul.open(f"{town.portal.absolute_url()}/@@desk?tab=all")
    assert not listed(paul, own)


def test_filters_are_in_the_address(town, browse):
    late = town.dossier(deadline=date.today() - timedelta(days=9))
    fine = town.dossier(
        deadline=date.today() + timedelta(days=30), applicant_name="Marc Tremblay"
    )
    refused = town.dossier(phase=Phase.REFUSED, waiting_for=())
    transaction.commit()
    boss = browse("boss")
    url = f"{town.portal.absolute_url()}/@@desk?tab=all"
    boss.open(f"{url}&late=1")
    assert listed(boss, late) and not listed(boss, fine)
    assert "en retard" in text(boss)
    boss.open(f"{url}&phase=refused")
    assert listed(boss, refused) and not listed(boss, late)
    boss.open(f"{url}&q=trembl%20marc")
    assert listed(boss, fine) and not listed(boss, late)
    boss.open(f"{url}&q={late.reference.lower().replace('-', '+')}")
    assert listed(boss, late) and not listed(boss, fine)
    boss.open(f"{url}&since={date.today() + timedelta(days=2)}")
    assert "Aucun dossier ne répond" in text(boss)
    boss.open(f"{url}&since={date.today()}&until={date.today()}")
    assert listed(boss, late) and listed(boss, fine)
    boss.open(f"{url}&service=police")
    assert not listed(boss, late)
    boss.open(f"{url}&step=study&procedure={town.procedure.UID()}")
    assert listed(boss, late) and listed(boss, fine)


def test_nonsense_in_the_address_is_harmless(town, browse):
    dossier = town.dossier()
    transaction.commit()
    boss = browse("boss")
    boss.open(
        f"{town.portal.absolute_url()}/@@desk?tab=nope&phase=x&since=2026-13-99&sort=id"
        "&after=99999999999999.x.y&before=%00&late=&handler=%3Cscript%3E&order=up"
        "&tab=all&q=%22%3E%3Cscript%3E"
    )
    assert boss.headers["Status"].startswith("200")
    assert "<script>" not in boss.contents
    boss.open(f"{town.portal.absolute_url()}/@@desk?after=1.2.3&sort=reference")
    assert boss.headers["Status"].startswith("200")
    assert dossier.reference


def test_unread_messages_are_marked(town, browse):
    dossier = town.dossier()
    dossiers.say(dossier, "Bonjour", side=Side.APPLICANT, author="citizen")
    transaction.commit()
    anne = browse("anne")
    anne.open(f"{town.portal.absolute_url()}/@@desk")
    assert "d-unread" in anne.contents


def test_pages_follow_each_other(town, browse, monkeypatch):
    from imio.guichet.desk import listing

    monkeypatch.setattr(listing, "PAGE_SIZE", 2)
    made = [town.dossier() for _ in range(5)]
    transaction.commit()
    boss = browse("boss")
    boss.open(f"{town.portal.absolute_url()}/@@desk?tab=all")
    seen = []
    for _ in range(3):
        seen += [d.reference for d in made if listed(boss, d)]
        if "Suivants" in text(boss):
            boss.getLink("Suivants").click()
    assert sorted(seen) == sorted(d.reference for d in made)
    assert "5–5" in text(boss)
    boss.getLink("Précédents").click()
    assert "3–4" in text(boss)
    boss.getLink("Précédents").click()
    assert "1–2" in text(boss)
