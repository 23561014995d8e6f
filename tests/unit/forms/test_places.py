"""Places: the town's map, the service of addresses, the question itself. No Zope."""

from ... import maps as served
from imio.guichet.core.maps import Bounds
from imio.guichet.core.maps import check_address
from imio.guichet.core.maps import check_tiles
from imio.guichet.core.maps import parse_bounds
from imio.guichet.core.maps import parse_point
from imio.guichet.core.maps import Point
from imio.guichet.core.maps import TownMap
from imio.guichet.core.maps import WrongSetting
from imio.guichet.forms.controls.base import Post
from imio.guichet.forms.controls.base import Slot
from imio.guichet.forms.controls.places import Place
from imio.guichet.forms.fields import PlaceAnswer
from imio.guichet.forms.places.fetching import fetch_json
from imio.guichet.forms.places.fetching import Unreachable
from imio.guichet.forms.places.geocoder import Geocoder
from imio.guichet.forms.places.providers import Malformed
from imio.guichet.forms.places.providers import MOST
from imio.guichet.forms.places.providers import Nominatim
from urllib.parse import parse_qs
from urllib.parse import urlsplit

import pytest
import time


OSM = "https://tile.openstreetmap.org/{z}/{x}/{y}.png"
BOUNDS = Bounds(50.35, 4.32, 50.5, 4.55)
INSIDE, OUTSIDE = (50.41, 4.44), (50.85, 4.35)


@pytest.mark.parametrize(
    "text,found",
    [
        ("50.4108, 4.4446", (50.4108, 4.4446)),
        ("50,4108 ; 4,4446", (50.4108, 4.4446)),
        (" -50.5 4 ", (-50.5, 4)),
        ("50.41", None),
        ("50.41, 4.44, 3", None),
        ("95, 4", None),
        ("50, 181", None),
        ("nord 50, est 4", None),
        ("", None),
        ("1e3, 4", None),
    ],
)
def test_center(text, found):
    if found is None:
        with pytest.raises(WrongSetting) as refused:
            parse_point(text)
        assert "latitude" in refused.value.message.default
    else:
        assert parse_point(text) == Point(*found)


@pytest.mark.parametrize(
    "text",
    ["50, 4, 51", "51, 4, 50, 5", "50, 5, 51, 4", "50, 4, 50, 5", "-90, 4, 1, 5", "a"],
)
def test_bad_bounds(text):
    with pytest.raises(WrongSetting):
        parse_bounds(text)


def test_bounds():
    found = parse_bounds("50.35, 4.32, 50.50, 4.55")
    assert found == BOUNDS
    assert found.holds(*INSIDE) and found.holds(50.35, 4.55)
    assert not found.holds(*OUTSIDE)


@pytest.mark.parametrize(
    "url",
    [
        "http://tile.example.org/{z}/{x}/{y}.png",
        "ftp://tile.example.org/{z}/{x}/{y}.png",
        "javascript:alert(1)//{z}/{x}/{y}",
        "https://user:secret@tile.example.org/{z}/{x}/{y}",
        "https://tile.example.org:port/{z}/{x}/{y}",
        "https:///{z}/{x}/{y}",
        "https://a.example; script-src */{z}/{x}/{y}",
        "https://a.example b.example/{z}/{x}/{y}",
        "https://*/{z}/{x}/{y}",
        'https://a.example/{z}/{x}/{y}"><script>',
        "https://[::1/{z}/{x}/{y}",
        "https://tile.example.org/{z}/{x}/{y}#top",
        "//tile.example.org/{z}/{x}/{y}",
    ],
)
def test_bad_addresses(url):
    with pytest.raises(WrongSetting):
        check_address(url, {"127.0.0.1"})
    with pytest.raises(WrongSetting):
        check_tiles(url, "", {"127.0.0.1"})


def test_tiles_and_their_source_in_a_policy():
    for url, layers, source in [
        (OSM, "", "https://tile.openstreetmap.org"),
        ("https://{s}.tile.example.org:8443/{z}/{x}/{y}{r}.png", "", None),
        ("https://geo.example.be/wmts/{z}/{y}/{x}?layer=plan", "", None),
        ("https://geo.example.be/WMSServer", "0,1", "https://geo.example.be"),
        ("http://127.0.0.1:8000/{z}/{x}/{y}", "", "http://127.0.0.1:8000"),
    ]:
        check_tiles(url, layers, {"127.0.0.1"})
        town = TownMap(Point(*INSIDE), 13, tiles=url, layers=layers)
        assert source in (None, town.tile_source)
        assert town.policy == {"img-src": town.tile_source}
    starred = TownMap(Point(*INSIDE), 13, tiles="https://{s}.osm.example/{z}/{x}/{y}")
    assert starred.tile_source == "https://*.osm.example"
    assert TownMap(Point(*INSIDE), 13).policy == {}
    for url, layers in [
        ("https://tile.example.org/{z}/{x}.png", ""),
        ("https://geo.example.be/WMSServer", ""),
        (OSM.replace("png", "{png}"), ""),
        ("https://geo.example.be/WMSServer", "a b; c"),
    ]:
        with pytest.raises(WrongSetting):
            check_tiles(url, layers)


# Nominatim


def query(url):
    return {name: value[0] for name, value in parse_qs(urlsplit(url).query).items()}


def test_requests_of_nominatim():
    base = "https://geo.example"
    url = Nominatim().search_url(base, "Rue d'Été & 1", BOUNDS, "fr")
    assert url.startswith(f"{base}/search?")
    asked = query(url)
    assert asked["q"] == "Rue d'Été & 1" and asked["format"] == "jsonv2"
    assert asked["viewbox"] == "4.32,50.5,4.55,50.35" and asked["bounded"] == "1"
    assert asked["accept-language"] == "fr"
    assert query(Nominatim().search_url(base, "x", None, "nl"))["countrycodes"] == "be"
    asked = query(Nominatim().reverse_url(base, Point(*INSIDE), "fr"))
    assert (asked["lat"], asked["lon"]) == ("50.41", "4.44")


def test_answers_of_nominatim():
    (hall,) = Nominatim().search([served.HALL])
    assert hall.label == "Place Charles II 14, 6000 Charleroi"
    assert hall.point == Point(50.4115, 4.4446)
    bare = served.place("Bois du Cazier,\n Marcinelle\x07", 50.38, 4.44)
    assert Nominatim().search([bare])[0].label == "Bois du Cazier, Marcinelle"
    assert len(Nominatim().search([served.HALL, served.HALL])) == 1, "said once"
    many = [served.place(f"Place {n}", 50, 4) for n in range(40)]
    assert len(Nominatim().search(many)) == MOST
    assert Nominatim().search([]) == ()
    assert Nominatim().reverse({"error": "Unable to geocode"}) == ()
    assert Nominatim().reverse(served.HALL) == (hall,)


@pytest.mark.parametrize(
    "answer",
    [
        None,
        {},
        "text",
        [3],
        [{}],
        [{"display_name": "X"}],
        [{"display_name": "X", "lat": "x", "lon": "4"}],
        [{"display_name": "X", "lat": "nan", "lon": "4"}],
        [{"display_name": "X", "lat": "91", "lon": "4"}],
        [{"display_name": "X", "lat": True, "lon": "4"}],
        [{"display_name": "X", "lat": 10**400, "lon": "4"}],
        [{"display_name": ["X"], "lat": "50", "lon": "4", "address": []}],
        [{"display_name": "  ", "lat": "50", "lon": "4", "address": {"road": 3}}],
    ],
)
def test_malformed_answers(answer):
    with pytest.raises(Malformed):
        Nominatim().search(answer)
    with pytest.raises(Malformed):
        Nominatim().reverse(answer[0] if isinstance(answer, list) else answer)


# Over HTTP


@pytest.fixture(scope="module")
def server():
    with served.server() as found:
        yield found


def town_of(server):
    return TownMap(Point(*INSIDE), 13, BOUNDS, geocoder=server.url)


def free():
    """Nothing keeps a request from going out."""


def test_a_service_that_answers(server):
    server.mode = "good"
    geocoder, town = Geocoder(), town_of(server)
    before = len(server.asked)
    for _number in range(3):
        found = geocoder.search(town, "rue neuve 1", "fr", "test", free)
        assert [one.label for one in found] == [
            "Rue Neuve 1, 6000 Charleroi",
            "Rue Neuve 1, 6040 Jumet",
        ]
    assert len(server.asked) == before + 1, "kept in memory"
    assert server.agents[-1] == "test"
    found = geocoder.reverse(town, Point(50.41100001, 4.444), "fr", "test", free)
    assert found[0].label == "Place Charles II 14, 6000 Charleroi"
    narrow = TownMap(
        Point(*INSIDE), 13, Bounds(50.40, 4.3, 50.42, 4.5), geocoder=server.url
    )
    assert len(geocoder.search(narrow, "rue neuve 1", "fr", "test", free)) == 1
    assert geocoder.search(town, "nowhere", "fr", "test", free) == ()


@pytest.mark.parametrize("mode", served.BAD)
def test_a_service_that_does_not(server, mode):
    server.mode = mode
    geocoder = Geocoder(lambda url, agent: fetch_json(url, agent, 0.7, 100_000))
    before, start = len(server.asked), time.monotonic()
    for _number in range(3):
        with pytest.raises(Unreachable) as refused:
            geocoder.search(town_of(server), "Rue Secrète 7", "fr", "test", free)
        assert "Secr" not in str(refused.value)
    assert time.monotonic() - start < 2
    assert len(server.asked) == before + 1, "left alone after a failure, not followed"
    server.mode = "good"


def test_a_service_that_is_away_comes_back(server):
    now = [0.0]
    geocoder = Geocoder(clock=lambda: now[0])
    server.mode = "failing"
    with pytest.raises(Unreachable):
        geocoder.search(town_of(server), "place charles", "fr", "test", free)
    server.mode = "good"
    with pytest.raises(Unreachable):
        geocoder.search(town_of(server), "place charles", "fr", "test", free)
    now[0] = 60
    assert geocoder.search(town_of(server), "place charles", "fr", "test", free)
    with pytest.raises(Unreachable):
        fetch_json("http://127.0.0.1:9/search", "test", 1)
    with pytest.raises(Unreachable):
        fetch_json("http://nowhere.invalid/search", "test", 1)


def test_what_keeps_a_request_from_going_out(server):
    def no():
        raise PermissionError

    server.mode = "good"
    geocoder, before = Geocoder(), len(server.asked)
    with pytest.raises(PermissionError):
        geocoder.search(town_of(server), "place charles", "fr", "test", no)
    assert len(server.asked) == before
    assert geocoder.search(town_of(server), "place charles", "fr", "test", free)
    assert geocoder.search(town_of(server), "place charles", "fr", "test", no)


# The question


def read(control, **typed):
    return control.read(
        Post({f"f.p{k.replace('_', '.')}": v for k, v in typed.items()}), "p"
    )


def test_read_and_judged():
    control = Place(inside=True, bounds=lambda: BOUNDS)
    for (lat, lon), refused in ((INSIDE, False), (OUTSIDE, True)):
        reading = read(control, **{"": "Rue", "_lat": str(lat), "_lon": str(lon)})
        assert reading.value == PlaceAnswer("Rue", lat, lon)
        assert (control.check(reading.value) is not None) == refused
        assert Place(bounds=lambda: BOUNDS).check(reading.value) is None
        assert Place(inside=True).check(reading.value) is None, "no bounds are set"
    assert "en dehors" in control.check(PlaceAnswer("", *OUTSIDE)).default
    assert control.check(PlaceAnswer("Bruxelles")) is None, "an address is enough"


@pytest.mark.parametrize(
    "lat,lon", [("91", "4"), ("x", "4"), ("nan", "4"), ("50", ""), ("inf", "1e999")]
)
def test_positions_that_are_none(lat, lon):
    reading = read(Place(), **{"": "Rue", "_lat": lat, "_lon": lon})
    assert reading.value == PlaceAnswer("Rue") and reading.error is None


def test_drawn_and_shown():
    control = Place(inside=True, zoom=16)
    slot = Slot("p", {"": ('"><b>',), ".lat": ("50.4",), ".lon": ("4.4",)}, str)
    html = control.draw(slot)
    assert "<b>" not in html and 'data-inside data-zoom="16"' in html
    assert 'style="' not in html
    value = PlaceAnswer("Rue <b>", 50.411, 4.444)
    shown = control.html(value, str)
    assert 'href="geo:50.41100,4.44400"' in shown
    assert 'data-map="50.41100,4.44400"' in shown and "<b>" not in shown
    assert control.has_map(value) and not control.has_map(PlaceAnswer("Rue"))
    assert "data-map" not in control.html(PlaceAnswer("Rue"), str)
    assert control.text(value) == "Rue <b> (50.41100, 4.44400)"


def test_zoom_of_a_manager():
    for zoom, wrong in ((None, False), (1, False), (19, False), (20, True), (-1, True)):
        assert bool(Place(zoom=zoom).problems()) == wrong
