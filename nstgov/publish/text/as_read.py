"""
A text in Markdown as people read it, without marks: what differences are told from.

Items keep their numbers or a dash, links say where they lead, since another address is another thing to consent to.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html.parser import HTMLParser

from nstgov.publish.text.markdown import render_markdown

_HOST = re.compile(r"^ ?\([^()\s]*\)")
_LINE_END = re.compile(r"\s*\n\s*")
_BLOCKS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "blockquote", "tr", "table", "hr"})


@lru_cache(maxsize=256)
def read_as_text(markdown: str) -> str:
    """The words of a text in Markdown: paragraphs apart, each item on a line of its own."""
    reader = _TextReader()
    reader.feed(str(render_markdown(markdown)))
    reader.close()
    return "".join(reader.pieces).strip()


class _TextReader(HTMLParser):
    """Gathers the words of a rendered text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._lists: list[int | None] = []
        self._links: list[tuple[str, int]] = []
        self._at_item = False
        self._cells = 0
        self._said_where = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in ("ol", "ul"):
            self._lists.append(_read_number(given.get("start"), 1) - 1 if tag == "ol" else None)
        elif tag == "li":
            self._begin_item(given.get("value"))
        elif tag in _BLOCKS and not self._at_item:
            self.pieces.append("\n\n")
        elif tag == "br":
            self.pieces.append("\n")
        elif tag == "a":
            self._links.append((given.get("href") or "", len(self.pieces)))
        elif tag in ("td", "th"):
            self._cells += 1
            self.pieces.append(" | " if self._cells > 1 else "")
        if tag == "tr":
            self._cells = 0

    def _begin_item(self, value: str | None) -> None:
        mark = "- "
        if self._lists and (count := self._lists[-1]) is not None:
            self._lists[-1] = _read_number(value, count + 1)
            mark = f"{self._lists[-1]}. "
        self.pieces.append(f"\n{mark}")
        self._at_item = True

    def handle_endtag(self, tag: str) -> None:
        if tag in ("ol", "ul") and self._lists:
            self._lists.pop()
            self.pieces.append("\n\n")
        elif tag == "a" and self._links:
            address, start = self._links.pop()
            if address and address != "".join(self.pieces[start:]).strip():
                self.pieces.append(f" ({address})")
                self._said_where = True

    def handle_data(self, data: str) -> None:
        if self._said_where:  # the page says the host behind a link; the whole address is said already
            data = _HOST.sub("", data)
            self._said_where = False
        if data.strip():
            self._at_item = False
        self.pieces.append(_LINE_END.sub(" ", data))


def _read_number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() else otherwise
