"""A page as people read it."""

from __future__ import annotations

import re
from html import unescape


def words_of(html: str) -> str:
    """A page without its menu and foot, in plain words."""
    content = html.partition('<article class="page')[2].partition("</article>")[0]
    content = re.sub(r"<(svg|title)\b.*?</\1>", "", content, flags=re.DOTALL)
    inline = re.sub(r"</?(?:a|bdi|strong|time|span|em|code|cite)\b[^>]*>", "", content)
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", inline)).split())
