"""What tells people from robots, tried as robots would."""

from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from imio.guichet.forms import robots
from pathlib import Path

import base64
import hashlib
import json
import pytest
import shutil
import subprocess


KEYS = ["new key", "old key"]
NOW = 1_800_000_000.0
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def work():
    return robots.challenge(KEYS, "FET-2611-7K4QX3", NOW, hardest=500)


def coded(**told):
    return base64.b64encode(json.dumps(told).encode()).decode()


def opened(text):
    return json.loads(base64.b64decode(text))


def test_work_is_done_and_counts_for_its_draft_only(work):
    proof = robots.solve(work)
    assert robots.is_proven(KEYS, "FET-2611-7K4QX3", proof, NOW)
    assert robots.is_proven(KEYS[::-1], "FET-2611-7K4QX3", proof, NOW)
    assert not robots.is_proven(KEYS, "FET-2611-000000", proof, NOW), "replayed"
    assert not robots.is_proven(["other"], "FET-2611-7K4QX3", proof, NOW)
    late = NOW + robots.CHALLENGE_LIFE + 1
    assert not robots.is_proven(KEYS, "FET-2611-7K4QX3", proof, late)


def test_forged(work):
    good = opened(robots.solve(work))
    number = good["number"]
    salt = "0?expires=99999999999&for=FET-2611-7K4QX3&"
    easy = hashlib.sha256(f"{salt}0".encode()).hexdigest()
    for change in (
        {"number": number + 1},
        {"number": str(number)},
        {"number": -1},
        {"number": True},
        {"number": 10**9},
        {"number": number + 0.0},
        {"signature": "0" * 64},
        {"signature": "é"},
        {"signature": None},
        {"salt": salt},
        {"salt": salt, "challenge": easy, "number": 0},
        {"algorithm": "MD5"},
        {"algorithm": None},
    ):
        told = coded(**good | change)
        assert not robots.is_proven(KEYS, "FET-2611-7K4QX3", told, NOW), change
    without = {name: value for name, value in good.items() if name != "signature"}
    assert not robots.is_proven(KEYS, "FET-2611-7K4QX3", coded(**without), NOW)


def test_no_digit_moves_between_the_salt_and_the_number(work):
    """CVE-2025-68113: the end of the salt read as the start of the number."""
    good = opened(robots.solve(work))
    said = f"{good['salt']}{good['number']}"
    for cut in range(len(said) - 12, len(said)):
        salt, rest = said[:cut], said[cut:]
        if rest.isdigit() and salt != good["salt"]:
            told = coded(**good | {"salt": salt, "number": int(rest)})
            assert not robots.is_proven(KEYS, "FET-2611-7K4QX3", told, NOW)


@given(st.text(max_size=60) | st.binary(max_size=60).map(lambda b: base64.b64encode(b)))
@settings(max_examples=200, deadline=None)
def test_nonsense_is_no_proof(text):
    said = text.decode() if isinstance(text, bytes) else text
    assert not robots.is_proven(KEYS, "FET-2611-7K4QX3", said, NOW)
    assert not robots.is_patient(KEYS, said, NOW)


def test_large_and_deep_nonsense():
    for text in ("A" * 10**6, coded(salt="[" * 5000), base64.b64encode(b"[" * 1400)):
        said = text.decode() if isinstance(text, bytes) else text
        assert not robots.is_proven(KEYS, "x", said, NOW)


def test_stamps():
    stamp = robots.stamp(KEYS, NOW)
    assert not robots.is_patient(KEYS, stamp, NOW + 1), "too fast"
    assert robots.is_patient(KEYS, stamp, NOW + 60), "kept in a cache: no younger"
    assert robots.is_patient(KEYS[::-1], stamp, NOW + 60)
    assert not robots.is_patient(KEYS, stamp, NOW + robots.STAMP_LIFE + 1)
    moment, _, signature = stamp.partition(".")
    for forged in (
        f"{int(moment) - 60}.{signature}",
        moment,
        "",
        f"-{moment}.{signature}",
        f"{moment}.",
        "٣." + signature,
        "9" * 5000,
    ):
        assert not robots.is_patient(KEYS, forged, NOW + 60), forged


@pytest.mark.skipif(shutil.which("node") is None, reason="node is missing")
def test_the_browser_finds_what_the_server_takes(work):
    module = ROOT / "frontend" / "forms" / "worker.js"
    script = (
        "const { sha256, solve } = await import(process.argv[1]);"
        "const { texts, work } = JSON.parse(process.argv[2]);"
        "console.log(JSON.stringify([texts.map(sha256), solve(work)]));"
    )
    texts = ["", "abc", "a" * 55, "a" * 56, "a" * 63, "a" * 64, "b" * 200]
    given = json.dumps({"texts": texts, "work": work})
    done = subprocess.run(
        ["node", "--input-type=module", "-e", script, module.as_uri(), given],
        capture_output=True,
        text=True,
        check=True,
    )
    digests, proof = json.loads(done.stdout)
    assert digests == [hashlib.sha256(text.encode()).hexdigest() for text in texts]
    assert robots.is_proven(KEYS, "FET-2611-7K4QX3", proof, NOW)
