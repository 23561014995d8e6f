"""What we publish: a source archive and a wheel that carry every file, and that run."""

from ..ports import free_port
from house import ROOT
from house import tracked_files

import os
import pytest
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import time
import urllib.error
import urllib.request
import zipfile


@pytest.fixture(scope="module")
def checkout(tmp_path_factory):
    """What Git knows, elsewhere: nothing an earlier build left can slip in."""
    target = tmp_path_factory.mktemp("dist") / "checkout"
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    for name in filter(None, listed.stdout.split("\0")):
        if os.path.lexists(ROOT / name):
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target / name, follow_symlinks=False)
    return target


@pytest.fixture(scope="module")
def built(checkout):
    """(source archive, wheel); the wheel is made from the archive."""
    done = subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "."],
        cwd=checkout,
        env=environment(),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    (archive,) = (checkout / "dist").glob("*.tar.gz")
    (wheel,) = (checkout / "dist").glob("*.whl")
    return archive, wheel


def environment() -> dict[str, str]:
    """Ours, but for what points Python at this checkout."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}


def test_source_archive_carries_every_file(built):
    with tarfile.open(built[0]) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    wanted = set(tracked_files("src")) | {"setup.py", "README.rst", "LICENSE"}
    assert wanted - names == set()


def test_wheel_carries_every_file(built):
    with zipfile.ZipFile(built[1]) as wheel:
        names = set(wheel.namelist())
    wanted = {name.removeprefix("src/") for name in tracked_files("src")}
    assert wanted - names == set()


def test_wheel_carries_nothing_else(built):
    with zipfile.ZipFile(built[1]) as wheel:
        names = {name for name in wheel.namelist() if ".dist-info/" not in name}
    known = {name.removeprefix("src/") for name in tracked_files("src")}
    assert names - known == set()


@pytest.fixture(scope="module")
def installed(built, tmp_path_factory):
    """The Python of a new environment that has the wheel; Plone is lent by ours."""
    home = tmp_path_factory.mktemp("installed") / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", home], check=True)
    python = home / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--python", python, "install", "-q"]
    subprocess.run(
        [*pip, "--no-deps", "--no-index", built[1]], check=True, env=environment()
    )
    (site_packages,) = home.glob("lib/python*/site-packages")
    # A path of a .pth file is searched last, and its own .pth files are not read: the
    # development install of this checkout stays out of sight.
    (site_packages / "plone.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return python


def test_wheel_is_what_is_imported(installed):
    done = subprocess.run(
        [installed, "-c", "import imio.guichet; print(imio.guichet.__file__)"],
        cwd="/",
        env=environment(),
        capture_output=True,
        text=True,
    )
    assert done.stdout.startswith(str(installed.parents[1])), done.stderr


def test_wheel_makes_a_site_that_answers(installed, tmp_path):
    """The road of somebody who installs from an index: create the site, serve it."""
    sys.path.insert(0, str(ROOT / "scripts"))
    from instance import Instance

    instance = Instance(tmp_path / "var", port=free_port())
    instance.write()
    environ = environment() | {"PYTHONWARNINGS": "ignore", "GUICHET_OUTBOX": "off"}
    create = [installed, "-m", "imio.guichet.town.create_site"]
    create += ["--zope-conf", instance.zope_conf, "--site-id", "charleroi"]
    done = subprocess.run(
        create, cwd=tmp_path, env=environ, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    serve = [installed, "-m", "Zope2.Startup.serve", instance.zope_ini]
    with (tmp_path / "serve.log").open("wb") as log:
        process = subprocess.Popen(
            serve, cwd=tmp_path, env=environ, stdout=log, stderr=log
        )
        try:
            page = first_page(f"http://127.0.0.1:{instance.port}/charleroi", process)
        finally:
            process.terminate()
            process.wait(30)
    assert "/charleroi/guichet" in page


def first_page(url: str, process: subprocess.Popen) -> str:
    """The page, once the process serves it."""
    end = time.monotonic() + 120
    while time.monotonic() < end:
        assert process.poll() is None, "Zope stopped"
        try:
            with urllib.request.urlopen(url, timeout=60) as response:
                return response.read().decode()
        except urllib.error.HTTPError:
            raise
        except OSError:
            time.sleep(0.3)
    raise AssertionError(f"{url} does not answer")
