"""Places over HTTP: what the map asks the site, by whom; a point that is refused."""

from ... import maps as served
from .walk import Person
from imio.guichet.core import dossiers
from imio.guichet.core.clients import get_acts
from imio.guichet.core.interfaces import IDossierForm
from imio.guichet.core.interfaces import IFormModel
from imio.guichet.core.settings import PREFIX
from imio.guichet.core.settings import town_map
from imio.guichet.forms.browser import places
from imio.guichet.forms.fields import PlaceAnswer
from imio.guichet.forms.places.geocoder import geocoder
from plone import api
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD
from plone.testing.zope import Browser
from urllib.parse import urlencode

import json
import logging
import pytest
import transaction


MODEL = """<model xmlns="http://namespaces.plone.org/supermodel/schema"
       xmlns:guichet="http://namespaces.imio.be/guichet">
  <schema>
    <fieldset name="who" label="Qui">
      <field name="name" type="zope.schema.TextLine"><title>Nom</title></field>
    </fieldset>
    <fieldset name="where" label="Où">
      <field name="spot" type="imio.guichet.forms.fields.Place" guichet:inside="true"
             guichet:zoom="16"><title>Où ?</title></field>
      <field name="others" type="imio.guichet.forms.fields.Block">
        <title>Autres lieux</title><required>False</required>
        <fields>
          <field name="also" type="imio.guichet.forms.fields.Place"
                 guichet:inside="true"><title>Ici aussi</title></field>
        </fields>
      </field>
    </fieldset>
  </schema>
</model>"""


@pytest.fixture
def server(functional_portal, monkeypatch):
    monkeypatch.setenv("GUICHET_MAP_HTTP_HOSTS", "127.0.0.1")
    geocoder.forget()
    with served.server() as found:
        for name, value in {
            "map_center": "50.4114, 4.4446",
            "map_bounds": "50.35, 4.32, 50.50, 4.55",
            "map_tiles_url": "https://{s}.tile.example.be/{z}/{x}/{y}.png",
            "map_geocoder_url": found.url,
        }.items():
            api.portal.set_registry_record(f"{PREFIX}.{name}", value)
        transaction.commit()
        yield found
    geocoder.forget()


@pytest.fixture
def ask(functional, functional_portal):
    """Returns ``ask(**posted) -> (status, data)``, as a browser of the site asks."""

    def ask(headers=(), browser=None, method="POST", **posted):
        browser = browser or Browser(functional["app"])
        browser.raiseHttpErrors = False
        browser.followRedirects = False
        for name, value in {"Accept-Language": "fr", **dict(headers)}.items():
            browser.addHeader(name, value)
        url = f"{functional_portal.absolute_url()}/@@guichet-geocode"
        if method == "GET":
            browser.open(f"{url}?{urlencode(posted)}")
        else:
            browser.open(url, urlencode(posted))
        status = int(browser.headers["Status"].split()[0])
        kind = browser.headers["Content-Type"]
        return status, json.loads(browser.contents) if "json" in kind else kind

    return ask


def signed_in(app):
    browser = Browser(app)
    browser.addHeader("Authorization", f"Basic {SITE_OWNER_NAME}:{SITE_OWNER_PASSWORD}")
    return browser


def test_addresses_for_everybody(functional, server, ask, caplog):
    caplog.set_level(logging.DEBUG)
    for browser in (None, signed_in(functional["app"])):
        status, found = ask(browser=browser, q="Rue Neuve 1")
        assert status == 200
        assert found["items"][0] == {
            "label": "Rue Neuve 1, 6000 Charleroi",
            "latitude": 50.409,
            "longitude": 4.443,
        }
    assert len(server.asked) == 1
    assert "imio.guichet (http" in server.agents[0]
    status, found = ask(lat="50.411", lon="4.444")
    assert (status, found["items"][0]["label"][:5]) == (200, "Place")
    assert ask(lat="50.48", lon="4.4") == (200, {"items": []})
    asked = len(server.asked)
    assert ask(lat="50.85", lon="4.35") == (200, {"items": []}), "outside: not asked"
    assert len(server.asked) == asked
    assert "Neuve" not in caplog.text and "50.411" not in caplog.text


@pytest.mark.parametrize(
    "posted",
    [
        {},
        {"q": ""},
        {"q": "ab"},
        {"q": "a" * 501},
        {"lat": "50"},
        {"lat": "x", "lon": "4"},
        {"lat": "nan", "lon": "4"},
        {"lat": "50,4", "lon": "181"},
        {"q:list": "Rue"},
        {"q:int": "3"},
    ],
)
def test_bad_input(server, ask, posted):
    status, found = ask(**posted)
    assert status == 400
    if isinstance(found, dict):
        assert found["error"].endswith(".")
    assert not server.asked


def test_language_of_the_refusal(server, ask):
    assert "rue" in ask(q="")[1]["error"]


def test_only_pages_of_this_site(server, ask):
    for headers in (
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://elsewhere.example"},
    ):
        status, found = ask(headers=headers, q="Rue Neuve")
        assert (status, list(found)) == (403, ["error"])
    assert ask(method="GET", q="Rue Neuve")[0] == 404, "an address is in no access log"
    assert not server.asked


@pytest.mark.parametrize("mode", ["redirecting", "html", "malformed", "failing"])
def test_a_service_that_gives_no_answer(server, ask, mode):
    server.mode = mode
    status, found = ask(q="Rue Neuve")
    assert status == 503 and "ne répond pas" in found["error"]
    assert ask(q="Rue Longue")[0] == 503
    assert len(server.asked) == 1


def test_no_service_is_set(server, ask):
    api.portal.get_tool("portal_registry")[f"{PREFIX}.map_geocoder_url"] = None
    transaction.commit()
    assert ask(q="Rue Neuve")[0] == 503
    assert not server.asked


def test_limit_of_a_network(functional_portal, server, ask, monkeypatch):
    monkeypatch.setattr(places, "PER_HOUR", 2)
    for number in (1, 2):
        assert ask(q=f"Rue Neuve {number}")[0] == 200
    status, found = ask(q="Rue Neuve 3")
    assert status == 429 and "connexion" in found["error"]
    assert ask(q="Rue Neuve 1")[0] == 200, "what is known costs nothing"
    transaction.begin()
    kept = "".join(str(key) for key in get_acts(functional_portal)._acts)
    assert "Neuve" not in kept and "127.0.0.1" not in kept


def test_settings_for_the_map(functional, functional_portal, server):
    url = f"{functional_portal.absolute_url()}/@@guichet-map"
    browser = Browser(functional["app"])
    browser.addHeader("Accept-Language", "fr")
    browser.open(url)
    found = json.loads(browser.contents)
    assert found["bounds"] == [[50.35, 4.32], [50.5, 4.55]]
    assert found["geocode"] is True and server.url not in browser.contents
    assert found["texts"]["center"] == "Placer le point au centre"
    # A setting that has become wrong shows the default map, not an error.
    api.portal.set_registry_record(f"{PREFIX}.map_center", "10, 10")
    transaction.commit()
    assert town_map().bounds is None
    api.portal.set_registry_record(f"{PREFIX}.map_shown", False)
    api.portal.set_registry_record(f"{PREFIX}.map_center", "50.4, 4.4")
    transaction.commit()
    browser.open(url)
    assert json.loads(browser.contents)["tiles"] == ""


def assert_mapped(browser):
    policy = browser.headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    (images,) = [part for part in policy.split("; ") if part.startswith("img-src")]
    assert images.endswith(" https://*.tile.example.be")
    assert "++plone++imio.guichet.forms/map.js?v=" in browser.contents
    assert 'data-map="50.41100,4.44400"' in browser.contents


def test_asked_refused_kept_and_shown(
    functional, functional_portal, make_procedure, server
):
    procedure = make_procedure(functional_portal, MODEL)
    assert [str(problem) for problem in IFormModel(procedure).check()] == []
    api.content.transition(procedure, "publish")
    transaction.commit()
    anne = Person(functional["app"])
    anne.open(f"{procedure.absolute_url()}/@@form")
    # The first page's policy serves the pages that come into it.
    policy = anne.browser.headers["Content-Security-Policy"]
    assert "img-src 'self' data: blob: https://*.tile.example.be;" in policy
    anne.fill(name="Anne")
    anne.next()
    anne.fill(spot="Grand-Place, Bruxelles")
    anne.form.getControl(name="f.spot.lat").value = "50.8467"
    anne.form.getControl(name="f.spot.lon").value = "4.3525"
    anne.next()
    assert "en dehors de la commune" in anne.text
    assert "Grand-Place, Bruxelles" in anne.text and "50.8467" in anne.text
    anne.form.getControl(name="f.spot.lat").value = "50.411"
    anne.form.getControl(name="f.spot.lon").value = "4.444"
    anne.next()
    assert anne.place == "check" and 'data-map="50.41100,4.44400"' in anne.text
    reference = anne.reference
    anne.submit()
    # The applicant's page and the desk's let the map's script and its tiles in.
    anne.open(f"{functional_portal.absolute_url()}/guichet/@@dossier/{reference}")
    assert_mapped(anne.browser)
    transaction.begin()
    dossier = dossiers.find(reference, procedure)
    agent = signed_in(functional["app"])
    agent.open(f"{dossier.absolute_url()}/@@desk-dossier")
    assert_mapped(agent)
    place = dossier.answers["spot"]
    dossier.answers["spot"] = PlaceAnswer(place.address)
    transaction.commit()
    agent.open(f"{dossier.absolute_url()}/@@desk-dossier")
    policy = agent.headers["Content-Security-Policy"]
    assert "script-src 'none'" in policy and "tile.example.be" not in policy
    assert "map.js" not in agent.contents
    dossier.answers["spot"] = place
    assert dossier.answers["spot"] == PlaceAnswer(
        "Grand-Place, Bruxelles", 50.411, 4.444
    )
    dossier.answers["others"] = (
        {"id": "r1", "also": PlaceAnswer("", 50.42, 4.43)},
        {"id": "r2", "also": PlaceAnswer("Rue Neuve")},
    )
    _who, where = IDossierForm(dossier).pages()
    spot, others = where.fields
    assert spot.has_map and others.has_map
    assert spot.data == {
        "address": "Grand-Place, Bruxelles",
        "latitude": 50.411,
        "longitude": 4.444,
    }
    assert others.html.count("data-map") == 1
    assert "50.42000, 4.43000" in others.text


def test_a_zoom_that_is_none(functional_portal, make_procedure):
    procedure = make_procedure(functional_portal, MODEL.replace('"16"', '"maison"'))
    (problem,) = IFormModel(procedure).check()
    assert problem.place == "spot" and "zoom" in problem.message
