"""Where an answer is in a dossier: alone, or in a row of a block. Pure."""

from __future__ import annotations

from collections.abc import Mapping


ROW_ID = "id"
"""Where a row keeps its id."""


def rows_of(answer: object) -> tuple[Mapping[str, object], ...]:
    """Return the rows of an answer to a block; none for anything else."""
    if not isinstance(answer, (tuple, list)):
        return ()
    return tuple(row for row in answer if isinstance(row, Mapping) and ROW_ID in row)


def find_answer(answers: Mapping[str, object], place: str) -> object:
    """Return the answer at a place, ``field`` or ``block.row.field``; None."""
    name, dot, rest = place.partition(".")
    value = answers.get(name)
    if not dot:
        return value
    row_id, _dot, inner = rest.partition(".")
    return next(
        (row.get(inner) for row in rows_of(value) if row[ROW_ID] == row_id), None
    )
