"""Tables for spreadsheets, as CSV and XLSX. Pure.

What a citizen typed must never run in an agent's spreadsheet: texts that a program would
read as a formula are written with an apostrophe before them (CSV), or as texts (XLSX).
Source: OWASP, "CSV Injection".
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Sequence
from datetime import date
from datetime import datetime
from decimal import Decimal
from typing import BinaryIO

import codecs
import csv
import io
import re


Cell = str | int | Decimal | date | None
"""Dates may be moments, without time zone."""

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")
_NUMBER = re.compile(r"-?[0-9]{1,15}(,[0-9]+)?")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
LONGEST = 32_000
"""Characters of a cell; XLSX allows 32,767."""


def harmless(text: str) -> str:
    """Return a text that no spreadsheet calculates.

    >>> harmless("=1+1"), harmless("-12,5"), harmless("+32 71")
    ("'=1+1", '-12,5', "'+32 71")
    """
    text = _CONTROLS.sub("", text)[:LONGEST]
    begins = text.lstrip(" \u00a0\u200b\ufeff")
    if begins.startswith(FORMULA) and not _NUMBER.fullmatch(text):
        return f"'{text}"
    return text


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d %H:%M}"
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, (int, Decimal)):
        return str(cell).replace(".", ",")
    return harmless(cell)


def write_csv(rows: Iterable[Sequence[Cell]], file: BinaryIO) -> None:
    """Write rows as Belgian spreadsheets read them: UTF-8 with BOM, semicolons."""
    file.write(codecs.BOM_UTF8)
    text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text, delimiter=";", quoting=csv.QUOTE_MINIMAL)
    for row in rows:
        writer.writerow([_text(cell) for cell in row])
    text.flush()
    text.detach()


def write_xlsx(rows: Iterable[Sequence[Cell]], file: BinaryIO, title: str) -> None:
    """Write rows as one sheet; the first, the titles, stays in sight."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    book = Workbook(write_only=True)
    name = re.sub(r"[\\/*?:\[\]']", " ", _CONTROLS.sub("", title))
    sheet = book.create_sheet(" ".join(name.split())[:31] or "Export")
    sheet.freeze_panes = "B2"
    bold = Font(bold=True)
    for number, row in enumerate(rows):
        cells = []
        for value in row:
            if isinstance(value, str):
                value = _CONTROLS.sub("", value)[:LONGEST]
            cell = WriteOnlyCell(sheet, value)
            if isinstance(value, str):
                cell.data_type = "s"  # a text, also when it begins with "="
                cell.quotePrefix = True
            if number == 0:
                cell.font = bold
            cells.append(cell)
        sheet.append(cells)
    book.save(file)
