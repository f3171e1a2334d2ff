"""What a YAML parser complains of, in plain words, with the next step and a place that exists in the file."""

from __future__ import annotations

import re
from typing import Any

_LONE_BREAK = re.compile("\r(?!\n)|[\x85\u2028\u2029]")
_LOOK = "Look at this line and the one before it: blanks at the beginning, colons, quotes and brackets."
_BRACKETS = "Close each bracket, and put a comma between two entries."
_QUOTE_IT = "Put quotes around the text."
_COLON = "Put quotes around a text that holds a colon and a blank."
_SAME_COLUMN = "Let the lines that belong together begin in the same column."
_PLAIN: tuple[tuple[str, str, str], ...] = (
    ("mapping values are not allowed", "a second colon stands here", _COLON),
    ("tab", "a tab stands at the beginning of the line", "Use blanks, never tabs, at the beginning of a line."),
    ("expected '-'", "this line does not fit the list before it",
     "Begin each entry of the list with a dash, in the same column."),
    ("expected key", "this line does not fit the lines before it", _SAME_COLUMN),
    ("expected <block end>", "this line does not fit the lines before it", _SAME_COLUMN),
    ("expected ','", "a comma or a closing bracket is missing", _BRACKETS),
    ("node content", "a value is missing, or a bracket was not closed", _BRACKETS),
    ("end of stream", "quotes were opened and never closed", "Close the quotes, or remove them."),
    ("document start", "something stands after the end of the record", "Remove it, or the closing bracket before it."),
    ("escape", "a backslash in double quotes means something else", "Use single quotes, or write two backslashes."),
    ("hexdecimal", "a backslash in double quotes means something else", "Use single quotes, or write two backslashes."),
    ("expected ':'", "a colon is missing after the key", "Write `key: value`."),
    ("start any token", "a text cannot begin with {sign}", _QUOTE_IT),
    ("alphabetic or numeric", "a text cannot begin with & or *", _QUOTE_IT),
)  # fmt: skip


def normalize_line_ends(text: str) -> str:
    """
    The text with a blank for each sign that YAML takes for the end of a line and no screen shows as one.

    A key behind such a sign would be hidden on one displayed line; so lines are those that a person sees.
    """
    return text if text.isascii() and "\r" not in text else _LONE_BREAK.sub(" ", text)


def explain_problem(problem: str, sign: str = "") -> tuple[str, str]:
    """Message and help for what a parser said; `sign` is the character it stopped at."""
    said = "tab" if sign == "\t" else problem
    for part, message, help_ in _PLAIN:
        if part in said:
            return f"this is not YAML: {message.format(sign=sign or 'this sign')}", help_
    return f"this is not YAML: {problem}", _LOOK


def find_sign(text: str, place: tuple[int, int]) -> str:
    """The character at a line and column (from 1), or nothing."""
    line = text.split("\n")[place[0] - 1]
    return line[place[1] - 1 : place[1]]


def find_mark_position(mark: Any, text: str) -> tuple[int, int]:
    """Line and column (from 1) of a parser's mark; what it misses at the end is placed on the last line with text."""
    if mark is None:
        return 1, 1
    if mark.line < text.rstrip().count("\n") + 1:
        return mark.line + 1, mark.column + 1
    lines = text.rstrip().split("\n")
    return len(lines), max(1, len(lines[-1]))
