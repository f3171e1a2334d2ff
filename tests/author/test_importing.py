"""Bringing circles from a spreadsheet."""

from __future__ import annotations

from pathlib import Path

import pytest

from nstgov.author.circle_import import assign_ids
from nstgov.author.column_meanings import choose_columns, score_heading
from nstgov.author.safe_writer import PathTaken, write_new
from nstgov.author.sheet_rows import SpreadsheetError
from nstgov.author.spreadsheet import read_table
from nstgov.languages.short_names import short_name
from nstgov.records import Circle, Movement
from nstgov.store.checkout import read_checkout
from nstgov.store.reading import read_movement
from tests.commands import Nst, Outcome

SHEET = """circle,name,parent,aim,person,roles
top,The top,,Hold it all,,
moss,Moss: keepers #1,top,"Look after the moss, and more",p-1,lead
moss,Moss: keepers #1,top,,p-2,
fern,Fern,moss,no,p-1,
fern,Fern,moss,no,p-3,secretary
fern,Fern,moss,no,2026-01-01,
"""


def _write_sheet(tmp_path: Path, text: str | bytes) -> Path:
    path = tmp_path / "sheet.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def _bring(nst: Nst, tmp_path: Path, text: str | bytes, *options: str) -> Outcome:
    sheet = _write_sheet(tmp_path, text)
    (tmp_path / "here").mkdir(exist_ok=True)
    options = ("--since", "2026-08-22", "--no-input", *options)
    return nst("import", "circles", sheet, *options, cwd=tmp_path / "here")


def _movement(nst: Nst, tmp_path: Path, text: str | bytes, *options: str) -> Movement:
    done = _bring(nst, tmp_path, text, *options)
    assert done.code == 0, done.text
    assert nst("check", cwd=tmp_path / "here").code == 0
    return read_movement(read_checkout(tmp_path / "here"))


def _members(movement: Movement) -> dict[str, dict[str, str | None]]:
    """By circle, each member's name, or None where they are introduced elsewhere."""
    return {one.circle: {id_: who.name for id_, who in one.members.items()} for one in movement.find_all(Circle)}


def test_what_is_written_reads_back_as_it_was_meant(tmp_path: Path, nst: Nst) -> None:
    """Names, aims and people come back from the YAML exactly, whatever characters they hold."""
    movement = _movement(nst, tmp_path, SHEET)
    circles = {circle.circle: circle for circle in movement.find_all(Circle)}
    assert circles["moss"].name == "Moss: keepers #1"
    assert circles["moss"].aim == "Look after the moss, and more"
    assert circles["fern"].aim == "no"
    assert circles["fern"].members["2026-01-01"].name == "2026-01-01"
    assert circles["fern"].members["p-1"].home == "moss"
    assert circles["moss"].facilitator == "p-1"
    assert circles["fern"].secretary == "p-3"
    assert circles["fern"].imported == "sheet.csv, 2026-08-22"


def test_levels_follow_from_the_depth(tmp_path: Path, nst: Nst) -> None:
    """A circle without any below it is on the first level, its parent one higher; the highest level takes the rest."""
    deep = "circle,parent,person\n" + "".join(f"c{n},{f'c{n - 1}' if n else ''},p{n}\n" for n in range(7))
    levels = {circle.circle: circle.level for circle in _movement(nst, tmp_path, deep).find_all(Circle)}
    assert [levels[f"c{n}"] for n in range(7)] == [*["global"] * 4, "continental", "regional", "friend"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "no heading"),
        ("circle,person\n", "no rows"),
        ("colour,taste\nred,sweet\n", "no column names the circle"),
        ("name,email\nAna,a@example.org\nBen,b@example.org\n", "--into NAME"),
        ("circle,parent\nred,\n", "--person COLUMN"),
        ("circle,person\nred,\n", "names nobody"),
        ("circle,person\nred,ana@example.org\n", "names nobody"),
        ("circle,parent,person\na1,b1,p\nb1,a1,\n", "form a ring: a1 → b1 → a1"),
        ("circle,parent,person\na1,a1,p\n", "row 2: the parent a1 of a1 is no circle"),
        ("circle,parent,person\na1,zz,p\n", "row 2: the parent zz of a1 is no circle"),
        ("circle,parent,person\nx1,,p\ny1,,q\nf,x1,r\nf,y1,s\ng,f,t\n", "row 6: there are 2 circles f"),
        ("circle,person\n,ana\n", "row 2 names no circle"),
        ("circle,level,person\na1,planetary,p\n", '"planetary" is none of the levels'),
        (
            "circle,person,account\nr,Ana,a1\nr,Ana,a2\ng,Ana,\n",
            "row 4 does not say which Ana it means: row 2 or row 3",
        ),
        (b"circle,person\nCaf\xe9,Jos\xe9\n", "--encoding cp1252"),
        (b"circle\n\x00\n", "zero bytes"),
        ('circle,person\n"a1', "no proper CSV"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "an Excel workbook of the old kind"),
        (b"\xff\xfec\xd8", "not written in utf-16"),
    ],
)
def test_a_bad_sheet_is_told_with_its_row_and_nothing_is_written(
    tmp_path: Path, nst: Nst, text: str | bytes, says: str
) -> None:
    """What cannot be used ends with 2, says which row, and leaves the folder as it was."""
    found = _bring(nst, tmp_path, text)
    assert found.code == 2
    assert says.lower() in found.err.lower()
    assert list((tmp_path / "here").iterdir()) == []


def test_columns_are_guessed_and_can_be_said(tmp_path: Path) -> None:
    """Headings in other words and separators are understood; an option overrules a guess."""
    table = read_table(_write_sheet(tmp_path, "\ufeffTeam;Subteam of;Member;Colour\nred;;ana;blue\n"), score_heading)
    choice = choose_columns(table.rows, {})
    assert choice.columns == {"circle": 0, "parent": 1, "person": 2}
    assert choice.unread == {"Colour": "not understood"}
    assert choose_columns(table.rows, {"aim": "Colour"}).columns["aim"] == 3
    with pytest.raises(SpreadsheetError, match="no column"):
        choose_columns(table.rows, {"aim": "Flavour"})


@pytest.mark.parametrize(
    ("heading", "circle", "person"),
    [
        ("name,email,circle", "circle", "name"),
        ("name,parent,member", "name", "member"),
        ("id,name,parent,person", "id", "person"),
        ("team,first name,surname", "team", "first name"),
        ("equipo,nombre,correo", "equipo", "nombre"),
        ("الفريق,الاسم,البريد", "الفريق", "الاسم"),
        ("circle name,name,github", "circle name", "name"),
        ("circle (team; unit),full_name", "circle (team; unit)", "full_name"),
    ],
)
def test_whose_name_a_column_gives_follows_from_the_others(
    tmp_path: Path, heading: str, circle: str, person: str
) -> None:
    """A name beside a circle and a mail address is a person's; beside a parent and members it is the circle's."""
    rows = "".join(f"{','.join(f'x{n}{m}' for m in range(heading.count(',') + 1))}\n" for n in range(3))
    choice = choose_columns(read_table(_write_sheet(tmp_path, f"{heading}\n{rows}"), score_heading).rows, {})
    titles = choice.list_titles()
    assert (titles["circle"], titles["person"]) == (circle, person)


@pytest.mark.parametrize("text", ["sep=;\ncircle;person\nGarden;Ana, Ruiz\n", "circle|person\nGarden|Ana Ruiz\n"])
def test_the_sign_between_columns_is_found(tmp_path: Path, nst: Nst, text: str) -> None:
    """As a first line says, or as the headings tell."""
    assert set(_members(_movement(nst, tmp_path, text))) == {"garden"}


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-8-sig"])
def test_other_encodings_are_read(tmp_path: Path, nst: Nst, encoding: str) -> None:
    """UTF-16 is known by its first bytes; another one is named by an option."""
    said = ("--encoding", "cp1252") if encoding == "cp1252" else ()
    movement = _movement(nst, tmp_path, "circle\tperson\r\nCafé\tZoë Groß\r\n".encode(encoding), *said)
    assert _members(movement) == {"cafe": {"zoe-gross": "Zoë Groß"}}


def test_texts_are_cleaned_and_told(tmp_path: Path, nst: Nst) -> None:
    """Letters in pieces are composed, signs that nobody sees are taken out, and rows are named."""
    text = "circle,person\nCafe\u0301,Jose\u0301\nCafé,José\nCafé,A\u200bna\u202e Ruiz\n"
    done = _bring(nst, tmp_path, text)
    assert "signs that cannot be seen were taken out (row 4)" in done.out
    assert _members(read_movement(read_checkout(tmp_path / "here"))) == {
        "cafe": {"jose": "José", "ana-ruiz": "Ana Ruiz"}
    }


def test_a_person_is_known_by_their_account(tmp_path: Path, nst: Nst) -> None:
    """Two spellings of one account are one person; one name with two accounts is two."""
    text = "circle,person,github\nG1,Benjamin Fox,@BenFox\nK1,Ben Fox,benfox\nG1,Ana,a-1\nK1,Ana,a-2\n"
    assert _members(_movement(nst, tmp_path, text)) == {
        "g1": {"benjamin-fox": "Benjamin Fox", "ana": "Ana"},
        "k1": {"benjamin-fox": None, "ana-2": "Ana"},
    }


def test_circles_are_told_apart_by_parent_and_name(tmp_path: Path, nst: Nst) -> None:
    """Two Finance circles of different people are two; one whose people are the same has two parents, and keeps one."""
    two = "circle,parent,person\nNorth,,Ana\nSouth,,Ben\nFinance,North,Chi\nFinance,South,Dee\n"
    parents = {one.circle: one.parent for one in _movement(nst, tmp_path, two).find_all(Circle)}
    assert parents == {"north": None, "south": None, "finance": "north", "south-finance": "south"}
    (tmp_path / "other").mkdir()
    one = "circle,parent,person\nNorth,,Ana\nSouth,,Ben\nBridge,North,Chi\nBridge,South,Chi\nPier,North; South,Eli\n"
    done = _bring(nst, tmp_path / "other", one)
    assert "Bridge has a second parent, South, which was left out: North is kept (row 5)" in done.out
    assert "Pier has a second parent, South, which was left out (row 6)" in done.out


def test_a_path_names_the_circles_above(tmp_path: Path, nst: Nst) -> None:
    """`Co-op > Garden` is a circle under another; one without a row of its own begins empty, and that is told."""
    text = "circle,person\nCo-op > Garden > Compost,Ben\nCo-op > Garden,Ana\n"
    done = _bring(nst, tmp_path, text)
    assert "Co-op has no row of its own" in done.out
    parents = {one.circle: one.parent for one in read_movement(read_checkout(tmp_path / "here")).find_all(Circle)}
    assert parents == {"co-op": None, "garden": "co-op", "compost": "garden"}


@pytest.mark.parametrize(
    ("cell", "people"),
    [
        ("Ana Ruiz, Ben Okafor", ["Ana Ruiz", "Ben Okafor"]),
        ("Ana, Ben, Chi", ["Ana", "Ben", "Chi"]),
        ("Ruiz, Ana", ["Ana Ruiz"]),
        ("Sam Reed, Jr.", ["Sam Reed Jr."]),
        ("- Ana Ruiz\n- Ben Okafor (facilitator)\n", ["Ana Ruiz", "Ben Okafor"]),
        ("Ana Ruiz <ana@example.org>; Ben Okafor", ["Ana Ruiz", "Ben Okafor"]),
        ("1. ليلى حداد؛ نور، سامي د، هدى", ["ليلى حداد", "نور", "سامي د", "هدى"]),
        ("田中愛子、山田太郎", ["田中愛子", "山田太郎"]),
    ],
)
def test_a_list_in_a_cell_is_split(tmp_path: Path, nst: Nst, cell: str, people: list[str]) -> None:
    """At lines, semicolons and commas of many scripts; a name that was turned around is turned back."""
    movement = _movement(nst, tmp_path, f'circle,person\nGarden,"{cell}"\n')
    assert list(_members(movement)["garden"].values()) == people


def test_a_list_of_one_circle_is_told_where_to_go(tmp_path: Path, nst: Nst) -> None:
    """With `--into` its people begin that circle; who is not in it later joins as anybody does."""
    text = "github_username,email,name\nanar,a@example.org,Ana Ruiz\nbeno,b@example.org,Ben Okafor\n"
    assert _members(_movement(nst, tmp_path, text, "--into", "Oak Street")) == {
        "oak-street": {"ana-ruiz": "Ana Ruiz", "ben-okafor": "Ben Okafor"}
    }
    more = _bring(nst, tmp_path, f"{text}zoe,z@example.org,Zoe Zed\n", "--into", "Oak Street")
    assert more.code == 0
    assert "needs everybody's yes there (nstgov join): Zoe Zed" in more.out


def test_a_parent_on_record_is_a_parent(tmp_path: Path, nst: Nst) -> None:
    """New circles go under one that is there, on a level no higher, with the people who are there."""
    _movement(nst, tmp_path, "circle,person,account\nCo-op,Ana Ruiz,anar\n")
    text = "circle,parent,person,account\nGarden,Co-op,A. Ruiz,AnaR\nCompost,Garden,Ben,\n"
    movement = _movement(nst, tmp_path, text)
    circles = {circle.circle: circle for circle in movement.find_all(Circle)}
    assert (circles["garden"].parent, circles["garden"].level) == ("co-op", "friend")
    assert circles["garden"].members["ana-ruiz"].home == "co-op"
    assert "circles/co-op/garden/compost/circle.yml" in movement.records


def test_what_check_would_refuse_is_not_written(tmp_path: Path, nst: Nst) -> None:
    """The plan is judged first; each error names its rows, and nothing of the file is written."""
    same = "circle,person,account\nGarden,Ana,a-1\nGarden,Ana,a-2\nShed,Ben,b\n"
    done = _bring(nst, tmp_path, same)
    assert done.code == 1
    assert "rows 2, 3: " in done.out
    assert "A05" in done.out
    assert list((tmp_path / "here").iterdir()) == []


def test_a_circle_of_too_many_can_begin_without_them(tmp_path: Path, nst: Nst) -> None:
    """Thirteen people are no circle: refused, or, when asked for, begun empty and told."""
    large = "circle,parent,person\n" + "".join(f"Big,,P{n}\n" for n in range(13)) + "Small,Big,P1\n"
    assert "--empty-large" in _bring(nst, tmp_path, large).out
    assert list((tmp_path / "here").iterdir()) == []
    assert _members(_movement(nst, tmp_path, large, "--empty-large")) == {"big": {}, "small": {"p1": "P1"}}


def test_a_dry_run_shows_and_writes_nothing(tmp_path: Path, nst: Nst) -> None:
    """The mapping, the counts and the first file are shown; the folder stays empty."""
    found = _bring(nst, tmp_path, SHEET, "--dry-run")
    assert found.code == 0
    assert "3 circles (1 friend, 1 regional, 1 continental), 4 people, 5 memberships" in found.out
    assert list((tmp_path / "here").iterdir()) == []


def test_where_one_file_cannot_be_written_none_stays(tmp_path: Path, nst: Nst, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody else writes the last path meanwhile: what was written before it is taken away again."""
    real = write_new

    def write_or_fail(root: Path, files: dict[str, str]) -> None:
        if "circles/top/moss/fern/circle.yml" in files:
            raise PathTaken(root / "circles/top/moss/fern/circle.yml")
        real(root, files)

    monkeypatch.setattr("nstgov.author.laid_over.write_new", write_or_fail)
    done = _bring(nst, tmp_path, SHEET)
    assert done.code == 2
    assert "nothing is written over" in done.err
    assert [path for path in (tmp_path / "here").rglob("*") if path.is_file()] == []


def test_ids_are_never_given_twice() -> None:
    """Names that come to the same id, to none, or to one that no system may use, get ids of their own."""
    names = ["Ana Ruiz", "ana-ruiz", "Åna Ruiz", "李", "x", "y" * 200, "Con"]
    found = assign_ids(dict(enumerate(names)), {"ana-ruiz": 1})
    assert len(set(found.values())) == 7
    assert "ana-ruiz" not in found.values()
    assert "con" not in found.values()
    assert all(2 <= len(id_) <= 64 for id_ in found.values())
    assert short_name("Café: Nord/Süd") == "cafe-nord-sud"
