"""``make lint``: every check of style and shape, all run, one line each.

    python scripts/lint.py [--fix]

``--fix`` repairs what can be (``make format``): ruff and zpretty.
"""

from bootstrap import ROOT
from bootstrap import VENV
from pathlib import Path

import os
import subprocess
import sys
import time
import tomllib


PYTHON_FOLDERS = ("setup.py", "scripts", "src", "tests")
#: Folders with XML; of these, what zpretty may read.
MARKUP_FOLDERS = ("src", "profiles")
MARKUP = (".pt", ".xml", ".zcml")
#: Form models: their attributes hold rules, which zpretty would make unreadable.
FORM_MODEL = "form.xml"


def tracked(*folders: str) -> list[Path]:
    """The files of some folders that Git knows or would know, links not followed."""
    command = ["git", "ls-files", "-z", "-co", "--exclude-standard", "--", *folders]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    paths = [ROOT / name for name in listed.stdout.decode().split("\0") if name]
    return [path for path in paths if path.is_file()]


def markup() -> list[str]:
    """The templates and XML files of the house."""
    return [
        str(path)
        for path in tracked(*MARKUP_FOLDERS)
        if path.suffix in MARKUP and path.name != FORM_MODEL
    ]


def pure_files() -> list[str]:
    """The files of the pure modules, as import-linter's contract lists them."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    contracts = settings["tool"]["importlinter"]["contracts"]
    (names,) = [c["source_modules"] for c in contracts if c["id"] == "pure"]
    found = []
    for name in names:
        path = ROOT / "src" / name.replace(".", "/")
        found.append(str(path if path.is_dir() else path.with_suffix(".py")))
    return found


def checks(fix: bool) -> dict[str, list[str]]:
    """{what is checked: the command that does it}."""
    ruff = str(VENV.program("ruff"))
    zpretty = [str(VENV.program("zpretty")), "-i" if fix else "--check", *markup()]
    repairs = {
        "ruff": [ruff, "check", "-q", *(["--fix"] if fix else []), *PYTHON_FOLDERS],
        "ruff format": [
            ruff, "format", "-q", *([] if fix else ["--diff"]), *PYTHON_FOLDERS,
        ],
        "zpretty": zpretty,
    }  # fmt: skip
    if fix:
        return repairs
    return repairs | {
        "mypy (pure modules)": [str(VENV.program("mypy")), *pure_files()],
        "import-linter": [str(VENV.program("lint-imports")), "--no-cache"],
        "translations": [VENV.python, "scripts/i18n.py", "--check"],
        "versions.cfg": [VENV.python, "scripts/versions_cfg.py", "--check"],
        "news": [str(VENV.program("towncrier")), "build", "--draft", "--version", "0"],
    }


def main() -> None:
    """Entry point of the command line."""
    failed = []
    environ = os.environ | {"PYTHONPATH": str(ROOT / "src"), "PYTHONWARNINGS": "ignore"}
    for name, command in checks("--fix" in sys.argv).items():
        started = time.monotonic()
        done = subprocess.run(
            command, cwd=ROOT, env=environ, check=False, capture_output=True, text=True
        )
        verdict = "FAILED" if done.returncode else "ok"
        print(
            f"{name:<22} {verdict:<7} {time.monotonic() - started:5.1f} s", flush=True
        )
        if done.returncode:
            failed.append(name)
            print(done.stdout, done.stderr, sep="", flush=True)
    if failed:
        sys.exit(f"Failed: {', '.join(failed)}")


if __name__ == "__main__":
    main()
