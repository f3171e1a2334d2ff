"""What a map may hold: its keys, read from the types in `records`, and what stands where a value is missing."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import date
from functools import cache, cached_property
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from nstgov.records.record import yaml_key
from nstgov.records.values import ByRule, FromName, Needed
from nstgov.store.scalars import BLANK_DAY


@dataclass(frozen=True)
class FieldShape:
    """
    One key of a map: its name in YAML, the type of its value, and whether it must be there.

    `named` tells that the file's name says it already, so that it is nearly always left out.
    """

    key: str
    attribute: str
    hint: Any
    required: bool
    by_rule: bool
    named: bool = False

    @cached_property
    def blank(self) -> Any:
        """What stands where a required value could not be read."""
        return () if _is_many(self.hint) else make_blank(self.hint)


@cache
def shape_of(type_: type) -> dict[str, FieldShape]:
    """The keys that a map of this type may have, by their names in YAML."""
    hints = get_type_hints(type_, include_extras=True)
    found: dict[str, FieldShape] = {}
    for field in fields(type_):
        marks = _collect_marks(hints[field.name])
        if field.name == "file" or _is_hidden_name(field.name, marks):
            continue
        has_default = field.default is not MISSING or field.default_factory is not MISSING
        is_in_name = any(isinstance(mark, FromName) for mark in marks)
        found[yaml_key(field.name)] = FieldShape(
            yaml_key(field.name), field.name, hints[field.name],
            not (has_default or is_in_name) or any(isinstance(mark, Needed) for mark in marks),
            any(isinstance(mark, ByRule) for mark in marks), is_in_name,
        )  # fmt: skip
    return found


_NOT_REPEATED = frozenset(
    "of beside target proposal objection decision election number n signer language takes_in".split()
)


def _is_hidden_name(name: str, marks: tuple[Any, ...]) -> bool:
    """A record's id is its file's or folder's name and not repeated inside; a date, circle or person may be."""
    return any(isinstance(mark, FromName) for mark in marks) and name in _NOT_REPEATED


def _collect_marks(hint: Any) -> tuple[Any, ...]:
    if get_origin(hint) is Annotated:
        return (*get_args(hint)[1:], *_collect_marks(get_args(hint)[0]))
    if get_origin(hint) in (Union, types.UnionType):
        return tuple(mark for part in get_args(hint) for mark in _collect_marks(part))
    return ()


def _is_many(hint: Any) -> bool:
    origin = get_origin(hint)
    if origin is Annotated:
        return _is_many(get_args(hint)[0])
    return origin is tuple or (isinstance(origin, type) and issubclass(origin, Mapping))


def make_blank(hint: Any) -> Any:
    """What stands where a required value could not be read: the emptiest value of its type."""
    origin = get_origin(hint)
    if origin is Annotated:
        return make_blank(get_args(hint)[0])
    if origin is Literal:
        return ""
    if origin in (Union, types.UnionType):
        return make_blank(get_args(hint)[0])
    if hint is date:
        return BLANK_DAY
    if hint in (int, bool, str):
        return hint()
    return hint(**{field.attribute: field.blank for field in shape_of(hint).values() if field.required})
