"""Workbooks that would do harm, or say what nobody here can see."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from nstgov.author import sheet_rows, workbook
from tests.author.test_structures import bring_file, make_workbook
from tests.commands import Nst

SOUND = make_workbook({"S": [["circle", "person"], ["Garden", "Ana Ruiz"]]})


def repack(change: Callable[[str, bytes], bytes | None], more: dict[str, bytes] | None = None) -> bytes:
    """The sound workbook with its parts changed (None leaves one out), and more of them."""
    data = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(SOUND)) as old, zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            if (content := change(part.filename, old.read(part.filename))) is not None:
                new.writestr(part.filename, content)
        for name, content in (more or {}).items():
            new.writestr(name, content)
    return data.getvalue()


def _with_sheet(old: bytes, new: bytes) -> bytes:
    def change(name: str, data: bytes) -> bytes:
        if name.endswith("sheet1.xml"):
            assert old in data
            return data.replace(old, new)
        return data

    return repack(change)


def _keep(_name: str, data: bytes) -> bytes:
    return data


BAD = {
    "formula": (make_workbook({"S": [["circle", "person"], ["Garden", "=A1"]]}), "S!B2 in"),
    "macros": (repack(_keep, {"xl/vbaProject.bin": b"x"}), "macros"),
    "old macros": (repack(_keep, {"xl/macrosheets/sheet1.xml": b"<x/>"}), "macros"),
    "other kind": (repack(lambda name, data: None if name == "xl/workbook.xml" else data), "no Excel workbook"),
    "OpenDocument": (
        repack(lambda name, data: None if name == "xl/workbook.xml" else data, {"content.xml": b"<x/>"}),
        "OpenDocument",
    ),
    "entities": (_with_sheet(b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet'), "no workbook needs"),
    "entities in UTF-16": (
        repack(lambda name, data: "<!DOCTYPE x []><x/>".encode("utf-16") if name.endswith("sheet1.xml") else data),
        "no workbook needs",
    ),
    "cut": (SOUND[: len(SOUND) // 2], "damaged"),
    "half a sheet": (_with_sheet(b"</sheetData>", b""), "no proper Excel workbook"),
    "far column": (_with_sheet(b'r="B2"', b'r="XFD2"'), "names nobody"),
    "nothing in it": (make_workbook({"S": []}), "no heading"),
    "no such sheet": (SOUND, 'no sheet "T"'),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_workbook_is_refused_in_words(name: str, tmp_path: Path, nst: Nst) -> None:
    """Exit 2, what it is, what to save instead; nothing is written."""
    data, says = BAD[name]
    file = tmp_path / "book.xlsx"
    file.write_bytes(data)
    done = bring_file(nst, tmp_path / "here", file, *(("--sheet", "T") if name == "no such sheet" else ()))
    assert done.code == 2, done.text
    assert says in done.err
    assert list((tmp_path / "here").iterdir()) == []


def test_a_sound_workbook_is_read(tmp_path: Path, nst: Nst) -> None:
    """The honest twin of those above, whatever its name is."""
    file = tmp_path / "book"
    file.write_bytes(SOUND)
    assert bring_file(nst, tmp_path / "here", file, "--sheet", "S").code == 0


def test_a_workbook_that_unpacks_to_too_much_is_not_unpacked(
    tmp_path: Path, nst: Nst, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A few kilobytes that say they hold a hundred times as much are refused by what they say."""
    monkeypatch.setattr(workbook, "LARGEST_UNPACKED", 1 << 20)
    file = tmp_path / "book.xlsx"
    file.write_bytes(repack(_keep, {"xl/media/large.xml": b"\0" * (2 << 20)}))
    assert file.stat().st_size < 20_000
    done = bring_file(nst, tmp_path / "here", file)
    assert done.code == 2
    assert "unpacks to more" in done.err


def test_many_rows_are_too_many(tmp_path: Path, nst: Nst, monkeypatch: pytest.MonkeyPatch) -> None:
    """A last row far below the others does not make a million of them."""
    monkeypatch.setattr(sheet_rows, "MOST_ROWS", 1000)
    file = tmp_path / "book.xlsx"
    file.write_bytes(_with_sheet(b'<row r="2"', b'<row r="1048576"'))
    done = bring_file(nst, tmp_path / "here", file)
    assert done.code == 2
    assert "more than 1,000 rows" in done.err


def test_without_its_library_csv_still_works(tmp_path: Path, nst: Nst, monkeypatch: pytest.MonkeyPatch) -> None:
    """A workbook then names what to install; CSV needs nothing."""
    monkeypatch.setitem(__import__("sys").modules, "openpyxl", None)
    file = tmp_path / "book.xlsx"
    file.write_bytes(SOUND)
    assert "nstgov[sheets]" in bring_file(nst, tmp_path / "here", file).err
    file.write_text("circle,person\nGarden,Ana Ruiz\n")
    assert bring_file(nst, tmp_path / "here", file).code == 0
