"""Turns: one writer at a time, who sees what the one before him stored."""

from imio.guichet.core import turns
from threading import Event
from threading import Thread
from types import SimpleNamespace

import pytest
import transaction


class View:
    in_turn = True


def arrive(published):
    turns.on_traversed(SimpleNamespace(request={"PUBLISHED": published}))


def other(first_of_all, seen):
    """What another thread does: waits for its turn, tells it, and ends."""
    first_of_all.set()
    arrive(View())
    seen.append("other")
    transaction.commit()


@pytest.fixture
def others():
    """Return ``others(seen)``: another thread that now waits for its turn."""
    threads = []

    def start(seen):
        ready = Event()
        threads.append(Thread(target=other, args=(ready, seen)))
        threads[-1].start()
        assert ready.wait(5)
        return threads[-1]

    yield start
    transaction.abort()
    for thread in threads:
        thread.join(5)
        assert not thread.is_alive()


@pytest.mark.parametrize("end", [transaction.commit, transaction.abort])
def test_the_next_waits_until_the_transaction_ends(others, end):
    seen = []
    transaction.begin()
    arrive(View())
    arrive(View())  # whoever has the turn does not wait for himself
    waiting = others(seen)
    waiting.join(0.2)
    assert waiting.is_alive() and seen == []
    end()
    waiting.join(5)
    assert seen == ["other"]


def test_views_that_do_not_ask_do_not_wait(others):
    seen = []
    arrive(object())
    others(seen).join(5)
    assert seen == ["other"]


def test_who_waits_too_long_goes_on(others, monkeypatch):
    monkeypatch.setattr(turns, "PATIENCE", 0.01)
    seen = []
    arrive(View())
    others(seen).join(5)
    assert seen == ["other"]


def test_a_turn_shows_what_was_stored_before_it(functional_portal):
    transaction.commit()
    kept = transaction.get()
    arrive(View())
    assert transaction.get() is not kept
