"""Whom a record names: every person in it, worked out once for each type from what its fields may hold."""

from __future__ import annotations

import types
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from nstgov.records.record import Outside, Record, yaml_key
from nstgov.records.values import NOBODY_YET, Ref

PersonMention = tuple[str, str]
"""The key of a record under which somebody is named, and their id, or their name when they are outside."""
Find = Callable[[Any], Iterator[str]]


def find_people_named(record: Record, people: Callable[[str], bool]) -> Iterator[PersonMention]:
    """
    Everybody a record names, with the top-level key (as written in YAML) under which it does.

    Who wrote it, speaks in it, stands behind it or is spoken of. `people` tells an id of a person from another one,
    for the few fields that may hold either.
    """
    for attribute, find in _get_finders(type(record)).items():
        for name in find(getattr(record, attribute)):
            if name != NOBODY_YET and (attribute not in _MAY_BE_OTHERS or people(name)):
                yield yaml_key(attribute), name


_MAY_BE_OTHERS = frozenset({"tasks"})
"""Fields in which a person or a circle may stand."""


def _get_finders(type_: Any) -> dict[str, Find]:
    """By field of a class, how the names of people are found in its value; fields that can hold none are left out."""
    if type_ not in _known:
        _known[type_] = _build_finders(type_)
    return _known[type_]


_known: dict[Any, dict[str, Find]] = {}
"""Worked out once for each class."""


def _build_finders(type_: Any) -> dict[str, Find]:
    hints = get_type_hints(type_, include_extras=True)
    found = {field.name: _build_finder(hints[field.name]) for field in fields(type_)}
    return {name: find for name, find in found.items() if find is not None}


def _build_finder(hint: Any) -> Find | None:
    """How the names of people are found in a value of a type; None where there can be none."""
    if get_origin(hint) is Annotated:
        return _yield_person if _is_person(hint) else _build_finder(get_args(hint)[0])
    if hint is Outside:
        return _yield_outsider
    if is_dataclass(hint):
        return _build_nested_finder(hint) if _get_finders(hint) else None
    if get_origin(hint) in (Union, types.UnionType):
        return _build_union_finder([find for arg in get_args(hint) if (find := _build_finder(arg))])
    inner = [_build_finder(arg) for arg in get_args(hint)]
    if get_origin(hint) is Mapping:
        return _build_union_finder(
            [wrap(find) for wrap, find in zip((_build_keys_finder, _build_values_finder), inner, strict=True) if find]
        )
    return _build_list_finder(inner[0]) if get_origin(hint) is tuple and inner[0] else None


def _is_person(hint: Any) -> bool:
    return any(isinstance(mark, Ref) and "person" in mark.to for mark in hint.__metadata__)


def _yield_person(value: str | Outside | None) -> Iterator[str]:
    if isinstance(value, str):
        yield value


def _yield_outsider(value: Any) -> Iterator[str]:
    if isinstance(value, Outside):
        yield value.name


def _build_nested_finder(type_: Any) -> Find:
    def find_inside(value: Any) -> Iterator[str]:
        if isinstance(value, type_):
            for name, inner in _get_finders(type_).items():
                yield from inner(getattr(value, name))

    return find_inside


def _build_union_finder(finds: list[Find]) -> Find | None:
    def find_in_any(value: Any) -> Iterator[str]:
        for one in finds:
            yield from one(value)

    return find_in_any if finds else None


def _build_list_finder(inner: Find) -> Find:
    def find_in_list(values: Iterable[Any]) -> Iterator[str]:
        for value in values:
            yield from inner(value)

    return find_in_list


def _build_keys_finder(inner: Find) -> Find:
    def find_in_keys(values: Mapping[Any, Any]) -> Iterator[str]:
        yield from _build_list_finder(inner)(values)

    return find_in_keys


def _build_values_finder(inner: Find) -> Find:
    def find_in_values(values: Mapping[Any, Any]) -> Iterator[str]:
        yield from _build_list_finder(inner)(values.values())

    return find_in_values
