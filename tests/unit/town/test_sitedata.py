"""A site profile on disk: sound, or refused with the place and the reason."""

from imio.guichet.town import sitedata
from imio.guichet.town.sitedata import ProfileError
from imio.guichet.town.sitedata import PROFILES
from imio.guichet.town.sitedata import read_site

import json
import pytest
import shutil


@pytest.fixture
def profiles(tmp_path):
    """A copy of the town and the catalogue, to spoil."""
    for name in ("charleroi", "wallonia"):
        shutil.copytree(PROFILES / name, tmp_path / name)
    return tmp_path


def change(path, **values):
    data = json.loads(path.read_text())
    data.update(values)
    path.write_text(json.dumps(data))


def refused(profiles) -> str:
    with pytest.raises(ProfileError) as caught:
        read_site("charleroi", profiles)
    assert caught.value.problems
    return str(caught.value)


EVENT = "wallonia/evenements/organiser-un-evenement"


def test_charleroi_is_sound():
    site = read_site("charleroi")
    assert site.title == "Ville de Charleroi"
    assert site.languages == ["fr", "nl", "de", "en"]
    found = {item.code for category in site.categories for item in category.procedures}
    assert found == {"EVT", "NID", "DEP", "OVP", "SAL"}
    assert set(site.shelves["lifecycles"]) >= {"event-authorisation", "report"}
    assert len(site.services) == 9


@pytest.mark.parametrize("name", ["nowhere", "../charleroi", "demo", ""])
def test_unknown_town(name):
    with pytest.raises(ProfileError, match="n'existe pas"):
        read_site(name)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"code": "e1"}, "code: Un code a deux à six majuscules"),
        ({"code": "NID"}, "Le code « NID » vient deux fois"),
        ({"lifecycle": "lost"}, "lifecycle: Le cycle de vie « lost » n'existe pas"),
        ({"functions": {"handling": ["x"]}}, "handling: Le service « x » n'existe pas"),
        ({"audience": ["martian"]}, "audience: « martian » n'existe pas"),
        ({"assurance": "high"}, "assurance: Cette valeur n'a pas le bon type"),
        ({"assurance": True}, "assurance: Cette valeur n'a pas le bon type"),
        ({"keywords": "fête"}, "keywords: Cette valeur n'a pas le bon type"),
        ({"title": ""}, "title: Cette propriété manque"),
    ],
)
def test_procedure_refused(profiles, values, expected):
    change(profiles / EVENT / "procedure.json", **values)
    message = refused(profiles)
    assert expected in message
    assert "wallonia" in message


def test_broken_files_are_all_told(profiles):
    (profiles / "charleroi/services.json").write_text("[{]")
    (profiles / EVENT / "form.xml").write_text("<model>")
    (profiles / "wallonia/voirie/signaler-un-nid-de-poule/form.xml").unlink()
    message = refused(profiles)
    assert "charleroi/services.json: Ce n'est pas du JSON valable" in message
    assert "organiser-un-evenement/form.xml: XML illisible" in message
    assert "signaler-un-nid-de-poule/form.xml: Ce fichier manque" in message


@pytest.mark.parametrize("data", [{}, [3], [{"id": "A b", "title": "x"}]])
def test_services_refused(profiles, data):
    (profiles / "charleroi/services.json").write_text(json.dumps(data))
    assert "charleroi/services.json" in refused(profiles)


def test_page_never_leaves_the_profile(profiles):
    (profiles / "secret.html").write_text("secret")
    pages = [{"id": "p", "type": "Document", "title": "P", "text": "../secret.html"}]
    (profiles / "charleroi/content.json").write_text(json.dumps(pages))
    assert "Ce fichier manque" in refused(profiles)


def test_the_same_page_twice(profiles):
    page = {"id": "p", "type": "Document", "title": "P"}
    (profiles / "charleroi/content.json").write_text(json.dumps([page, page]))
    assert "La page « p » vient deux fois" in refused(profiles)


def test_profiles_are_where_the_package_looks():
    assert (sitedata.PROFILES / "demo" / "dossiers.json").is_file()
