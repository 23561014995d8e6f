"""What a package holds, and how it is laid out in files.

    guichet.json                            format and needs
    categories.json                         [{"id", "title", "description", "icon"}]
    <category>/<procedure>/procedure.json   what surrounds the form
    <category>/<procedure>/form.xml         the form model
    <category>/<procedure>/texts.json       translations, when there are
    <category>/<procedure>/tests.json       recorded tests, when there are
    <category>/<procedure>/options.json     values of the form's options, when there are
    lifecycles/<id>.json                    what happens to a dossier
    blocks/<id>.json                        what forms copied from the library

Without ``guichet.json`` this is the layout of a catalogue in ``profiles/``: a package
unpacked there is a part of a site profile. JSON is written with two spaces and its keys in
a fixed order, so that Git shows what changed. Format: docs/reference/package.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from imio.guichet.core.types import Problem
from imio.guichet.exchange.archive import PackageRefused
from imio.guichet.i18n import _
from typing import Any

import json
import re


FORMAT = 1
ABOUT = "guichet.json"
CATEGORIES = "categories.json"
PROCEDURE = "procedure.json"
FORM = "form.xml"
TEXTS = "texts.json"
TESTS = "tests.json"
OPTIONS = "options.json"
PARTS = (FORM, TEXTS, TESTS, OPTIONS)
"""Files of a procedure besides ``procedure.json``; the first one is required."""

SHELVES = ("lifecycles", "blocks")
"""Folders of what procedures share: one JSON file each, named by its id."""

_ID = re.compile(r"[a-z0-9]+([-_][a-z0-9]+)*")


@dataclass(frozen=True)
class PackedProcedure:
    """A procedure: ``values`` of procedure.json, ``parts`` the texts of its files."""

    category: str
    id: str
    values: Mapping[str, Any]
    parts: Mapping[str, str]

    @property
    def path(self) -> str:
        return f"{self.category}/{self.id}"

    @property
    def title(self) -> str:
        return str(self.values.get("title") or self.id)


@dataclass(frozen=True)
class Package:
    """Procedures and what they need; ``shelves`` maps folder to id to JSON text."""

    categories: tuple[Mapping[str, str], ...] = ()
    procedures: tuple[PackedProcedure, ...] = ()
    shelves: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    services: Mapping[str, str] = field(default_factory=dict)
    """Titles, by id, of the services that hold functions."""

    def shelf(self, name: str) -> Mapping[str, str]:
        """Return what a folder holds, by id."""
        return self.shelves.get(name, {})


def dumps(value: object) -> str:
    """Return JSON as we keep it in files: readable, stable, ending with a newline."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def files(package: Package) -> dict[str, bytes]:
    """Return a package as files, by path."""
    about = {"format": FORMAT, "services": dict(sorted(package.services.items()))}
    found: dict[str, str] = {ABOUT: dumps(about)}
    if package.categories:
        found[CATEGORIES] = dumps([dict(item) for item in package.categories])
    for procedure in package.procedures:
        found[f"{procedure.path}/{PROCEDURE}"] = dumps(dict(procedure.values))
        for name, text in procedure.parts.items():
            found[f"{procedure.path}/{name}"] = text
    for shelf, items in package.shelves.items():
        for name, text in items.items():
            found[f"{shelf}/{name}.json"] = text
    return {name: text.encode("utf-8") for name, text in found.items()}


def parse(content: Mapping[str, bytes]) -> Package:
    """Return the package that files say; raises PackageRefused with every problem."""
    return _Reader(content).package()


@dataclass
class _Reader:
    content: Mapping[str, bytes]
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, place: str, message: str) -> None:
        self.problems.append(Problem(place, message))

    def package(self) -> Package:
        services = self._about()
        categories = self._categories()
        shelves: dict[str, dict[str, str]] = {}
        procedures: dict[tuple[str, str], dict[str, str]] = {}
        for path in sorted(set(self.content) - {ABOUT, CATEGORIES}):
            match path.split("/"):
                case [shelf, name] if shelf in SHELVES and name.endswith(".json"):
                    id_ = name.removesuffix(".json")
                    if self._may_be_called(path, id_) and self.json(path, dict):
                        shelves.setdefault(shelf, {})[id_] = self.text(path)
                case [category, id_, name] if name in (PROCEDURE, *PARTS):
                    if self._may_be_called(path, category, id_):
                        held = procedures.setdefault((category, id_), {})
                        held[name] = self.text(path)
                case _:
                    self.refuse(
                        path,
                        _(
                            "error_package_unknown",
                            default="Le guichet ne sait que faire de ce fichier.",
                        ),
                    )
        known = {str(item.get("id")) for item in categories}
        found = tuple(
            self._procedure(category, id_, held, known)
            for (category, id_), held in sorted(procedures.items())
        )
        if not found and not shelves and not self.problems:
            self.refuse("", _("error_package_empty", default="Le paquet est vide."))
        if self.problems:
            raise PackageRefused(self.problems)
        return Package(categories, found, shelves, services)

    def _may_be_called(self, path: str, *ids: str) -> bool:
        if all(_ID.fullmatch(id_) for id_ in ids):
            return True
        self.refuse(
            path,
            _(
                "error_package_id",
                default="Un identifiant n'a que des minuscules, des chiffres et des tirets.",
            ),
        )
        return False

    def text(self, path: str) -> str:
        """Return the text of a file, '' when it is none."""
        try:
            return self.content[path].decode("utf-8-sig")
        except UnicodeDecodeError:
            self.refuse(
                path,
                _("error_package_text", default="Ce fichier n'est pas du texte UTF-8."),
            )
            return ""

    def json(self, path: str, kind: type) -> Any:
        """Return the JSON of a file, an empty ``kind`` when there is none."""
        if path not in self.content:
            self.refuse(path, _("error_package_missing", default="Ce fichier manque."))
            return kind()
        try:
            value = json.loads(self.text(path), parse_constant=_no_constant)
        except (ValueError, RecursionError):
            value = None
        if not isinstance(value, kind):
            self.refuse(
                path,
                _(
                    "error_package_json",
                    default="Ce fichier n'est pas le JSON attendu.",
                ),
            )
            return kind()
        return value

    def _about(self) -> dict[str, str]:
        about = self.json(ABOUT, dict)
        if self.problems:
            return {}
        if about.get("format") != FORMAT:
            self.refuse(
                ABOUT,
                _(
                    "error_package_format",
                    default="Ce paquet est d'une autre version (${found}) que celle que ce "
                    "site sait lire (${known}).",
                    mapping={"found": str(about.get("format"))[:20], "known": FORMAT},
                ),
            )
        services = about.get("services", {})
        if not _is_texts(services) or set(about) - {"format", "services"}:
            self.refuse(
                ABOUT,
                _(
                    "error_package_about",
                    default="Ce fichier contient ce que le guichet n'attend pas.",
                ),
            )
            return {}
        return dict(services)

    def _categories(self) -> tuple[Mapping[str, str], ...]:
        if CATEGORIES not in self.content:
            return ()
        found = self.json(CATEGORIES, list)
        known = {"id", "title", "description", "icon"}
        for item in found:
            well_made = _is_texts(item) and not set(item) - known and item.get("title")
            if not well_made or not _ID.fullmatch(str(item.get("id"))):
                self.refuse(
                    CATEGORIES,
                    _(
                        "error_package_category",
                        default="Une catégorie est mal décrite.",
                    ),
                )
                return ()
        return tuple(found)

    def _procedure(
        self, category: str, id_: str, held: Mapping[str, str], known: set[str]
    ) -> PackedProcedure:
        folder = f"{category}/{id_}"
        for name in (PROCEDURE, FORM):
            if name not in held:
                self.refuse(
                    f"{folder}/{name}",
                    _("error_package_missing", default="Ce fichier manque."),
                )
        values: dict[str, Any] = {}
        for name in held:
            if name.endswith(".json"):
                value = self.json(f"{folder}/{name}", dict if name != TESTS else list)
                values = value if name == PROCEDURE else values
        if category not in known:
            self.refuse(
                folder,
                _(
                    "error_package_no_category",
                    default="La catégorie « ${id} » n'est pas dans le paquet.",
                    mapping={"id": category},
                ),
            )
        parts = {name: text for name, text in held.items() if name != PROCEDURE}
        return PackedProcedure(category, id_, values, parts)


def _is_texts(value: object) -> bool:
    return isinstance(value, dict) and all(
        isinstance(item, str) for item in value.values()
    )


def _no_constant(name: str) -> None:
    raise ValueError(name)
