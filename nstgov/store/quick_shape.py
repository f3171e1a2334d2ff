"""
From the nodes of a document to a typed record, where every value fits: nothing is noted, and no path is made.

The makers are closures made once from the same types as the strict converters of `shape`. They are never more lenient:
what they take, the strict ones take in the same way; at the first value that is not plainly right they give up, and the
strict reader says what is so. A test holds the two against each other on mutated records.
"""

from __future__ import annotations

import types
import unicodedata
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

from yaml.nodes import MappingNode, ScalarNode, SequenceNode

from nstgov.records.record import Outside, Record, Voice
from nstgov.records.values import (
    LONGEST_ID,
    LONGEST_LINE,
    LONGEST_TEXT,
    Count,
    Day,
    Flag,
    Form,
    Line,
    NewId,
    Prose,
    Ref,
)
from nstgov.store.byte_screen import find_hidden_character, find_piled_signs
from nstgov.store.field_shape import shape_of
from nstgov.store.quick_yaml import compose_nodes
from nstgov.store.scalars import NamedThing, compile_form, is_id, is_plain_text, parse_day, parse_whole_number

NameList = list[NamedThing]
Make = Callable[[Any, NameList], Any]
"""Turns a node into a typed value, and adds the names it mentions. Raises UnfitValue."""


class UnfitValue(Exception):
    """A value is not plainly right; the strict reader has to be asked about the whole file."""


class QuickShape(NamedTuple):
    """By the keys of a map, the attribute and the maker of each value; and the attributes that must be there."""

    fields: Mapping[str, tuple[str, Make]]
    required: frozenset[str]


def make_record(type_: type[Any], text: str, named: Mapping[str, Any]) -> tuple[Record, tuple[NamedThing, ...]] | None:
    """
    A record of the type and the names that it mentions, from a text in which no flaw was seen.

    `named` is what the file's name says. None where not every value is plainly right.
    """
    try:
        return _make_from_nodes(type_, compose_nodes(text), named)
    except UnfitValue:
        return None


def _make_from_nodes(type_: type, node: Any, named: Mapping[str, Any]) -> tuple[Record, tuple[NamedThing, ...]]:
    names: NameList = []
    values = _make_values(quick_shape_of(type_), node, names)
    before = len(values)
    values.update(named)
    if len(values) != before + len(named):
        raise UnfitValue  # the content repeats what the name says, rightly or not
    return type_(**values), tuple(dict.fromkeys(names))


@cache
def quick_shape_of(type_: type) -> QuickShape:
    """The keys that a map of this type may have, with the makers of their values."""
    shape = shape_of(type_)
    return QuickShape(
        {key: (field.attribute, _find_maker(field.hint)) for key, field in shape.items()},
        frozenset(field.attribute for field in shape.values() if field.required),
    )


def _make_values(shape: QuickShape, node: Any, names: NameList) -> dict[str, Any]:
    if node.__class__ is not MappingNode:
        raise UnfitValue
    fields, required = shape
    values: dict[str, Any] = {}
    for key, given in node.value:
        if key.__class__ is not ScalarNode or key.value not in fields:
            raise UnfitValue
        attribute, make = fields[key.value]
        values[attribute] = make(given, names)
    if len(values) != len(node.value) or not required <= values.keys():
        raise UnfitValue
    return values


@cache
def _find_maker(hint: Any) -> Make:
    origin = get_origin(hint)
    if origin is Annotated:
        return _find_marked_maker(*get_args(hint))
    if origin in (Union, types.UnionType):
        return _find_union_maker([part for part in get_args(hint) if part is not type(None)])
    if origin is Literal:
        return _make_choice_maker(get_args(hint))
    if origin is tuple:
        return _make_list_maker(_find_maker(get_args(hint)[0]))
    if isinstance(origin, type) and issubclass(origin, Mapping):
        name, item = get_args(hint)
        return _make_map_maker(_find_maker(name), _find_maker(item))
    return _make_voice_maker() if hint is Voice else _make_nested_maker(hint)


def _find_marked_maker(hint: Any, *marks: Any) -> Make:
    return next((_MAKERS[type(mark)](mark) for mark in marks if type(mark) in _MAKERS), None) or _find_maker(hint)


def _find_union_maker(parts: list[Any]) -> Make:
    text = _find_maker(parts[0])
    if len(parts) == 1:
        return text
    nested = _make_nested_maker(Outside)

    def make_author(node: Any, names: NameList) -> Any:
        return nested(node, names) if node.__class__ is MappingNode else text(node, names)

    return make_author


def _make_text_maker(longest: int, one_line: bool) -> Make:
    def make_text(node: Any, _names: NameList) -> str:
        value: str = _read_scalar(node)
        if not node.style and not is_plain_text(value):
            raise UnfitValue
        if len(value) * 4 > longest and len(value.encode()) > longest:
            raise UnfitValue
        if one_line and "\n" in value.strip():
            raise UnfitValue
        return value

    return make_text


def _read_scalar(node: Any) -> str:
    """The text of a node, one that says something and holds nothing that a screen of the whole text cannot see."""
    if node.__class__ is not ScalarNode:
        raise UnfitValue
    value: str = node.value
    if not value or value.isspace() or (node.style == '"' and _is_deceptive(value)):
        raise UnfitValue
    return value


def _is_deceptive(value: str) -> bool:
    """Whether an escape may have put something into a quoted text that nobody sees."""
    if value.isascii() and value.isprintable():
        return False
    hidden = find_hidden_character(value) is not None or find_piled_signs(value) is not None
    return hidden or not unicodedata.is_normalized("NFC", value)


def _make_day(node: Any, _names: NameList) -> Any:
    day = parse_day(_read_scalar(node))
    if day is None:
        raise UnfitValue
    return day


def _make_count_maker(mark: Count) -> Make:
    def make_count(node: Any, _names: NameList) -> int:
        number = parse_whole_number(_read_scalar(node))
        if node.style or number is None or number < mark.least:
            raise UnfitValue
        return number

    return make_count


def _make_flag(node: Any, _names: NameList) -> bool:
    value = _read_scalar(node)
    if node.style or value not in ("true", "false"):
        raise UnfitValue
    return value == "true"


def _make_form_maker(mark: Form) -> Make:
    pattern = compile_form(mark)

    def make_form(node: Any, _names: NameList) -> str:
        value = _read_scalar(node)
        if len(value) > LONGEST_TEXT or not pattern.fullmatch(value):
            raise UnfitValue
        return value

    return make_form


def _make_choice_maker(words: tuple[str, ...]) -> Make:
    known = dict(zip(words, words, strict=True))

    def make_choice(node: Any, _names: NameList) -> str:
        if node.__class__ is not ScalarNode or node.value not in known:
            raise UnfitValue
        return known[node.value]

    return make_choice


_share_name = lru_cache(maxsize=1 << 16)(NamedThing)
"""The same name is one object in whichever record it stands."""


def _make_reference_maker(mark: Ref) -> Make:
    to = mark.to

    def make_reference(node: Any, names: NameList) -> str:
        # most values of all records are names, so this stands here once more
        if node.__class__ is not ScalarNode:
            raise UnfitValue
        value: str = node.value
        if not value or value.isspace() or (node.style == '"' and _is_deceptive(value)):
            raise UnfitValue
        thing = _share_name(value, to) if len(value) <= LONGEST_ID else NamedThing(value, to)
        names.append(thing)
        return thing[0]

    return make_reference


def _make_id(node: Any, _names: NameList) -> str:
    value = _read_scalar(node)
    if not is_id(value):
        raise UnfitValue
    return value


_MAKERS: dict[type[Any], Callable[[Any], Make]] = {
    Line: lambda _: _make_text_maker(LONGEST_LINE, one_line=True),
    Prose: lambda _: _make_text_maker(LONGEST_TEXT, one_line=False),
    Day: lambda _: _make_day,
    Count: _make_count_maker,
    Flag: lambda _: _make_flag,
    Form: _make_form_maker,
    Ref: _make_reference_maker,
    NewId: lambda _: _make_id,
}


def _make_list_maker(item: Make) -> Make:
    def make_list(node: Any, names: NameList) -> tuple[Any, ...]:
        if node.__class__ is not SequenceNode:
            raise UnfitValue
        return tuple([item(entry, names) for entry in node.value])

    return make_list


def _make_map_maker(name: Make, item: Make) -> Make:
    def make_map(node: Any, names: NameList) -> dict[str, Any]:
        if node.__class__ is not MappingNode:
            raise UnfitValue
        found: dict[str, Any] = {}
        for key, entry in node.value:
            known = name(key, names)
            # << would merge; and the strict reader knows nothing of quotes around a key
            if known in found or known == "<<" or key.style:
                raise UnfitValue
            found[known] = item(entry, names)
        return found

    return make_map


def _make_voice_maker() -> Make:
    says = _find_maker(shape_of(Voice)["says"].hint)
    nested = _make_nested_maker(Voice)
    shared: dict[str, Voice] = {}

    def make_voice(node: Any, names: NameList) -> Voice:
        if node.__class__ is not ScalarNode:
            return nested(node, names)  # type: ignore[no-any-return]
        word = node.value
        return shared.get(word) or shared.setdefault(word, Voice(says=says(node, names)))

    return make_voice


@cache
def _make_nested_maker(type_: type) -> Make:
    shape: list[QuickShape] = []

    def make_nested(node: Any, names: NameList) -> Any:
        if not shape:
            shape.append(quick_shape_of(type_))
        return type_(**_make_values(shape[0], node, names))

    return make_nested
