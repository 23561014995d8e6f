"""What is written for spreadsheets: read back the same, never run."""

from datetime import date
from datetime import datetime
from decimal import Decimal
from hypothesis import given
from hypothesis import strategies as st
from imio.guichet.desk import sheets
from openpyxl import load_workbook

import csv
import io
import pytest


def as_csv(rows):
    file = io.BytesIO()
    sheets.write_csv(rows, file)
    text = file.getvalue().decode("utf-8-sig")
    assert file.getvalue().startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


def as_xlsx(rows, title="Fêtes"):
    file = io.BytesIO()
    sheets.write_xlsx(rows, file, title)
    file.seek(0)
    return load_workbook(file).active


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+32 71 86 00 00",
        "-cmd|'/C calc'!A0",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        " =1",
        "\u00a0=1",
        "-1-1",
    ],
)
def test_what_a_spreadsheet_would_calculate_is_a_text(text):
    ((cell,),) = as_csv([[text]])
    assert cell.startswith("'")
    found = as_xlsx([[text]])["A1"]
    assert found.data_type == "s"


def test_numbers_and_dates_are_themselves():
    row = [12, Decimal("1.5"), date(2026, 1, 2), datetime(2026, 1, 2, 3, 4), "-5,2"]
    assert as_csv([row]) == [["12", "1,5", "2026-01-02", "2026-01-02 03:04", "-5,2"]]
    found = [cell.value for cell in next(as_xlsx([row]).iter_rows())]
    assert found[:2] == [12, 1.5] and found[4] == "-5,2"
    assert found[2].date() == date(2026, 1, 2)


@given(st.lists(st.text(), min_size=1, max_size=4))
def test_any_text_is_written(texts):
    (row,) = as_csv([["x", *texts]])
    assert len(row) == len(texts) + 1
    as_xlsx([["x", *texts]], title="".join(texts))


def test_long_texts_are_cut_where_spreadsheets_end():
    ((cell,),) = as_csv([["x" * 50_000]])
    assert len(cell) == sheets.LONGEST
