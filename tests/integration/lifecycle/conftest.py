"""A town with services, agents and two procedures that follow the first lifecycles."""

from ..worlds import shared
from imio.guichet.core import dossiers
from imio.guichet.core.content.service import group_id
from imio.guichet.core.interfaces import IDossierLifecycle
from imio.guichet.core.outbox import get_outbox
from imio.guichet.lifecycle import registry
from pathlib import Path
from plone import api
from plone.app.testing import logout
from plone.app.testing import setRoles
from plone.app.testing import TEST_USER_ID

import pytest


LIFECYCLES = Path(__file__).parents[3] / "profiles" / "wallonia" / "lifecycles"
SERVICES = {
    "evenements": "evenements@ville.example.be",
    "police": "police@ville.example.be",
    "secours": "",
    "voirie": "voirie@ville.example.be",
    "college": "college@ville.example.be",
}
AGENTS = {
    "agent-events": "evenements",
    "agent-events2": "evenements",
    "agent-police": "police",
    "agent-fire": "secours",
    "agent-roads": "voirie",
    "agent-college": "college",
}


def small_town(portal):
    setRoles(portal, TEST_USER_ID, ["Manager"])
    for name, email in SERVICES.items():
        api.content.create(
            portal,
            "imio.guichet.Service",
            name,
            title=name.capitalize(),
            email=email or None,
        )
    for user, service in AGENTS.items():
        api.user.create(
            f"{user}@agents.example.be",
            user,
            properties={"fullname": user.replace("-", " ").title()},
        )
        api.group.add_user(groupname=group_id(service), username=user)
    for user in ("citizen", "stranger"):
        api.user.create(f"{user}@home.example.be", user)
    for path in LIFECYCLES.glob("*.json"):
        registry.install(portal, path.read_bytes())
    counter = api.content.create(portal, "imio.guichet.Counter", "guichet")
    category = api.content.create(counter, "imio.guichet.Category", "tout")
    for name, code, lifecycle, functions in (
        (
            "evenement",
            "EVT",
            "event-authorisation",
            {
                "handling": ["evenements"],
                "college": ["college"],
                "advisers": ["police", "secours", "voirie"],
            },
        ),
        ("trou", "NID", "report", {"handling": ["voirie"]}),
    ):
        procedure = api.content.create(
            category,
            "imio.guichet.Procedure",
            name,
            title=name.capitalize(),
            code=code,
            lifecycle=lifecycle,
            functions=functions,
        )
        api.content.transition(procedure, "publish")


small = shared(small_town)


@pytest.fixture
def town(small_town, portal):
    logout()
    return portal


@pytest.fixture
def submit(town):
    """Return a function that submits a dossier: ``submit("trou", applicant=…)``."""

    def submit(name, applicant="citizen", **values):
        procedure = town.guichet.tout[name]
        dossier = dossiers.create_draft(procedure, applicant=applicant)
        dossier.applicant_email = f"{applicant or 'anonymous'}@home.example.be"
        dossier.applicant_name = (applicant or "Anne Onyme").capitalize()
        dossier.answers.update(values)
        dossiers.submit(dossier)
        return dossier

    return submit


@pytest.fixture
def event(submit):
    return submit("evenement")


@pytest.fixture
def hole(submit):
    return submit("trou", applicant=None)


@pytest.fixture
def act():
    """Return a function that performs a transition as a user (None: proven applicant)."""

    def act(dossier, user, transition, values=None, comment="", step=None):
        if user is None:
            acting = IDossierLifecycle(dossier).as_applicant()
            return acting.perform(transition, values, comment, step)
        with api.env.adopt_user(user):
            acting = IDossierLifecycle(dossier)
            return acting.perform(transition, values, comment, step)

    return act


@pytest.fixture
def can(town):
    """Return a function that lists what a user may do with a dossier."""

    def can(dossier, user):
        if user is None:
            return [item.id for item in IDossierLifecycle(dossier).transitions()]
        with api.env.adopt_user(user):
            return [item.id for item in IDossierLifecycle(dossier).transitions()]

    return can


@pytest.fixture
def mails(town):
    """Return a function that takes the mails queued since the last time it was asked.

    They come as {address: [subject, …]}; ``mails.text`` is their full text.
    """
    seen = set()

    class Mails:
        text = ""

        def __call__(self):
            outbox = get_outbox(town)
            found = {}
            self.text = ""
            for record in outbox.waiting(1000):
                if record.id in seen:
                    continue
                seen.add(record.id)
                mail = record.payload
                found.setdefault(mail["to"], []).append(mail["subject"])
                self.text += f"{mail['subject']}\n{mail['text']}\n"
            return found

    return Mails()
