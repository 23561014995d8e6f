"""Fixtures of all tests; ``portal``, ``app``, ``http_request``… are pytest-plone's.

A layer is set up when a test first asks for it: tests without Zope never pay for it.
``tests/integration`` keeps its layers up for the whole run.
"""

from hypothesis import settings
from imio.guichet.testing import FUNCTIONAL_TESTING
from imio.guichet.testing import INTEGRATION_TESTING
from pytest_plone import fixtures_factory


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
