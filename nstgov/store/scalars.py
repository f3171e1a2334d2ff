"""Single values: a text, a day, a number, a word of a few, a name on record."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from difflib import get_close_matches
from typing import Any

from nstgov.records.words import (
    ID,
    LONGEST_ID,
    LONGEST_LINE,
    LONGEST_TEXT,
    WINDOWS_NAME,
    Count,
    Day,
    Flag,
    Form,
    Line,
    NewId,
    Prose,
    Ref,
)
from nstgov.store.screen import hidden_in
from nstgov.store.sheet import Convert, Mention, Sheet, sort_of
from nstgov.store.strict_yaml import Cut, Keys, Quoted, beginning_of

BLANK_DAY = date.max
"""Stands where a date could not be read; the record is marked faulty, so no rule judges it."""
_NUMBER = re.compile(r"[-+]?[0-9][0-9_]*(?:\.[0-9]*)?(?:[eE][-+]?[0-9]+)?", re.ASCII)
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_WHOLE = re.compile(r"[0-9]{1,9}", re.ASCII)
_ID = re.compile(ID)
_WINDOWS = re.compile(WINDOWS_NAME, re.IGNORECASE)
_NO_TEXTS = frozenset({"null", "Null", "NULL", "~", "true", "True", "TRUE", "false", "False", "FALSE"})
"""Words that other readers of YAML take for no text: nothing, yes and no."""


def _is_text(value: Any, keys: Keys, sheet: Sheet, expected: str) -> bool:
    if isinstance(value, str):
        return True
    remedy = (
        "Put the text on one line, or after `|` on lines of its own." if expected == "a text" else f"Write {expected}."
    )
    sheet.add("Y04", keys, f"{expected} belongs here, and this is {sort_of(value)}", remedy)
    return False


def _text(longest: int, one_line: bool) -> Convert:
    def convert(value: Any, keys: Keys, sheet: Sheet) -> str:
        if not _is_text(value, keys, sheet, "a text"):
            return ""
        _judge_text(value, keys, sheet, longest, one_line)
        return str(value)

    return convert


def _judge_text(value: str, keys: Keys, sheet: Sheet, longest: int, one_line: bool) -> None:
    if type(value) is str and (_NUMBER.fullmatch(value) or value in _NO_TEXTS):
        what = "a number" if value not in _NO_TEXTS else "a word with a meaning of its own"
        message = f"a text belongs here, and {value[:40]} is {what}"
        sheet.add("Y04", keys, message, "Put quotes around it if it is meant as a text, or remove the line.")
    elif type(value) is Cut:
        help_ = "Put quotes around the whole text, or two blanks before the #."
        sheet.add("Y04", keys, "the text ends here, because ` #` begins a comment", help_)
    elif _is_deceptive(value, keys, sheet):
        return
    elif len(value.encode("utf-8", "replace")) > longest:
        sheet.add("Y04", keys, f"the text is longer than {longest} characters", "Shorten it, or link to the long form.")
    elif one_line and "\n" in value.strip():
        sheet.add("Y04", keys, "this text belongs on one line", "Keep it to one line.")


def _is_deceptive(value: str, keys: Keys, sheet: Sheet) -> bool:
    r"""Note what an escape (`"\0"`) puts into a quoted text; what stands there openly was seen in the bytes."""
    if not isinstance(value, Quoted) or (value.isascii() and value.isprintable()):
        return False
    if hidden := hidden_in(value):
        sheet.add("Y07", keys, f"{hidden} stands in this text", "Remove it; it cannot be seen.")
    elif not unicodedata.is_normalized("NFC", value):
        message = "a letter is written in pieces (not NFC), so two texts could look alike and differ"
        sheet.add("Y07", keys, message, "Type the letter itself, without a backslash.")
    else:
        return False
    return True


def _day(_mark: Day) -> Convert:
    def convert(value: Any, keys: Keys, sheet: Sheet) -> date:
        if not _is_text(value, keys, sheet, "a date"):
            return BLANK_DAY
        day = day_from(value)
        if day is None:
            sheet.add(
                "Y04", keys, f'"{value[:40]}" is no date', "Write a day that exists, as year-month-day: 2026-05-01."
            )
        return day or BLANK_DAY

    return convert


def day_from(text: str) -> date | None:
    """The day that a text of the form YYYY-MM-DD names, or None."""
    if not _ISO_DAY.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _count(mark: Count) -> Convert:
    def convert(value: Any, keys: Keys, sheet: Sheet) -> int:
        if not _is_text(value, keys, sheet, "a whole number"):
            return 0
        if type(value) is Quoted or not _WHOLE.fullmatch(value) or int(value) < mark.least:
            sheet.add(
                "Y04",
                keys,
                f'"{value[:40]}" is no whole number of {mark.least} or more',
                "Write digits only, without quotes.",
            )
            return 0
        return int(value)

    return convert


def _flag(_mark: Flag) -> Convert:
    def convert(value: Any, keys: Keys, sheet: Sheet) -> bool:
        if _is_text(value, keys, sheet, "`true` or `false`") and (
            type(value) is Quoted or value not in ("true", "false")
        ):
            sheet.add("Y04", keys, f'"{value[:40]}" is neither true nor false', "Write `true` or `false`.")
        return bool(value == "true")

    return convert


def _form(mark: Form) -> Convert:
    pattern = re.compile(mark.pattern, re.ASCII if mark.pattern.isascii() else 0)

    def convert(value: Any, keys: Keys, sheet: Sheet) -> str:
        if not _is_text(value, keys, sheet, mark.means):
            return ""
        if _is_deceptive(value, keys, sheet):
            return ""
        if len(value) > LONGEST_TEXT or not pattern.fullmatch(value):
            sheet.add(
                "Y04", keys, f'"{beginning_of(value)}" is not {mark.means}', f"Write {mark.means}, like {mark.example}"
            )
        return str(value)

    return convert


def choice(words: tuple[str, ...]) -> Convert:
    """One of a few words."""
    known = dict(zip(words, words, strict=True))

    def convert(value: Any, keys: Keys, sheet: Sheet) -> str:
        if not _is_text(value, keys, sheet, "a word"):
            return ""
        if value not in known:
            near = get_close_matches(value, words, 1, 0.6)
            ask = f"Did you mean `{near[0]}`?" if near else f"Write one of: {', '.join(words)}."
            sheet.add("Y04", keys, f'"{beginning_of(value)}" is none of: {", ".join(words)}', ask)
            return ""
        return known[value]

    return convert


def _ref(mark: Ref) -> Convert:
    def convert(value: Any, keys: Keys, sheet: Sheet) -> str:
        if not _is_text(value, keys, sheet, "a name on record"):
            return ""
        sheet.mentions.append(Mention(keys, str(value), mark.to))
        return str(value)

    return convert


def _new_id(_mark: NewId) -> Convert:
    def convert(value: Any, keys: Keys, sheet: Sheet) -> str:
        if _is_text(value, keys, sheet, "an id") and not is_id(value):
            sheet.add("Y10", keys, f'"{beginning_of(value)}" is no id', id_help(value))
        return str(value) if isinstance(value, str) else ""

    return convert


def is_id(value: str) -> bool:
    """Whether a text has the form of an id."""
    return 2 <= len(value) <= LONGEST_ID and _ID.fullmatch(value) is not None


def id_help(value: str) -> str:
    """How an id is written, said of a text that is none."""
    if is_windows_name(value):
        return f"Choose another id: Windows keeps the name {value} for itself."
    return "An id has 2 to 64 small letters and digits, with single hyphens: oak-street."


def is_windows_name(name: str) -> bool:
    """Whether no file can have this name on Windows, whatever stands behind a point in it."""
    return _WINDOWS.fullmatch(name.partition(".")[0].rstrip(" ")) is not None


SCALARS: dict[type[Any], Callable[[Any], Convert]] = {
    Line: lambda _: _text(LONGEST_LINE, one_line=True),
    Prose: lambda _: _text(LONGEST_TEXT, one_line=False),
    Day: _day,
    Count: _count,
    Flag: _flag,
    Form: _form,
    Ref: _ref,
    NewId: _new_id,
}
