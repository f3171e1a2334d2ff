"""Bringing circles from a spreadsheet."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from nstgov.author.circle_import import assign_ids, plan_import
from nstgov.author.spreadsheet import SpreadsheetError, collect_circles, find_columns, read_rows
from nstgov.languages.short_names import short_name
from nstgov.lifecycle import FLOORS
from nstgov.records import Circle, Movement
from nstgov.store.reading import read_movement
from tests.commands import Nst
from tests.record import tree_of

SINCE = date(2026, 8, 22)
SHEET = """circle,name,parent,aim,person,roles
top,The top,,Hold it all,,
moss,Moss: keepers #1,top,"Look after the moss, and more",p-1,lead
moss,Moss: keepers #1,top,,p-2,
fern,Fern,moss,no,p-1,
fern,Fern,moss,no,p-3,secretary
fern,Fern,moss,no,2026-01-01,
"""


def _sheet(tmp_path: Path, text: str | bytes) -> Path:
    path = tmp_path / "sheet.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def _movement(tmp_path: Path, text: str) -> Movement:
    heading, rows = read_rows(_sheet(tmp_path, text))
    plan = plan_import(collect_circles(rows, find_columns(heading, {})), Movement(()), FLOORS.levels, SINCE, "a sheet")
    return read_movement(tree_of({"nstgov.yml": "format: 1\ntitle: T\n", **plan.files}))


def test_what_is_written_reads_back_as_it_was_meant(tmp_path: Path) -> None:
    """Names, aims and people come back from the YAML exactly, whatever characters they hold."""
    movement = _movement(tmp_path, SHEET)
    assert [m for m in movement.misfits if m.rule] == []
    circles = {circle.circle: circle for circle in movement.find_all(Circle)}
    assert circles["moss"].name == "Moss: keepers #1"
    assert circles["moss"].aim == "Look after the moss, and more"
    assert circles["fern"].aim == "no"
    assert circles["fern"].members["2026-01-01"].name == "2026-01-01"
    assert circles["fern"].members["p-1"].home == "moss"
    assert circles["moss"].facilitator == "p-1"
    assert circles["fern"].secretary == "p-3"
    assert circles["fern"].imported == "a sheet, 2026-08-22"


def test_levels_follow_from_the_depth(tmp_path: Path) -> None:
    """A circle without any below it is on the first level, its parent one higher; the highest level takes the rest."""
    circles = {circle.circle: circle.level for circle in _movement(tmp_path, SHEET).find_all(Circle)}
    assert circles == {"fern": "friend", "moss": "regional", "top": "continental"}
    deep = "circle,parent,person\n" + "".join(f"c{n},{f'c{n - 1}' if n else ''},p{n}\n" for n in range(7))
    levels = {circle.circle: circle.level for circle in _movement(tmp_path, deep).find_all(Circle)}
    assert [levels[f"c{n}"] for n in range(7)] == [
        "global",
        "global",
        "global",
        "global",
        "continental",
        "regional",
        "friend",
    ]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "no heading"),
        ("circle,person\n", "no rows"),
        ("colour,taste\nred,sweet\n", "no column names the circle"),
        ("circle,parent\na1,b1\nb1,a1\n", "form a ring: a1 → b1 → a1"),
        ("circle,parent\na1,zz\n", "row 2: the parent zz of a1 is no circle"),
        ("circle,person\n,ana\n", "row 2 names no circle"),
        ("circle,parent\na1,b1\na1,c1\nb1,\nc1,\n", "gives a1 the parent c1"),
        ("circle,level\na1,planetary\n", '"planetary" is none of the levels'),
        (b"circle\n\xff\n", "not UTF-8"),
        (b"circle\n\x00\n", "zero bytes"),
        ('circle\n"a1', "no proper CSV"),
    ],
)
def test_a_bad_sheet_is_told_with_its_row_and_nothing_is_written(
    tmp_path: Path, nst: Nst, text: str | bytes, says: str
) -> None:
    """What cannot be used ends with 2, says which row, and leaves the folder as it was."""
    sheet = _sheet(tmp_path, text)
    target = tmp_path / "target"
    target.mkdir()
    found = nst("import", "circles", sheet, cwd=target)
    assert found.code == 2
    assert says.lower() in found.err.lower()
    assert list(target.iterdir()) == []


def test_columns_are_guessed_and_can_be_said(tmp_path: Path) -> None:
    """Headings in other words and separators are understood; an option overrules a guess."""
    heading, rows = read_rows(_sheet(tmp_path, "\ufeffTeam;Subteam of;Member;Colour\nred;;ana;blue\n"))
    assert find_columns(heading, {}) == {"circle": 0, "parent": 1, "person": 2}
    assert find_columns(heading, {"aim": "Colour"})["aim"] == 3
    with pytest.raises(SpreadsheetError, match="no column"):
        find_columns(heading, {"aim": "Flavour"})
    assert collect_circles(rows, {"circle": 0, "person": 2})["red"].people["ana"].name == "ana"


def test_a_dry_run_shows_and_writes_nothing(tmp_path: Path, nst: Nst) -> None:
    """The mapping, the counts and the first file are shown; the folder stays empty."""
    sheet = _sheet(tmp_path, SHEET)
    target = tmp_path / "target"
    target.mkdir()
    found = nst("import", "circles", sheet, "--dry-run", cwd=target)
    assert found.code == 0
    assert "3 circles (1 friend, 1 regional, 1 continental), 4 people, 5 memberships" in found.out
    assert list(target.iterdir()) == []


def test_an_import_into_an_empty_folder_begins_a_movement_that_can_be_checked(tmp_path: Path, nst: Nst) -> None:
    """The record passes with warnings only, and a second import writes nothing over."""
    sheet = _sheet(tmp_path, SHEET)
    target = tmp_path / "target"
    target.mkdir()
    assert nst("import", "circles", sheet, "--since", "2026-08-22", cwd=target).code == 0
    assert nst("check", cwd=target).code == 0
    before = {path: path.read_bytes() for path in target.rglob("*.yml")}
    again = nst("import", "circles", sheet, "--since", "2026-08-22", cwd=target)
    assert again.code == 2
    assert "row 2: a circle top is on record already" in again.err.lower()
    assert {path: path.read_bytes() for path in target.rglob("*.yml")} == before


def test_ids_are_never_given_twice() -> None:
    """Names that come to the same id, or to none, get ids of their own."""
    found = assign_ids(["Ana Ruiz", "ana-ruiz", "Åna Ruiz", "李", "x", "y" * 200], {"ana-ruiz": 1})
    assert len(set(found.values())) == 6
    assert "ana-ruiz" not in found.values()
    assert all(2 <= len(id_) <= 64 for id_ in found.values())
    assert short_name("Café: Nord/Süd") == "cafe-nord-sud"
