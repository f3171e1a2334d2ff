"""All data: the files of every table, a JSON Schema for each, those of the records, and an index (M13)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from nstgov.publish.data.circles import CIRCLES
from nstgov.publish.data.columns import DRAFT, Table, make_table_schema
from nstgov.publish.data.decisions import DECISIONS
from nstgov.publish.data.findings import FINDINGS
from nstgov.publish.data.objections import OBJECTIONS
from nstgov.publish.data.proposals import PROPOSALS
from nstgov.publish.data.voices import RECORDS, VOICES
from nstgov.publish.data.writing import make_part_files, split_table
from nstgov.publish.filling import OutputFile
from nstgov.publish.keys import get_site_fingerprints
from nstgov.publish.rendering import PageGroup
from nstgov.publish.views.circling import Circles
from nstgov.publish.views.scene import Snapshot
from nstgov.store.schema import build_all_schemas

Files = Iterator[OutputFile]
FOLDER = "data/"
TABLES: tuple[Table, ...] = (*CIRCLES, *PROPOSALS, *VOICES, *OBJECTIONS, *DECISIONS, *RECORDS, *FINDINGS)
"""Every table, in the order in which the page explains them."""


def group_data_files(scene: Snapshot, _circles: Circles) -> Iterator[PageGroup]:
    """Every file of the data, by its path from the site's root."""
    yield PageGroup("data", get_site_fingerprints(scene).whole_record_key, partial(_make_site_data_files, scene))


def _make_site_data_files(scene: Snapshot) -> Files:
    return (making._replace(path=FOLDER + making.path) for making in make_data_files(scene))


def make_data_files(scene: Snapshot, told: Callable[[int], None] = lambda _: None) -> Files:
    """Every file of the data, by its path from the folder of the data; `told` hears how many rows each table has."""
    index = []
    for table in TABLES:
        sizes: dict[str, int] = {}
        for piece in split_table(scene, table):
            sizes[piece.name] = len(piece.rows)
            yield from make_part_files(table, piece)
        index.append(_describe_table(table, sizes))
        told(sum(sizes.values()))
    yield from make_schema_files()
    whole = {"as_of": scene.day.isoformat(), "title": scene.site.title, "tables": index}
    yield OutputFile.from_bytes("index.json", _encode_json(whole))


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
