"""
What may stand in a page: a short list of elements, and nothing but absolute links to the open web or to a mail address.

Everything people wrote is hostile until it has passed through here.
"""

from __future__ import annotations

import re

from markupsafe import Markup, escape

ALLOWED = frozenset(
    "a abbr b blockquote br code dd del dl dt em h3 h4 h5 h6 hr i li ol p pre s strong sub sup "
    "table tbody td th thead tr ul".split()
)
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]"
)
"""Controls and marks that turn the direction of what follows; on a page they would only deceive."""
_LONG = 500
_PLAIN = bytes([*b"\n", *range(0x20, 0x7F)])
"""What of ASCII can be seen, and the end of a line."""
LINK = re.compile(
    r"(?:https?://(?P<host>[a-z0-9._-]+(?::[0-9]+)?)(?=[/?#]|\Z)|mailto:(?P<mailbox>[^\s@?/]+@[a-z0-9._-]+)(?=\?|\Z))",
    re.IGNORECASE | re.ASCII,
)
"""
An address that may be linked to: on the open web, or a mailbox.

Its host is in plain letters (of others the form with `xn--` that browsers turn to), and nothing stands before it that
could pass for a host: `https://bank.example@elsewhere.example` leads elsewhere.
"""


def sanitize_html(html: str) -> Markup:
    """HTML reduced to the allowed elements, without any attribute but a link's address and an item's number."""
    import nh3

    return Markup(
        nh3.clean(
            html,
            tags=set(ALLOWED),
            attributes={"a": {"href"}, "li": {"value"}},
            attribute_filter=_filter_link,
            url_schemes={"http", "https", "mailto"},
            link_rel="nofollow noopener noreferrer",
        )
    )


def summarize_text(text: str, most: int = 160) -> str:
    """The beginning of a text as one plain line of at most `most` characters, for descriptions and previews."""
    plain = " ".join(re.sub(r"[#>*_`\[\]|]+", " ", text[: most * 8]).split())
    if len(plain) <= most:
        return plain
    return plain[: most - 1].rsplit(" ", 1)[0] + "…"


def remove_invisible(text: str) -> str:
    """A text without what cannot be seen and could only deceive: controls, and marks that turn its direction."""
    if len(text) > _LONG:
        # of a long text hardly anything is left to look at once the letters of ASCII are gone
        rest = text.encode("utf-8", "surrogatepass").translate(None, _PLAIN).decode("utf-8", "surrogatepass")
    else:
        rest = text.replace("\n", "")
    # looking whether all can be printed is ten times as fast as looking for what deceives
    return text if rest.isprintable() else _INVISIBLE.sub("", text)


def render_code(text: str, title: str | None = None) -> Markup:
    """A piece of a file, as it stands there, with the file's name above it."""
    block = Markup("<pre><code>{}</code></pre>").format(text)
    if title is None:
        return block
    return Markup('<figure class="file"><figcaption>{}</figcaption>{}</figure>').format(escape(title), block)


def _filter_link(_element: str, attribute: str, value: str) -> str | None:
    """A relative address could point into the site's own machinery, and would be a broken link of ours."""
    return value if attribute != "href" or LINK.match(value) else None
