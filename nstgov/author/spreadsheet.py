"""
Reading a spreadsheet as rows of texts: CSV in the forms that programs write, and workbooks of Excel.

What a file is, is told by its bytes and not by its ending; what is not read is named, with what to save instead.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path

from nstgov.author.sheet_rows import ScoreHeading, SpreadsheetError, Table, keep_filled

LARGEST = 64 * 1024 * 1024
"""Bytes that a spreadsheet may have at most."""
_DELIMITERS = ",;\t|"
_PEEKED = 40
"""Rows that are looked at to see by which sign the columns are parted."""


def read_table(path: Path, score: ScoreHeading, encoding: str | None = None, sheet: str | None = None) -> Table:
    """
    The rows of a CSV file or of a workbook.

    `encoding` says how a CSV file is written that is not UTF-8, `sheet` which sheet of a workbook is meant; `score`
    tells by which sign columns are parted. Raises SpreadsheetError for what is none, OSError for what cannot be read.
    """
    with path.open("rb") as opened:
        data = opened.read(LARGEST + 1)
    if len(data) > LARGEST:
        size = path.stat().st_size // 2**20
        raise SpreadsheetError(f"{path} has {size} MiB; at most 64 are read", "Split it into several files.")
    if data.startswith(b"PK\x03\x04"):
        from nstgov.author.workbook import read_workbook

        return read_workbook(path, data, sheet, score)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise SpreadsheetError(
            f"{path} is an Excel workbook of the old kind, or one with a password",
            "Open it and save it as .xlsx without a password, or as CSV (UTF-8).",
        )
    return _read_delimited(path, _decode_csv(path, data, encoding), score)


def _decode_csv(path: Path, data: bytes, encoding: str | None) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    try:
        text = data.decode(encoding or "utf-8-sig")
    except LookupError:
        raise SpreadsheetError(f'"{encoding}" is no encoding', "Name one: --encoding cp1252") from None
    except UnicodeDecodeError:
        raise SpreadsheetError(
            f"{path} is not UTF-8 text" if encoding in (None, "utf-8") else f"{path} is not written in {encoding}",
            "Save it as CSV with the encoding UTF-8, or say how it is written. "
            "Excel in western Europe and America writes: --encoding cp1252",
        ) from None
    if "\0" in text:
        raise SpreadsheetError(f"{path} is no CSV: it holds zero bytes", "Save the spreadsheet as CSV (UTF-8).")
    return text


def _read_delimited(path: Path, text: str, score: ScoreHeading) -> Table:
    delimiter = None
    if text[:4].casefold() == "sep=" and len(text) > 5 and text[5] in "\r\n":
        delimiter, text = text[4], text[5:]
    delimiter = delimiter or max(_DELIMITERS, key=lambda sign: _rate_delimiter(text, sign, score))
    try:
        parsed = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        return Table(keep_filled(path, parsed))
    except csv.Error as fault:
        raise SpreadsheetError(
            f"{path} is no proper CSV: {fault}", "Save the spreadsheet again as CSV (UTF-8)."
        ) from None


def _rate_delimiter(text: str, sign: str, score: ScoreHeading) -> tuple[int, int]:
    """How many headings are understood with a sign between columns, and how many columns there are then."""
    try:
        parsed = csv.reader(io.StringIO(text[:1_000_000], newline=""), delimiter=sign)
        rows = [row for row, _ in zip(parsed, range(_PEEKED), strict=False)]
    except csv.Error:
        return 0, 0
    return max(map(score, rows), default=0), max(map(len, rows), default=0)
