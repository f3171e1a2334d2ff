"""Each block of a text held against what was typed: what Markdown would hide is shown (M2)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token

MARKS = "*_`~#<>|=+-:\\"
"""Markdown's own marks: what may go where a text is rendered, and is then shown where the page has it as typed."""
_MARKS = str.maketrans("", "", MARKS)
_LEADING = re.compile(r"^[ \t]*(?:(?:>|[-*+](?=[ \t])|#{1,6}(?=[ \t])|[0-9]{1,9}[.)](?=[ \t]))[ \t]*)+", re.MULTILINE)
"""Marks at the beginning of a line that a page shows in another way: bullets, numbers, headings, quotes."""


_RULE = re.compile(r"^[ \t]*(?:[-*_][ \t]*){3,}$", re.MULTILINE)
"""A line of marks alone, which a page shows as a line, or by a heading above it."""


class _Block(NamedTuple):
    """One block of a text: the lines it was read from (none: nothing read them), and what was made of them."""

    first: int
    end: int
    tokens: list[Token]


def show_hidden_as_typed(state: StateCore) -> None:
    """
    Put what was typed in the place of each block that would hide more of it than Markdown's own marks.

    Notes under `hides` whether anything else is not to be seen, be it a mark.
    """
    lines = state.src.split("\n")
    kept: list[Token] = []
    for block in _yield_blocks(state.tokens, len(lines)):
        typed = "\n".join(lines[block.first : block.end])
        if _squeeze(typed).translate(_MARKS) != _squeeze("".join(_account_for(block.tokens))).translate(_MARKS):
            kept.append(_make_typed_block(typed))
            continue
        kept += block.tokens
        if _squeeze(_LEADING.sub("", _RULE.sub("", typed))) != _squeeze("".join(_list_shown(block.tokens))):
            state.env["hides"] = True
    state.tokens = kept


def _squeeze(text: str) -> str:
    return "".join(text.split())


def _make_typed_block(typed: str) -> Token:
    from markdown_it.token import Token

    return Token("code_block", "code", 0, content=typed.strip("\n") + "\n", block=True)


def _yield_blocks(tokens: Sequence[Token], end: int) -> Iterator[_Block]:
    """The outermost blocks in their order, and between them the lines that were read into none."""
    at = 0
    inside: list[Token] = []
    for token in tokens:
        inside.append(token)
        if token.level or token.nesting > 0:
            continue
        first, last = inside[0].map or (at, at)
        yield _Block(at, first, [])
        yield _Block(first, last, inside)
        at, inside = last, []
    yield _Block(at, end, [])


def _account_for(tokens: Iterable[Token]) -> Iterator[str]:
    """All that is to be seen of some blocks, and what was typed behind the words of a link, which tells its host."""
    for token in tokens:
        if token.type == "inline":
            yield from _account_for(token.children or ())
        elif token.type == "list_item_open":
            yield (str(int(token.info)) if token.info else "") + token.markup
        elif token.type == "link_open" and token.info != "auto":
            yield "["
        elif token.type == "link_close":
            yield token.meta.get("typed", "")
        else:
            yield _read_shown(token)


def _list_shown(tokens: Iterable[Token]) -> Iterator[str]:
    """What is to be seen of some blocks as it was typed."""
    for token in tokens:
        if token.type == "inline":
            yield from _list_shown(token.children or ())
        else:
            yield _read_shown(token)


def _read_shown(token: Token) -> str:
    return token.info + token.content if token.type == "fence" else token.content
