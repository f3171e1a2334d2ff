"""What a text says once Markdown is read: headings that skip no level, numbers as typed, links that tell their host."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from nstgov.publish.text.safe_html import LINK

if TYPE_CHECKING:
    from markdown_it.token import Token

FIRST_HEADING = 3
"""The page has h1, its sections h2: a heading in a text begins at h3."""
_EMPHASIS = re.compile(r"(?:em|strong|s)_(?:open|close)")


def level_headings(tokens: Sequence[Token]) -> None:
    """Let headings begin at h3 and never skip a level, however the text began: screen readers steer by them."""
    open_levels: list[int] = []
    for token in tokens:
        if token.type not in ("heading_open", "heading_close"):
            continue
        if token.type == "heading_open":
            typed = int(token.tag[1])
            while open_levels and open_levels[-1] >= typed:
                open_levels.pop()
            open_levels.append(typed)
        token.tag = f"h{min(FIRST_HEADING + len(open_levels) - 1, 6)}"


def show_numbers(tokens: Sequence[Token]) -> None:
    """Let each item of a list bear the number that was typed: Markdown would count on from the first."""
    counts: list[int] = []
    for token in tokens:
        if token.type == "ordered_list_open":
            counts.append(0)
        elif token.type == "ordered_list_close":
            counts.pop()
        elif token.type == "list_item_open" and token.info:
            typed = int(token.info)
            if typed != counts[-1] + 1:
                token.attrSet("value", str(typed))
            counts[-1] = typed


def show_marks_at_digits(tokens: Sequence[Token]) -> None:
    """Let the marks of emphasis beside a digit stand: `2*3*4` is a product, and without its marks another number."""
    for token in tokens:
        children = token.children or ()
        if any(_EMPHASIS.fullmatch(child.type) for child in children):
            before = [*_find_neighbours(children)]
            behind = [*_find_neighbours(children[::-1], last=False)][::-1]
            for first, last in _pair_marks(children):
                if before[first].isdigit() or behind[last].isdigit():
                    _turn_to_text(children[first])
                    _turn_to_text(children[last])


def _find_neighbours(children: Sequence[Token], *, last: bool = True) -> Iterator[str]:
    """For each piece the letter that stands beside it, marks of emphasis aside; nothing at a line's end."""
    beside = ""
    for child in children:
        yield beside
        if child.content:
            beside = child.content[-1] if last else child.content[0]
        elif not _EMPHASIS.fullmatch(child.type) and child.type != "text":
            beside = ""


def _pair_marks(children: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Where each stretch of emphasis begins and ends."""
    begun: list[int] = []
    for at, child in enumerate(children):
        if _EMPHASIS.fullmatch(child.type):
            if child.nesting > 0:
                begun.append(at)
            else:
                yield begun.pop(), at


def _turn_to_text(token: Token) -> None:
    token.type, token.tag, token.nesting, token.content = "text", "", 0, token.markup


def show_where_links_lead(tokens: Sequence[Token]) -> None:
    """Write behind each link the host it leads to, and what it would only show under a pointer."""
    for token in tokens:
        begun: list[Token] = []
        for at, child in enumerate(token.children or ()):
            if child.type == "link_open":
                begun.append(child)
            elif child.type == "link_close" and begun and token.children:
                child.meta["leads"] = _describe_target(begun.pop(), token.children[at - 1])


def _describe_target(link: Token, said: Token) -> str:
    found = LINK.match(str(link.attrGet("href") or ""))
    leads = (found["host"] or found["mailbox"]) if found else ""
    title = str(link.attrGet("title") or "")
    shown = LINK.match(said.content if found and found["host"] else f"mailto:{said.content}")
    if link.info == "auto" and shown and leads.casefold() == (shown["host"] or shown["mailbox"]).casefold():
        return ""
    return f" ({': '.join(part for part in (leads, title) if part)})"
