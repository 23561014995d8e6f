"""Site profiles as they stand on disk, read and checked before anything is installed.

A site profile is a folder of ``profiles/``: ``site.json`` (title, languages, settings,
name of the catalogue), ``services.json``, ``content.json`` and the pages that it names.
A catalogue is another folder: ``categories.json`` and, by category, one folder per
procedure with what a package of room exchange has of it, and the shelves of a package
(``lifecycles/*.json``…). Everything that is wrong is gathered, each with its place.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from dataclasses import fields
from dataclasses import MISSING
from imio.guichet.core.types import Problem
from imio.guichet.exchange.package import FORM
from imio.guichet.exchange.package import PARTS
from imio.guichet.exchange.package import SHELVES
from pathlib import Path
from types import GenericAlias
from typing import Any
from typing import get_origin
from typing import get_type_hints
from typing import TypeVar
from xml.etree import ElementTree

import json
import re


PROFILES = Path(__file__).parent.parent / "profiles"
"""The profiles that come with the product."""

_ID = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*$")
_CODE = re.compile(r"^[A-Z]{2,6}$")
_AUDIENCE = ("citizen", "enterprise", "association")
T = TypeVar("T")


class ProfileError(Exception):
    """A site profile that cannot be installed; ``problems`` say where and why."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        lines = (f"{problem.place}: {problem.message}" for problem in self.problems)
        super().__init__("\n".join(lines))


@dataclass(frozen=True)
class ServiceData:
    """A line of ``services.json``."""

    id: str
    title: str
    description: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""
    opening_hours: str = ""


@dataclass(frozen=True)
class ProcedureData:
    """What is checked of a ``procedure.json`` before there is a site.

    ``values`` is all that it says, ``parts`` the texts of the files beside it.
    """

    title: str
    description: str
    code: str
    lifecycle: str
    functions: dict[str, list[str]]
    assurance: int = 0
    audience: list[str] = field(default_factory=list)
    keywords: list[str] = field(default_factory=list)
    id: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    parts: Mapping[str, str] = field(default_factory=dict)

    @property
    def form(self) -> str:
        return self.parts[FORM]


@dataclass(frozen=True)
class CategoryData:
    """A line of ``categories.json``, with the procedures found in its folder."""

    id: str
    title: str
    description: str = ""
    icon: str = "folder2-open"
    procedures: tuple[ProcedureData, ...] = ()


@dataclass(frozen=True)
class Catalogue:
    """A catalogue of procedures; ``shelves`` maps folder to id to text."""

    categories: tuple[CategoryData, ...]
    shelves: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class PageData:
    """A piece of site content. ``text`` is HTML, read from the file it names.

    ``values`` are other field values: dates and times in ISO format.
    """

    id: str
    type: str
    title: str
    description: str = ""
    text: str = ""
    layout: str = ""
    in_navigation: bool = True
    values: dict[str, Any] = field(default_factory=dict)
    children: list[PageData] = field(default_factory=list)


@dataclass(frozen=True)
class SiteData:
    """A whole site profile."""

    title: str
    catalogue: str
    description: str = ""
    language: str = "fr"
    languages: list[str] = field(default_factory=lambda: ["fr"])
    layout: str = ""
    order: list[str] = field(default_factory=list)
    guichet: dict[str, str] = field(default_factory=dict)
    settings: dict[str, Any] = field(default_factory=dict)
    name: str = ""
    services: tuple[ServiceData, ...] = ()
    content: tuple[PageData, ...] = ()
    categories: tuple[CategoryData, ...] = ()
    shelves: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


class Reader:
    """Reads the files of one profile folder and gathers what is wrong."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[Problem] = []

    def refuse(self, place: Path | str, message: str) -> None:
        """Note a problem at a place (a path is shown from the profiles folder)."""
        if isinstance(place, Path):
            place = place.relative_to(self.folder.parent).as_posix()
        self.problems.append(Problem(place, message))

    def json(self, path: Path, kind: type) -> Any:
        """Return the JSON of a file, or an empty ``kind`` when it cannot be read."""
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            self.refuse(path, "Ce fichier manque.")
            return kind()
        except ValueError as error:
            self.refuse(path, f"Ce n'est pas du JSON valable : {error}")
            return kind()
        if not isinstance(data, kind):
            word = "une liste" if kind is list else "un objet"
            self.refuse(path, f"Le fichier doit contenir {word} JSON.")
            return kind()
        return data

    def text(self, path: Path) -> str:
        """Return the text of a file, or "" when it is missing."""
        inside = path.resolve().is_relative_to(self.folder.resolve())
        if not inside or not path.is_file():
            self.refuse(path if inside else str(path), "Ce fichier manque.")
            return ""
        return path.read_text(encoding="utf-8")

    def record(
        self, data: object, kind: type[T], place: str, /, **more: Any
    ) -> T | None:
        """Return ``kind`` made of a JSON object, or None when something is wrong."""
        if not isinstance(data, dict):
            self.refuse(place, "Il faut un objet JSON.")
            return None
        before = len(self.problems)
        hints = get_type_hints(kind)
        known = {item.name: item for item in fields(kind)}  # type: ignore[arg-type]
        for name in data:
            if name not in known or name in more:
                self.refuse(f"{place}: {name}", "Cette propriété n'existe pas.")
            elif not _fits(data[name], hints[name]):
                self.refuse(f"{place}: {name}", "Cette valeur n'a pas le bon type.")
        for name, item in known.items():
            required = item.default is MISSING and item.default_factory is MISSING
            if required and name not in more and not data.get(name):
                self.refuse(f"{place}: {name}", "Cette propriété manque.")
        if len(self.problems) > before:
            return None
        return kind(**data, **more)

    def identifier(self, value: object, place: str) -> None:
        """Refuse an id that would make a poor address."""
        if not isinstance(value, str) or not _ID.match(value):
            self.refuse(
                place,
                f"« {value} » n'est pas un identifiant (minuscules, chiffres, -).",
            )

    def once(self, values: Iterable[str], place: str, word: str) -> None:
        """Refuse values that come twice."""
        seen: set[str] = set()
        for value in values:
            if value in seen:
                self.refuse(place, f"{word} « {value} » vient deux fois.")
            seen.add(value)


def _fits(value: object, hint: object) -> bool:
    if isinstance(hint, GenericAlias):
        hint = get_origin(hint)
    if hint is int and isinstance(value, bool):
        return False
    return isinstance(value, hint) if isinstance(hint, type) else True


def read_site(name: str, profiles: Path = PROFILES) -> SiteData:
    """Return a site profile with its catalogue; raises ProfileError."""
    folder = profiles / name
    if not _ID.match(name) or not (folder / "site.json").is_file():
        problem = Problem(f"profiles/{name}", "Ce profil de site n'existe pas.")
        raise ProfileError([problem])
    reader = Reader(folder)
    services = _services(reader)
    content = _pages(reader, reader.json(folder / "content.json", list), "content.json")
    raw = reader.json(folder / "site.json", dict)
    catalogue = Catalogue((), {})
    if isinstance(raw.get("catalogue"), str):
        there = Reader(profiles / raw["catalogue"])
        catalogue = read_catalogue(there, [service.id for service in services])
        reader.problems.extend(there.problems)
    site = reader.record(
        raw,
        SiteData,
        f"{name}/site.json",
        name=name,
        services=services,
        content=content,
        categories=catalogue.categories,
        shelves=catalogue.shelves,
    )
    if reader.problems or site is None:
        raise ProfileError(reader.problems)
    return site


def _services(reader: Reader) -> tuple[ServiceData, ...]:
    path = reader.folder / "services.json"
    place = f"{reader.folder.name}/services.json"
    found = []
    for number, item in enumerate(reader.json(path, list), 1):
        service = reader.record(item, ServiceData, f"{place}: {number}")
        if service is not None:
            reader.identifier(service.id, f"{place}: {number}: id")
            found.append(service)
    reader.once((service.id for service in found), place, "Le service")
    return tuple(found)


def _pages(reader: Reader, items: Sequence[Any], place: str) -> tuple[PageData, ...]:
    found = []
    for item in items:
        data = dict(item) if isinstance(item, dict) else {}
        where = f"{place}: {data.get('id', '?')}"
        children = _pages(reader, data.pop("children", None) or [], where)
        if data.get("text"):
            data["text"] = reader.text(reader.folder / str(data["text"]))
        page = reader.record(data, PageData, where, children=list(children))
        if page is not None:
            reader.identifier(page.id, where)
            found.append(page)
    reader.once((page.id for page in found), place, "La page")
    return tuple(found)


def read_catalogue(reader: Reader, services: Sequence[str]) -> Catalogue:
    """Return the catalogue in the reader's folder; problems stay in the reader."""
    folder = reader.folder
    shelves = {
        shelf: {
            path.stem: reader.text(path)
            for path in sorted(folder.glob(f"{shelf}/*.json"))
        }
        for shelf in SHELVES
    }
    found = []
    place = f"{folder.name}/categories.json"
    for number, item in enumerate(reader.json(folder / "categories.json", list), 1):
        name = item.get("id") if isinstance(item, dict) else None
        reader.identifier(name, f"{place}: {number}: id")
        procedures = tuple(
            procedure
            for path in sorted(folder.glob(f"{name}/*/procedure.json"))
            if (procedure := _procedure(reader, path, shelves["lifecycles"], services))
        )
        category = reader.record(
            item, CategoryData, f"{place}: {number}", procedures=procedures
        )
        if category is not None:
            found.append(category)
    reader.once((category.id for category in found), place, "La catégorie")
    codes = (item.code for category in found for item in category.procedures)
    reader.once(codes, folder.name, "Le code")
    return Catalogue(tuple(found), shelves)


def _procedure(
    reader: Reader,
    path: Path,
    lifecycles: Mapping[str, str],
    services: Sequence[str],
) -> ProcedureData | None:
    place = path.relative_to(reader.folder.parent).as_posix()
    name = path.parent.name
    reader.identifier(name, place)
    parts = {FORM: reader.text(path.parent / FORM)}
    if parts[FORM]:
        try:
            ElementTree.fromstring(parts[FORM])
        except ElementTree.ParseError as error:
            reader.refuse(path.parent / FORM, f"XML illisible : {error}")
    for part in PARTS:
        if part.endswith(".json") and (path.parent / part).is_file():
            parts[part] = reader.text(path.parent / part)
    values = reader.json(path, dict)
    checked = {item.name for item in fields(ProcedureData)} - {"id", "values", "parts"}
    procedure = reader.record(
        {name: value for name, value in values.items() if name in checked},
        ProcedureData,
        place,
        id=name,
        values=values,
        parts=parts,
    )
    if procedure is None:
        return None
    if not _CODE.match(procedure.code):
        reader.refuse(f"{place}: code", "Un code a deux à six majuscules.")
    if procedure.lifecycle not in lifecycles:
        reader.refuse(
            f"{place}: lifecycle",
            f"Le cycle de vie « {procedure.lifecycle} » n'existe pas.",
        )
    for audience in procedure.audience:
        if audience not in _AUDIENCE:
            reader.refuse(f"{place}: audience", f"« {audience} » n'existe pas.")
    for function, holders in procedure.functions.items():
        for holder in holders if isinstance(holders, list) else [holders]:
            if holder not in services:
                reader.refuse(
                    f"{place}: functions: {function}",
                    f"Le service « {holder} » n'existe pas.",
                )
    return procedure
