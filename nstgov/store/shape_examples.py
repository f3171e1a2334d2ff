"""How values look in YAML, for whoever is told that one is missing or was written otherwise."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import is_dataclass
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from nstgov.records.record import Voice
from nstgov.records.values import LONGEST_LINE, Count, Day, Flag, Form, Ref
from nstgov.store.field_shape import FieldShape, shape_of
from nstgov.store.strict_yaml import Keys


def example_of_field(field: FieldShape) -> str:
    """How the value of a key looks in YAML."""
    return _FOUNDING.get(field.attribute) or example_of(field.hint)


def example_of(hint: Any) -> str:
    """How a value of a type looks in YAML, for who is told that it is missing."""
    origin = get_origin(hint)
    if origin is Annotated:
        inner, *marks = get_args(hint)
        return next((shown for mark in marks if (shown := _mark_example(mark))), example_of(inner))
    if origin is Literal:
        return " | ".join(get_args(hint))
    if origin in (Union, types.UnionType):
        return example_of(get_args(hint)[0])
    if origin is tuple:
        return f"[{example_of(get_args(hint)[0])}]"
    if isinstance(origin, type) and issubclass(origin, Mapping):
        name, item = get_args(hint)
        return f"{{{example_of_name(name)}: {example_of_entry(item)}}}"
    return example_of_entry(hint) if is_dataclass(hint) else "…"


def _mark_example(mark: Any) -> str:
    match mark:
        case Day():
            return "2026-05-01"
        case Count():
            return "1"
        case Flag():
            return "true"
        case Form(example=example):
            return example
        case Ref(to=to):
            return _REFERRED.get(to[0], "…")
    return ""


_FOUNDING = {
    "levels": "[friend, regional, continental, global]", "CircleSize": "{least: 4, good: 8, most: 12}",
    "AuthorCount": "{least: 4}", "RepresentativeCount": "{least: 1, most: 2}", "longest_sunset_days": "730",
    "reconsider_within_days": "30", "answer_objection_within_days": "30", "quiet_after_days": "60",
}  # fmt: skip
"""The founding numbers, for ground rules that leave one out."""
_REFERRED = {"person": "ana-silva", "circle": "oak-street", "level": "friend"}


def example_of_name(hint: Any) -> str:
    """How a key of a map looks whose keys are names."""
    shown = example_of(hint)
    return "friend" if shown == "…" else shown


def example_of_entry(hint: Any) -> str:
    """A map with the keys that it must have, or the first that it may have."""
    if hint is Voice:
        return "consent"
    if not (isinstance(hint, type) and is_dataclass(hint)):
        return example_of(hint)
    if hint.__name__ in _FOUNDING:
        return _FOUNDING[hint.__name__]
    fields_ = shape_of(hint).values()
    wanted = [field for field in fields_ if field.required or field.by_rule] or list(fields_)[:1]
    return "{" + ", ".join(f"{f.key}: {'Ana Silva' if f.key == 'name' else example_of_field(f)}" for f in wanted) + "}"


def describe_map(type_: type, value: Any, keys: Keys) -> str:
    """How a map is written that was written otherwise, with what stands there where its first key may hold it."""
    example = example_of_entry(type_)
    first = next(iter(shape_of(type_)))
    if isinstance(value, str) and first == "name" and "\n" not in value and len(value) <= LONGEST_LINE:
        example = f"{{name: {value}}}"
    at = f"{keys[-1]}: " if keys and isinstance(keys[-1], str) else ""
    return f"Write `{at}{example}`; the keys known here are {', '.join(shape_of(type_))}."
