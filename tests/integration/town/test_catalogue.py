"""The five procedures of the catalogue: publishable, and asking what they must."""

from datetime import date
from datetime import timedelta
from imio.guichet.core.content.procedure import Procedure
from imio.guichet.core.interfaces import IFormModel
from imio.guichet.forms import filling
from imio.guichet.forms.controls.base import Post
from imio.guichet.forms.models import clean_html
from imio.guichet.forms.reading import Reader
from imio.guichet.town.demo.forms import posted
from imio.guichet.town.sitedata import PROFILES
from imio.guichet.town.sitedata import read_site

import json
import pytest


TODAY = date(2026, 11, 23)
FILES = PROFILES / "demo" / "files"
EVENT = "organiser-un-evenement"
PROCEDURES = {
    item.id: item
    for category in read_site("charleroi").categories
    for item in category.procedures
}
SAMPLES = json.loads((PROFILES / "demo" / "dossiers.json").read_text())


def day(text: str) -> date:
    if text[0] in "+-":
        return TODAY + timedelta(days=int(text))
    return date.fromisoformat(text)


def sample(name: str) -> dict:
    """The answers of a demo dossier, by the name of its event."""
    for item in SAMPLES:
        if item["answers"].get("nom_evenement") == name and "draft" not in item:
            return dict(item["answers"])
    raise LookupError(name)


@pytest.fixture
def form(portal):
    return Reader(clean_html).read(PROCEDURES[EVENT].form, "Organiser un événement")


def walk(form, answers: dict) -> filling.Asked:
    """Fill all pages as a browser would; return what was asked. No page refuses."""
    post = Post(posted(form, answers, FILES, day))
    kept: dict = {}
    for page in form.pages:
        values, faults = filling.read(page, post, kept)
        assert not faults
        given = kept | {
            name: value for name, value in values.items() if value is not None
        }
        asked = filling.ask(form, given, TODAY)
        found = asked.page(page.id)
        if found is None:
            continue
        assert not filling.check(found, asked.answers, TODAY), page.id
        kept = given
    return filling.ask(form, kept, TODAY)


def fault(form, answers: dict, page_id: str) -> filling.Faults:
    post = Post(posted(form, answers, FILES, day))
    given: dict = {}
    for page in form.pages:
        given |= filling.read(page, post, {})[0]
    asked = filling.ask(form, given, TODAY)
    return filling.check(asked.page(page_id), asked.answers, TODAY)


def pages(asked: filling.Asked) -> list[str]:
    return [page.id for page in asked.pages]


@pytest.mark.parametrize("name", sorted(PROCEDURES))
def test_no_problem_at_all(portal, name):
    procedure = Procedure(name).__of__(portal)
    procedure.title = PROCEDURES[name].title
    procedure.fields_model = PROCEDURES[name].form
    assert IFormModel(procedure).check() == []


def test_a_street_party_is_five_short_pages(form):
    asked = walk(form, sample("Apéro des voisins"))
    assert pages(asked) == [
        "organisateur",
        "evenement",
        "quand-ou",
        "prevu",
        "engagements",
    ]
    questions = [
        field for page in asked.pages for field in page.fields if field.is_asked
    ]
    assert len(questions) <= 32
    assert asked.answers["niveau"] == "faible"


def test_it_begins_short(form):
    assert pages(filling.ask(form, {}, TODAY)) == [
        "organisateur",
        "evenement",
        "quand-ou",
        "prevu",
        "engagements",
    ]


def test_a_concert_of_2000_brings_security_and_first_aid(form):
    asked = walk(form, sample("Nuit des bords de Sambre"))
    assert {"securite", "premiers-secours", "mobilite", "son", "accueil"} <= set(
        pages(asked)
    )
    assert asked.answers["niveau"] == "eleve"
    assert asked.answers["jauge"] == 2000
    assert asked.answers["toilettes_conseillees"] == 20
    assert asked.answers["encadrement_conseille"] == 14
    assert "animaux" not in pages(asked)


def test_sizes_between(form):
    answers = sample("Apéro des voisins")
    for size, expected in ((99, False), (499, False), (500, True), (2000, True)):
        answers |= {"participants": size, "simultanes": size, "debut_jour": "+90"}
        answers |= {"fin_jour": "+90", "montage_jour": "+90", "demontage_jour": "+90"}
        post = Post(posted(form, answers, FILES, day))
        given: dict = {}
        for page in form.pages:
            given |= filling.read(page, post, {})[0]
        found = pages(filling.ask(form, given, TODAY))
        assert ("securite" in found) is expected, size
        assert ("premiers-secours" in found) is expected, size


@pytest.mark.parametrize(
    ("size", "days", "refused"),
    [
        (10, 15, True),  # 11 working days
        (10, 21, False),
        (99, 21, False),
        (100, 21, True),
        (100, 30, False),
        (1000, 30, False),
        (1001, 59, True),
        (1001, 60, False),
    ],
)
def test_delays_by_size(form, size, days, refused):
    answers = sample("Apéro des voisins")
    answers |= {"participants": size, "simultanes": size}
    answers |= {"debut_jour": f"+{days}", "fin_jour": f"+{days}"}
    answers |= {"montage_jour": f"+{days}", "demontage_jour": f"+{days}"}
    faults = fault(form, answers, "quand-ou")
    assert bool(faults) is refused
    if refused:
        assert list(faults.fields) == ["debut_jour"]
        assert "trop tard" in str(faults.page[0])


@pytest.mark.parametrize(
    ("page", "change", "field"),
    [
        ("evenement", {"simultanes": 2500}, "simultanes"),
        ("quand-ou", {"fin_jour": "+10"}, "fin_jour"),
        ("quand-ou", {"montage_jour": "+96"}, "montage_jour"),
        ("securite", {"gardiennage": "aucun", "controle": []}, "gardiennage"),
        ("premiers-secours", {"secouristes": "aucun"}, "secouristes"),
        ("son", {"son_fin": "04:00"}, "son_fin"),
        ("repas-boissons", {"alcool_mineurs": False}, "alcool_mineurs"),
        ("accueil", {"toilettes": 3}, "toilettes"),
        ("accueil", {"toilettes_pmr": 0}, "toilettes_pmr"),
        ("engagements", {"engagement_exact": False}, "engagement_exact"),
    ],
)
def test_what_is_refused(form, page, change, field):
    faults = fault(form, sample("Nuit des bords de Sambre") | change, page)
    assert list(faults.fields) == [field]


def test_the_plan_is_needed_from_500_people(form):
    answers = sample("Nuit des bords de Sambre")
    del answers["plan_implantation"]
    assert list(fault(form, answers, "documents").fields) == ["plan_implantation"]
