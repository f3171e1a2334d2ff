"""Reading a spreadsheet of circles: which column says what, and one row per membership."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

LARGEST = 64 * 1024 * 1024
"""Bytes that a spreadsheet may have at most."""

MEANINGS: dict[str, tuple[str, ...]] = {
    "circle": ("circle", "circle id", "team", "group", "id", "unit"),
    "name": ("name", "circle name", "title", "team name", "group name"),
    "parent": ("parent", "parent circle", "parent id", "subteam of", "belongs to"),
    "level": ("level", "layer"),
    "aim": ("aim", "purpose", "description", "mission", "about"),
    "domain": ("domain", "scope", "area"),
    "place": ("place", "location", "town", "city"),
    "person": ("person", "member", "person id", "handle", "login"),
    "person name": ("person name", "member name", "full name", "display name"),
    "account": ("account", "github", "forge account", "username"),
    "roles": ("roles", "role", "function"),
}
"""What a column can mean, and the headings by which it is guessed."""


_TOLD = ("name", "parent", "level", "aim", "domain", "place")


class SpreadsheetError(Exception):
    """The spreadsheet cannot be used as it is; `remedy` is the next step."""

    def __init__(self, message: str, remedy: str) -> None:
        """Keep the remedy beside the message."""
        super().__init__(message)
        self.remedy = remedy


@dataclass(slots=True)
class SheetPerson:
    """Somebody in a row: an id or name as written, a name, an account, roles."""

    key: str
    name: str
    account: str
    roles: tuple[str, ...]


@dataclass(slots=True)
class SheetCircle:
    """A circle as the rows tell of it: `row` is the first one that does (the heading is row 1)."""

    key: str
    row: int
    name: str = ""
    parent: str = ""
    level: str = ""
    aim: str = ""
    domain: str = ""
    place: str = ""
    people: dict[str, SheetPerson] = field(default_factory=dict)


def read_rows(path: Path) -> tuple[list[str], list[list[str]]]:
    """The heading and the rows of a CSV file. Raises BadSheet for what is none, OSError for what cannot be read."""
    data = path.read_bytes()
    if len(data) > LARGEST:
        raise SpreadsheetError(
            f"{path} has {len(data) // 2**20} MiB; at most 64 are read", "Split it into several files."
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise SpreadsheetError(f"{path} is not UTF-8 text", "Save it as CSV with the encoding UTF-8.") from None
    if "\0" in text:
        raise SpreadsheetError(f"{path} is no CSV: it holds zero bytes", "Save the spreadsheet as CSV (UTF-8).")
    return _parse_csv(path, text)


def _parse_csv(path: Path, text: str) -> tuple[list[str], list[list[str]]]:
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as fault:
        raise SpreadsheetError(
            f"{path} is no proper CSV: {fault}", "Save the spreadsheet again as CSV (UTF-8)."
        ) from None
    if not rows or not any(cell.strip() for cell in rows[0]):
        raise SpreadsheetError(
            f"{path} has no heading", "Begin it with a row of column names: circle,name,parent,aim,person."
        )
    return [cell.strip() for cell in rows[0]], rows[1:]


def find_columns(heading: list[str], given: Mapping[str, str]) -> dict[str, int]:
    """Which column says what: as given, else guessed from the heading. Raises BadSheet where the circle has none."""
    plain = [_normalize_cell(cell) for cell in heading]
    found: dict[str, int] = {}
    for meaning, column in given.items():
        if column not in heading and _normalize_cell(column) not in plain:
            raise SpreadsheetError(f'there is no column "{column}"', f"The columns are: {', '.join(heading)}.")
        found[meaning] = heading.index(column) if column in heading else plain.index(_normalize_cell(column))
    for meaning, names in MEANINGS.items():
        if meaning not in found:
            at = next(
                (plain.index(name) for name in names if name in plain and plain.index(name) not in found.values()), None
            )
            if at is not None:
                found[meaning] = at
    if "circle" not in found and "name" in found:
        found["circle"] = found["name"]
    if "circle" not in found:
        raise SpreadsheetError(
            "no column names the circle", f"Say which one does: --circle COLUMN. The columns are: {', '.join(heading)}."
        )
    return found


def _normalize_cell(cell: str) -> str:
    return " ".join(cell.casefold().replace("_", " ").replace("-", " ").split())


def collect_circles(rows: list[list[str]], columns: Mapping[str, int]) -> dict[str, SheetCircle]:
    """The circles by the word that stands for each, in the order of their first rows."""
    found: dict[str, SheetCircle] = {}
    for number, row in enumerate(rows, 2):
        cells = {meaning: " ".join(row[at].split()) if at < len(row) else "" for meaning, at in columns.items()}
        if any(cells.values()):
            _add_row(found, cells, number)
    if not found:
        raise SpreadsheetError("the spreadsheet has no rows", "Write one row for each membership, below the heading.")
    return found


def _add_row(found: dict[str, SheetCircle], cells: Mapping[str, str], number: int) -> None:
    key = cells["circle"]
    if not key:
        raise SpreadsheetError(
            f"row {number} names no circle", "Write the circle's name in that row, or remove the row."
        )
    told = {meaning: cells.get(meaning, "") for meaning in _TOLD}
    if key not in found:
        found[key] = SheetCircle(key, number)
    circle = found[key]
    for meaning, value in told.items():
        before = getattr(circle, meaning)
        if not before:
            setattr(circle, meaning, value)
        elif value and value != before and meaning == "parent":
            raise SpreadsheetError(
                f"row {number} gives {key} the parent {value}, and row {circle.row} gives {before}", "Keep one parent."
            )
    if person := cells.get("person") or cells.get("person name", ""):
        roles = tuple(role.strip() for role in cells.get("roles", "").replace(",", ";").split(";") if role.strip())
        circle.people.setdefault(
            person, SheetPerson(person, cells.get("person name") or person, cells.get("account", ""), roles)
        )


def find_rings(circles: Mapping[str, SheetCircle]) -> Iterator[list[str]]:
    """The rings that parents form, each once."""
    seen: set[str] = set()
    for start in circles:
        way: list[str] = []
        at = start
        while at in circles and at not in seen:
            seen.add(at)
            way.append(at)
            at = circles[at].parent
        if at in way:
            yield way[way.index(at) :]
