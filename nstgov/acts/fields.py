"""The fields of a form, read off the records' own types: a form asks for what the reader takes, and nothing else."""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin, get_type_hints

from nstgov.records.record import Outside, Voice
from nstgov.records.values import (
    LONGEST_LINE,
    LONGEST_TEXT,
    NOBODY_YET,
    Count,
    Day,
    Flag,
    Form,
    FromName,
    Line,
    NewId,
    Prose,
    Ref,
)
from nstgov.store.field_shape import FieldShape, shape_of

HASH = "64 hex digits"
"""What the form of a SHA-256 is called; such a field is filled in from the record and not typed."""


class Field(NamedTuple):
    """
    One key of a record, as a form asks for it.

    `sort` is line, prose, day, count, flag, choice, form, hash, id, ref, someone (a person, or somebody outside by
    name), list, group, map or voices; `words` are those of a choice, or the kinds of thing that a ref may name; `item`
    is what a list or map holds, `within` the fields of a group. `from_name` tells that the file's name says it.
    """

    key: str
    sort: str
    needed: bool = False
    words: tuple[str, ...] = ()
    pattern: str = ""
    means: str = ""
    example: str = ""
    least: int = 0
    longest: int = 0
    item: Field | None = None
    within: tuple[Field, ...] = ()
    from_name: bool = False


def list_fields(type_: type) -> tuple[Field, ...]:
    """The fields of a record's type or of a map in one, in the order of the type."""
    return tuple(_read_fields(type_))


def _read_fields(type_: type) -> Iterator[Field]:
    hints = get_type_hints(type_, include_extras=True)
    for shape in shape_of(type_).values():
        yield _make_field(shape, hints[shape.attribute])


def _make_field(shape: FieldShape, hint: Any) -> Field:
    found = _read_hint(hint)
    return found._replace(key=shape.key, needed=shape.required or shape.by_rule, from_name=_is_in_file_name(hint))


def _is_in_file_name(hint: Any) -> bool:
    """Whether the file's name says it, also where it may be left out there."""
    if get_origin(hint) in (Union, types.UnionType):
        return any(map(_is_in_file_name, get_args(hint)))
    return any(isinstance(mark, FromName) for mark in getattr(hint, "__metadata__", ()))


def _read_hint(hint: Any) -> Field:
    origin, parts = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return next(filter(None, map(_read_scalar, parts[1:])), None) or _read_hint(parts[0])
    if origin in (Union, types.UnionType):
        kept = [part for part in parts if part is not type(None)]
        return Field("", "someone", words=("person",)) if Outside in kept else _read_hint(kept[0])
    if origin is Literal:
        return Field("", "choice", words=parts)
    if origin is tuple:
        return Field("", "list", item=_read_hint(parts[0]))
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return Field("", "voices") if parts[1] is Voice else Field("", "map", item=_read_hint(parts[1]))
    return Field("", "group", within=list_fields(hint))


def _read_scalar(mark: Any) -> Field | None:
    match mark:
        case Line():
            return Field("", "line", longest=LONGEST_LINE)
        case Prose():
            return Field("", "prose", longest=LONGEST_TEXT)
        case Day():
            return Field("", "day")
        case Count(least=least):
            return Field("", "count", least=least)
        case Flag():
            return Field("", "flag")
        case Form(pattern=pattern, means=means, example=example):
            sort = "hash" if means == HASH else "form"
            return Field("", sort, pattern=pattern, means=means, example=example)
        case NewId():
            return Field("", "id")
        case Ref(to=to):
            return Field("", "ref", words=tuple(NOBODY_YET if word == "nobody" else word for word in to))
    return None
