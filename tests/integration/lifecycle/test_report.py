"""The lifecycle of a report, walked by anonymous people and agents."""

from datetime import timedelta
from imio.guichet.core import catalog
from imio.guichet.core.interfaces import IDossierLifecycle
from imio.guichet.core.types import Phase
from imio.guichet.core.types import TransitionRefused
from imio.guichet.lifecycle.deadlines import local_date

import pytest


TOMORROW = local_date() + timedelta(days=1)


def test_submission_enters_the_first_step(hole, mails):
    assert hole.phase == Phase.SUBMITTED
    assert (hole.step, hole.step_title) == ("received", "Reçu")
    assert hole.citizen_step_title == "Signalement reçu"
    assert dict(hole.functions) == {"handling": ("service-voirie",)}
    assert hole.waiting_for == ("service-voirie",)
    assert hole.service == "voirie"
    assert hole.deadline > local_date()
    brains = catalog.get_catalog(hole).search_all({"step": "received"})
    assert [brain.reference for brain in brains] == [hole.reference]
    assert set(mails()) == {"anonymous@home.example.be", "voirie@ville.example.be"}
    assert hole.secret in mails.text
    assert f"/guichet/@@track?reference={hole.reference}" in mails.text
    assert mails.text.count(hole.secret) == 1


def test_who_may_do_what(hole, can):
    assert can(hole, "agent-roads") == ["plan", "finish", "refuse", "duplicate"]
    assert can(hole, None) == []
    assert can(hole, "stranger") == []
    assert can(hole, "agent-events") == []


def test_plan_then_finish(hole, act, mails):
    mails()
    act(hole, "agent-roads", "plan", {"date_prevue": TOMORROW}, "Avec la pelleteuse")
    assert hole.phase == Phase.IN_PROGRESS
    shown = TOMORROW.strftime("%d/%m/%Y")
    assert list(mails()) == ["anonymous@home.example.be"]
    assert f"prévue le {shown}" in mails.text
    assert "Avec la pelleteuse" in mails.text
    act(hole, "agent-roads", "finish", {"travail": "Rebouché"}, "Vu avec le chef")
    assert hole.phase == Phase.CLOSED
    assert hole.waiting_for == ()
    assert hole.deadline is None
    mails()
    assert "Rebouché" in mails.text
    assert "Vu avec le chef" not in mails.text
    story = IDossierLifecycle(hole).timeline()
    assert [entry.title for entry in story] == [
        "Signalement reçu",
        "Intervention planifiée",
        "Problème réglé",
    ]
    assert "Vu avec le chef" not in repr(story)
    assert "Vu avec le chef" in repr(IDossierLifecycle(hole).timeline(internal=True))
    assert [note.text for note in hole.journal.notes()] == ["Vu avec le chef"]


@pytest.mark.parametrize(
    ("transition", "values", "comment", "step", "phase", "told"),
    [
        ("refuse", {}, "Voirie régionale", "refused", "refused", "Voirie régionale"),
        (
            "duplicate",
            {"autre_reference": "NID-2611-7K4QX3"},
            "",
            "duplicate",
            "closed",
            "déjà connu",
        ),
    ],
)
def test_other_ends(hole, act, mails, transition, values, comment, step, phase, told):
    mails()
    with pytest.raises(TransitionRefused):
        act(hole, "agent-roads", transition)
    act(hole, "agent-roads", transition, values, comment)
    assert (hole.step, str(hole.phase)) == (step, phase)
    assert list(mails()) == ["anonymous@home.example.be"]
    assert told in mails.text
    assert "7K4QX3" not in mails.text
    assert "7K4QX3" not in repr(IDossierLifecycle(hole).timeline())


def test_change_of_date_stays_in_the_step(hole, act, mails):
    act(hole, "agent-roads", "plan", {"date_prevue": TOMORROW})
    later = TOMORROW + timedelta(days=7)
    mails()
    act(hole, "agent-roads", "replan", {"date_prevue": later}, "Il gèle")
    assert hole.step == "planned"
    mails()
    assert f"{later:%d/%m/%Y}" in mails.text and "Il gèle" in mails.text
    story = IDossierLifecycle(hole).timeline()
    assert f"{later:%d/%m/%Y}" in story[-2].detail
