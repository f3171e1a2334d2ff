"""JSON Schemas (draft-07) of all record kinds, made from the same types as the reader."""

from __future__ import annotations

import types
from collections.abc import Mapping
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from nstgov.records.layout import KINDS, LONGEST_FAR_ID, Kind
from nstgov.records.record import Voice
from nstgov.records.regions import FAR_ID
from nstgov.records.values import (
    ID,
    LONGEST_ID,
    LONGEST_LINE,
    LONGEST_TEXT,
    Count,
    Day,
    Flag,
    Form,
    Line,
    Needed,
    NewId,
    Prose,
    Ref,
)
from nstgov.store.field_shape import shape_of

DRAFT = "http://json-schema.org/draft-07/schema#"
_NOT_BLANK = r"\S"


def build_schema(kind: Kind) -> dict[str, Any]:
    """The JSON Schema of one kind of record, self-contained."""
    return {
        "$schema": DRAFT,
        "title": kind.name,
        "description": f"{_first_line(kind.type)} It lies at {kind.looks}",
        **_build_object(kind.type),
    }


def build_all_schemas() -> dict[str, dict[str, Any]]:
    """The JSON Schema of each kind that is YAML, by the kind's name."""
    return {kind.name: build_schema(kind) for kind in KINDS if kind.name != "signature"}


def _first_line(type_: type[Any]) -> str:
    return (type_.__doc__ or "").strip().partition("\n")[0]


def _build_object(type_: type) -> dict[str, Any]:
    hints = get_type_hints(type_, include_extras=True)
    shape = shape_of(type_)
    required = [field.key for field in shape.values() if field.required]
    found: dict[str, Any] = {
        "type": "object",
        "additionalProperties": False,
        "properties": {field.key: _build_type(hints[field.attribute]) for field in shape.values()},
    }
    return {**found, "required": required} if required else found


def _build_type(hint: Any) -> dict[str, Any]:
    origin = get_origin(hint)
    if origin is Annotated:
        return _build_marked(*get_args(hint))
    if origin in (Union, types.UnionType):
        return _build_union([part for part in get_args(hint) if part is not type(None)])
    if origin is Literal:
        return {"enum": list(get_args(hint))}
    if origin is tuple:
        return {"type": "array", "items": _build_type(get_args(hint)[0])}
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return {"type": "object", "additionalProperties": _build_type(get_args(hint)[1])}
    if hint is Voice:
        return {"anyOf": [_build_type(get_type_hints(Voice, include_extras=True)["says"]), _build_object(Voice)]}
    return {"description": _first_line(hint), **_build_object(hint)}


def _build_union(parts: list[Any]) -> dict[str, Any]:
    return _build_type(parts[0]) if len(parts) == 1 else {"anyOf": [_build_type(part) for part in parts]}


def _build_marked(hint: Any, *marks: Any) -> dict[str, Any]:
    for mark in marks:
        if found := _build_scalar(mark):
            return found
    found = _build_type(hint)
    return {**found, "minItems": 1} if any(isinstance(mark, Needed) for mark in marks) else found


def _build_scalar(mark: Any) -> dict[str, Any] | None:
    match mark:
        case Line():
            return {"type": "string", "pattern": _NOT_BLANK, "maxLength": LONGEST_LINE}
        case Prose():
            return {"type": "string", "pattern": _NOT_BLANK, "maxLength": LONGEST_TEXT}
        case Day():
            return {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
        case Count(least=least):
            return {"type": "integer", "minimum": least}
        case Flag():
            return {"type": "boolean"}
        case Form(pattern=pattern, means=means):
            return {"type": "string", "pattern": f"^(?:{pattern})$", "description": means}
        case NewId():
            return _build_id()
        case Ref(to=to):
            return _build_reference(to)
    return None


def _build_reference(to: tuple[str, ...]) -> dict[str, Any]:
    named = {"description": f"the name of a {' or '.join(to)} on record"}
    if {"outside", "round", "voice", "nobody"} & set(to):
        return {"type": "string", "pattern": _NOT_BLANK, "maxLength": LONGEST_LINE, **named}
    if {"person", "circle"} & set(to):
        # of another repository, seen from here: region--circle
        return {"type": "string", "pattern": f"^{FAR_ID}$", "minLength": 2, "maxLength": LONGEST_FAR_ID, **named}
    return {**_build_id(), **named}


def _build_id() -> dict[str, Any]:
    return {"type": "string", "pattern": f"^{ID}$", "minLength": 2, "maxLength": LONGEST_ID}
