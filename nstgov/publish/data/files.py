"""All data: the files of every table, a JSON Schema for each, those of the records, and an index (M13)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from nstgov.publish.data.circles import CIRCLES
from nstgov.publish.data.columns import DRAFT, Table, schema_of
from nstgov.publish.data.decisions import DECISIONS
from nstgov.publish.data.findings import FINDINGS
from nstgov.publish.data.objections import OBJECTIONS
from nstgov.publish.data.proposals import PROPOSALS
from nstgov.publish.data.voices import RECORDS, VOICES
from nstgov.publish.data.writing import files_of, pieces_of
from nstgov.publish.filling import Making
from nstgov.publish.keys import keys_of
from nstgov.publish.rendering import Later
from nstgov.publish.views.circling import Circles
from nstgov.publish.views.scene import Scene
from nstgov.store.schema import all_schemas

Files = Iterator[Making]
FOLDER = "data/"
TABLES: tuple[Table, ...] = (*CIRCLES, *PROPOSALS, *VOICES, *OBJECTIONS, *DECISIONS, *RECORDS, *FINDINGS)
"""Every table, in the order in which the page explains them."""


def open_data(scene: Scene, _circles: Circles) -> Iterator[Later]:
    """Every file of the data, by its path from the site's root."""
    yield Later("data", keys_of(scene).everything, partial(_in_folder, scene))


def _in_folder(scene: Scene) -> Files:
    return (making._replace(path=FOLDER + making.path) for making in data_files(scene))


def data_files(scene: Scene, told: Callable[[int], None] = lambda _: None) -> Files:
    """Every file of the data, by its path from the folder of the data; `told` hears how many rows each table has."""
    index = []
    for table in TABLES:
        sizes: dict[str, int] = {}
        for piece in pieces_of(scene, table):
            sizes[piece.name] = len(piece.rows)
            yield from files_of(table, piece)
        index.append(_entry(table, sizes))
        told(sum(sizes.values()))
    yield from schema_files()
    whole = {"as_of": scene.day.isoformat(), "title": scene.site.title, "tables": index}
    yield Making.of("index.json", _written(whole))


def _entry(table: Table, sizes: dict[str, int]) -> dict[str, Any]:
    files = [{"json": f"{name}.json", "csv": f"{name}.csv", "rows": rows} for name, rows in sizes.items()]
    rows = sum(sizes.values())
    return {"name": table.name, "about": table.about, "schema": _schema(table), "rows": rows, "files": files}


def _schema(table: Table) -> str:
    return f"schemas/{table.name}.json"


def schema_files() -> Files:
    """The JSON Schemas: of each table's JSON files, of the index, and of the records themselves."""
    for table in TABLES:
        yield Making.of(_schema(table), _written(schema_of(table)))
    yield Making.of("schemas/index.json", _written(INDEX_SCHEMA))
    for name, schema in all_schemas().items():
        yield Making.of(f"schemas/records/{name}.json", _written(schema))


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
