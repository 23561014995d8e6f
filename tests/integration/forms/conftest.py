from .walk import PASSWORD
from .walk import Person
from pathlib import Path
from plone import api
from plone.app.testing import setRoles
from plone.app.testing import TEST_USER_ID

import pytest
import transaction


MODEL = (Path(__file__).parent / "event.xml").read_text()


@pytest.fixture
def model():
    """The model of a form about an event."""
    return MODEL


def make(portal, model=MODEL, id="fete", **values):
    """Make a procedure, in place of one of that id; and the e-counter if need be."""
    setRoles(portal, TEST_USER_ID, ["Manager"])
    if "guichet" not in portal:
        counter = api.content.create(portal, "imio.guichet.Counter", "guichet")
        category = api.content.create(counter, "imio.guichet.Category", "fetes")
        for item in (counter, category):
            api.content.transition(item, "publish")
    folder = portal["guichet"]["fetes"]
    if id in folder:  # of the world of the file
        folder.manage_delObjects([id])
    return api.content.create(
        folder,
        "imio.guichet.Procedure",
        id,
        title="Organiser une fête",
        code="FET",
        fields_model=model,
        **values,
    )


@pytest.fixture
def make_procedure():
    return make


@pytest.fixture
def procedure(functional_portal, make_procedure):
    """A published procedure, committed; two citizens have accounts."""
    procedure = make_procedure(functional_portal)
    api.content.transition(procedure, "publish")
    for name in ("citizen", "other"):
        api.user.create(
            f"{name}@example.be", name, PASSWORD, properties={"fullname": name.title()}
        )
    transaction.commit()
    return procedure


@pytest.fixture
def form_url(procedure):
    return f"{procedure.absolute_url()}/@@form"


@pytest.fixture
def person(functional, procedure):
    """Makes browsers: ``person()`` is anonymous, ``person("citizen")`` signed in."""
    return lambda login=None: Person(functional["app"], login)


@pytest.fixture
def stored(procedure):
    """Returns a dossier as the database now has it."""
    from imio.guichet.core import dossiers

    def find(reference):
        transaction.begin()
        return dossiers.find(reference, procedure)

    return find
