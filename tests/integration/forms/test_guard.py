"""The guard against robots, as robots and as people meet it."""

from imio.guichet.core.clients import get_acts
from imio.guichet.forms import robots
from imio.guichet.forms.browser import guard

import json
import pytest
import re
import time
import transaction


@pytest.fixture
def level(procedure):
    def change(name):
        procedure.robots = name
        transaction.commit()

    return change


@pytest.fixture
def hours_pass(monkeypatch):
    """Moves the guard's clock."""
    real = time.time

    def move(seconds):
        class Clock:
            time = staticmethod(lambda: real() + seconds)

        monkeypatch.setattr(guard, "time", Clock)

    return move


def work_of(someone):
    return json.loads(re.search(r'data-proof="(\{.*?\})"', someone.text)[1])


def go_to_check(someone, form_url, hours_pass):
    """As people do: they take their time."""
    hours_pass(0)
    someone.open(form_url)
    hours_pass(10)
    someone.fill_event()
    someone.next()
    someone.fill_contact()
    someone.next()
    assert someone.place == "check"
    return someone


def test_trap(person, form_url, stored, procedure):
    robot = person()
    robot.open(form_url)
    robot.fill_event()
    robot.form.getControl(name="g-website").value = "https://spam.example"
    robot.next()
    assert "Relisez votre page" in robot.text
    assert robot.form.getControl(name="f.name").value == "Concert"
    assert robot.form.getControl(name="g-website").value == ""
    robot.next()
    assert robot.place == "contact", "a person just goes on"


def test_robots_that_never_saw_the_page(person, form_url, level, hours_pass):
    level("strong")
    robot = person()
    values = {
        "name": "Spam",
        "participants": "1",
        "starts": "2027-05-12",
        "music": "no",
    }
    robot.post(form_url, **values)
    assert "Relisez votre page" in robot.text
    robot.open(form_url)
    robot.fill_event()
    robot.next()
    assert "Relisez votre page" in robot.text, "too fast"
    hours_pass(10)
    robot.next()
    assert robot.place == "contact"


def test_proof_of_work(person, form_url, level, hours_pass, stored, monkeypatch):
    level("strong")
    monkeypatch.setattr(robots, "HARDEST", 300)
    monkeypatch.setattr(robots.challenge, "__defaults__", (300,))
    one = go_to_check(person(), form_url, hours_pass)
    two = go_to_check(person(), form_url, hours_pass)
    first, second = one.reference, two.reference
    proof = robots.solve(work_of(one))
    two.post(f"{form_url}/{second}/submit", **{"_g-proof": proof})
    assert "Envoyez encore une fois" in two.text, "another draft's"
    assert stored(second).is_draft
    for bad in ("x", proof[:-8], ["a", "b"]):
        one.post(f"{form_url}/{first}/submit", **{"_g-proof": bad})
        assert stored(first).is_draft
    hours_pass(3 * 3600)
    one.post(f"{form_url}/{first}/submit", **{"_g-proof": proof})
    assert stored(first).is_draft, "expired"
    proof = robots.solve(work_of(one))
    one.post(f"{form_url}/{first}/submit", **{"_g-proof": proof})
    assert not stored(first).is_draft
    one.post(f"{form_url}/{first}/submit", **{"_g-proof": proof})
    assert one.url.endswith(f"{first}/submitted"), "sent once, told twice"


def test_without_javascript_it_takes_a_minute_and_three_an_hour(
    person, form_url, level, hours_pass, stored
):
    level("strong")
    for number in range(4):
        anne = go_to_check(person(), form_url, hours_pass)
        assert "Sans JavaScript" in anne.text
        reference = anne.reference
        anne.submit()
        assert stored(reference).is_draft
        if number < 3:
            assert "demande une minute" in anne.text
            hours_pass(61)
            anne.submit()
            assert not stored(reference).is_draft
        else:
            assert anne.status == 429
            assert "venez au guichet" in anne.text
    citizen = person("citizen").go_to_check(form_url)
    reference = citizen.reference
    citizen.submit()
    assert not stored(reference).is_draft, "who is known is not asked"


def test_limits_of_a_network(person, form_url, monkeypatch, stored, level):
    monkeypatch.setitem(guard.BEGUN, "standard", 2)
    monkeypatch.setitem(guard.SENT, "standard", 1)
    one, two, three = person(), person(), person()
    one.go_to_check(form_url)
    two.go_to_check(form_url)
    three.open(form_url)
    three.fill_event()
    three.next()
    assert three.status == 429
    reference = one.reference
    one.submit()
    assert not stored(reference).is_draft
    reference = two.reference
    two.submit()
    assert two.status == 429
    assert "Ce qui est enregistré est gardé" in two.text
    assert stored(reference).is_draft
    level("off")
    two.submit()
    assert not stored(reference).is_draft


def test_nothing_is_asked_of_who_is_known_unless_the_town_says_so(
    person, form_url, level, procedure
):
    level("strong")
    citizen = person("citizen")
    citizen.open(form_url)
    assert "g-stamp" not in citizen.text and "g-website" not in citizen.text
    level("everybody")
    citizen.open(form_url)
    assert "g-stamp" in citizen.text and "g-website" in citizen.text
    assert len(get_acts(procedure)._acts) == 0
