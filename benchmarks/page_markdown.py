"""A page of the site as Markdown, so that another maker of sites can be given the same page."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_BLOCKS = frozenset(
    "p div section dl dd dt details summary table tr ul ol figure aside header footer blockquote".split()
)
_MARKS = {"strong": "**", "b": "**", "em": "*", "code": "`"}


def convert_to_markdown(html: str) -> str:
    """What stands in a page's main part, with its headings, lists, emphasis and links."""
    main = re.search(r"<main\b.*</main>", html, re.DOTALL)
    reader = _MarkdownWriter()
    reader.feed(main[0] if main else html)
    reader.close()
    return re.sub(r"\n[ \t]*(?:\n[ \t]*)+", "\n\n", "".join(reader.said)).strip() + "\n"


class _MarkdownWriter(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self._hrefs: list[str | None] = []
        self._deep = 0
        self._quiet = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a heading, a list, a link, or what stands apart."""
        if tag in ("svg", "script"):
            self._quiet += 1
        elif re.fullmatch("h[1-6]", tag):
            self.said.append(f"\n\n{'#' * int(tag[1])} ")
        elif tag == "li":
            self.said.append(f"\n\n{'    ' * max(0, self._deep - 1)}- ")
        elif tag == "a":
            self._hrefs.append(dict(attrs).get("href"))
            self.said.append("[")
        elif tag in _BLOCKS:
            self._deep += tag in ("ul", "ol")
            self.said.append("\n\n" if tag != "p" or not self._deep else f"\n\n{'    ' * self._deep}")
        else:
            self.said.append(_MARKS.get(tag, ""))

    def handle_endtag(self, tag: str) -> None:
        """End it."""
        if tag in ("svg", "script"):
            self._quiet -= 1
        elif tag == "a":
            self.said.append(f"]({_markdown_address(self._hrefs.pop() or '') if self._hrefs else ''})")
        elif tag in _BLOCKS or re.fullmatch("h[1-6]", tag):
            self._deep -= tag in ("ul", "ol")
            self.said.append("\n\n")
        else:
            self.said.append(_MARKS.get(tag, ""))

    def handle_data(self, data: str) -> None:
        """A text, on one line."""
        if not self._quiet:
            self.said.append(re.sub(r"\s+", " ", data))


def _markdown_address(href: str) -> str:
    """A link within the site leads to the Markdown of a page."""
    return f"{href}index.md" if href.endswith("/") and "//" not in href else href
