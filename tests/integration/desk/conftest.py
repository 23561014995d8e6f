"""A town hall of two services, for tests of the desk."""

from ..worlds import shared
from imio.guichet.core import dossiers
from imio.guichet.core.interfaces import IDossierLifecycle
from imio.guichet.core.types import Phase
from imio.guichet.lifecycle import registry
from pathlib import Path
from plone import api
from plone.app.testing import setRoles
from plone.app.testing import TEST_USER_ID

import pytest
import transaction


PASSWORD = "Very-Secret-4711"
LIFECYCLES = Path(__file__).parents[3] / "profiles" / "wallonia" / "lifecycles"
FORM = """<model xmlns="http://namespaces.plone.org/supermodel/schema">
  <schema>
    <fieldset name="event" label="L'événement">
      <field name="title" type="zope.schema.TextLine">
        <title>Nom de l'événement</title>
      </field>
      <field name="plan" type="plone.namedfile.field.NamedBlobFile">
        <title>Plan</title>
        <required>False</required>
      </field>
    </fieldset>
    <fieldset name="place" label="Le lieu">
      <field name="street" type="zope.schema.TextLine">
        <title>Rue</title>
        <required>False</required>
      </field>
    </fieldset>
  </schema>
</model>"""


def town_hall(portal):
    """Two procedures, four services, their agents, a citizen and a boss."""
    setRoles(portal, TEST_USER_ID, ["Manager"])
    counter = api.content.create(portal, "imio.guichet.Counter", "guichet")
    category = api.content.create(counter, "imio.guichet.Category", "vie")
    procedure = api.content.create(
        category, "imio.guichet.Procedure", "fete", title="Fête", code="FET"
    )
    api.content.transition(procedure, "publish")
    for path in LIFECYCLES.glob("*.json"):
        registry.install(portal, path.read_bytes())
    event = api.content.create(
        category,
        "imio.guichet.Procedure",
        "concert",
        title="Organiser un concert",
        code="EVT",
        lifecycle="event-authorisation",
        functions={
            "handling": ["evenements"],
            "college": ["college"],
            "advisers": ["police", "mobilite"],
        },
        fields_model=FORM,
    )
    api.content.transition(event, "publish")
    for name in ("evenements", "police", "mobilite", "college"):
        api.content.create(
            portal, "imio.guichet.Service", name, title=name.capitalize()
        )
    for name, service in (
        ("anne", "evenements"),
        ("boris", "evenements"),
        ("paul", "police"),
        ("mona", "mobilite"),
        ("carl", "college"),
    ):
        make_user(name)
        api.group.add_user(groupname=f"service-{service}", username=name)
    make_user("citizen")
    make_user("boss")
    api.user.grant_roles(username="boss", roles=["Guichet Manager"])


def make_user(name):
    return api.user.create(
        f"{name}@example.org",
        name,
        PASSWORD,
        properties={"fullname": name.capitalize()},
    )


class Town:
    """The town hall; makes agents and dossiers the short way."""

    def __init__(self, portal) -> None:
        self.portal = portal
        self.procedure = portal["guichet"]["vie"]["fete"]
        self.event = portal["guichet"]["vie"]["concert"]

    def user(self, name):
        return make_user(name)

    def dossier(self, **values):
        dossier = dossiers.create_draft(
            self.procedure, applicant=values.pop("applicant", "citizen")
        )
        dossier.applicant_name = values.pop("applicant_name", "Élodie Dupont")
        dossiers.submit(dossier)
        dossier.phase = Phase.IN_PROGRESS
        dossier.step, dossier.step_title = "study", "Étude"
        dossier.service = "evenements"
        dossier.waiting_for = ("service-evenements",)
        for name, value in values.items():
            setattr(dossier, name, value)
        dossiers.set_functions(dossier, {"handling": ("service-evenements",)})
        dossier.function_roles["handling"] = "Handler"
        dossier.function_roles["advisers"] = "Advisor"
        dossier.reindexObject()
        return dossier

    def request(self, applicant="citizen", **answers):
        """Submit a request that follows the real lifecycle."""
        dossier = dossiers.create_draft(self.event, applicant=applicant)
        dossier.applicant_name = "Élodie Dupont"
        dossier.applicant_email = "elodie@example.org"
        dossier.answers.update({"title": "Fête de la musique", **answers})
        dossiers.submit(dossier)
        transaction.commit()
        return dossier

    def start(self, dossier):
        """The events service begins the study."""
        with api.env.adopt_user("anne"):
            IDossierLifecycle(dossier).perform("start")
        transaction.commit()

    def ask(self, dossier, *services):
        groups = tuple(f"service-{service}" for service in services)
        dossiers.set_functions(dossier, {**dossier.functions, "advisers": groups})
        dossier.waiting_for = (*dossier.waiting_for, *groups)
        dossier.reindexObject()


hall = shared(town_hall)


@pytest.fixture
def town(town_hall, functional):
    return Town(functional["portal"])


@pytest.fixture
def browse(functional):
    """Return a function that opens a browser as somebody (None: anonymous)."""
    from plone.testing.zope import Browser

    def open_as(name=None):
        browser = Browser(functional["app"])
        browser.handleErrors = True
        browser.raiseHttpErrors = False
        browser.followRedirects = True
        if name:
            browser.addHeader("Authorization", f"Basic {name}:{PASSWORD}")
        return browser

    return open_as
