"""
Decisions kept as Markdown files: records of architecture, minutes with a heading for each decision, y-statements.

Title, day, status and who decided are read from a block of YAML at the beginning, from lines such as `* Status: …`, or
from headings; what is told under which heading becomes need, text and reasons. A file that gives no day is left out and
named, since no day is guessed.
"""

from __future__ import annotations

import json
import os
import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from nstgov.author.imported_history import HistoryEntry
from nstgov.author.sheet_cells import Notes, clean_text, join_lines, split_people
from nstgov.store.scalars import parse_day
from nstgov.store.strict_yaml import UnreadableYaml, read_yaml

LARGEST_FILE = 256 * 1024
MOST_FILES = 5000
_HEADING = re.compile(r"^(#{1,6})[ \t]+(.+?)[ \t]*#*$", re.MULTILINE)
_SETEXT = re.compile(r"^([^\n#>\-*|][^\n]*)\n(=+)[ \t]*$", re.MULTILINE)
_FACT = re.compile(
    r"^[ \t]*(?:[-*+][ \t]+)?(?:\*\*|__)?([^\W\d_][\w \-]{2,24}?)(?:\*\*|__)?[ \t]*:(?:\*\*|__)?[ \t]+(.+)$"
)
_NUMBER = re.compile(r"^(?:ADR|EIP|RFC|DR|Decision)?[ \-#:.]*\d{1,5}\s*[.:)\u2013\u2014\-]+\s*", re.IGNORECASE)
_DAY_IN_NAME = re.compile(r"(?<!\d)(\d{4})-?(\d{2})-?(\d{2})(?!\d)")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_Y_STATEMENT = re.compile(
    r"(?P<need>in the context of.+?(?:,\s*facing.+?)?)[,;]\s*(?P<text>we (?:have )?decided.+?)"
    r"(?:[,;]\s*(?P<reasons>(?:in order )?to achieve.+))?$",
    re.IGNORECASE | re.DOTALL,
)
_WORDS: Mapping[str, list[str]] = json.loads(
    (Path(__file__).parent / "markdown_words.json").read_text(encoding="utf-8")
)
"""Words of headings and facts by what they mean, in several languages; and parts of words that a status is made of."""
_MEANINGS = {word: meaning for meaning, words in _WORDS.items() if meaning not in {"decided", "over"} for word in words}
_DAY_AND_STATUS = re.compile(r"(\d{4}-\d{2}-\d{2})\s*[\u00b7|,;\u2013\u2014]\s*([^\n]{3,60})")
"""A line that gives both: `2026-11-23 · in force`."""
_NO_RECORDS = {"readme", "index", "template", "contributing", "changelog", "license", "summary"}


class FolderReading(NamedTuple):
    """What a folder of Markdown files holds, and what is to be told about it."""

    entries: list[HistoryEntry]
    notes: list[str]


def read_decision_folder(folder: Path, source: str) -> FolderReading:
    """The decisions in a folder and those below it, in the order of their names; links are not followed."""
    entries, notes = [], []
    cleaning = Notes()
    for number, path in enumerate(_list_markdown(folder), 1):
        name = path.relative_to(folder).as_posix()
        if number > MOST_FILES:
            notes.append(f"only the first {MOST_FILES:,} files were read")
            break
        found = _read_file(path, f"{source}/{name}", number, cleaning)
        if isinstance(found, HistoryEntry):
            entries.append(found)
        else:
            notes.append(f"{name} was left out: {found}")
    if cleaning.list_lines():
        notes.append("signs that cannot be seen, and mail addresses beside names, were left out")
    return FolderReading(entries, notes)


def _list_markdown(folder: Path) -> Iterator[Path]:
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = Path(place) / name
            is_text = path.suffix.lower() in {".md", ".markdown"} and path.stem.lower() not in _NO_RECORDS
            if is_text and "template" not in path.stem.lower() and path.is_file() and not path.is_symlink():
                yield path


def _read_file(path: Path, place: str, number: int, notes: Notes) -> HistoryEntry | str:
    """What a file tells, or why it is left out."""
    with path.open("rb") as opened:
        data = opened.read(LARGEST_FILE + 1)
    if len(data) > LARGEST_FILE:
        return f"it is larger than {LARGEST_FILE // 1024} KiB"
    try:
        raw = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return "it is not UTF-8 text"
    if "\0" in raw:
        return "it holds zero bytes"
    text = "\n".join(
        clean_text(line, number, notes) if not line.isascii() else line.rstrip() for line in _lines_of(raw)
    )
    return _read_text(text, path.stem, place, number, notes)


def _lines_of(raw: str) -> list[str]:
    return unicodedata.normalize("NFC", raw).replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _read_text(text: str, stem: str, place: str, number: int, notes: Notes) -> HistoryEntry | str:
    facts, body = _take_front_matter(text)
    body = _SETEXT.sub(lambda found: f"# {found[1]}", _COMMENT.sub("", body))
    title, sections = _split_sections(body)
    told = {**_take_facts(sections), **facts}
    title = join_lines(told.get("title", "") or title or stem.replace("-", " ").replace("_", " "))
    day = _find_day(told.get("date", "")) or _find_day_in_name(stem)
    if day is None:
        return "it gives no day (write `date: 2024-05-01` at its beginning)"
    status = join_lines(told.get("status", "") or sections.pop("status", ""))[:120].strip(" .*_`")
    need, decided, reasons = _sort_sections(sections)
    people = [person.name for person in split_people(told.get("authors", "").strip("[]"), number, notes)]
    return HistoryEntry(
        place=place,
        title=_NUMBER.sub("", title) or title,
        day=day,
        text=decided,
        outcome="decided" if not status or _is_decided(status) else "not decided",
        need=need,
        reasons=reasons,
        status="" if _is_decided(status) and len(status) < 20 else status,
        authors=tuple(name.strip("\"' ") for name in people),
    )


def _take_front_matter(text: str) -> tuple[dict[str, str], str]:
    """What a block of YAML at the beginning says, and the text behind it; a block that cannot be read says nothing."""
    block = re.match(r"---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)", text, re.DOTALL)
    if block is None:
        return {}, text
    try:
        value = read_yaml(block[1]).value
    except UnreadableYaml:
        value = None
    found = {}
    for key, given in (value if isinstance(value, dict) else {}).items():
        meaning = _MEANINGS.get(_plain_word(key), "")
        if meaning and meaning not in found:
            said = "\n".join(str(one) for one in given) if isinstance(given, list) else str(given)
            found[meaning] = said
    return found, text[block.end() :]


def _split_sections(body: str) -> tuple[str, dict[str, str]]:
    """The first heading, and by the words of each other heading of the highest kinds what stands under it."""
    headings = [found for found in _HEADING.finditer(body) if not _is_in_fence(body, found.start())]
    title = headings[0][2] if headings and len(headings[0][1]) == 1 else ""
    rest = [found for found in (headings[1:] if title else headings) if len(found[1]) <= 2]
    sections = {"": body[headings[0].end() if title else 0 : rest[0].start() if rest else len(body)].strip("\n")}
    for at, found in enumerate(rest):
        end = rest[at + 1].start() if at + 1 < len(rest) else len(body)
        name = found[2] if _plain_word(found[2]) != "status" else "status"
        sections[name] = (sections.get(name, "") + "\n" + body[found.end() : end].strip("\n")).strip("\n")
    return title, sections


def _is_in_fence(body: str, at: int) -> bool:
    return len(re.findall(r"^(?:```|~~~)", body[:at], re.MULTILINE)) % 2 == 1


def _take_facts(sections: dict[str, str]) -> dict[str, str]:
    """The lines before the first heading that tell a fact (`* Status: accepted`); they are taken out of the text."""
    found: dict[str, str] = {}
    kept = []
    for line in sections[""].split("\n"):
        fact = _FACT.match(line)
        meaning = _MEANINGS.get(_plain_word(fact[1]), "") if fact else ""
        if fact and meaning in {"title", "date", "status", "authors"}:
            found.setdefault(meaning, fact[2].strip())
        elif both := _DAY_AND_STATUS.fullmatch(line.strip()):
            found.setdefault("date", both[1])
            found.setdefault("status", both[2])
        else:
            kept.append(line)
    sections[""] = "\n".join(kept).strip("\n")
    return found


def _sort_sections(sections: dict[str, str]) -> tuple[str, str, str]:
    """Need, text and reasons; without a heading for the decision all of it is the text."""
    parts: dict[str, list[str]] = {"need": [], "text": [], "reasons": []}
    has_decision = any(_MEANINGS.get(_plain_word(name)) == "text" for name in sections)
    for name, said in sections.items():
        if said.strip():
            meaning = _MEANINGS.get(_plain_word(name), "reasons" if has_decision and name else "text")
            meaning = meaning if meaning in parts else "reasons"
            headed = f"## {name}\n\n{said}" if name and (meaning == "reasons" or not has_decision) else said
            parts[meaning if has_decision or meaning == "need" else "text"].append(headed)
    need, text, reasons = ("\n\n".join(part).strip() for part in parts.values())
    statement = _Y_STATEMENT.search(text) if not need else None
    if statement:
        need, reasons = statement["need"].strip(), reasons or (statement["reasons"] or "").strip()
        text = text if len(text) > statement.end() + 1 else statement["text"].strip()
    return need, text or need, reasons


def _plain_word(word: str) -> str:
    return re.sub(r"[\s_]+", "-", word.strip().strip(":.*").casefold())


def _is_decided(status: str) -> bool:
    said = status.casefold()
    return any(word in said for word in _WORDS["decided"]) and not any(word in said for word in _WORDS["over"])


def _find_day(text: str) -> date | None:
    found = _DAY.search(text)
    return parse_day(found[0]) if found else None


def _find_day_in_name(stem: str) -> date | None:
    found = _DAY_IN_NAME.search(stem)
    return parse_day(f"{found[1]}-{found[2]}-{found[3]}") if found else None
