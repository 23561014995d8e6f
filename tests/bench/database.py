"""The databases that are measured, one per size, kept from one run to the next."""

from instance import Instance
from pathlib import Path
from scenario import Facts

import hashlib
import json
import os
import shutil
import subprocess
import sys


ROOT = Path(__file__).resolve().parents[2]
BENCH = ROOT / "var" / "bench"
SITE = "charleroi"
PLAIN = "plain"
#: What shapes the data: a change here makes the databases anew.
SHAPES = (
    "constraints.txt",
    "tests/bench/generate.py",
    "profiles",
    "src/imio/guichet/core",
    "src/imio/guichet/lifecycle",
    "src/imio/guichet/town",
)
SHAPE_SUFFIXES = (".json", ".py", ".txt", ".xml", ".zcml")


def shape() -> str:
    """Changes when the databases must be made anew."""
    found = hashlib.sha256()
    for name in SHAPES:
        top = ROOT / name
        files = [top] if top.is_file() else sorted(top.rglob("*"))
        for path in files:
            if path.is_file() and path.suffix in SHAPE_SUFFIXES:
                found.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return found.hexdigest()


def run(*command: object) -> None:
    """Run a Python program of ours; its errors end the run."""
    environ = os.environ | {
        "PYTHONWARNINGS": "ignore",
        "PYTHONPATH": f"{ROOT / 'scripts'}{os.pathsep}{ROOT / 'src'}",
    }
    done = subprocess.run(
        [sys.executable, *map(str, command)], cwd=ROOT, env=environ, check=False
    )
    if done.returncode:
        sys.exit(f"Failed: {' '.join(map(str, command))}")


def prepare(size: int, port: int, reuse: bool = True) -> tuple[Instance, Facts]:
    """The database with ``size`` dossiers, and what is in it.

    It begins as a copy of the largest smaller one that is there.
    """
    current = shape()
    instance = Instance(BENCH / str(size), port=port)
    facts_file = instance.var / "facts.json"
    stamp = instance.var / ".shape"
    known = stamp.read_text() if stamp.exists() else ""
    if not reuse or known != current:
        shutil.rmtree(instance.var, ignore_errors=True)
        instance.write()
        if not copy_smaller(instance, size, current):
            print("    the town's site and a plain Plone site")
            run(
                "-m", "imio.guichet.town.create_site",
                "--zope-conf", instance.zope_conf,
                "--site-id", SITE,
                "--smtp-host", "localhost", "--smtp-port", port + 1,
            )  # fmt: skip
            run(ROOT / "scripts" / "plain_site.py", instance.zope_conf, PLAIN)
        generate = Path(__file__).with_name("generate.py")
        run(generate, instance.zope_conf, SITE, size, facts_file)
        stamp.write_text(current)
    instance.write()
    return instance, Facts(**json.loads(facts_file.read_text()))


def working_copy(instance: Instance) -> Instance:
    """A copy to measure: what the scenarios add is not there the next time."""
    copy = Instance(BENCH / "work", instance.host, instance.port)
    shutil.rmtree(copy.var, ignore_errors=True)
    shutil.copytree(instance.var, copy.var, ignore=shutil.ignore_patterns("*.lock"))
    copy.write()
    return copy


def copy_smaller(instance: Instance, size: int, current: str) -> bool:
    """Start from a smaller database of the same shape; False without one."""
    sizes = [int(path.parent.name) for path in BENCH.glob("[0-9]*/.shape")]
    for smaller in sorted((n for n in sizes if n < size), reverse=True):
        source = BENCH / str(smaller)
        if (source / ".shape").read_text() == current:
            for name in ("filestorage", "blobstorage"):
                shutil.rmtree(instance.var / name, ignore_errors=True)
                shutil.copytree(source / name, instance.var / name)
            for name in ("facts.json", "admin-password"):
                shutil.copy2(source / name, instance.var / name)
            return True
    return False
