"""
From plain values to typed records: every misfit is a finding, and nothing else is lost by it.

The converters are closures made once from the types in `records`; the same types make the JSON Schemas, so this file
holds no list of fields.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from nstgov.records.near_words import find_near_word
from nstgov.records.record import Outside, Voice
from nstgov.store.field_shape import FieldShape, make_blank, shape_of
from nstgov.store.finding_limit import MOST
from nstgov.store.scalars import SCALARS, Convert, ShapeNotes, describe_sort, make_choice_converter
from nstgov.store.shape_examples import describe_map, example_of, example_of_entry, example_of_field, example_of_name
from nstgov.store.strict_yaml import CutText, Keys, Quoted, beginning_of


def build_record(type_: type[Any], value: Any, named: Mapping[str, Any], sheet: ShapeNotes) -> Any:
    """
    A record of the type, from a plain value and what the file's name says.

    What does not fit is noted in `sheet`; its place in the record is taken by a blank or the default.
    """
    if not isinstance(value, dict):
        if value == "":
            sheet.add_misfit("Y05", (), "the file is empty", "Write the record, or remove the file.")
        else:
            sheet.add_misfit(
                "Y04",
                (),
                f"a record is a map of keys and values, and this is {describe_sort(value)}",
                "Write `key: value` on each line.",
            )
        value = {}
        return _fill_record(type_, value, named, ShapeNotes())
    return _fill_record(type_, value, named, sheet)


def build_blank_record(type_: type[Any], named: Mapping[str, Any]) -> Any:
    """A record of the type of which nothing but its name is known."""
    return _fill_record(type_, {}, named, ShapeNotes())


def _fill_record(type_: type[Any], value: dict[str, Any], named: Mapping[str, Any], sheet: ShapeNotes) -> Any:
    values = _convert_values(type_, value, (), sheet)
    values.update(named)
    return type_(**values)


def _convert_values(type_: type, value: dict[str, Any], keys: Keys, sheet: ShapeNotes) -> dict[str, Any]:
    shape = shape_of(type_)
    values: dict[str, Any] = {}
    for key, given in value.items():
        field = shape.get(key)
        if field is None:
            _note_unknown_key(key, given, shape, keys, sheet)
        elif isinstance(given, str) and not given.strip():
            _note_empty(field, given, (*keys, key), sheet)
        else:
            values[field.attribute] = _make_converter(field.hint)(given, (*keys, key), sheet)
    if len(values) < len(shape):
        for field in shape.values():
            if field.attribute not in values and field.required:
                values[field.attribute] = field.blank
                if field.key not in value and (*keys, field.key) not in sheet.meant:
                    help_ = f"Add a line `{field.key}: {example_of_field(field)}`."
                    sheet.add_misfit("Y05", (*keys, field.key), f"`{field.key}` is missing", help_)
    return values


def _note_empty(field: FieldShape, given: Any, keys: Keys, sheet: ShapeNotes) -> None:
    if field.by_rule and not isinstance(given, Quoted):
        return
    if type(given) is CutText:
        sheet.add_misfit(
            "Y05",
            keys,
            f"`{field.key}` is empty, because ` #` begins a comment",
            "Put quotes around a text that begins with #.",
        )
        return
    what = "is empty" if given == "" else "holds only white space"
    remedy = "Write it." if field.required or field.by_rule else "Write it, or remove the line."
    sheet.add_misfit("Y05", keys, f"`{field.key}` {what}", remedy)


def _note_unknown_key(key: str, given: Any, shape: dict[str, FieldShape], keys: Keys, sheet: ShapeNotes) -> None:
    if sheet.count_misfits("Y03") >= MOST:
        sheet.add_misfit("Y03", (*keys, key), "", "")
        return
    near = find_near_word(key, shape, 0.6)
    if near is not None:
        sheet.meant.add((*keys, near))
    shown = beginning_of(key, 60)
    if given == "" and (" " in key or not near) and keys:
        help_ = f'If a comma split a text in two, put quotes around all of it: "…, {shown}".'
    elif near:
        help_ = f"Did you mean `{near}`?"
    else:
        help_ = f"The keys known here are: {', '.join(shape) if shape else 'none'}."
    sheet.add_misfit("Y03", (*keys, key), f"`{shown}` is no key that is known here", help_)


@cache
def _make_converter(hint: Any) -> Convert:
    origin = get_origin(hint)
    if origin is Annotated:
        return _make_annotated_converter(*get_args(hint))
    if origin in (Union, types.UnionType):
        return _make_union_converter(tuple(part for part in get_args(hint) if part is not type(None)))
    if origin is Literal:
        return make_choice_converter(get_args(hint))
    if origin is tuple:
        return _make_list_converter(_make_converter(get_args(hint)[0]), example_of(hint))
    if isinstance(origin, type) and issubclass(origin, Mapping):
        name, item = get_args(hint)
        return _make_map_converter(
            _make_converter(name), _make_converter(item), f"{example_of_name(name)}: {example_of_entry(item)}"
        )
    if hint is Voice:
        return _convert_voice
    return _make_nested_converter(hint)


def _make_annotated_converter(hint: Any, *marks: Any) -> Convert:
    for mark in marks:
        if type(mark) in SCALARS:
            return SCALARS[type(mark)](mark)
    return _make_converter(hint)


def _make_union_converter(parts: tuple[Any, ...]) -> Convert:
    if len(parts) == 1:
        return _make_converter(parts[0])
    text, nested = _make_converter(parts[0]), _make_nested_converter(Outside)

    def convert_author(value: Any, keys: Keys, sheet: ShapeNotes) -> Any:
        return nested(value, keys, sheet) if isinstance(value, dict) else text(value, keys, sheet)

    return convert_author


def _make_list_converter(item: Convert, example: str) -> Convert:
    def convert_list(value: Any, keys: Keys, sheet: ShapeNotes) -> tuple[Any, ...]:
        if not isinstance(value, list):
            sheet.add_misfit(
                "Y04",
                keys,
                f"a list belongs here, and this is {describe_sort(value)}",
                f"Write it in brackets, {example}, or on lines that begin with a dash.",
            )
            return ()
        return tuple(
            item(entry, (*keys, at), sheet)
            for at, entry in enumerate(value)
            if _is_not_empty(entry, (*keys, at), sheet)
        )

    return convert_list


def _make_map_converter(name: Convert, item: Convert, example: str) -> Convert:
    def convert_map(value: Any, keys: Keys, sheet: ShapeNotes) -> dict[str, Any]:
        if not isinstance(value, dict):
            sheet.add_misfit(
                "Y04",
                keys,
                f"a map of names and values belongs here, and this is {describe_sort(value)}",
                f"Write one on each line, as in `{example}`.",
            )
            return {}
        return {
            name(key, (*keys, key), sheet): item(entry, (*keys, key), sheet)
            for key, entry in value.items()
            if _is_not_empty(entry, (*keys, key), sheet)
        }

    return convert_map


def _is_not_empty(entry: Any, keys: Keys, sheet: ShapeNotes) -> bool:
    if isinstance(entry, str) and not entry.strip():
        what = f"nothing stands behind `{keys[-1]}`" if isinstance(keys[-1], str) else "an entry is empty"
        sheet.add_misfit("Y05", keys, what, "Write it, or remove the entry.")
        return False
    return True


def _convert_voice(value: Any, keys: Keys, sheet: ShapeNotes) -> Voice:
    if isinstance(value, str):
        return _make_voice(_make_says_converter()(value, keys, sheet))
    return _make_nested_converter(Voice)(value, keys, sheet)  # type: ignore[no-any-return]


@cache
def _make_voice(says: Any) -> Voice:
    return Voice(says=says)


@cache
def _make_says_converter() -> Convert:
    return _make_converter(get_type_hints(Voice, include_extras=True)["says"])


@cache
def _make_nested_converter(type_: type) -> Convert:
    def convert_nested(value: Any, keys: Keys, sheet: ShapeNotes) -> Any:
        if not isinstance(value, dict):
            sheet.add_misfit(
                "Y04", keys, f"a map belongs here, and this is {describe_sort(value)}", describe_map(type_, value, keys)
            )
            return make_blank(type_)
        return type_(**_convert_values(type_, value, keys, sheet))

    return convert_nested
