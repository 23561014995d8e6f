"""Walking the pages shows each row once, in order, whatever the data."""

from BTrees.IIBTree import IIBTree
from BTrees.IIBTree import IITreeSet
from BTrees.IOBTree import IOBTree
from BTrees.OOBTree import OOBTree
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from imio.guichet.core import paging

import pytest


def sort_key(keys, numeric=True):
    """Return an index as Products.PluginIndexes stores it."""
    forward = IOBTree() if numeric else OOBTree()
    backward = IIBTree() if numeric else IOBTree()
    for rid, key in keys.items():
        if key is None:
            continue
        backward[rid] = key
        present = forward.get(key)
        if present is None:
            forward[key] = rid
        elif isinstance(present, int):
            forward[key] = IITreeSet((present, rid))
        else:
            present.insert(rid)
    return paging.SortKey(forward, backward)


def expected(keys, rids, descending):
    keyed = sorted(
        ((keys[r], r) for r in rids if keys[r] is not None), reverse=descending
    )
    missing = sorted((r for r in rids if keys[r] is None), reverse=descending)
    return [rid for _, rid in keyed] + missing


def walk(rids, key, size, descending):
    """Return the rows of all pages forwards, and backwards from the last."""
    page = paging.get_page(rids, key, size, descending)
    forwards, firsts = list(page.rids), [page.first]
    assert page.previous is None
    while page.next is not None:
        page = paging.get_page(rids, key, size, descending, after=page.next)
        forwards += page.rids
        firsts.append(page.first)
    backwards = list(page.rids)
    while page.previous is not None:
        page = paging.get_page(rids, key, size, descending, before=page.previous)
        backwards = list(page.rids) + backwards
    assert firsts == [1 + size * number for number in range(len(firsts))]
    return forwards, backwards


@pytest.mark.parametrize("few", [0, 10_000])
@settings(deadline=None)
@given(
    keys=st.dictionaries(
        st.integers(-(2**31), 2**31 - 1),
        st.one_of(st.none(), st.integers(0, 6), st.integers(-(2**31), 2**31 - 2)),
        max_size=40,
    ),
    size=st.integers(1, 7),
    descending=st.booleans(),
    data=st.data(),
)
def test_every_row_once_in_order(few, keys, size, descending, data):
    old, paging.FEW = paging.FEW, few
    try:
        chosen = data.draw(st.sets(st.sampled_from(sorted(keys)))) if keys else set()
        wanted = expected(keys, chosen, descending)
        forwards, backwards = walk(IITreeSet(chosen), sort_key(keys), size, descending)
        assert forwards == wanted
        assert sorted(backwards) == sorted(wanted)
    finally:
        paging.FEW = old


@pytest.mark.parametrize("few", [0, 10_000])
@settings(deadline=None)
@given(
    keys=st.dictionaries(st.integers(0, 999), st.text("ab-z~é", max_size=3)),
    descending=st.booleans(),
)
def test_text_keys(few, keys, descending):
    old, paging.FEW = paging.FEW, few
    try:
        key = sort_key(keys, numeric=False)
        forwards, _ = walk(IITreeSet(keys), key, 3, descending)
        assert forwards == expected(keys, keys, descending)
    finally:
        paging.FEW = old


def test_rows_that_come_meanwhile_move_nothing():
    keys = {rid: rid for rid in range(100, 200)}
    page = paging.get_page(IITreeSet(keys), sort_key(keys), 10, True)
    assert page.rids[0] == 199
    keys[500] = 500
    page = paging.get_page(IITreeSet(keys), sort_key(keys), 10, True, after=page.next)
    assert page.rids[0] == 189


def test_a_large_set_is_not_looked_at_whole():
    keys = {rid: rid // 3 for rid in range(50_000)}
    key = sort_key(keys)

    class Watched:
        asked = 0

        def get(self, rid):
            self.asked += 1
            return keys[rid]

    watched = Watched()
    found = paging.get_page(
        IITreeSet(keys), paging.SortKey(key.forward, watched), 50, True
    )
    assert found.rids[0] == 49_999
    assert watched.asked <= 2


@pytest.mark.parametrize("text", ["", "x", "1", "-1.2.3", "1.x.3", "1.2.x", "1.99e9.1"])
def test_a_bad_cursor_is_none(text):
    assert paging.read_cursor(text, numeric=True) is None


def test_a_cursor_comes_back():
    for cursor, numeric in (
        (paging.Cursor(5, -7, 50), True),
        (paging.Cursor("a.b c", 7, 50), False),
        (paging.Cursor(None, 7, 100), True),
    ):
        assert paging.read_cursor(str(cursor), numeric) == cursor
