"""
Tables as files: JSON and CSV, a piece at a time.

A table that is long goes on in a second file, so that nobody has to hold all of it at once: `voices.json`,
`voices-2.json`, and the same for CSV. What a spreadsheet would take for a formula begins with an apostrophe in CSV.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from nstgov.publish.data.columns import Table, columns_of
from nstgov.publish.views.scene import Scene

LONGEST = 8_000_000
"""Characters of JSON after which a table goes on in another file."""
_FORMULA = frozenset("=+-@\t\r\n'\uff1d\uff0b\uff0d\uff20")
"""How cells begin that a spreadsheet may run, and the apostrophe by which they are kept from it."""
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
Files = Iterator[tuple[str, bytes]]


class Piece(NamedTuple):
    """One file of a table, without its ending, and how many rows it has."""

    name: str
    rows: int


def table_files(scene: Scene, table: Table, pieces: list[Piece]) -> Files:
    """The files of one table, each row in both forms; what was made is noted in `pieces`."""
    sheet = _Sheet(table)
    for row in table.rows(scene):
        sheet.add(row)
        if sheet.size > LONGEST:
            yield from _piece(table, pieces, sheet)
            sheet = _Sheet(table)
    if sheet.lines or not pieces:
        yield from _piece(table, pieces, sheet)


def _piece(table: Table, pieces: list[Piece], sheet: _Sheet) -> Files:
    name = f"{table.name}-{len(pieces) + 1}" if pieces else table.name
    pieces.append(Piece(name, len(sheet.lines)))
    yield f"{name}.json", sheet.as_json()
    yield f"{name}.csv", sheet.as_csv()


class _Sheet:
    """Some rows of a table, written down as they come."""

    def __init__(self, table: Table) -> None:
        columns = columns_of(table.row)
        self.columns = [column.name for column in columns]
        self.lines: list[str] = []
        self.size = 0
        self._days = [at for at, column in enumerate(columns) if column.holds == "day"]
        self._yes_or_no = [at for at, column in enumerate(columns) if column.holds == "yes or no"]
        self._texts = [at for at, column in enumerate(columns) if column.holds == "text" and not column.many]
        self._many = [at for at, column in enumerate(columns) if column.many]
        self._csv = io.StringIO(newline="")
        self._write = csv.writer(self._csv).writerow
        self._write(self.columns)

    def add(self, row: Iterable[Any]) -> None:
        """Write a row in both forms."""
        plain = list(row)
        for at in self._days:
            plain[at] = plain[at].isoformat() if plain[at] else None
        line = _encode(dict(zip(self.columns, plain, strict=True)))
        self.lines.append(line)
        self.size += len(line)
        self._write(self._cells(plain))

    def _cells(self, plain: list[Any]) -> list[Any]:
        """A row as cells: several values each on a line of their own; never what a spreadsheet would run."""
        for at in self._yes_or_no:
            plain[at] = "true" if plain[at] else "false"
        for at in self._many:
            plain[at] = cell("\n".join(plain[at]))
        for at in self._texts:
            plain[at] = cell(plain[at])
        return plain

    def as_json(self) -> bytes:
        """The rows as a JSON array, each on a line; nothing in it can be taken for HTML."""
        return ("[" + ",".join(f"\n{line}" for line in self.lines).replace("<", "\\u003c") + "\n]\n").encode()

    def as_csv(self) -> bytes:
        """The rows as CSV (RFC 4180, UTF-8), below the names of the columns."""
        return self._csv.getvalue().encode()


def cell(text: str | None) -> str | None:
    """A text as it may stand in a cell: with an apostrophe before what a spreadsheet would take for a formula."""
    return f"'{text}" if text and text[0] in _FORMULA else text
