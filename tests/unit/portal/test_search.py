from imio.guichet.portal.search import Entry
from imio.guichet.portal.search import find
from imio.guichet.portal.search import highlight
from imio.guichet.portal.search import terms

import pytest


ENTRIES = [
    Entry.of(("Organiser un événement", 10), ("concert fête brocante", 7)),
    Entry.of(("Signaler un nid-de-poule", 10), ("trou chaussée route", 7)),
    Entry.of(("Louer une salle", 10), ("fête famille", 3)),
]


def positions(query):
    return [item.position for item in find(ENTRIES, query)]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("fête", [0, 2]),
        ("FETES", [0, 2]),
        ("une fête de famille", [2]),
        ("évén", [0]),
        ("evenemant", [0]),
        ("trous", [1]),
        ("", []),
        ("   ", []),
        ("xyzzy", []),
        ("fête xyzzy", [0, 2]),
    ],
)
def test_finds(query, expected):
    assert positions(query) == expected


def test_words_without_meaning_count_only_alone():
    assert terms("je veux une salle") == ["salle"]
    assert terms("je veux") == ["je", "veux"]


def test_highlight_is_safe():
    assert highlight("<b>Fêtes & joie</b>", "fete") == (
        "&lt;b&gt;<mark>Fêtes</mark> &amp; joie&lt;/b&gt;"
    )
    assert highlight("rien", "") == "rien"
