"""Drafts that nobody saves any more, with a clock that is moved."""

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from imio.guichet.core import dossiers
from imio.guichet.core.maintenance import Keeper
from imio.guichet.core.outbox import get_outbox
from imio.guichet.forms import expiry
from imio.guichet.forms.expiry import ExpireDrafts
from plone import api

import pytest
import transaction


def run(days):
    """Look after drafts as if so many days had passed."""
    moment = datetime.now(UTC) + timedelta(days=days)
    while ExpireDrafts().run(moment):
        pass


def mails():
    return [
        record.payload for record in get_outbox().waiting() if record.kind == "mail"
    ]


@pytest.fixture
def draft(functional_portal, procedure):
    found = dossiers.create_draft(procedure)
    found.answers["email"] = "anne@example.be"
    return found


def exists(dossier):
    return dossiers.find(dossier.reference) is not None


def test_warned_then_removed(draft):
    run(22)
    assert mails() == []
    run(24)
    run(25)
    [mail] = mails()
    assert mail["to"] == "anne@example.be"
    assert f"@@form/{draft.reference}?code={draft.secret}" in mail["text"]
    assert "sera effacé" in mail["subject"]
    run(29)
    assert exists(draft)
    run(32)
    assert not exists(draft)
    assert len(mails()) == 1


def test_saved_meanwhile_it_stays(draft):
    run(24)
    draft.changed = datetime.now(UTC) + timedelta(days=25)
    run(31)
    assert exists(draft)
    run(49)
    assert len(mails()) == 2, "warned anew, of the new end"
    run(58)
    assert not exists(draft)


def test_nobody_loses_a_draft_unwarned_when_the_process_was_away(draft):
    run(90)
    assert exists(draft)
    assert len(mails()) == 1
    run(98)
    assert not exists(draft)


def test_without_address_it_goes_in_silence(draft):
    draft.answers.clear()
    run(24)
    run(31)
    assert mails() == []
    assert not exists(draft)


def test_procedure_and_town_say_how_long(draft, procedure):
    api.portal.set_registry_record("imio.guichet.town.draft_days", 10)
    assert (expiry.end_of_draft(draft) - draft.changed).days == 10
    procedure.draft_days = 3
    assert (expiry.end_of_draft(draft) - draft.changed).days == 3
    assert expiry.warning_of(3) == timedelta(days=1.5)
    owned = dossiers.create_draft(procedure, applicant="citizen")
    run(1.6)
    [mail] = [mail for mail in mails() if mail["to"] == "citizen@example.be"]
    assert "code=" not in mail["text"], "they have an account"
    run(3.1)
    assert not exists(owned)
    assert dossiers.drafts_of("citizen") == []


def test_sent_dossiers_and_those_already_gone_are_left_alone(draft, procedure):
    gone = dossiers.create_draft(procedure)
    dossiers.discard(gone)
    dossiers.submit(draft)
    run(24)
    run(99)
    assert exists(draft)
    assert mails() == []


def test_the_runner_asks_once_in_a_while(functional_portal, draft):
    transaction.commit()
    draft.changed = datetime.now(UTC) - timedelta(days=60)
    index = expiry.AGENDA.index()
    index[1] = draft.reference
    transaction.commit()
    first, second = Keeper(transaction.manager), Keeper(transaction.manager)
    assert first.keep(functional_portal) >= 2
    transaction.begin()
    assert 1 not in expiry.AGENDA.index()
    assert draft.warned == draft.changed
    assert second.keep(functional_portal) == 0, "another process had done it"
    assert first.keep(functional_portal) == 0
    assert second.keep(functional_portal, force=True) >= 2, "from the command line"
