"""Seven shapes in which organisations keep who belongs where: each comes over, and what does not is told."""

from __future__ import annotations

import io
from pathlib import Path
from typing import NamedTuple

import pytest
from openpyxl import Workbook

from nstgov.records import Circle
from nstgov.store.checkout import read_checkout
from nstgov.store.reading import read_movement
from tests.commands import Nst, Outcome

SHEETS = Path(__file__).parent / "sheets"


class Shape(NamedTuple):
    """What comes of a file: by circle its parent, its members, and who holds it together; and words of the report."""

    circles: dict[str, tuple[str | None, set[str]]]
    facilitators: dict[str, str]
    told: tuple[str, ...]


SHAPES = {
    "german-circles.csv": Shape(
        {
            "leitungskreis": (None, {"jorg-muller", "umit-yilmaz"}),
            "garten": ("leitungskreis", {"anne-gross", "jorg-muller", "siobhan-oneill"}),
            "kuche": ("leitungskreis", {"umit-yilmaz"}),
        },
        {"leitungskreis": "jorg-muller", "garten": "jorg-muller"},
        ("turned around (rows 2, 3, 4, 5, 6 and 1 more)", "Delegierte (1)"),
    ),
    "roles-of-an-organisation.csv": Shape(
        {
            "company": (None, {"ana-ruiz", "ben-okafor", "chi-tran"}),
            "product": ("company", {"dee-marsh", "eli-novak"}),
        },
        {"company": "chi-tran", "product": "dee-marsh"},
        ('"Purpose" differs within a circle', "no mail addresses", "Designer (1), Rep Link (1)"),
    ),
    "working-groups.csv": Shape(
        {
            "docs": (None, {"ana-ruiz", "ben-okafor", "chi-tran"}),
            "website": (None, {"ben-okafor", "dee-marsh"}),
        },
        {"docs": "ana-ruiz"},
        ("Benjamin Okafor was read as Ben Okafor, whose account is the same: BenO (row 5)", "pronouns"),
    ),
    "housing-in-spanish.csv": Shape(
        {
            "asamblea": (None, set()),
            "obras": ("asamblea", {"ana-ruiz", "benito-oka", "chi-tran", "lucia-pena"}),
            "convivencia": ("asamblea", {"eli-novak", "fe-lund", "gil-haas", "lucia-pena"}),
        },
        {},
        ("a cell that names several people was split (rows 5, 6)",),
    ),
    "network-in-arabic.csv": Shape(
        {
            "lshbkh": (None, {"lyla-hd-d", "ywsf-mnswr"}),
            "lhdyqh": ("lshbkh", {"s-my-drwysh", "nwr-ldyn"}),
            "lmtbkh": ("lshbkh", {"lyla-hd-d"}),
        },
        {"lshbkh": "lyla-hd-d"},
        (),
    ),
    "teams-by-id.csv": Shape(
        {
            "council": (None, {"person-1", "person-2"}),
            "lang": ("council", {"person-1", "person-3"}),
            "lang-advisors": ("lang", {"person-4"}),
            "docs": ("council", {"person-2", "person-4"}),
            "all": (None, set()),
        },
        {"lang": "person-1", "docs": "person-2"},
        ("council-rep-lang (1)", "kind (not understood)"),
    ),
}
"""The workbook makes seven."""


def bring_file(nst: Nst, place: Path, file: Path, *options: str) -> Outcome:
    """Bring a file into a folder that is made for it where it is not there."""
    place.mkdir(exist_ok=True)
    return nst("import", "circles", file, "--since", "2026-08-22", "--no-input", *options, cwd=place)


def _circles_in(place: Path) -> dict[str, Circle]:
    return {circle.circle: circle for circle in read_movement(read_checkout(place)).find_all(Circle)}


@pytest.mark.parametrize("name", SHAPES)
def test_a_shape_comes_over(name: str, tmp_path: Path, nst: Nst) -> None:
    """Circles, parents, people and facilitators are those of the file; what is left out is named; all passes check."""
    done = bring_file(nst, tmp_path / "here", SHEETS / name)
    assert done.code == 0, done.text
    circles = _circles_in(tmp_path / "here")
    assert {id_: (circle.parent, set(circle.members)) for id_, circle in circles.items()} == SHAPES[name].circles
    assert {id_: one.facilitator for id_, one in circles.items() if one.facilitator} == SHAPES[name].facilitators
    for words in SHAPES[name].told:
        assert words in done.out
    assert "@example.org" not in "".join(path.read_text() for path in (tmp_path / "here").rglob("*.yml"))
    assert nst("check", cwd=tmp_path / "here").code == 0


@pytest.mark.parametrize("name", SHAPES)
def test_the_same_file_again_changes_nothing(name: str, tmp_path: Path, nst: Nst) -> None:
    """Every circle and person is known again, on whatever day; not one byte is another."""
    bring_file(nst, tmp_path / "here", SHEETS / name)
    before = {path: path.read_bytes() for path in (tmp_path / "here").rglob("*") if path.is_file()}
    again = nst("import", "circles", SHEETS / name, "--since", "2026-11-01", "--no-input", cwd=tmp_path / "here")
    assert again.code == 0, again.text
    assert "on record already. Nothing was written." in again.out
    assert {path: path.read_bytes() for path in (tmp_path / "here").rglob("*") if path.is_file()} == before


def make_workbook(sheets: dict[str, list[list[object]]]) -> bytes:
    """A workbook of Excel with some sheets."""
    book = Workbook()
    del book[book.sheetnames[0]]
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def test_a_workbook_comes_over(tmp_path: Path, nst: Nst) -> None:
    """The sheet that tells of circles is found, merged cells are read downwards, and the other sheet is named."""
    rows: list[list[object]] = [
        ["Our co-op", None, None],
        [],
        ["Team", "First name", "Last name", "Since"],
        ["Garden", "Ana", "Ruiz", 2019],
        [None, "Ben", "Okafor", 2020.0],
        ["Kitchen", "Ana", "Ruiz", None],
    ]
    file = tmp_path / "members"
    file.write_bytes(make_workbook({"Notes": [["Whom to ask", "Ana"]], "Members": rows}))
    done = bring_file(nst, tmp_path / "here", file)
    assert done.code == 0, done.text
    circles = _circles_in(tmp_path / "here")
    assert {id_: set(one.members) for id_, one in circles.items()} == {
        "garden": {"ana-ruiz", "ben-okafor"},
        "kitchen": {"ana-ruiz"},
    }
    assert 'sheet "Members" was read, and Notes was not' in done.out
    assert "Since (not understood)" in done.out
