"""The studio's services, asked over HTTP as people of each role."""

from ...worlds import shared
from ..conftest import make
from plone import api
from plone.testing.zope import Browser

import json
import pytest
import re
import transaction


PASSWORD = "Zut-alors-7391"
PEOPLE = {
    "manager": ["Form Manager"],
    "colleague": ["Form Manager"],
    "boss": ["Guichet Manager"],
    "agent": ["Agent"],
    "editor": ["Editor", "Contributor"],
    "citizen": [],
}


def draft_fete(portal):
    """A procedure that was never published, and people of each role."""
    make(portal)
    for name, roles in PEOPLE.items():
        api.user.create(
            f"{name}@example.be",
            name,
            PASSWORD,
            roles=("Member", *roles),
            properties={"fullname": name.title()},
        )


draft = shared(draft_fete)


@pytest.fixture
def working(draft_fete, functional_portal):
    """A procedure that was never published, committed, and people of each role."""
    return functional_portal["guichet"]["fetes"]["fete"]


@pytest.fixture
def rest(functional, working):
    """``rest("manager", "PUT", "@guichet-form", data)`` gives (status, JSON)."""
    tokens = {}

    def browser(user):
        found = Browser(functional["app"])
        found.raiseHttpErrors = False
        if user:
            found.addHeader("Authorization", f"Basic {user}:{PASSWORD}")
        return found

    def token_of(user):
        if user not in tokens:
            page = browser(user)
            page.open(
                f"{functional['portal'].absolute_url()}/@@authenticator/authenticator"
            )
            found = re.search(r'value="([0-9a-f]+)"', page.contents)
            tokens[user] = found.group(1) if found else ""
        return tokens[user]

    def rest(user, method, service, data=None, token=True, raw=None):
        page = browser(user)
        page.addHeader("Accept", "application/json")
        if token and method != "GET":
            page.addHeader("X-CSRF-TOKEN", token_of(user))
        url = f"{working.absolute_url()}/{service}"
        body = raw if raw is not None else json.dumps(data)
        if method == "GET":
            page.open(url)
        elif method == "POST":
            page.post(url, body, "application/json")
        else:
            call = getattr(page.testapp, method.lower())
            page._processRequest(
                url,
                lambda args: call(url, body, content_type="application/json", **args),
            )
        transaction.begin()
        status = int(page.headers["status"].split()[0])
        try:
            return status, json.loads(page.contents or "null")
        except ValueError:
            return status, page.contents

    return rest
