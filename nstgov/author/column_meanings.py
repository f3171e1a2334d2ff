"""
Which column of a spreadsheet says what: as somebody says, else guessed from the heading.

Headings are known in the languages that the site speaks and some more; the words of the catalogues count too, so that
a new language is understood as soon as it has words.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from nstgov.author.sheet_rows import Row, SpreadsheetError
from nstgov.languages import CATALOGUES, words_of
from nstgov.records import name_key

HEADINGS = Path(__file__).parent / "headings.json"
"""By what a column can mean the headings that say so, in many languages."""
MEANINGS = (
    "circle", "name", "parent", "level", "aim", "domain", "place", "person", "person name", "first name", "last name",
    "account", "roles",
)  # fmt: skip
"""What a column can mean."""
_UNREAD = ("mail", "private")
"""What is known and never read."""
_LOOKED_AT = 20
"""Rows among which the heading is looked for: above it may stand a title and empty rows."""
_OF_PEOPLE = ("account", "mail", "roles", "private", "first name", "last name")


class ColumnChoice(NamedTuple):
    """The row that is the heading, which column says what (from 0), and the columns not read, each with why."""

    heading: Row
    columns: Mapping[str, int]
    unread: Mapping[str, str]

    def list_titles(self) -> dict[str, str]:
        """The heading of each column that is read."""
        return {meaning: self.heading.cells[at].strip() for meaning, at in self.columns.items()}


def score_heading(cells: list[str]) -> int:
    """How many cells of a row are understood as headings."""
    return sum(1 for cell in cells if _plain_heading(cell) in _meaning_by_heading())


def choose_columns(rows: list[Row], given: Mapping[str, str], *, is_one_circle: bool = False) -> ColumnChoice:
    """
    Which column says what. `is_one_circle`: all rows tell of one circle that is named elsewhere.

    Raises SpreadsheetError where there is no heading, or no column names the circle or the people.
    """
    heading = _find_heading(rows, given)
    titles = [cell.strip() for cell in heading.cells]
    columns = _read_given(titles, given)
    unread: dict[str, str] = {}
    for at, title in enumerate(titles):
        meaning = _meaning_by_heading().get(_plain_heading(title), "")
        if at in columns.values() or not title:
            continue
        if meaning in _UNREAD:
            reason = (
                "a public record holds no mail addresses" if meaning == "mail" else "a public record needs none of it"
            )
            unread[title] = reason
        elif not meaning or meaning in columns:
            unread[title] = "another column says it" if meaning else "not understood"
        else:
            columns[meaning] = at
    if "circle" in columns and "parent" not in columns and _plain_heading(titles[columns["circle"]]) == "id":
        unread[titles[columns.pop("circle")]] = "nothing tells what it is the id of"
    seen = [_meaning_by_heading().get(_plain_heading(title), "") for title in titles]
    below = [row for row in rows if row.number > heading.number]
    _settle_names(columns, below, seen, is_one_circle=is_one_circle)
    _settle_people(columns)
    return ColumnChoice(heading, _require_columns(columns, titles, is_one_circle=is_one_circle), unread)


def _find_heading(rows: list[Row], given: Mapping[str, str]) -> Row:
    if not rows:
        raise SpreadsheetError(
            "the file has no heading", "Begin it with a row of column names: circle,parent,aim,person."
        )
    wanted = {_plain_heading(title) for title in given.values()}
    asked = [row for row in rows[:_LOOKED_AT] if wanted and wanted & {*map(_plain_heading, row.cells)}]
    return asked[0] if asked else max(rows[:_LOOKED_AT], key=lambda row: score_heading(row.cells))


def _read_given(titles: list[str], given: Mapping[str, str]) -> dict[str, int]:
    plain = [_plain_heading(title) for title in titles]
    found: dict[str, int] = {}
    for meaning, column in given.items():
        if column not in titles and _plain_heading(column) not in plain:
            raise SpreadsheetError(f'there is no column "{column}"', f"The columns are: {', '.join(titles)}.")
        found[meaning] = titles.index(column) if column in titles else plain.index(_plain_heading(column))
    return found


def _settle_names(columns: dict[str, int], rows: list[Row], seen: list[str], *, is_one_circle: bool) -> None:
    """Whose name stands in a column that is only called a name: the circle's, or a person's."""
    if (sure := columns.pop("circle name", None)) is not None:
        columns["name" if "circle" in columns else "circle"] = sure
        if columns.get("circle") == sure and "name" in columns and "person" not in columns:
            columns["person"] = columns.pop("name")
    if "name" not in columns or "person name" in columns:
        pass
    elif is_one_circle or ("person" not in columns and _is_of_people(columns, rows, seen)):
        columns["person name" if "person" in columns else "person"] = columns.pop("name")
    elif "circle" not in columns:
        columns["circle"] = columns["name"]


def _is_of_people(columns: Mapping[str, int], rows: list[Row], seen: list[str]) -> bool:
    """Whether the column `name` names people: others tell of people, or one circle has several of these names."""
    has_personal = any(meaning in seen for meaning in _OF_PEOPLE)
    if "circle" not in columns:
        names = [_cell_at(row, columns["name"]) for row in rows]
        return has_personal and len({*names}) == len(names)
    names_by_circle: dict[str, set[str]] = {}
    for row in rows:
        names_by_circle.setdefault(_cell_at(row, columns["circle"]), set()).add(_cell_at(row, columns["name"]))
    return has_personal or any(len(names) > 1 for names in names_by_circle.values())


def _settle_people(columns: dict[str, int]) -> None:
    """People are named by what names them: an id or name, first and last name, or nothing but an account."""
    if "person" in columns:
        return
    for meaning in ("person name", "first name", "last name", "account"):
        if meaning in columns:
            columns["person"] = columns[meaning]
            return


def _require_columns(columns: dict[str, int], titles: list[str], *, is_one_circle: bool) -> dict[str, int]:
    shown = f"The columns are: {', '.join(title for title in titles if title)}."
    if is_one_circle:
        for meaning in ("circle", "name", "parent"):
            columns.pop(meaning, None)
    elif "circle" not in columns:
        step = "Say into which circle they go: --into NAME." if "person" in columns else "Say which: --circle COLUMN."
        raise SpreadsheetError("no column names the circle", f"{step} {shown}")
    if "person" not in columns:
        raise SpreadsheetError(
            "no column names people, and a circle begins with people", f"Say which does: --person COLUMN. {shown}"
        )
    return {meaning: columns[meaning] for meaning in MEANINGS if meaning in columns}


def _cell_at(row: Row, at: int) -> str:
    return row.cells[at].strip() if at < len(row.cells) else ""


def _plain_heading(cell: str) -> str:
    """A heading without what stands in brackets behind it, and however its words are parted."""
    plain = re.sub(r"\s*[(\[].*", "", cell) or cell
    return " ".join(re.sub(r"[_\-./:*]+", " ", name_key(plain)).split())


@cache
def words_for(meaning: str) -> frozenset[str]:
    """The words of many languages for a meaning: a heading, or a role (`as facilitator`)."""
    listed = json.loads(HEADINGS.read_text(encoding="utf-8"))[meaning]
    return frozenset({_plain_heading(word) for word in (*listed, *_yield_translations(listed[:2]))})


def _yield_translations(words: list[str]) -> Iterator[str]:
    for place in sorted(CATALOGUES.glob("*.mo")):
        language = words_of(place.stem)
        for word in words:
            for form in (word, word.capitalize(), f"{word}s", f"{word.capitalize()}s"):
                if (said := language.gettext(form)) != form:
                    yield said


@cache
def _meaning_by_heading() -> dict[str, str]:
    found: dict[str, str] = {}
    for meaning in (*MEANINGS, "circle name", *_UNREAD):
        for word in words_for(meaning):
            found.setdefault(word, meaning)
    return found
