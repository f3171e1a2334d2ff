"""Markdown as the minutes of a meeting use it: headings, lines that name something, paragraphs and lists."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from markdown_it.token import Token

LONGEST_MINUTES = 1 << 20
"""Characters of minutes that are read: far more than an evening has to say."""


class Block(NamedTuple):
    """A heading with its level, a paragraph, or an item of a list with its mark; its text as written, and its line."""

    sort: Literal["heading", "paragraph", "item"]
    text: str
    line: int
    level: int = 0
    mark: str = ""


def read_blocks(text: str) -> list[Block]:
    """The blocks of some Markdown, in their order; ImportError where markdown-it-py is not installed."""
    from markdown_it import MarkdownIt

    plain = text[:LONGEST_MINUTES].replace("\r\n", "\n").replace("\r", "\n")
    lines = plain.split("\n")
    return list(_yield_blocks(MarkdownIt("commonmark", {"html": False}).parse(plain), lines))


def _yield_blocks(tokens: list[Token], lines: list[str]) -> Iterator[Block]:
    depth, end, heading = 0, 0, 0
    for token in tokens:
        depth += token.nesting if token.type in ("bullet_list_open", "bullet_list_close", "ordered_list_open",
                                                 "ordered_list_close") else 0  # fmt: skip
        start, stop = token.map or (0, 0)
        if token.type == "heading_open":
            heading = int(token.tag[1:])
        elif token.type == "list_item_open" and start >= end:
            mark, said = _cut_item(lines[start:stop])
            yield Block("item", said, start + 1, mark=mark)
            end = stop
        elif start < end:
            continue
        elif token.type == "inline" and heading:
            yield Block("heading", token.content.strip(), start + 1, heading)
            heading = 0
        elif token.type == "inline" and not depth:
            yield Block("paragraph", token.content.strip(), start + 1)
        elif token.type in ("fence", "code_block", "html_block"):
            yield Block("paragraph", "\n".join(lines[start:stop]).strip(), start + 1)


def _cut_item(lines: list[str]) -> tuple[str, str]:
    """The mark of an item of a list, and what it says, without the blanks before its further lines."""
    mark, _, first = lines[0].strip().partition(" ")
    return mark, "\n".join((first, *(line.strip() for line in lines[1:]))).strip()
