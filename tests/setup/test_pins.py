"""One list of versions: buildout's is generated from pip's."""

from house import ROOT
from packaging.requirements import Requirement

import configparser
import pytest
import subprocess
import sys


def test_versions_cfg_is_what_constraints_say():
    script = ROOT / "scripts" / "versions_cfg.py"
    done = subprocess.run(
        [sys.executable, script, "--check"], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


def test_every_pin_is_exact():
    for line in (ROOT / "constraints.txt").read_text().splitlines():
        (specifier,) = Requirement(line).specifier
        assert specifier.operator == "==", line


def test_versions_cfg_has_every_name():
    versions = configparser.ConfigParser(interpolation=None)
    versions.read(ROOT / "versions.cfg")
    names = {
        name.replace(".", "-")
        for section in versions.sections()
        for name in versions[section]
    }
    lines = (ROOT / "constraints.txt").read_text().splitlines()
    assert names == {Requirement(line).name for line in lines}


@pytest.mark.parametrize("name", ["setuptools"])
def test_old_enough_for_pkg_resources(name):
    pins = (ROOT / "constraints.txt").read_text().splitlines()
    (pin,) = [line for line in pins if line.startswith(f"{name}==")]
    assert int(pin.split("==")[1].split(".")[0]) < 81
