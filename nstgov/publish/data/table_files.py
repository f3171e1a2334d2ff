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
from functools import cache
from hashlib import blake2b
from typing import Any, NamedTuple

from nstgov.publish.data.columns import Table, has_page, list_columns
from nstgov.publish.engine.manifest import hash_bytes, serialize_rows
from nstgov.publish.engine.site_writer import OutputFile
from nstgov.publish.kept_values import KeptValues
from nstgov.publish.views.snapshot import Snapshot

LONGEST = 8_000_000
"""Bytes of rows, about, after which a table goes on in another file."""
TOGETHER = 500
"""Rows that stay together in one file."""
_DIGEST = 16
_FORMULA = frozenset("=+-@\t\r\n'\uff1d\uff0b\uff0d\uff20")
"""How cells begin that a spreadsheet may run, and the apostrophe by which they are kept from it."""
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class TablePart(NamedTuple):
    """A part of a table: the name of its files without their endings, its rows, and a digest of each of them."""

    name: str
    rows: tuple[tuple[Any, ...], ...]
    digests: tuple[bytes, ...]

    @property
    def key(self) -> str:
        """A digest of all rows."""
        return hash_bytes(b"".join(self.digests))


def split_table(scene: Snapshot, table: Table) -> Iterator[TablePart]:
    """The parts of a table in their order, at least one."""
    rows, weight, digests, number = list[tuple[Any, ...]](), 0, list[bytes](), 1
    for row, told in serialize_rows(_add_pages(scene, table) if has_page(table.row) else map(tuple, table.rows(scene))):
        rows.append(row)
        weight += len(told)
        digests.append(blake2b(told, digest_size=_DIGEST).digest())
        if weight > LONGEST and len(rows) % TOGETHER == 0:
            yield _make_table_part(table, number, rows, digests)
            rows, weight, digests, number = [], 0, [], number + 1
    if rows or number == 1:
        yield _make_table_part(table, number, rows, digests)


def _add_pages(scene: Snapshot, table: Table) -> Iterator[tuple[Any, ...]]:
    """The rows of a table, each with the address of its record's page at the end."""
    at = list(table.row.__annotations__).index("path")
    path, address = None, None
    for row in table.rows(scene):
        if row[at] != path:  # what one record tells stands in rows that follow each other
            path = row[at]
            href = scene.link_page(path).href if path else None
            address = scene.site.base_address + href if href else None
        yield (*row, address)


def _make_table_part(table: Table, number: int, rows: list[tuple[Any, ...]], digests: list[bytes]) -> TablePart:
    name = table.name if number == 1 else f"{table.name}-{number}"
    return TablePart(name, tuple(rows), tuple(digests))


def make_part_files(table: Table, piece: TablePart, kept: KeptValues) -> tuple[OutputFile, OutputFile]:
    """The two files of a part of a table, JSON and CSV; `kept` has the lines of rows that an earlier build wrote."""

    @cache
    def build_sheet() -> _Sheet:
        return _Sheet(table, piece, kept)

    return (
        OutputFile(f"{piece.name}.json", piece.key, lambda: build_sheet().encode_json()),
        OutputFile(f"{piece.name}.csv", piece.key, lambda: build_sheet().encode_csv()),
    )


class _Sheet:
    """Some rows of a table, written down in both forms."""

    def __init__(self, table: Table, piece: TablePart, kept: KeptValues) -> None:
        columns = list_columns(table.row)
        self.columns = [column.name for column in columns]
        self._days = [at for at, column in enumerate(columns) if column.holds == "day"]
        self._yes_or_no = [at for at, column in enumerate(columns) if column.holds == "yes or no"]
        self._texts = [at for at, column in enumerate(columns) if column.holds == "text" and not column.many]
        self._many = [at for at, column in enumerate(columns) if column.many]
        known = kept.recall_lines(piece.name)
        self._lines: dict[bytes, tuple[str, ...]] = {}
        for digest, row in zip(piece.digests, piece.rows, strict=True):
            if digest not in self._lines:
                self._lines[digest] = known.get(digest) or self._write_row(row)
        self._order = piece.digests
        if self._lines.keys() != known.keys():
            kept.keep_lines(piece.name, self._lines)

    def _write_row(self, row: tuple[Any, ...]) -> tuple[str, str]:
        """A row as a line of JSON, and as one of CSV."""
        plain = list(row)
        for at in self._days:
            plain[at] = plain[at].isoformat() if plain[at] else None
        line = _encode(dict(zip(self.columns, plain, strict=True))).replace("<", "\\u003c")
        return line, _write_cells(self._format_cells(plain))

    def _format_cells(self, plain: list[Any]) -> list[Any]:
        """A row as cells: several values each on a line of their own; never what a spreadsheet would run."""
        for at in self._yes_or_no:
            plain[at] = "true" if plain[at] else "false"
        for at in self._many:
            plain[at] = quote_formula("\n".join(plain[at]))
        for at in self._texts:
            plain[at] = quote_formula(plain[at])
        return plain

    def encode_json(self) -> bytes:
        """The rows as a JSON array, each on a line; nothing in it can be taken for HTML."""
        lines = self._lines
        return ("[" + ",".join(f"\n{lines[digest][0]}" for digest in self._order) + "\n]\n").encode()

    def encode_csv(self) -> bytes:
        """The rows as CSV (RFC 4180, UTF-8), below the names of the columns; its mark tells spreadsheets that it is."""
        lines = self._lines
        return "".join((_write_cells(self.columns), *(lines[digest][1] for digest in self._order))).encode("utf-8-sig")


def _write_cells(cells: Iterable[Any]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text).writerow(cells)
    return text.getvalue()


def quote_formula(text: str | None) -> str | None:
    """A text as it may stand in a cell: with an apostrophe before what a spreadsheet would take for a formula."""
    return f"'{text}" if text and text[0] in _FORMULA else text
