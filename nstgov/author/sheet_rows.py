"""The rows of a spreadsheet, whatever kind of file they come from, and what is said where they cannot be used."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

MOST_ROWS = 200_000
MOST_COLUMNS = 200


class SpreadsheetError(Exception):
    """The spreadsheet cannot be used as it is; `remedy` is the next step."""

    def __init__(self, message: str, remedy: str) -> None:
        """Keep the remedy beside the message."""
        super().__init__(message)
        self.remedy = remedy


class Row(NamedTuple):
    """A row: its number as a spreadsheet shows it, from 1, and its cells as they were written."""

    number: int
    cells: list[str]


class Table(NamedTuple):
    """The rows of a spreadsheet in which something stands, and what is to be told about how it was read."""

    rows: list[Row]
    notes: tuple[str, ...] = ()


ScoreHeading = Callable[[list[str]], int]
"""How well a row reads as a heading: the number of its cells that are understood."""


def keep_filled(path: Path, rows: Iterable[list[str]]) -> list[Row]:
    """The rows in which something stands, with their numbers. Raises SpreadsheetError where there are too many."""
    return list(_yield_filled(path, rows))


def _yield_filled(path: Path, rows: Iterable[list[str]]) -> Iterator[Row]:
    for number, cells in enumerate(rows, 1):
        if number > MOST_ROWS:
            raise SpreadsheetError(
                f"{path} has more than {MOST_ROWS:,} rows", "Split it, or remove the empty rows at its end."
            )
        if len(cells) > MOST_COLUMNS:
            raise SpreadsheetError(
                f"row {number} of {path} has more than {MOST_COLUMNS} columns", "Keep only those that tell of circles."
            )
        if any(cell.strip() for cell in cells):
            yield Row(number, cells)
