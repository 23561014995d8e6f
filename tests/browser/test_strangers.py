"""To a stranger, a dossier does not exist: not in pages, search, REST or feeds.

Each address is asked for twice: below the dossier, and below a reference that was
never given. The two answers must be the same.
"""

from collections.abc import Callable
from datetime import date
from imio.guichet.core import references
from playwright.sync_api import APIResponse
from playwright.sync_api import Page
from urllib.parse import quote
from urllib.parse import urlsplit

import gzip
import pytest
import re


EVENT_NAME = "Nuit des bords de Sambre"
UNKNOWN = references.new_reference("EVT", date.today())
STRANGERS = {
    "another citizen": "demo-citizen-2",
    "another service's agent": "demo-agent-roads",
    "anonymous": None,
}
FORM = "guichet/evenements/organiser-un-evenement/@@form"

#: Below the citizen's page and the draft's form; {} is the reference.
CITIZEN_PAGES = [
    "guichet/@@dossier/{}",
    "guichet/@@dossier/{}/submitted",
    "guichet/@@dossier/{}/answer/plan_implantation",
    "guichet/@@dossier/{}/file/plan.pdf",
    "guichet/@@dossier/{}/message",
    "guichet/@@dossier/{}/transition/cancel",
    FORM + "/{}",
    FORM + "/{}/check",
    FORM + "/{}/evenement",
    FORM + "/{}/submit",
    FORM + "/{}/discard",
    FORM + "/{}/leave",
    FORM + "/{}/file/plan_implantation",
]

#: Below the dossier in the store.
STORE_VIEWS = [
    "",
    "/view",
    "/edit",
    "/sharing",
    "/folder_contents",
    "/content_status_history",
    "/object_delete",
    "/@@desk-dossier",
    "/@@desk-act/claim",
    "/@@desk-answer/plan_implantation",
    "/@@desk-file/plan.pdf",
    "/@@desk-audit",
    "/@@images/image",
    "/@@download/file",
    "/absolute_url",
    "/title",
    "/manage_main",
    "/RSS",
]

#: REST services on the dossier.
SERVICES = ["", "/@history", "/@workflow", "/@actions", "/@breadcrumbs", "/@types"]

SEARCHES = [
    "@@search?SearchableText={}",
    "@@search?SearchableText={}&portal_type=imio.guichet.Dossier",
    "@@updated_search?SearchableText={}",
    "@@ajax-search?SearchableText={}",
    "livesearch_reply?q={}",
    "search_rss?SearchableText={}",
    "guichet/@@search-procedures?q={}",
    "guichet/@@suggest-procedures?q={}",
    "guichet/@@search?SearchableText={}",
    "++api++/@search?SearchableText={}&fullobjects=1",
    "++api++/@search?portal_type=imio.guichet.Dossier&metadata_fields=_all&x={}",
    "++api++/@search?path.query=/charleroi/dossiers&metadata_fields=_all&x={}",
    "++api++/guichet/@search?SearchableText={}",
    "@@getVocabulary?name=plone.app.vocabularies.Catalog&attributes=[%22Title%22]"
    "&query=%7B%22criteria%22:[%7B%22i%22:%22SearchableText%22,%22o%22:"
    "%22plone.app.querystring.operation.string.contains%22,%22v%22:%22{}%22%7D]%7D",
    "@@desk?tab=all&q={}",
    "@@desk?tab=todo&q={}",
    "@@desk?tab=opinions&q={}",
    "guichet/@@desk?tab=all&q={}",
]

LISTS = [
    "",
    "sitemap",
    "sitemap.xml.gz",
    "RSS",
    "rss.xml",
    "atom.xml",
    "guichet/RSS",
    "guichet/rss.xml",
    "guichet/folder_contents",
    "guichet/evenements/organiser-un-evenement",
    "guichet/evenements/organiser-un-evenement/saved_data.csv",
    "guichet/evenements/organiser-un-evenement/@@data",
    "dossiers",
    "dossiers/objectIds",
    "dossiers/folder_contents",
    "guichet_catalog",
    "guichet_catalog/manage_catalogView",
    "@@my-space",
    "@@desk",
    "guichet/@@my-space",
    "++api++",
    "++api++/guichet?fullobjects=1",
    "++api++/@navigation?expand.navigation.depth=4",
    "++api++/dossiers",
    "++api++/@querystring-search?query=%7B%22query%22%3A%5B%5D%7D",
]


@pytest.fixture(scope="module")
def dossier(town, chromium):
    """Return (reference, path in the site, words that are only in the dossier)."""
    context = chromium.new_context(locale="fr-BE")
    page = context.new_page()
    sign_in(page, town)
    page.goto(f"{town.url}/@@desk?tab=all&q={quote('Dubois')}")
    links = page.locator("main td a").evaluate_all("all => all.map(a => a.href)")
    for link in links:
        page.goto(link)
        if EVENT_NAME in page.locator("#answers").inner_text():
            break
    else:
        raise AssertionError(f"no dossier {EVENT_NAME!r} in {links}")
    reference = page.locator("h1 .d-reference").inner_text()
    path = urlsplit(page.url).path.removeprefix(urlsplit(town.url).path)
    path = path.split("/@@")[0].strip("/")
    assert page.request.get(f"{town.url}/{path}/@@desk-dossier").status == 200
    context.close()
    return reference, path


def sign_in(page: Page, town) -> None:
    page.goto(f"{town.url}/login")
    page.fill("#__ac_name", "demo-agent-events")
    page.fill("#__ac_password", town.accounts["demo-agent-events"])
    page.click("[name='buttons.login']")
    page.wait_for_load_state()


@pytest.fixture(params=STRANGERS, ids=lambda name: name.replace(" ", "-"))
def ask(request, town, visit) -> Callable[..., APIResponse]:
    """Return ``ask(path, **options)`` as one of the strangers."""
    page = visit(STRANGERS[request.param])

    def get(path: str, method: str = "GET", accept: str = "text/html") -> APIResponse:
        return page.request.fetch(
            f"{town.url}/{path}",
            method=method,
            headers={"Accept": accept},
            max_redirects=0 if method == "POST" else 20,
            timeout=60_000,
        )

    return get


def told(response: APIResponse, *names: str) -> tuple:
    """Return what an answer tells, apart from what the visitor asked for."""
    text = response.text()
    for name in names:
        text = text.replace(name, "REFERENCE")
    text = re.sub(r"\b[0-9a-f]{40}\b", "TOKEN", text)
    # What was typed comes back sealed: never twice the same.
    text = re.sub(r'(parked(=|%3D|" value="))[^"&]+', r"\1SEALED", text)
    headers = {
        name: re.sub("|".join(names), "REFERENCE", value)
        for name, value in response.headers.items()
        if name not in ("date", "content-length", "etag", "set-cookie")
    }
    url = re.sub("|".join(names), "REFERENCE", response.url)
    return response.status, url, headers, text


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_pages_are_not_there(ask, dossier, method):
    reference, path = dossier
    store = path.replace(reference, "{}")
    paths = CITIZEN_PAGES + [store + view for view in STORE_VIEWS]
    differing = []
    for address in paths:
        real = ask(address.format(reference), method)
        none = ask(address.format(UNKNOWN), method)
        if told(real, reference, UNKNOWN) != told(none, reference, UNKNOWN):
            differing.append((address, real.status, none.status))
        if method == "GET":
            assert real.status in (401, 404), (address, real.status)
        assert EVENT_NAME not in real.text()
    assert differing == []


def test_rest_knows_nothing(ask, dossier):
    reference, path = dossier
    store = path.replace(reference, "{}")
    for prefix in ("++api++/", ""):
        for service in SERVICES:
            address = f"{prefix}{store}{service}"
            json = "application/json"
            real = ask(address.format(reference), accept=json)
            none = ask(address.format(UNKNOWN), accept=json)
            assert real.status == 404, (address, real.status)
            assert told(real, reference, UNKNOWN) == told(none, reference, UNKNOWN)


@pytest.mark.parametrize("by_name", [True, False], ids=["name", "reference"])
def test_searches_find_nothing(ask, dossier, by_name):
    reference, path = dossier
    words = EVENT_NAME if by_name else reference
    secret = reference if by_name else EVENT_NAME
    for address in SEARCHES:
        found = ask(address.format(quote(words)))
        assert secret not in found.text(), address
        assert path not in found.text(), address
        assert found.status < 500, (address, found.status)


def test_lists_and_feeds_leave_it_out(ask, dossier):
    reference, path = dossier
    for address in LISTS:
        found = ask(address)
        body = found.body()
        text = (gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body).decode()
        assert reference not in text, address
        assert EVENT_NAME not in text, address
        assert found.status < 500, (address, found.status)
