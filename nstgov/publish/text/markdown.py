"""
The texts of the record, which are Markdown, as HTML in which all is to be seen that was consented to (M2).

Markdown can hide: a definition of a link, a cell too many, a word behind a fence, a number that becomes another. So
each block is held against what was typed, and one that would hide more than Markdown's own marks is shown as it was
typed. Where even a mark is not to be seen, the page offers the whole text as typed.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup, escape

from nstgov.publish.text.markdown_tokens import (
    level_headings,
    show_marks_at_digits,
    show_numbers,
    show_where_links_lead,
)
from nstgov.publish.text.safe_html import LINK, sanitize_html
from nstgov.publish.text.typed_blocks import show_hidden_as_typed

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

LONGEST_MARKDOWN = 64 * 1024
"""Characters beyond which a text is shown as it was typed: Markdown readers can take quadratic time."""
MOST_OPENERS = 6000
"""Brackets, quotes and emphasis marks beyond which a text is shown as it was typed, for the same reason."""
MOST_SHORT_LINES = 200
"""Lines beyond which a text that has hardly anything on each is shown as it was typed: a list of nothing but dashes."""
SHORTEST_LINES = 16
"""Characters that the lines of a longer text have on the average."""
_OPENERS = re.compile(r"[\[\]<>*_`~|]")
_DEEP = re.compile(r"^[ \t]*(?:(?:[>*+-]|\d{1,9}[.)])[ \t]*){12,}", re.MULTILINE)


class RenderedText(NamedTuple):
    """A text as HTML, and whether anything that was typed is not to be seen in it, be it a mark."""

    html: Markup
    hides: bool


@lru_cache(maxsize=256)
def render_text(text: str) -> RenderedText:
    """A text in Markdown as HTML that may stand in any page; odd or very long texts come out as they were typed."""
    if len(text) > LONGEST_MARKDOWN or _takes_long(text) or _DEEP.search(text):
        return RenderedText(Markup("<pre>{}</pre>").format(text), hides=False)
    noted: dict[str, bool] = {}
    html = _make_markdown_reader().render(text, noted)
    # the empty corner of a table is no head of anything, and a screen reader would stop there
    return RenderedText(sanitize_html(html.replace("<th></th>", "<td></td>")), noted.get("hides", False))


def _takes_long(text: str) -> bool:
    lines = text.count("\n")
    short = lines > MOST_SHORT_LINES and len(text) < SHORTEST_LINES * lines
    return short or len(_OPENERS.findall(text)) > MOST_OPENERS


def render_markdown(text: str) -> Markup:
    """A text in Markdown as HTML that may stand in any page."""
    return render_text(text).html


def hides_something(text: str) -> bool:
    """Whether something of a text is not to be seen where it is rendered, so that a page shows it as typed too."""
    return render_text(text).hides


def render_inline_markdown(text: str) -> Markup:
    """One line of Markdown (emphasis, code) as HTML without a paragraph around it."""
    return sanitize_html(_make_markdown_reader().renderInline(text[:LONGEST_MARKDOWN]))


@cache
def _make_markdown_reader() -> MarkdownIt:
    from markdown_it import MarkdownIt

    reader = MarkdownIt("commonmark", {"html": False, "maxNesting": 20}).enable(["table", "strikethrough"])
    # what defines a link is a line of its own to the eye; `&#8238;` would become what nobody sees
    reader.disable(["image", "html_block", "html_inline", "reference", "entity"])
    reader.validateLink = lambda url: LINK.match(url) is not None  # type: ignore[method-assign]
    reader.normalizeLinkText = lambda link: link  # type: ignore[method-assign]
    reader.inline.ruler.at("link", _read_link)
    for name, change in _CHANGES:
        reader.core.ruler.push(name, change)
    reader.add_render_rule("fence", lambda _self, tokens, at, *_: _render_fence(tokens[at]))
    reader.add_render_rule("link_close", lambda _self, tokens, at, *_: _render_link_end(tokens[at]))
    return reader


_CHANGES = (
    ("levels", lambda state: level_headings(state.tokens)),
    ("numbers", lambda state: show_numbers(state.tokens)),
    ("digits", lambda state: show_marks_at_digits(state.tokens)),
    ("hosts", lambda state: show_where_links_lead(state.tokens)),
    ("as typed", show_hidden_as_typed),
)
"""What is done with a text that was read, in this order."""


def _read_link(state: StateInline, silent: bool) -> bool:
    """A link as Markdown has it, which remembers what was typed behind its words."""
    from markdown_it.rules_inline import link

    start = state.pos
    if not link(state, silent):
        return False
    if not silent:
        behind = state.src.rfind("](", start, state.pos)
        state.tokens[-1].meta["typed"] = state.src[behind : state.pos]
    return True


def _render_fence(token: Token) -> str:
    """A fenced piece with the words behind its fence, which Markdown takes for a language and does not show."""
    said = Markup("<p><code>{}</code></p>\n").format(token.info.strip()) if token.info.strip() else ""
    return f"{said}<pre><code>{escape(token.content)}</code></pre>\n"


def _render_link_end(token: Token) -> str:
    """The end of a link, and where it leads."""
    return Markup("</a>{}").format(token.meta.get("leads", ""))
