"""The data: whole, as their schemas say, harmless in a spreadsheet, and enough to answer what held on a day."""

from __future__ import annotations

import codecs
import csv
import io
import json
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import jsonschema
import pytest

from nstgov.lifecycle import decisions_on
from nstgov.publish.data import table_files as writing
from nstgov.publish.data.columns import list_columns, make_table_schema
from nstgov.publish.data.data_files import TABLES, make_data_files
from nstgov.publish.data.table_files import quote_formula
from nstgov.publish.kept_values import KeptValues
from nstgov.publish.site import read_site
from nstgov.publish.views.snapshot import Snapshot
from nstgov.publish.withholding import INSTEAD, remove_withheld
from nstgov.records import KINDS, Movement, Version, Withheld
from nstgov.store.cache import Cache
from nstgov.store.landings import Landing
from tests.publish.conftest import BuiltSite
from tests.publish.hostile import PAYLOADS, poisoned
from tests.record import TODAY, example_record, movement_from, tree_of

FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n")


@cache
def _example() -> Movement:
    return remove_withheld(movement_from(tree_of(example_record())), TODAY)


def _scene(movement: Movement | None = None, day: date = TODAY) -> Snapshot:
    movement = movement or _example()
    return Snapshot(movement, day, read_site(movement, day))


def _make_data(scene: Snapshot | None = None) -> dict[str, bytes]:
    return {making.path: making.make() for making in make_data_files(scene or _scene())}


@cache
def _data() -> dict[str, bytes]:
    """The data of the worked example, made once."""
    return _make_data()


def _rows(files: dict[str, bytes], table: str) -> list[dict[str, Any]]:
    index = json.loads(files["index.json"])
    pieces = next(entry["files"] for entry in index["tables"] if entry["name"] == table)
    return [row for piece in pieces for row in json.loads(files[piece["json"]])]


def _cells(data: bytes) -> list[list[str]]:
    assert data.startswith(codecs.BOM_UTF8), "or a spreadsheet takes it for another encoding"
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))


@pytest.mark.long
@pytest.mark.parametrize("hostile", [False, True])
def test_every_table_is_as_its_schema_says(hostile: bool) -> None:
    """Each JSON file fits the schema that is published beside it, and each schema is one; also with hostile texts."""
    files = _make_data(_scene(poisoned(_example())) if hostile else None)
    for table in TABLES:
        schema = json.loads(files[f"schemas/{table.name}.json"])
        jsonschema.Draft7Validator.check_schema(schema)
        checker = jsonschema.Draft7Validator(schema, format_checker=jsonschema.FormatChecker())
        assert [fault.message for fault in checker.iter_errors(json.loads(files[f"{table.name}.json"]))] == []
    jsonschema.validate(json.loads(files["index.json"]), json.loads(files["schemas/index.json"]))


def test_a_schema_refuses_what_a_table_never_has() -> None:
    """A row without a column, with one more, or with a number for a text does not fit."""
    table = next(table for table in TABLES if table.name == "links")
    row = {"circle": "oak", "parent": "elm", "first": "2026-01-01", "last": None}
    checker = jsonschema.Draft7Validator(make_table_schema(table))
    assert checker.is_valid([row])
    for bad in ({**row, "more": 1}, {"circle": "oak"}, {**row, "circle": 7}, {**row, "first": "soon"}):
        assert not checker.is_valid([bad])


def test_every_column_says_what_it_means() -> None:
    """Each table and each column is explained, and no two tables have the same name."""
    assert len({table.name for table in TABLES}) == len(TABLES)
    for table in TABLES:
        assert table.about
        assert all(column.about for column in list_columns(table.row)), table.name


def test_both_forms_have_the_same_rows() -> None:
    """CSV, read by Python's reader, has the columns and rows of JSON, cell by cell."""
    files = _data()
    for table in TABLES:
        head, *rows = _cells(files[f"{table.name}.csv"])
        plain = json.loads(files[f"{table.name}.json"])
        assert head == [column.name for column in list_columns(table.row)]
        assert rows == [[_as_cell(value) for value in row.values()] for row in plain], table.name


def _as_cell(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    text = "\n".join(value) if isinstance(value, list) else "" if value is None else str(value)
    return f"'{text}" if text.startswith((*FORMULAS, "'")) else text


@pytest.mark.long
def test_no_cell_is_a_formula() -> None:
    """With hostile texts and names in every field no cell begins as a formula does, and no row is torn."""
    bad = ('=HYPERLINK("//elsewhere.example")', "+1", "-1+1|cmd", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1")
    titled = {name: _retitled(text) for name, text in zip(bad, bad, strict=True)}
    for movement in (poisoned(_example()), *titled.values()):
        files = _make_data(_scene(movement))
        assert any(b"'" + sign.encode() in data for data in files.values() for sign in FORMULAS)
        for table in TABLES:
            head, *rows = _cells(files[f"{table.name}.csv"])
            assert all(len(row) == len(head) for row in rows)
            assert not [each for row in rows for each in row if each.startswith((*FORMULAS, "＝", "＋", "－", "＠"))]


def _retitled(title: str) -> Movement:
    """The example with one title for every proposal, whatever characters it has."""
    records = _example().records.values()
    return Movement([replace(one, title=title) if isinstance(one, Version) else one for one in records])


def test_what_was_guarded_can_be_had_back() -> None:
    """One apostrophe less gives every text as it was, also one that began with an apostrophe itself."""
    for text in ("=1", "'=1", "''", "-", "plain", "it's", "\n"):
        found = quote_formula(text)
        assert found is not None
        assert found.removeprefix("'") == text


def test_json_cannot_be_taken_for_html() -> None:
    """No file of the data holds the beginning of an element, and what it stands for is there all the same."""
    files = _make_data(_scene(poisoned(_example())))
    assert not [path for path, data in files.items() if path.endswith(".json") and b"<" in data]
    texts = {row["text"] for row in _rows(files, "versions")}
    assert texts & set(PAYLOADS)


def test_every_record_is_in_the_data() -> None:
    """Each file on record is listed with its SHA-256, and each kind that the example has is named."""
    rows = {row["path"]: row for row in _rows(_data(), "records")}
    assert set(rows) == set(_example().records)
    assert all(row["sha256"] == _example().sha256[path] for path, row in rows.items())
    assert {row["kind"] for row in rows.values()} <= {kind.name for kind in KINDS}


def test_texts_are_in_full() -> None:
    """A version's text stands in the data to the last letter."""
    version = _example().proposals["meeting-house-key-box"].versions[1]
    row = next(row for row in _rows(_data(), "versions") if row["path"] == version.file)
    assert (row["need"], row["text"]) == (version.need, version.text)
    assert row["authors"] == list(version.authors)


def test_every_voice_is_there_with_its_proof() -> None:
    """Who spoke in a round stands in the data, each with what they said and how it is proven."""
    path = "proposals/meeting-house-key-box/rounds/2026-05-04.lantern-row.yml"
    rows = {row["person"]: row for row in _rows(_data(), "voices") if row["path"] == path}
    assert len(rows) == 9
    assert rows["jonas-lindqvist"]["concern"].startswith("Numbers travel.")
    assert {row["proof"] for row in rows.values()} <= {"declared", "heard", "confirmed", "signed"}


@pytest.mark.parametrize("day", [date(2026, 3, 1), date(2026, 6, 1), date(2026, 9, 30), TODAY])
def test_what_was_in_force_on_a_day_can_be_read_off(day: date) -> None:
    """Rows whose days hold a day are the decisions that the record itself says were in force then."""
    held = {
        row["decision"]
        for row in _rows(_data(), "in-force")
        if row["first"] <= day.isoformat() and (row["last"] is None or day.isoformat() <= row["last"])
    }
    assert held == {id_ for id_, state in decisions_on(_example(), day).items() if state.in_force}


def test_data_of_an_earlier_day_know_nothing_of_what_came_later() -> None:
    """As of a day in the past there is no record of a later one, in any table."""
    day = date(2026, 6, 1)
    files = _make_data(_scene(day=day))
    days = [row["day"] for row in _rows(files, "records") if row["day"]]
    assert max(days) <= day.isoformat()
    later = {path for path in _example().records if path not in {row["path"] for row in _rows(files, "records")}}
    assert later
    for table in TABLES:
        if table.name != "records":
            assert not later & {row.get("path") for row in _rows(files, table.name)}, table.name


def test_what_is_withheld_stays_withheld() -> None:
    """The text that the example's decision hides is nowhere in the data; its hash is."""
    hidden = next(iter(_example().find_all(Withheld)))
    whole = movement_from(tree_of(example_record())).records[hidden.beside]
    secret = getattr(whole, "because", "")
    files = _data()
    assert secret
    assert not [path for path, data in files.items() if secret.strip().encode() in data]
    assert [row["text"] for row in _rows(files, "circle-acts") if row["path"] == hidden.beside] == [INSTEAD]
    assert hidden.sha256 in {row["sha256"] for row in _rows(files, "records")}


def test_a_long_table_goes_on_in_another_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond a size a table has further files, which the index names; together they have every row once."""
    whole = _rows(_data(), "voices")
    monkeypatch.setattr(writing, "LONGEST", 40_000)
    monkeypatch.setattr(writing, "TOGETHER", 20)
    files = _make_data()
    assert "voices-2.json" in files
    assert _rows(files, "voices") == whole
    entry = next(entry for entry in json.loads(files["index.json"])["tables"] if entry["name"] == "voices")
    assert sum(piece["rows"] for piece in entry["files"]) == entry["rows"] == len(whole)
    assert all(len(_cells(files[piece["csv"]])) == piece["rows"] + 1 for piece in entry["files"])


def _asking(said: str, beside: str = "") -> Movement:
    """The example, with a call for help of its first circle, and something beside that call."""
    folder = min(path for path in example_record() if path.endswith("/circle.yml")).rpartition("/")[0]
    ask = f"{folder}/{TODAY}.asks.yml"
    more = {ask: f"for: {said}\n"} if said else {}
    return movement_from(
        tree_of({**example_record(), **more, **({f"{ask}{beside}": "because: A slip.\n"} if beside else {})})
    )


def test_a_row_more_leaves_the_later_files_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files end where a row's own digest says so, so that a row at the beginning moves no other from file to file."""
    monkeypatch.setattr(writing, "LONGEST", 4_000)
    monkeypatch.setattr(writing, "TOGETHER", 5)
    before, after = (_make_data(_scene(_asking(said))) for said in ("", "Somebody who can cook."))
    files = [path for path in before if path.startswith("records-") and path.endswith(".csv")]
    assert len(files) > 5
    assert sum(before[path] != after.get(path) for path in files) < 3


@pytest.mark.parametrize("lost", ["", "rows", "lines"])
def test_rows_that_are_known_stand_as_if_made_now(lost: str) -> None:
    """With what an earlier run kept of rows, whole or damaged, the tables are those that are made from nothing."""
    kept = Cache(None, "")
    for movement in (
        _asking("Somebody who can cook."),
        _asking("A long ladder."),
        _asking("A long ladder.", ".void.yml"),
        _asking("", ".void.yml"),
        _asking(""),
    ):
        scene = _scene(movement)
        scene.kept = KeptValues(kept)
        assert _make_data(scene) == _make_data(_scene(movement))
        for table in ("records", "circle-acts") if lost else ():
            kept.put_bundle(f"kept rows {table}" if lost == "rows" else f"lines {table}", 0, b"")
        kept.save()


def test_landings_are_told() -> None:
    """Where the history is known, each record has the day and the commit by which it landed."""
    path = "proposals/meeting-house-key-box/v1.yml"
    scene = Snapshot(_example(), TODAY, read_site(_example(), TODAY), {path: Landing("c" * 40, date(2026, 4, 28), 3)})
    rows = {row["path"]: row for row in _rows(_make_data(scene), "records")}
    assert (rows[path]["landed"], rows[path]["commit"]) == ("2026-04-28", "c" * 40)


def test_an_empty_movement_has_tables() -> None:
    """With nothing on record every table is there, with its columns and without a row."""
    files = _make_data(_scene(Movement([])))
    for table in TABLES:
        assert json.loads(files[f"{table.name}.json"]) == []
        assert len(_cells(files[f"{table.name}.csv"])) == 1


def test_the_same_record_gives_the_same_data() -> None:
    """Made twice, every file is the same to the byte."""
    assert _make_data() == _data()


def test_the_page_explains_every_file(site: BuiltSite) -> None:
    """Each table, each column and each way to get it stands on the page; its files lie where it says."""
    page = site.page("data")
    for table in TABLES:
        assert all(f"<code>{column.name}</code>" in page for column in list_columns(table.row))
        for ending in (".json", ".csv"):
            assert f'href="../data/{table.name}{ending}"' in page
            assert (site.folder / "data" / f"{table.name}{ending}").is_file()
    assert "git clone" in page
    assert "public record as of" in page
