"""What a table is, and what its row type tells: the columns, and the JSON Schema."""

from __future__ import annotations

import types
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cache
from typing import Annotated, Any, Literal, NamedTuple, TypeVar, Union, get_args, get_origin, get_type_hints

from nstgov.languages import N_
from nstgov.lifecycle import OPEN
from nstgov.publish.following.events import day_told
from nstgov.publish.views.snapshot import Snapshot
from nstgov.records import Author, Record, name_of, yaml_key

DRAFT = "http://json-schema.org/draft-07/schema#"
Day = date
"""A day, under a name that a column may not have."""
Rows = Iterator[tuple[Any, ...]]
R = TypeVar("R", bound=Record)
T = TypeVar("T")


PAGE = Annotated[str | None, N_("the address of its page on the site; empty where it has none")]
"""What stands at the end of each row that tells the path of a record."""


class Table(NamedTuple):
    """A table: its name (that of its files), what a row stands for, the type of its rows, and what yields them."""

    name: str
    about: str
    row: type
    rows: Callable[[Snapshot], Rows]


class RowsByRecord:
    """Rows that each tell of one record."""

    def __init__(
        self,
        list_records: Callable[[Snapshot], Iterable[Record]],
        make_row: Callable[[Snapshot, Any], tuple[Any, ...] | None],
    ) -> None:
        """The records in their order, and what makes the row of one (None: it has none)."""
        self.list_records = list_records
        self._make_row = make_row

    def __call__(self, scene: Snapshot) -> Rows:
        """Every row."""
        return self.make_rows(scene, self.list_records(scene))

    def make_rows(self, scene: Snapshot, records: Iterable[Record]) -> Rows:
        """The rows of some records."""
        return (row for record in records if (row := self._make_row(scene, record)) is not None)


class Column(NamedTuple):
    """A column: its name, what it means, what it holds (`text`, `number`, `day`, `yes or no`), and its schema."""

    name: str
    about: str
    holds: str
    schema: dict[str, Any]
    many: bool
    may_lack: bool


_KINDS: dict[type, tuple[str, dict[str, Any]]] = {
    str: ("text", {"type": "string"}),
    int: ("number", {"type": "integer"}),
    bool: ("yes or no", {"type": "boolean"}),
    date: ("day", {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}),
}


@cache
def list_columns(row: type) -> tuple[Column, ...]:
    """The columns of a row type, in their order."""
    hints = get_type_hints(row, include_extras=True)
    own = tuple(_parse_column(name, hint) for name, hint in hints.items())
    return (*own, _parse_column("page", PAGE)) if has_page(row) else own


def has_page(row: type) -> bool:
    """Whether the rows of a type tell the page of their record: those do that tell its path."""
    return "path" in row.__annotations__


def _parse_column(name: str, hint: Any) -> Column:
    held, about = get_args(hint)[:2] if get_origin(hint) is Annotated else (hint, "")
    parts = get_args(held) if get_origin(held) in (Union, types.UnionType) else (held,)
    may_lack, inner = type(None) in parts, next(part for part in parts if part is not type(None))
    many = get_origin(inner) is tuple
    holds, schema = _find_column_type(get_args(inner)[0] if many else inner)
    whole: dict[str, Any] = {"type": "array", "items": schema} if many else schema
    if may_lack:
        whole = {"anyOf": [whole, {"type": "null"}]}
    return Column(yaml_key(name), about, holds, {"description": about, **whole}, many, may_lack)


def _find_column_type(inner: Any) -> tuple[str, dict[str, Any]]:
    if get_origin(inner) is Literal:
        return "text", {"enum": list(get_args(inner))}
    return _KINDS[inner]


def make_table_schema(table: Table) -> dict[str, Any]:
    """The JSON Schema (draft-07) of a table's JSON files."""
    columns = list_columns(table.row)
    return {
        "$schema": DRAFT,
        "title": table.name,
        "description": table.about,
        "type": "array",
        "items": {
            "type": "object",
            "additionalProperties": False,
            "required": [column.name for column in columns],
            "properties": {column.name: column.schema for column in columns},
        },
    }


@cache
def _list_field_names(row: Callable[..., Any]) -> tuple[str, ...]:
    return tuple(row.__annotations__)


def copy_fields(row: Callable[..., T], record: Any, **more: Any) -> T:
    """A row with what a record says under the same names, and with what else is given."""
    return row(*(more[name] if name in more else getattr(record, name) for name in _list_field_names(row)))


def list_records(scene: Snapshot, kind: type[R]) -> Iterator[R]:
    """The records of a kind that count, up to the day of the site."""
    return (record for record in scene.movement.find_all(kind) if is_shown(scene, record))


def is_shown(scene: Snapshot, record: Record) -> bool:
    """Whether a record's day has come by the day of the site, or is not known."""
    return not scene.day < day_told(scene.movement, record) < OPEN


def list_author_names(authors: tuple[Author, ...]) -> tuple[str, ...]:
    """People as data name them: members by their ids, people outside by their names."""
    return tuple(map(name_of, authors))


def day_or_none(day: date | None) -> date | None:
    """A day; None where it has no end or could not be read."""
    return None if day is None or day == OPEN else day
