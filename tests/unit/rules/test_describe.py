"""Rules as French sentences."""

from __future__ import annotations

from imio.guichet.rules import describe
from imio.guichet.rules import Rule
from imio.guichet.rules.operators import OPERATORS

import json
import pytest


LABELS = {
    "n": "nombre de participants",
    "k": "type d'activité",
    "k=concert": "Concert",
    "k=market": "Marché",
    "s": "équipements",
    "s=tent": "Tente",
    "b": "vente d'alcool",
    "d": "date de début",
    "h": "heure de fin",
}
N, K, S, B, D, H = ({"var": name} for name in "nksbdh")
TODAY = {"today": []}

SENTENCES = [
    ({">": [N, 1000]}, "nombre de participants est supérieur à 1 000"),
    ({">": [1000, N]}, "nombre de participants est inférieur à 1 000"),
    ({"==": [N, 0.5]}, "nombre de participants est égal à 0,5"),
    ({"<=": [10, N, 50]}, "nombre de participants est compris entre 10 et 50"),
    (
        {">": [50, N, 10]},
        "nombre de participants est strictement compris entre 10 et 50",
    ),
    ({"==": [K, "concert"]}, "type d'activité est « Concert »"),
    ({"!=": [K, "other"]}, "type d'activité n'est pas « other »"),
    (
        {"in": [K, ["concert", "market", "x"]]},
        "type d'activité est « Concert », « Marché » ou « x »",
    ),
    ({"in": ["tent", S]}, "équipements contient « Tente »"),
    ({"contains_any": [S, ["tent", "x"]]}, "équipements contient « Tente » ou « x »"),
    ({"contains_all": [S, ["tent", "x"]]}, "équipements contient « Tente » et « x »"),
    (B, "vente d'alcool"),
    ({"and": [B]}, "la réponse à « vente d'alcool » est oui"),
    ({"!": B}, "la réponse à « vente d'alcool » n'est pas oui"),
    ({"!": {"empty": D}}, "date de début est rempli"),
    (
        {"!": {">": [N, 1]}},
        "il n'est pas vrai que nombre de participants est supérieur à 1",
    ),
    (
        {"and": [B, {"or": [{"filled": D}, {"empty": H}]}]},
        "la réponse à « vente d'alcool » est oui et (date de début est rempli ou"
        " heure de fin n'est pas rempli)",
    ),
    (
        {">=": [D, {"date": "2026-12-31"}]},
        "date de début est au plus tôt le 31/12/2026",
    ),
    ({"<": [D, TODAY]}, "date de début est avant aujourd'hui"),
    (
        {"<": [D, {"add_working_days": [TODAY, 20]}]},
        "date de début est avant la date située 20 jours ouvrés après aujourd'hui",
    ),
    ({"add_days": [D, -1]}, "1 jour avant date de début"),
    ({">": [H, {"time": "22:00"}]}, "heure de fin est après 22 h 00"),
    (
        {"round": [{"*": [{"+": [N, 1]}, 0.5]}, 2]},
        "(nombre de participants + 1) × 0,5 arrondi à 2 décimales",
    ),
    (
        {"if": [{">": [N, 50]}, 25, 10]},
        "si nombre de participants est supérieur à 50, 25 ; sinon 10",
    ),
    ({"<": [{"age": D}, 18]}, "l'âge selon date de début est inférieur à 18"),
    ({"var": ["n", 0]}, "nombre de participants (à défaut 0)"),
    (True, "toujours"),
    (False, "jamais"),
]


@pytest.mark.parametrize(("rule", "sentence"), SENTENCES)
def test_sentence(rule: object, sentence: str) -> None:
    found = describe(Rule.parse(json.dumps(rule)), LABELS)
    assert found.replace("\u202f", " ") == sentence


def test_thousands_hold_together() -> None:
    assert "1\u202f234\u202f567,5" in describe(Rule.parse({">": [N, 1234567.5]}), {})


def test_every_rule_has_a_sentence(make_generator) -> None:
    generator = make_generator(21)
    seen = set()
    for _ in range(2000):
        source = json.dumps(generator.case()["rule"])
        sentence = describe(Rule.parse(source), {})
        assert sentence
        assert "{" not in sentence
        seen |= {name for name in OPERATORS if f'"{name}"' in source}
    assert seen == set(OPERATORS)
