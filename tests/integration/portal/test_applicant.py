"""What belongs to an applicant, and nobody else."""

from imio.guichet.core import dossiers
from imio.guichet.core.access import Attempts
from plone.namedfile.file import NamedBlobFile

import pytest
import re
import transaction


MISSING = "FET-2611-000000"
BELOW = (
    "",
    "/submitted",
    "/file/document-1",
    "/answer/plan",
    "/message",
    "/transition/x",
)


def read(browser, url, data=None):
    browser.open(url, data)
    contents = browser.contents
    return contents.decode() if isinstance(contents, bytes) else contents


def status(browser):
    return int(browser.headers["status"].split()[0])


def token(html):
    return re.search(r'name="_authenticator"[^>]*value="([^"]+)"', html).group(1)


def plain(html):
    """Without plone.protect's tokens, which are new each time."""
    return re.sub(r"[0-9a-f]{40}", "", html)


@pytest.mark.parametrize("login", [None, "bob"])
@pytest.mark.parametrize("below", BELOW)
@pytest.mark.parametrize("post", [False, True])
def test_to_others_it_does_not_exist(town, login, below, post):
    dossier = town.dossier()
    data = "text=x" if post else None
    browser = town.browser(login)
    answer = read(browser, town.page(dossier, below), data)
    assert status(browser) == 404
    missing = read(
        browser, town.page(dossier, below).replace(dossier.reference, MISSING), data
    )
    assert status(browser) == 404
    assert plain(missing) == plain(answer.replace(dossier.reference, MISSING))
    assert "Organiser" not in answer
    assert not dossier.journal


def test_an_agent_who_may_read_goes_to_the_desk(town):
    dossier = town.dossier()
    browser = town.browser("agent")
    read(browser, town.page(dossier))
    assert browser.headers["location"].endswith("/@@desk-dossier")
    read(browser, town.page(dossier, "/file/document-1"))
    assert status(browser) == 404
    dossiers.set_functions(dossier, {})
    transaction.commit()
    read(browser, town.page(dossier))
    assert status(browser) == 404


def test_the_applicant_reads_and_writes(town):
    dossier = town.dossier()
    file = NamedBlobFile(b"%PDF-1.4 plan", "application/pdf", "plan.pdf")
    dossiers.add_file(dossier, file)
    hidden = NamedBlobFile(b"secret", "text/plain", "note.txt")
    dossiers.add_file(dossier, hidden, for_applicant=False)
    dossiers.say(dossier, "Bonjour, il manque le plan.", author="agent")
    transaction.commit()
    browser = town.browser("claire")
    html = read(browser, town.page(dossier))
    assert status(browser) == 200
    assert "no-store" in browser.headers["cache-control"]
    assert "il manque le plan" in html
    assert "plan.pdf" in html
    assert "note.txt" not in html
    assert read(browser, town.page(dossier, "/file/document-1")).startswith("%PDF")
    read(browser, town.page(dossier, "/file/document-2"))
    assert status(browser) == 404
    data = f"text=Le+voici&_authenticator={token(html)}"
    for _ in range(2):
        read(browser, town.page(dossier, "/message"), data)
        assert status(browser) == 303
    assert [entry.text for entry in dossier.journal.messages()][1:] == ["Le voici"]


def test_a_forged_post_changes_nothing(town):
    dossier = town.dossier()
    browser = town.browser("claire")
    for data in ("text=forged", "text=forged&_authenticator=0123"):
        read(browser, town.page(dossier, "/message"), data)
    assert not dossier.journal


def test_the_confirmation_gives_the_code_to_the_anonymous_only(town):
    dossier = town.dossier()
    html = read(town.browser("claire"), town.page(dossier, "/submitted"))
    assert dossier.reference in html
    assert dossier.secret not in html


class TestTracking:
    def post(self, browser, town, reference, code):
        url = f"{town.url}/guichet/@@track"
        return read(browser, url, f"reference={reference}&code={code}")

    def test_the_code_opens_the_dossier(self, town):
        dossier = town.dossier(applicant=None)
        browser = town.browser()
        code = dossier.secret.lower().replace("-", "+")
        self.post(browser, town, dossier.reference.lower(), code)
        assert browser.headers["location"] == town.page(dossier)
        html = read(browser, town.page(dossier))
        assert status(browser) == 200
        assert dossier.secret in read(browser, town.page(dossier, "/submitted"))
        data = f"text=Merci&_authenticator={token(html)}"
        read(browser, town.page(dossier, "/message"), data)
        assert len(dossier.journal) == 1
        other = town.browser()
        read(other, town.page(dossier, "/message"), data)
        assert status(other) == 404
        assert len(dossier.journal) == 1

    def test_wrong_is_wrong_whatever_the_reason(self, town):
        anonymous = town.dossier(applicant=None)
        owned = town.dossier()
        answers = set()
        for reference, code in (
            (anonymous.reference, owned.secret),
            (owned.reference, owned.secret),
            (MISSING, anonymous.secret),
            ("nonsense", ""),
        ):
            browser = town.browser()
            html = self.post(browser, town, reference, code)
            assert status(browser) == 200
            answers.add(html.replace(reference, "REF"))
        assert len(answers) == 1

    def test_tries_are_limited(self, town, monkeypatch):
        monkeypatch.setitem(Attempts.LIMITS, "client", 3)
        dossier = town.dossier(applicant=None)
        browser = town.browser()
        for _ in range(3):
            self.post(browser, town, dossier.reference, "0000-0000-0000")
        self.post(browser, town, dossier.reference, dossier.secret)
        assert status(browser) == 429
        read(browser, town.page(dossier))
        assert status(browser) == 404


class TestMySpace:
    def test_asks_to_sign_in(self, town):
        browser = town.browser()
        read(browser, f"{town.url}/@@my-space")
        assert "login" in browser.headers["location"]

    def test_shows_mine_and_only_mine(self, town):
        mine, other = town.dossier(), town.dossier(applicant="bob")
        draft = town.dossier(submit=False)
        html = read(town.browser("claire"), f"{town.url}/@@my-space")
        assert mine.reference in html
        assert other.reference not in html
        assert draft.reference in html
        html = read(town.browser("agent"), f"{town.url}/@@my-space")
        assert mine.reference not in html

    def test_a_draft_is_discarded_by_its_owner(self, town):
        draft = town.dossier(submit=False)
        html = read(town.browser("claire"), f"{town.url}/guichet/@@my-space")
        data = f"discard={draft.reference}&_authenticator={token(html)}"
        reference = draft.reference
        url = f"{town.url}/guichet/@@my-space"
        read(town.browser("bob"), url, data)
        assert dossiers.find(reference, town.portal) is not None
        read(town.browser("claire"), url, f"discard={reference}")
        assert dossiers.find(reference, town.portal) is not None
        read(town.browser("claire"), url, data)
        assert dossiers.find(reference, town.portal) is None

    @pytest.mark.parametrize("page", ["0", "-1", "99", "x", "%C2%B2"])
    def test_any_page_number_is_answered(self, town, page):
        town.dossier()
        browser = town.browser("claire")
        read(
            browser,
            f"{town.url}/@@my-space?page={page}",
        )
        assert status(browser) == 200
