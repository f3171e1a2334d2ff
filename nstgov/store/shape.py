"""
From plain values to typed records: every misfit is a finding, and nothing else is lost by it.

The converters are closures made once from the types in `records`; the same types make the JSON Schemas, so this file
holds no list of fields.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date
from difflib import get_close_matches
from functools import cache, cached_property
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from nstgov.records.record import Outside, Voice, yaml_key
from nstgov.records.values import LONGEST_LINE, ByRule, Count, Day, Flag, Form, FromName, Needed, Ref
from nstgov.store.finding_limit import MOST
from nstgov.store.scalars import BLANK_DAY, SCALARS, Convert, ShapeNotes, describe_sort, make_choice_converter
from nstgov.store.strict_yaml import CutText, Keys, Quoted, beginning_of


@dataclass(frozen=True)
class FieldShape:
    """
    One key of a map: its name in YAML, the type of its value, and whether it must be there.

    `named` tells that the file's name says it already, so that it is nearly always left out. What only few files need
    (how a value is read strictly, what stands in its place, how it looks) is worked out when it is asked for.
    """

    key: str
    attribute: str
    hint: Any
    required: bool
    by_rule: bool
    named: bool = False

    @cached_property
    def convert(self) -> Convert:
        """How a value is read strictly."""
        return _make_converter(self.hint)

    @cached_property
    def blank(self) -> Any:
        """What stands where a required value could not be read."""
        return () if _is_many(self.hint) else _make_blank(self.hint)

    @cached_property
    def example(self) -> str:
        """How a value looks in YAML."""
        return _FOUNDING.get(self.attribute) or example_of(self.hint)


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
            values[field.attribute] = field.convert(given, (*keys, key), sheet)
    if len(values) < len(shape):
        for field in shape.values():
            if field.attribute not in values and field.required:
                values[field.attribute] = field.blank
                if field.key not in value and (*keys, field.key) not in sheet.meant:
                    help_ = f"Add a line `{field.key}: {field.example}`."
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
    near = get_close_matches(key, shape, 1, 0.6)
    sheet.meant.update((*keys, meant) for meant in near)
    shown = beginning_of(key, 60)
    if given == "" and (" " in key or not near) and keys:
        help_ = f'If a comma split a text in two, put quotes around all of it: "…, {shown}".'
    elif near:
        help_ = f"Did you mean `{near[0]}`?"
    else:
        help_ = f"The keys known here are: {', '.join(shape) if shape else 'none'}."
    sheet.add_misfit("Y03", (*keys, key), f"`{shown}` is no key that is known here", help_)


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
    {
        "of",
        "beside",
        "target",
        "proposal",
        "objection",
        "decision",
        "election",
        "number",
        "n",
        "signer",
        "language",
        "takes_in",
    }
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


def _make_blank(hint: Any) -> Any:
    """What stands where a required value could not be read: the emptiest value of its type."""
    origin = get_origin(hint)
    if origin is Annotated:
        return _make_blank(get_args(hint)[0])
    if origin is Literal:
        return ""
    if origin in (Union, types.UnionType):
        return _make_blank(get_args(hint)[0])
    if hint is date:
        return BLANK_DAY
    if hint in (int, bool, str):
        return hint()
    return hint(**{field.attribute: field.blank for field in shape_of(hint).values() if field.required})


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
        return f"{{{_name_example(name)}: {_entry_example(item)}}}"
    return _entry_example(hint) if is_dataclass(hint) else "…"


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


def _name_example(hint: Any) -> str:
    shown = example_of(hint)
    return "friend" if shown == "…" else shown


def _entry_example(hint: Any) -> str:
    """A map with the keys that it must have, or the first that it may have."""
    if hint is Voice:
        return "consent"
    if not (isinstance(hint, type) and is_dataclass(hint)):
        return example_of(hint)
    if hint.__name__ in _FOUNDING:
        return _FOUNDING[hint.__name__]
    fields_ = shape_of(hint).values()
    wanted = [field for field in fields_ if field.required or field.by_rule] or list(fields_)[:1]
    return "{" + ", ".join(f"{f.key}: {'Ana Silva' if f.key == 'name' else f.example}" for f in wanted) + "}"


def _map_help(type_: type, value: Any, keys: Keys) -> str:
    """How a map is written that was written otherwise, with what stands there where its first key may hold it."""
    example = _entry_example(type_)
    first = next(iter(shape_of(type_)))
    if isinstance(value, str) and first == "name" and "\n" not in value and len(value) <= LONGEST_LINE:
        example = f"{{name: {value}}}"
    at = f"{keys[-1]}: " if keys and isinstance(keys[-1], str) else ""
    return f"Write `{at}{example}`; the keys known here are {', '.join(shape_of(type_))}."


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
            _make_converter(name), _make_converter(item), f"{_name_example(name)}: {_entry_example(item)}"
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
                "Y04", keys, f"a map belongs here, and this is {describe_sort(value)}", _map_help(type_, value, keys)
            )
            return _make_blank(type_)
        return type_(**_convert_values(type_, value, keys, sheet))

    return convert_nested
