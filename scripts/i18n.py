"""Translations: one domain, ``imio.guichet``, gathered from every room.

    python scripts/i18n.py            rebuild the .pot, bring every .po up to date
    python scripts/i18n.py --check    only compare; says what is wrong

The default text of a message is French, in the sources (``default=``, or the message itself in profiles and ZCML): the French
catalogue stays empty.
The languages of COMPLETE must have every message, with the same ``${variables}``.
"""

from bootstrap import ROOT
from i18ndude.catalog import MessageCatalog
from pathlib import Path

import re
import subprocess
import sys
import tempfile


DOMAIN = "imio.guichet"
PACKAGE = ROOT / "src" / "imio" / "guichet"
LOCALES = PACKAGE / "locales"
POT = LOCALES / f"{DOMAIN}.pot"
LANGUAGES = ("fr", "nl", "de", "en")
#: Languages whose catalogue must be complete; with one here, the .pot must be up to date.
COMPLETE: tuple[str, ...] = ("nl", "de", "en")

HEADER = """\
msgid ""
msgstr ""
"Project-Id-Version: imio.guichet\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=1; plural=0\\n"
"Language-Code: {language}\\n"
"Language-Name: {language}\\n"
"Preferred-Encodings: utf-8\\n"
"Domain: {domain}\\n"
"""
VARIABLE = re.compile(r"\$\{(\w+)\}")


#: A message id that is a name, not a text: it needs a default text.
NAME = re.compile(r"[a-z]+_[\w.]+")


def po_file(language: str) -> Path:
    """The catalogue of one language."""
    return LOCALES / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def i18ndude(*arguments: str) -> str:
    """Run i18ndude in the package; what it printed, warnings too."""
    done = subprocess.run(
        [Path(sys.executable).with_name("i18ndude"), *arguments],
        cwd=PACKAGE,
        check=False,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        sys.exit(done.stdout + done.stderr)
    return done.stdout + done.stderr


def build_pot(target: Path) -> str:
    """Gather the messages of all rooms in a .pot; what i18ndude had to say."""
    return i18ndude(
        "rebuild-pot", "--no-line-numbers", "--pot", str(target), "--create", DOMAIN,
        "--exclude", "locales node_modules", ".",
    )  # fmt: skip


def defaults(catalogue: Path) -> dict[str, str]:
    """{message id: its French text} of a catalogue."""
    messages = MessageCatalog(filename=str(catalogue))
    return {
        identifier: entry.getDefault() or "" for identifier, entry in messages.items()
    }


def update() -> None:
    """Rebuild the .pot and bring the .po files up to date."""
    LOCALES.mkdir(exist_ok=True)
    print(build_pot(POT), end="")
    for language in LANGUAGES:
        target = po_file(language)
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(HEADER.format(language=language, domain=DOMAIN))
    i18ndude("sync", "--pot", str(POT), *(str(po_file(one)) for one in LANGUAGES))


def problems_of_sources(found: dict[str, str]) -> list[str]:
    """What is wrong with the messages themselves."""
    return [
        f"no French text: {name}"
        for name, text in found.items()
        if not text and NAME.fullmatch(name)
    ]


def problems_of_language(language: str, wanted: dict[str, str]) -> list[str]:
    """What is wrong with the catalogue of a language that must be complete."""
    target = po_file(language)
    if not target.exists():
        return [f"{language}: no catalogue"]
    messages = MessageCatalog(filename=str(target))
    found = []
    for name, french in wanted.items():
        text = messages[name].msgstr if name in messages else ""
        if not text:
            found.append(f"{language}: not translated: {name}")
        elif set(VARIABLE.findall(text)) - set(VARIABLE.findall(french)):
            found.append(f"{language}: a variable that {name} does not have: {text}")
    return found


def problems() -> list[str]:
    """Everything that is wrong, one line each."""
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / "fresh.pot"
        build_pot(fresh)
        wanted = defaults(fresh)
    found = problems_of_sources(wanted)
    if COMPLETE:
        kept = defaults(POT) if POT.exists() else {}
        found += [f"not in the .pot: {name}" for name in wanted.keys() - kept.keys()]
        found += [f"no longer used: {name}" for name in kept.keys() - wanted.keys()]
        found += [
            f"another French text in the .pot: {name}"
            for name in wanted.keys() & kept.keys()
            if wanted[name] != kept[name]
        ]
    for language in COMPLETE:
        found += problems_of_language(language, wanted)
    return sorted(found)


def main() -> None:
    """Entry point of the command line."""
    if "--check" not in sys.argv:
        update()
    elif found := problems():
        sys.exit(
            "\n".join([*found, "Run `make i18n`, then translate what is missing."])
        )


if __name__ == "__main__":
    main()
