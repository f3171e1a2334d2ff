"""
Reading what Loomio exports of a group: a line of JSON for each row of its tables, `{"table": …, "record": …}`.

The names of its tables and fields stand in `loomio.json` with our words for them. Rows of a table that is not read are
counted, so that the report can say what does not carry over.
"""

from __future__ import annotations

import html
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from nstgov.author.sheet_cells import Notes, clean_text
from nstgov.author.sheet_rows import SpreadsheetError
from nstgov.store.scalars import parse_day

NAMES = Path(__file__).parent / "loomio.json"
LARGEST_EXPORT = 512 * 1024 * 1024
"""Bytes of an export that are read at most; a line is never longer than `LONGEST_LINE_READ`."""
LONGEST_LINE_READ = 4 * 1024 * 1024

Row = Mapping[str, Any]


@dataclass(slots=True)
class LoomioExport:
    """
    The rows that are read, by our word for their table, each with our words for its fields.

    `others` counts the rows of other tables; `damaged` are the numbers of lines that are no row.
    """

    rows: dict[str, list[Row]] = field(default_factory=dict)
    others: Counter[str] = field(default_factory=Counter)
    damaged: list[int] = field(default_factory=list)

    def index_by_id(self, kind: str) -> dict[int, Row]:
        """The rows of a kind by their id."""
        return {row["id"]: row for row in self.rows.get(kind, ()) if isinstance(row.get("id"), int)}


def read_loomio_export(path: Path) -> LoomioExport:
    """
    An export as Loomio writes it. Raises SpreadsheetError for what is none, OSError for what cannot be read.

    What no row should hold (a mail address, a password) is never taken over: only the fields named are read.
    """
    names = json.loads(NAMES.read_text(encoding="utf-8"))
    found = LoomioExport()
    if path.stat().st_size > LARGEST_EXPORT:
        raise SpreadsheetError(f"{path} is larger than {LARGEST_EXPORT >> 20} MiB", "Export one group at a time.")
    for number, row in _yield_rows(path, found):
        table = names["tables"].get(row.get("table"))
        if table is None:
            found.others[str(row.get("table"))[:60]] += 1
        elif not isinstance(row.get("record"), dict):
            found.damaged.append(number)
        else:
            fields = names["fields"][table].items()
            read = {ours: row["record"].get(theirs) for ours, theirs in fields}
            plain = {ours: None if isinstance(value, dict | list) else value for ours, value in read.items()}
            found.rows.setdefault(table, []).append(plain)
    if not found.rows:
        raise SpreadsheetError(
            f"{path} is no export of Loomio", 'Its lines begin with {"table": …}. In a group: Settings, Export, JSON.'
        )
    return found


def _yield_rows(path: Path, found: LoomioExport) -> Iterator[tuple[int, dict[str, Any]]]:
    with path.open("rb") as opened:
        number = 0
        while line := opened.readline(LONGEST_LINE_READ):
            number += 1
            if not line.strip():
                continue
            try:
                row = json.loads(line)
            except (ValueError, RecursionError):
                row = None
            if isinstance(row, dict) and isinstance(row.get("table"), str):
                yield number, row
            else:
                found.damaged.append(number)


def list_proposal_kinds() -> frozenset[str]:
    """The kinds of asking there that are like a proposal here."""
    return frozenset(json.loads(NAMES.read_text(encoding="utf-8"))["kinds"])


def read_day(value: Any) -> date | None:
    """The day of a time as Loomio writes it; None where there is none."""
    return parse_day(value[:10]) if isinstance(value, str) else None


def read_prose(value: Any, form: Any, notes: Notes) -> str:
    """A text in Markdown, from Markdown or from HTML, clean of what nobody sees."""
    if not isinstance(value, str):
        return ""
    text = _MarkdownWriter.convert(value) if form == "html" else value
    return clean_text(text, 0, notes)


class _MarkdownWriter(HTMLParser):
    """Paragraphs, headings, lists, emphasis and links of HTML as Markdown; everything else as plain text."""

    _BLOCKS = frozenset(
        {"p", "div", "blockquote", "ul", "ol", "table", "tr", "pre", "h1", "h2", "h3", "h4", "h5", "h6"}
    )
    _SILENT = frozenset({"script", "style", "template", "iframe", "object"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.links: list[str] = []
        self.silent = 0

    @classmethod
    def convert(cls, text: str) -> str:
        """The Markdown of some HTML; what is no proper HTML is read as far as it is."""
        writer = cls()
        try:
            writer.feed(text)
            writer.close()
        except (AssertionError, ValueError):
            return html.unescape(re.sub(r"<[^>]*>", " ", text))
        return re.sub(r"\n{3,}", "\n\n", "".join(writer.parts)).strip()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a block, a list item, or a link whose address is shown behind its words."""
        if tag in self._SILENT:
            self.silent += 1
        elif tag == "li":
            self.parts.append("\n- ")
        elif tag == "br":
            self.parts.append("\n")
        elif tag in self._BLOCKS:
            self.parts.append("\n\n" + "#" * int(tag[1]) + " " if re.fullmatch("h[1-6]", tag) else "\n\n")
        elif tag in {"strong", "b"}:
            self.parts.append("**")
        elif tag == "a":
            address = dict(attrs).get("href") or ""
            self.links.append(address if re.match(r"https?://\S+$", address) else "")

    def handle_endtag(self, tag: str) -> None:
        """End a block, emphasis or a link."""
        if tag in self._SILENT:
            self.silent = max(0, self.silent - 1)
        elif tag in {"strong", "b"}:
            self.parts.append("**")
        elif tag == "a" and self.links and (address := self.links.pop()):
            self.parts.append(f" ({address})")
        elif tag in self._BLOCKS:
            self.parts.append("\n\n")

    def handle_data(self, data: str) -> None:
        """Words, as long as they are no program."""
        if not self.silent:
            self.parts.append(data)
