"""The JSON Schema (draft-07) of a repository's summary."""

from __future__ import annotations

from typing import Any

from nstgov.records.regions import FAR_ID
from nstgov.records.values import ID

_DAY = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
_TEXT = {"type": "string"}
_COUNT = {"type": "integer", "minimum": 0}
_OWN = {"type": "string", "pattern": f"^{ID}$"}
_FAR = {"type": "string", "pattern": f"^{FAR_ID}$"}
_HASH = {"type": "string", "pattern": "^([0-9a-f]{64})?$"}
_COMMIT = {"type": ["string", "null"], "pattern": "^([0-9a-f]{40}|[0-9a-f]{64})$"}


def _rows(description: str, *columns: dict[str, Any]) -> dict[str, Any]:
    row = {"type": "array", "items": list(columns), "minItems": len(columns), "additionalItems": False}
    return {"type": "array", "description": description, "items": row}


def _object(**properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": list(properties),
        "properties": properties,
    }


SUMMARY_SCHEMA: dict[str, Any] = {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "title": "summary",
    "description": "A repository in short, as of a day: what others need to know to count its people and to "
    "judge a common decision. The same commit and day give the same bytes.",
    **_object(
        format={"const": 1},
        movement=_TEXT,
        repository_id={"type": ["string", "null"], "pattern": "^[0-9a-f]{32}$"},
        site={"type": ["string", "null"]},
        commit=_COMMIT,
        as_of=_DAY,
        people={**_COUNT, "description": "own members of its open circles, each once"},
        levels={"type": "array", "items": _TEXT},
        circles=_rows(
            "open circles: id, number of its level in `levels` (-1: none of them), members, parent",
            _OWN, {"type": "integer", "minimum": -1}, _COUNT, {"type": ["string", "null"]},
        ),
        seats=_rows(
            "who ever sat where: the circle that sends, the one above, the person, first day, last day (empty: open)",
            _FAR, _OWN, _FAR, _DAY, {"type": "string", "pattern": "^([0-9]{4}-[0-9]{2}-[0-9]{2})?$"},
        ),
        tops={
            "type": "object",
            "description": "by circle at which ways upwards end: circles and people heard there",
            "additionalProperties": {"type": "array", "items": [_COUNT, _COUNT], "minItems": 2, "maxItems": 2},
        },
        breaks=_rows(
            "broken ways: circle, parent, why, since, circles behind it, people heard nowhere above",
            _OWN, _OWN, _TEXT, _DAY, _COUNT, _COUNT,
        ),
        care={"type": "object", "description": "by reason, how many circles need care", "additionalProperties": _COUNT},
        proposals=_rows("what waits for something: id, stage, version, SHA-256 of it", _OWN, _TEXT, _COUNT, _HASH),
        decisions=_rows(
            "id, stage, day, SHA-256 of the text, circles that decided, circles of other repositories it affects",
            _OWN, _TEXT, _DAY, _HASH, {"type": "array", "items": _OWN}, {"type": "array", "items": _FAR},
        ),
        regions={
            "type": "array",
            "items": _object(
                region=_OWN,
                name=_TEXT,
                repository_id={"type": "string"},
                circle=_FAR,
                joins=_OWN,
                since=_DAY,
                until={"type": ["string", "null"]},
                seen={"type": ["string", "null"]},
                commit=_COMMIT,
                heard_at=_FAR,
                sits={"type": "array", "items": {"type": "array", "items": [_FAR, _DAY]}},
            ),
        },
    ),
}  # fmt: skip
"""What a summary may hold, and nothing else."""
