"""All data: the files of every table, a JSON Schema for each, those of the records, and an index (M13)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from nstgov.publish.data.circles import CIRCLES
from nstgov.publish.data.columns import DRAFT, Table, schema_of
from nstgov.publish.data.decisions import DECISIONS
from nstgov.publish.data.objections import OBJECTIONS
from nstgov.publish.data.proposals import PROPOSALS
from nstgov.publish.data.voices import RECORDS, VOICES
from nstgov.publish.data.writing import Piece, table_files
from nstgov.publish.keys import keys_of
from nstgov.publish.rendering import Later
from nstgov.publish.views.circling import Circles
from nstgov.publish.views.scene import Scene
from nstgov.store.schema import all_schemas

Files = Iterator[tuple[str, bytes]]
FOLDER = "data/"
TABLES: tuple[Table, ...] = (*CIRCLES, *PROPOSALS, *VOICES, *OBJECTIONS, *DECISIONS, *RECORDS)
"""Every table, in the order in which the page explains them."""


def open_data(scene: Scene, _circles: Circles) -> Iterator[Later]:
    """Every file of the data, by its path from the site's root."""
    yield Later("data", keys_of(scene).everything, lambda: ((FOLDER + path, data) for path, data in data_files(scene)))


def data_files(scene: Scene, made: Callable[[Piece], None] = lambda _: None) -> Files:
    """Every file of the data, by its path from the folder of the data; `made` is told of each piece of a table."""
    index = []
    for table in TABLES:
        pieces: list[Piece] = []
        yield from table_files(scene, table, pieces)
        for piece in pieces:
            made(piece)
        index.append(_entry(table, pieces))
    yield from schema_files()
    yield "index.json", _written({"as_of": scene.day.isoformat(), "title": scene.site.title, "tables": index})


def _entry(table: Table, pieces: list[Piece]) -> dict[str, Any]:
    files = [{"json": f"{piece.name}.json", "csv": f"{piece.name}.csv", "rows": piece.rows} for piece in pieces]
    rows = sum(piece.rows for piece in pieces)
    return {"name": table.name, "about": table.about, "schema": _schema(table), "rows": rows, "files": files}


def _schema(table: Table) -> str:
    return f"schemas/{table.name}.json"


def schema_files() -> Files:
    """The JSON Schemas: of each table's JSON files, of the index, and of the records themselves."""
    for table in TABLES:
        yield _schema(table), _written(schema_of(table))
    yield "schemas/index.json", _written(INDEX_SCHEMA)
    for name, schema in all_schemas().items():
        yield f"schemas/records/{name}.json", _written(schema)


def _written(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1).replace("<", "\\u003c") + "\n").encode()


def _object(**properties: Any) -> dict[str, Any]:
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
    **_object(
        as_of={"type": "string", "format": "date"},
        title=_TEXT,
        tables={
            "type": "array",
            "items": _object(
                name=_TEXT,
                about=_TEXT,
                schema=_TEXT,
                rows=_NUMBER,
                files={"type": "array", "minItems": 1, "items": _object(json=_TEXT, csv=_TEXT, rows=_NUMBER)},
            ),
        },
    ),
}
"""The JSON Schema of the index."""
