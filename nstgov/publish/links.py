"""What closes every build: links that lead somewhere, a count of pages, a sitemap."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from markupsafe import escape

_HREF = re.compile(r'\s(?:href|src)="([^"]*)"')
_ID = re.compile(r'\sid="([^"]+)"')
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)


class Broken(NamedTuple):
    """A link that leads nowhere: the page it stands on, and its address."""

    page: str
    address: str


def broken_links(pages: Mapping[str, str], files: Iterable[str]) -> Iterator[Broken]:
    """The links inside the site that lead nowhere. `pages` maps paths (`circles/index.html`) to HTML, `files` are all paths."""
    known = frozenset(files)
    ids: dict[str, frozenset[str]] = {}
    resolved: dict[tuple[str, str], str | None] = {}
    for page, html in pages.items():
        folder = posixpath.dirname(page)
        # the page that is shown for any missing address has addresses from the site's root, which only its host knows
        for address in () if page == "404.html" else dict.fromkeys(_HREF.findall(html)):
            target = resolved.get((folder, address))
            if (folder, address) not in resolved:
                target = resolved[folder, address] = _target(folder, address, known)
            if target is None or not _has_anchor(target, address, page, pages, ids):
                yield Broken(page, address)


def _target(folder: str, address: str, known: frozenset[str]) -> str | None:
    """The file that an address leads to: "" for elsewhere or the same page, None for nowhere."""
    place = address.partition("#")[0].partition("?")[0]
    if not place or _ELSEWHERE.match(place):
        return ""
    path = posixpath.normpath(posixpath.join(folder, place)) if not place.startswith("/") else place.lstrip("/")
    if path.startswith(".."):
        return None
    index = posixpath.normpath(posixpath.join(path, "index.html"))
    return next((file for file in (path, index) if file in known), None)


def _has_anchor(target: str, address: str, page: str, pages: Mapping[str, str], ids: dict[str, frozenset[str]]) -> bool:
    anchor = address.partition("#")[2]
    if not anchor or _ELSEWHERE.match(address) or (html := pages.get(target or page)) is None:
        return True
    if (target or page) not in ids:
        ids[target or page] = frozenset(_ID.findall(html))
    return anchor in ids[target or page]


def sitemap(address: str, pages: Iterable[str]) -> str:
    """All pages for search machines; the address of a page is that of its folder."""
    rows = (f"<url><loc>{escape(address + page.removesuffix('index.html'))}</loc></url>" for page in sorted(pages))
    body = "\n".join(rows)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{body}\n</urlset>\n'
