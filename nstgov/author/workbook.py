"""
Reading an Excel workbook (.xlsx) without believing it: what it unpacks to is looked at before anything is unpacked.

Formulas, macros and passwords are refused in words: nobody here can see what a formula gives, and a name that stands in
a record stays there. The library that reads cells, openpyxl, is an extra.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from nstgov.author.sheet_rows import MOST_COLUMNS, ScoreHeading, SpreadsheetError, Table, keep_filled

LARGEST_UNPACKED = 256 * 1024 * 1024
"""Bytes to which the parts of a workbook may unpack together."""
MOST_PARTS = 2000
_AS_CSV = "Save the sheet as CSV (UTF-8)."
_DECLARATIONS = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_IN_CODE_UNITS = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<", b"\0\0")
"""How a part begins that is written in two or four bytes for each sign, in which declarations could hide."""


def read_workbook(path: Path, data: bytes, sheet: str | None, score: ScoreHeading) -> Table:
    """
    The rows of one sheet of a workbook: of the one named, else of the first whose heading is understood.

    Raises SpreadsheetError for what is no workbook, is unsafe to unpack, or holds formulas.
    """
    _refuse_unsafe(path, data)
    try:
        from openpyxl import load_workbook
    except ImportError:
        raise SpreadsheetError(
            f"{path} is an Excel workbook, and what reads those is not installed",
            f"Run: pip install 'nstgov[sheets]'. Or: {_AS_CSV}",
        ) from None
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
        return _read_sheet(path, book, sheet, score)
    except SpreadsheetError:
        raise
    except Exception as fault:  # noqa: BLE001 (the library fails in many ways on a hostile file)
        raise SpreadsheetError(
            f"{path} is no proper Excel workbook ({type(fault).__name__})", f"Open it and save it again, or: {_AS_CSV}"
        ) from None


def _refuse_unsafe(path: Path, data: bytes) -> None:
    try:
        with ZipFile(io.BytesIO(data)) as packed:
            names = {part.filename for part in packed.infolist()}
            _refuse_other_kinds(path, names)
            if len(names) > MOST_PARTS or sum(part.file_size for part in packed.infolist()) > LARGEST_UNPACKED:
                raise SpreadsheetError(f"{path} unpacks to more than is read here", _AS_CSV)
            if any(part.flag_bits & 1 for part in packed.infolist()):
                raise SpreadsheetError(f"{path} has a password", f"Save it without one, or: {_AS_CSV}")
            for name in sorted(names):
                _refuse_declarations(path, packed, name)
    except (BadZipFile, NotImplementedError, EOFError, OSError, RuntimeError, ValueError) as fault:
        raise SpreadsheetError(
            f"{path} is a damaged workbook or another packed file ({type(fault).__name__})", _AS_CSV
        ) from None


def _refuse_other_kinds(path: Path, names: set[str]) -> None:
    if any(name.casefold().endswith(("vbaproject.bin", ".xlm")) or "macrosheets/" in name.casefold() for name in names):
        raise SpreadsheetError(
            f"{path} holds macros, which are programs", f"Save it as .xlsx without them, or: {_AS_CSV}"
        )
    if "xl/workbook.xml" not in names:
        what = "a LibreOffice or OpenDocument file" if "content.xml" in names else "a packed file and no Excel workbook"
        raise SpreadsheetError(f"{path} is {what}", f"Open it and save it as .xlsx, or: {_AS_CSV}")


def _refuse_declarations(path: Path, packed: ZipFile, name: str) -> None:
    """XML may declare texts that grow without end when they are read; workbooks never need to."""
    if name.endswith((".xml", ".rels")):
        before = b""
        with packed.open(name) as part:
            while piece := part.read(1 << 20):
                if (not before and piece.startswith(_IN_CODE_UNITS)) or _DECLARATIONS.search(before + piece):
                    raise SpreadsheetError(f"{path} declares things that no workbook needs", _AS_CSV)
                before = piece[-16:]


def _read_sheet(path: Path, book: Any, wanted: str | None, score: ScoreHeading) -> Table:
    sheets = {sheet.title: sheet for sheet in book.worksheets}
    if wanted is not None and wanted not in sheets:
        raise SpreadsheetError(f'{path} has no sheet "{wanted}"', f"Its sheets are: {', '.join(sheets)}.")
    names = [wanted] if wanted is not None else [name for name, one in sheets.items() if one.sheet_state == "visible"]
    read = {name: keep_filled(path, _yield_cells(path, name, sheets[name])) for name in names}
    scores = {name: max((score(row.cells) for row in rows[:20]), default=0) for name, rows in read.items()}
    if not read:
        raise SpreadsheetError(f"{path} has no sheet with cells", _AS_CSV)
    chosen = max(read, key=lambda name: scores[name])
    others = [name for name in sheets if name != chosen]
    told = [f'sheet "{chosen}" was read, and {", ".join(others)} was not: --sheet names another'] if others else []
    return Table(read[chosen], tuple(told))


def _yield_cells(path: Path, name: str, sheet: Any) -> Iterator[list[str]]:
    sheet.reset_dimensions()  # what a file says of its own size is not believed
    for cells in sheet.iter_rows(max_col=MOST_COLUMNS + 1):
        for cell in cells:
            if cell.data_type == "f":
                raise SpreadsheetError(
                    f"{name}!{cell.coordinate} in {path} is a formula, and what it gives is not known here",
                    "Copy the cells and paste them as values.",
                )
        yield _trim_row([_cell_text(cell.value) for cell in cells])


def _trim_row(cells: list[str]) -> list[str]:
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _cell_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
