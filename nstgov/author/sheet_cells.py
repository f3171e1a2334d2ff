"""
What stands in one cell of a spreadsheet: a clean text, the people in a list, the circles of a path.

People keep lists in cells, turn names around, and leave behind signs that nobody sees. What is done to a text is
counted and told, since a name on record stays there.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from typing import NamedTuple

from nstgov.author.column_meanings import words_for
from nstgov.records import name_key
from nstgov.store.byte_screen import find_hidden_character

_MAIL = re.compile(r"[<(\[]?\s*(?:mailto:)?[^\s@<>(\[,;]+@[^\s@<>)\],;]+\.[^\s@<>)\],;.]+\s*[>)\]]?")
_LIST_SIGNS = re.compile(r"[\n;\u061b\uff1b\u3001\uff0c|]+")
_COMMAS = re.compile(r"[,\u060c]")
_BULLET = re.compile(r"^(?:[-*\u2022\u2013\u00b7]|\d+[.)])\s+")
_IN_BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]+)[)\]]\s*$")
_PATH_SIGNS = re.compile(r"\s+[>/\\]\s+|\s*[\u203a\u2192\u00bb]\s*")
_BEHIND_A_NAME = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "phd", "md"})
_NO_ACCOUNT = frozenset({"-", "\u2013", "\u2014", "?", "n/a", "none", "no", "x", "tbd", "null"})
"""What people write in a column of accounts for somebody who has none."""
_MOST_ROWS_TOLD = 5


class Notes:
    """What is told about rows, each thing once with the rows that it holds for."""

    def __init__(self) -> None:
        self._rows: dict[str, list[int]] = defaultdict(list)

    def add_row(self, text: str, row: int) -> None:
        """Note something about a row."""
        if row not in self._rows[text][-1:]:
            self._rows[text].append(row)

    def list_lines(self) -> tuple[str, ...]:
        """What was noted, a line each: the text, and the first rows it holds for."""
        return tuple(f"{text} ({format_rows(rows)})" for text, rows in self._rows.items())


def format_rows(rows: list[int]) -> str:
    """`row 4`, or `rows 4, 7, 9`; of many the first ones."""
    shown = ", ".join(map(str, rows[:_MOST_ROWS_TOLD]))
    more = f" and {len(rows) - _MOST_ROWS_TOLD} more" if len(rows) > _MOST_ROWS_TOLD else ""
    return f"row{'s' if len(rows) > 1 else ''} {shown}{more}"


class NamedPerson(NamedTuple):
    """Somebody as a row names them: a name, an account, roles, and the word that stands for them, if it is no name."""

    name: str
    account: str = ""
    roles: tuple[str, ...] = ()
    word: str = ""


def clean_text(cell: str, row: int, notes: Notes) -> str:
    """A text in one piece: composed letters, plain blanks, nothing that cannot be seen; line ends stay."""
    if cell.isascii() and cell.isprintable():
        return cell.strip()
    composed = unicodedata.normalize("NFC", cell)
    lines = composed.replace("\r\n", "\n").replace("\r", "\n")
    seen = "".join(sign for sign in lines if sign in {"\n", "\t"} or not find_hidden_character(sign))
    if seen != lines:
        notes.add_row("signs that cannot be seen were taken out", row)
    return "\n".join(" ".join(line.split()) for line in seen.split("\n")).strip("\n")


def join_lines(text: str) -> str:
    """A text on one line."""
    return " ".join(text.split())


def split_path(cell: str) -> tuple[str, ...]:
    """The circles of a path such as `Co-op > Garden`, the highest first; a plain name is a path of one."""
    return tuple(part for part in (join_lines(part) for part in _PATH_SIGNS.split(cell)) if part)


def split_people(cell: str, row: int, notes: Notes) -> list[NamedPerson]:
    """The people whom a cell names: one, or a list; what is no name of anybody is left out and told."""
    if "@" in cell and _MAIL.search(cell):
        notes.add_row("mail addresses were left out: a public record holds none", row)
        cell = _MAIL.sub("", cell)
    parts = [_BULLET.sub("", part.strip()) for part in _LIST_SIGNS.split(cell)]
    names = [name for part in parts for name in _split_at_commas(part, row, notes)]
    if len(names) > 1:
        notes.add_row("a cell that names several people was split", row)
    return [person for name in names if (person := _read_person(name, row, notes)).name]


def _split_at_commas(part: str, row: int, notes: Notes) -> list[str]:
    """`Ruiz, Ana` is one person turned around; `Ana Ruiz, Ben Okafor` are two, and three parts are three."""
    pieces = [piece.strip() for piece in _COMMAS.split(part) if piece.strip()]
    if len(pieces) == 2 and pieces[1].casefold() in _BEHIND_A_NAME:
        return [" ".join(pieces)]
    if len(pieces) == 2 and min(len(piece.split()) for piece in pieces) == 1 and "@" not in part:
        notes.add_row('names written "last name, first name" were turned around', row)
        return [f"{pieces[1]} {pieces[0]}"]
    return pieces


def _read_person(text: str, row: int, notes: Notes) -> NamedPerson:
    """A person out of `Ana Ruiz (facilitator)`, `Ana Ruiz (@anar)` or `@anar`."""
    inside = _IN_BRACKETS.search(text)
    if inside and inside[1].startswith("@"):
        return NamedPerson(text[: inside.start()].strip(), clean_account(inside[1], row, notes))
    if inside and find_role(inside[1]):
        return NamedPerson(text[: inside.start()].strip(), "", (inside[1].strip(),))
    if text.startswith("@"):
        return NamedPerson(text[1:].strip(), clean_account(text, row, notes))
    return NamedPerson(text.strip())


def clean_account(cell: str, row: int, notes: Notes) -> str:
    """The name of an account out of `@anar`, `https://github.com/anar`, or what people write where they have none."""
    text = join_lines(cell)
    if _MAIL.fullmatch(text):
        notes.add_row("mail addresses were left out: a public record holds none", row)
        return ""
    name = re.sub(r"^https?://[^/]+/(?:u/)?|/$", "", text).removeprefix("@")
    return "" if name.casefold() in _NO_ACCOUNT else name


def split_roles(cell: str) -> tuple[str, ...]:
    """The roles that a cell names."""
    return tuple(role for part in re.split(r"[;,\n|/]+", cell) if (role := join_lines(part)))


def find_role(word: str) -> str:
    """`facilitator`, `lead` or `secretary` for a word that means it in some language; empty for any other role."""
    plain = name_key(word.replace("-", " ").replace("_", " "))
    return next((role for role in ("facilitator", "lead", "secretary") if plain in words_for(f"as {role}")), "")
