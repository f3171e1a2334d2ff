"""What withholds a record's text: its hash, and what it says without its words, taken from the record (M22)."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import is_dataclass
from datetime import date
from typing import Any, cast, get_args, get_origin, get_type_hints

from nstgov.author.yaml_text import yaml_text
from nstgov.lifecycle.kept_records import WITHOUT_EFFECT, WORDS, find_word_fields
from nstgov.records import Movement, Record
from nstgov.records.record import yaml_key
from nstgov.store.scalars import parse_day
from nstgov.store.strict_yaml import Quoted, read_yaml


def withheld_path(path: str) -> str:
    """Where the record lies that withholds another one."""
    return f"{path}.withheld.yml"


def write_withholding(movement: Movement, record: Record, text: str, decision: str, because: str) -> str:
    """The record by which a decision withholds another one's text, given as it lies in its file."""
    fields: dict[str, Any] = {"decision": decision, "because": because, "sha256": movement.sha256[record.file]}
    if not isinstance(record, WITHOUT_EFFECT):
        fields["keeps"] = write_without_words(type(record), text)
    return yaml_text(fields)


def write_without_words(type_: type[Any], text: str) -> str:
    """What a record of a type says, in YAML, with other words in place of each of its texts."""
    return yaml_text(_leave_words_out(type_, read_yaml(text).value))


def _leave_words_out(type_: type[Any], values: Mapping[str, Any]) -> dict[str, Any]:
    words, hints = find_word_fields(cast("Hashable", type_)), get_type_hints(type_, include_extras=True)
    by_key = {yaml_key(name): name for name in hints}
    return {
        str(key): _replace_words(hints[name], value, is_word=name in words)
        for key, value in values.items()
        if (name := by_key.get(key)) is not None
    }


def _replace_words(hint: Any, value: Any, *, is_word: bool) -> Any:
    """A value of a field without words; maps are read as what the field's type says that stands in them."""
    if isinstance(value, list):
        return [_replace_words(hint, one, is_word=is_word) for one in value]
    if isinstance(value, dict):
        type_ = _find_class(hint)
        if type_ is None or _is_by_name(hint):
            return {str(key): _replace_words(type_, one, is_word=is_word) for key, one in value.items()}
        return _leave_words_out(type_, value)
    return WORDS if is_word else _read_plain_value(value)


def _read_plain_value(value: str) -> str | int | bool | date:
    """A value as YAML writes it without quotes, where it stood without any: numbers, days, true and false."""
    if isinstance(value, Quoted):
        return str(value)
    if value in ("true", "false"):
        return value == "true"
    if value.isascii() and value.isdigit() and str(int(value[:18])) == value:
        return int(value)
    return parse_day(value) or str(value)


def _find_class(hint: Any) -> type[Any] | None:
    """The class of records' parts that a field holds, alone, in a list or by name; None where it holds none."""
    if isinstance(hint, type) and is_dataclass(hint):
        return hint
    return next((found for part in get_args(hint) if (found := _find_class(part)) is not None), None)


def _is_by_name(hint: Any) -> bool:
    origin = get_origin(hint)
    is_mapping = isinstance(origin, type) and issubclass(origin, Mapping)
    return is_mapping or any(_is_by_name(part) for part in get_args(hint) if get_origin(part) is not None)
