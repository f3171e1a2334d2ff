"""Single values: a text, a day, a number, a word of a few, a name on record."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from nstgov.records.near_words import find_near_word
from nstgov.records.values import (
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
from nstgov.store.byte_screen import find_hidden_character, find_piled_signs
from nstgov.store.finding_limit import MOST
from nstgov.store.strict_yaml import CutText, Keys, Quoted, beginning_of


class Misshapen(NamedTuple):
    """A value that does not fit: the rule's code, the keys that lead to it, message and help."""

    rule: str
    keys: Keys
    message: str
    help: str


class Mention(NamedTuple):
    """A name that a record mentions, where, and what it may stand for."""

    keys: Keys
    name: str
    to: tuple[str, ...]


class NamedThing(NamedTuple):
    """A name that a record mentions wherever in it, and what it may stand for."""

    name: str
    to: tuple[str, ...]


class ShapeNotes:
    """Collects what comes to light while one record is shaped."""

    __slots__ = ("_counts", "meant", "mentions", "misshapen")

    def __init__(self) -> None:
        """Begin with nothing found; `meant` holds the keys that a mistyped key was probably meant to be."""
        self.misshapen: list[Misshapen] = []
        self.mentions: list[Mention] = []
        self.meant: set[Keys] = set()
        self._counts: Counter[str] = Counter()

    def add_misfit(self, rule: str, keys: Keys, message: str, help_: str) -> None:
        """Note a value that does not fit."""
        self.misshapen.append(Misshapen(rule, keys, message, help_))
        self._counts[rule] += 1

    def count_misfits(self, rule: str) -> int:
        """How many values were noted under a rule so far."""
        return self._counts[rule]


Convert = Callable[[Any, Keys, ShapeNotes], Any]
"""Turns a plain value into a typed one; what does not fit is noted in the sheet."""


def describe_sort(value: Any) -> str:
    """What a plain value is, in words."""
    return "a map" if isinstance(value, dict) else "a list" if isinstance(value, list) else "a single word or text"


BLANK_DAY = date.max
"""Stands where a date could not be read; the record is marked faulty, so no rule judges it."""
_NUMBER = re.compile(r"[-+]?[0-9][0-9_]*(?:\.[0-9]*)?(?:[eE][-+]?[0-9]+)?", re.ASCII)
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_WHOLE = re.compile(r"[0-9]{1,9}", re.ASCII)
_ID = re.compile(ID)
_WINDOWS = re.compile(WINDOWS_NAME, re.IGNORECASE)
_NO_TEXTS = frozenset({"null", "Null", "NULL", "~", "true", "True", "TRUE", "false", "False", "FALSE"})
"""Words that other readers of YAML take for no text: nothing, yes and no."""


def _is_text(value: Any, keys: Keys, sheet: ShapeNotes, expected: str) -> bool:
    if isinstance(value, str):
        return True
    remedy = (
        "Put the text on one line, or after `|` on lines of its own." if expected == "a text" else f"Write {expected}."
    )
    sheet.add_misfit("Y04", keys, f"{expected} belongs here, and this is {describe_sort(value)}", remedy)
    return False


def _make_text_converter(longest: int, one_line: bool) -> Convert:
    def convert_text(value: Any, keys: Keys, sheet: ShapeNotes) -> str:
        if not _is_text(value, keys, sheet, "a text"):
            return ""
        if find_piled_signs(value) is not None:
            message = "more signs stand on one letter than any script has"
            sheet.add_misfit("Y07", keys, message, "Write the letter with the signs it needs.")
            return ""
        _check_text(value, keys, sheet, longest, one_line)
        return str(value)

    return convert_text


def _check_text(value: str, keys: Keys, sheet: ShapeNotes, longest: int, one_line: bool) -> None:
    if type(value) is str and not is_plain_text(value):
        what = "a number" if value not in _NO_TEXTS else "a word with a meaning of its own"
        message = f"a text belongs here, and {value[:40]} is {what}"
        sheet.add_misfit("Y04", keys, message, "Put quotes around it if it is meant as a text, or remove the line.")
    elif type(value) is CutText:
        help_ = "Put quotes around the whole text, or two blanks before the #."
        sheet.add_misfit("Y04", keys, "the text ends here, because ` #` begins a comment", help_)
    elif _is_deceptive(value, keys, sheet):
        return
    elif len(value.encode("utf-8", "replace")) > longest:
        sheet.add_misfit(
            "Y04", keys, f"the text is longer than {longest} characters", "Shorten it, or link to the long form."
        )
    elif one_line and "\n" in value.strip():
        sheet.add_misfit("Y04", keys, "this text belongs on one line", "Keep it to one line.")


_NUMBER_BEGINS = frozenset("-+0123456789")


def is_plain_text(value: str) -> bool:
    """Whether every reader of YAML takes a text without quotes for a text: no number, no word with a meaning."""
    return value not in _NO_TEXTS and not (value[:1] in _NUMBER_BEGINS and _NUMBER.fullmatch(value))


def _is_deceptive(value: str, keys: Keys, sheet: ShapeNotes) -> bool:
    r"""Note what an escape (`"\0"`) puts into a quoted text; what stands there openly was seen in the bytes."""
    if not isinstance(value, Quoted) or (value.isascii() and value.isprintable()):
        return False
    if hidden := find_hidden_character(value):
        sheet.add_misfit("Y07", keys, f"{hidden} stands in this text", "Remove it; it cannot be seen.")
    elif not unicodedata.is_normalized("NFC", value):
        message = "a letter is written in pieces (not NFC), so two texts could look alike and differ"
        sheet.add_misfit("Y07", keys, message, "Type the letter itself, without a backslash.")
    else:
        return False
    return True


def _make_day_converter(_mark: Day) -> Convert:
    def convert_day(value: Any, keys: Keys, sheet: ShapeNotes) -> date:
        if not _is_text(value, keys, sheet, "a date"):
            return BLANK_DAY
        day = parse_day(value)
        if day is None:
            sheet.add_misfit(
                "Y04", keys, f'"{value[:40]}" is no date', "Write a day that exists, as year-month-day: 2026-05-01."
            )
        return day or BLANK_DAY

    return convert_day


def parse_day(text: str) -> date | None:
    """The day that a text of the form YYYY-MM-DD names, or None; the same day is one object."""
    return _parse_iso_day(text) if len(text) == _LENGTH_OF_DAY else None


_LENGTH_OF_DAY = len("2026-05-01")


@lru_cache(maxsize=1 << 14)
def _parse_iso_day(text: str) -> date | None:
    if not _ISO_DAY.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _make_count_converter(mark: Count) -> Convert:
    def convert_count(value: Any, keys: Keys, sheet: ShapeNotes) -> int:
        if not _is_text(value, keys, sheet, "a whole number"):
            return 0
        number = parse_whole_number(value)
        if type(value) is Quoted or number is None or number < mark.least:
            sheet.add_misfit(
                "Y04",
                keys,
                f'"{value[:40]}" is no whole number of {mark.least} or more',
                "Write digits only, without quotes.",
            )
            return 0
        return number

    return convert_count


def parse_whole_number(text: str) -> int | None:
    """The number that up to nine digits make, or None."""
    return int(text) if _WHOLE.fullmatch(text) else None


def _make_flag_converter(_mark: Flag) -> Convert:
    def convert_flag(value: Any, keys: Keys, sheet: ShapeNotes) -> bool:
        if _is_text(value, keys, sheet, "`true` or `false`") and (
            type(value) is Quoted or value not in ("true", "false")
        ):
            sheet.add_misfit("Y04", keys, f'"{value[:40]}" is neither true nor false', "Write `true` or `false`.")
        return bool(value == "true")

    return convert_flag


def compile_form(mark: Form) -> re.Pattern[str]:
    """The pattern that a text of a form matches as a whole."""
    return re.compile(mark.pattern, re.ASCII if mark.pattern.isascii() else 0)


def _make_form_converter(mark: Form) -> Convert:
    pattern = compile_form(mark)

    def convert_form(value: Any, keys: Keys, sheet: ShapeNotes) -> str:
        if not _is_text(value, keys, sheet, mark.means):
            return ""
        if _is_deceptive(value, keys, sheet):
            return ""
        if len(value) > LONGEST_TEXT or not pattern.fullmatch(value):
            sheet.add_misfit(
                "Y04", keys, f'"{beginning_of(value)}" is not {mark.means}', f"Write {mark.means}, like {mark.example}"
            )
        return str(value)

    return convert_form


def make_choice_converter(words: tuple[str, ...]) -> Convert:
    """One of a few words."""
    known = dict(zip(words, words, strict=True))

    def convert_choice(value: Any, keys: Keys, sheet: ShapeNotes) -> str:
        if not _is_text(value, keys, sheet, "a word"):
            return ""
        if value not in known:
            near = find_near_word(value, words, 0.6) if sheet.count_misfits("Y04") < MOST else None
            ask = f"Did you mean `{near}`?" if near else f"Write one of: {', '.join(words)}."
            sheet.add_misfit("Y04", keys, f'"{beginning_of(value)}" is none of: {", ".join(words)}', ask)
            return ""
        return known[value]

    return convert_choice


def _make_reference_converter(mark: Ref) -> Convert:
    def convert_reference(value: Any, keys: Keys, sheet: ShapeNotes) -> str:
        if not _is_text(value, keys, sheet, "a name on record"):
            return ""
        sheet.mentions.append(Mention(keys, str(value), mark.to))
        return str(value)

    return convert_reference


def _make_id_converter(_mark: NewId) -> Convert:
    def convert_id(value: Any, keys: Keys, sheet: ShapeNotes) -> str:
        if _is_text(value, keys, sheet, "an id") and not is_id(value):
            sheet.add_misfit("Y10", keys, f'"{beginning_of(value)}" is no id', id_help(value))
        return str(value) if isinstance(value, str) else ""

    return convert_id


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
    Line: lambda _: _make_text_converter(LONGEST_LINE, one_line=True),
    Prose: lambda _: _make_text_converter(LONGEST_TEXT, one_line=False),
    Day: _make_day_converter,
    Count: _make_count_converter,
    Flag: _make_flag_converter,
    Form: _make_form_converter,
    Ref: _make_reference_converter,
    NewId: _make_id_converter,
}
