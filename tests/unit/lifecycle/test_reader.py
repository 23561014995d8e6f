"""A lifecycle file is right, or refused with the place and the reason of each error."""

from copy import deepcopy
from imio.guichet.core.types import Phase
from imio.guichet.lifecycle import reader
from pathlib import Path

import json
import pytest


LIFECYCLES = Path(__file__).parents[3] / "profiles" / "wallonia" / "lifecycles"

SMALL = {
    "format": 1,
    "id": "small",
    "title": "Petit",
    "functions": [
        {"id": "handling", "title": "Service", "role": "Handler"},
        {"id": "advisers", "title": "Avis", "role": "Advisor", "required": False},
    ],
    "opinions": {"advisers": "advisers", "asked_by": "handling", "steps": ["new"]},
    "initial": "new",
    "steps": [
        {
            "id": "new",
            "title": "Nouveau",
            "phase": "submitted",
            "handling": "handling",
            "deadline_days": 5,
            "deadline_count": "working",
            "on_entry": [{"action": "mail", "to": "applicant", "template": "hello"}],
        },
        {"id": "end", "title": "Fini", "phase": "closed"},
    ],
    "milestones": [{"title": "Fin", "steps": ["end"]}],
    "transitions": [
        {
            "id": "finish",
            "title": "Finir",
            "from": ["new"],
            "to": "end",
            "who": ["function:handling"],
            "rule": {">": [{"var": "people"}, 10]},
            "fields": [
                {"id": "when", "title": "Quand", "type": "date", "for": "applicant"},
                {"id": "why", "title": "Pourquoi", "type": "text"},
            ],
        }
    ],
    "mails": {"hello": {"subject": "Bonjour ${applicant}", "body": ["Oui", "${url}"]}},
}

MISSING = object()


def changed(path, value):
    """Return SMALL with one value at a path set, or removed."""
    data = deepcopy(SMALL)
    *parents, last = path
    place = data
    for name in parents:
        place = place[name]
    if value is MISSING:
        del place[last]
    else:
        place[last] = value
    return data


def problems(data):
    source = data if isinstance(data, str | bytes) else json.dumps(data)
    with pytest.raises(reader.LifecycleError) as refused:
        reader.read(source)
    return {item.place: item.message for item in refused.value.problems}


def test_small_is_right():
    lifecycle = reader.read(json.dumps(SMALL))
    assert lifecycle.step["new"].phase is Phase.SUBMITTED
    assert lifecycle.step["new"].citizen_title == "Nouveau"
    assert lifecycle.function["advisers"].joins == "opinion"
    assert lifecycle.mails["hello"].body == "Oui\n${url}"
    assert [item.id for item in lifecycle.leaving("new")] == ["finish"]


@pytest.mark.parametrize("path", LIFECYCLES.glob("*.json"), ids=lambda path: path.stem)
def test_the_catalogue_is_right(path):
    lifecycle = reader.read(path.read_bytes())
    assert lifecycle.id == path.stem
    assert any(action.to == "applicant" for action in lifecycle.steps[0].on_entry)


@pytest.mark.parametrize(
    ("path", "value", "place", "reason"),
    [
        (["format"], 2, "$.format", "seul le format 1"),
        (["format"], MISSING, "$.format", "seul le format 1"),
        (["id"], "Petit Cycle", "$.id", "n'est pas un identifiant"),
        (["title"], "", "$.title", "vide"),
        (["title"], 12, "$.title", "un texte est attendu"),
        (["surprise"], 1, "$.surprise", "clé inconnue"),
        (["options"], [{"id": "x"}], "$.options[0]", "n'existent pas"),
        (["steps"], {}, "$.steps", "une liste"),
        (["steps", 0], "new", "$.steps[0]", "un objet"),
        (["steps", 0, "colour"], "red", "$.steps[0].colour", "clé inconnue"),
        (["steps", 0, "phase"], "dreaming", "$.steps[0].phase", "n'est pas admis"),
        (["steps", 0, "phase"], "draft", "$.steps[0].phase", "n'est pas admis"),
        (["steps", 0, "phase"], MISSING, "$.steps[0].phase", "manque"),
        (["steps", 0, "deadline_days"], 0, "$.steps[0].deadline_days", "de 1 à"),
        (["steps", 0, "deadline_days"], "5", "$.steps[0].deadline_days", "entier"),
        (["steps", 0, "handling"], "nobody", "$.steps[0].handling", "inconnue"),
        (["steps", 1, "id"], "new", "$.steps[1].id", "déjà donné"),
        (["steps", 1, "id"], "draft", "$.steps[1].id", "réservé"),
        (["steps", 1, "id"], "Fin!", "$.steps[1].id", "n'est pas un identifiant"),
        (["steps", 1, "phase"], "in_progress", "$.steps", "aucune étape n'est finale"),
        (["initial"], "nowhere", "$.initial", "étape inconnue"),
        (["transitions", 0, "to"], "nowhere", "$.transitions[0].to", "inconnue"),
        (["transitions", 0, "to"], "new", "$.steps[1]", "aucun chemin ne mène"),
        (["transitions", 0, "to"], "new", "$.steps[0]", "sans issue"),
        (["transitions", 0, "from"], [], "$.transitions[0].from", "au moins une"),
        (["transitions", 0, "from"], ["x"], "$.transitions[0].from[0]", "inconnue"),
        (["transitions", 0, "who"], [], "$.transitions[0].who", "qui peut"),
        (["transitions", 0, "who"], ["me"], "$.transitions[0].who[0]", "pas admis"),
        (
            ["transitions", 0, "who"],
            ["function:x"],
            "$.transitions[0].who[0]",
            "fonction inconnue",
        ),
        (["transitions", 0, "rule"], {"exec": ["1"]}, "$.transitions[0].rule", "règle"),
        (
            ["transitions", 0, "rule"],
            {"and": [True, {"os.system": ["ls"]}]},
            "$.transitions[0].rule.and[1]",
            "règle",
        ),
        (["transitions", 0, "style"], "pink", "$.transitions[0].style", "pas admis"),
        (["transitions", 0, "trigger"], "moon", "$.transitions[0].trigger", "admis"),
        (["transitions", 0, "comment"], True, "$.transitions[0].comment", "pas admis"),
        (
            ["transitions", 0, "trigger"],
            "opinions",
            "$.transitions[0].who",
            "automatique",
        ),
        (
            ["transitions", 0, "fields", 1, "id"],
            "when",
            "$.transitions[0].fields[1].id",
            "déjà donné",
        ),
        (
            ["transitions", 0, "fields", 1, "type"],
            "picture",
            "$.transitions[0].fields[1].type",
            "pas admis",
        ),
        (
            ["transitions", 0, "fields", 1, "type"],
            "choice",
            "$.transitions[0].fields[1].choices",
            "deux choix",
        ),
        (
            ["transitions", 0, "fields", 1, "choices"],
            [],
            "$.transitions[0].fields[1].choices",
            "clé inconnue",
        ),
        (["functions", 0, "role"], "Manager", "$.functions[0].role", "pas admis"),
        (["functions", 1, "id"], "handling", "$.functions[1].id", "déjà donné"),
        (["functions", 0, "joins"], "opinion", "$.functions[0].joins", "Advisor"),
        (["functions", 0, "required"], 1, "$.functions[0].required", "true ou false"),
        (["opinions", "advisers"], "x", "$.opinions.advisers", "inconnue"),
        (["opinions", "advisers"], "handling", "$.opinions.advisers", "opinion"),
        (["opinions", "steps"], [], "$.opinions.steps", "au moins une"),
        (["opinions", "steps"], ["x"], "$.opinions.steps[0]", "inconnue"),
        (["milestones", 0, "steps"], ["x"], "$.milestones[0].steps[0]", "inconnue"),
        (
            ["steps", 0, "on_entry", 0, "to"],
            MISSING,
            "$.steps[0].on_entry[0].to",
            "destinataire",
        ),
        (
            ["steps", 0, "on_entry", 0, "to"],
            "everybody",
            "$.steps[0].on_entry[0].to",
            "pas admis",
        ),
        (
            ["steps", 0, "on_entry", 0, "template"],
            "bye",
            "$.steps[0].on_entry[0].template",
            "inconnu",
        ),
        (
            ["steps", 0, "on_entry", 0, "action"],
            "python",
            "$.steps[0].on_entry[0].action",
            "pas admis",
        ),
        (["mails", "hello", "subject"], "${x}", "$.mails.hello.subject", "inconnu"),
        (["mails", "hello", "body"], "${a b}", "$.mails.hello.body", "n'est pas"),
        (["mails", "hello", "body"], "$x", "$.mails.hello.body", "n'est pas"),
        (["mails", "hello", "body"], "${step}", "$.mails.hello.body", "aux agents"),
        (
            ["mails", "hello", "body"],
            "${field.why}",
            "$.mails.hello.body",
            "réservé aux agents",
        ),
        (
            ["mails", "hello", "body"],
            "${field.colour}",
            "$.mails.hello.body",
            "aucune transition",
        ),
        (
            ["mails", "unused"],
            {"subject": "a", "body": "b"},
            "$.mails.unused",
            "aucune action",
        ),
    ],
)
def test_errors(path, value, place, reason):
    found = problems(changed(path, value))
    assert place in found, found
    assert reason in found[place]


@pytest.mark.parametrize(
    ("source", "place", "reason"),
    [
        ("", "ligne 1, colonne 1", "JSON"),
        ('{"format": 1,\n "id" "x"}', "ligne 2, colonne 7", "JSON"),
        ("[]", "$", "un objet"),
        ('"x"', "$", "un objet"),
        (b"\xff\xfe\x00", "$", "UTF-8"),
        ('{"format": 1, "format": 1}', "$", "deux fois"),
        ('{"format": NaN}', "$", "JSON"),
        ("[" * 100_000, "$", "JSON"),
        (" " * 600_000, "$", "trop grand"),
    ],
    ids=range(9),
)
def test_unreadable(source, place, reason):
    found = problems(source)
    assert place in found, found
    assert reason in found[place]


def test_every_problem_is_told():
    data = changed(["title"], "")
    data["initial"] = "nowhere"
    data["steps"][0]["phase"] = "dreaming"
    assert {"$.title", "$.initial", "$.steps[0].phase"} <= set(problems(data))


def test_mails_to_agents_hold_nothing_of_the_applicant():
    data = changed(["steps", 0, "on_entry", 0, "to"], "function:handling")
    data["mails"]["hello"]["body"] = "${code} ${url}"
    assert "réservé au demandeur" in problems(data)["$.mails.hello.body"]
