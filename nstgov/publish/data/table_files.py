"""
Tables as files: JSON and CSV, a piece at a time.

A table that is long goes on in a second file, so that nobody has to hold all of it at once: `voices.json`,
`voices-2.json`, and the same for CSV. What a spreadsheet would take for a formula begins with an apostrophe in CSV.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from hashlib import blake2b
from typing import Any, NamedTuple

from nstgov.publish.data.columns import Rows, RowsByRecord, Table, has_page, list_columns
from nstgov.publish.dependencies import get_site_fingerprints, is_of_words
from nstgov.publish.engine.manifest import hash_bytes, serialize_rows
from nstgov.publish.engine.site_writer import OutputFile
from nstgov.publish.kept_values import KeptValues
from nstgov.publish.views.snapshot import Snapshot
from nstgov.records import Record

LONGEST = 8_000_000
"""Bytes of rows, about, after which a table goes on in another file."""
TOGETHER = 500
"""
Rows that stay together in one file, on average: a file ends after a row whose digest says so.

So a row more or less leaves the files as they are that come after its own.
"""
_FEW = 100
"""Of so many lines one may be another one before all are kept anew."""
_DIGEST = 16
_FORMULA = frozenset("=+-@\t\r\n'\uff1d\uff0b\uff0d\uff20")
"""How cells begin that a spreadsheet may run, and the apostrophe by which they are kept from it."""
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


Row = tuple[Any, ...]
RowDigest = tuple[bytes, int]
"""A digest of a row, and about how many bytes the row takes; no type of its own, for there are many."""


class TablePart(NamedTuple):
    """A part of a table: the name of its files without their endings, a digest of each row, and what makes the row."""

    name: str
    digests: tuple[bytes, ...]
    rows: tuple[Callable[[], Row], ...]

    @property
    def key(self) -> str:
        """A digest of all rows."""
        return hash_bytes(b"".join(self.digests))


def split_table(scene: Snapshot, table: Table) -> Iterator[TablePart]:
    """The parts of a table in their order, at least one."""
    weight, digests, rows, number = 0, list[bytes](), list[Callable[[], Row]](), 1
    for (digest, bytes_of_row), make in _list_rows(scene, table):
        digests.append(digest)
        rows.append(make)
        weight += bytes_of_row
        if weight > LONGEST and int.from_bytes(digest[:4], "big") % TOGETHER == 0:
            yield _make_table_part(table, number, digests, rows)
            weight, digests, rows, number = 0, [], [], number + 1
    if rows or number == 1:
        yield _make_table_part(table, number, digests, rows)


def _list_rows(scene: Snapshot, table: Table) -> Iterable[tuple[RowDigest, Callable[[], Row]]]:
    """The rows of a table in their order: the digest of each, and what makes it."""
    if isinstance(table.rows, RowsByRecord):
        return _list_rows_by_record(scene, table, table.rows)
    return ((told, partial(_get_row, row)) for row, told in _digest_rows(scene, table, table.rows(scene)))


def _get_row(row: Row) -> Row:
    return row


def _list_rows_by_record(
    scene: Snapshot, table: Table, rows: RowsByRecord
) -> Iterator[tuple[RowDigest, Callable[[], Row]]]:
    """The same where each row tells of one record: of all but words an earlier build may have told the digests."""
    made: dict[str, Row] = {}
    at = _find_path_column(table)

    def digest_rows(of_words: bool) -> dict[str, RowDigest]:
        records = (one for one in rows.list_records(scene) if is_of_words(one.file) is of_words)
        found = list(_digest_rows(scene, table, rows.make_rows(scene, records)))
        made.update((row[at], row) for row, _ in found)
        return {row[at]: told for row, told in found}

    acts_key = get_site_fingerprints(scene).acts_key
    key = acts_key and f"{acts_key} {scene.day} {scene.site.base_address}"
    known = scene.kept.recall_value(f"rows {table.name}", key, partial(digest_rows, False)) | digest_rows(True)
    for record in rows.list_records(scene):
        if told := known.get(record.file):
            row = made.get(record.file)
            yield told, partial(_get_row, row) if row else partial(_make_row, scene, table, rows, record)


def _make_row(scene: Snapshot, table: Table, rows: RowsByRecord, record: Record) -> Row:
    return next(iter(_add_pages(scene, table, rows.make_rows(scene, (record,)))))


def _digest_rows(scene: Snapshot, table: Table, rows: Rows) -> Iterator[tuple[Row, RowDigest]]:
    """Rows with the addresses of their pages, where they have any, each with its digest."""
    whole = _add_pages(scene, table, rows) if has_page(table.row) else map(tuple, rows)
    for row, told in serialize_rows(whole):
        yield row, (blake2b(told, digest_size=_DIGEST).digest(), len(told))


def _add_pages(scene: Snapshot, table: Table, rows: Rows) -> Iterator[Row]:
    """Rows of a table, each with the address of its record's page at the end."""
    at = _find_path_column(table)
    path, address = None, None
    for row in rows:
        if row[at] != path:  # what one record tells stands in rows that follow each other
            path = row[at]
            href = scene.link_page(path).href if path else None
            address = scene.site.base_address + href if href else None
        yield (*row, address)


def _find_path_column(table: Table) -> int:
    return list(table.row.__annotations__).index("path")


def _make_table_part(table: Table, number: int, digests: list[bytes], rows: list[Callable[[], Row]]) -> TablePart:
    name = table.name if number == 1 else f"{table.name}-{number}"
    return TablePart(name, tuple(digests), tuple(rows))


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
        for digest, make in zip(piece.digests, piece.rows, strict=True):
            if digest not in self._lines:
                self._lines[digest] = known.get(digest) or self._write_row(make())
        self._order = piece.digests
        # to write down a few lines again takes less than to keep all of them anew
        if len(self._lines.keys() ^ known.keys()) * _FEW > len(self._lines):
            kept.keep_lines(piece.name, self._lines)

    def _write_row(self, row: Row) -> tuple[str, str]:
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
