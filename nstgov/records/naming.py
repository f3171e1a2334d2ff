"""Whom a record names: every person in it, worked out once for each type from what its fields may hold."""

from __future__ import annotations

import types
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from nstgov.records.record import Outside, Record, yaml_key
from nstgov.records.words import NOBODY_YET, Ref

Naming = tuple[str, str]
"""The key of a record under which somebody is named, and their id, or their name when they are outside."""
Find = Callable[[Any], Iterator[str]]


def named_in(record: Record, people: Callable[[str], bool]) -> Iterator[Naming]:
    """
    Everybody a record names, with the top-level key (as written in YAML) under which it does.

    Who wrote it, speaks in it, stands behind it or is spoken of. `people` tells an id of a person from another one,
    for the few fields that may hold either.
    """
    for attribute, find in _finders(type(record)).items():
        for name in find(getattr(record, attribute)):
            if name != NOBODY_YET and (attribute not in _MAY_BE_OTHERS or people(name)):
                yield yaml_key(attribute), name


_MAY_BE_OTHERS = frozenset({"tasks"})
"""Fields in which a person or a circle may stand."""


def _finders(type_: Any) -> dict[str, Find]:
    """By field of a class, how the names of people are found in its value; fields that can hold none are left out."""
    if type_ not in _known:
        _known[type_] = _found(type_)
    return _known[type_]


_known: dict[Any, dict[str, Find]] = {}
"""Worked out once for each class."""


def _found(type_: Any) -> dict[str, Find]:
    hints = get_type_hints(type_, include_extras=True)
    found = {field.name: _finder(hints[field.name]) for field in fields(type_)}
    return {name: find for name, find in found.items() if find is not None}


def _finder(hint: Any) -> Find | None:
    """How the names of people are found in a value of a type; None where there can be none."""
    if get_origin(hint) is Annotated:
        return _one if _is_person(hint) else _finder(get_args(hint)[0])
    if hint is Outside:
        return _outside
    if is_dataclass(hint):
        return _within(hint) if _finders(hint) else None
    if get_origin(hint) in (Union, types.UnionType):
        return _either([find for arg in get_args(hint) if (find := _finder(arg))])
    inner = [_finder(arg) for arg in get_args(hint)]
    if get_origin(hint) is Mapping:
        return _either([wrap(find) for wrap, find in zip((_keys, _values), inner, strict=True) if find])
    return _each(inner[0]) if get_origin(hint) is tuple and inner[0] else None


def _is_person(hint: Any) -> bool:
    return any(isinstance(mark, Ref) and "person" in mark.to for mark in hint.__metadata__)


def _one(value: str | Outside | None) -> Iterator[str]:
    if isinstance(value, str):
        yield value


def _outside(value: Any) -> Iterator[str]:
    if isinstance(value, Outside):
        yield value.name


def _within(type_: Any) -> Find:
    def find(value: Any) -> Iterator[str]:
        if isinstance(value, type_):
            for name, inner in _finders(type_).items():
                yield from inner(getattr(value, name))

    return find


def _either(finds: list[Find]) -> Find | None:
    def find(value: Any) -> Iterator[str]:
        for one in finds:
            yield from one(value)

    return find if finds else None


def _each(inner: Find) -> Find:
    def find(values: Iterable[Any]) -> Iterator[str]:
        for value in values:
            yield from inner(value)

    return find


def _keys(inner: Find) -> Find:
    def find(values: Mapping[Any, Any]) -> Iterator[str]:
        yield from _each(inner)(values)

    return find


def _values(inner: Find) -> Find:
    def find(values: Mapping[Any, Any]) -> Iterator[str]:
        yield from _each(inner)(values.values())

    return find
