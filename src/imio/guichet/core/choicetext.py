"""Choices written by managers: as a CSV, or with attributes beside each. Pure.

A CSV has a heading with the names of its columns (``key``, ``title``, ``price``,
``parent``, ``group``, ``help``, ``image``, ``alt``; in French too), or none: then its
first column is the title, or its first two the key and the title.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from imio.guichet.core.choices import Choice
from imio.guichet.core.choices import is_image_path
from imio.guichet.core.choices import LONGEST_KEY
from imio.guichet.core.choices import LONGEST_TITLE
from imio.guichet.core.choices import MOST
from imio.guichet.core.choices import parse_price
from imio.guichet.i18n import _
from imio.guichet.rules import Rule
from imio.guichet.rules import RuleError

import csv
import io


LONGEST_CSV = 2_000_000
"""Characters of a CSV."""

MOST_PROBLEMS = 20
LONGEST_CELL = 2_000

COLUMNS = {
    "key": "key",
    "id": "key",
    "cle": "key",
    "clé": "key",
    "code": "key",
    "title": "title",
    "titre": "title",
    "text": "title",
    "libelle": "title",
    "libellé": "title",
    "nom": "title",
    "price": "price",
    "prix": "price",
    "parent": "parent",
    "group": "group",
    "groupe": "group",
    "help": "help",
    "aide": "help",
    "image": "image",
    "alt": "alt",
}
"""Names of columns, and what each is."""


@dataclass
class Written:
    """Choices read from what a manager wrote, and all that is wrong with it."""

    choices: tuple[Choice, ...] = ()
    problems: list[str] = field(default_factory=list)
    columns: tuple[str, ...] = ("key", "title")


def decode(data: bytes) -> str:
    """The text of a CSV file: UTF-8, or what spreadsheets in Europe write else."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def read_csv(text: str) -> Written:
    """The choices of a CSV. Columns are parted by ``;``, ``,`` or tabs."""
    written = Written()
    if len(text) > LONGEST_CSV:
        written.problems.append(
            _(
                "error_csv_long",
                default="La liste est trop longue : ${most} caractères au plus.",
                mapping={"most": LONGEST_CSV},
            )
        )
        return written
    text = text.removeprefix("\ufeff").replace("\x00", "").replace("\r\n", "\n")
    reader = csv.reader(
        io.StringIO(text.replace("\r", "\n")), delimiter=_delimiter(text), strict=True
    )
    rows: list[tuple[int, list[str]]] = []
    try:
        for row in reader:
            cells = [cell.strip() for cell in row]
            if any(cells):
                rows.append((reader.line_num, cells))
            if len(rows) > MOST + 1:
                break
    except csv.Error:
        _add(
            written,
            reader.line_num,
            _("error_csv_quote", default="un guillemet n'est pas fermé"),
        )
        return written
    _read_rows(rows, written)
    return written


def _delimiter(text: str) -> str:
    """What parts the columns of the first line."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(";\t,", key=lambda char: (first.count(char), ";\t,".index(char) == 0))


def _read_rows(rows: list[tuple[int, list[str]]], written: Written) -> None:
    if not rows:
        return
    heading = [COLUMNS.get(cell.lower()) for cell in rows[0][1]]
    if "title" in heading or ("key" in heading and len(heading) > 1):
        columns = heading
        rows = rows[1:]
    else:
        columns = ["title"] if len(heading) == 1 else ["key", "title"]
    written.columns = tuple(found for found in columns if found)
    seen: set[str] = set()
    choices: list[Choice] = []
    for line, cells in rows[:MOST]:
        said = {
            name: cell
            for name, cell in zip(columns, cells, strict=False)
            if name is not None and cell
        }
        title = said.pop("title", "")
        key = said.pop("key", "") or title
        problems: list[str] = []
        choice = make_choice(key, title or key, said, problems)
        if key in seen:
            problems.append(
                _(
                    "error_choice_twice",
                    default="la clé « ${key} » est là deux fois",
                    mapping={"key": key},
                )
            )
        seen.add(key)
        for problem in problems:
            _add(written, line, problem)
        if not problems:
            choices.append(choice)
    if len(rows) > MOST:
        written.problems.append(
            _(
                "error_csv_many",
                default="La liste a trop de lignes : ${most} au plus.",
                mapping={"most": MOST},
            )
        )
    written.choices = tuple(choices)


def _add(written: Written, line: int, reason: str) -> None:
    if len(written.problems) < MOST_PROBLEMS:
        written.problems.append(
            _(
                "error_csv_line",
                default="Ligne ${line} : ${reason}.",
                mapping={"line": line, "reason": reason},
            )
        )


def make_choice(
    key: str, title: str, said: Mapping[str, str], problems: list[str]
) -> Choice:
    """A choice of what is written beside its key and title.

    ``said``: ``price``, ``parent`` (keys parted by ``|``), ``group``, ``help``,
    ``image``, ``alt``, ``show`` (a rule), ``other`` and ``alone`` (``true``).
    Reasons for what is wrong, in words without a place, go to ``problems``.
    """
    if not key or len(key) > LONGEST_KEY or len(title) > LONGEST_TITLE:
        problems.append(
            _(
                "error_choice_length",
                default="un choix a une clé et un titre, de ${key} et ${title} caractères "
                "au plus",
                mapping={"key": LONGEST_KEY, "title": LONGEST_TITLE},
            )
        )
    price = parse_price(said["price"]) if said.get("price") else None
    if said.get("price") and price is None:
        problems.append(
            _(
                "error_choice_price",
                default="« ${price} » n'est pas un prix",
                mapping={"price": said["price"][:40]},
            )
        )
    image = said.get("image", "").removeprefix("/")
    if image and not is_image_path(image):
        problems.append(
            _(
                "error_choice_image",
                default="une image est désignée par son chemin dans le site",
            )
        )
        image = ""
    show = None
    if said.get("show"):
        try:
            show = Rule.parse(said["show"])
        except RuleError as error:
            problems.append(str(error))
    parents = [part.strip() for part in said.get("parent", "").split("|")]
    return Choice(
        key=key,
        title=title,
        price=price,
        parents=tuple(part for part in parents if part),
        group=said.get("group", "")[:LONGEST_TITLE],
        help=said.get("help", "")[:LONGEST_CELL],
        image=image,
        alt=said.get("alt", "")[:LONGEST_TITLE],
        show=show,
        other=said.get("other", "").lower() == "true",
        alone=said.get("alone", "").lower() == "true",
    )


def with_extras(
    pairs: Iterable[tuple[str, str]], extras: Mapping[str, Mapping[str, str]]
) -> Written:
    """Choices typed in a form: keys and titles, and what is said beside each."""
    written = Written()
    choices = []
    for key, title in pairs:
        problems: list[str] = []
        choices.append(make_choice(key, title, extras.get(key, {}), problems))
        written.problems += [
            _(
                "error_choice_said",
                default="Choix « ${title} » : ${reason}.",
                mapping={"title": title, "reason": reason},
            )
            for reason in problems
        ]
    written.choices = tuple(choices)
    return written
