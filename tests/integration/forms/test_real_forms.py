"""Two forms of real towns, rebuilt with texts of our own, and played.

What they are made of (pages by condition, exits, blocks, settings, computed values) is what
``tests/publik`` counts in the towns' forms. They are written as the studio writes.
"""

from datetime import date
from imio.guichet.forms.checking import check_rules
from imio.guichet.forms.models import clean_html
from imio.guichet.forms.reading import Reader
from imio.guichet.forms.studio import model
from imio.guichet.forms.studio import playing
from pathlib import Path
from zope.i18n import translate

import pytest


REAL = Path(__file__).parents[2] / "forms" / "real"
TODAY = date(2026, 11, 23)


def said(message):
    return translate(message, target_language="fr")


@pytest.fixture
def read(portal):
    def read(name):
        source = (REAL / f"{name}.xml").read_text()
        reader = Reader(clean_html)
        form = reader.read(source, name)
        problems = [*reader.problems, *check_rules(form)]
        assert not [p for p in problems if p.severity == "error"], problems
        assert model.write_form(model.read(source, name)) == source
        return form

    return read


def play(form, answers):
    return playing.play(form, answers, TODAY, "anonymous")


def address(number="1"):
    return {
        "street": "Rue Neuve",
        "number": number,
        "postal-code": "6000",
        "locality": "Charleroi",
    }


SPOUSES = {
    "nom": "Camille Exemple",
    "naissance": "1990-05-17",
    "registre": "90.05.17-001.56",
    "adresse": address(),
    "autre_nom": "Dominique Modèle",
    "autre_naissance": "1991-02-03",
    "autre_registre": "91.02.03-002.87",
    "autre_adresse": address("2"),
    "autre_courriel": "dominique@exemple.be",
    "jour": "2027-03-20",
    "heure": "11:00",
    "courriel": "camille@exemple.be",
    "telephone": "0470 12 34 56",
}
CEREMONY = {
    "alliances": "yes",
    "carnet": "no",
    "personnel": "no",
    "accord": "yes",
}


def test_marriage(read):
    form = read("mariage")
    assert len(form.by_name) >= 30
    done = play(form, {"epoux": SPOUSES, "ceremonie": CEREMONY})
    assert done.pages == ("epoux", "temoins", "ceremonie") and not done.refusals
    told = playing.said(form, done.asked, said)
    assert told["registre"] == "90.05.17-001.56"
    assert "enfant" not in told and "rencontre" not in told

    witnesses = {
        "temoin.rows": ["r1", "r2"],
        "temoin.r1.temoin_nom": "Alix",
        "temoin.r1.temoin_naissance": "1980-01-01",
        "temoin.r2.temoin_nom": "Sacha",
        "temoin.r2.temoin_naissance": "2015-01-01",
    }
    minor = play(form, {"epoux": SPOUSES, "temoins": witnesses})
    assert set(minor.refusals) == {"temoins"}
    witnesses["temoin.r2.temoin_naissance"] = "1979-01-01"
    children = CEREMONY | {
        "carnet": "yes",
        "enfants_communs": "yes",
        "inscrire": "yes",
        "enfant.rows": ["r1"],
        "enfant.r1.enfant_prenom": "Lou",
        "enfant.r1.enfant_naissance": "2020-06-01",
        "personnel": "yes",
        "rencontre": "Au marché.",
    }
    done = play(form, {"epoux": SPOUSES, "temoins": witnesses, "ceremonie": children})
    assert not done.refusals
    assert len(done.asked.answers["temoin"]) == 2
    assert [row["enfant_prenom"] for row in done.asked.answers["enfant"]] == ["Lou"]


@pytest.mark.parametrize(
    "day, word", [("2026-11-30", "quatorze jours"), ("2027-12-01", "trop lointaine")]
)
def test_marriage_too_soon_or_too_late(read, day, word):
    stopped = play(read("mariage"), {"epoux": SPOUSES | {"jour": day}})
    assert word in said(stopped.refusals["epoux"].fields["jour"])


def test_marriage_of_one_person(read):
    twice = SPOUSES | {"autre_registre": SPOUSES["registre"]}
    stopped = play(read("mariage"), {"epoux": twice})
    assert set(stopped.refusals["epoux"].fields) == {"autre_registre"}


CANDIDATE = {
    "nom": "Exemple",
    "prenom": "Camille",
    "adresse": address(),
    "nationalite": "Belge",
    "naissance": "1990-05-17",
    "telephone": "0470123456",
    "courriel": "camille@exemple.be",
    "permis": ["b", "be"],
}
FILES = {"motivation": "lettre.pdf", "cv": "cv.pdf"}


def test_application(read):
    form = read("candidature")
    assert len(form.pages) == 12
    school = {"diplomes": ["primaire"], "formations": "no", "experience": "aucune"}
    done = play(
        form,
        {
            "postes": {"fonction": ["ouvrier"]},
            "candidat": CANDIDATE,
            "etudes": school,
            "primaire": {"primaire_ecole": "École du Centre"},
            "pieces": FILES,
        },
    )
    assert not done.refusals
    assert done.pages == ("postes", "candidat", "etudes", "primaire", "pieces")

    degrees = {
        "diplomes": ["primaire", "sec_sup", "long"],
        "formations": "yes",
        "experience": "actuel",
        "langue.rows": ["r1"],
        "langue.r1.langue_nom": "nl",
        "langue.r1.langue_niveau": "bon",
    }
    answers = {
        "postes": {"fonction": ["admin", "ouvrier"]},
        "candidat": CANDIDATE,
        "etudes": degrees,
        "secondaire-sup": {
            "sup_orientation": "general",
            "sup_option": "Latin",
            "sup_ecole": "Athénée",
        },
        "long": {
            "long_diplome.rows": ["r1"],
            "long_diplome.r1.long_diplome_ecole": "Université",
            "long_diplome.r1.long_diplome_section": "Droit",
            "long_diplome.r1.long_diplome_annee": "2012",
        },
        "autres-formations": {
            "formation.rows": ["r1", "r2"],
            "formation.r1.formation_nom": "Secourisme",
            "formation.r1.formation_heures": "12",
            "formation.r2.formation_nom": "Tableur",
            "formation.r2.formation_heures": "30",
        },
        "emploi": {
            "emploi_metier": "Juriste",
            "emploi_employeur": "Exemple SRL",
            "emploi_depuis": "2015-01-05",
            "emploi_missions": "Conseiller.",
        },
        "pieces": FILES,
    }
    done = play(form, answers)
    assert not done.refusals
    assert done.pages == (
        "postes",
        "candidat",
        "etudes",
        "secondaire-sup",
        "long",
        "autres-formations",
        "emploi",
        "emplois",
        "pieces",
    )
    assert playing.said(form, done.asked, said)["heures_total"] == "42"


def test_application_says_no_diploma_and_one(read):
    both = {
        "diplomes": ["aucun", "primaire"],
        "formations": "no",
        "experience": "aucune",
    }
    stopped = play(
        read("candidature"),
        {"postes": {"fonction": ["admin"]}, "candidat": CANDIDATE, "etudes": both},
    )
    assert set(stopped.refusals["etudes"].fields) == {"diplomes"}
