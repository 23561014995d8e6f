"""Keeps the layers set up from the first integration test to the last."""

import pytest


@pytest.fixture(autouse=True, scope="session")
def keep_layers(integration_session, functional_session):
    """The site is built once; each test still rolls back what it did."""
