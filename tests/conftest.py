"""Fixtures of all tests; ``portal``, ``app``, ``http_request``… are pytest-plone's.

A layer is set up when a test first asks for it: tests without Zope never pay for it.
``tests/integration`` keeps its layers up for the whole run. Several processes may run
the tests, each with layers of its own (see ``sharing.py``).
"""

from hypothesis import settings
from imio.guichet.testing import FUNCTIONAL_TESTING
from imio.guichet.testing import INTEGRATION_TESTING
from pytest_plone import fixtures_factory

import pytest


# The same examples in every run: a red run is about the change that made it red.
# `--hypothesis-profile=explore` looks further.
settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("explore", max_examples=2000, deadline=None)
settings.load_profile("steady")

globals().update(
    fixtures_factory(
        ((INTEGRATION_TESTING, "integration"), (FUNCTIONAL_TESTING, "functional")),
        keep_session=False,
    )
)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """How the processes share the tests."""
    from .sharing import Scheduling

    return Scheduling(config, log)


def pytest_collection_modifyitems(config, items):
    """In one of several processes, put first what takes longest."""
    if hasattr(config, "workerinput"):
        from .sharing import rank

        items.sort(key=lambda item: rank(item.nodeid))
