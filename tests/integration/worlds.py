"""Content that all tests of a file start from: made once a file, not once a test.

``shared(build)`` makes a fixture of a module from a function that fills the site::

    fair = shared(make_fair)

    @pytest.fixture
    def procedure(make_fair, functional_portal):
        return functional_portal["guichet"]["fetes"]["fete"]

What a test does is rolled back, or thrown away with its own layer of the database, as
if it had filled the site itself. A file asks for one world only: they would add up.
"""

from collections.abc import Callable
from collections.abc import Iterator
from contextlib import contextmanager
from imio.guichet.testing import FIXTURE
from plone.app.testing import ploneSite
from plone.testing import Layer
from plone.testing.zodb import stackDemoStorage
from Products.CMFPlone.Portal import PloneSite
from zope.globalrequest import clearRequest
from zope.globalrequest import setRequest

import pytest


Build = Callable[[PloneSite], object]


@contextmanager
def world(build: Build) -> Iterator[object]:
    """Lay a database above the layers' own, filled and committed, until the block ends."""
    layer = Layer(bases=(FIXTURE,), name=f"World:{build.__name__}")
    layer["zodbDB"] = stackDemoStorage(layer.get("zodbDB"), name=build.__name__)
    try:
        with ploneSite() as portal:
            setRequest(portal.REQUEST)
            try:
                said = build(portal)
            finally:
                clearRequest()
        yield said
    finally:
        layer["zodbDB"].close()
        del layer["zodbDB"]


def shared(build: Build, scope: str = "module"):
    """Return a fixture, named as ``build`` is: what ``build(portal)`` makes is there.

    Its value is what ``build`` returns: plain data, nothing of the database.
    """

    @pytest.fixture(scope=scope, name=build.__name__)
    def made(keep_layers):
        with world(build) as said:
            yield said

    return made
