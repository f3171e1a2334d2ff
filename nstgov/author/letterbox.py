"""
Records that came by mail, by chat or from a form: found in the text around them, as they were before the journey.

A record begins with a line that names its file, and ends with a line that says so, with the next record, or where
words begin that are none of it. What the way does to a text is undone where that is certain: quoting, fences,
indentation of the whole, lines that were broken in two, blanks that look like blanks and are none (M16, M19).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple, cast

from nstgov.records.addresses import recognise_record
from nstgov.store.field_shape import shape_of

LONGEST_MESSAGE = 4 << 20
"""The most characters of a message that are read: far more than all records of an evening."""
SHORTEST_WIDTH = 56
"""The fewest characters of a line that a mail program breaks in two."""
BEGINS, ENDS = "file:", "end of file"
"""What the line before a record says, followed by its path, and the one after it."""
_PATH_LINE = re.compile(
    r"(?P<quotes>(?:[ \t]*>)*)(?P<indent>[ \t]*)[*_`\"'#]*[ \t]*(?:file[ \t]*:[ \t]*)?[*_`\"'<]*"
    r"(?P<path>(?:circles|proposals|decisions|ground-rules)/[^\s<>|:\"'`*]+\.yml)[*_`\"'>:]*[ \t]*",
    re.IGNORECASE,
)
_STRANGE_BLANKS = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2007": " ", "\u200b": "", "\ufeff": ""})
_INDENTATION = re.compile(r"^[ \t>\u00a0\u202f\u2007\u200b\ufeff]+", re.MULTILINE)
"""What stands before the first word of a line: only there strange blanks are made plain, since a text may need them."""
_KEY_LINE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*:(?:[ \t].*)?")
_LIST_LINE = re.compile(r"-(?:[ \t].*)?")
_BARE_REMARK = re.compile(r"yaml-language-server: \$schema=\S+\.json[ \t]*")
"""The line that names a schema, after a program that takes `#` for the mark of a heading has shown it as one."""
_FENCE = re.compile(r"[ \t]*(?:```|~~~)[a-z]*[ \t]*")


class Letter(NamedTuple):
    """A record that a message carried: the path it is meant for, and its text."""

    path: str
    text: str


class _Opening(NamedTuple):
    """Where a record begins in a message: the number of its first line, its path, how deep it is quoted, indented."""

    line: int
    path: str
    quotes: int
    indent: int
    keys: Collection[str]


def read_letters(message: str) -> tuple[Letter, ...]:
    """
    The records in a message, in its order; none where no line names the file of one.

    Of two for the same path the later one counts: whoever sends again has mended something.
    """
    plain = message[:LONGEST_MESSAGE].replace("\r\n", "\n").replace("\r", "\n")
    lines = _INDENTATION.sub(lambda found: found[0].translate(_STRANGE_BLANKS), plain).split("\n")
    openings = list(_find_openings(lines))
    ends = [*(opening.line - 1 for opening in openings[1:]), len(lines)][: len(openings)]
    found: dict[str, Letter] = {}
    for opening, end in zip(openings, ends, strict=True):
        text = _rebuild_text(list(_strip_quoting(lines[opening.line : end], opening)), opening.keys)
        if _is_beginning(text, opening.keys):
            found.pop(opening.path, None)
            found[opening.path] = Letter(opening.path, text)
    return tuple(found.values())


def _find_openings(lines: list[str]) -> Iterator[_Opening]:
    for number, line in enumerate(lines, 1):
        matched = _PATH_LINE.fullmatch(line) if len(line) < 400 else None
        place = recognise_record(matched["path"]) if matched else None
        if matched and place is not None and place[0].type is not None:
            keys = shape_of(cast("type", place[0].type)).keys()
            opening = _Opening(number, matched["path"], matched["quotes"].count(">"), len(matched["indent"]), keys)
            # a path in the middle of somebody's words begins nothing
            if _is_beginning("\n".join(_strip_quoting(lines[number : number + 5], opening)), keys):
                yield opening


def _strip_quoting(lines: list[str], opening: _Opening) -> Iterator[str]:
    """The lines without the marks of quoting that the first one bears, up to the line that ends the record."""
    # one blank after the mark of quoting belongs to the mark, where the first line has one
    blank = " ?" if opening.indent else ""
    quote = re.compile(rf"(?:[ \t]*>){{{opening.quotes}}}{blank}") if opening.quotes else None
    indent = " " * (opening.indent - 1 if quote and opening.indent else opening.indent)
    for line in lines:
        marked = quote.match(line) if quote else None
        plain = line[marked.end() :] if marked else line
        plain = plain.removeprefix(indent)
        if plain.strip(" \t*_`").casefold() == ENDS or plain.rstrip() == "--":
            return
        yield f"# {plain}" if _BARE_REMARK.fullmatch(plain) else plain


def _is_beginning(text: str, keys: Collection[str]) -> bool:
    """Whether a text begins as a record of some keys does, behind blank lines, remarks (also one broken), a fence."""
    lines = (line for line in text.split("\n") if line.strip() and not line.startswith(("#", "$schema=")))
    first = next((line for line in lines if not _FENCE.fullmatch(line)), "")
    return first.partition(":")[0] in keys or bool(_KEY_LINE.fullmatch(first.rstrip()))


def _rebuild_text(lines: list[str], keys: Collection[str]) -> str:
    """The record's own lines: from the first key to where other words begin, broken lines made whole."""
    found: list[str] = []
    is_fenced = False
    for line in _skip_blank(lines):
        if _FENCE.fullmatch(line) and (not found or is_fenced):
            if found:
                break
            is_fenced = True
        elif not line.strip() or line[:1] in (" ", "\t") or _begins_anew(line, found, keys):
            found.append(line.rstrip())
        elif found and found[-1]:
            found[-1] += " " + line.strip()
        else:
            break
    return "\n".join(_without_blank_end(found)) + "\n"


def _begins_anew(line: str, before: list[str], keys: Collection[str]) -> bool:
    """
    Whether a line that is not indented is one of YAML's own: a key, an item of a list, a remark.

    A word with a colon that is no key of this record is the end of a line that was broken in two, if that was long.
    """
    if _LIST_LINE.fullmatch(line) or line.startswith("#"):
        return True
    if not _KEY_LINE.fullmatch(line.rstrip()):
        return False
    was_broken = bool(before) and len(before[-1]) + len(line.partition(" ")[0]) >= SHORTEST_WIDTH
    return line.partition(":")[0] in keys or not was_broken


def _skip_blank(lines: list[str]) -> list[str]:
    first = next((number for number, line in enumerate(lines) if line.strip()), len(lines))
    return lines[first:]


def _without_blank_end(lines: list[str]) -> list[str]:
    last = next((number for number in range(len(lines), 0, -1) if lines[number - 1].strip()), 0)
    return lines[:last]
