"""The town hall of the desk's tests, asked over REST."""

from ..desk.conftest import browse  # noqa: F401
from ..desk.conftest import hall  # noqa: F401
from ..desk.conftest import PASSWORD
from ..desk.conftest import town  # noqa: F401
from plone.testing.zope import Browser

import json
import pytest
import transaction


@pytest.fixture
def rest(functional):
    """Return a function that asks as somebody: (status, JSON)."""

    def ask(user, url, data=None, method=None):
        browser = Browser(functional["app"])
        browser.raiseHttpErrors = False
        browser.addHeader("Accept", "application/json")
        if user:
            browser.addHeader("Authorization", f"Basic {user}:{PASSWORD}")
        if method:
            client = browser.testapp
            headers = {"Accept": "application/json"}
            if user:
                from base64 import b64encode

                pair = b64encode(f"{user}:{PASSWORD}".encode()).decode()
                headers["Authorization"] = f"Basic {pair}"
            answer = client.request(
                url,
                method=method,
                body=json.dumps(data or {}).encode(),
                headers={**headers, "Content-Type": "application/json"},
                expect_errors=True,
            )
            transaction.begin()
            return answer.status_int, json.loads(answer.text or "null")
        if data is None:
            browser.open(url)
        else:
            browser.post(url, json.dumps(data), "application/json")
        transaction.begin()
        status = int(browser.headers["status"].split()[0])
        return status, json.loads(browser.contents or "null")

    return ask
