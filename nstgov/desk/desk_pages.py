"""The desk's own pages, each in the frame that the built site has around its forms, and the bar on every page."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

from nstgov.desk.desk_messages import list_desk_words

PAGES = {"desk": "saved title", "letters": "letters title"}
"""The pages that only the desk has, and what each is called."""
FRAME = "take-part/voice/index.html"
"""A page of the site at the same depth, whose frame they take."""
DESK_SCRIPT = """
(function () {
  "use strict";
  var root = document.documentElement, bar = document.createElement("script"), style = document.createElement("link");
  root.setAttribute("data-desk", "/-/desk/");
  bar.type = "module";
  bar.src = "/assets/take-part/desk-bar.js";
  style.rel = "stylesheet";
  style.href = "/assets/take-part/desk.css";
  document.head.append(style, bar);
})();
"""
"""What the site's own script does besides at a desk: no built site has it."""
_ARTICLE = re.compile(r"(<article [^>]*>).*(</article>)", re.DOTALL)
_TITLE = re.compile(r"<title>[^<]*( · [^<]*)</title>")
_SEARCHED = re.compile(r' data-pagefind-[a-z]+(?:="[^"]*")?')
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{1,8})*")


def render_desk_page(folder: Path, language: str, page: str) -> str | None:
    """A page of the desk in a language's part of the site (empty: the first one's); None where there is no frame."""
    if language and not _LANGUAGE.fullmatch(language):
        return None
    frame = folder / language / FRAME
    if not frame.is_file():
        return None
    html = frame.read_text(encoding="utf-8")
    said = re.search(r'<html[^>]* lang="([a-z0-9-]+)"', html)
    title = escape(list_desk_words(said[1] if said else "")["says"][PAGES[page]])
    inside = f'<h1>{title}</h1><div id="desk-page" class="form" data-page="{page}"></div>'
    html = _ARTICLE.sub(lambda found: _SEARCHED.sub("", found[1]) + inside + found[2], html)
    return _TITLE.sub(lambda found: f"<title>{title}{found[1]}</title>", html)
