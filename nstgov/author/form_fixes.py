"""
What has one right answer in the form of a file: line ends, marks that nobody sees, letters in pieces, its last line.

A text keeps what it says. Blanks at the end of a line stay where they are part of a text, since in Markdown two of them
break a line.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any, NamedTuple

import yaml

from nstgov.store.byte_screen import decode_text, find_hidden_character
from nstgov.store.content import LARGEST
from nstgov.store.strict_yaml import UnreadableYaml, normalize_line_ends, read_yaml

_HIDING_A_LINE = "\r\x85\u2028\u2029\0"
"""Signs that some programs take for the end of a line: what was meant by one, only a person knows."""

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The one by which records are read: it takes a tab at the end of a line for a blank."""


class FormFix(NamedTuple):
    """The bytes of a file in their right form, and what was done, in words."""

    data: bytes
    done: tuple[str, ...]


def fix_form(data: bytes) -> FormFix:
    """A file in its right form; the same bytes where nothing is to be done or it is no text."""
    try:
        text = data.decode() if len(data) <= LARGEST else None
    except UnicodeDecodeError:
        text = None
    done: list[str] = []
    if text:
        steps = ((_use_plain_ends, "line ends are plain"), (_remove_hidden, "signs that nobody sees are gone"),
                 (_compose_letters, "letters are in one piece"), (_remove_blanks, "no blanks at the ends of lines"),
                 (_end_last_line, "the last line has an end"))  # fmt: skip
        for fix, words in steps:
            before, text = text, fix(text)
            done += [words] if text != before else []
    if not text or _read_value(text) is None:  # what cannot be read is first mended by a person
        return FormFix(data, ())
    return FormFix(text.encode(), tuple(done))


def _use_plain_ends(text: str) -> str:
    return text.replace("\r\n", "\n")


def _remove_hidden(text: str) -> str:
    if text.isascii() and text.replace("\n", "").isprintable():
        return text
    kept = (sign for sign in text if sign == "\n" or sign in _HIDING_A_LINE or not find_hidden_character(sign))
    return "".join(kept)


def _compose_letters(text: str) -> str:
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _remove_blanks(text: str) -> str:
    """Without blanks at the ends of lines, except in texts of several lines, whose own they are."""
    if not re.search(r"[ \t]$", text, re.MULTILINE) or _read_value(text) is None:
        return text
    kept = {*_find_text_lines(text)}
    lines = (line if at in kept else line.rstrip(" \t") for at, line in enumerate(text.split("\n")))
    stripped = "\n".join(lines)
    return stripped if stripped == text or _read_value(stripped) == _read_value(text) else text


def _find_text_lines(text: str) -> Iterator[int]:
    """The lines, from 0, on which a text of several lines stands, in whatever way it is written."""
    for event in yaml.parse(normalize_line_ends(text), Loader=_LOADER):
        if isinstance(event, yaml.ScalarEvent) and event.start_mark and event.end_mark:
            yield from range(event.start_mark.line, event.end_mark.line)


def _read_value(text: str) -> Any:
    try:
        return read_yaml(decode_text(text.encode())[0]).value
    except UnreadableYaml:
        return None


def _end_last_line(text: str) -> str:
    return text.rstrip("\n") + "\n" if text.strip() else text
