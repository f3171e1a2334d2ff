"""
The texts of the record as safe HTML.

Everything people wrote is hostile until it has passed through here: Markdown without raw HTML, then a short list of
elements, then nothing but absolute links to the open web or to a mail address.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

LONGEST_MARKDOWN = 64 * 1024
"""Characters beyond which a text is shown as it was typed: Markdown readers can take quadratic time."""
MOST_OPENERS = 6000
"""Brackets, quotes and emphasis marks beyond which a text is shown as it was typed, for the same reason."""
FIRST_HEADING = 3
"""The page has h1, its sections h2: a heading in a text begins at h3."""
ALLOWED = frozenset(
    "a abbr b blockquote br code dd del dl dt em h3 h4 h5 h6 hr i li ol p pre s strong sub sup "
    "table tbody td th thead tr ul".split()
)
_OPENERS = re.compile(r"[\[\]<>*_`~|]")
_DEEP = re.compile(r"^[ \t]*(?:(?:[>*+-]|\d{1,9}[.)])[ \t]*){12,}", re.MULTILINE)
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]"
)
"""Controls and marks that turn the direction of what follows; on a page they would only deceive."""
_LINK = re.compile(r"(?:https?://[^/\\\s]|mailto:[^\s@]+@)", re.IGNORECASE)


@lru_cache(maxsize=256)
def render_markdown(text: str) -> Markup:
    """A text in Markdown as HTML that may stand in any page; odd or very long texts come out as they were typed."""
    if len(text) > LONGEST_MARKDOWN or len(_OPENERS.findall(text)) > MOST_OPENERS or _DEEP.search(text):
        return Markup("<pre>{}</pre>").format(text)
    # the empty corner of a table is no head of anything, and a screen reader would stop there
    return sanitize_html(_make_markdown_reader().render(text).replace("<th></th>", "<td></td>"))


def sanitize_html(html: str) -> Markup:
    """HTML reduced to the allowed elements, without any attribute but a link's address."""
    import nh3

    return Markup(
        nh3.clean(
            html,
            tags=set(ALLOWED),
            attributes={"a": {"href"}},
            attribute_filter=_filter_link,
            url_schemes={"http", "https", "mailto"},
            link_rel="nofollow noopener noreferrer",
        )
    )


def render_inline_markdown(text: str) -> Markup:
    """One line of Markdown (emphasis, code) as HTML without a paragraph around it."""
    return sanitize_html(_make_markdown_reader().renderInline(text[:LONGEST_MARKDOWN]))


def summarize_text(text: str, most: int = 160) -> str:
    """The beginning of a text as one plain line of at most `most` characters, for descriptions and previews."""
    plain = " ".join(re.sub(r"[#>*_`\[\]|]+", " ", text[: most * 8]).split())
    if len(plain) <= most:
        return plain
    return plain[: most - 1].rsplit(" ", 1)[0] + "…"


def remove_invisible(text: str) -> str:
    """A text without what cannot be seen and could only deceive: controls, and marks that turn its direction."""
    # looking whether all can be printed is ten times as fast as looking for what deceives
    return text if text.replace("\n", "").isprintable() else _INVISIBLE.sub("", text)


def render_code(text: str, title: str | None = None) -> Markup:
    """A piece of a file, as it stands there, with the file's name above it."""
    block = Markup("<pre><code>{}</code></pre>").format(text)
    if title is None:
        return block
    return Markup('<figure class="file"><figcaption>{}</figcaption>{}</figure>').format(escape(title), block)


def _filter_link(_element: str, attribute: str, value: str) -> str | None:
    """A relative address could point into the site's own machinery, and would be a broken link of ours."""
    return value if attribute != "href" or _LINK.match(value) else None


@cache
def _make_markdown_reader() -> MarkdownIt:
    from markdown_it import MarkdownIt

    reader = MarkdownIt("commonmark", {"html": False, "maxNesting": 20}).enable(["table", "strikethrough"])
    reader.disable(["image", "html_block", "html_inline"])
    reader.core.ruler.push("levels", lambda state: _level_headings(state.tokens))
    return reader


def _level_headings(tokens: Sequence[Token]) -> None:
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
