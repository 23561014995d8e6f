"""HEAD answers as GET does, without a body."""

import pytest


@pytest.mark.parametrize("path", ["/guichet/fetes/fete/@@form", "/@@track", "/login"])
def test_head_has_headers_and_no_body(person, procedure, functional_portal, path):
    testapp = person().browser.testapp
    url = functional_portal.absolute_url() + path
    asked = testapp.head(url)
    shown = testapp.get(url)
    assert asked.status_int == shown.status_int == 200
    assert asked.body == b""
    assert shown.body
    for name in ("Content-Type", "Content-Length", "Content-Security-Policy"):
        assert asked.headers[name] == shown.headers[name]


def test_head_of_a_page_of_a_draft_changes_nothing(person, form_url, stored):
    anne = person()
    anne.open(form_url)
    anne.fill_event()
    anne.next()
    for place in ("contact", "submit", "discard"):
        answer = anne.browser.testapp.head(f"{form_url}/{anne.reference}/{place}")
        assert answer.status_int in (200, 303)
        assert answer.body == b""
    assert stored(anne.reference).is_draft


def test_head_of_an_unknown_draft_is_not_found(person, form_url):
    testapp = person().browser.testapp
    answer = testapp.head(f"{form_url}/FET-2611-000000", expect_errors=True)
    assert answer.status_int == 404
    assert answer.body == b""
