"""All data: the files of every table, a JSON Schema for each, those of the records, and an index (M13)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from nstgov import __version__
from nstgov.publish.data.circle_tables import CIRCLES
from nstgov.publish.data.columns import DRAFT, Table, list_columns, make_table_schema
from nstgov.publish.data.decision_tables import DECISIONS
from nstgov.publish.data.objection_tables import OBJECTIONS
from nstgov.publish.data.proposal_tables import PROPOSALS
from nstgov.publish.data.table_files import make_part_files, split_table
from nstgov.publish.data.voice_tables import RECORDS, VOICES
from nstgov.publish.dependencies import get_site_fingerprints
from nstgov.publish.engine.manifest import make_cache_key
from nstgov.publish.engine.output import OutputFolder
from nstgov.publish.engine.site_writer import OutputFile
from nstgov.publish.following.feeds import list_common_feeds
from nstgov.publish.record_findings import findings_of
from nstgov.publish.rendering import GroupNote, Page, PageGroup
from nstgov.publish.site import read_site
from nstgov.publish.views.circle_views import Circles
from nstgov.publish.views.snapshot import Snapshot
from nstgov.publish.withholding import remove_withheld
from nstgov.records import Asks, Movement
from nstgov.store.landings import Landing
from nstgov.store.schema import build_all_schemas

Files = Iterator[OutputFile]
FOLDER = "data/"
TABLES: tuple[Table, ...] = (*CIRCLES, *PROPOSALS, *VOICES, *OBJECTIONS, *DECISIONS, *RECORDS)
"""Every table, in the order in which the page explains them."""


_OF_WORDS = ("circle-acts", "records")
"""The tables that tell of what circles ask for."""


def group_data_files(scene: Snapshot, _circles: Circles) -> Iterator[PageGroup]:
    """Every file of the data but its index, by its path from the site's root, each table with a note of its rows."""
    for table in TABLES:
        yield PageGroup(_name_group(table), _make_table_key(scene, table), partial(_make_site_table, scene, table))
    yield PageGroup(f"{FOLDER}schemas", "schemas", partial(_in_site, make_schema_files()))


def _name_group(table: Table) -> str:
    return f"{FOLDER}{table.name}"


def _make_table_key(scene: Snapshot, table: Table) -> str:
    """A digest over all that the rows of a table are told from."""
    stamps = get_site_fingerprints(scene)
    if table.name in _OF_WORDS or (table.name == "voices" and any(one.voices for one in scene.movement.find_all(Asks))):
        return stamps.whole_record_key
    found = make_cache_key(scene.findings) if table.name == "findings" else "none"
    return f"{stamps.acts_key} {found}" if stamps.acts_key and found else ""


def _make_site_table(scene: Snapshot, table: Table) -> Iterator[OutputFile | GroupNote]:
    sizes: dict[str, int] = {}
    yield from _in_site(_make_table_files(scene, table, sizes))
    yield GroupNote(sizes)


def _in_site(files: Files) -> Files:
    return (making._replace(path=FOLDER + making.path) for making in files)


def _make_table_files(scene: Snapshot, table: Table, sizes: dict[str, int]) -> Files:
    for piece in split_table(scene, table):
        sizes[piece.name] = len(piece.digests)
        yield from make_part_files(table, piece, scene.kept)


def make_data_index(scene: Snapshot, find_note: Callable[[str], Any]) -> Iterator[tuple[str, bytes]]:
    """The index of the data, told from what was noted of each table."""
    index = [_describe_table(table, find_note(_name_group(table)) or {}) for table in TABLES]
    yield f"{FOLDER}index.json", _encode_index(scene, index)


def make_data_files(scene: Snapshot, told: Callable[[int], None] = lambda _: None) -> Files:
    """Every file of the data, by its path from the folder of the data; `told` hears how many rows each table has."""
    index = []
    for table in TABLES:
        sizes: dict[str, int] = {}
        yield from _make_table_files(scene, table, sizes)
        index.append(_describe_table(table, sizes))
        told(sum(sizes.values()))
    yield from make_schema_files()
    yield OutputFile.from_bytes("index.json", _encode_index(scene, index))


def _encode_index(scene: Snapshot, tables: list[dict[str, Any]]) -> bytes:
    return _encode_json({"as_of": scene.day.isoformat(), "title": scene.site.title, "tables": tables})


def _describe_table(table: Table, sizes: dict[str, int]) -> dict[str, Any]:
    files = [{"json": f"{name}.json", "csv": f"{name}.csv", "rows": rows} for name, rows in sizes.items()]
    rows = sum(sizes.values())
    return {"name": table.name, "about": table.about, "schema": _schema_path(table), "rows": rows, "files": files}


def _schema_path(table: Table) -> str:
    return f"schemas/{table.name}.json"


def make_schema_files() -> Files:
    """The JSON Schemas: of each table's JSON files, of the index, and of the records themselves."""
    for table in TABLES:
        yield OutputFile.from_bytes(_schema_path(table), _encode_json(make_table_schema(table)))
    yield OutputFile.from_bytes("schemas/index.json", _encode_json(INDEX_SCHEMA))
    for name, schema in build_all_schemas().items():
        yield OutputFile.from_bytes(f"schemas/records/{name}.json", _encode_json(schema))


def _encode_json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1).replace("<", "\\u003c") + "\n").encode()


def _object_schema(**properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": list(properties),
        "properties": properties,
    }


_TEXT = {"type": "string"}
_NUMBER = {"type": "integer", "minimum": 0}
INDEX_SCHEMA = {
    "$schema": DRAFT,
    "title": "index",
    "description": "What there is: every table, its files and how many rows they have.",
    **_object_schema(
        as_of={"type": "string", "format": "date"},
        title=_TEXT,
        tables={
            "type": "array",
            "items": _object_schema(
                name=_TEXT,
                about=_TEXT,
                schema=_TEXT,
                rows=_NUMBER,
                files={"type": "array", "minItems": 1, "items": _object_schema(json=_TEXT, csv=_TEXT, rows=_NUMBER)},
            ),
        },
    ),
}
"""The JSON Schema of the index."""


def make_data_pages(scene: Snapshot, _circles: Circles) -> Iterator[Page]:
    """The page of the data."""
    _ = scene.words.gettext
    site = scene.site
    view = {
        "tables": [(table.name, table.about, list_columns(table.row)) for table in TABLES],
        "up": "../" if site.prefix else "",
        "git": f"{site.repository.rstrip('/').removesuffix('.git')}.git" if site.repository else None,
        "address": site.base_address or None,
    }
    about = _("Everything on record as JSON and CSV, with what each column means.")
    yield Page("data/", "data", "data.html", _("Data"), about, view, list_common_feeds(scene)[2:])


class ExportResult(NamedTuple):
    """What was written: how many tables, and how many rows in all of them."""

    tables: int
    rows: int


def export_data(
    movement: Movement, as_of: date, out: Path, landed: Mapping[str, Landing] | None = None
) -> ExportResult:
    """
    Write the data of a movement as of a day into a folder of its own. Raises Strange and OSError.

    The same files, byte for byte, as the site has under `data/`.
    """
    findings = findings_of(movement, as_of)
    movement = remove_withheld(movement, as_of)
    scene = Snapshot(movement, as_of, read_site(movement, as_of), landed, findings)
    output, rows = OutputFolder(out), list[int]()
    for making in make_data_files(scene, rows.append):
        output.write_file(making.path, making.make())
    output.remove_leftovers()
    return ExportResult(len(TABLES), sum(rows))


FILE = "build.json"


def make_build_facts(scene: Snapshot, _circles: Circles) -> Iterator[tuple[str, bytes]]:
    """The day that the site shows, the commit it is made from (null outside git), and what made it."""
    site = scene.site
    facts = {
        "title": site.title,
        "as_of": site.made.isoformat(),
        "commit": site.commit,
        "repository": site.repository,
        "example": site.example,
        "made_with": f"nstgov {__version__}",
    }
    yield FILE, (json.dumps(facts, ensure_ascii=False, indent=2) + "\n").encode()
