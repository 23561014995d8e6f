"""Rows of a block in the browser: the page's script, and what it would post."""

from generated import Maker
from imio.guichet.forms import rows
from imio.guichet.forms.controls.groups import Block
from random import Random
from test_live import driver  # noqa: F401
from test_live import post_of
from test_live import texts
from test_live import Walk

import pytest


ROUNDS = 60


def blocks(page):
    return [one.name for one in page.fields if isinstance(one.control, Block)]


@pytest.mark.slow
def test_rows_post_what_the_round_trip_would(driver):  # noqa: F811
    """Each button of a row, with this script and without it."""
    done = {"add": 0, "copy": 0, "remove": 0, "up": 0, "down": 0}
    for seed in range(ROUNDS):
        form, steps, given = Maker(seed).form()
        page, walk, pick = form.pages[0], Walk(form, given), Random(seed)
        if not blocks(page):
            continue
        start = {
            **walk.answers,
            **walk.locked(page),
        } | {
            found.name: found.default
            for found in page.fields
            if isinstance(found.control, Block) and found.default
        }
        if (drawn := walk.draw(page, start)) is None:
            continue
        driver("open", drawn)
        driver("walk", steps[page.id])
        for _n in range(3):
            act = pick.choice(tuple(done))
            step = {
                "block": pick.choice(blocks(page)),
                "act": act,
                "at": pick.randint(0, 3),
            }
            moved = driver("arrange", step)
            if not moved["act"]:
                continue
            done[act] += 1
            post, focus = rows.arranged(
                post_of(moved["before"]), moved["act"], page.most_rows
            )
            assert focus, moved
            values, _unread, asked = walk.read(page, post)
            assert asked.page(page.id) is not None
            drawn = walk.draw(page, {**walk.answers, **values}, walk.typed(page, post))
            served = driver("open", drawn)
            assert named_alike(texts(served["posted"])) == named_alike(
                texts(moved["after"])
            ), (seed, moved["act"])
    assert min(done.values()) > 2, done


def named_alike(pairs):
    """What is posted, rows numbered as they come instead of their ids."""
    ids = {}
    for name, value in pairs:
        if name.endswith(rows.ROWS):
            ids.setdefault(value, f"row{len(ids)}")

    def alike(text):
        parts = text.split(".")
        return ".".join(ids.get(part, part) for part in parts)

    return [
        (
            alike(name),
            alike(value) if name == "asked" or name.endswith(rows.ROWS) else value,
        )
        for name, value in pairs
    ]
